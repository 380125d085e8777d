import tensorflow as tf
from transformers import AutoTokenizer, TFAutoModelForSequenceClassification, TFBertModel

model = TFAutoModelForSequenceClassification.from_pretrained("bert-base-cased", num_labels=2)
model.compile(optimizer=tf.keras.optimizers.Adam(3e-5), loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])  # expect: none

bert = TFBertModel.from_pretrained("bert-base-uncased")
ids = tf.keras.layers.Input(shape=(128,), dtype=tf.int32)
mask = tf.keras.layers.Input(shape=(128,), dtype=tf.int32)
emb = bert(ids, attention_mask=mask)[0]
pooled = emb[:, 0, :]
out = tf.keras.layers.Dense(1, activation="sigmoid")(pooled)
clf = tf.keras.Model([ids, mask], out)
clf.compile(tf.keras.optimizers.Adam(2e-5), loss="binary_crossentropy", metrics=["accuracy"])  # expect: none
soft = tf.keras.Model([ids, mask], tf.keras.layers.Dense(1, activation="softmax")(pooled))
soft.compile(tf.keras.optimizers.Adam(2e-5), loss="binary_crossentropy", metrics=["accuracy"])  # expect: CL101
raw = tf.keras.Model([ids, mask], tf.keras.layers.Dense(6)(pooled))
raw.compile(tf.keras.optimizers.Adam(2e-5), loss="categorical_crossentropy")  # expect: CL302
