"""Expressions of every kind: what one would write, now and then in a way or of a kind that nobody would."""

from __future__ import annotations

from contextlib import contextmanager

from fuzz.chance import Chance
from fuzz.grammar import vocabulary
from fuzz.grammar.names import KINDS, Names

ODD = 0.05  # how many expressions are of another kind than fits
DEEPEST = 4
# What a parameter of this name is given, where its name tells.
KIND_OF_PARAMETER = {
    "activation": "activation",
    "loss": "loss",
    "metrics": "metrics",
    "optimizer": "optimizer",
    "weights": "text",
    "name": "text",
    "monitor": "text",
    "mode": "text",
    "units": "number",
    "layer": "layer",
    "shape": "list",
    "callbacks": "list",
    "from_logits": "flag",
    "x": "array",
    "y": "array",
    "inputs": "tensor",
    "outputs": "tensor",
}


class Expressions:
    """Writes expressions; ``depth`` says how much deeper one may get."""

    def __init__(self, chance: Chance, names: Names) -> None:
        self.chance = chance
        self.names = names
        self.may_bind = True  # no ``:=`` inside comprehensions and the bodies of classes
        self.may_yield = False
        self.may_await = False

    @contextmanager
    def inside(self, *, may_bind: bool = True, may_yield: bool = False, may_await: bool = False):
        """Write what stands in another scope."""
        before = self.may_bind, self.may_yield, self.may_await
        self.may_bind, self.may_yield, self.may_await = may_bind, may_yield, may_await
        try:
            yield
        finally:
            self.may_bind, self.may_yield, self.may_await = before

    def write(self, kind: str = "any", depth: int = DEEPEST) -> str:
        """An expression that can stand anywhere: an atom, or one in parentheses."""
        chance = self.chance
        if kind == "any" or (depth > 0 and chance.maybe(ODD)):
            kind = chance.one((*KINDS, "activation", "metrics", "nothing"))
        if chance.maybe(0.35):
            name = self.names.known(kind)
            if name is not None:
                return name
        if depth <= 0:
            return self._short(kind)
        if chance.maybe(0.12):
            return self._wrapped(kind, depth - 1)
        if chance.maybe(0.1) and kind in vocabulary.METHODS_OF:
            return self._method(kind, depth - 1)
        return getattr(self, f"_{kind}")(depth - 1)

    # --- around any expression ---------------------------------------------------------------------

    def _wrapped(self, kind: str, depth: int) -> str:
        chance, write = self.chance, self.write
        value = write(kind, depth)
        match chance.below(17):
            case 0:
                return f"({value} if {write('flag', depth)} else {write(kind, depth)})"
            case 1 if self.may_bind:
                return f"({self.names.new(kind)} := {value})"
            case 2:
                return f"(lambda *args, k={value}, **kwargs: k)({self.arguments(depth)})"
            case 3:
                return f"({value} or {write('any', depth)})"
            case 4:
                return f"[{value}, *{write('list', depth)}][{write('number', 0)}]"
            case 5:
                key = write("text", 0)
                return f"{{{key}: {value}, **{write('dict', depth)}}}[{key}]"
            case 6:
                return f"getattr({write('object', depth)}, {write('text', 0)}, {value})"
            case 7:
                return f"next(iter([{value}, {write('any', depth)}]))"
            case 8:
                return f"({value},)[0]"
            case 9:
                return f"{self.names.dotted('functools.partial')}({write('callable', depth)}, {value})()"
            case 10 if self.may_yield:
                return chance.one((f"(yield {value})", f"(yield from {write('list', depth)})", "(yield)"))
            case 11 if self.may_await:
                return f"(await ({value}))"
            case 12:
                return f"({value})[{self._index(depth)}]"
            case 13:
                return f"{self.base('any', depth)}.{chance.one(vocabulary.attributes())}"
            case 14:
                return f"({value} {chance.one(OPERATORS)} {write('any', depth)})"
            case 15:
                return f"{self.base('dict', depth)}.get({write('text', 0)}, {value})"
            case _:
                return f"({value})"

    def _index(self, depth: int) -> str:
        parts = []
        for _ in range(self.chance.between(1, 2)):
            match self.chance.below(6):
                case 0:
                    parts.append(self.write("text", 0))
                case 1:
                    parts.append(f"{self.write('number', 0)}:{self.write('number', 0)}")
                case 2:
                    parts.append(self.chance.one(("::-1", ":", "...", "None", "-1", "1:", ":-1", "::2")))
                case _:
                    parts.append(self.write(self.chance.one(("number", "array", "list", "any")), depth - 1))
        return ", ".join(parts)

    def base(self, kind: str, depth: int) -> str:
        """An expression that an attribute can be asked of."""
        value = self.write(kind, depth)
        return f"({value})" if value[0] in "-.0123456789" else value

    def _method(self, kind: str, depth: int) -> str:
        name = self.chance.one(vocabulary.methods(vocabulary.METHODS_OF[kind]))
        return f"{self.base(kind, depth)}.{name}({self.arguments(depth)})"

    def arguments(self, depth: int, *first: str) -> str:
        """The arguments of a call, of all sorts."""
        chance = self.chance
        parts = [*first, *(self.write("any", depth - 1) for _ in range(chance.below(3)))]
        if chance.maybe(0.07):
            parts.append(f"*{self.write('list', depth - 1)}")
        parts += [
            f"{name}={self.write(KIND_OF_PARAMETER.get(name, 'any'), depth - 1)}"
            for name in chance.some(vocabulary.keywords(), 2)
        ]
        if chance.maybe(0.07):
            parts.append(f"**{self.write('dict', depth - 1)}")
        return ", ".join(parts)

    def made(self, name: str, depth: int) -> str:
        """Something of Keras by its class, with some of its parameters."""
        chance = self.chance
        parts = []
        is_by_position = chance.maybe(0.6)
        for parameter, is_required in vocabulary.parameters(name):
            if is_required or chance.maybe(0.12):
                value = self.write(KIND_OF_PARAMETER.get(parameter, "number"), depth - 1)
                parts.append(value if is_required and is_by_position else f"{parameter}={value}")
        if chance.maybe(0.03):
            parts.append(f"**{self.write('dict', depth - 1)}")
        return f"{self.names.dotted('keras.' + name)}({', '.join(parts)})"

    def _library(self, depth: int, *roots: str) -> str:
        name = self.chance.one(vocabulary.functions(*roots))
        return f"{self.names.dotted(name)}({self.arguments(depth)})"

    # --- plain Python ------------------------------------------------------------------------------

    def _short(self, kind: str) -> str:
        match kind:
            case "text" | "loss" | "metric" | "optimizer" | "activation":
                return repr(self.chance.one(vocabulary.STRINGS))
            case "list" | "metrics":
                return self.chance.one(("[]", "[1, 2, 3]", "()", "['a', 'b']", "range(3)", "(64, 64, 3)"))
            case "dict":
                return self.chance.one(("{}", "{'a': 1}", "{'units': 3, 'loss': 'mse'}", "{0: 1.0, 1: 2.0}"))
            case "flag":
                return self.chance.one(("True", "False", "x", "DEBUG"))
            case "nothing":
                return self.chance.one(("None", "...", "NotImplemented"))
            case _:
                return self.chance.one(NUMBERS)

    def _nothing(self, depth: int) -> str:
        return self._short("nothing")

    def _any(self, depth: int) -> str:
        return self.write("any", depth)

    def _number(self, depth: int) -> str:
        chance, write = self.chance, self.write
        match chance.below(8):
            case 0:
                return f"({write('number', depth)} {chance.one(OPERATORS)} {write('number', depth)})"
            case 1:
                return f"len({write('list', depth)})"
            case 2:
                return f"{self.base('array', depth)}.shape[{write('number', 0)}]"
            case 3:
                return f"({chance.one('-+~')}{write('number', depth)})"
            case 4:
                return self._library(depth, "math", "random", "time", "operator")
            case _:
                return chance.one(NUMBERS)

    def _text(self, depth: int) -> str:
        chance, write = self.chance, self.write
        text = repr(chance.one(vocabulary.STRINGS))
        match chance.below(9):
            case 0:
                name = self.names.known("any") or "x"
                return f'f"{{{name}!r:>{{{name}}}}}{{{name}=}}{{{name}.real:{{{name}}}.2f}}{{{{}}}}"'
            case 1:
                name = self.names.known("text") or "x"
                return f"f'''{{f\"{{{name}}}_{{1}}\"}}{{ {name} }}\n{{{name}[0]}}'''"
            case 2:
                return f"({text} {chance.one('%+*')} {write('any', depth)})"
            case 3:
                return f"{text}.format({self.arguments(depth)})"
            case 4:
                return chance.one((f"b{text}", f"r{text}", f"({text} {text})", *ODD_TEXTS))
            case 5:
                return self._library(depth, "os", "pathlib", "io", "json", "configparser")
            case _:
                return text

    def _flag(self, depth: int) -> str:
        chance, write = self.chance, self.write
        match chance.below(7):
            case 0:
                return f"(not {write('flag', depth)})"
            case 1:
                return f"({write('flag', depth)} {chance.one(('and', 'or'))} {write('flag', depth)})"
            case 2:
                ends = " ".join(
                    f"{chance.one(COMPARISONS)} {write('any', depth)}" for _ in range(chance.between(1, 3))
                )
                return f"({write('number', depth)} {ends})"
            case 3:
                return f"isinstance({write('any', depth)}, {chance.one(('str', '(int, float)', 'dict'))})"
            case 4:
                return f"hasattr({write('any', depth)}, {write('text', 0)})"
            case 5:
                return f"({write('text', 0)} {chance.one(('in', 'not in'))} {write('list', depth)})"
            case _:
                return chance.one(("True", "False"))

    def _list(self, depth: int) -> str:
        chance, write = self.chance, self.write
        kind = chance.one(KINDS)
        match chance.below(10):
            case 0:
                return self._comprehension("[", write(kind, depth), depth, "]")
            case 1:
                return f"([{write(kind, depth)}] * {write('number', 0)})"
            case 2:
                return f"{self.base('list', depth)}[{self._index(depth)}]"
            case 3:
                return self._library(depth, "itertools", "collections")
            case 4:
                function = chance.one(("sorted", "list", "tuple", "set", "reversed", "enumerate", "zip"))
                return f"{function}({write('list', depth)})"
            case 5:
                return f"{chance.one(('map', 'filter'))}({write('callable', depth)}, {write('list', depth)})"
            case 6:
                return self._comprehension("(", write(kind, depth), depth, ")")
            case 7:
                return f"{{{write(kind, depth)}, {write(kind, depth)}}}"
            case 8:
                return f"({write(kind, depth)}, *{write('list', depth)}, {write(kind, depth)})"
            case _:
                return f"[{', '.join(write(kind, depth) for _ in range(chance.below(4)))}]"

    def _comprehension(self, opening: str, element: str, depth: int, closing: str) -> str:
        chance = self.chance
        with self.inside(may_bind=False):
            target = chance.one(("i", "i, j", "(i, *j)", "_"))
            clauses = [f"for {target} in {self.write('list', depth)}"]
            if chance.maybe(0.2):
                clauses.append(f"for k in {self.write('list', depth)}")
            if chance.maybe(0.3):
                clauses.append(f"if {self.write('flag', depth)}")
        return f"{opening}{element} {' '.join(clauses)}{closing}" if self._is_fit(element) else "[]"

    @staticmethod
    def _is_fit(element: str) -> bool:
        """Whether an expression may stand in a comprehension."""
        return not any(word in element for word in (":=", "yield", "await"))

    def _dict(self, depth: int) -> str:
        chance, write = self.chance, self.write
        match chance.below(6):
            case 0:
                return f"dict({self.arguments(depth)})"
            case 1:
                pair = f"{write('text', depth)}: {write('any', depth)}"
                return self._comprehension("{", pair, depth, "}")
            case 2:
                return f"dict(zip({write('list', depth)}, {write('list', depth)}))"
            case 3:
                return f"{{**{write('dict', depth)}, {write('text', 0)}: {write('any', depth)}}}"
            case 4:
                return f"({write('dict', depth)} | {write('dict', depth)})"
            case _:
                pairs = (
                    f"{write('text', 0)}: {write(chance.one(KINDS), depth)}" for _ in range(chance.below(4))
                )
                return f"{{{', '.join(pairs)}}}"

    def _callable(self, depth: int) -> str:
        chance, write = self.chance, self.write
        match chance.below(6):
            case 0:
                with self.inside():
                    body = write("any", depth)
                head = chance.one(("", "a, b", "a, /, b=1, *c, d, **e", "*args, **kwargs", "x, y", "p"))
                return f"(lambda {head}: {body})" if self._is_fit(body) else "(lambda: 0)"
            case 1:
                return f"{self.base('any', depth)}.{chance.one(vocabulary.methods('unknown'))}"
            case 2:
                return self.names.dotted(chance.one(vocabulary.handled_functions()))
            case 3:
                return self.names.dotted("keras." + chance.one(vocabulary.classes("activations")))
            case _:
                return chance.one(vocabulary.BUILTINS)

    def _object(self, depth: int) -> str:
        chance = self.chance
        match chance.below(5):
            case 0:
                return self._library(depth, *vocabulary.libraries())
            case 1:
                return f"{self.base('callable', depth)}({self.arguments(depth)})"
            case 2:
                roots = "argparse dataclasses types collections configparser keras_tuner typing importlib"
                return self._library(depth, *roots.split())
            case 3:
                return f"{self.names.dotted('types.SimpleNamespace')}({self.arguments(depth)})"
            case _:
                return f"{self.base('object', depth)}.{chance.one(vocabulary.attributes())}"

    # --- data --------------------------------------------------------------------------------------

    def _array(self, depth: int) -> str:
        chance, write = self.chance, self.write
        match chance.below(9):
            case 0:
                return f"{self.names.dotted('numpy.array')}({write('list', depth)})"
            case 1:
                call = f"{self.names.dotted('keras.utils.to_categorical')}({write('array', depth)}"
                return f"{call}, {write('number', 0)})"
            case 2:
                return f"{self.base('array', depth)}[{self._index(depth)}]"
            case 3:
                return f"({write('array', depth)} {chance.one(OPERATORS)} {write('any', depth)})"
            case 4:
                return f"{self.base('frame', depth)}[{write('text', 0)}]"
            case 5:
                return self._library(depth, "sklearn", "tensorflow", "imblearn", "jax")
            case 6:
                encoder = self._library(depth, "sklearn")
                method = chance.one(("fit_transform", "transform", "fit", "classes_", "inverse_transform"))
                return f"{encoder}.{method}({write('array', depth)})"
            case _:
                return self._library(depth, "numpy")

    def _frame(self, depth: int) -> str:
        chance, write = self.chance, self.write
        match chance.below(6):
            case 0:
                return f"{self.names.dotted('pandas.read_csv')}({write('text', 0)})"
            case 1:
                return f"{self.names.dotted('pandas.DataFrame')}({write('dict', depth)})"
            case 2:
                at = chance.one(("", ".loc", ".iloc", ".at", ".iat", ".values", ".columns", ".T"))
                return f"{self.base('frame', depth)}{at}[{self._index(depth)}]"
            case 3:
                return f"{self.base('frame', depth)}[{write('list', depth)}]"
            case _:
                return self._library(depth, "pandas")

    def _dataset(self, depth: int) -> str:
        chance, write = self.chance, self.write
        match chance.below(5):
            case 0:
                made = self.names.dotted("tensorflow.data.Dataset.from_tensor_slices")
                return f"{made}(({write('array', depth)}, {write('array', depth)}))"
            case 1:
                return f"{self.base('dataset', depth)}.map({write('callable', depth)})"
            case 2:
                return self._library(depth, "tensorflow_datasets")
            case 3:
                return f"{self.base('dataset', depth)}.batch({write('number', 0)})"
            case _:
                name = chance.one(vocabulary.classes("preprocessing") + vocabulary.classes("utils"))
                return self.made(name, depth)

    # --- Keras -------------------------------------------------------------------------------------

    def _activation(self, depth: int) -> str:
        chance = self.chance
        match chance.below(5):
            case 0:
                return self.names.dotted("keras." + chance.one(vocabulary.classes("activations")))
            case 1:
                return f"{self.names.dotted('tensorflow.nn.' + chance.one(('softmax', 'sigmoid', 'relu')))}"
            case _:
                return repr(chance.one(vocabulary.ACTIVATIONS))

    def _layer(self, depth: int) -> str:
        chance = self.chance
        if chance.maybe(0.5):
            units = chance.one(("1", "2", "3", "10", self.write("number", depth)))
            activation = self.write("activation", depth)
            return f"{self.names.dotted('keras.layers.Dense')}({units}, activation={activation})"
        return self.made(chance.one(vocabulary.classes("layers")), depth)

    def _tensor(self, depth: int) -> str:
        chance, write = self.chance, self.write
        match chance.below(7):
            case 0:
                return (
                    f"{self.base('model', depth)}.{chance.one(('output', 'input', 'outputs[0]', 'inputs'))}"
                )
            case 1:
                return f"{write('model', depth)}({write('tensor', depth)})"
            case 2:
                return self._library(depth, "keras")
            case 3:
                return f"{self.names.dotted('keras.Input')}(shape={write('list', 0)})"
            case 4:
                return f"{self.base('model', depth)}.layers[{write('number', 0)}].output"
            case _:
                return f"{write('layer', depth)}({write('tensor', depth)})"

    def _model(self, depth: int) -> str:
        chance, write, dotted = self.chance, self.write, self.names.dotted
        match chance.below(8):
            case 0:
                return f"{dotted('keras.Model')}({write('tensor', depth)}, {write('tensor', depth)})"
            case 1:
                outputs = chance.one(("list", "dict", "tensor"))
                inputs = write("tensor", depth)
                return f"{dotted('keras.Model')}(inputs={inputs}, outputs={write(outputs, depth)})"
            case 2:
                return self.made(chance.one(vocabulary.classes("applications")), depth)
            case 3:
                return f"{dotted('keras.models.clone_model')}({write('model', depth)})"
            case 4:
                return self._library(
                    depth, "keras_hub", "scikeras", "tensorflow_model_optimization", "keras_tuner"
                )
            case _:
                layers = ", ".join(write("layer", depth) for _ in range(chance.between(0, 3)))
                return f"{dotted('keras.Sequential')}([{layers}])"

    def _loss(self, depth: int) -> str:
        chance, write = self.chance, self.write
        match chance.below(7):
            case 0 | 1:
                return self.made(chance.one(vocabulary.classes("losses")), depth)
            case 2:
                return self.names.dotted("keras." + chance.one(vocabulary.classes("losses")))
            case 3:
                return f"[{write('loss', depth)}, {write('loss', depth)}]"
            case 4:
                return f"{{{write('text', 0)}: {write('loss', depth)}}}"
            case 5:
                return write("callable", depth)
            case _:
                return repr(chance.one(vocabulary.STRINGS[:12]))

    def _metric(self, depth: int) -> str:
        chance = self.chance
        if chance.maybe(0.5):
            return self.made(chance.one(vocabulary.classes("metrics")), depth)
        return repr(chance.one(vocabulary.STRINGS[:20]))

    def _metrics(self, depth: int) -> str:
        chance, write = self.chance, self.write
        match chance.below(5):
            case 0:
                return write("metric", depth)
            case 1:
                return f"{{{write('text', 0)}: {write('metrics', depth)}}}"
            case 2:
                return f"[{write('metrics', depth)}, {write('metrics', depth)}]"
            case _:
                return f"[{', '.join(write('metric', depth) for _ in range(chance.below(3)))}]"

    def _optimizer(self, depth: int) -> str:
        if self.chance.maybe(0.4):
            return self.made(self.chance.one(vocabulary.classes("optimizers")), depth)
        return repr(self.chance.one(("adam", "sgd", "rmsprop", "Adam", "addam")))

    def _callback(self, depth: int) -> str:
        return self.made(self.chance.one(vocabulary.classes("callbacks")), depth)


NUMBERS = (
    "0 1 2 3 10 100 1000 -1 -2 0.5 1e-3 1_000 0x10 1j True 255 256 128 1. 10**2 0o17 -0.0 9999999999999 "
    "0 1 2 3 1e400 -1e400 (1e400-1e400) 10**40 -10**400 1<<70 int('9'*5000) float('nan') 1e-320 4 5 6 7 8"
).split()
ODD_TEXTS = (
    r"'\N{BULLET}\x00\ud800'",
    "('9' * 5000)",
    "'İıßǅ\u0301٣'",
    "('{' * 3)",
    "'%(a)s %*d %z'",
    "'{0.real!r:>{1}}'",
    "''",
    "'\\n'",
    "('a' * 10**9)",
)
OPERATORS = "+ - * / // % ** @ & | ^ << >> == != < > <= >= is".split()
COMPARISONS = ("==", "!=", "<", ">", "<=", ">=", "is", "is not", "in", "not in")
