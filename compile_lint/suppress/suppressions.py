"""What the comments of a run suppress, and which of them suppress nothing or mean nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import field, replace

from compile_lint.findings import Certainty, Finding
from compile_lint.records import dataclass
from compile_lint.rules import internal_error, invalid_suppression, unused_suppression
from compile_lint.rules.registry import Rule
from compile_lint.rules.selection import codes_named
from compile_lint.settings import SettingsError, SettingsLookup
from compile_lint.sources import SourceUnit
from compile_lint.spans import Span
from compile_lint.suppress.comments import Malformed, comments_of
from compile_lint.suppress.record import Comment, CommentRecord, Scope
from compile_lint.suppress.removal import without_names

# What is said about the comments themselves, and a failure of ours, no comment can keep silent.
_BEYOND_COMMENTS = frozenset({rule.RULE.code for rule in (internal_error, invalid_suppression)})


@dataclass(slots=True)
class Suppressions:
    """Reads suppression comments into a record, and tells what they suppress.

    ``lookup`` says where comments count at all, and where they need a reason; ``rules`` are those that they
    may name.
    """

    lookup: SettingsLookup
    rules: Sequence[Rule]
    record: CommentRecord = field(default_factory=CommentRecord)

    def read(self, unit: SourceUnit) -> tuple[Span, ...]:
        """Take in the comments of a unit; returns the places of those that are new."""
        key = (unit.path, hash(unit.text))
        if key in self.record.texts or not self.lookup.of_reached_file(unit.path).suppressions:
            return ()
        self.record.texts.add(key)
        found = comments_of(unit)
        for one in found:
            if isinstance(one, Malformed):
                self._reject(one.span, one.message)
            else:
                self._take(one)
        return tuple(one.span for one in found)

    def _take(self, comment: Comment) -> None:
        valid = []
        for name in comment.names:
            try:
                codes_named(name, self.rules)
            except SettingsError as error:  # noqa: PERF203 - a comment names few rules
                self._reject(comment.span, str(error))
            else:
                valid.append(name)
        if valid or not comment.names:
            self.record.comments.setdefault(comment.span.path, {})[comment.span] = comment
            lacks_reason = comment.names and not comment.reason
            if lacks_reason and self.lookup.of_reached_file(comment.span.path).require_reason:
                self._reject(comment.span, _no_reason(comment))

    def _reject(self, span: Span, message: str) -> None:
        advice = "Write `# compile-lint: ignore[CODE] reason`, with a code or name of a rule"
        self.record.invalid.setdefault(span, _finding(invalid_suppression.RULE, span, message, advice))

    def cover(self, finding: Finding) -> bool:
        """Whether a finding is suppressed; the comments that do it are of use."""
        if finding.code in _BEYOND_COMMENTS:
            return False
        covered = False
        for place in {finding.span, finding.site or finding.span}:
            for span, comment in self.record.comments.get(place.path, {}).items():
                if comment.covers(place):
                    names = [name for name in comment.names if self._names(name, finding.code)]
                    self.record.used.setdefault(span, set()).update(names)
                    covered = covered or bool(names) or not comment.names
        return covered

    def _names(self, name: str, code: str) -> bool:
        try:
            return code in codes_named(name, self.rules)
        except SettingsError:
            return False

    def findings(self, judged: Collection[str]) -> Iterator[Finding]:
        """Yield what is wrong with comments; that one is of no use is said only where all was ``judged``."""
        record = self.record
        yield from record.invalid.values()
        for path in sorted(set(judged) & record.comments.keys()):
            for span, comment in record.comments[path].items():
                idle = [name for name in comment.names if name not in record.used.get(span, ())]
                idle = [name for name in idle if self._is_to_be_used(name)]
                if idle and span not in record.invalid:
                    finding = _unused(comment, idle)
                    if not self.cover(finding):
                        yield finding

    def _is_to_be_used(self, name: str) -> bool:
        """Whether it names anything but what is said of comments themselves."""
        return not self._names(name, unused_suppression.RULE.code)


def _unused(comment: Comment, idle: list[str]) -> Finding:
    names = " and ".join(f"`{name}`" for name in idle)
    verb = "is" if len(idle) == 1 else "are"
    message = f"{names} {verb} suppressed, but not found here"
    title = "Remove the comment" if len(idle) == len(comment.names) else f"Remove {names} from the comment"
    advice = title
    if comment.scope is Scope.STATEMENT and comment.stands_alone:
        advice += ", or use `ignore-next-line` for the statement below"
    fix = without_names(comment, idle, title)
    return replace(_finding(unused_suppression.RULE, comment.span, message, advice), fix=fix)


def _no_reason(comment: Comment) -> str:
    if comment.scope is Scope.NOQA:
        return "a reason is required, which `noqa` cannot give"
    return "a reason is required behind the brackets"


def _finding(rule: Rule, span: Span, message: str, advice: str) -> Finding:
    return Finding(rule.code, rule.name, rule.severity, Certainty.CERTAIN, message, span, advice=advice)
