import numpy as np
import tensorflow as tf
from transformers import AutoTokenizer, TFBertModel, TFAutoModelForSequenceClassification

MAX_LEN = 128
tok = AutoTokenizer.from_pretrained("bert-base-uncased")


def build_model(n_labels, max_len=MAX_LEN):
    ids = tf.keras.layers.Input((max_len,), dtype=tf.int32, name="input_ids")
    mask = tf.keras.layers.Input((max_len,), dtype=tf.int32, name="attention_mask")
    bert = TFBertModel.from_pretrained("bert-base-uncased")
    seq = bert(ids, attention_mask=mask)[0]
    cls = seq[:, 0, :]
    x = tf.keras.layers.Dropout(0.1)(cls)
    out = tf.keras.layers.Dense(n_labels, activation="sigmoid" if n_labels == 1 else "softmax")(x)
    model = tf.keras.Model([ids, mask], out)
    loss = tf.keras.losses.BinaryCrossentropy() if n_labels == 1 else tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=tf.keras.optimizers.Adam(3e-5), loss=loss, metrics=["accuracy"])  # expect: CL301
    return model


build_model(1)
build_model(3)
hf = TFAutoModelForSequenceClassification.from_pretrained("distilbert-base-uncased", num_labels=2)
hf.compile(optimizer="adam", loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])  # expect: none
