"""Which rules are on: what ``select`` and ``ignore`` mean, and other settings that name rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compile_lint.findings import Severity
from compile_lint.records import dataclass
from compile_lint.rules.registry import Rule
from compile_lint.settings import Settings, SettingsError, key_of, nearest

ALL = "ALL"

# How narrowly a selector names a rule: 0 for ALL, the length of a prefix, or this for code and name.
_EXACT = 100
_NOT_NAMED = -1


@dataclass(frozen=True, slots=True)
class Selection:
    """The codes that are on, and the least severity that each of them is reported at.

    ``others`` holds for codes that are not named; None where they are off.
    """

    thresholds: dict[str, Severity]
    others: Severity | None = None

    def is_on(self, code: str) -> bool:
        """Whether findings of this code are reported at all."""
        return self.others is not None or code in self.thresholds

    def wants(self, code: str, severity: Severity) -> bool:
        """Whether a finding of this code and severity is to be reported."""
        threshold = self.thresholds.get(code, self.others)
        return threshold is not None and severity.rank >= threshold.rank


def resolve_selection(settings: Settings, rules: Sequence[Rule]) -> Selection:
    """Work out which rules are on.

    The narrower of ``select`` and ``ignore`` wins, and ``ignore`` wins a tie. Rules that are
    always on (a file could not be parsed, or not be judged) stay on unless they are ignored: selecting some
    rules must not hide that a file was not checked.

    Raises ``SettingsError`` for a selector that names no rule.
    """
    if not (settings.select or settings.extend_select or settings.ignore or settings.extend_ignore):
        return Selection({}, settings.min_severity or Severity.WARNING)  # no rule needs to be known
    select = _selectors(settings, "select", settings.select, rules)
    asked_for = [*select, *_selectors(settings, "extend_select", settings.extend_select, rules)]
    ignore = _selectors(settings, "ignore", settings.ignore, rules)
    ignore += _selectors(settings, "extend_ignore", settings.extend_ignore, rules)
    thresholds = {}
    for rule in rules:
        selected = _narrowest(asked_for, rule)
        if not select or rule.is_always_on:
            selected = max(selected, 0)
        if selected > _narrowest(ignore, rule):
            thresholds[rule.code] = settings.min_severity or _default_threshold(asked_for, rule)
    return Selection(thresholds)


def selected_by(settings: Settings, name: str, selectors: Iterable[str], rules: Sequence[Rule]) -> list[str]:
    """Return the codes of the rules that some selectors of the setting ``name`` stand for.

    Raises ``SettingsError`` for a selector that names no rule.
    """
    parsed = _selectors(settings, name, selectors, rules)
    return [rule.code for rule in rules if _narrowest(parsed, rule) >= 0]


def codes_named(text: str, rules: Sequence[Rule]) -> frozenset[str]:
    """Return the codes of the rules that one selector stands for.

    Raises ``SettingsError`` if it names no rule.
    """
    selector = _Selector.parse(text, rules)
    return frozenset(rule.code for rule in rules if selector.narrowness(rule) >= 0)


def _selectors(settings: Settings, name: str, texts: Iterable[str], rules: Sequence[Rule]) -> list[_Selector]:
    try:
        return [_Selector.parse(text, rules) for text in texts]
    except SettingsError as error:
        place = settings.place_of(name)
        if not place:
            raise
        raise SettingsError(f"`{key_of(name)}`: {error}{_not_loaded(settings, rules)}", place) from None


def _not_loaded(settings: Settings, rules: Sequence[Rule]) -> str:
    """Say why rules of a plugin may be missing that these settings name, as those of a folder looked at."""
    if not settings.plugins or any(rule.plugin for rule in rules):
        return ""
    return "; `plugins` of these settings count only where the command is started below them"


def resolve_rule(text: str, rules: Sequence[Rule]) -> Rule:
    """Return the rule with this code or name; raises ``SettingsError`` that names the nearest one."""
    for rule in rules:
        if text.upper() == rule.code or text.lower() == rule.name:
            return rule
    raise SettingsError(_unknown(text, [*(rule.code for rule in rules), *(rule.name for rule in rules)]))


@dataclass(frozen=True, slots=True)
class _Selector:
    """One value of ``--select`` or ``--ignore``: ``ALL``, a prefix of codes, a code, or a name."""

    text: str

    @classmethod
    def parse(cls, text: str, rules: Sequence[Rule]) -> _Selector:
        codes = [rule.code for rule in rules]
        names = [rule.name for rule in rules]
        if text.lower() in names:
            return cls(text.lower())
        if text.upper() == ALL or any(code.startswith(text.upper()) for code in codes):
            return cls(text.upper())
        families = sorted({code[:3] for code in codes})
        raise SettingsError(_unknown(text, [*codes, *names, *families, ALL]))

    def narrowness(self, rule: Rule) -> int:
        if self.text in (rule.code, rule.name):
            return _EXACT
        if self.text == ALL:
            return 0
        return len(self.text) if rule.code.startswith(self.text) else _NOT_NAMED


def _narrowest(selectors: Iterable[_Selector], rule: Rule) -> int:
    return max((selector.narrowness(rule) for selector in selectors), default=_NOT_NAMED)


def _default_threshold(select: Sequence[_Selector], rule: Rule) -> Severity:
    """Hints are off, unless everything is asked for or the rule is asked for by its own name."""
    asked_for = any(selector.text == ALL or selector.narrowness(rule) == _EXACT for selector in select)
    return Severity.INFO if asked_for else Severity.WARNING


def _unknown(text: str, valid: Sequence[str]) -> str:
    return f"no rule has the code or name `{text}`{nearest(text, valid)}"
