"""What happens to models while the program runs: compile, training, reports on predictions.

Events are objects of the store's world, so that a cell can say which compile call is in force, but
they are also kept in a log that branches do not undo; each event carries the path it happened on.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from compile_lint.model import Evidence, Origin, UseKind
from compile_lint.reach import Reach
from compile_lint.records import dataclass
from compile_lint.values.conditions import Condition
from compile_lint.values.kinds import EPOCH_LOGS
from compile_lint.values.values import NO_ARGUMENTS, Arguments, LibraryObject, Object, Value


class Event(Object):
    """Something that happened, on one path, on one chain of calls."""

    __slots__ = ("chain", "chain_key", "is_to_fail", "path", "reach")

    def __init__(self, origin: Origin | None) -> None:
        super().__init__(origin)
        self.path: Mapping[Condition, bool] = {}
        self.chain: tuple[Origin, ...] = ()
        self.chain_key: Hashable = ()
        self.reach = Reach.BY_PROGRAM
        self.is_to_fail = False  # where a test expects an exception or a warning

    @property
    def is_assumed(self) -> bool:
        """Whether it happens in a function that nothing in view calls, or by one."""
        return self.reach is not Reach.BY_PROGRAM


class CompileEvent(Event):
    """``model.compile(...)``: a snapshot of the model's outputs and the arguments."""

    __slots__ = ("adds_losses", "arguments", "has_own_training", "inputs", "model", "outputs")

    def __init__(
        self,
        origin: Origin | None,
        model: Value,
        outputs: Value,
        arguments: Arguments,
        *,
        inputs: Value | None = None,
        has_own_training: bool = False,
        adds_losses: bool = False,
    ) -> None:
        super().__init__(origin)
        self.model = model
        self.outputs = outputs
        self.inputs = inputs
        self.arguments = arguments
        self.has_own_training = has_own_training
        self.adds_losses = adds_losses  # by add_loss, and its own training is no more than that


SEARCH = "[search]"  # the keyword, which no call can have, of training by a tuner: the call that made it


class FitEvent(Event):
    """A training call on a compiled model.

    ``outputs`` are the model's outputs by then: layers may have been added since it was compiled.
    ``logs`` stands for what callbacks are given after each epoch, and ``followed`` are those callbacks of
    the project that were run with it.
    """

    __slots__ = ("arguments", "compiled", "followed", "logs", "method", "outputs")

    def __init__(
        self,
        origin: Origin | None,
        compiled: CompileEvent,
        method: str,
        arguments: Arguments,
        outputs: Value,
    ) -> None:
        super().__init__(origin)
        self.outputs = outputs
        self.compiled = compiled
        self.method = method
        self.arguments = arguments
        self.logs = LibraryObject(EPOCH_LOGS, NO_ARGUMENTS, origin)
        self.followed: set[Value] = set()


class UncompiledFitEvent(Event):
    """A training call on a model that was never compiled on this path."""

    __slots__ = ("method", "model")

    def __init__(self, origin: Origin | None, model: Object, method: str) -> None:
        super().__init__(origin)
        self.model = model
        self.method = method


class UncompiledUseEvent(Event):
    """Something is asked of a model of which no compile call is in view, as of one that was loaded."""

    __slots__ = ("detail", "kind", "model")

    def __init__(self, origin: Origin | None, model: Object, kind: UseKind, detail: str) -> None:
        super().__init__(origin)
        self.model = model
        self.kind = kind
        self.detail = detail  # the function or method


ALL_LAYERS = "all layers"
SOME_LAYERS = "some layers"  # that a condition picks, perhaps none


@dataclass(frozen=True, slots=True)
class NamedLayer:
    """The part of a model that is one layer, of which no more is known than its name."""

    name: str


class TrainableEvent(Event):
    """``trainable`` of a model or layer was written.

    In a loop over the layers of a model that are not in view it is owner, and ``part`` tells which of them
    are meant: ``ALL_LAYERS``, ``SOME_LAYERS``, what a slice is known by, or a ``NamedLayer``. Elsewhere it
    is None.
    """

    __slots__ = ("owner", "part", "value")

    def __init__(self, origin: Origin | None, owner: Object, value: Value, part: Hashable = None) -> None:
        super().__init__(origin)
        self.owner = owner
        self.value = value
        self.part = part

    @property
    def is_of_all(self) -> bool:
        """Whether the owner as a whole is frozen or thawed."""
        return self.part in (None, ALL_LAYERS)


class LayersEvent(Event):
    """A layer was added to a model, or taken from it: ``method`` is "add" or "pop"."""

    __slots__ = ("method", "model")

    def __init__(self, origin: Origin | None, model: Object, method: str) -> None:
        super().__init__(origin)
        self.model = model
        self.method = method


class ReportEvent(Event):
    """A scikit-learn style report on predictions; ``model`` is None where they cannot be attributed."""

    __slots__ = ("function", "model")

    def __init__(self, origin: Origin | None, function: str, model: Object | None) -> None:
        super().__init__(origin)
        self.function = function
        self.model = model


class PartEvent(Event):
    """A model was used as a part of another model."""

    __slots__ = ("model",)

    def __init__(self, origin: Origin | None, model: Object) -> None:
        super().__init__(origin)
        self.model = model


class EvidenceEvent(Event):
    """A sign of imbalance that is not tied to one array."""

    __slots__ = ("evidence",)

    def __init__(self, origin: Origin | None, evidence: Evidence) -> None:
        super().__init__(origin)
        self.evidence = evidence


@dataclass(frozen=True, slots=True)
class Trace:
    """What one run of a program left: its events in order.

    ``has_untold`` tells that no way led to some call of a ``compile``, or none with what it is called on:
    other programs may.
    """

    events: tuple[Event, ...]
    modules: Mapping[int, object]  # the syntax trees of all units that ran, by the unit's identity
    has_untold: bool = False


class UseEvent(Event):
    """Something is done with what a compiled model predicts or logs, or asked of it.

    ``fit`` is the training call whose logs are meant; None for predictions. ``subject`` names the value that
    is used where a condition on it would tell that the program knows about it. ``read`` is where a log is
    taken by its name.
    """

    __slots__ = ("compiled", "detail", "fit", "kind", "read", "subject")

    def __init__(
        self,
        origin: Origin | None,
        compiled: CompileEvent,
        kind: UseKind,
        detail: str,
        fit: FitEvent | None = None,
        subject: Hashable = None,
        read: Origin | None = None,
    ) -> None:
        super().__init__(origin)
        self.compiled = compiled
        self.kind = kind
        self.detail = detail  # the function or method; the name of a log
        self.fit = fit
        self.subject = subject
        self.read = read


class ReachEvent(Event):
    """The program reaches a part of Keras for the first time by one way.

    ``package`` is the one it takes Keras from, as ``knowledge.modules.flavour`` names it; ``part`` the
    canonical name of the module or object of ``keras`` that is reached.
    """

    __slots__ = ("package", "part")

    def __init__(self, origin: Origin | None, package: str, part: str) -> None:
        super().__init__(origin)
        self.package = package
        self.part = part


class EnvironmentEvent(Event):
    """The program sets an environment variable."""

    __slots__ = ("name", "value")

    def __init__(self, origin: Origin | None, name: str, value: Value) -> None:
        super().__init__(origin)
        self.name = name
        self.value = value


class RegisterEvent(Event):
    """The program registers losses, metrics or layers under names of its own."""

    __slots__ = ()
