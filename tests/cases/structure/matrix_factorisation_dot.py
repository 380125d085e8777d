import pandas as pd
from keras.layers import Input, Embedding, Flatten, dot, add, Dense, concatenate, Dropout
from keras.models import Model
from keras.optimizers import Adam
from sklearn.preprocessing import LabelEncoder

ratings = pd.read_csv("ml-latest-small/ratings.csv")
user_enc, item_enc = LabelEncoder(), LabelEncoder()
ratings["user"] = user_enc.fit_transform(ratings["userId"].values)
ratings["movie"] = item_enc.fit_transform(ratings["movieId"].values)
n_users, n_movies = ratings["user"].nunique(), ratings["movie"].nunique()


class EmbeddingLayer:
    def __init__(self, n_items, n_factors):
        self.n_items = n_items
        self.n_factors = n_factors

    def __call__(self, x):
        x = Embedding(self.n_items, self.n_factors, embeddings_initializer='he_normal')(x)
        return Flatten()(x)


def recommender(n_factors):
    user, movie = Input(shape=(1,)), Input(shape=(1,))
    u = EmbeddingLayer(n_users, n_factors)(user)
    m = EmbeddingLayer(n_movies, n_factors)(movie)
    x = dot([u, m], axes=1)
    x = add([x, EmbeddingLayer(n_users, 1)(user), EmbeddingLayer(n_movies, 1)(movie)])
    model = Model(inputs=[user, movie], outputs=x)
    model.compile(loss='mean_squared_error', optimizer=Adam(0.001))  # expect: none
    return model


def recommender_net(n_factors):
    user, movie = Input(shape=(1,)), Input(shape=(1,))
    x = concatenate([EmbeddingLayer(n_users, n_factors)(user), EmbeddingLayer(n_movies, n_factors)(movie)])
    x = Dropout(0.05)(x)
    x = Dense(10, activation='relu', kernel_initializer='he_normal')(x)
    x = Dense(1, kernel_initializer='he_normal')(x)
    model = Model(inputs=[user, movie], outputs=x)
    model.compile(loss='mse', optimizer=Adam(0.001), metrics=['accuracy'])  # expect: CL401
    return model


model = recommender(50)
model.fit([ratings["user"], ratings["movie"]], ratings["rating"], batch_size=64, epochs=5)
model = recommender_net(50)
model.fit([ratings["user"], ratings["movie"]], ratings["rating"], batch_size=64, epochs=5)
