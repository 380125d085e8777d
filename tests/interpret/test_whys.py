"""Why a part of a compile call is not known: the words for code and files that are not in view."""

from __future__ import annotations

from pathlib import Path

import pytest

from compile_lint.run import inspect_paths, inspect_source
from compile_lint.settings import Settings

TEXT = """
import pickle
import joblib
import keras
from keras_contrib.layers import CRF
from networks import net

model = keras.Sequential([keras.layers.Dense(3, activation="softmax")])
model.compile("adam", {loss}, metrics=[{metric}])
model.fit(x, {labels})
"""


def reasons(*, loss: str = "None", metric: str = "None", labels: str = "None") -> list[str | None]:
    text = TEXT.format(loss=loss, metric=metric, labels=labels)
    (call,) = inspect_source(text.encode(), "train.py").calls
    (heads,) = call.variants
    return [part for head in heads for part in (head.loss.reason, *(m.reason for m in head.metrics)) if part]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("net.loss(3)", "defined in a file that was not found: networks.net.loss(...)"),
        ("net.loss", "defined in a file that was not found: networks.net.loss"),
        ("CRF(3).own", "defined in a file that was not found: keras_contrib.layers.CRF.own"),
        ("CRF(3).made()", "defined in a file that was not found: keras_contrib.layers.CRF.made(...)"),
        ("pickle.load(file)", "computed at run time: pickle.load(...)"),
        ("joblib.load('file')", "computed at run time: joblib.load(...)"),
        ("pickle.dumps(3)", "not understood by this version: pickle.dumps(...)"),
        ("keras.layers.Dense(3).own", "not understood by this version: own"),
    ],
)
def test_reason(written: str, expected: str) -> None:
    assert reasons(loss=written) == [expected]
    assert reasons(loss="'mse'", metric=written) == [expected]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("net.y_train", "defined in a file that was not found: networks.net.y_train"),
        ("net.y_train.values", "defined in a file that was not found: networks.net.y_train.values"),
        ("net.labels()", "defined in a file that was not found: networks.net.labels(...)"),
    ],
)
def test_reason_of_labels(written: str, expected: str) -> None:
    text = TEXT.format(loss="'mse'", metric="'mae'", labels=written)
    (call,) = inspect_source(text.encode(), "train.py").calls
    assert [head.labels.reason for heads in call.variants for head in heads] == [expected]


def test_model_of_code_that_is_not_in_view() -> None:
    text = TEXT.replace('keras.Sequential([keras.layers.Dense(3, activation="softmax")])', "net.make()")
    (call,) = inspect_source(text.format(loss="'mse'", metric="'mae'", labels="y").encode(), "train.py").calls
    assert {head.output.reason for heads in call.variants for head in heads} == {
        "defined in a file that was not found: networks.net.make(...)"
    }


def test_file_that_is_not_the_python_of_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("losses.py").write_text("def loss(a, b):\n    print a\n", encoding="utf-8")
    Path("other.py").write_text("", encoding="utf-8")
    for module, expected in (
        ("losses", "defined in a file that cannot be read: losses.loss"),
        ("other", "defined in a file that was not found: other.loss"),
    ):
        text = f"from {module} import loss\n{TEXT.format(loss='loss', metric='loss', labels='y')}"
        Path("train.py").write_text(text, encoding="utf-8")
        (call,) = inspect_paths(["train.py"], Settings()).calls
        assert {head.loss.reason for heads in call.variants for head in heads} == {expected}
