"""CL7: what callbacks watch, and what training logs."""

from __future__ import annotations

from oracle.claims import Case, Entry, Gives, Raises, Runs, Warns, everywhere, holds, on
from oracle.entries.measures import EPOCHS_RUN

VAL_ACCURACY = "history[-1]['val_accuracy']"
CANNOT_GUESS = "isn't able to automatically determine"

ENTRIES = (
    Entry(
        "CL701",
        epochs=15,
        bad=everywhere(
            Warns("Early stopping conditioned on metric `val_acc` which is not available"),
            Gives(EPOCHS_RUN, 15, 15),
        ),
        good=everywhere(Gives(EPOCHS_RUN, high=14)),
        cases=(
            Case(
                "auto",
                on(keras3=(Raises(CANNOT_GUESS),), tf_keras=(Gives(EPOCHS_RUN, 15, 15),)),
                edits=((', mode="max"', ""),),
            ),
            Case(
                "checkpoint",
                on(
                    keras3=(holds("__import__('os').path.exists('best.keras')"),),
                    tf_keras=(holds("not __import__('os').path.exists('best.keras')"),),
                ),
                edits=(
                    (
                        'EarlyStopping(monitor="val_acc", mode="max", patience=2)',
                        'ModelCheckpoint("best.keras", monitor="val_acc", mode="max", save_best_only=True)',
                    ),
                ),
                epochs=3,
            ),
        ),
    ),
    Entry(
        "CL702",
        epochs=5,
        bad=everywhere(
            Warns("Early stopping conditioned on metric `val_loss` which is not available"),
            Gives(EPOCHS_RUN, 5, 5),
        ),
        good=everywhere(holds("stop.best == min(history[-1]['val_loss'])")),
    ),
    Entry(
        "CL703",
        epochs=15,
        learning_rate=0.01,
        # What is kept for the best is the worst.
        bad=everywhere(holds(f"stop.best == min({VAL_ACCURACY}) < max({VAL_ACCURACY})")),
        good=everywhere(holds(f"stop.best == max({VAL_ACCURACY}) > min({VAL_ACCURACY})")),
    ),
    Entry(
        "CL704",
        bad=everywhere(Raises("Failed to format this callback filepath")),
        good=everywhere(Runs()),
    ),
    Entry(
        "CL705",
        bad=on(
            keras3=(holds("bool(stop.monitor_op(2, 1))"),),
            tf_keras=(holds("bool(stop.monitor_op(1, 2))"),),
        ),
        good=everywhere(holds("bool(stop.monitor_op(2, 1))")),
    ),
    Entry(
        "CL706",
        bad=on(keras3=(Raises("The filepath provided must end in `.keras`"),), tf_keras=(Runs(),)),
        good=everywhere(Runs()),
    ),
    Entry(
        "CL707",
        bad=everywhere(Raises("KeyError: 'val_acc'")),
        good=everywhere(holds("best == max(history.history['val_accuracy'])")),
        cases=(
            Case(
                "no_validation",
                everywhere(Raises("KeyError: 'val_accuracy'")),
                edits=(("validation_split=0.25, ", ""), ('"val_acc"', '"val_accuracy"')),
            ),
        ),
    ),
    Entry(
        "CL708",
        bad=everywhere(Raises("'>' not supported between instances of 'NoneType' and 'float'")),
        good=everywhere(Runs()),
        cases=(
            Case(
                "subscript",
                everywhere(Raises("KeyError: 'acc'")),
                edits=(('logs.get("acc") > 0.5', 'logs["acc"] > 0.5'),),
            ),
        ),
    ),
)
