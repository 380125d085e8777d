"""CL1: the output activation against the loss."""

from __future__ import annotations

from oracle.claims import Case, Entry, Gives, Raises, Silent, Warns, everywhere, holds, on
from oracle.entries.measures import NAN_LOSS, is_close, logged, r2, right_above, right_by_largest

CONSTANT_ONE = holds("(model.predict(x, verbose=0) == 1).all()")
CLASSES = "y.argmax(axis=1)"
AXIS_OF_SIZE_ONE = "softmax over axis -1"

LOSS_IS_ZERO = holds("max(history[-1]['loss']) < 1e-6")
# The bias of the output is where it began.
NEVER_TRAINED = holds("np.allclose(model.get_weights()[-1], 0, atol=1e-4)")

ENTRIES = (
    Entry(
        "CL101",
        epochs=20,
        learning_rate=0.01,
        bad=on(
            tensorflow=(
                CONSTANT_ONE,
                Gives(right_above(0.5, "y"), high=0.6),
                # The loss looks like progress.
                holds(f"{logged('loss')} < 0.5 * {logged('loss', 0)}"),
                Warns(AXIS_OF_SIZE_ONE),
            ),
            jax=(
                CONSTANT_ONE,
                Gives(right_above(0.5, "y"), high=0.6),
                holds(is_close(logged("loss"), logged("loss", 0), 1e-4)),
                Warns(AXIS_OF_SIZE_ONE),
            ),
            tf_keras=(
                CONSTANT_ONE,
                Gives(right_above(0.5, "y"), high=0.6),
                holds(f"{logged('loss')} < 0.5 * {logged('loss', 0)}"),
                Silent(AXIS_OF_SIZE_ONE),
            ),
        ),
        good=everywhere(Gives(right_above(0.5, "y"), low=0.8)),
    ),
    Entry(
        "CL102",
        epochs=12,
        learning_rate=0.01,
        # The outputs are no distribution; on TensorFlow the classes are right all the same.
        bad=everywhere(
            Gives("np.abs(model.predict(x, verbose=0).sum(axis=1) - 1).mean()", low=0.2),
            Gives(right_by_largest("species"), low=0.9),
        ),
        good=everywhere(
            Gives("np.abs(model.predict(x, verbose=0).sum(axis=1) - 1).max()", high=1e-3),
            Gives(right_by_largest("species"), low=0.9),
        ),
    ),
    Entry(
        "CL103",
        epochs=6,
        learning_rate=0.01,
        # TensorFlow recovers the logits and trains ten sigmoids, which takes longer; JAX does not.
        bad=on(
            tensorflow=(Gives(right_by_largest(CLASSES), high=0.6),),
            jax=(Gives(right_by_largest(CLASSES), low=0.65),),
            tf_keras=(Gives(right_by_largest(CLASSES), high=0.6),),
        ),
        good=everywhere(Gives(right_by_largest(CLASSES), low=0.65)),
    ),
    Entry(
        "CL104",
        epochs=20,
        learning_rate=0.01,
        bad=on(
            tensorflow=(holds(NAN_LOSS), Gives(right_by_largest(CLASSES), high=0.3)),
            jax=(Gives(right_by_largest(CLASSES), high=0.85),),
            tf_keras=(holds(NAN_LOSS), Gives(right_by_largest(CLASSES), high=0.3)),
        ),
        good=everywhere(Gives(right_by_largest(CLASSES), low=0.9)),
        cases=(
            Case(
                "tanh",
                everywhere(Gives(right_by_largest(CLASSES), high=0.6)),
                edits=(('classes, activation="relu"', 'classes, activation="tanh"'),),
            ),
            Case(
                "log-softmax",
                everywhere(Gives(right_by_largest(CLASSES), high=0.6)),
                edits=(('classes, activation="relu"', 'classes, activation="log_softmax"'),),
            ),
            Case(
                "log-softmax-from-logits",
                everywhere(Gives(right_by_largest(CLASSES), low=0.9)),
                edits=(
                    ('classes, activation="relu"', 'classes, activation="log_softmax"'),
                    (
                        '"categorical_crossentropy"',
                        "keras.losses.CategoricalCrossentropy(from_logits=True)",
                    ),
                ),
                is_bad=False,
            ),
        ),
    ),
    Entry(
        "CL105",
        epochs=30,
        learning_rate=0.2,
        bad=on(
            # TensorFlow takes the gradient for labels that sum to 1, and drives every output down.
            tensorflow=(LOSS_IS_ZERO, Gives(right_above(0.5, "y"), high=0.65)),
            jax=(LOSS_IS_ZERO, NEVER_TRAINED),
            tf_keras=(LOSS_IS_ZERO, Gives(right_above(0.5, "y"), high=0.65)),
        ),
        good=everywhere(Gives(right_above(0.5, "y"), low=0.8)),
        cases=(
            Case(
                "sparse",
                on(
                    tensorflow=(
                        Raises("Received a label value of 1 which is outside the valid range of [0, 1)"),
                    ),
                    jax=(LOSS_IS_ZERO, NEVER_TRAINED),
                    tf_keras=(
                        Raises("Received a label value of 1 which is outside the valid range of [0, 1)"),
                    ),
                ),
                edits=(('"categorical_crossentropy"', '"sparse_categorical_crossentropy"'),),
            ),
        ),
    ),
    Entry(
        "CL106",
        epochs=20,
        learning_rate=0.01,
        bad=everywhere(Gives(r2("price"), high=0.7)),
        good=everywhere(Gives(r2("price"), low=0.9)),
        cases=(
            Case(
                "relu",
                everywhere(Gives(r2("price"), high=0.8)),
                edits=(('Dense(1, activation="sigmoid")', 'Dense(1, activation="relu")'),),
            ),
        ),
    ),
    Entry(
        "CL107",
        epochs=20,
        learning_rate=0.01,
        # Of softmax twice the surest answer is e / (e + 3), so the loss ends above .743.
        bad=everywhere(Gives(logged("loss"), low=0.74)),
        good=everywhere(Gives(logged("loss"), high=0.4), Gives(right_by_largest("y"), low=0.9)),
        cases=(
            Case(
                "dropout-after-softmax",
                on(
                    tensorflow=(Gives(logged("loss"), low=1),),
                    jax=(holds(NAN_LOSS),),
                    tf_keras=(Gives(logged("loss"), low=1),),
                ),
                edits=(("layers.Softmax()(scores)", "layers.Dropout(0.5)(scores)"),),
            ),
            Case(
                "normalization-after-softmax",
                everywhere(Gives(logged("loss"), low=1)),
                edits=(("layers.Softmax()(scores)", "layers.BatchNormalization()(scores)"),),
            ),
            Case(
                "relu-before-softmax",
                # How many classes die depends on the seed.
                everywhere(Gives(right_by_largest("y"), high=0.8)),
                edits=(
                    ('Dense(4, activation="softmax")', 'Dense(6, activation="relu")'),
                    ("np.arange(96) % 4", "np.arange(96) % 6"),
                    ("np.eye(4, 6)", "np.eye(6)"),
                ),
                seed=3,
            ),
        ),
    ),
    Entry(
        "CL108",
        epochs=11,
        learning_rate=0.01,
        # After the same training.
        bad=everywhere(Gives(right_by_largest(CLASSES), high=0.89)),
        good=everywhere(Gives(right_by_largest(CLASSES), low=0.9)),
    ),
    Entry(
        "CL109",
        epochs=20,
        learning_rate=0.01,
        bad=everywhere(
            Gives(right_above(0, "side > 0"), high=0.65),
            holds("(model.predict(x, verbose=0) > 0).all()"),
        ),
        good=everywhere(Gives(right_above(0, "side > 0"), low=0.9)),
    ),
    Entry(
        "CL110",
        epochs=10,
        learning_rate=0.01,
        bad=everywhere(holds(NAN_LOSS)),
        good=everywhere(Gives(logged("loss"), high=1.5)),
    ),
    Entry(
        "CL111",
        epochs=20,
        learning_rate=0.01,
        before="""\
import numpy as np
rng = np.random.default_rng(48)
rooms = rng.normal(size=(120, 4))
np.savetxt("houses.csv", np.column_stack([rooms, rooms @ [1.0, -1.0, 0.5, 0.0]]), delimiter=",")
""",
        # The model stays inside the function, so the log tells what it learnt; the variance is 2.25.
        bad=everywhere(Gives(logged("loss"), low=0.7)),
        good=everywhere(Gives(logged("loss"), high=0.4)),
    ),
)
