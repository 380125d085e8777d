"""Keras models as scikit-learn estimators: the wrappers of Keras 2, Keras 3 and SciKeras.

A wrapper calls its builder when it is fitted. Wrappers of classifiers encode class labels themselves,
each in its own way and by the loss, so only labels with a column for each class reach the model as given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import libcst as cst

from compile_lint.model import Why
from compile_lint.overlays.array_facts import ROWS_OF_ZEROS_AND_ONES
from compile_lint.overlays.array_literals import as_array
from compile_lint.overlays.configuration import other_than
from compile_lint.overlays.keras_tuners import as_trained, train
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.records import dataclass
from compile_lint.values.host import Host
from compile_lint.values.kinds import is_model
from compile_lint.values.values import (
    NONE,
    Arguments,
    BoundFunction,
    FunctionValue,
    Instance,
    LibraryObject,
    TupleValue,
    UnknownValue,
    Value,
)

_REGRESSORS = (
    "keras.wrappers.scikit_learn.KerasRegressor",
    "keras.wrappers.SKLearnRegressor",
    "scikeras.wrappers.KerasRegressor",
)
_CLASSIFIERS = (
    "keras.wrappers.scikit_learn.KerasClassifier",
    "keras.wrappers.SKLearnClassifier",
    "scikeras.wrappers.KerasClassifier",
)
WRAPPERS = frozenset({*_REGRESSORS, *_CLASSIFIERS})

_PIPELINE = "sklearn.pipeline.Pipeline"
_SEARCHES = ("GridSearchCV", "RandomizedSearchCV", "HalvingGridSearchCV", "HalvingRandomSearchCV")
_SEARCH_MODULES = ("sklearn.model_selection", "sklearn.grid_search", "dask_ml.model_selection")
_SEARCH_NAMES = frozenset(f"{module}.{name}" for module in _SEARCH_MODULES for name in _SEARCHES)
_GRIDS = ("param_grid", "param_distributions", "param_list")
_VALIDATIONS = ("cross_val_score", "cross_validate", "cross_val_predict")
_VALIDATION_MODULES = ("sklearn.model_selection", "sklearn.cross_validation")

# What the wrappers keep for themselves or hand to ``fit``; builders are given the rest if they ask for it.
_BUILDERS = ("model", "build_fn")

# What every wrapper hands to ``fit`` of the model as it is; SciKeras makes ``class_weight`` anew.
_HANDED_TO_FIT = ("callbacks", "validation_data", "validation_split")


@dataclass(frozen=True, slots=True)
class _Estimator:
    """A wrapper, and what a search sets of its parameters."""

    wrapper: LibraryObject
    settings: Mapping[str, Value]


# --- finding the wrapper ---------------------------------------------------------------------------


def _estimator(host: Host, value: Value | None) -> _Estimator | None:
    """The wrapper that an estimator is, ends in, or searches over."""
    if not isinstance(value, LibraryObject):
        return None
    if value.name in WRAPPERS:
        return _Estimator(value, {})
    if value.name == _PIPELINE:
        return _estimator(host, _last_step(host, value))
    if value.name in _SEARCH_NAMES:
        found = _estimator(host, value.arguments.get("estimator", 0))
        if found is not None:
            return _Estimator(found.wrapper, {**found.settings, **_settings(host, value)})
    return None


def _last_step(host: Host, pipeline: LibraryObject) -> Value | None:
    steps = pipeline.arguments.get("steps", 0)
    items = None if steps is None else host.items(steps)
    last = host.items(items[-1]) if items else None
    return last[-1] if last else None


@handles("sklearn.pipeline.make_pipeline")
def make_pipeline(call: LibraryCall) -> Value:
    steps = tuple(TupleValue((NONE, step)) for step in call.arguments.positional)
    if call.arguments.is_open_positional:
        return call.unknown()
    return LibraryObject(_PIPELINE, Arguments((TupleValue(steps),)), call.origin)


def _settings(host: Host, search: LibraryObject) -> dict[str, Value]:
    """Every parameter that a search sets: a world for each of a few values, else something unknown."""
    grid = next((g for g in (search.arguments.get(name) for name in _GRIDS) if g is not None), None)
    grid = grid if grid is not None else search.arguments.get("", 1)
    settings: dict[str, Value] = {}
    for part in _grids(host, grid):
        for key, values in part.items():
            name = str(key).rpartition("__")[2]
            token = ("searched", search, name)
            unknown = UnknownValue(Why.PARAMETER, f"searched {name!r}", token, origin=values.origin)
            settings[name] = unknown if name in settings else other_than(host, unknown, values)
    return settings


def _grids(host: Host, grid: Value | None) -> Iterator[Mapping[object, Value]]:
    if grid is None:
        return
    entries = host.mapping(grid)
    if entries is not None:
        yield entries
        return
    for one in host.items(grid) or ():
        yield from _grids(host, one)


def _has_open_grid(host: Host, value: Value | None) -> bool:
    """Whether a search sets parameters whose names are not known."""
    if not isinstance(value, LibraryObject) or value.name not in _SEARCH_NAMES:
        return False
    grid = next((g for g in (value.arguments.get(name) for name in _GRIDS) if g is not None), None)
    grid = grid if grid is not None else value.arguments.get("", 1)
    if grid is None or host.mapping(grid) is not None:
        return grid is None
    items = host.items(grid)
    return items is None or any(host.mapping(one) is None for one in items)


# --- building --------------------------------------------------------------------------------------


def _built(call: LibraryCall, estimator: _Estimator) -> Value | None:
    """The model that the builder makes with the wrapper's and the search's parameters."""
    wrapper, host = estimator.wrapper, call.host
    builder = next((b for b in (wrapper.arguments.get(name) for name in _BUILDERS) if b is not None), None)
    builder = builder if builder is not None else wrapper.arguments.get("", 0)
    if builder is None:
        return None
    if is_model(builder):
        return builder
    if isinstance(builder, Instance):
        builder = host.attribute(builder, "__call__", call.origin)
    parameters = _parameters(builder)
    if parameters is None:
        return None
    given = _given(host, wrapper)
    if given is None:
        return None
    given |= estimator.settings
    takes_all = "**" in parameters and not wrapper.name.startswith("keras.wrappers.scikit_learn.")
    keywords = {name: value for name, value in given.items() if takes_all or name in parameters}
    if wrapper.name.startswith("scikeras."):
        for name in ("meta", "compile_kwargs", "params"):
            if name in parameters:
                keywords[name] = UnknownValue(Why.DYNAMIC, f"`{name}` of SciKeras", origin=call.origin)
    return host.call(builder, Arguments((), keywords), call.origin)


def _given(host: Host, wrapper: LibraryObject) -> dict[str, Value] | None:
    """The parameters that a wrapper holds for its builder; None if they are not all known."""
    if wrapper.arguments.is_open_keyword:
        return None
    given: dict[str, Value] = {}
    for name, value in wrapper.arguments.keywords.items():
        if name == "model_kwargs":
            entries = host.mapping(value)
            if entries is None:
                return None
            given.update({str(key): entry for key, entry in entries.items()})
        elif name not in _BUILDERS:
            given[name.removeprefix("model__").removeprefix("module__")] = value
    return given


def _parameters(builder: Value) -> frozenset[str] | None:
    """The names of a builder's parameters that are still to be given; ``**`` among them if it takes any."""
    if isinstance(builder, BoundFunction):
        inner = _parameters(builder.function)
        return None if inner is None else inner - builder.arguments.keywords.keys()
    if not isinstance(builder, FunctionValue):
        return None
    params = builder.node.params
    names = {one.name.value for one in (*params.posonly_params, *params.params, *params.kwonly_params)}
    return frozenset(names | ({"**"} if isinstance(params.star_kwarg, cst.Param) else set()))


# --- training --------------------------------------------------------------------------------------


@handles(
    *(f"{name}.fit" for name in sorted(WRAPPERS | _SEARCH_NAMES)),
    f"{_PIPELINE}.fit",
)
def fit(call: LibraryCall) -> Value:
    _train(call, call.receiver, call.argument("X", 0) or call.argument("x"), call.argument("y", 1))
    return call.receiver if call.receiver is not None else call.unknown()


@handles(*(f"{module}.{name}" for module in _VALIDATION_MODULES for name in _VALIDATIONS))
def validate(call: LibraryCall) -> Value:
    _train(call, call.argument("estimator", 0), call.argument("X", 1), call.argument("y", 2))
    return call.unknown()


def _train(call: LibraryCall, value: Value | None, data: Value | None, labels: Value | None) -> None:
    host = call.host
    estimator = _estimator(host, value)
    if estimator is None or _has_open_grid(host, value):
        return
    model = _built(call, estimator)
    if model is None:
        return
    trained = host.each(model, lambda one: as_trained(call, one))
    for attribute in ("model", "model_"):
        host.write(estimator.wrapper, attribute, trained)
    seen = (data or call.unknown(), _as_seen(call, estimator.wrapper, labels))
    arguments = _training_arguments(call, estimator, seen)
    host.each(model, lambda one: train(call, one, arguments))


def _training_arguments(call: LibraryCall, estimator: _Estimator, seen: tuple[Value, Value]) -> Arguments:
    """What ``fit`` of the model is given: by the wrapper, by a search, and by the call itself."""
    held = estimator.wrapper.arguments
    is_open = held.is_open_keyword or call.arguments.is_open_keyword
    given: dict[str, Value] = {}
    for name, value in held.keywords.items():
        if name != "fit_kwargs":
            given[name.removeprefix("fit__")] = value
        elif (entries := call.host.mapping(value)) is not None:
            given.update({str(key): entry for key, entry in entries.items()})
        else:
            is_open = True
    given |= estimator.settings
    given |= {name.rpartition("__")[2]: value for name, value in call.arguments.keywords.items()}
    keywords = {name: given[name] for name in _HANDED_TO_FIT if name in given}
    return Arguments(seen, keywords, is_open_keyword=is_open)


def _as_seen(call: LibraryCall, wrapper: LibraryObject, labels: Value | None) -> Value:
    """The labels as the model gets them."""
    if labels is not None and wrapper.name in _REGRESSORS and not wrapper.name.endswith("SKLearnRegressor"):
        return labels
    array = as_array(labels, call.host)
    if array is not None and array.encoding in ROWS_OF_ZEROS_AND_ONES and "SKLearn" not in wrapper.name:
        return array
    return call.unknown(Why.DYNAMIC, "labels that a wrapper encodes")
