import multiprocessing as mp
from concurrent.futures import ProcessPoolExecutor, as_completed

import numpy as np


def train_one(config):
    import tensorflow as tf
    from tensorflow.keras.layers import Dense, Input

    tf.random.set_seed(config["seed"])
    m = tf.keras.Sequential([Input((10,)), Dense(config["width"], activation="relu"), Dense(3, activation="softmax")])
    m.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])  # expect: CL201
    x, y = np.random.rand(200, 10), np.random.randint(0, 3, 200)
    h = m.fit(x, y, epochs=config.get("epochs", 2), verbose=0)
    return config, h.history["accuracy"][-1]


if __name__ == "__main__":
    mp.set_start_method("spawn")
    jobs = [{"seed": s, "width": w} for s in range(2) for w in (16, 32)]
    with ProcessPoolExecutor(2) as pool:
        futures = [pool.submit(train_one, j) for j in jobs]
        for f in as_completed(futures):
            print(f.result())
