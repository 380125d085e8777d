from pandas import read_csv
from keras.models import Sequential
from keras.layers import Dense
from keras.wrappers.scikit_learn import KerasRegressor
from sklearn.model_selection import cross_val_score, KFold
from sklearn.preprocessing import StandardScaler
from sklearn.pipeline import Pipeline

dataframe = read_csv("housing.csv", delim_whitespace=True, header=None)
dataset = dataframe.values
X = dataset[:, 0:13]
Y = dataset[:, 13]


def baseline_model():
    model = Sequential()
    model.add(Dense(13, input_dim=13, kernel_initializer='normal', activation='relu'))
    model.add(Dense(1, kernel_initializer='normal'))
    model.compile(loss='mean_squared_error', optimizer='adam', metrics=['accuracy'])  # expect: CL401
    return model


estimators = [('standardize', StandardScaler()),
              ('mlp', KerasRegressor(build_fn=baseline_model, epochs=50, batch_size=5, verbose=0))]
pipeline = Pipeline(estimators)
results = cross_val_score(pipeline, X, Y, cv=KFold(n_splits=10))
print("Standardized: %.2f (%.2f) MSE" % (results.mean(), results.std()))
