import numpy as np
from keras.layers import Input, Dense, Reshape, Flatten, Dropout, multiply, Embedding, Conv2D, LeakyReLU
from keras.models import Sequential, Model
from keras.optimizers import Adam
from keras.datasets import mnist


class ACGAN():
    def __init__(self):
        self.num_classes = 10
        self.latent_dim = 100
        losses = ['binary_crossentropy', 'sparse_categorical_crossentropy']
        self.discriminator = self.build_discriminator()
        self.discriminator.compile(loss=losses, optimizer=Adam(0.0002, 0.5), metrics=['accuracy'])  # expect: CL607
        self.generator = self.build_generator()
        noise = Input(shape=(self.latent_dim,))
        label = Input(shape=(1,))
        img = self.generator([noise, label])
        self.discriminator.trainable = False
        valid, target_label = self.discriminator(img)
        self.combined = Model([noise, label], [valid, target_label])
        self.combined.compile(loss=losses, optimizer=Adam(0.0002, 0.5))  # expect: none

    def build_generator(self):
        noise = Input(shape=(self.latent_dim,))
        label = Input(shape=(1,), dtype='int32')
        emb = Flatten()(Embedding(self.num_classes, self.latent_dim)(label))
        x = Dense(784, activation="tanh")(multiply([noise, emb]))
        return Model([noise, label], Reshape((28, 28, 1))(x))

    def build_discriminator(self):
        model = Sequential()
        model.add(Conv2D(16, kernel_size=3, strides=2, input_shape=(28, 28, 1), padding="same"))
        model.add(LeakyReLU(alpha=0.2))
        model.add(Dropout(0.25))
        model.add(Flatten())
        img = Input(shape=(28, 28, 1))
        features = model(img)
        validity = Dense(1, activation="sigmoid")(features)
        label = Dense(self.num_classes, activation="softmax")(features)
        return Model(img, [validity, label])

    def train(self, epochs, batch_size=128):
        (X_train, y_train), (_, _) = mnist.load_data()
        y_train = y_train.reshape(-1, 1)
        valid = np.ones((batch_size, 1))
        for epoch in range(epochs):
            idx = np.random.randint(0, X_train.shape[0], batch_size)
            noise = np.random.normal(0, 1, (batch_size, 100))
            sampled_labels = np.random.randint(0, 10, (batch_size, 1))
            self.discriminator.train_on_batch(X_train[idx], [valid, y_train[idx]])
            self.combined.train_on_batch([noise, sampled_labels], [valid, sampled_labels])


ACGAN().train(epochs=14000)
