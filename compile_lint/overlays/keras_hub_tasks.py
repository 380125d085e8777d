"""KerasHub and KerasNLP: classifiers made of a backbone and a head, which compile themselves by default.

Parameters and defaults are those of keras-hub 0.32: the head is a Dense layer of ``num_classes`` units
without activation, and ``compile()`` gives integer labels a cross-entropy that fits the activation.
"""

from __future__ import annotations

from compile_lint.model import Why
from compile_lint.overlays.keras_models import DEFAULT_LOSS, put_together
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import (
    NONE,
    Arguments,
    Const,
    LibraryName,
    LibraryObject,
    ModelObject,
    Tensor,
    UnknownValue,
    Value,
)

_TEXT = ("Albert", "Bert", "DebertaV3", "DistilBert", "FNet", "Roberta", "RoformerV2", "XLMRoberta")
_IMAGE = (
    "CSPNet",
    "DeiT",
    "DenseNet",
    "EfficientNet",
    "MiT",
    "ResNet",
    "SwinTransformer",
    "VGG",
    "ViT",
    "Xception",
)
_CLASSIFIERS = (
    "Classifier",
    "TextClassifier",
    "ImageClassifier",
    *(f"{name}TextClassifier" for name in _TEXT),
    *(f"{name}Classifier" for name in _TEXT),  # as KerasNLP calls them
    *(f"{name}ImageClassifier" for name in _IMAGE),
)
_HOMES = ("keras_hub.models", "keras_nlp.models")


def _names(suffix: str = "") -> tuple[str, ...]:
    return tuple(f"{home}.{name}{suffix}" for home in _HOMES for name in _CLASSIFIERS)


@handles(*_names(), takes_choices=True)
def make_classifier(call: LibraryCall) -> Value:
    """``num_classes`` comes second, behind the backbone."""
    return _classifier(call, call.argument("num_classes", 1), _activation(call))


@handles(*_names(".from_preset"), takes_choices=True)
def load_classifier(call: LibraryCall) -> Value:
    """A preset may bring a head of its own, so only what is given here is known."""
    classes, activation = call.argument("num_classes"), call.argument("activation")
    unknown = call.unknown(Why.OTHER_FILE, "a preset")
    if classes is None or activation is None:
        return _classifier(call, classes or unknown, activation or unknown)
    return _classifier(call, classes, activation)


def _activation(call: LibraryCall) -> Value:
    """The activation of the head: none by default, in KerasHub; older packages had other defaults."""
    given = call.argument("activation")
    if given is not None:
        return given
    is_open = call.arguments.is_open_keyword or len(call.arguments.positional) > 2
    if is_open or not call.name.startswith("keras_hub."):
        return call.unknown(Why.DYNAMIC, "the activation of a ready-made head")
    return NONE


def _classifier(call: LibraryCall, classes: Value | None, activation: Value) -> Value:
    host = call.host
    units = classes if classes is not None else call.unknown(Why.DYNAMIC, "num_classes")
    dense = LibraryObject(
        "keras.layers.Dense", Arguments((), {"units": units, "activation": activation}), call.origin
    )
    features = call.unknown(Why.OTHER_FILE, "a backbone")
    task = ModelObject("task", call.origin, call.argument("name"), call.flavour)
    model = put_together(call, task, Tensor(dense, features, call.origin))
    host.write(model, DEFAULT_LOSS, host.each(activation, lambda one: _default_loss(call, one)))
    return model


def _default_loss(call: LibraryCall, activation: Value) -> Value:
    is_softmax = activation == Const("softmax") or (
        isinstance(activation, LibraryName) and activation.name.endswith(".softmax")
    )
    from_logits: Value = Const(not is_softmax, call.origin)
    if isinstance(activation, UnknownValue):
        from_logits = call.unknown(Why.DYNAMIC, "chosen by the activation")
    arguments = Arguments((), {"from_logits": from_logits})
    return LibraryObject("keras.losses.SparseCategoricalCrossentropy", arguments, call.origin)
