"""What Python's built-in functions tell about objects: their types and attributes; copies of them."""

from __future__ import annotations

import keyword
from collections.abc import Iterator
from dataclasses import replace

import libcst as cst

from compile_lint.knowledge.predictions import REMOVED_METHODS
from compile_lint.model import Origin
from compile_lint.overlays.array_facts import is_number
from compile_lint.overlays.derivations import boolean, derived, kind_of_list, listed, open_list
from compile_lint.overlays.pandas_columns import copied as copied_frame
from compile_lint.overlays.python_containers import copied_dict, copied_list, fill_dict
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.cells import FIELDS, GIVEN, KEYS, NAMED, OWNER
from compile_lint.values.host import Host
from compile_lint.values.kinds import DICT_BASES, is_layer, is_model
from compile_lint.values.values import (
    FALSE,
    NO_ARGUMENTS,
    NONE,
    TRUE,
    UNBOUND,
    Arguments,
    Array,
    AutoMember,
    BoundFunction,
    ClassValue,
    Const,
    DictObject,
    FrameObject,
    FunctionValue,
    Instance,
    LibraryName,
    LibraryObject,
    ListObject,
    Method,
    ModelObject,
    ModuleValue,
    TupleValue,
    UnknownValue,
    Value,
)

NAMESPACES = frozenset({"argparse.Namespace", "types.SimpleNamespace"})
FIELD_MAKERS = frozenset(
    {"dataclasses.field", "attr.ib", "attr.attrib", "attr.field", "attrs.field", "pydantic.Field"}
)

_TYPES: dict[str, type] = {
    "str": str,
    "int": int,
    "float": float,
    "bool": bool,
    "complex": complex,
    "bytes": bytes,
    "range": range,
    "NoneType": type(None),
}
_SEQUENCES = {
    "collections.abc.Sequence": ("list", "tuple"),
    "collections.abc.Iterable": ("list", "tuple", "dict", "set"),
    "collections.abc.Mapping": ("dict",),
    "typing.Sequence": ("list", "tuple"),
    "typing.Iterable": ("list", "tuple", "dict", "set"),
    "typing.Mapping": ("dict",),
}
_WRITTEN_OUT: dict[type, type] = {
    cst.Tuple: tuple,
    cst.List: list,
    cst.ListComp: list,
    cst.Dict: dict,
    cst.DictComp: dict,
    cst.Set: set,
    cst.SetComp: set,
}
_NUMBERS = frozenset({"numbers.Number", "numbers.Real"})
_DICT_METHODS = (
    "__contains__",
    "__getitem__",
    "__setitem__",
    "copy",
    "get",
    "items",
    "keys",
    "setdefault",
    "update",
    "values",
)
# The name of the object that stands for the module whose code is running, or for its ``globals()``.
_NAMES = "[names]"
_OF_MANY = frozenset({"builtins.list", "builtins.tuple", "builtins.dict", "builtins.set", "numpy.ndarray"})
_LAYER_BASES = frozenset({"keras.layers.Layer", "keras.Layer"})
_MODEL_BASES = frozenset({"keras.Model", "keras.models.Model"})


# --- types -----------------------------------------------------------------------------------------


@handles("builtins.isinstance")
def is_instance(call: LibraryCall) -> Value:
    value, classes = call.argument("obj", 0), call.argument("class_or_tuple", 1)
    if value is None or classes is None:
        return call.unknown()
    answers = [_is_a(call.host, value, cls) for cls in _alternatives(classes)]
    if True in answers:
        return TRUE
    if None not in answers:
        return FALSE
    return _asked("isinstance", call, value, classes)


def _asked(name: str, call: LibraryCall, value: Value, classes: Value) -> Value:
    """The same question about the same object has the same answer."""
    subject = value.token if isinstance(value, UnknownValue | Array) else value
    names = tuple(
        cls if isinstance(cls, LibraryName | ClassValue) else None for cls in _alternatives(classes)
    )
    why = call.unknown()
    if None in names:
        return why
    return UnknownValue(why.why, why.detail, (name, subject, names), origin=call.origin)


def _alternatives(classes: Value) -> Iterator[Value]:
    if isinstance(classes, TupleValue):
        for item in classes.items:
            yield from _alternatives(item)
    else:
        yield classes


def _is_a(host: Host, value: Value, cls: Value) -> bool | None:
    if isinstance(value, UnknownValue):
        is_of_many = isinstance(cls, LibraryName) and cls.name in _OF_MANY
        return False if is_of_many and is_number(value) else None
    if isinstance(value, Instance):
        return _instance_is_a(value, cls)
    if isinstance(value, LibraryName | ClassValue):
        return _name_is_a(value, cls)
    if isinstance(cls, ClassValue):
        return None if isinstance(value, Array) and _may_derive_from_library(cls) else False
    if not isinstance(cls, LibraryName):
        return None
    if cls.name == "builtins.object":
        return True
    if isinstance(value, Const):
        return _constant_is_a(value.value, cls.name)
    if isinstance(value, ListObject | TupleValue | DictObject):
        return _container_is_a(host, value, cls.name)
    if isinstance(value, LibraryObject):
        if value.name == cls.name or (cls.name in _LAYER_BASES and value.name.startswith("keras.layers.")):
            return True
        return False if cls.name.startswith("builtins.") else None
    if isinstance(value, ModelObject):
        if cls.name in _MODEL_BASES | _LAYER_BASES:
            return True
        return (
            value.kind == "sequential"
            if cls.name in ("keras.Sequential", "keras.models.Sequential")
            else None
        )
    if isinstance(value, FunctionValue | BoundFunction):
        return False if cls.name.startswith("builtins.") else None
    if isinstance(value, FrameObject):
        return True if cls.name == "pandas.DataFrame" else False if cls.name.startswith("builtins.") else None
    return None


def _name_is_a(value: LibraryName | ClassValue, cls: Value) -> bool | None:
    """Of classes, functions and modules only classes are known to be a ``type``."""
    if cls == LibraryName("builtins.object"):
        return True
    if cls != LibraryName("builtins.type"):
        return False if isinstance(cls, ClassValue) else None
    if isinstance(value, ClassValue):
        return True
    return value.name.rpartition(".")[2][:1].isupper() if value.name.startswith("keras.") else None


def _instance_is_a(value: Instance, cls: Value) -> bool | None:
    if isinstance(cls, ClassValue):
        if cls in value.cls.mro():
            return True
        return None if value.cls.has_unknown_base else False
    if not isinstance(cls, LibraryName):
        return None
    bases = set(value.cls.library_bases())
    if cls.name in bases or cls.name == "builtins.object":
        return True
    if (cls.name in _LAYER_BASES and (is_layer(value) or is_model(value))) or (
        cls.name in _MODEL_BASES and is_model(value)
    ):
        return True
    return None if _may_derive_from_library(value.cls) else False


def _may_derive_from_library(cls: ClassValue) -> bool:
    return cls.has_unknown_base or any(base != "builtins.object" for base in cls.library_bases())


def _constant_is_a(value: object, name: str) -> bool | None:
    if name in _NUMBERS:
        return isinstance(value, int | float)
    if name in _SEQUENCES:
        return isinstance(value, str | bytes | range) and "list" in _SEQUENCES[name]
    if name.startswith("keras."):  # no class of Keras derives from a builtin one
        return False
    library, _, last = name.rpartition(".")
    if library != "builtins" and name != "types.NoneType":
        return None
    return isinstance(value, _TYPES[last]) if last in _TYPES else False


def _container_is_a(host: Host, value: Value, name: str) -> bool | None:
    kind = _container_kind(host, value)
    if name in _SEQUENCES:
        return kind in _SEQUENCES[name] if kind in _SEQUENCES["collections.abc.Iterable"] else None
    library, _, last = name.rpartition(".")
    if library == "collections":
        return None  # an ordered or default dict is held as a dict
    return last == kind if library == "builtins" else False


def _container_kind(host: Host, value: Value) -> str:
    if isinstance(value, DictObject):
        return "dict"
    return kind_of_list(host, value) if isinstance(value, ListObject) else "tuple"


@handles("builtins.issubclass")
def is_subclass(call: LibraryCall) -> Value:
    cls, wanted = call.argument("cls", 0), call.argument("class_or_tuple", 1)
    if cls is None or wanted is None:
        return call.unknown()
    if isinstance(cls, ClassValue):
        answers = [_instance_is_a(Instance(cls, None), one) for one in _alternatives(wanted)]
        if True in answers or None not in answers:
            return boolean(True in answers, call)
    if isinstance(cls, LibraryName) and cls in tuple(_alternatives(wanted)):
        return TRUE
    return _asked("issubclass", call, cls, wanted)


@handles("builtins.type")
def type_of(call: LibraryCall) -> Value:
    if len(call.arguments.positional) != 1:
        return call.unknown()
    value = call.arguments.positional[0]
    if isinstance(value, Instance):
        return value.cls
    if isinstance(value, LibraryObject):
        return LibraryName(value.name, value.flavour, call.origin)
    if isinstance(value, Const):
        return LibraryName(f"builtins.{type(value.value).__name__}", origin=call.origin)
    if isinstance(value, ListObject | DictObject | TupleValue):
        return LibraryName(f"builtins.{_container_kind(call.host, value)}", origin=call.origin)
    return derived(call, "type", value)


@handles("builtins.callable")
def is_callable(call: LibraryCall) -> Value:
    value = call.argument("obj", 0)
    if isinstance(value, FunctionValue | BoundFunction | ClassValue | LibraryName | ModelObject):
        return TRUE
    if isinstance(value, Const | ListObject | DictObject | TupleValue | Array):
        return FALSE
    if isinstance(value, Instance):
        if _has(call.host, value, "__call__"):
            return TRUE
        return derived(call, "callable", value) if any(value.cls.library_bases()) else FALSE
    if isinstance(value, LibraryObject) and value.name.startswith("keras.layers."):
        return TRUE
    return derived(call, "callable", value)


# --- attributes ------------------------------------------------------------------------------------


def _has(host: Host, owner: Value, name: str) -> bool | None:
    """Whether an object has an attribute; None where that is not known."""
    if isinstance(owner, Instance | ClassValue):
        cls = owner.cls if isinstance(owner, Instance) else owner
        if any(host.read(place, name) != UNBOUND for place in (owner, *cls.mro())):
            return True
        if is_model(owner) and name in REMOVED_METHODS:
            return False
        return None if cls.has_unknown_base or any(cls.library_bases()) else False
    if isinstance(owner, ModuleValue):
        return None if owner.scope is None else host.read(owner.scope, name) != UNBOUND
    if isinstance(owner, LibraryObject):
        if host.read(owner, name) != UNBOUND:
            return True
        return False if owner.name in NAMESPACES else None
    if isinstance(owner, Const):
        return hasattr(owner.value, name)
    if isinstance(owner, ListObject | DictObject | TupleValue):
        return _container_has(owner, name)
    if is_model(owner) and name in REMOVED_METHODS:
        return False  # who asks first means other models, or another release
    return None


def _container_has(owner: ListObject | DictObject | TupleValue, name: str) -> bool | None:
    """Known of a container that is written out; what a library made may only be held as one."""
    written = owner.origin.node if owner.origin is not None else None
    kind = None if isinstance(owner, DictObject) and NAMED in owner.cells else _WRITTEN_OUT.get(type(written))
    return None if kind is None else hasattr(kind, name)


@handles("builtins.getattr")
def get_attribute(call: LibraryCall) -> Value:
    owner, name, default = call.argument("o", 0), call.argument("name", 1), call.argument("default", 2)
    if owner is None or not isinstance(name, Const) or not isinstance(name.value, str):
        return derived(call, "getattr", owner, name)
    if _has(call.host, owner, name.value) is False:
        return default or call.unknown()
    if isinstance(owner, LibraryObject) and owner.name == _NAMES:
        return call.host.named(name.value, call.origin, is_global=True)
    found = call.host.attribute(owner, name.value, call.origin)
    if isinstance(found, Method) and default is not None:
        return call.unknown()  # an attribute that nothing knows: a method, or the default
    return call.unknown() if found == UNBOUND else found


@handles("builtins.eval")
def evaluate(call: LibraryCall) -> Value:
    """A name, dotted or not, as text; other expressions are not worked out."""
    text = call.argument("source", 0)
    if len([*call.arguments]) != 1 or not isinstance(text, Const) or not isinstance(text.value, str):
        return call.unknown()
    first, *rest = text.value.strip().split(".")
    if not all(part.isidentifier() and not keyword.iskeyword(part) for part in (first, *rest)):
        return call.unknown()
    found = call.host.named(first, call.origin)
    for name in rest:
        found = call.host.attribute(found, name, call.origin)
    return found


@handles("builtins.globals")
def names_of_module(call: LibraryCall) -> Value:
    return LibraryObject(_NAMES, Arguments(), call.origin)


@handles("sys.modules.__getitem__")
def module_by_name(call: LibraryCall) -> Value:
    """``sys.modules[__name__]``: the module whose code is running."""
    name = call.argument("key", 0)
    if name == call.host.named("__name__", call.origin):
        return LibraryObject(_NAMES, Arguments(), call.origin)
    return call.unknown()


@handles(f"{_NAMES}.__getitem__")
def name_in_module(call: LibraryCall) -> Value:
    name = call.argument("key", 0)
    if not isinstance(name, Const) or not isinstance(name.value, str):
        return call.unknown()
    return call.host.named(name.value, call.origin, is_global=True)


@handles("enum.auto")
def next_member(call: LibraryCall) -> Value:
    return Const(AutoMember(), call.origin)


@handles("builtins.hasattr")
def has_attribute(call: LibraryCall) -> Value:
    owner, name = call.argument("obj", 0), call.argument("name", 1)
    if owner is not None and isinstance(name, Const):
        known = _has(call.host, owner, str(name.value))
        if known is not None:
            return boolean(known, call)
    return derived(call, "hasattr", owner, name)


@handles("builtins.setattr")
def set_attribute(call: LibraryCall) -> Value:
    owner, name, value = call.argument("obj", 0), call.argument("name", 1), call.argument("value", 2)
    if owner is not None and isinstance(name, Const) and isinstance(name.value, str):
        call.host.set_attribute(owner, name.value, value or call.unknown())
        fields = call.host.read(owner, FIELDS) if isinstance(owner, LibraryObject) else UNBOUND
        if isinstance(owner, LibraryObject) and isinstance(fields, TupleValue) and name not in fields.items:
            call.host.write(owner, FIELDS, TupleValue((*fields.items, Const(name.value))))
    elif isinstance(owner, Instance):  # any attribute may be meant
        for attribute in field_names(call.host, owner) or ():
            call.host.write(owner, attribute, call.unknown())
    return NONE


@handles("builtins.vars", "dataclasses.asdict")
def attributes_of(call: LibraryCall) -> Value:
    """The attributes of a namespace or an instance as a dict."""
    value = call.argument("obj", 0) or call.argument("object", 0)
    if call.name == "builtins.vars" and isinstance(value, Instance):
        return own_attributes(call.host, value, call.origin)
    names = None if value is None else field_names(call.host, value)
    if names is None or not isinstance(value, LibraryObject | Instance):
        return call.unknown()
    return call.host.new_dict({name: call.host.read(value, name) for name in names}, call.origin)


def has_own_method(host: Host, instance: Instance, name: str) -> bool:
    """Whether a class of the project that the instance is of defines a method, or another name."""
    return any(host.read(cls, name) != UNBOUND for cls in instance.cls.mro())


def own_attributes(host: Host, instance: Instance, origin: Origin | None) -> DictObject:
    """``instance.__dict__``: what is put into it is set as an attribute."""
    names = field_names(host, instance) or ()
    made = host.new_dict({name: host.read(instance, name) for name in names}, origin)
    host.write(made, OWNER, instance)
    keys = host.read(instance, KEYS)
    if keys != UNBOUND:
        host.write(made, KEYS, keys)
    return made


@handles(*(f"{base}.__init__" for base in sorted(DICT_BASES)))
def fill_instance(call: LibraryCall) -> Value:
    """``super().__init__(...)`` of a kind of ``dict``: its entries are held as its attributes."""
    given = call.arguments.positional
    instance = call.receiver or next(iter(given), None)
    if isinstance(instance, Instance):
        rest = given if call.receiver is not None else given[1:]
        entries = replace(call.arguments, positional=rest)
        fill_dict(replace(call, arguments=entries), own_attributes(call.host, instance, call.origin))
        if entries != NO_ARGUMENTS:
            call.host.write(instance, GIVEN, TRUE)
    return NONE


def field_names(host: Host, value: Value) -> tuple[str, ...] | None:
    """The names of the attributes that were written on a namespace or an instance."""
    if isinstance(value, Instance):
        return tuple(
            name for name in value.cells if name not in (KEYS, GIVEN) and host.read(value, name) != UNBOUND
        )
    if isinstance(value, LibraryObject):
        fields = host.read(value, FIELDS)
        if isinstance(fields, TupleValue):
            return tuple(str(name.value) for name in fields.items if isinstance(name, Const))
    return None


@handles("types.SimpleNamespace", "argparse.Namespace")
def namespace(call: LibraryCall) -> Value:
    made = LibraryObject(call.name, call.arguments, call.origin)
    for name, value in call.arguments.keywords.items():
        call.host.write(made, name, value)
    if not call.arguments.is_open_keyword:
        call.host.write(made, FIELDS, TupleValue(tuple(Const(name) for name in call.arguments.keywords)))
    return made


@handles(*(f"{base}.{name}" for base in sorted(DICT_BASES) for name in _DICT_METHODS))
def of_a_kind_of_dict(call: LibraryCall) -> Value:
    """A method of ``dict`` on an instance of a class that derives from it."""
    if not isinstance(call.receiver, Instance):
        return call.unknown()
    table = own_attributes(call.host, call.receiver, call.origin)
    name = call.name.rpartition(".")[2]
    if name == "__setitem__":
        key, value = call.argument("key", 0), call.argument("value", 1)
        call.host.set_item(table, key or call.unknown(), value or call.unknown())
        return NONE
    return call.host.call(Method(table, name), call.arguments, call.origin)


# --- copies ----------------------------------------------------------------------------------------


@handles("copy.copy", "copy.deepcopy", "sklearn.base.clone")
def copy(call: LibraryCall) -> Value:
    value = call.argument("x", 0)
    return call.unknown() if value is None else _copied(call, value, {}, call.name != "copy.copy")


def _copied(call: LibraryCall, value: Value, made: dict[int, Value], is_deep: bool) -> Value:
    """A copy; ``made`` holds the copies already begun, for objects that lead back to themselves."""
    host = call.host
    if id(value) in made:
        return made[id(value)]
    if isinstance(value, ModelObject):
        return host.call(Method(value, "__deepcopy__"), Arguments(), call.origin)
    if isinstance(value, TupleValue) and is_deep:
        return TupleValue(tuple(_copied(call, item, made, is_deep) for item in value.items), value.origin)
    if isinstance(value, FrameObject):
        return copied_frame(value, host, call.origin)
    copied: ListObject | DictObject | Instance | LibraryObject
    if isinstance(value, ListObject):
        copied = copied_list(call, value)
    elif isinstance(value, DictObject):
        copied = copied_dict(call, value)
    elif isinstance(value, Instance):
        copied = Instance(value.cls, call.origin)
    elif isinstance(value, LibraryObject):
        copied = LibraryObject(value.name, value.arguments, value.origin, value.flavour)
    else:
        return value
    made[id(value)] = copied
    for cell in list(value.cells):
        if cell == OWNER:
            continue
        old = host.read(value, cell)
        host.write(copied, cell, _copied(call, old, made, is_deep) if is_deep else old)
    return copied


@handles("typing.cast", "typing_extensions.cast")
def cast(call: LibraryCall) -> Value:
    value = call.argument("val", 1)
    return call.unknown() if value is None else value


@handles("importlib.import_module", "builtins.__import__")
def import_module(call: LibraryCall) -> Value:
    """A module imported by a name that is known; ``__import__`` gives the package at the top."""
    name = call.argument("name", 0)
    if not isinstance(name, Const) or not isinstance(name.value, str) or not name.value:
        call.host.imported_unknown()
        return call.unknown()
    is_top = call.name.endswith("__") and call.argument("fromlist", 3) is None
    dotted = name.value.partition(".")[0] if is_top else name.value
    return call.host.module_named(dotted, call.origin)


@handles(*FIELD_MAKERS)
def field(call: LibraryCall) -> Value:
    """What a field of a class is given when an instance is made: its default is in the arguments."""
    return LibraryObject(call.name, call.arguments, call.origin)


@handles("dataclasses.replace", "typing.NamedTuple._replace")
def replaced(call: LibraryCall) -> Value:
    value = call.receiver or call.argument("obj", 0)
    if not isinstance(value, Instance):
        return call.unknown()
    made = Instance(value.cls, call.origin)
    for cell in list(value.cells):
        call.host.write(made, cell, call.host.read(value, cell))
    for name, changed in call.arguments.keywords.items():
        call.host.write(made, name, changed)
    return made


@handles("builtins.dir")
def names_of(call: LibraryCall) -> Value:
    value = call.argument("object", 0)
    names = None if value is None else field_names(call.host, value)
    if names is None or isinstance(value, Instance):
        return open_list(call, None)
    return listed(call, tuple(Const(name) for name in sorted(names)))
