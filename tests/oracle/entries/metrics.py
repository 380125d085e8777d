"""CL4: metrics against the output, the labels and the loss."""

from __future__ import annotations

from oracle.claims import Case, Entry, Gives, Raises, Runs, everywhere, holds, on
from oracle.entries.measures import is_close, logged, r2, reported, right_above, right_by_largest

AMONG_TWO_LARGEST = (
    "np.mean((np.argsort(model.predict(x, verbose=0), axis=1)[:, -2:] == y[:, None]).any(axis=1))"
)

ENTRIES = (
    Entry(
        "CL401",
        epochs=40,
        learning_rate=0.02,
        bad=everywhere(Gives(logged("accuracy"), high=0.02), Gives(r2("price", "rooms"), low=0.8)),
        good=everywhere(Gives(logged("mae"), high=0.1), Gives(r2("price", "rooms"), low=0.8)),
    ),
    Entry(
        "CL402",
        after="model = net\nlogits = net.predict(x, verbose=0)",
        # The metric cuts at .5, on the other side of which from 0 there are rows.
        bad=everywhere(
            holds(is_close(right_above(0.5, "y"), reported("net", "y"))),
            Gives("np.mean((logits > 0) != (logits > 0.5))", low=0.05),
        ),
        good=everywhere(holds(is_close(right_above(0, "y"), reported("net", "y")))),
    ),
    Entry(
        "CL403",
        epochs=10,
        learning_rate=0.01,
        bad=everywhere(Gives(f"{right_by_largest('y')} - {reported('model', 'y')}", low=0.4)),
        good=everywhere(holds(is_close(right_by_largest("y"), reported("model", "y")))),
        cases=(
            Case(
                "top-k",
                on(
                    tensorflow=(Raises("Shape must be rank 1 but is rank 0"),),
                    jax=(Raises("must have the same number of dimensions"),),
                    tf_keras=(Gives(f"{AMONG_TWO_LARGEST} - {reported('model', 'y')}", low=0.2),),
                ),
                edits=(("CategoricalAccuracy()", "TopKCategoricalAccuracy(k=2)"),),
            ),
            Case(
                "single-unit",
                everywhere(holds(is_close("np.mean(y == 0)", reported("model", "y")))),
                edits=(
                    ("integers(0, 4", "integers(0, 2"),
                    ('Dense(4, activation="softmax")', 'Dense(1, activation="sigmoid")'),
                    ("sparse_categorical_crossentropy", "binary_crossentropy"),
                    ("CategoricalAccuracy()", "SparseCategoricalAccuracy()"),
                ),
            ),
        ),
    ),
    Entry(
        "CL404",
        epochs=10,
        learning_rate=0.01,
        bad=everywhere(Gives(logged("accuracy"), high=0.01), Gives(right_above(0.5, "y"), low=0.7)),
        good=everywhere(holds(is_close(right_above(0.5, "y"), reported("model", "y")))),
    ),
    Entry(
        "CL405",
        bad=on(
            tensorflow=(Raises("Incompatible shapes"),),
            jax=(Raises("incompatible shapes for broadcasting"),),
            tf_keras=(Raises("are incompatible"),),
        ),
        good=everywhere(Runs()),
    ),
    Entry(
        "CL406",
        bad=everywhere(holds(is_close(logged("loss"), logged("mse"), 1e-4))),
        good=everywhere(Gives(f"abs({logged('loss')} - {logged('mae')})", low=0.1)),
    ),
    Entry(
        "CL407",
        bad=everywhere(
            Gives(logged("binary_accuracy"), low=0.85), Gives(right_by_largest("y.argmax(axis=1)"), high=0.4)
        ),
        good=everywhere(holds(is_close(right_by_largest("y.argmax(axis=1)"), reported("model", "y")))),
    ),
    Entry(
        "CL408",
        epochs=16,
        learning_rate=0.01,
        bad=everywhere(Gives(f"{right_above(0.5, 'tags')} - {reported('model', 'tags')}", low=0.2)),
        good=everywhere(holds(is_close(right_above(0.5, "tags"), reported("model", "tags")))),
    ),
    Entry(
        "CL409",
        epochs=60,
        learning_rate=0.1,
        after="""
found = model.predict(scans, verbose=0) > 0.5
overlap = (found & (masks > 0.5)).sum() / (found | (masks > 0.5)).sum()
told = model.evaluate(scans, masks, verbose=0)[1]
""",
        bad=everywhere(Gives("told", high=0.4), Gives("overlap", low=0.7)),
        good=everywhere(holds(is_close("told", "overlap"))),
    ),
    Entry(
        "CL410",
        epochs=12,
        learning_rate=0.01,
        bad=everywhere(
            holds(is_close(reported("model", "y"), "np.mean(y)")), Gives(right_above(0.5, "y"), low=0.8)
        ),
        good=everywhere(holds(is_close(right_above(0.5, "y"), reported("model", "y")))),
    ),
    Entry(
        "CL411",
        epochs=20,
        learning_rate=0.01,
        bad=everywhere(
            Gives(right_above(0, "side > 0"), low=0.9), Gives(reported("model", "side"), high=0.55)
        ),
        good=everywhere(
            Gives(right_above(0, "side > 0"), low=0.9), Gives(reported("model", "side"), low=0.9)
        ),
    ),
)
