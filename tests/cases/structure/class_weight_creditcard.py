import numpy as np
import pandas as pd
from sklearn.preprocessing import StandardScaler
from sklearn.model_selection import train_test_split
from sklearn.utils import class_weight
from tensorflow import keras

df = pd.read_csv('../input/creditcardfraud/creditcard.csv')
X = df.drop(['Class', 'Time'], axis=1)
y = df['Class']
X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y)
sc = StandardScaler()
X_train, X_test = sc.fit_transform(X_train), sc.transform(X_test)
weights = class_weight.compute_class_weight('balanced', classes=np.unique(y_train), y=y_train)
cw = dict(enumerate(weights))


def nn(dims=29):
    m = keras.models.Sequential()
    m.add(keras.layers.Dense(16, activation='relu', input_dim=dims))
    m.add(keras.layers.Dropout(0.5))
    m.add(keras.layers.Dense(1, activation='sigmoid'))
    m.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])  # expect: CL501
    return m


model = nn()
model.fit(X_train, y_train, class_weight=cw, epochs=5, batch_size=2048)
print(model.evaluate(X_test, y_test))
