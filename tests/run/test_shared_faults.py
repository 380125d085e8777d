"""What several compile calls share is reported once, unless it is not the same that is said of it."""

from compile_lint.findings import Certainty, Severity
from compile_lint.run import check_source
from compile_lint.settings import Settings

PAIR = """
import keras

optimizer = keras.optimizers.Adam(lr=0.0002)
critic = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
critic.compile(loss="binary_crossentropy", optimizer=optimizer)
maker = keras.Sequential([keras.layers.Dense(9, activation="tanh")])
maker.compile(loss="mse", optimizer={second})
"""


def findings_in(source):
    settings = Settings(select=("ALL",), min_certainty=Certainty.POSSIBLE, min_severity=Severity.WARNING)
    report = check_source(source.encode(), "gan.py", settings)
    assert report.summary.findings == len(report.findings)
    return [(finding.code, finding.span.line) for finding in report.findings]


def test_one_optimizer_of_two_models_is_wrong_once():
    assert findings_in(PAIR.format(second="optimizer")) == [("CL608", 4)]


def test_two_optimizers_are_wrong_twice():
    assert findings_in(PAIR.format(second="keras.optimizers.Adam(lr=0.0002)")) == [("CL608", 4), ("CL608", 8)]


def test_two_faults_in_one_place_are_two():
    source = PAIR.format(second="optimizer").replace("lr=0.0002", "lr=0.0002, decay=0.1")
    assert [code for code, _ in findings_in(source)] == ["CL608", "CL608"]


def test_what_is_said_differently_of_two_calls_is_said_twice():
    source = """
import keras

loss = "categorical_crossentropy"
one = keras.Sequential([keras.layers.Dense(3, activation="sigmoid")])
one.compile(loss=loss)
two = keras.Sequential([keras.layers.Dense(3, activation="relu")])
two.compile(loss=loss)
"""
    assert len(findings_in(source)) == 2


def test_a_search_is_called_one():
    source = """
import keras
import keras_tuner

def build(hp):
    model = keras.Sequential([keras.layers.Dense(1)])
    model.compile("adam", "mse")
    return model

tuner = keras_tuner.RandomSearch(build, objective="loss", max_trials=3)
tuner.search(x, y, callbacks=[keras.callbacks.EarlyStopping(monitor="val_loss")])
"""
    report = check_source(source.encode(), "search.py", Settings())
    assert [finding.message for finding in report.findings] == [
        "`EarlyStopping` monitors `val_loss`, but `search` is given no validation data"
    ]
