import tensorflow as tf


class ArcFace(tf.keras.layers.Layer):
    def __init__(self, n_classes=10, s=30.0, m=0.50, **kwargs):
        super().__init__(**kwargs)
        self.n_classes, self.s, self.m = n_classes, s, m

    def build(self, input_shape):
        self.W = self.add_weight(name='W', shape=(input_shape[0][-1], self.n_classes), trainable=True)

    def call(self, inputs):
        x, y = inputs
        logits = tf.nn.l2_normalize(x, axis=1) @ tf.nn.l2_normalize(self.W, axis=0)
        theta = tf.acos(tf.clip_by_value(logits, -1.0 + 1e-7, 1.0 - 1e-7))
        out = tf.where(y > 0, tf.cos(theta + self.m), logits) * self.s
        return tf.nn.softmax(out)


x = tf.keras.Input((112, 112, 3))
y = tf.keras.Input((100,))
f = tf.keras.applications.EfficientNetB0(include_top=False, pooling='avg')(x)
f = tf.keras.layers.Dense(512)(f)
out = ArcFace(100)([f, y])
model = tf.keras.Model([x, y], out)
model.compile('adam', 'categorical_crossentropy', metrics=['accuracy'])  # expect: none
