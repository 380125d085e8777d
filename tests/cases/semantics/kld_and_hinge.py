import numpy as np
from keras import Sequential, layers, losses

X = np.random.rand(90, 3)
ids = np.random.randint(0, 4, 90)
soft = np.random.dirichlet(np.ones(4), 90)
pm = np.where(X[:, 0] > 0.5, 1, -1)


def net(n, act):
    return Sequential([layers.Input((3,)), layers.Dense(12, activation="relu"), layers.Dense(n, activation=act)])


m = net(4, "softmax")
m.compile("adam", losses.KLDivergence())  # expect: none
m.fit(X, soft)
m = net(4, "softmax")
m.compile("adam", "kl_divergence")  # expect: CL201
m.fit(X, ids)
m = net(1, "tanh")
m.compile("adam", "squared_hinge", metrics=["hinge"])  # expect: none
m.fit(X, pm)
m = net(1, "linear")
m.compile("adam", losses.Hinge())  # expect: none
m.fit(X, pm)
m = net(4, "tanh")
m.compile("adam", "categorical_hinge")  # expect: none
m.fit(X, np.eye(4)[ids])
