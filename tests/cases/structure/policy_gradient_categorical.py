import numpy as np
import keras
from keras import layers

env_obs, env_act = 4, 2


def discount(rewards, gamma=0.99):
    out, run = np.zeros_like(rewards, dtype=float), 0.
    for t in reversed(range(len(rewards))):
        run = rewards[t] + gamma * run
        out[t] = run
    return (out - out.mean()) / (out.std() + 1e-8)


policy = keras.Sequential([
    keras.Input((env_obs,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(env_act, activation="softmax"),
])
policy.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Adam(0.01))  # expect: none

for episode in range(10):
    states = np.random.rand(50, env_obs)
    actions = np.array([np.random.choice(env_act, p=p) for p in policy.predict(states, verbose=0)])
    adv = discount(np.random.rand(50))
    onehot = keras.utils.to_categorical(actions, env_act)
    policy.train_on_batch(states, onehot, sample_weight=adv)
