"""The abstract values that expressions evaluate to.

Immutable values are frozen and compared by content; objects that a program can change (models,
lists, dicts, instances, scopes) are compared by identity and keep their contents in cells of the
``Store``, so that every alias reaches the same one. Origins never take part in comparisons: the same
value written in two places is one value.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from typing import TypeAlias

import libcst as cst

from compile_lint.knowledge.flavours import TF_KERAS
from compile_lint.model import Encoding, Origin, Why
from compile_lint.model.call import Evidence
from compile_lint.records import dataclass
from compile_lint.values.conditions import Condition, Test
from compile_lint.values.sizes import MAX_DETAIL, MAX_TOKEN_PARTS, MAX_TUPLE_PARTS


class Value:
    """Anything an expression can evaluate to."""

    __slots__ = ()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Const(Value):
    """None, a boolean, number, string, bytes or ``...``. ``True`` and ``1`` are different constants."""

    value: object
    origin: Origin | None = None

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Const) and type(self.value) is type(other.value) and self.value == other.value
        )

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))


class AutoMember:
    """What ``enum.auto()`` gives, as the value of a Const: unlike any other, and nothing more is known."""

    def __str__(self) -> str:  # what makes text of constants takes this for a value of which none can be made
        raise TypeError

    def __format__(self, spec: str) -> str:
        raise TypeError


@dataclass(frozen=True, slots=True)
class TupleValue(Value):
    """A tuple, or the contents of a list at one moment.

    ``is_open`` tells that there may be more items like the last ones: a loop of unknown length adds them.
    """

    items: tuple[Value, ...]
    origin: Origin | None = field(default=None, compare=False)
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class DictValue(Value):
    """The contents of a dict at one moment; keys are known constants."""

    entries: tuple[tuple[object, Value], ...]
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class SliceValue(Value):
    lower: Value
    upper: Value
    step: Value
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class LibraryName(Value):
    """Something of a library, by its canonical dotted name (``keras.layers.Dense``).

    ``flavour`` tells through which Keras it was reached (``keras``, ``tensorflow.keras``,
    ``tf_keras``); it is no part of the identity, so import fall-backs give one value.
    """

    name: str
    flavour: str | None = field(default=None, compare=False)
    origin: Origin | None = field(default=None, compare=False)


class LayerToken:
    """What names one unspecified layer of a model: each time another one, so compared by identity.

    ``home`` is the list it was taken from, and ``part`` tells which layers that list holds.
    """

    __slots__ = ("home", "model", "part")

    def __init__(self, model: Object, home: Object, part: Hashable) -> None:
        self.model = model
        self.home = home
        self.part = part


@dataclass(frozen=True, slots=True)
class UnknownValue(Value):
    """A value that could not be worked out, and why.

    ``token`` names it: the same unknown tested twice gives the same answer. Pure operations on an
    unknown derive their token from its token. ``test`` is set for comparisons with constants.
    ``negated`` belongs to ``test``: ``n != 2`` is the test ``n == 2``, negated.
    ``outline`` is what is known of a text, with ``GAP`` in place of the parts that are not.
    """

    why: Why
    detail: str = field(default="", compare=False)
    token: Hashable = field(default_factory=object)
    test: Test | None = field(default=None, compare=False)
    negated: bool = field(default=False, compare=False)
    origin: Origin | None = field(default=None, compare=False)
    outline: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if isinstance(self.token, tuple) and not has_few_parts(self.token, MAX_TOKEN_PARTS):
            object.__setattr__(self, "token", object())  # it counts as new from here on
        if len(self.detail) > MAX_DETAIL:
            object.__setattr__(self, "detail", f"{self.detail[:MAX_DETAIL]}...")


@dataclass(frozen=True, slots=True)
class Unbound(Value):
    """What a name or attribute holds before anything is assigned to it."""


UNBOUND = Unbound()


@dataclass(frozen=True, slots=True)
class Choice(Value):
    """``yes`` where the condition holds, ``no`` elsewhere."""

    condition: Condition
    yes: Value
    no: Value

    @property
    def origin(self) -> Origin | None:  # type: ignore[override]
        return self.yes.origin or self.no.origin


@dataclass(frozen=True, slots=True)
class Arguments:
    """Evaluated call arguments.

    ``is_open_positional`` and ``is_open_keyword`` say that an unknown ``*args`` or ``**kwargs`` was
    passed as well, so that an argument not listed here may have been given; ``unpacked`` is what ``*`` was
    put before, where that has a number of items that is not known. ``written`` tells where
    keywords stand in the call: the value of ``lr=RATE`` has its origin where ``RATE`` is assigned.
    """

    positional: tuple[Value, ...] = ()
    keywords: Mapping[str, Value] = field(default_factory=dict, hash=False)
    is_open_positional: bool = False
    is_open_keyword: bool = False
    written: Mapping[str, Origin] = field(default_factory=dict, compare=False)
    unpacked: Value | None = field(default=None, compare=False)

    def get(self, name: str, index: int | None = None) -> Value | None:
        """The argument called ``name``, or at position ``index`` (0-based); None if not given."""
        if name in self.keywords:
            return self.keywords[name]
        if index is not None and index < len(self.positional):
            return self.positional[index]
        return None

    def may_hold(self, name: str) -> bool:
        """Whether ``name`` may have been passed though it is not listed."""
        return name not in self.keywords and (self.is_open_keyword or self.is_open_positional)

    def __iter__(self) -> Iterator[Value]:
        yield from self.positional
        yield from self.keywords.values()


NO_ARGUMENTS = Arguments()


# --- objects that change ---------------------------------------------------------------------------


class Object(Value):
    """A mutable object: compared by identity, with cells that only the Store reads and writes."""

    __slots__ = ("cells", "origin")

    def __init__(self, origin: Origin | None = None) -> None:
        self.cells: dict[str, Value] = {}
        self.origin = origin


class Scope(Object):
    """The names of a module, function call or class body. ``parent`` is where a free name is sought."""

    __slots__ = ("declared_global", "kind", "locals", "module", "parent", "stars")

    def __init__(self, kind: str, parent: Scope | None, module: object) -> None:
        super().__init__()
        self.kind = kind  # "module", "function", "class", "comprehension"
        self.parent = parent
        self.module = module
        self.locals: frozenset[str] = frozenset()
        self.declared_global: frozenset[str] = frozenset()
        self.stars: list[str | ModuleValue] = []  # modules star-imported here, last one strongest

    @property
    def outermost(self) -> Scope:
        """The scope of the module around it."""
        return self if self.parent is None else self.parent.outermost


class ListObject(Object):
    """A list or set. Its cells are named in ``values.cells``."""

    __slots__ = ()


class DictObject(Object):
    """A dict: one cell for each known constant key, and one for the keys (see ``values.cells``)."""

    __slots__ = ()


class FrameObject(Object):
    """A pandas DataFrame: a cell for each column that code in view has set or made, and one that tells of
    all others (see ``values.cells``)."""

    __slots__ = ()


COMMAND = "[command]"  # the cell of a function with what a command line fills of its parameters


class FunctionValue(Object):
    """A function of the project: its syntax, the scope it closes over and its evaluated defaults.

    ``setter`` is, for a property, the function that is run when the attribute is set.
    """

    __slots__ = ("decorators", "defaults", "name", "node", "owner", "scope", "setter", "unit")

    def __init__(
        self,
        node: cst.FunctionDef | cst.Lambda,
        scope: Scope,
        defaults: Mapping[str, Value],
        unit: object,
        name: str,
        owner: ClassValue | None = None,
    ) -> None:
        super().__init__(Origin(unit, node))
        self.node = node
        self.scope = scope
        self.defaults = defaults
        self.unit = unit
        self.name = name
        self.owner = owner
        self.decorators: frozenset[str] = frozenset()
        self.setter: FunctionValue | None = None


class ClassValue(Object):
    """A class of the project; its cells are its attributes."""

    __slots__ = ("_mro", "bases", "name", "node", "unit")

    def __init__(self, node: cst.ClassDef, name: str, bases: tuple[Value, ...], unit: object) -> None:
        super().__init__(Origin(unit, node))
        self.node = node
        self.name = name
        self.bases = bases
        self.unit = unit
        inherited = (one for base in bases if isinstance(base, ClassValue) for one in base.mro())
        self._mro = tuple(dict.fromkeys((self, *inherited)))

    def mro(self) -> tuple[ClassValue, ...]:
        """The project classes of the method resolution order (depth first, each once)."""
        return self._mro

    def library_bases(self) -> Iterator[str]:
        """Canonical names of the library classes that this class derives from."""
        for cls in self.mro():
            for base in cls.bases:
                if isinstance(base, LibraryName):
                    yield base.name

    @property
    def has_unknown_base(self) -> bool:
        return any(isinstance(base, UnknownValue | Choice) for cls in self.mro() for base in cls.bases)


class Instance(Object):
    """An instance of a project class; its cells are its attributes."""

    __slots__ = ("cls",)

    def __init__(self, cls: ClassValue, origin: Origin | None) -> None:
        super().__init__(origin)
        self.cls = cls


class LibraryObject(Object):
    """An instance of a library class (layer, loss, metric, optimizer, callback, encoder, parser...)."""

    __slots__ = ("arguments", "flavour", "name")

    def __init__(
        self, name: str, arguments: Arguments, origin: Origin | None, flavour: str | None = None
    ) -> None:
        super().__init__(origin)
        self.name = name  # canonical dotted name of the class
        self.arguments = arguments
        self.flavour = flavour

    @property
    def class_name(self) -> str:
        return self.name.rpartition(".")[2]

    def __repr__(self) -> str:
        return f"<{self.name}>"


class ModelObject(Object):
    """A Keras model: Sequential, functional, application, or loaded.

    Cells: ``inputs`` and ``outputs`` (symbolic tensors, or lists and dicts of them; for a Sequential
    the last tensor of the chain), ``compiled`` (a CompileEvent value).
    """

    __slots__ = ("flavour", "kind", "name")

    def __init__(self, kind: str, origin: Origin | None, name: Value | None, flavour: str | None) -> None:
        super().__init__(origin)
        self.kind = kind  # "sequential", "functional", "application", "loaded", "wrapped"
        self.name = name
        self.flavour = flavour


# --- values of libraries ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Tensor(Value):
    """A symbolic tensor: what made it, from what.

    ``producer`` is a layer (LibraryObject), a project layer (Instance), a model, an unknown, or the
    canonical name of a function such as ``keras.ops.softmax``. ``inputs`` is not resolved further: a
    Choice in the trunk of a model costs nothing unless the meaning of the head depends on it.
    ``inner`` is, for a model used as a layer, its own output tensor at that time.
    """

    producer: Value | str
    inputs: Value
    origin: Origin | None
    arguments: Arguments = NO_ARGUMENTS
    inner: Value | None = None


@dataclass(frozen=True, slots=True)
class Array(Value):
    """A numpy array, pandas Series, tensor of data or labels: what is known of it as labels.

    ``encoding`` None: plain data. ``columns`` is the size of the last axis: 0 for shape ``(N,)``,
    None unknown; then ``has_rows`` may tell that there are two axes. ``has_depth`` tells that there may be
    axes between the first and the last. ``has_single_cells`` tells that each cell holds one number or text,
    as in a table that was read from a file: never a list. ``token`` tells the same data from other data
    (``fit(x, x)``).
    """

    encoding: Encoding | None = None
    made_by: str = field(default="", compare=False)
    classes: int | None = None
    lowest: float | None = None
    highest: float | None = None
    columns: int | None = None
    has_rows: bool = False
    has_depth: bool = False
    has_single_cells: bool = False
    length: int | None = None
    is_scaled: bool = False
    token: Hashable = field(default_factory=object)
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)
    predicted_by: tuple[Object, ...] = field(default=(), compare=False)  # the models that predicted these
    scaled_origin: Origin | None = field(default=None, compare=False)
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class RowToken:
    """The identity of any one row of an array, as a loop over the array sees it."""

    array: Array
    identity: object


@dataclass(frozen=True, slots=True)
class Dataset(Value):
    """Something that yields ``element`` again and again: tf.data, a generator, a directory iterator.

    ``produced`` holds, in order, what a generator function of the project yields.
    """

    element: Value
    origin: Origin | None = field(default=None, compare=False)
    produced: ListObject | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if isinstance(self.element, TupleValue):
            object.__setattr__(self, "element", bounded_tuple(self.element))


@dataclass(frozen=True, slots=True)
class Method(Value):
    """A method of a value that is no project instance: ``model.compile``, ``encoder.fit_transform``."""

    receiver: Value
    name: str
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class BoundFunction(Value):
    """A project function bound to its first argument, or with arguments filled in (partial)."""

    function: Value
    arguments: Arguments
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class SuperValue(Value):
    """``super()`` in a method of ``cls`` on ``instance``: attributes are sought behind ``cls``."""

    cls: ClassValue
    instance: Value
    origin: Origin | None = field(default=None, compare=False)


class ModuleValue(Object):
    """A module of the project. Its code is run when something is first taken from it.

    ``scope`` holds its names, None before that; ``missing`` says why it cannot be read, ``is_cut`` that
    its code was too long to be followed to its end (or gave up), and
    ``is_keras3`` on which Keras alone it runs to its end, None where that is all the same.
    """

    __slots__ = ("file", "is_cut", "is_keras3", "missing", "name", "scope")

    def __init__(self, file: object, name: str) -> None:
        super().__init__()
        self.file = file
        self.name = name
        self.scope: Scope | None = None
        self.missing: Why | None = None
        self.is_cut = False
        self.is_keras3: bool | None = None


@dataclass(frozen=True, slots=True)
class ImportedName(Value):
    """A name imported from a module of the project, not yet looked up there."""

    module: ModuleValue
    name: str
    origin: Origin | None = field(default=None, compare=False)


Callable_: TypeAlias = "FunctionValue | BoundFunction | Method | LibraryName | ClassValue"

NONE = Const(None)
TRUE = Const(True)
FALSE = Const(False)


def choose(condition: Condition, yes: Value, no: Value) -> Value:
    """``Choice(condition, yes, no)`` in its simplest form."""
    yes = restrict(yes, condition, True)
    no = restrict(no, condition, False)
    if yes is no or yes == no:
        # Of two ways to one name only tf_keras tells which Keras it leads to.
        return no if isinstance(yes, LibraryName) and yes.flavour == TF_KERAS else yes
    if isinstance(yes, Unbound):
        return no
    if isinstance(no, Unbound):
        return yes
    return Choice(condition, yes, no)


def restrict(value: Value, condition: Condition, answer: bool) -> Value:
    """``value`` where ``condition`` has been answered."""
    if not isinstance(value, Choice):
        return value
    if value.condition == condition:
        return restrict(value.yes if answer else value.no, condition, answer)
    yes = restrict(value.yes, condition, answer)
    no = restrict(value.no, condition, answer)
    if yes is value.yes and no is value.no:
        return value
    return choose(value.condition, yes, no)


def one_of(values: Iterable[Value]) -> Value:
    """Any one of some values (at least one), nobody knows which; data that is alike counts once."""
    different: dict[Value, Value] = {}
    for value in values:
        different.setdefault(_without_identity(value), value)
    first, *rest = different.values()
    for value in rest:
        first = choose(Condition(object()), first, value)
    return first


def _without_identity(value: Value) -> Value:
    if isinstance(value, Array):
        return replace(value, token=None)
    if isinstance(value, TupleValue):
        return TupleValue(tuple(_without_identity(item) for item in value.items))
    return value


def bounded_tuple(value: TupleValue) -> Value:
    """A tuple, unless tuples in it make so many parts that no one could compare it with another."""
    is_flat = not any(isinstance(item, TupleValue | Choice) for item in value.items)
    if is_flat or has_few_parts(value, MAX_TUPLE_PARTS):
        return value
    return UnknownValue(Why.TOO_DEEP, "tuples of tuples", origin=value.origin)


def has_few_parts(whole: object, limit: int) -> bool:
    """Whether a name or value has no more parts than ``limit``, parts of parts counted.

    Parts that are shared count each time, because comparing and hashing go through them each time.
    """
    stack = [whole]
    left = limit
    while stack:
        left -= 1
        if left < 0:
            return False
        part = stack.pop()
        if isinstance(part, tuple):
            stack.extend(part)
        elif isinstance(part, TupleValue):
            stack.extend(part.items)
        elif isinstance(part, UnknownValue | Array):
            stack.append(part.token)
        elif isinstance(part, Test):
            stack.append(part.subject)
        elif isinstance(part, Choice):
            stack += (part.yes, part.no)
    return True


def leaves(value: Value) -> Iterator[Value]:
    """All values a Choice may stand for; the value itself if it is no Choice."""
    stack = [value]
    while stack:
        top = stack.pop()
        if isinstance(top, Choice):
            stack += (top.no, top.yes)
        else:
            yield top
