"""What a user can set, as one frozen and validated value.

``Settings`` is the one list of settings: the reader of files, the JSON schema, the reference in ``docs/``
and ``compile-lint config`` are all made from its fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import Field, field, fields
from pathlib import Path
from typing import Any

from compile_lint.findings import Certainty, Severity
from compile_lint.knowledge.imbalance import MAX_WORDS, words_in
from compile_lint.patterns import Pattern
from compile_lint.records import dataclass
from compile_lint.settings.declarations import KnownLayer, KnownLoss, KnownMetric
from compile_lint.settings.key_lines import place_of_key
from compile_lint.settings.kinds import (
    AFile,
    AGlob,
    Flag,
    ListOf,
    OneOf,
    RecordOf,
    TableOf,
    Text,
    Whole,
    setting,
)
from compile_lint.settings.naming import key_of

DOCUMENT_EXTENSIONS = ("md", "markdown", "rst")
"""The kinds of prose whose code can be read; they are sought only where a user asks for them."""

AUTO = "auto"
TARGETS = (AUTO, "keras3", "tf_keras")
"""Which Keras to judge by; ``auto`` reads it off the program and its project."""

BACKENDS = (AUTO, "tensorflow", "jax", "torch")
"""What Keras 3 computes with; ``auto`` as above."""

USUAL_EXCLUDES = tuple(
    map(
        Pattern,
        (
            ".compile_lint_cache",
            ".direnv",
            ".eggs",
            ".git",
            ".hg",
            ".ipynb_checkpoints",
            ".mypy_cache",
            ".nox",
            ".pyenv",
            ".pytest_cache",
            ".pytype",
            ".ruff_cache",
            ".svn",
            ".tox",
            ".venv",
            "__pycache__",
            "__pypackages__",
            "_build",
            "build",
            "dist",
            "node_modules",
            "site-packages",
            "venv",
        ),
    )
)
"""Names of files and folders that are passed over, wherever they stand; as are all virtual environments."""


class SettingsError(Exception):
    """A setting that cannot be used; the message says which and why, and the place where it was given."""

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(f"{place}: {message}" if place else message)
        self.place = place


# What decides which files are read, and how and where a run shows what it found.
_OF_RUNS = frozenset(
    """
    exclude extend_exclude include respect_gitignore force_exclude extensions baseline output_format
    cache_dir jobs
    """.split()
)

_SELECTORS = ListOf(Text(), "codes, prefixes of codes, rule names or `ALL`")
_GLOBS = ListOf(AGlob(), "patterns as in `.gitignore`")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run, or of the files below one folder.

    ``min_severity`` is ``None`` where it was not given: then hints are off unless they are selected.
    ``places`` says where each setting comes from that is not the default.

    Raises ``SettingsError`` for a value that means nothing.
    """

    select: tuple[str, ...] = setting(
        _SELECTORS,
        (),
        "The rules that are on. Without it all rules are, but for hints.",
        example='["CL1", "probabilities-as-logits"]',
    )
    extend_select: tuple[str, ...] = setting(
        _SELECTORS, (), "Rules that are on besides; the way to turn a hint on.", example='["CL108", "CL406"]'
    )
    ignore: tuple[str, ...] = setting(
        _SELECTORS,
        (),
        "The rules that are off. The narrower of `select` and `ignore` wins, and `ignore` wins a tie.",
        example='["CL501"]',
    )
    extend_ignore: tuple[str, ...] = setting(
        _SELECTORS, (), "Rules that are off besides.", example='["CL701"]'
    )
    per_file_ignores: tuple[tuple[Pattern, tuple[str, ...]], ...] = setting(
        TableOf(AGlob(), _SELECTORS, "patterns of files to lists of rules"),
        (),
        "Rules that are off in some files.",
        example='{ "tests/**" = ["CL6"], "notebooks/*.ipynb" = ["ALL"] }',
    )
    severity: tuple[tuple[str, Severity], ...] = setting(
        TableOf(Text(), OneOf(Severity), "codes, prefixes of codes or rule names to severities"),
        (),
        "Severities in place of the rules' own; the narrowest name wins.",
        example='{ CL406 = "warning", CL7 = "error" }',
    )
    min_severity: Severity | None = setting(
        OneOf(Severity),
        None,
        "Report nothing milder. Without it `warning`, and `info` for what is selected by code, by name "
        "or by `ALL`.",
        example='"error"',
    )
    min_certainty: Certainty = setting(
        OneOf(Certainty),
        Certainty.CERTAIN,
        "`certain`, or `possible` for faults that need more than the declared defaults, or that rest on a "
        "name alone.",
        example='"possible"',
    )
    exclude: tuple[Pattern, ...] = setting(
        _GLOBS,
        USUAL_EXCLUDES,
        "Files and folders to pass over; in place of the usual ones.",
        example='["vendor", "notebooks/old/"]',
    )
    extend_exclude: tuple[Pattern, ...] = setting(
        _GLOBS, (), "Files and folders to pass over besides.", example='["tests/cases"]'
    )
    include: tuple[Pattern, ...] = setting(
        _GLOBS,
        (),
        "The files to look for in folders, in place of Python files, notebooks and those of `extensions`.",
        example='["*.py", "scripts/train"]',
    )
    respect_gitignore: bool = setting(
        Flag(), True, "Leave out what `.gitignore` files leave out.", example="false"
    )
    force_exclude: bool = setting(
        Flag(),
        False,
        "Leave out what is excluded even where it is named on the command line, as pre-commit does.",
        example="true",
    )
    extensions: tuple[str, ...] = setting(
        ListOf(OneOf(DOCUMENT_EXTENSIONS), "kinds of documents"),
        (),
        "Documents to look for in folders, beside Python files and notebooks: the code in them is read.",
        example='["md", "rst"]',
    )
    suppressions: bool = setting(Flag(), True, "Honour suppression comments in source.", example="false")
    require_reason: bool = setting(
        Flag(), False, "Report suppression comments that give no reason.", example="true"
    )
    baseline: Path | None = setting(
        AFile(),
        None,
        "A file of known findings, as `--write-baseline` writes it: they pass, new ones do not.",
        example='"compile-lint-baseline.json"',
    )
    target: str = setting(
        OneOf(TARGETS),
        AUTO,
        "The Keras to judge by. `auto` reads it off imports, environment variables that the program sets, "
        "and the requirements of the project.",
        example='"tf_keras"',
    )
    backend: str = setting(
        OneOf(BACKENDS), AUTO, "What Keras 3 computes with. `auto` as for `target`.", example='"jax"'
    )
    known_losses: tuple[tuple[str, KnownLoss], ...] = setting(
        TableOf(Text(), RecordOf(KnownLoss), "names of losses to what is known of them"),
        (),
        "Losses of the project's own: functions, classes, or functions that make one, by name. "
        "`losses.focal` means what is called `focal` in a module `losses`.",
        example='{ "losses.focal" = { expects = "probabilities", labels = "one-hot" } }',
    )
    known_metrics: tuple[tuple[str, KnownMetric], ...] = setting(
        TableOf(Text(), RecordOf(KnownMetric), "names of metrics to what is known of them"),
        (),
        "Metrics of the project's own, each with the metric of Keras that reads output and labels alike.",
        example='{ hit_rate = { like = "categorical_accuracy" } }',
    )
    known_layers: tuple[tuple[str, KnownLayer], ...] = setting(
        TableOf(Text(), RecordOf(KnownLayer), "names of layers to what is known of them"),
        (),
        "Layers of the project's own, or functions that put them on a tensor.",
        example='{ "heads.ClassHead" = { activation = "softmax", units = "classes" } }',
    )
    wrappers: tuple[str, ...] = setting(
        ListOf(Text(), "names"),
        (),
        "Functions and classes that take a model or a layer, and give one that ends alike.",
        example='["parallel.on_all_devices"]',
    )
    imbalance_hints: tuple[str, ...] = setting(
        ListOf(Text(), "names of rare events"),
        (),
        "Names of rare events besides the usual ones: where one stands in the name of a file, a column or "
        "a variable, the classes may be unequal (CL501, CL502). A name has one to three words, in any "
        "spelling.",
        example='["pump failure", "leak"]',
    )
    output_format: str = setting(
        Text(),
        "text",
        "How findings look, unless the command line says otherwise.",
        example='"concise"',
    )
    cache_dir: Path | None = setting(
        AFile(),
        None,
        "The folder for results that later runs can use again; without it `.compile_lint_cache` in the "
        "project. Settings files can name folders inside their project only.",
        example='".cache/compile-lint"',
    )
    jobs: int | None = setting(
        Whole(1),
        None,
        "How many processes may work at once. Without it as many as there are processors.",
        example="4",
    )
    plugins: tuple[Path, ...] = setting(
        ListOf(AFile(), "paths"),
        (),
        "Files with rules of the project's own. They are run as code, so only settings of the project "
        "that the command is started in, or of the command line, can name them.",
        example='["lint_rules.py"]',
    )
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for one in ("select", "extend_select", "ignore", "extend_ignore"):
            if not all(value.strip() for value in getattr(self, one)):
                raise SettingsError(f"`{key_of(one)}` holds an empty value", self.place_of(one))
        for one, known in (("target", TARGETS), ("backend", BACKENDS)):
            if getattr(self, one) not in known:
                names = ", ".join(f"`{name}`" for name in known)
                raise SettingsError(f"`{one}` cannot be `{getattr(self, one)}`; it can be {names}")
        for hint in self.imbalance_hints:
            if not 1 <= len(words_in(hint)) <= MAX_WORDS:
                message = f"`imbalance-hints` holds `{hint}`, which is not 1 to {MAX_WORDS} words"
                raise SettingsError(message, self.place_of("imbalance_hints"))
        if self.target == "tf_keras" and self.backend not in (AUTO, "tensorflow"):
            message = f"`target` is `tf_keras`, which never runs on `{self.backend}`"
            raise SettingsError(message, self.place_of("backend", "target"))

    @property
    def meaning(self) -> str:
        """All that decides what is reported of a file: equal for settings that cannot make a difference."""
        return repr([(one.name, getattr(self, one.name)) for one in declared() if one.name not in _OF_RUNS])

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The extensions as file names end in them."""
        return tuple(f".{extension}" for extension in self.extensions)

    def place_of(self, *names: str) -> str:
        """Where the first of these settings that was given comes from, with its line if that is a file.

        Empty if all are defaults.
        """
        given = (name for name in names if self.places.get(name))
        return next((place_of_key(self.places[name][-1], key_of(name)) for name in given), "")


def declared() -> tuple[Field[Any], ...]:
    """Return the fields of ``Settings`` that a user can set."""
    return tuple(one for one in fields(Settings) if "kind" in one.metadata)


def split_at_commas(values: Iterable[str]) -> tuple[str, ...]:
    """Return the single values of an option that may be repeated and may hold commas."""
    return tuple(part.strip() for value in values for part in value.split(","))


def extensions_of(values: Iterable[str]) -> tuple[str, ...]:
    """Return the values of ``extension`` as ``Settings`` takes them: single, in lower case, without dots."""
    return tuple(value.lower().removeprefix(".") for value in split_at_commas(values))
