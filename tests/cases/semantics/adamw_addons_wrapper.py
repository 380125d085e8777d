# Optimizers of other libraries take what arguments they like.
import tensorflow as tf
import tensorflow_addons as tfa

model = tf.keras.Sequential([tf.keras.layers.Dense(20, activation="relu"), tf.keras.layers.Dense(1)])
optimizer = tfa.optimizers.RectifiedAdam(lr=1e-3, total_steps=10000, warmup_proportion=0.1)
model.compile(optimizer=tfa.optimizers.Lookahead(optimizer), loss="mse")  # expect: none
model.compile(optimizer=tfa.optimizers.AdamW(lr=1e-3, weight_decay=1e-4), loss="mse")  # expect: none
