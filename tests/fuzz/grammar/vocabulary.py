"""The words of generated programs: everything that the interpreter knows a meaning for, and words around it.

The names of functions, methods and parameters are read from the package, so that what is added there is
tried at once.
"""

from __future__ import annotations

import builtins
import functools
import re
from pathlib import Path

from compile_lint import overlays
from compile_lint.knowledge.flavours import KERAS3
from compile_lint.knowledge.generated import keras3
from compile_lint.knowledge.signatures import Missing, parameters_of
from compile_lint.overlays import registry

# How programs import what they use, by the first part of the canonical name.
ALIASES = {
    "numpy": "np",
    "pandas": "pd",
    "tensorflow": "tf",
    "tensorflow_datasets": "tfds",
    "keras_tuner": "kt",
}
KERAS = (
    ("import keras", "keras"),
    ("import tensorflow as tf", "tf.keras"),
    ("from tensorflow import keras", "keras"),
    ("from tensorflow.python import keras as k", "k"),
    ("import tf_keras", "tf_keras"),
    ("import tensorflow.keras as K", "K"),
    ("try:\n    import keras\nexcept ImportError:\n    from tensorflow import keras", "keras"),
)
# Kinds of values whose methods the interpreter knows, by the kind of the expression that makes one.
METHODS_OF = {
    "array": "array",
    "frame": "frame",
    "dataset": "dataset",
    "model": "model",
    "layer": "layer",
    "list": "list",
    "dict": "dict",
    "text": "str",
    "any": "unknown",
}
KEYWORDS = (
    "loss optimizer metrics weighted_metrics loss_weights monitor mode filepath validation_data class_weight "
    "epochs callbacks from_logits name units activation inputs outputs include_top classes mask training key"
).split()
STRINGS = (
    "mse mae binary_crossentropy categorical_crossentropy sparse_categorical_crossentropy hinge poisson "
    "kl_divergence BinaryCrossentropy CategoricalFocalCrossentropy squared_hinge accuracy acc "
    "sparse_categorical_accuracy auc precision top_k_categorical_accuracy f1_score relu sigmoid softmax tanh "
    "linear elu softplus exponential log_softmax gelu adam sgd rmsprop adamw val_loss val_accuracy loss "
    "val_acc min max auto label target class_id species int categorical binary raw train test validation "
    "model.keras weights.{epoch:02d}-{val_loss:.2f}.h5 data.csv data/images mnist cifar10 iris uint8 float32 "
    "head_a head_b name units 0 1 -1 % {} {0} \\n a,b,c out:0 __class__ __dict__ utf-8 w r imagenet"
).split()
ACTIVATIONS = "sigmoid softmax relu tanh linear elu softplus exponential swish log_softmax".split()
ATTRIBUTES = (
    "shape dtype ndim size T values columns index name output outputs input inputs layers loss metrics "
    "optimizer trainable units activation num_classes class_names element_spec history best_score "
    "__class__ __dict__ __name__ __doc__ params config hp args kwargs data target feature_names keras"
).split()
# Names that mean something to the reader of a program, bound to something else.
SHADOWING = (
    "keras tf np pd model models layers self cls list dict len range print str type object super __name__ "
    "__file__ x y loss compile fit Dense Sequential Model _ __all__ __class__ True_ None_ match case type_ np"
).split()
_ASKED_FOR = re.compile(r'(?:argument|option|may_hold)\("([a-z_]+)"')
BUILTINS = sorted(name for name in dir(builtins) if name[0].islower() and name != "print")


@functools.cache
def handled() -> tuple[str, ...]:
    """The canonical names of all calls whose meaning the interpreter knows."""
    overlays.load_all()
    return tuple(sorted(registry._ENTRIES))


@functools.cache
def methods(kind: str) -> tuple[str, ...]:
    """The methods that the interpreter knows of a kind of values."""
    return tuple(
        name.partition(".")[2] for name in handled() if name.startswith(f"{kind}.") and "@" not in name
    )


@functools.cache
def keywords() -> tuple[str, ...]:
    """Names of arguments: those that calls into libraries are asked for, and others."""
    found = set(KEYWORDS)
    for path in Path(overlays.__file__).parent.glob("*.py"):
        found.update(_ASKED_FOR.findall(path.read_text(encoding="utf-8")))
    return tuple(sorted(found))


@functools.cache
def attributes() -> tuple[str, ...]:
    """Attributes of objects: those that the interpreter knows, and others."""
    return tuple(sorted({name.partition("@")[2] for name in handled() if "@" in name})) + tuple(ATTRIBUTES)


@functools.cache
def functions(*roots: str) -> tuple[str, ...]:
    """The functions and classes of libraries that the interpreter knows."""
    return tuple(
        name for name in handled() if name.split(".")[0] in roots and not any(mark in name for mark in "@*")
    )


@functools.cache
def libraries() -> tuple[str, ...]:
    """The first parts of all names that are no kinds of values."""
    kinds = {*METHODS_OF.values(), "object", "tuple", "int", "float", "bytes"}
    first = {name.split(".")[0] for name in handled()} - kinds
    return tuple(sorted(name for name in first if name.isidentifier()))


@functools.cache
def classes(module: str) -> tuple[str, ...]:
    """What a module of Keras holds: ``layers.Dense`` and so on."""
    return tuple(
        sorted(name for name in keras3.SIGNATURES if name.startswith(f"{module}.") and "*" not in name)
    )


@functools.cache
def parameters(name: str) -> tuple[tuple[str, bool], ...]:
    """The parameters of something of Keras, each with whether it must be given."""
    return tuple((one, isinstance(default, Missing)) for one, default in parameters_of(KERAS3, name) or ())


@functools.cache
def handled_functions() -> tuple[str, ...]:
    """The functions and classes of all libraries that the interpreter knows."""
    return functions(*libraries())
