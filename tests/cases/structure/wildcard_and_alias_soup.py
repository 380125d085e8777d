import tensorflow as tf
import tensorflow.keras as tfk
import tensorflow.keras.layers as tfkl
from tensorflow.python.keras.models import Sequential as Seq
from tensorflow.keras import losses as L, metrics as M

keras = tf.keras
D = keras.layers.Dense

net = Seq()
for n, a in [(64, "relu"), (32, "relu"), (1, None)]:
    net.add(D(n, activation=a))
net.compile(tfk.optimizers.Adam(1e-3), L.BinaryCrossentropy(from_logits=True),  # expect: CL402
            metrics=[M.BinaryAccuracy(), M.AUC(from_logits=True)])

net2 = tfk.models.Sequential([tfkl.Dense(n, activation=a) for n, a in [(64, "relu"), (32, "relu"), (1, None)]])
net2.compile(tfk.optimizers.Adam(1e-3), L.BinaryCrossentropy(from_logits=True),  # expect: none
             metrics=[M.BinaryAccuracy(threshold=0.0), M.AUC(from_logits=True)])
