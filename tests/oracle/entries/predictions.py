"""CL8: what is made of predictions."""

from __future__ import annotations

from oracle.claims import Entry, Gives, Raises, Runs, everywhere, holds

# The share of rows that get another class than the sign of their logit says.
CUT_ELSEWHERE = "np.mean((model.predict(x, verbose=0) > 0) != classes)"

ENTRIES = (
    Entry(
        "CL801",
        epochs=20,
        learning_rate=0.1,
        bad=everywhere(holds("set(classes) == {0}"), Gives("np.mean(classes == y)", high=0.65)),
        good=everywhere(Gives("np.mean(classes == y)", low=0.9)),
    ),
    Entry(
        "CL802",
        bad=everywhere(Gives(CUT_ELSEWHERE, low=0.05)),
        good=everywhere(Gives(CUT_ELSEWHERE, 0, 0)),
    ),
    Entry(
        "CL803",
        bad=everywhere(Raises("Classification metrics can't handle a mix of binary and continuous targets")),
        good=everywhere(Runs()),
    ),
    Entry(
        "CL804",
        epochs=3,
        learning_rate=0.1,
        after="""
told = roc_auc_score(y, classes if "classes" in globals() else scores)
true = roc_auc_score(y, model.predict(x, verbose=0))
""",
        bad=everywhere(Gives("abs(told - true)", low=0.03)),
        good=everywhere(holds("told == true")),
    ),
    Entry(
        "CL805",
        bad=everywhere(Raises("'Sequential' object has no attribute 'predict_classes'")),
        good=everywhere(Runs()),
    ),
)
