import argparse

import tensorflow as tf


def get_args():
    p = argparse.ArgumentParser()
    p.add_argument("--data-dir", type=str, required=True)
    p.add_argument("--num-classes", type=int, default=2)
    p.add_argument("--lr", type=float, default=1e-4)
    return p.parse_args()


def build(num_classes):
    base = tf.keras.applications.ResNet50(include_top=False, pooling="avg", input_shape=(224, 224, 3))
    base.trainable = False
    if num_classes == 2:
        head = tf.keras.layers.Dense(1, activation="sigmoid")
    else:
        head = tf.keras.layers.Dense(num_classes, activation="softmax")
    return tf.keras.Sequential([base, head])


def main():
    args = get_args()
    model = build(args.num_classes)
    loss = "binary_crossentropy" if args.num_classes == 2 else "sparse_categorical_crossentropy"
    model.compile(optimizer=tf.keras.optimizers.Adam(args.lr), loss=loss, metrics=["accuracy"])  # expect: none
    ds = tf.keras.utils.image_dataset_from_directory(args.data_dir, image_size=(224, 224), batch_size=32)
    model.fit(ds, epochs=5)


if __name__ == "__main__":
    main()
