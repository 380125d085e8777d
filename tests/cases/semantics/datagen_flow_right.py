from tensorflow.keras.datasets import cifar100
from tensorflow.keras.layers import Conv2D, Dense, Flatten, Input
from tensorflow.keras.models import Model
from tensorflow.keras.preprocessing.image import ImageDataGenerator
from tensorflow.keras.utils import to_categorical

(x, y), (xt, yt) = cifar100.load_data(label_mode='fine')
y, yt = to_categorical(y), to_categorical(yt)
it = ImageDataGenerator(rotation_range=15, rescale=1 / 255).flow(x, y, batch_size=64)

inp = Input(x.shape[1:])
h = Conv2D(64, 3, activation='elu')(inp)
h = Flatten()(h)
out = Dense(y.shape[1], activation='softmax')(h)
model = Model(inputs=inp, outputs=out)
model.compile('sgd', 'categorical_crossentropy', metrics=['accuracy', 'top_k_categorical_accuracy'])  # expect: none
model.fit(it, steps_per_epoch=len(x) // 64, epochs=1, validation_data=(xt / 255, yt))
