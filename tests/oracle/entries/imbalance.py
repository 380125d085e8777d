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
        epochs=10,
        learning_rate=0.01,
        # What is monitored, for the model as trained and for one that never finds the rare class.
        after="""
position = {"val_accuracy": 1, "val_prc": 2}[stop.monitor]
trained = model.evaluate(x[150:], y[150:], verbose=0)[position]
found = np.mean(model.predict(x[150:], verbose=0)[y[150:] == 1] > 0.5)
model.layers[-1].set_weights([np.zeros((5, 1)), np.array([-5.0])])
blind = model.evaluate(x[150:], y[150:], verbose=0)[position]
""",
        bad=everywhere(Gives("found", low=0.1), Gives("blind - trained", low=0.03), Gives("blind", low=0.9)),
        good=everywhere(Gives("found", low=0.1), Gives("blind", high=0.3)),
    ),
)
