"""What the rules on callbacks ask: which log a callback reads, and whether training writes it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from string import Formatter

from compile_lint.findings import Problem, Remedy
from compile_lint.knowledge.closeness import closest, fold
from compile_lint.knowledge.flavours import TF_KERAS
from compile_lint.knowledge.metrics import metric_by_string
from compile_lint.model import Because, Callback, CompileCall, Known, LogName, Origin, Use, UseKind
from compile_lint.model.intents import Intent, ReplaceKey, ReplaceWord, SetKeyword
from compile_lint.records import dataclass
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.remedies import safe

_VALIDATION = "val_"
_ACCURACY = ("accuracy", "acc")
MAX_SHOWN = 6  # names of logs in one message


@dataclass(frozen=True, slots=True)
class Monitor:
    """The log that one callback reads, as written or by default."""

    callback: Callback
    name: str
    origin: Origin
    mode: str  # "auto", "min" or "max"
    is_read: bool  # a checkpoint that keeps every epoch never looks at it

    @property
    def base(self) -> str:
        """The name without ``val_``."""
        return self.name.removeprefix(_VALIDATION)

    @property
    def is_validation(self) -> bool:
        return self.name.startswith(_VALIDATION)

    @property
    def subject(self) -> Hashable:
        return subject_of(self.callback, self.name)


def subject_of(callback: Callback, name: str) -> Hashable:
    """What a problem with one name in one callback is about."""
    return (id(callback.origin.node), name)


def callbacks_of(call: CompileCall) -> Iterator[Callback]:
    """Every built-in callback that the training call is given."""
    if call.fit is None or not heads_to_judge(call):
        return
    for slot in call.fit.callbacks:
        if isinstance(slot, Known):
            yield slot.value


def monitors_of(call: CompileCall) -> Iterator[Monitor]:
    """The log that each callback reads, where both the name and the mode are known."""
    for callback in callbacks_of(call):
        name = callback.value("monitor", callback.fact.default_monitor)
        mode = callback.value("mode", "auto")
        best_only = callback.value("save_best_only", False)
        if not isinstance(name, str) or not isinstance(mode, str) or best_only is ...:
            continue
        is_read = not callback.fact.may_keep_best_only or bool(best_only)
        known = mode if mode in ("min", "max") else "auto"
        yield Monitor(callback, name, callback.place("monitor"), known, is_read)


def fails_on_guess(call: CompileCall, monitor: Monitor) -> bool:
    """Whether Keras 3 raises because mode "auto" finds no direction for the name."""
    if monitor.callback.fact.is_tuner or call.keras == TF_KERAS or monitor.mode != "auto":
        return False
    found = call.logs.find(monitor.base, call.keras)
    return found is None or not found.is_guessed


def names_are_known(call: CompileCall) -> bool:
    """Whether every name that this training logs is in view."""
    return call.logs.is_complete and call.fit is not None and not call.fit.may_log_more


def is_unlogged(call: CompileCall, name: str) -> bool:
    """Whether training surely logs nothing under this name, validated or not."""
    base = name.removeprefix(_VALIDATION)
    return names_are_known(call) and call.logs.find(base, call.keras) is None


def lacks_validation(call: CompileCall, name: str) -> bool:
    """Whether the name is one of validation, and training has surely no validation."""
    return (
        name.startswith(_VALIDATION)
        and call.fit is not None
        and call.fit.validates is False
        and not call.fit.may_log_more
    )


@dataclass(frozen=True, slots=True)
class Absence:
    """Why a name is not logged, as the end of a sentence; what shows it, and what to read instead."""

    reason: str
    because: tuple[Because, ...]
    advice: str
    meant: str | None = None  # the logged name that was clearly meant


def absence_of(call: CompileCall, name: str) -> Absence | None:
    """Why training surely logs nothing under a name that the program reads; None if it may."""
    if call.fit is None or not heads_to_judge(call):
        return None
    training = Because(call.fit.origin, "the training")
    if is_unlogged(call, name):
        meant = meant_name(call, name)
        advice = f"Read `{meant}`" if meant else "Read a name that is logged"
        reason = f"training logs only {logs_phrase(call)}"
        return Absence(reason, (training, *shows_logs(call)), advice, meant)
    if lacks_validation(call, name):
        advice = "Give `fit` validation data or a split, or leave the name out"
        return Absence("the training has no validation data", (training,), advice)
    return None


def unlogged_reads(call: CompileCall, effects: Mapping[UseKind, str]) -> Iterator[Problem]:
    """A problem for each read, of the kinds that have an effect, of a name that training does not log."""
    for use in call.uses:
        absence = absence_of(call, use.detail) if use.kind in effects else None
        if absence is not None:
            yield Problem(
                at=use.origin,
                message=f"`{use.detail}` is not {effects[use.kind]}: {absence.reason}",
                because=absence.because,
                advice=absence.advice,
                is_possible=not use.is_by_default,
                subject=(id(use.origin.node), use.detail),
                remedies=_read_instead(use, absence.meant),
            )


def _read_instead(use: Use, meant: str | None) -> tuple[Remedy, ...]:
    if meant is None or use.read is None:
        return ()
    return safe(f"Read `{meant}`", ReplaceKey(use.read, meant))


def placeholders(callback: Callback) -> tuple[str, ...]:
    """The names that the file name of a checkpoint is surely formatted with, in order, each once."""
    pieces = callback.text_pieces("filepath") if callback.fact.has_filepath else ()
    names = (name for piece in pieces for name in _fields(piece))
    return tuple(dict.fromkeys(name for name in names if name.isidentifier()))


def _fields(text: str) -> list[str]:
    try:
        return [name for _, name, _, _ in Formatter().parse(text) if name]
    except ValueError:  # a lone brace
        return []


def logs_phrase(call: CompileCall) -> str:
    """What training logs, as the object of a sentence."""
    names = [name for name in call.logs.names(call.keras) if not _is_rate(name)]
    shown = [f"`{name.text}`" for name in names[:MAX_SHOWN]]
    listed = ", ".join(dict.fromkeys(shown)) + (", ..." if len(names) > MAX_SHOWN else "")
    if call.fit is None or call.fit.validates is False:
        return listed
    return f"{listed} and `val_` of each" if call.fit.validates else f"{listed} and perhaps `val_` of each"


def shows_logs(call: CompileCall) -> tuple[Because, ...]:
    """Show the metrics whose names are logged, or the compile call that has none."""
    metrics = {
        id(name.origin.node): Because(name.origin, f"logged as `{name.text}`")
        for name in reversed(call.logs.names(call.keras))
        if name.origin is not None
    }
    return tuple(reversed(metrics.values())) or (Because(call.site, "no metrics are given"),)


def meant_name(call: CompileCall, name: str) -> str | None:
    """The one logged name that a wrong one clearly means."""
    base = name.removeprefix(_VALIDATION)
    texts = [one.text for one in call.logs.names(call.keras) if not _is_rate(one)]
    close: tuple[str, ...] = closest(base, {fold(text): text for text in texts})
    if base in _ACCURACY:
        close = tuple(text for text in texts if text.endswith(_ACCURACY))
    fact = metric_by_string(base)
    if not close and fact is not None:
        close = tuple(text for text in texts if metric_by_string(text) is fact)
    return name.removesuffix(base) + close[0] if len(close) == 1 else None


def _is_rate(name: LogName) -> bool:
    return name.origin is None and name.best_mode is None


def change_option(call: CompileCall, callback: Callback, option: str, text: str) -> Intent | None:
    """A string option of a callback gets a value, whether it was written or not."""
    if call.fit is None or callback.is_open:
        return None
    if option in callback.options:
        return ReplaceWord(callback.place(option), text, callback.origin)
    return SetKeyword(callback.origin, option, text, call.fit.origin)
