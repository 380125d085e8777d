import tensorflow as tf
from tensorflow.keras import layers, metrics

BCE = tf.keras.losses.BinaryCrossentropy(from_logits=True)


def logit_model():
    return tf.keras.Sequential([layers.Dense(8, activation="relu"), layers.Dense(1)])


logit_model().compile("adam", BCE, metrics=["acc"])  # expect: CL402
logit_model().compile("adam", BCE, metrics=[metrics.BinaryAccuracy()])  # expect: CL402
logit_model().compile("adam", BCE, metrics=[metrics.BinaryAccuracy(threshold=0)])  # expect: none
logit_model().compile("adam", BCE, metrics=[metrics.BinaryAccuracy("accuracy", None, 0.0)])  # expect: none
logit_model().compile("adam", BCE, metrics=[metrics.Precision(), metrics.Recall()])  # expect: CL402
logit_model().compile("adam", BCE, metrics=[metrics.Precision(thresholds=0), metrics.Recall(thresholds=[0.0])])  # expect: none
logit_model().compile("adam", BCE, metrics=[metrics.AUC(name="auc")])  # expect: CL402
logit_model().compile("adam", BCE, metrics=[metrics.AUC(from_logits=True)])  # expect: none
logit_model().compile("adam", BCE, metrics=[metrics.BinaryCrossentropy(from_logits=True, name="bce")])  # expect: CL406
logit_model().compile("adam", BCE, metrics=["binary_crossentropy"])  # expect: CL402
logit_model().compile("adam", BCE, metrics=["mse"])  # expect: none
logit_model().compile("adam", BCE)  # expect: none
