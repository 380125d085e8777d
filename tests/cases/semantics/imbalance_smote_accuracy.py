import pandas as pd
from imblearn.over_sampling import SMOTE
from keras.layers import Dense
from keras.models import Sequential
from sklearn.model_selection import train_test_split

data = pd.read_csv("claims.csv")
X = data.iloc[:, :-1]
y = data.iloc[:, -1]
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.25)
X_res, y_res = SMOTE(random_state=2).fit_resample(X_tr, y_tr)
clf = Sequential()
clf.add(Dense(20, activation='relu', input_dim=X.shape[1]))
clf.add(Dense(1, activation='sigmoid'))
clf.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])  # expect: CL501
clf.fit(X_res, y_res, batch_size=64, epochs=5, validation_data=(X_te, y_te))
