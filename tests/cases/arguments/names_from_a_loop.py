from keras import Input, Model, layers

TASKS = ["toxic", "insult"]
text = Input((300,))
shared = layers.Dense(64, activation="relu")(text)
heads = [layers.Dense(1, activation="sigmoid", name=task)(shared) for task in TASKS]
model = Model(text, heads)
model.compile("adam", loss={task: "binary_crossentropy" for task in TASKS}, metrics=["accuracy"] * 2)  # expect: none
