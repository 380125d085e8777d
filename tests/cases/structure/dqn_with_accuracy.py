import numpy as np
import tensorflow as tf


class ReplayAgent:
    """Double DQN for a grid world."""

    def __init__(self, n_states=16, n_actions=4, hidden=(32, 32)):
        self.q = self.network(n_states, n_actions, hidden)
        self.target = self.network(n_states, n_actions, hidden)
        self.target.set_weights(self.q.get_weights())

    @staticmethod
    def network(n_in, n_out, hidden):
        inputs = tf.keras.layers.Input((n_in,))
        x = inputs
        for h in hidden:
            x = tf.keras.layers.Dense(h, activation="relu")(x)
        q = tf.keras.layers.Dense(n_out, activation=None)(x)
        net = tf.keras.models.Model(inputs, q)
        net.compile(optimizer=tf.keras.optimizers.Adam(1e-3), loss="mse", metrics=["accuracy"])  # expect: CL401
        return net

    def learn(self, states, actions, rewards, next_states, done):
        q = self.q.predict(states)
        nq = self.target.predict(next_states)
        for i in range(len(states)):
            q[i, actions[i]] = rewards[i] + (1 - done[i]) * 0.99 * nq[i].max()
        self.q.fit(states, q, verbose=0)


agent = ReplayAgent()
