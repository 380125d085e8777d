"""What happens to models: compile, training, prediction, and reports on predictions."""

from __future__ import annotations

from dataclasses import replace

from compile_lint.knowledge.callbacks import CALLBACKS_AT
from compile_lint.knowledge.imbalance import REPORT_FUNCTIONS
from compile_lint.knowledge.losses import loss_by_string
from compile_lint.knowledge.optimizers import OLD_CLASS_NAMES
from compile_lint.knowledge.predictions import CLASS_SCORES, RANK_SCORES, REMOVED_METHODS
from compile_lint.model import UseKind, Why
from compile_lint.overlays.array_facts import predictors
from compile_lint.overlays.array_literals import as_array
from compile_lint.overlays.derivations import kind_of_list
from compile_lint.overlays.keras_configurations import keep
from compile_lint.overlays.keras_history import history_of, note_trained, run_callbacks
from compile_lint.overlays.keras_loss_functions import with_forwarded_losses
from compile_lint.overlays.keras_models import DEFAULT_LOSS, INPUTS, OWN_CLASSES, outputs_of
from compile_lint.overlays.predictions import Form, form_of, predictions_of, record_use
from compile_lint.overlays.python_objects import has_own_method
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.cells import COMPILED, HANDED_OUT
from compile_lint.values.events import (
    CompileEvent,
    FitEvent,
    RegisterEvent,
    ReportEvent,
    UncompiledFitEvent,
    UncompiledUseEvent,
)
from compile_lint.values.host import Host
from compile_lint.values.kinds import MODEL_BASES, is_model
from compile_lint.values.values import (
    FALSE,
    NONE,
    TRUE,
    UNBOUND,
    Arguments,
    ClassValue,
    Const,
    Dataset,
    FunctionValue,
    Instance,
    LibraryName,
    LibraryObject,
    ListObject,
    ModelObject,
    Object,
    UnknownValue,
    Value,
    leaves,
)

OWN_METRIC = "@own metric"  # set where the program calls add_metric
OWN_LOSS = "@own loss"  # set where the program calls add_loss

# Keywords that tell a Keras compile from other methods of that name on an unknown object.
_TELLING = frozenset({"loss", "optimizer", "metrics", "loss_weights", "weighted_metrics"})

# Methods by which a subclass takes training into its own hands.
OWN_TRAINING = ("train_step", "compute_loss", "make_train_function", "train_on_batch", "fit")


@handles(*(f"keras.optimizers.{name}" for name in sorted(OLD_CLASS_NAMES)))
def _optimizer_by_old_name(call: LibraryCall) -> Value:
    name = OLD_CLASS_NAMES[call.name.rpartition(".")[2]]
    return LibraryObject(f"keras.optimizers.{name}", call.arguments, call.origin, call.flavour)


@handles("model.compile", takes_choices=True)
def _compile(call: LibraryCall) -> Value:
    model = call.receiver
    assert isinstance(model, Object)
    outputs = outputs_of(call, model)
    inputs = call.host.read(model, INPUTS)
    adds_losses, trains_itself = call.host.read(model, OWN_LOSS) == TRUE, _trains_itself(call, model)
    event = CompileEvent(
        call.origin,
        model,
        call.host.frozen(outputs),
        _compile_arguments(call),
        inputs=None if inputs == UNBOUND else inputs,
        has_own_training=adds_losses or trains_itself,
        adds_losses=adds_losses and not trains_itself,
    )
    call.host.record(event)
    call.host.write(model, COMPILED, event)
    return NONE


def _compile_arguments(call: LibraryCall) -> Arguments:
    """The arguments of compile, with the loss in the plainest form."""
    arguments = frozen_arguments(call)
    loss = arguments.get("loss", 1)
    if loss is None or loss == Const("auto"):
        own = call.host.read(call.receiver, DEFAULT_LOSS) if isinstance(call.receiver, Object) else UNBOUND
        if own == UNBOUND or arguments.may_hold("loss") or len(arguments.positional) > 1:
            return arguments
        return replace(arguments, keywords={**arguments.keywords, "loss": own})
    plain = with_forwarded_losses(call, loss)
    if "loss" in arguments.keywords:
        return replace(arguments, keywords={**arguments.keywords, "loss": plain})
    first, _, *rest = arguments.positional
    return replace(arguments, positional=(first, plain, *rest))


def frozen_arguments(call: LibraryCall) -> Arguments:
    """The call's arguments as they are now, whatever becomes of lists and dicts later."""
    return replace(
        call.arguments,
        positional=tuple(call.host.frozen(value) for value in call.arguments.positional),
        keywords={name: call.host.frozen(value) for name, value in call.arguments.keywords.items()},
    )


def _trains_itself(call: LibraryCall, model: Object) -> bool:
    if not isinstance(model, Instance):
        return False
    return any(has_own_method(call.host, model, method) for method in OWN_TRAINING)


def _is_of_keras(arguments: Arguments, host: Host) -> bool:
    """Whether a ``compile`` is given what only Keras's takes: by its keywords, or an optimizer or loss."""
    if _TELLING & arguments.keywords.keys():
        return True
    if not host.uses_keras:
        return False
    optimizer, loss = arguments.get("optimizer", 0), arguments.get("loss", 1)
    is_optimizer = any(_is_kept_in("keras.optimizers.", one) for one in leaves(optimizer or NONE))
    return is_optimizer or any(
        _is_kept_in("keras.losses.", one) or (isinstance(one, Const) and _is_loss_name(one.value))
        for one in leaves(loss or NONE)
    )


def _is_loss_name(value: object) -> bool:
    return isinstance(value, str) and loss_by_string(value) is not None


def _is_kept_in(module: str, value: Value) -> bool:
    return isinstance(value, LibraryObject | LibraryName) and value.name.startswith(module)


@handles("keras.distillation.Distiller.compile", takes_choices=True)
def _compile_distiller(call: LibraryCall) -> Value:
    """A distiller gives what its student gives, and its loss is the student's unless that has no weight."""
    distiller = call.receiver
    if distiller is None:  # called on the class
        return call.unknown(Why.NOT_SUPPORTED_YET)
    if not isinstance(distiller, LibraryObject):  # of a class that the project derives
        return _compile_unknown(call)

    def given_by(student: Value) -> Value:
        if is_model(student) and isinstance(student, Object):
            return outputs_of(call, student)
        return student if isinstance(student, UnknownValue) else call.unknown()

    student = distiller.arguments.get("student", 1) or call.unknown(Why.DYNAMIC, "the student")
    weight = distiller.arguments.get("student_loss_weight", 4)
    event = CompileEvent(
        call.origin,
        distiller,
        call.host.frozen(call.host.each(student, given_by)),
        _compile_arguments(call),
        has_own_training=isinstance(weight, Const) and not weight.value,
    )
    call.host.record(event)
    call.host.write(distiller, COMPILED, event)
    return NONE


@handles("unknown.compile", "object.compile", takes_choices=True)
def _compile_unknown(call: LibraryCall) -> Value:
    """``model.compile`` on something that came from elsewhere: the arguments can still be read."""
    if not _is_of_keras(call.arguments, call.host):
        return call.unknown(Why.NOT_SUPPORTED_YET)
    model = call.receiver
    assert model is not None
    why = model.why if isinstance(model, UnknownValue) else Why.NOT_SUPPORTED_YET
    detail = model.detail if isinstance(model, UnknownValue) else getattr(model, "name", "")
    outputs = call.unknown(why, detail)
    event = CompileEvent(call.origin, model, outputs, _compile_arguments(call))
    call.host.record(event)
    call.host.write(call.host.object_of(model), COMPILED, event)
    return NONE


@handles(
    *(
        f"{kind}.{method}"
        for kind in ("model", "unknown", "object")
        for method in ("fit", "fit_generator", "train_on_batch")
    ),
    takes_choices=True,
)
def _fit(call: LibraryCall) -> Value:
    assert call.receiver is not None
    model = call.host.object_of(call.receiver)
    method = call.name.rpartition(".")[2]
    arguments = frozen_arguments(replace(call, arguments=_with_batches(call, method)))
    history = history_of(call) if method != "train_on_batch" else None

    def attach(compiled: Value) -> Value:
        if isinstance(compiled, CompileEvent):
            outputs = compiled.outputs
            if isinstance(model, ModelObject) and model.kind == "sequential":
                outputs = call.host.frozen(outputs_of(call, model))
            event = FitEvent(call.origin, compiled, method, arguments, outputs)
            call.host.record(event)
            callbacks = arguments.get("callbacks", CALLBACKS_AT.get(method))
            run_callbacks(call, callbacks, event)
            _keep_checkpoints(call, model, callbacks)
            return event
        return compiled

    trained = call.host.each(call.host.read(model, COMPILED), attach)
    if trained == UNBOUND and is_surely_uncompiled(call, call.receiver):
        call.host.record(UncompiledFitEvent(call.origin, model, method))
    if trained == UNBOUND and not is_model(call.receiver):
        return call.receiver if isinstance(call.receiver, LibraryObject) else call.unknown()
    if history is None:
        return call.unknown(Why.DYNAMIC)
    note_trained(call.host, history, trained)
    return history


def _keep_checkpoints(call: LibraryCall, model: Object, callbacks: Value | None) -> None:
    """The files in which checkpoints save the whole model."""
    for callback in () if callbacks is None else call.host.items(callbacks) or ():
        if isinstance(callback, LibraryObject) and callback.name == "keras.callbacks.ModelCheckpoint":
            given = callback.arguments
            if given.get("save_weights_only", 4) in (None, FALSE):
                keep(call, model, given.get("filepath", 0))


def _with_batches(call: LibraryCall, method: str) -> Arguments:
    """The arguments of a training call, with a source of batches of the project's own read once."""
    arguments = call.arguments
    targets = arguments.get("y", 1)
    is_alone = method == "fit_generator" or targets in (None, NONE)
    if method == "train_on_batch" or not is_alone:
        return arguments
    for name in ("x", "generator"):
        if name in arguments.keywords:
            read = call.host.each(arguments.keywords[name], lambda one: _batches_of(call, one))
            return replace(arguments, keywords={**arguments.keywords, name: read})
    if not arguments.positional:
        return arguments
    first, *rest = arguments.positional
    return replace(arguments, positional=(call.host.each(first, lambda one: _batches_of(call, one)), *rest))


def _batches_of(call: LibraryCall, source: Value) -> Value:
    """What ``__getitem__`` of a Sequence or PyDataset, or ``__next__`` of an iterator, gives for a batch.

    So does an ``__iter__`` that is a generator. A generator expression gives its pairs itself.
    """
    if isinstance(source, ListObject) and kind_of_list(call.host, source) in ("generator", "map", "zip"):
        return Dataset(call.host.frozen(call.host.element(source)), call.origin)
    if not isinstance(source, Instance):
        return source
    for name, given in (("__getitem__", (call.unknown(),)), ("__next__", ())):
        if has_own_method(call.host, source, name):
            method = call.host.attribute(source, name, call.origin)
            batch = call.host.call(method, Arguments(given), call.origin)
            return Dataset(call.host.frozen(batch), call.origin)
    if has_own_method(call.host, source, "__iter__"):
        made = call.host.call(call.host.attribute(source, "__iter__", call.origin), Arguments(), call.origin)
        return made if isinstance(made, Dataset) else source
    return source


def is_surely_uncompiled(call: LibraryCall, model: Value) -> bool:
    """Whether a model was made in view and never left it, so that a compile call would have been seen."""
    if isinstance(model, ModelObject):
        is_own = model.kind in ("sequential", "functional", "application")
    else:
        is_own = (
            isinstance(model, Instance)
            and not model.cls.has_unknown_base
            and set(model.cls.library_bases()) <= MODEL_BASES
            and not any(name in cls.cells for cls in model.cls.mro() for name in ("compile", "fit"))
        )
    return is_own and isinstance(model, Object) and call.host.read(model, HANDED_OUT) == UNBOUND


@handles("model.predict", "model.predict_on_batch", "model.predict_generator", takes_choices=True)
def _predict(call: LibraryCall) -> Value:
    assert isinstance(call.receiver, Object)
    return predictions_of(call.receiver, call.origin)


@handles("unknown.predict", "unknown.predict_proba", takes_choices=True)
def _predict_unknown(call: LibraryCall) -> Value:
    assert call.receiver is not None
    return predictions_of(call.host.object_of(call.receiver), call.origin)


@handles(*(f"model.{name}" for name in REMOVED_METHODS), takes_choices=True)
def _predict_as_before(call: LibraryCall) -> Value:
    """A method that Keras models had once."""
    method = call.name.rpartition(".")[2]
    model = call.receiver
    if isinstance(model, Object):
        record_use(call.host, UseKind.REMOVED_METHOD, (model,), call.origin, method)
        is_uncompiled = isinstance(model, ModelObject) and call.host.read(model, COMPILED) == UNBOUND
        if is_uncompiled and not _may_be_own(call, model, method):
            call.host.record(UncompiledUseEvent(call.origin, model, UseKind.REMOVED_METHOD, method))
    return call.unknown(Why.DYNAMIC)


def _may_be_own(call: LibraryCall, model: Object, method: str) -> bool:
    """Whether a loaded model may be one of a class of the project that has such a method."""
    given = call.host.read(model, OWN_CLASSES)
    if given in (UNBOUND, NONE):
        return False
    classes = call.host.mapping(given)
    return classes is None or any(
        not isinstance(one, ClassValue) or any(method in cls.cells for cls in one.mro())
        for one in classes.values()
        if not isinstance(one, FunctionValue | LibraryName | LibraryObject)
    )


@handles("model.@loss", takes_choices=True)
def _loss_of_model(call: LibraryCall) -> Value:
    """``model.loss``: what compile was given."""
    assert isinstance(call.receiver, Object)

    def given(compiled: Value) -> Value:
        if not isinstance(compiled, CompileEvent):
            return call.unknown(Why.DYNAMIC)
        return compiled.arguments.get("loss", 1) or NONE

    return call.host.each(call.host.read(call.receiver, COMPILED), given)


@handles("model.add_metric", "layer.add_metric", takes_choices=True)
def _add_metric(call: LibraryCall) -> Value:
    if isinstance(call.receiver, Object):
        call.host.write(call.receiver, OWN_METRIC, TRUE)
    return NONE


@handles("model.add_loss", "layer.add_loss", takes_choices=True)
def _add_loss(call: LibraryCall) -> Value:
    if isinstance(call.receiver, Object):
        call.host.write(call.receiver, OWN_LOSS, TRUE)
    return NONE


@handles(*(f"sklearn.metrics.{name}" for name in sorted(REPORT_FUNCTIONS | CLASS_SCORES | RANK_SCORES)))
def _report(call: LibraryCall) -> Value:
    name = call.name.rpartition(".")[2]
    _use_in_score(call, name)
    if name not in REPORT_FUNCTIONS:
        return call.unknown(Why.DYNAMIC)
    others = [value for value in call.arguments if isinstance(value, LibraryObject)]
    models = () if others else predictors(*call.arguments)
    for model in models or (None,):
        call.host.record(ReportEvent(call.origin, name, model))
    return call.unknown(Why.DYNAMIC)


def _use_in_score(call: LibraryCall, name: str) -> None:
    """Scores take the right answers first and then what the model says."""
    given = as_array(call.argument("y_score", 1) or call.argument("y_pred", 1), call.host)
    if given is None:
        return
    form = form_of(given)
    if name in CLASS_SCORES and form is Form.RAW:
        record_use(call.host, UseKind.SCORES_AS_CLASSES, given.predicted_by, call.origin, name)
    elif name in RANK_SCORES and form in (Form.CLASSES, Form.DECISIONS):
        record_use(call.host, UseKind.CLASSES_AS_SCORES, given.predicted_by, call.origin, name)


@handles(
    "keras.utils.get_custom_objects",
    "keras.utils.custom_object_scope",
    "keras.utils.register_keras_serializable",
    takes_choices=True,
)
def _register(call: LibraryCall) -> Value:
    """After this, a string may name what the program registered."""
    call.host.record(RegisterEvent(call.origin))
    return call.unknown(Why.DYNAMIC)
