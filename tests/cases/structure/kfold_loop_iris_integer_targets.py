from sklearn.datasets import load_iris
from sklearn.model_selection import KFold
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense

data = load_iris()
X = data['data']
y = data['target']


def get_model():
    m = Sequential([Dense(16, activation='relu', input_shape=(4,)), Dense(3, activation='softmax')])
    m.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])  # expect: CL201
    return m


acc_per_fold = []
for fold, (train_idx, val_idx) in enumerate(KFold(n_splits=5, shuffle=True).split(X)):
    X_train, X_val = X[train_idx], X[val_idx]
    y_train, y_val = y[train_idx], y[val_idx]
    model = get_model()
    model.fit(X_train, y_train, epochs=50, verbose=0, validation_data=(X_val, y_val))
    acc_per_fold.append(model.evaluate(X_val, y_val, verbose=0)[1])
    print(f"fold {fold}: {acc_per_fold[-1]}")
