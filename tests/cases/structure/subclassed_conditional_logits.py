import keras
from keras import layers


class TextCNN(keras.Model):
    def __init__(self, vocab, n_classes, kernel_sizes=(3, 4, 5), last_activation="softmax", **kwargs):
        super().__init__(**kwargs)
        self.embedding = layers.Embedding(vocab, 128)
        self.convs = [layers.Conv1D(128, k, activation="relu") for k in kernel_sizes]
        self.pools = [layers.GlobalMaxPooling1D() for _ in kernel_sizes]
        self.classifier = layers.Dense(n_classes, activation=last_activation)

    def call(self, inputs, training=None):
        emb = self.embedding(inputs)
        feats = [pool(conv(emb)) for conv, pool in zip(self.convs, self.pools)]
        x = layers.Concatenate()(feats) if len(feats) > 1 else feats[0]
        return self.classifier(x)


spam = TextCNN(5000, 1, last_activation="sigmoid")
spam.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
topic = TextCNN(5000, 20)
topic.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: CL103
topic2 = TextCNN(5000, 20, last_activation=None)
topic2.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])  # expect: none
