import optuna
import numpy as np
from tensorflow.keras import Sequential, layers, optimizers
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split

X, y = make_classification(n_samples=1000, n_features=20, n_classes=2)
X_train, X_valid, y_train, y_valid = train_test_split(X, y)


def objective(trial):
    n_layers = trial.suggest_int("n_layers", 1, 3)
    model = Sequential()
    for i in range(n_layers):
        model.add(layers.Dense(trial.suggest_int(f"n_units_l{i}", 4, 128, log=True), activation="relu"))
    model.add(layers.Dense(1, activation="softmax"))
    lr = trial.suggest_float("lr", 1e-5, 1e-1, log=True)
    model.compile(loss="binary_crossentropy", optimizer=optimizers.RMSprop(learning_rate=lr), metrics=["accuracy"])  # expect: CL101
    model.fit(X_train, y_train, validation_data=(X_valid, y_valid), epochs=10, verbose=0)
    return model.evaluate(X_valid, y_valid, verbose=0)[1]


study = optuna.create_study(direction="maximize")
study.optimize(objective, n_trials=100, timeout=600)
print(study.best_trial.params)
