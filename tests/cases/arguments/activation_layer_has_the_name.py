from keras import Input, Model, layers

src = Input((20,))
scores = layers.Dense(4, name="topic_scores")(src)
topic = layers.Activation("softmax", name="topic", dtype="float32")(scores)
mood = layers.Dense(1, activation="sigmoid", name="mood")(src)
model = Model(src, [topic, mood])
model.compile(  # expect: none
    "adam", loss={"topic": "sparse_categorical_crossentropy", "mood": "binary_crossentropy"}
)
model.compile(  # expect: CL606
    "adam", loss={"topic_scores": "sparse_categorical_crossentropy", "mood": "binary_crossentropy"}
)
