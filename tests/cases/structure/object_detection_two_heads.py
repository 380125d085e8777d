import tensorflow as tf
from tensorflow.keras.applications import VGG16
from tensorflow.keras.layers import Dense, Dropout, Flatten, Input
from tensorflow.keras.models import Model
from tensorflow.keras.optimizers import Adam
from sklearn.preprocessing import LabelBinarizer
import numpy as np

INIT_LR, EPOCHS, BS = 1e-4, 20, 32
data, labels, bboxes = [], [], []
for path in ["airplane.csv", "face.csv", "motorcycle.csv"]:
    for row in open(path).read().strip().split("\n"):
        fn, sx, sy, ex, ey, label = row.split(",")
        data.append(np.zeros((224, 224, 3)))
        labels.append(label)
        bboxes.append((float(sx), float(sy), float(ex), float(ey)))
data = np.array(data) / 255.0
labels = np.array(labels)
bboxes = np.array(bboxes, dtype="float32")
lb = LabelBinarizer()
labels = lb.fit_transform(labels)

vgg = VGG16(weights="imagenet", include_top=False, input_tensor=Input(shape=(224, 224, 3)))
vgg.trainable = False
flatten = Flatten()(vgg.output)
bboxHead = Dense(128, activation="relu")(flatten)
bboxHead = Dense(4, activation="sigmoid", name="bounding_box")(bboxHead)
softmaxHead = Dropout(0.5)(Dense(512, activation="relu")(flatten))
softmaxHead = Dense(len(lb.classes_), activation="softmax", name="class_label")(softmaxHead)
model = Model(inputs=vgg.input, outputs=(bboxHead, softmaxHead))
losses = {"class_label": "categorical_crossentropy", "bounding_box": "mean_squared_error"}
lossWeights = {"class_label": 1.0, "bounding_box": 1.0}
model.compile(loss=losses, optimizer=Adam(learning_rate=INIT_LR), metrics=["accuracy"], loss_weights=lossWeights)  # expect: CL607
model.fit(data, {"class_label": labels, "bounding_box": bboxes}, batch_size=BS, epochs=EPOCHS)
