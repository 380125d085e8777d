import os
from flask import Flask, jsonify, request
import numpy as np
import pandas as pd
from keras.models import Sequential
from keras.layers import Dense

app = Flask(__name__)
model = None


def make_model(input_dim):
    m = Sequential()
    m.add(Dense(12, input_dim=input_dim, activation='relu'))
    m.add(Dense(1, activation='sigmoid'))
    m.compile(loss='mean_squared_error', optimizer='adam', metrics=['mse', 'mae'])  # expect: CL111, CL406
    return m


@app.route('/train', methods=['POST'])
def train():
    global model
    df = pd.read_csv(request.files['file'])
    X = df.iloc[:, :-1].values
    y = df.iloc[:, -1].values
    model = make_model(X.shape[1])
    model.fit(X, y, epochs=int(request.form.get('epochs', 10)))
    return jsonify(status='ok')


if __name__ == '__main__':
    app.run(debug=True, port=int(os.environ.get("PORT", 5000)))
