"""Runs programs on one Keras, one after the other, in a process that imports Keras once.

Started by ``running.py`` with the name of the package that holds Keras. A line of JSON on standard input
is a program; a line of JSON on the first standard output is what became of it. Imports nothing of the
project, as the Python that has Keras need not have compile-lint.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib
import inspect
import io
import json
import logging
import os
import sys
import tempfile
import time
import warnings
from pathlib import Path

SEED = 1729


class Recorder:
    """Notes the history of every ``fit``, and can set its number of epochs and its learning rate."""

    def __init__(self, model_class):
        self.histories = []
        self.epochs = None
        self.learning_rate = None
        fit = model_class.fit
        signature = inspect.signature(fit)

        @functools.wraps(fit)
        def recorded(*args, **kwargs):
            given = signature.bind(*args, **kwargs)
            if self.epochs is not None:
                given.arguments["epochs"] = self.epochs
            optimizer = getattr(given.arguments["self"], "optimizer", None)
            if self.learning_rate is not None and optimizer is not None:
                optimizer.learning_rate = self.learning_rate
            history = fit(*given.args, **given.kwargs)
            # F1Score logs a number for each unit.
            logs = {name: [plain(value) for value in values] for name, values in history.history.items()}
            self.histories.append(logs)
            return history

        model_class.fit = recorded


@contextlib.contextmanager
def captured(output):
    """Send what is printed and logged to a buffer."""
    handler = logging.StreamHandler(output)
    loggers = [logging.getLogger(name) for name in ("", "absl", "tensorflow")]
    # absl and TensorFlow have handlers of their own that would print a second time.
    before = [(logger, logger.handlers, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [handler], False
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            yield
    finally:
        for logger, handlers, propagate in before:
            logger.handlers, logger.propagate = handlers, propagate


def plain(value):
    """Return a number, a text, or nested lists of them."""
    np = importlib.import_module("numpy")
    return np.asarray(value).tolist()


def run(keras, recorder, request):
    """Run one program in a namespace and a folder of its own, and return what became of it."""
    keras.backend.clear_session()
    gc.collect()
    keras.utils.set_random_seed(request["seed"])
    recorder.histories.clear()
    recorder.epochs, recorder.learning_rate = request["epochs"], request["learning_rate"]
    namespace = {"__name__": "__main__", "history": recorder.histories}
    output = io.StringIO()
    error, values = None, {}
    home = Path.cwd()
    start = time.process_time()
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        os.chdir(folder)
        try:
            with captured(output):
                for name in ("before", "program", "after"):
                    # TensorFlow reads the source of functions that it turns into graphs.
                    path = Path(folder, f"{name}.py")
                    path.write_text(request[name], encoding="utf-8")
                    exec(compile(request[name], str(path), "exec"), namespace)  # noqa: S102 (a worker's task)
                for expression in request["measures"]:
                    values[expression] = plain(eval(expression, namespace))  # noqa: S307 (likewise)
        except Exception as raised:  # noqa: BLE001 (whatever a program raises is its outcome)
            error = f"{type(raised).__name__}: {raised}"
        finally:
            os.chdir(home)
    return {
        "error": error,
        "history": recorder.histories,
        "warnings": [str(warning.message) for warning in warned],
        "output": output.getvalue(),
        "values": values,
        "seconds": time.process_time() - start,
    }


def main():
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # What a program or a library prints must not end up among the replies.
    os.dup2(2, 1)
    keras = importlib.import_module(sys.argv[1])
    recorder = Recorder(keras.Model)
    print(json.dumps({"version": keras.__version__}), file=replies, flush=True)
    for line in sys.stdin:
        print(json.dumps(run(keras, recorder, json.loads(line))), file=replies, flush=True)


if __name__ == "__main__":
    main()
