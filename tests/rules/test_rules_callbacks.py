"""CL502 and CL701 to CL706: what callbacks read, and what training logs."""

from __future__ import annotations

import pytest
from builders import CUSTOM, UNKNOWN, at, head, loss, options, output, places, problems, said

from compile_lint.knowledge.callbacks import CALLBACKS
from compile_lint.model import Callback, Evidence, EvidenceKind, Fit, Known, LogName, Logs

HEAD = head(output(1, "sigmoid"), loss("binary_crossentropy"), UNKNOWN)
LOSS = LogName("loss", "min")
ACCURACY = LogName("accuracy", "max", at("accuracy"), is_accuracy=True)
RECALL = LogName("recall", "max", at("recall"), is_numbered=True)
AUC = LogName("auc", "max", at("auc"), is_numbered=True)
OWN = LogName("own_f1", None, at("own_f1"), is_guessed=False)
WEIGHTED = Evidence(EvidenceKind.CLASS_WEIGHT, "`class_weight=` in `fit`", at("class_weight"))


def callback(name="EarlyStopping", **given):
    return Known(Callback(CALLBACKS[name], at(name), options(**given)))


def fit(*callbacks, validates=True, may_log_more=False):
    return Fit(at("fit"), "fit", callbacks, validates, may_log_more)


def found(code, *callbacks, logs=(LOSS, ACCURACY), is_complete=True, keras="any", more=None, **training):
    names = Logs(tuple(logs), tuple(logs), is_complete)
    return problems(code, HEAD, fit=fit(*callbacks, **training), logs=names, keras=keras, **(more or {}))


class TestMonitorNotLogged:
    def test_says_both_halves(self):
        (problem,) = found("CL701", callback(monitor="val_acc", mode="max"))
        assert problem.message == (
            "`EarlyStopping` monitors `val_acc`, but training logs only `loss`, `accuracy` and `val_` of each"
        )
        assert problem.severity.value == "error"
        assert problem.advice == "Monitor `val_accuracy`"
        assert places(problem) == ["monitor", "accuracy"]

    def test_says_nothing_of_validation_where_there_is_none(self):
        (problem,) = found("CL701", callback(monitor="acc", mode="max"), validates=False)
        assert problem.message.endswith("but training logs only `loss`, `accuracy`")

    def test_keras_3_raises_where_it_has_to_guess(self):
        (problem,) = found("CL701", callback(monitor="val_acc"))
        assert "on which Keras 3 raises" in problem.message
        (problem,) = found("CL701", callback(monitor="val_acc"), keras="tf_keras")
        assert "raises" not in problem.message

    def test_several_callbacks_are_several_problems(self):
        stop, rate = callback(monitor="val_acc"), callback("ReduceLROnPlateau", monitor="val_acc")
        assert len({problem.subject for problem in found("CL701", stop, rate)}) == 2

    @pytest.mark.parametrize(
        "given",
        [
            callback(monitor="val_accuracy"),
            callback(monitor="loss"),
            callback(),
            callback(monitor=...),
            callback("ModelCheckpoint", filepath="m.keras", monitor="val_acc", mode="max"),
            callback("TensorBoard"),
            CUSTOM,
            UNKNOWN,
        ],
    )
    def test_is_silent(self, given):
        assert found("CL701", given) == []

    def test_is_silent_where_more_may_be_logged(self):
        given = callback(monitor="val_acc")
        assert found("CL701", given, is_complete=False) == []
        assert found("CL701", given, may_log_more=True) == []

    @pytest.mark.parametrize("name", ["val_recall", "val_recall_1", "recall_12"])
    def test_numbered_names_are_known(self, name):
        assert found("CL701", callback(monitor=name), logs=(LOSS, RECALL)) == []


class TestMonitorNeedsValidationData:
    def test_says_both_halves(self):
        (problem,) = found("CL702", callback(), validates=False)
        assert problem.message == (
            "`EarlyStopping` monitors `val_loss` by default, but `fit` is given no validation data"
        )
        assert places(problem) == ["EarlyStopping", "fit"]

    @pytest.mark.parametrize(
        ("given", "training"),
        [
            (callback(), {"validates": True}),
            (callback(), {"validates": None}),
            (callback(), {"validates": False, "may_log_more": True}),
            (callback(monitor="loss"), {"validates": False}),
            (callback("ModelCheckpoint", filepath="m.keras"), {"validates": False}),
            (callback("ModelCheckpoint", filepath="m.keras", save_best_only=...), {"validates": False}),
            (callback("CSVLogger"), {"validates": False}),
        ],
    )
    def test_is_silent(self, given, training):
        assert found("CL702", given, **training) == []


class TestMonitorModeConflict:
    @pytest.mark.parametrize(
        ("name", "mode", "best"),
        [("val_accuracy", "min", "max"), ("val_loss", "max", "min"), ("val_mae", "max", "min")],
    )
    def test_says_both_halves(self, name, mode, best):
        (problem,) = found("CL703", callback(monitor=name, mode=mode))
        side = "larger" if best == "max" else "smaller"
        assert problem.message == (f'`mode="{mode}"` is given, but {side} values of `{name}` are better')
        assert problem.advice == f'Use `mode="{best}"`'
        assert places(problem) == ["mode", "monitor"]

    @pytest.mark.parametrize(
        "given",
        [
            callback(monitor="val_accuracy", mode="max"),
            callback(monitor="val_loss", mode="min"),
            callback(monitor="val_accuracy"),
            callback(monitor="val_accuracy", mode=...),
            callback(monitor="val_own_f1", mode="min"),
            callback(monitor="val_nobody_knows", mode="min"),
            callback("ModelCheckpoint", filepath="m.keras", monitor="val_accuracy", mode="min"),
        ],
    )
    def test_is_silent(self, given):
        assert found("CL703", given, logs=(LOSS, ACCURACY, OWN)) == []

    def test_is_silent_on_the_loss_of_a_model_that_trains_itself(self):
        more = {"has_own_training": True}
        assert found("CL703", callback(monitor="val_loss", mode="max"), more=more) == []


class TestCheckpointPlaceholderNotLogged:
    def test_says_both_halves(self):
        (problem,) = found("CL704", callback("ModelCheckpoint", filepath="w-{epoch:02d}-{val_acc:.2f}.keras"))
        assert problem.message == (
            "The file name is formatted with `val_acc`, but training logs only `loss`, `accuracy` "
            "and `val_` of each"
        )
        assert places(problem) == ["filepath", "accuracy"]

    def test_says_that_validation_is_not_known(self):
        given = callback("ModelCheckpoint", filepath="w-{val_acc:.2f}.keras")
        (problem,) = found("CL704", given, validates=None)
        assert problem.message.endswith("logs only `loss`, `accuracy` and perhaps `val_` of each")

    def test_needs_validation_data(self):
        given = callback("ModelCheckpoint", filepath="w-{val_loss:.2f}.keras")
        ((_, message),) = [
            (problem.severity, problem.message) for problem in found("CL704", given, validates=False)
        ]
        assert message == (
            "The file name is formatted with `val_loss`, but `fit` is given no validation data"
        )

    @pytest.mark.parametrize(
        "path", ["w-{epoch:02d}-{val_accuracy:.2f}.keras", "{batch}.keras", "plain.keras", "odd{.keras", ...]
    )
    def test_is_silent(self, path):
        assert found("CL704", callback("ModelCheckpoint", filepath=path)) == []

    def test_is_silent_where_more_may_be_logged(self):
        given = callback("ModelCheckpoint", filepath="{val_f1}.keras")
        assert found("CL704", given, may_log_more=True) == []


class TestMonitorModeAuto:
    def test_says_what_is_guessed(self):
        (problem,) = found("CL705", callback(monitor="val_recall"), logs=(LOSS, RECALL))
        assert problem.severity.value == "warning"
        assert problem.advice == 'Pass `mode="max"`'
        assert places(problem) == ["monitor", "recall"]

    @pytest.mark.parametrize(
        ("name", "log", "keras", "who"),
        [
            ("ModelCheckpoint", AUC, "any", "tf_keras and Keras 3 up to 3.9 may prefer"),
            ("ReduceLROnPlateau", AUC, "keras3", "tf_keras and Keras 3 up to 3.9 may prefer"),
            ("EarlyStopping", RECALL, "any", "tf_keras prefers"),
            ("EarlyStopping", RECALL, "tf_keras", "tf_keras prefers"),
            ("EarlyStopping", AUC, "any", "Keras before 2.7 prefers"),
        ],
    )
    def test_says_which_keras_guesses_wrong(self, name, log, keras, who):
        given = callback(name, monitor=f"val_{log.text}", save_best_only=True)
        (problem,) = found("CL705", given, logs=(LOSS, log), keras=keras)
        assert problem.message.endswith(f"larger values are better and {who} smaller ones")

    @pytest.mark.parametrize(("log", "keras"), [(RECALL, "keras3"), (AUC, "keras3"), (AUC, "tf_keras")])
    def test_is_silent_where_early_stopping_knows(self, log, keras):
        given = callback(monitor=f"val_{log.text}")
        assert found("CL705", given, logs=(LOSS, log), keras=keras) == []

    def test_keras_3_raises_on_own_functions(self):
        (problem,) = found("CL705", callback(monitor="val_own_f1"), logs=(LOSS, OWN))
        assert "Keras 3 raises" in problem.message
        assert found("CL705", callback(monitor="val_own_f1"), logs=(LOSS, OWN), keras="tf_keras") == []

    @pytest.mark.parametrize(
        "given",
        [
            callback(monitor="val_recall", mode="max"),
            callback(monitor="val_accuracy"),
            callback(),
            callback("ModelCheckpoint", filepath="m.keras", monitor="val_recall"),
            callback(monitor="val_nobody_knows"),
        ],
    )
    def test_is_silent(self, given):
        assert found("CL705", given, logs=(LOSS, ACCURACY, RECALL)) == []


class TestCheckpointFileSuffix:
    @pytest.mark.parametrize(
        ("path", "more", "suffix"),
        [
            ("cp.ckpt", {}, ".keras` or `.h5"),
            ("cp", {}, ".keras` or `.h5"),
            ("cp.hdf5", {}, ".keras` or `.h5"),
            ("cp.h5", {"save_weights_only": True}, ".weights.h5"),
        ],
    )
    @pytest.mark.parametrize("folder", ["", "runs/3/", "/home/somebody/runs/", "C:\\runs\\"])
    def test_says_both_halves(self, path, more, suffix, folder):
        (problem,) = found("CL706", callback("ModelCheckpoint", filepath=folder + path, **more))
        what = "weights" if more else "models"
        assert problem.message == f"Keras 3 saves {what} only to `{suffix}`, but the path ends in `{path}`"
        assert places(problem) == ["filepath", "ModelCheckpoint"]

    def test_a_folder_ends_in_what_parts_it_from_its_files(self):
        (problem,) = found("CL706", callback("ModelCheckpoint", filepath="runs/column_None/"))
        assert problem.message.endswith("but the path ends in `/`")

    @pytest.mark.parametrize(
        ("path", "more"),
        [
            ("cp.keras", {}),
            ("cp.h5", {}),
            ("cp.weights.h5", {"save_weights_only": True}),
            ("cp.ckpt", {"save_weights_only": ...}),
            (..., {}),
        ],
    )
    def test_is_silent(self, path, more):
        assert found("CL706", callback("ModelCheckpoint", filepath=path, **more)) == []

    def test_tf_keras_takes_every_suffix(self):
        assert found("CL706", callback("ModelCheckpoint", filepath="cp.ckpt"), keras="tf_keras") == []


class TestSelectionOnAccuracy:
    def test_says_both_halves(self):
        (problem,) = found("CL502", callback(monitor="val_accuracy"), more={"evidence": (WEIGHTED,)})
        assert problem.message == (
            "`EarlyStopping` selects by `val_accuracy`, "
            "but `class_weight=` in `fit` says that a class is rare"
        )
        assert places(problem) == ["monitor", "class_weight"]

    @pytest.mark.parametrize(
        ("given", "more"),
        [
            (callback(monitor="val_accuracy"), {}),
            (callback(monitor="val_recall"), {"evidence": (WEIGHTED,)}),
            (callback(), {"evidence": (WEIGHTED,)}),
            (callback("ReduceLROnPlateau", monitor="val_accuracy"), {"evidence": (WEIGHTED,)}),
            (
                callback("ModelCheckpoint", filepath="m.keras", monitor="val_accuracy"),
                {"evidence": (WEIGHTED,)},
            ),
            (
                callback(monitor="val_accuracy"),
                {"evidence": (WEIGHTED,), "reported_by": frozenset({"classification_report"})},
            ),
        ],
    )
    def test_is_silent(self, given, more):
        assert found("CL502", given, logs=(LOSS, ACCURACY, RECALL), more=more) == []


def test_without_training_nothing_is_said():
    for code in ("CL502", "CL701", "CL702", "CL703", "CL704", "CL705", "CL706"):
        assert said(code, HEAD) == []
