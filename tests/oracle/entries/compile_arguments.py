"""CL6: the arguments of compile, and names that Keras looks up."""

from __future__ import annotations

from oracle.claims import Case, Entry, Gives, Raises, Runs, Warns, everywhere, holds, on
from oracle.entries.measures import logged

# What Keras on JAX makes of nothing to minimise: the bias stays where it began.
NEVER_TRAINED = holds("np.all(model.get_weights()[-1] == 0)")

NO_GRADIENTS = (Raises("No gradients provided for any variable"),)
NOTHING_TO_FOLLOW = on(tensorflow=NO_GRADIENTS, jax=(NEVER_TRAINED,), tf_keras=NO_GRADIENTS)

ENTRIES = (
    Entry(
        "CL601",
        bad=on(
            keras3=(Raises("Could not interpret loss identifier: binary_cross_entropy"),),
            tf_keras=(Raises("Unknown loss function: 'binary_cross_entropy'"),),
        ),
        good=everywhere(Runs()),
    ),
    Entry(
        "CL602",
        bad=on(
            keras3=(Raises("Could not interpret metric identifier: f1"),),
            tf_keras=(Raises("'str' object is not callable"),),
        ),
        good=everywhere(Runs()),
    ),
    Entry(
        "CL603",
        bad=on(
            keras3=(Raises("Could not interpret optimizer identifier: rms_prop"),),
            tf_keras=(Raises("Unknown optimizer: 'rms_prop'"),),
        ),
        good=everywhere(Runs()),
    ),
    Entry(
        "CL604",
        bad=on(
            keras3=(Raises("Could not interpret loss identifier: accuracy"),),
            tf_keras=(Raises("Unknown loss function: 'accuracy'"),),
        ),
        good=everywhere(Runs()),
        cases=(
            Case(
                "object",
                NOTHING_TO_FOLLOW,
                edits=(('loss="accuracy"', "loss=keras.metrics.AUC()"),),
            ),
            Case(
                "function",
                NOTHING_TO_FOLLOW,
                edits=(('loss="accuracy"', "loss=keras.metrics.binary_accuracy"),),
            ),
        ),
    ),
    Entry(
        "CL606",
        bad=on(
            keras3=(Raises("Expected keys ['price', 'sold'] in loss dict"),),
            tf_keras=(Raises("Found unexpected losses or metrics"),),
        ),
        good=everywhere(Runs()),
    ),
    Entry(
        "CL607",
        epochs=20,
        # The second output is not trained, so its bias is what it was.
        bad=everywhere(holds("np.all(model.layers[-1].get_weights()[1] == 0)")),
        good=everywhere(holds("np.all(model.layers[-1].get_weights()[1] != 0)")),
        cases=(
            Case(
                "three-losses",
                on(keras3=(Raises("KeyError"),), tf_keras=(Runs(),)),
                edits=(('["mse"]', '["mse", "mae", "mae"]'),),
            ),
            Case(
                "flat-metrics",
                on(keras3=(Raises("tuple arity mismatch"),), tf_keras=(Runs(),)),
                edits=(('["mse"]', '["mse", "mse"], metrics=["mae"]'),),
            ),
        ),
    ),
    Entry(
        "CL608",
        bad=on(
            keras3=(Raises("Argument(s) not recognized: {'lr': 0.003}"),),
            tf_keras=(
                Warns("`lr` is deprecated"),
                holds("abs(float(model.optimizer.learning_rate) - 0.001) < 1e-6"),
            ),
        ),
        good=everywhere(holds("abs(float(model.optimizer.learning_rate) - 0.003) < 1e-6")),
        cases=(
            Case(
                "period-of-a-checkpoint",
                on(keras3=(Raises("unexpected keyword argument 'period'"),), tf_keras=(Runs(),)),
                edits=(
                    ("import Adam", "import Adam\nfrom tensorflow.keras.callbacks import ModelCheckpoint"),
                    ("Adam(lr=0.003)", "Adam(0.003)"),
                    ("verbose=0", 'verbose=0, callbacks=[ModelCheckpoint("a.keras", "loss", period=1)]'),
                ),
                is_bad=False,  # for certain only where the Keras is known
            ),
            Case(
                "epsilon-of-a-plateau",
                on(
                    keras3=(holds("abs(slow.min_delta) == 0.0001"),),
                    tf_keras=(holds("slow.min_delta == 0.1"),),
                ),
                edits=(
                    ("import Adam", "import Adam\nfrom tensorflow.keras.callbacks import ReduceLROnPlateau"),
                    ("Adam(lr=0.003)", "Adam(0.003)"),
                    ("model.fit(", 'slow = ReduceLROnPlateau("loss", epsilon=0.1)\nmodel.fit('),
                    ("verbose=0", "verbose=0, callbacks=[slow]"),
                ),
                is_bad=False,  # for certain only where the Keras is known
            ),
        ),
    ),
    Entry(
        "CL609",
        epochs=3,
        bad=on(
            tensorflow=(Raises("No loss to compute"),),
            jax=(NEVER_TRAINED, holds("history[-1]['loss'] == [0, 0, 0]")),
            tf_keras=(Raises("No loss found"),),
        ),
        good=everywhere(Runs()),
    ),
    Entry(
        "CL610",
        bad=on(
            keras3=(Raises("Expected `metrics` argument to be a list, tuple, or dict"),),
            tf_keras=(Gives(logged("accuracy"), 0, 1),),
        ),
        good=everywhere(Gives(logged("accuracy"), 0, 1)),
    ),
    Entry(
        "CL611",
        bad=on(
            tensorflow=(Raises("is not a valid dtype"),),
            jax=(Raises("is not a valid JAX array type"),),
            tf_keras=(Gives(logged("mae"), 0),),
        ),
        good=everywhere(Gives(logged("mae"), 0)),
    ),
    Entry(
        "CL612",
        bad=on(
            keras3=(Raises("compile() got an unexpected keyword argument 'metric'"),),
            tf_keras=(Raises("Invalid keyword argument(s) in `compile()`"),),
        ),
        good=everywhere(Runs()),
    ),
    Entry(
        "CL613",
        bad=everywhere(Raises("unexpected keyword argument 'label_smoothing'")),
        good=everywhere(Runs()),
    ),
    Entry(
        "CL614",
        bad=on(
            keras3=(Raises("Could not interpret activation function identifier: Relu"),),
            tf_keras=(Raises("Unknown activation function 'Relu'"),),
        ),
        good=everywhere(Runs()),
    ),
    Entry(
        "CL615",
        bad=everywhere(Raises("Could not interpret optimizer identifier")),
        good=everywhere(Runs()),
        cases=(
            Case(
                "loss-class",
                on(keras3=(Runs(),), tf_keras=(Raises("Expected float32, but got"),)),
                edits=(
                    ('optimizer=Adam, loss="mse"', "optimizer=Adam(), loss=MeanSquaredError"),
                    ("import numpy", "from tensorflow.keras.losses import MeanSquaredError\nimport numpy"),
                ),
            ),
        ),
    ),
)
