"""CL2: the labels against the loss."""

from __future__ import annotations

from oracle.claims import Case, Entry, Gives, Raises, Runs, everywhere, holds, on
from oracle.entries.measures import logged, right_above, right_by_largest

SAME_RANK = "Arguments `target` and `output` must have the same rank"
SAME_SHAPE = "Arguments `target` and `output` must have the same shape"
OUT_OF_RANGE = "outside the valid range of"
IDS_OUT_OF_RANGE = on(
    tensorflow=(Raises(OUT_OF_RANGE),),
    jax=(Gives(right_by_largest("y"), high=0.7),),
    tf_keras=(Raises(OUT_OF_RANGE),),
)

ENTRIES = (
    Entry(
        "CL201",
        bad=on(
            tensorflow=(Raises(SAME_RANK),), jax=(Raises(SAME_SHAPE),), tf_keras=(Raises("are incompatible"),)
        ),
        good=everywhere(Runs()),
        cases=(
            Case(
                "mse",
                on(keras3=(Raises("Incompatible shapes"),), tf_keras=(Runs(),)),
                edits=(('"categorical_crossentropy", metrics=["accuracy"]', '"mse"'),),
            ),
            Case(
                "mse-of-a-column",
                # One id is compared with all ten units.
                everywhere(Gives(right_by_largest("digits"), high=0.5)),
                edits=(
                    ('"categorical_crossentropy", metrics=["accuracy"]', '"mse"'),
                    ("size=70)", "size=70).reshape(-1, 1)"),
                ),
                epochs=40,
            ),
        ),
    ),
    Entry(
        "CL202",
        bad=on(
            tensorflow=(Raises("Argument `output` must have rank (ndim) `target.ndim - 1`"),),
            jax=(Raises("must have the same shape up until the last dimension"),),
            tf_keras=(Raises("`labels.shape` must equal `logits.shape` except for the last dimension"),),
        ),
        good=everywhere(Runs()),
    ),
    Entry(
        "CL203",
        bad=on(keras3=(Raises(SAME_SHAPE),), tf_keras=(Raises("are incompatible"),)),
        good=everywhere(Runs()),
        cases=(
            Case(
                "sparse",
                IDS_OUT_OF_RANGE,
                edits=(
                    ("keras.utils.to_categorical(np.arange(50) % 5, num_classes=5)", "np.arange(50) % 5"),
                    ('"categorical_crossentropy"', '"sparse_categorical_crossentropy"'),
                ),
            ),
            Case(
                "ids of a lookup layer, which begin at 1",
                IDS_OUT_OF_RANGE,
                edits=(
                    (
                        "keras.utils.to_categorical(np.arange(50) % 5, num_classes=5)",
                        "np.array(keras.layers.StringLookup(vocabulary=LABELS)(np.array(LABELS * 17)[:50]))",
                    ),
                    ('"categorical_crossentropy"', '"sparse_categorical_crossentropy"'),
                ),
            ),
        ),
    ),
    Entry(
        "CL204",
        epochs=20,
        learning_rate=0.01,
        bad=everywhere(Gives(right_above(0.5, "tags"), high=0.85)),
        good=everywhere(Gives(right_above(0.5, "tags"), low=0.88)),
        cases=(
            Case(
                "categorical",
                everywhere(Gives(right_above(0.5, "tags"), high=0.85)),
                edits=(('"binary_crossentropy"', '"categorical_crossentropy"'),),
            ),
        ),
    ),
    Entry(
        "CL205",
        bad=on(keras3=(Raises(SAME_SHAPE),), tf_keras=(Raises("must have the same shape"),)),
        good=everywhere(Runs()),
        cases=(
            Case(
                "mse",
                # The columns pull in opposite directions.
                everywhere(Gives(right_above(0.5, "sick[:, 1]"), high=0.7)),
                edits=(('"binary_crossentropy", metrics=["accuracy"]', '"mse"'),),
                epochs=60,
            ),
        ),
    ),
    Entry(
        "CL206",
        epochs=20,
        learning_rate=0.01,
        bad=everywhere(Gives(logged("loss"), high=-0.5)),
        good=everywhere(Gives(logged("loss"), low=0), Gives(right_by_largest("level"), low=0.9)),
    ),
    Entry(
        "CL207",
        epochs=12,
        learning_rate=0.1,
        bad=everywhere(holds("set(model.predict(x, verbose=0).argmax(axis=1)) == {0}")),
        good=everywhere(Gives(right_by_largest("y"), low=0.8)),
    ),
    Entry(
        "CL208",
        epochs=12,
        learning_rate=0.1,
        bad=on(
            tensorflow=(Raises(OUT_OF_RANGE),),
            jax=(Gives(right_by_largest("stars"), high=0.8),),
            tf_keras=(Raises(OUT_OF_RANGE),),
        ),
        good=everywhere(Gives(right_by_largest("stars - 1"), low=0.9)),
    ),
)
