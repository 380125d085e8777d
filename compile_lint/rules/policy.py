"""What a run reports of each file: which rules are on there, how severe they are, how sure they must be."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import field

from compile_lint.findings import Certainty, Severity
from compile_lint.patterns import Pattern, PatternSet
from compile_lint.records import dataclass
from compile_lint.rules.registry import Rule
from compile_lint.rules.selection import Selection, resolve_selection, selected_by
from compile_lint.settings import Settings, SettingsError, SettingsLookup


@dataclass(frozen=True, slots=True)
class Policy:
    """What is reported of one file."""

    selection: Selection
    severities: dict[str, Severity]
    min_certainty: Certainty
    ignored: frozenset[str] = frozenset()  # codes that are off in this file

    def severity(self, code: str, severity: Severity) -> Severity:
        """The severity of a finding, where the settings give another one than its rule."""
        return self.severities.get(code, severity)

    def is_on(self, code: str) -> bool:
        """Whether findings of a code are reported at all."""
        return self.selection.is_on(code) and code not in self.ignored

    def wants(self, code: str, severity: Severity, certainty: Certainty) -> bool:
        """Whether a finding is to be reported; ``severity`` is the rule's own."""
        return (
            certainty.rank >= self.min_certainty.rank
            and code not in self.ignored
            and self.selection.wants(code, self.severity(code, severity))
        )


@dataclass(frozen=True, slots=True)
class _FolderPolicy:
    """What holds for all files with the same settings."""

    general: Policy
    per_file: tuple[tuple[PatternSet, frozenset[str]], ...]

    @classmethod
    def of(cls, settings: Settings, rules: Sequence[Rule]) -> _FolderPolicy:
        per_file = tuple(
            (_files(pattern), frozenset(selected_by(settings, "per_file_ignores", selectors, rules)))
            for pattern, selectors in settings.per_file_ignores
        )
        severities: dict[str, Severity] = {}
        # A narrower name comes later and overrides.
        named = [
            (selected_by(settings, "severity", [name], rules), severity)
            for name, severity in settings.severity
        ]
        for codes, severity in sorted(named, key=lambda one: -len(one[0])):
            severities.update(dict.fromkeys(codes, severity))
        general = Policy(resolve_selection(settings, rules), severities, settings.min_certainty)
        return cls(general, per_file)

    def of_file(self, path: str) -> Policy:
        ignored = [codes for files, codes in self.per_file if files.matches(path)]
        if not ignored:
            return self.general
        general = self.general
        return Policy(
            general.selection, general.severities, general.min_certainty, frozenset().union(*ignored)
        )


def _files(pattern: Pattern) -> PatternSet:
    return PatternSet((pattern,))


@dataclass(slots=True)
class Policies:
    """What is reported of every file of a run.

    Raises ``SettingsError``, here and in ``ensure``, for settings that name no rule.
    """

    lookup: SettingsLookup
    rules: Sequence[Rule]
    _folders: dict[int, _FolderPolicy] = field(default_factory=dict)
    _files: dict[str, Policy] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._folder(self.lookup.here())  # a mistake is told before the work begins

    def of(self, path: str) -> Policy:
        """What is reported of the file of this path, as seen from the working folder.

        It may be one that only a program leads to.
        """
        if path not in self._files:
            self._files[path] = self._around(path).of_file(path)
        return self._files[path]

    def ensure(self, path: str) -> None:
        """Make sure of the settings of a file that is looked at."""
        self._folder(self.lookup.of_file(path))

    def _around(self, path: str) -> _FolderPolicy:
        for settings in self.lookup.around_reached_file(path):
            with suppress(SettingsError):
                return self._folder(settings)
        raise AssertionError("what holds without files is made sure of before the work begins")

    def _folder(self, settings: Settings) -> _FolderPolicy:
        if id(settings) not in self._folders:  # the lookup keeps its settings
            self._folders[id(settings)] = _FolderPolicy.of(settings, self.rules)
        return self._folders[id(settings)]
