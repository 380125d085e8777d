"""Expressions that claims are about, for the names that the examples use."""

from __future__ import annotations

NAN_LOSS = "bool(np.isnan(history[-1]['loss'][-1]))"


def right_by_largest(labels: str) -> str:
    """The share of rows in which the largest output belongs to the label."""
    return f"np.mean(model.predict(x, verbose=0).argmax(axis=-1) == {labels})"


def right_above(border: float, labels: str) -> str:
    """The share of right answers where what lies above the border counts as 1, for each label by itself."""
    return f"np.mean((model.predict(x, verbose=0) > {border}) == ({labels}).reshape(len(x), -1))"


def r2(targets: str, inputs: str = "x") -> str:
    """The share of the variance of the targets that the model explains."""
    error = f"np.mean((model.predict({inputs}, verbose=0)[:, 0] - {targets}) ** 2)"
    return f"1 - {error} / np.var({targets})"


def logged(name: str, epoch: int = -1) -> str:
    """A number of the last training, as Keras reports it."""
    return f"history[-1][{name!r}][{epoch}]"


def reported(model: str, labels: str, position: int = 1) -> str:
    """The loss (position 0) or a metric of the model as it is after training."""
    return f"{model}.evaluate(x, {labels}, verbose=0)[{position}]"


def is_close(one: str, other: str, within: float = 1e-3) -> str:
    return f"abs({one} - {other}) < {within}"


EPOCHS_RUN = "len(history[-1]['loss'])"
