"""CL9: the order of compile, changes and training."""

from __future__ import annotations

from oracle.claims import Case, Entry, Raises, Runs, everywhere, holds, on

OTHER_VARIABLES = "Argument `optimizer_variables` must be a list of tensors corresponding 1:1"

ENTRIES = (
    Entry(
        "CL901",
        # Frozen during the first training, so the bias moves from 0 only if the second one trains it.
        bad=on(
            tensorflow=(holds("np.all(base.get_weights()[1] == 0)"),),
            jax=(Raises(OTHER_VARIABLES),),
            tf_keras=(holds("np.all(base.get_weights()[1] == 0)"),),
        ),
        good=everywhere(holds("np.any(base.get_weights()[1] != 0)")),
    ),
    Entry(
        "CL902",
        bad=on(
            keras3=(Raises("You must call `compile()` before"),),
            tf_keras=(Raises("You must compile your model before training/testing"),),
        ),
        good=everywhere(Runs()),
    ),
    Entry(
        "CL903",
        bad=on(
            tensorflow=(holds("np.all(model.layers[-1].get_weights()[1] == 0)"),),
            jax=(Raises(OTHER_VARIABLES),),
            tf_keras=(holds("np.all(model.layers[-1].get_weights()[1] == 0)"),),
        ),
        good=everywhere(holds("np.all(model.layers[-1].get_weights()[1] != 0)")),
    ),
    Entry(
        "CL904",
        bad=everywhere(Raises("'str' object has no attribute")),
        good=everywhere(Runs()),
        cases=(
            Case(
                "text-keys",
                on(
                    keras3=(Runs(),),
                    tf_keras=(Raises("Expected `class_weight` to be a dict with keys from 0"),),
                ),
                edits=(('class_weight="balanced"', 'class_weight={"0": 1.0, "1": 8.0}'),),
            ),
        ),
    ),
)
