"""CL3: whether the loss expects logits."""

from __future__ import annotations

from oracle.claims import Entry, Gives, Silent, Warns, everywhere, on
from oracle.entries.measures import logged, right_by_largest

PRODUCED_BY_SOFTMAX = "argument was produced by a Softmax activation"

ENTRIES = (
    Entry(
        "CL301",
        epochs=12,
        learning_rate=0.01,
        bad=on(
            # TensorFlow finds the logits behind the softmax, and says so; JAX does not look.
            tensorflow=(Warns(PRODUCED_BY_SOFTMAX), Gives(logged("loss"), high=0.5)),
            jax=(Silent("Softmax"), Gives(logged("loss"), low=1.5)),
            tf_keras=(Warns(PRODUCED_BY_SOFTMAX), Gives(logged("loss"), high=0.5)),
        ),
        good=everywhere(Silent(PRODUCED_BY_SOFTMAX), Gives(logged("loss"), high=0.5)),
    ),
    Entry(
        "CL302",
        epochs=12,
        learning_rate=0.01,
        bad=everywhere(Gives(right_by_largest("y"), high=0.85)),
        good=everywhere(Gives(right_by_largest("y"), low=0.95)),
    ),
)
