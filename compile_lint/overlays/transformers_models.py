"""Hugging Face's ``transformers``: Keras models for classification, whose head yields logits.

The number of units is ``num_labels``, of the call or of a configuration. Without a loss the model takes
one of its own, by the labels among its inputs. They are models of Keras 2, whatever the program imports.
"""

from __future__ import annotations

from compile_lint.knowledge.flavours import TRANSFORMERS
from compile_lint.knowledge.transformers_models import AUTO_CLASSES, CLASSES, CONFIGURATIONS
from compile_lint.model import Why
from compile_lint.overlays.keras_models import DEFAULT_LOSS, TRANSFORMER, put_together
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import (
    NONE,
    UNBOUND,
    Arguments,
    Const,
    LibraryObject,
    ModelObject,
    Tensor,
    Value,
)

_CONFIGURATION = "transformers.PretrainedConfig"
_DEFAULT_LABELS = 2  # of a configuration that says nothing of labels


@handles(*(f"transformers.{name}.from_pretrained" for name in (*AUTO_CLASSES, *CLASSES)), takes_choices=True)
def _load(call: LibraryCall) -> Value:
    """Weights of a file under a head of as many units as the call or its configuration asks for."""
    units = _units(call)
    config = call.argument("config")
    if units is None and config is not None:
        units = call.host.each(config, lambda one: _configured(call, one))
    return _classifier(call, call.unknown(Why.OTHER_FILE, "a pretrained model") if units is None else units)


@handles(
    *(f"transformers.{name}" for name in CLASSES),
    *(f"transformers.{name}.from_config" for name in AUTO_CLASSES),
    takes_choices=True,
)
def _make(call: LibraryCall) -> Value:
    config = call.argument("config", 0) or NONE
    return _classifier(call, call.host.each(config, lambda one: _configured(call, one)))


@handles(
    *(f"transformers.{name}" for name in CONFIGURATIONS),
    *(f"transformers.{name}.from_pretrained" for name in CONFIGURATIONS),
    takes_choices=True,
)
def _configuration(call: LibraryCall) -> Value:
    units = _units(call)
    if units is None and call.name.endswith(".from_pretrained"):
        units = call.unknown(Why.OTHER_FILE, "a configuration")
    config = LibraryObject(_CONFIGURATION, call.arguments, call.origin)
    call.host.write(config, "num_labels", Const(_DEFAULT_LABELS, call.origin) if units is None else units)
    return config


def _units(call: LibraryCall) -> Value | None:
    """The number of labels that a call gives, or the length of its table of their names."""
    units = call.argument("num_labels")
    if units is not None:
        return units
    names = call.argument("id2label") or call.argument("label2id")
    if names is not None:
        entries = call.host.mapping(names)
        return call.unknown(Why.DYNAMIC, "num_labels") if entries is None else Const(len(entries))
    return call.unknown(Why.DYNAMIC, "num_labels") if call.arguments.may_hold("num_labels") else None


def _configured(call: LibraryCall, config: Value) -> Value:
    """What a configuration says of the number of labels; a program may have set it since."""
    found: Value = UNBOUND
    if isinstance(config, LibraryObject) and config.name == _CONFIGURATION:
        found = call.host.read(config, "num_labels")
    return call.unknown(Why.DYNAMIC, "num_labels") if found == UNBOUND else found


def _classifier(call: LibraryCall, units: Value) -> Value:
    host = call.host
    dense = LibraryObject("keras.layers.Dense", Arguments((), {"units": units}), call.origin)
    features = call.unknown(Why.OTHER_FILE, "a backbone")
    transformer = ModelObject(TRANSFORMER, call.origin, call.argument("name"), TRANSFORMERS)
    model = put_together(call, transformer, Tensor(dense, features, call.origin))
    host.write(model, "classifier", dense)
    loss = host.each(units, lambda one: _default_loss(call, one))
    for name in (DEFAULT_LOSS, "compute_loss", "hf_compute_loss"):
        host.write(model, name, loss)
    return model


def _default_loss(call: LibraryCall, units: Value) -> Value:
    """Class ids are expected: of tokens, those below 0 do not count; one unit for a text is a regression."""
    is_of_tokens = "ForTokenClassification" in call.name
    if not isinstance(units, Const):
        return call.unknown(Why.DYNAMIC, "the loss that the model brings along")
    if units.value == 1 and not is_of_tokens:
        return LibraryObject("keras.losses.MeanSquaredError", Arguments(), call.origin)
    options: dict[str, Value] = {"from_logits": Const(True)}
    if is_of_tokens:
        options["ignore_class"] = Const(-100)
    return LibraryObject("keras.losses.SparseCategoricalCrossentropy", Arguments((), options), call.origin)
