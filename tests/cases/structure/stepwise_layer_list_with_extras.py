import os
import tensorflow as tf
from tensorflow.keras.layers import BatchNormalization, Dense, Dropout, Input

widths = [int(w) for w in os.environ["WIDTHS"].split(",")]
stack = [Input((40,))]
for w in widths:
    stack.append(Dense(w, activation="relu"))
    stack += [BatchNormalization(), Dropout(0.2)]
clf = tf.keras.Sequential(stack + [Dense(9, activation="softmax")])
clf.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
bad = tf.keras.Sequential([*stack, Dense(9)])
bad.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL302
stack.append(Dense(1, activation="softmax"))
worse = tf.keras.Sequential(stack)
worse.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: CL101
