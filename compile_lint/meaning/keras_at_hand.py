"""Which Keras a program runs on, and what that Keras computes with.

Told by the settings, else by what the program imports and sets, else by what its project declares.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from compile_lint.knowledge.flavours import (
    ANY,
    BACKENDS,
    FIRST_PRESENT_NAMES,
    JAX,
    KERAS3,
    KERAS3_MODULES,
    TENSORFLOW,
    TF_KERAS,
    TORCH,
    TRANSFORMERS,
)
from compile_lint.knowledge.modules import PRIVATE_COPY
from compile_lint.records import dataclass
from compile_lint.settings import AUTO
from compile_lint.sources.requirements import NO_REQUIREMENTS, Requirement, Requirements, Version
from compile_lint.values.conditions import IS_KERAS3, Condition
from compile_lint.values.events import EnvironmentEvent, Event, ReachEvent
from compile_lint.values.values import (
    Choice,
    Const,
    DictValue,
    Instance,
    LibraryName,
    LibraryObject,
    ModelObject,
    TupleValue,
    Value,
)

_PRIVATE_COPY_BELOW = (2, 6)  # TensorFlow's own copy is a Keras 2, frozen before that release
_TRUE = frozenset({"1", "true"})  # what keras of TensorFlow takes TF_USE_LEGACY_KERAS=... for yes

# From TensorFlow 2.16 on `tf.keras` is Keras 3; the standalone package of a 2.x is Keras 2 to the end.
_FIRST_TENSORFLOW = (2, 16)
# Keras and TensorFlow count alike from here on: `tf.keras` of TensorFlow 2.4 is Keras 2.4.
_SAME_NUMBERS = (2, 4)
_TENSORFLOW_1 = (2, 0)


@dataclass(frozen=True, slots=True)
class KerasAtHand:
    """What rules judge by. ``below`` is a version of Keras 2 that is newer than any that is allowed.

    ``has_tf_keras`` tells that the program surely imports tf_keras, beside another Keras perhaps.
    """

    keras: str = ANY
    backend: str = ANY
    below: Version | None = None
    has_tf_keras: bool = False

    def where(self, path: Mapping[Condition, bool], *parts: Value) -> KerasAtHand:
        """The Keras of one call: ``path`` is what has been decided on the way to it, ``parts`` are the model
        and what it is compiled and trained with."""
        packages = {*_packages_of(parts)} - {None}
        if TRANSFORMERS in packages:
            return replace(self, keras=TF_KERAS, backend=TENSORFLOW)
        if packages == {PRIVATE_COPY}:
            return replace(self, keras=TF_KERAS, backend=TENSORFLOW, below=_PRIVATE_COPY_BELOW)
        if self.keras != ANY:
            return self
        is_keras3 = path.get(IS_KERAS3)
        if is_keras3:
            return replace(self, keras=KERAS3)
        if is_keras3 is None and not (self.has_tf_keras and "tf_keras" in packages):
            return self
        return replace(self, keras=TF_KERAS, backend=TENSORFLOW)


def resolve_keras(
    events: Iterable[Event],
    requirements: Requirements = NO_REQUIREMENTS,
    target: str = AUTO,
    backend: str = AUTO,
) -> KerasAtHand:
    """Decide from all that is known; what contradicts itself or says nothing leaves ``ANY``."""
    program = _Program.of(events)
    keras = program.keras if target == AUTO else target
    computes = program.backend if backend == AUTO else backend
    below: Version | None = None
    if keras == ANY:
        keras, below = _declared(program, requirements)
    if keras == ANY and computes in (JAX, TORCH):
        keras = KERAS3
    if keras == TF_KERAS:
        computes = TENSORFLOW
    elif keras == KERAS3 and computes == ANY:
        computes = _declared_backend(requirements)
    return KerasAtHand(keras, computes, below, program.has_tf_keras)


# --- the program ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Program:
    """What a program itself says."""

    packages: frozenset[str]  # that it takes Keras from
    keras: str
    backend: str
    has_tf_keras: bool  # whatever way it takes

    @classmethod
    def of(cls, events: Iterable[Event]) -> _Program:
        settings: dict[str, str] = {}
        reached: list[ReachEvent] = []
        for event in events:
            if isinstance(event, ReachEvent):
                reached.append(event)
            elif isinstance(event, EnvironmentEvent) and (event.name == _SET_BACKEND or not reached):
                settings[event.name] = _text(event)
        packages = frozenset(event.package for event in reached)
        backend = settings.get(_SET_BACKEND, settings.get("KERAS_BACKEND", ANY))
        backend = backend if backend in BACKENDS else ANY
        has_tf_keras = any(event.package == "tf_keras" and not event.path for event in reached)
        return cls(packages, _keras_of(packages, reached, settings, backend), backend, has_tf_keras)


def _text(event: EnvironmentEvent) -> str:
    """What a variable surely is from here on."""
    value = event.value
    return str(value.value) if isinstance(value, Const) and not event.path else ANY


_SET_BACKEND = "keras.config.set_backend"


def _keras_of(
    packages: frozenset[str], reached: Sequence[ReachEvent], settings: dict[str, str], backend: str
) -> str:
    # ``import keras`` was Keras 2 for years and is Keras 3 now; only tf_keras says what it is.
    if packages == {"tf_keras"}:
        return TF_KERAS
    legacy = settings.get("TF_USE_LEGACY_KERAS", "").lower() in _TRUE
    if legacy and packages and packages <= {"tensorflow.keras", "tf_keras"}:
        return TF_KERAS
    if backend in (JAX, TORCH) and packages <= {"keras", "tensorflow.keras"}:
        return KERAS3
    for event in reached:
        is_sure = not event.path and not event.is_assumed
        if is_sure and event.part in KERAS3_MODULES and "tf_keras" not in packages:
            return KERAS3
    return ANY


def _packages_of(values: Iterable[Value]) -> Iterator[str | None]:
    """The packages that some values, and what they hold, were taken from."""
    stack = list(values)
    while stack:
        value = stack.pop()
        if isinstance(value, LibraryName | LibraryObject | ModelObject):
            yield value.flavour
        elif isinstance(value, Instance):
            stack += [base for cls in value.cls.mro() for base in cls.bases if isinstance(base, LibraryName)]
        elif isinstance(value, TupleValue):
            stack += value.items
        elif isinstance(value, DictValue):
            stack += [entry for _, entry in value.entries]
        elif isinstance(value, Choice):
            stack += [value.yes, value.no]


# --- the project ------------------------------------------------------------------------------------


def _declared(program: _Program, requirements: Requirements) -> tuple[str, Version | None]:
    """Which Keras the packages of a program are by the project's requirements, and before which version."""
    verdicts = {_of_package(package, requirements) for package in program.packages}
    if len(verdicts) != 1:
        return ANY, None
    keras = verdicts.pop()
    if keras != TF_KERAS:
        return keras, None
    limits = [_limit(one) for name in ("keras", "tensorflow") for one in requirements.of(name)]
    known = [limit for limit in limits if limit is not None]
    return keras, min(known, default=None)


def _of_package(package: str, requirements: Requirements) -> str:
    keras, tensorflow = requirements.of("keras"), requirements.of("tensorflow")
    by_keras = _agreed(keras, (3, 0))
    by_tensorflow = _agreed(tensorflow, _FIRST_TENSORFLOW)
    if package == "keras":
        return by_keras if keras and by_keras != ANY else by_tensorflow
    if package == "tensorflow.keras":
        verdict = by_tensorflow if tensorflow and by_tensorflow != ANY else by_keras
        # Beside a newer TensorFlow tf_keras is there for TF_USE_LEGACY_KERAS=1, or for another library alone.
        return ANY if verdict == KERAS3 and requirements.of("tf-keras") else verdict
    return TF_KERAS if package == "tf_keras" else ANY


def _agreed(found: Sequence[Requirement], limit: Version) -> str:
    """Which Keras all lines on one package lead to, where that is one."""
    verdicts = {
        TF_KERAS if one.is_below(*limit) else KERAS3 if one.is_at_least(*limit) else ANY for one in found
    }
    return verdicts.pop() if len(verdicts) == 1 else ANY


def _limit(requirement: Requirement) -> Version | None:
    """The version of Keras 2 that is newer than all that a line on Keras or TensorFlow allows."""
    if requirement.high is None:
        return None
    if requirement.package == "keras" or not requirement.is_below(*_SAME_NUMBERS):
        return requirement.high
    return FIRST_PRESENT_NAMES if requirement.is_below(*_TENSORFLOW_1) else _SAME_NUMBERS


def _declared_backend(requirements: Requirements) -> str:
    """The only backend that the project asks for."""
    found = [name for name in (TENSORFLOW, JAX, TORCH) if requirements.of(name)]
    return found[0] if len(found) == 1 else ANY
