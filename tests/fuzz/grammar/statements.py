"""Statements of every sort, nested in each other: those of training scripts, and the rest of Python."""

from __future__ import annotations

from collections.abc import Sequence

from fuzz.chance import Chance
from fuzz.grammar import vocabulary
from fuzz.grammar.expressions import OPERATORS, Expressions
from fuzz.grammar.names import KINDS, Names

Lines = list[str]
# What is written how often: the more often a sort stands here, the more often it is chosen.
SIMPLE = (
    "assign assign assign assign chained unpacked starred annotated augmented item attribute method method "
    "compile compile fit add call effect delete asserted raised printed walrus nothing imported predicted "
    "scoped joined"
).split()
COMPOUND = (
    "branch branch loop loop_while attempt with_block match_block function function class_ async_".split()
)
DEEPEST = 3


def indented(lines: Sequence[str]) -> Lines:
    return [f"    {line}" for line in lines]


class Statements:
    """Writes statements; what may stand where depends on the scope that is being written."""

    def __init__(self, chance: Chance, names: Names) -> None:
        self.chance = chance
        self.names = names
        self.expressions = Expressions(chance, names)
        self.write = self.expressions.write
        self._in_loop = False
        self._in_function = False
        self._is_async = False
        self._count = 0

    def block(self, depth: int, least: int = 1, most: int = 4) -> Lines:
        """Some statements."""
        return [line for _ in range(self.chance.between(least, most)) for line in self.one(depth)]

    def one(self, depth: int) -> Lines:
        """One statement of any sort."""
        if depth > 0 and self.chance.maybe(0.3):
            return getattr(self, f"_{self.chance.one(COMPOUND)}")(depth - 1)
        return self._simple()

    # --- simple ones -------------------------------------------------------------------------------

    def _simple(self) -> Lines:
        chance = self.chance
        if self._in_loop and chance.maybe(0.04):
            return [chance.one(("break", "continue"))]
        if self._in_function and chance.maybe(0.06):
            # An async function that yields may return nothing.
            return [f"return {self.write(chance.one(KINDS), 2)}" if chance.maybe(0.8) else "return"]
        return getattr(self, f"_{chance.one(SIMPLE)}")()

    def _assign(self) -> Lines:
        kind = self.chance.one(KINDS)
        value = self.write(kind)
        return [f"{self.names.new(kind)} = {value}"]

    def _chained(self) -> Lines:
        kind = self.chance.one(KINDS)
        value = self.write(kind)
        return [f"{self.names.new(kind)} = {self.names.new(kind)} = {value}"]

    def _unpacked(self) -> Lines:
        kinds = [self.chance.one(KINDS) for _ in range(self.chance.between(1, 4))]
        values = ", ".join(self.write(kind, 2) for kind in kinds)
        value = self.write("list", 2) if self.chance.maybe(0.4) else f"({values},)"
        inner = ", ".join(self.names.new(kind) for kind in kinds)
        target = self.chance.one((f"{inner},", f"[{inner}]", f"({inner}), {self.names.new('any')}"))
        return [f"{target} = {value}"]

    def _starred(self) -> Lines:
        value = self.write("list", 3)
        return [f"{self.names.new('any')}, *{self.names.new('list')}, {self.names.new('any')} = {value}"]

    def _annotated(self) -> Lines:
        kind = self.chance.one(KINDS)
        hint = self.chance.one(("int", "'Model'", "list[str]", "str | None", "keras.Model", "Final[str]"))
        value = f" = {self.write(kind)}" if self.chance.maybe(0.8) else ""
        return [f"{self.names.new(kind)}: {hint}{value}"]

    def _augmented(self) -> Lines:
        kind = self.chance.one(KINDS)
        operator = self.chance.one(OPERATORS[:12])
        return [f"{self.names.known(kind) or self.names.new(kind)} {operator}= {self.write('any')}"]

    def _item(self) -> Lines:
        target = self.names.known(self.chance.one(("dict", "list", "frame", "array", "any"))) or "x"
        index = self.chance.one((self.write("text", 0), self.write("any", 2), "1:", "..., 0", ":, 'a'"))
        return [f"{target}[{index}] = {self.write('any')}"]

    def _attribute(self) -> Lines:
        target = self.names.known(self.chance.one(("object", "model", "any"))) or "x"
        return [f"{target}.{self.chance.one(vocabulary.attributes())} = {self.write('any')}"]

    def _method(self) -> Lines:
        kind = self.chance.one(tuple(vocabulary.METHODS_OF))
        method = self.chance.one(vocabulary.methods(vocabulary.METHODS_OF[kind]))
        call = f"{self.expressions.base(kind, 2)}.{method}({self.expressions.arguments(3)})"
        return [f"{self.names.new(kind)} = {call}" if self.chance.maybe(0.6) else call]

    def _compile(self) -> Lines:
        chance, write = self.chance, self.write
        parts = {
            "optimizer": lambda: write("optimizer", 2),
            "loss": lambda: write("loss", 3),
            "metrics": lambda: write("metrics", 3),
            "loss_weights": lambda: write("list", 1),
            "weighted_metrics": lambda: write("metrics", 2),
            "run_eagerly": lambda: write("flag", 1),
            chance.one(vocabulary.keywords()): lambda: write("any", 1),
        }
        given = [f"{name}={make()}" for name, make in parts.items() if chance.maybe(0.6)]
        if chance.maybe(0.1):
            given.append(f"**{write('dict', 2)}")
        if chance.maybe(0.2):
            given = [write("optimizer", 1), write("loss", 2), *(part for part in given if "**" in part)]
        return [f"{self.expressions.base('model', 2)}.compile({', '.join(given)})"]

    def _fit(self) -> Lines:
        chance, write = self.chance, self.write
        given = [write(chance.one(("array", "dataset", "frame", "any")), 2)]
        if chance.maybe(0.8):
            given.append(write("array", 3))
        if chance.maybe(0.3):
            given.append(f"validation_data=({write('array', 1)}, {write('array', 2)})")
        if chance.maybe(0.3):
            callbacks = ", ".join(write("callback", 2) for _ in range(chance.below(3)))
            given.append(f"callbacks=[{callbacks}]")
        if chance.maybe(0.2):
            given.append(f"class_weight={write('dict', 1)}")
        method = chance.one(("fit", "fit", "fit_generator", "train_on_batch", "evaluate", "search"))
        model = self.names.known("model") or self.expressions.base("model", 2)
        return [f"{self.names.new('object')} = {model}.{method}({', '.join(given)})"]

    def _add(self) -> Lines:
        model = self.names.known("model") or self.names.new("model")
        return [f"{model}.{self.chance.one(('add', 'add', 'add', 'pop'))}({self.write('layer', 3)})"]

    def _predicted(self) -> Lines:
        predicted = f"{self.expressions.base('model', 1)}.predict({self.write('array', 1)})"
        numpy = self.names.dotted("numpy.argmax")
        score = self.names.dotted("sklearn.metrics.accuracy_score")
        made = self.chance.one(
            (
                f"{numpy}({predicted}, axis={self.write('number', 0)})",
                f"({predicted} > {self.write('number', 0)}).astype(int)",
                f"{predicted}[0][{self.write('number', 0)}]",
                f"{predicted}.argmax(-1)",
                f"{score}({self.write('array', 1)}, {predicted})",
            )
        )
        return [f"{self.names.new('array')} = {made}"]

    def _call(self) -> Lines:
        function = self.names.known("callable") or "print"
        call = f"{function}({self.expressions.arguments(3)})"
        kind = self.chance.one(KINDS)
        return [f"{self.names.new(kind)} = {call}" if self.chance.maybe(0.6) else call]

    def _effect(self) -> Lines:
        return [self.write(self.chance.one(KINDS))]

    def _delete(self) -> Lines:
        kind = self.chance.one(KINDS)
        name = self.names.known(kind) or self.names.new(kind)
        return [self.chance.one((f"del {name}", f"del {name}[0], {name}.x", f"del ({name}, {name}[:])"))]

    def _asserted(self) -> Lines:
        return [f"assert {self.write('flag', 2)}, {self.write('text', 1)}"]

    def _raised(self) -> Lines:
        if self.chance.maybe(0.6):
            return ["pass"]  # what follows a raise is not reached
        return [self.chance.one(("raise ValueError('no') from None", f"raise {self.write('any', 1)}"))]

    def _printed(self) -> Lines:
        return [f"print({self.expressions.arguments(2)})"]

    def _walrus(self) -> Lines:
        return [f"({self.names.new('any')} := {self.write('any', 2)})"]

    def _nothing(self) -> Lines:
        return self.chance.one(NOTHING).split("\n")

    def _imported(self) -> Lines:
        return [self.chance.one(IMPORTS)]

    def _scoped(self) -> Lines:
        """What stands first in a function, and is what it means for names: nothing here declares late."""
        return [
            f"{self.names.new('object')} = {self.chance.one(('globals()', 'locals()', 'vars()', 'dir()'))}"
        ]

    def _joined(self) -> Lines:
        first, second = self._assign(), self._effect()
        return [f"{first[0]}; {second[0]}"]

    def called(self) -> Lines:
        """One call of something that the interpreter knows, with short arguments of all sorts."""
        chance, short = self.chance, self.expressions
        kind = chance.one(KINDS)
        if chance.maybe(0.5):
            function = self.names.dotted(chance.one(vocabulary.handled_functions()))
        else:
            kind = chance.one(tuple(vocabulary.METHODS_OF))
            methods = vocabulary.methods(vocabulary.METHODS_OF[kind])
            function = f"{short.base(kind, 2)}.{chance.one(methods)}"
        return [f"{self.names.new(kind)} = {function}({short.arguments(1 + chance.below(2))})"]

    # --- compound ones -----------------------------------------------------------------------------

    def _branch(self, depth: int) -> Lines:
        lines = [f"if {self._test()}:", *indented(self.block(depth))]
        for _ in range(self.chance.below(3)):
            lines += [f"elif {self._test()}:", *indented(self.block(depth, most=2))]
        if self.chance.maybe(0.5):
            lines += ["else:", *indented(self.block(depth))]
        return lines

    def _test(self) -> str:
        return "__name__ == '__main__'" if self.chance.maybe(0.05) else self.write("flag", 2)

    def _loop(self, depth: int) -> Lines:
        source = self.write(self.chance.one(("list", "dict", "dataset", "array", "any")), 2)
        kind = self.chance.one(KINDS)
        target = self.chance.one(
            (self.names.new(kind), f"{self.names.new(kind)}, {self.names.new('any')}", "i, (j, *k)", "x[0]")
        )
        return self._looping(f"{self._async_word()}for {target} in {source}:", depth)

    def _loop_while(self, depth: int) -> Lines:
        return self._looping(f"while {self.write('flag', 2)}:", depth)

    def _looping(self, head: str, depth: int) -> Lines:
        before, self._in_loop = self._in_loop, True
        lines = [head, *indented(self.block(depth, most=3))]
        self._in_loop = before
        if self.chance.maybe(0.1):
            lines += ["else:", *indented(self.block(depth, most=2))]
        return lines

    def _async_word(self) -> str:
        return "async " if self._is_async and self.chance.maybe(0.4) else ""

    def _attempt(self, depth: int) -> Lines:
        lines = ["try:", *indented(self.block(depth))]
        has_handler = self.chance.maybe(0.8)
        if has_handler:
            errors = ("except ValueError as error:", "except (KeyError, ImportError):", "except Exception:")
            for head in self.chance.some(errors, 2) or [errors[0]]:
                lines += [head, *indented(self.block(depth, most=2))]
            if self.chance.maybe(0.2):
                lines += ["except:", *indented(self.block(depth, most=2))]
            if self.chance.maybe(0.3):
                lines += ["else:", *indented(self.block(depth, most=2))]
        if not has_handler or self.chance.maybe(0.3):
            lines += ["finally:", *indented(self.block(depth, most=2))]
        return lines

    def _with_block(self, depth: int) -> Lines:
        context = self.chance.one(
            (
                f"{self.names.dotted('tensorflow.distribute.MirroredStrategy')}().scope()",
                f"open({self.write('text', 0)}) as {self.names.new('object')}",
                f"{self.names.dotted('tensorflow.GradientTape')}() as tape",
                f"{self.names.dotted('contextlib.suppress')}(ValueError), {self.write('any', 1)} as (a, *b)",
                f"{self.names.dotted('pytest.raises')}(ValueError)",
                f"({self.write('any', 1)} as {self.names.new('any')}, {self.write('any', 1)})",
            )
        )
        return [f"{self._async_word()}with {context}:", *indented(self.block(depth))]

    def _match_block(self, depth: int) -> Lines:
        lines = [f"match {self.write('any', 2)}:"]
        for _ in range(self.chance.between(1, 3)):
            guard = f" if {self.write('flag', 1)}" if self.chance.maybe(0.3) else ""
            lines += indented(
                [f"case {self.chance.one(PATTERNS)}{guard}:", *indented(self.block(depth, most=2))]
            )
        if self.chance.maybe(0.4):
            lines += indented(
                [f"case {self.chance.one(('_', 'name', '(other)'))}:", *indented(self.block(depth, most=2))]
            )
        return lines

    # --- definitions -------------------------------------------------------------------------------

    def _function(self, depth: int) -> Lines:
        name = self.names.new("callable")
        return self.function(name, self.parameters(), depth)

    def _async_(self, depth: int) -> Lines:
        name = self.names.new("callable")
        return self.function(name, self.parameters(), depth, is_async=True)

    def parameters(self) -> str:
        """The parameters of a function, of all sorts."""
        chance = self.chance
        self._count += 1
        number = self._count
        given = [f"a{number}", f"b{number}: int"][: chance.below(3)]
        if given and chance.maybe(0.1):
            given.append("/")
        for name in chance.some(("loss", "units", "activation", "config", "x", "y", "n_classes"), 3):
            default = self.write(chance.one(KINDS), 1)
            given.append(f"{name}={default}" if chance.maybe(0.8) else f"{name}: object = {default}")
        if chance.maybe(0.2):
            given.append(f"*{chance.one(('args', f'args{number}: int'))}")
            if chance.maybe(0.4):
                given.append(f"only{number}={self.write('any', 1)}")
        elif chance.maybe(0.1):
            given += ["*", f"only{number}"]
        if chance.maybe(0.2):
            given.append(f"**kwargs{number}")
        for parameter in given:
            plain = parameter.split("=")[0].split(":")[0].strip("*/ ")
            if plain:
                self.names.add(KIND_OF_NAME.get(plain, "any"), plain)
        return ", ".join(given)

    def function(self, name: str, parameters: str, depth: int, *, is_async: bool = False) -> Lines:
        """A function with decorators and a body, in a scope of its own."""
        chance = self.chance
        lines = self._decorators(0.15)
        before = self._in_loop, self._in_function, self._is_async
        self._in_loop, self._in_function, self._is_async = False, not is_async, is_async
        is_generator = not is_async and chance.maybe(0.15)
        with self.expressions.inside(may_yield=is_generator, may_await=is_async):
            body = self.block(depth, most=5)
            if is_generator:
                body.append(f"yield {self.write(chance.one(KINDS), 2)}")
            elif not is_async or chance.maybe(0.5):
                body.append(f"return {self.write(chance.one(KINDS), 3)}")
        self._in_loop, self._in_function, self._is_async = before
        free = [one for one in self.names.of("any") if one not in parameters]
        if chance.maybe(0.06) and free:
            body.insert(0, f"global {free[0]}_global")
        returns = chance.one(("", "", "", " -> keras.Model", " -> 'tuple[int, str]'"))
        word = "async def" if is_async else "def"
        types = chance.one(("", "", "", "", "", "", "", "[T: int, *Ts, **P]")) if not is_async else ""
        return [*lines, f"{word} {name}{types}({parameters}){returns}:", *indented(body)]

    def _decorators(self, share: float) -> Lines:
        lines = []
        while self.chance.maybe(share):
            made = self.chance.one(
                (
                    f"{self.names.dotted('functools.wraps')}({self.write('callable', 0)})",
                    f"{self.names.dotted('functools.lru_cache')}(maxsize=None)",
                    self.names.dotted("tensorflow.function"),
                    self.names.dotted("contextlib.contextmanager"),
                    self.names.dotted("keras.saving.register_keras_serializable") + "('a')",
                    self.names.known("callable") or "decorated",
                    f"{self.names.dotted('click.option')}('--loss', default={self.write('text', 0)})",
                    f"{self.names.dotted('pytest.mark.parametrize')}('loss', {self.write('list', 1)})",
                )
            )
            lines.append(f"@{made}")
        return lines

    def _class_(self, depth: int) -> Lines:
        chance = self.chance
        name = self.names.new("callable")
        base, methods = chance.one(BASES)
        if "." in base:
            base = self.names.dotted(base)
        before = self._in_loop, self._in_function, self._is_async
        self._in_loop, self._in_function, self._is_async = False, False, False
        lines = self._decorators(0.1)
        if base == "" and chance.maybe(0.5):
            lines.append(f"@{self.names.dotted('dataclasses.dataclass')}(frozen=True)")
        with self.expressions.inside(may_bind=False):
            body = self.block(0, most=2)
            for method in chance.some(methods, 4):
                decorator = chance.one(
                    ("", "", "", "", "@property", "@staticmethod", "@classmethod", "@x.setter")
                )
                body += [decorator] if decorator else []
                body += self._method_of(method, depth)
        self._in_loop, self._in_function, self._is_async = before
        keywords = chance.one(("", "", "", ", metaclass=M", ", **options")) if base else ""
        return [*lines, f"class {name}({base}{keywords}):", *indented(body)]

    def _method_of(self, method: str, depth: int) -> Lines:
        own = ", ".join(part for part in ("self", self.parameters()) if part)
        lines = self.function(method, own, depth)
        if method == "__init__" and self.chance.maybe(0.8):
            lines[-1:] = indented(
                [
                    f"super().__init__({self.expressions.arguments(2)})",
                    f"self.head = {self.write('layer', 2)}",
                    f"self.{self.chance.one(vocabulary.attributes())} = {self.write('any', 2)}",
                ]
            )
        elif method == "call" and self.chance.maybe(0.7):
            lines[-1:] = indented([f"return self.head({self.write('tensor', 2)})"])
        return lines


KIND_OF_NAME = {
    "loss": "loss",
    "units": "number",
    "n_classes": "number",
    "config": "dict",
    "x": "array",
    "y": "array",
}
BASES = (
    (
        "",
        ("__init__", "run", "build", "__call__", "__getattr__", "__eq__", "__iter__", "__len__", "__enter__"),
    ),
    ("keras.Model", ("__init__", "call", "compile", "train_step", "fit", "build", "compute_loss")),
    ("keras.Sequential", ("__init__", "call", "add")),
    ("keras.layers.Layer", ("__init__", "call", "build", "compute_output_shape", "get_config")),
    ("keras.losses.Loss", ("__init__", "call")),
    ("keras.callbacks.Callback", ("__init__", "on_epoch_end")),
    ("keras.utils.Sequence", ("__init__", "__getitem__", "__len__")),
    ("keras_tuner.HyperModel", ("build", "fit")),
    ("typing.NamedTuple", ("run",)),
    ("enum.Enum", ("run",)),
    ("unittest.TestCase", ("setUp", "test_it")),
    ("Base, Mixin", ("__init__", "run", "__new__", "__init_subclass__")),
    ("dict", ("__getitem__", "__missing__", "__init__")),
)
IMPORTS = (
    "from tensorflow.keras.layers import (Dense, Flatten as F,)",
    "import os, sys as system, os.path",
    "from . import models",
    "from .. import nothing",
    "import keras.backend as K",
    "from importlib import import_module",
    "import nowhere.to.be.found as found",
    "import array, frame, model, dataset, layer, object, unknown",
    "from model import *",
    "import tensorflow.compat.v1 as tf",
)
PATTERNS = (
    "1 | 2",
    "'mse' | 'mae' as name",
    "[a, *rest]",
    "(a, b)",
    "{'loss': loss, **others}",
    "{'units': int(units)}",
    "str()",
    "keras.Model(name='a')",
    "None",
    "-1 | 1.5 | 1j | -2+1j",
    "[*_]",
    "Point(x=0, y=[_, ('c' | 'd') as e])",
)
NOTHING = ("pass", "...", '"""Text.\n\nMore of it.\n"""', "# a comment\npass", "0; 1; pass")
