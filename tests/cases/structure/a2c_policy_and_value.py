import numpy as np
import tensorflow.keras.backend as K
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Model
from tensorflow.keras.optimizers import Adam


class Agent(object):
    def __init__(self, alpha, beta, n_actions=4, input_dims=8, fc1=256):
        self.n_actions = n_actions
        self.alpha, self.beta = alpha, beta
        self.actor, self.critic, self.policy = self.build(input_dims, fc1)
        self.action_space = [i for i in range(n_actions)]

    def build(self, dims, fc1):
        inp = Input(shape=(dims,))
        delta = Input(shape=[1])
        dense1 = Dense(fc1, activation='relu')(inp)
        probs = Dense(self.n_actions, activation='softmax')(dense1)
        values = Dense(1, activation='linear')(dense1)

        def custom_loss(y_true, y_pred):
            out = K.clip(y_pred, 1e-8, 1 - 1e-8)
            log_lik = y_true * K.log(out)
            return K.sum(-log_lik * delta)

        actor = Model(inputs=[inp, delta], outputs=[probs])
        actor.compile(optimizer=Adam(learning_rate=self.alpha), loss=custom_loss)  # expect: none
        critic = Model(inputs=[inp], outputs=[values])
        critic.compile(optimizer=Adam(learning_rate=self.beta), loss='mean_squared_error')  # expect: none
        policy = Model(inputs=[inp], outputs=[probs])
        return actor, critic, policy

    def learn(self, state, action, reward, state_, done):
        state = state[np.newaxis, :]
        critic_value = self.critic.predict(state)
        target = reward + 0.99 * self.critic.predict(state_[np.newaxis, :]) * (1 - int(done))
        actions = np.zeros([1, self.n_actions])
        actions[np.arange(1), action] = 1.0
        self.actor.fit([state, target - critic_value], actions, verbose=0)
        self.critic.fit(state, target, verbose=0)


agent = Agent(1e-5, 5e-5)
