"""Networks of other packages that end as their arguments say: segmentation_models and vit_keras.

Parameters and defaults are those of segmentation_models 1.0.1, segmentation_models_3D 1.1.1 and
vit_keras 0.2.0: the former end in a convolution of ``classes`` filters and an ``Activation`` of its own,
the latter in ``Dense(classes, activation=activation)`` unless ``include_top=False``.
"""

from __future__ import annotations

from compile_lint.model import Why
from compile_lint.overlays.keras_models import put_together
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import (
    FALSE,
    TRUE,
    Arguments,
    Const,
    LibraryObject,
    ModelObject,
    Tensor,
    Value,
)

_PACKAGES = {"segmentation_models": "Conv2D", "segmentation_models_3D": "Conv3D"}
_DEFAULTS = {  # of `classes` and `activation`, the third and fourth parameter
    "Unet": (1, "sigmoid"),
    "Linknet": (1, "sigmoid"),
    "FPN": (21, "softmax"),
    "PSPNet": (21, "softmax"),
}


@handles(
    *(f"{package}.{name}" for package in _PACKAGES for name in _DEFAULTS),
    takes_choices=True,
)
def _segmentation(call: LibraryCall) -> Value:
    package, _, name = call.name.partition(".")
    classes, activation = _DEFAULTS[name]
    filters = _given(call, "classes", 2, Const(classes))
    mask = Arguments((), {"filters": filters})
    layer = LibraryObject(f"keras.layers.{_PACKAGES[package]}", mask, call.origin)
    below = Tensor(layer, call.unknown(Why.OTHER_FILE, "a backbone"), call.origin)
    shape = {"activation": _given(call, "activation", 3, Const(activation))}
    top = LibraryObject("keras.layers.Activation", Arguments((), shape), call.origin)
    return _model(call, Tensor(top, below, call.origin))


@handles(*(f"vit_keras.vit.vit_{size}" for size in ("b16", "b32", "l16", "l32")), takes_choices=True)
def _vision_transformer(call: LibraryCall) -> Value:
    features = call.unknown(Why.OTHER_FILE, "a backbone")
    options = {
        "units": _given(call, "classes", 1, Const(1000)),
        "activation": _given(call, "activation", 2, Const("linear")),
    }
    dense = LibraryObject("keras.layers.Dense", Arguments((), options), call.origin)
    head = Tensor(dense, features, call.origin)

    def with_top(given: Value) -> Value:
        if given in (TRUE, FALSE):
            return head if given == TRUE else features
        return call.unknown(Why.DYNAMIC, "include_top")

    return _model(call, call.host.each(_given(call, "include_top", 3, TRUE), with_top))


def _given(call: LibraryCall, name: str, index: int, default: Value) -> Value:
    """An argument, or the default where it is surely not given."""
    value = call.argument(name, index)
    if value is None and (call.arguments.may_hold(name) or call.arguments.is_open_positional):
        return call.unknown(Why.DYNAMIC, name)
    return default if value is None else value


def _model(call: LibraryCall, outputs: Value) -> Value:
    return put_together(call, ModelObject("application", call.origin, None, call.flavour), outputs)
