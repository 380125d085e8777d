"""CL5: data in which one class is rare."""

from __future__ import annotations

from oracle.claims import Entry, Gives, everywhere
from oracle.entries.measures import reported

ENTRIES = (
    Entry(
        "CL501",
        # A model that never finds the rare class, as the metrics of the example tell of it.
        after="""
model.layers[-1].set_weights([np.zeros((16, 1)), np.array([-5.0])])
""",
        bad=everywhere(Gives(reported("model", "y"), low=0.9)),
        good=everywhere(Gives(reported("model", "y"), low=0.9), Gives(reported("model", "y", 3), 0, 0)),
    ),
    Entry(
        "CL502",
        epochs=20,
        learning_rate=0.01,
        # Of the epochs that were run, how far the chosen one is below the best in finding the rare class.
        after="""
logs = history[-1]
chosen = logs["val_prc"][int(np.argmax(logs[stop.monitor]))]
""",
        bad=everywhere(Gives("max(logs['val_prc']) - chosen", low=0.01)),
        good=everywhere(Gives("max(logs['val_prc']) - chosen", 0, 0)),
    ),
)
