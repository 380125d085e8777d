"""Small constructors for what rules read; an origin is told by the word that stands as its node."""

from __future__ import annotations

from dataclasses import replace

from compile_lint.knowledge.activations import ACTIVATIONS
from compile_lint.knowledge.losses import LOSSES, loss_by_class, loss_by_string
from compile_lint.knowledge.metrics import METRICS, metric_by_class, metric_by_string
from compile_lint.model import (
    Absent,
    CompileCall,
    Custom,
    Encoding,
    Head,
    Known,
    Labels,
    Loss,
    Metric,
    Optimizer,
    Option,
    Origin,
    Output,
    Role,
    Stage,
    Unknown,
    Why,
)
from compile_lint.rules import RULES

UNKNOWN = Unknown(Why.DYNAMIC)
CUSTOM = Custom("their_own")
ABSENT = Absent()
NO_VALUE = object()


def at(word):
    return Origin(unit=None, node=word)


def weights(layer="Dense"):
    return Stage(Role.WEIGHTS, layer, at(layer))


def applied(name, axis=-1):
    return Stage(
        Role.ACTIVATION, name, at(name), activation=ACTIVATIONS[name], activation_origin=at(name), axis=axis
    )


def dropout(layer="Dropout"):
    return Stage(Role.DROPOUT, layer, at(layer))


def normalization():
    return Stage(Role.NORMALIZATION, "BatchNormalization", at("BatchNormalization"))


def reshaped():
    return Stage(Role.PASSTHROUGH, "Reshape", at("Reshape"))


def output(units=None, activation="linear", *between, after=(), axis_size=NO_VALUE):
    """A Dense layer, what stands between it and its activation, the activation, and what follows."""
    ends = () if activation == "linear" else (applied(activation),)
    return Known(
        Output(
            layer="Dense",
            units=units,
            activation=ACTIVATIONS[activation],
            stages=(weights(), *between, *ends, *after),
            origin=at("layer"),
            units_origin=None if units is None else at("units"),
            activation_origin=None if activation == "linear" else at("activation"),
            softmax_axis_size=units if axis_size is NO_VALUE else axis_size,
        )
    )


def options(**values):
    return {name: Option(value, at(name)) for name, value in values.items()}


def loss(spelled, from_logits=NO_VALUE, **given):
    fact = loss_by_string(spelled) or loss_by_class(spelled) or LOSSES[spelled]
    if from_logits is NO_VALUE:
        from_logits = False if fact.has_from_logits else None
        from_logits_origin = None
    else:
        from_logits_origin = at("from_logits")
    return Known(
        Loss(
            fact,
            spelled,
            at("loss"),
            from_logits,
            from_logits_origin,
            options(**given),
            is_string=spelled.islower(),
        )
    )


def labels(encoding, made_by="", **known):
    return Known(Labels(Encoding(encoding), at("labels"), made_by, **known))


def ids(classes=None, **known):
    return labels("integer", classes=classes, **known)


def one_hot(columns=None, **known):
    return labels("one_hot", classes=columns, columns=columns, **known)


def metric(spelled, resolves_to=None, *, is_weighted=False, **given):
    fact = metric_by_string(spelled) if spelled.islower() else metric_by_class(spelled)
    resolved = None if resolves_to is None else METRICS[resolves_to]
    is_string = spelled.islower()
    return Known(
        Metric(fact, spelled, at(spelled), resolved, options(**given), is_string, is_weighted=is_weighted)
    )


def optimizer(name="Adam", *, is_legacy=False, **given):
    return Known(Optimizer(name, at("optimizer"), options(**given), is_legacy=is_legacy))


def head(out=UNKNOWN, loss=UNKNOWN, labels=UNKNOWN, *metrics, name=None):
    return Head(name, out, loss, labels, tuple(metrics))


def call(*heads, **more):
    return CompileCall(at("site"), tuple(heads), **more)


def problems(code, *heads, **more):
    """What the rule of this code says of a call with these heads."""
    (rule,) = (rule for rule in RULES if rule.code == code)
    judged = call(*heads, **more)
    return [replace(problem, severity=problem.severity or rule.severity) for problem in rule.check(judged)]


def said(code, *heads, **more):
    """The messages of the rule, and how bad each is."""
    return [(problem.severity.value, problem.message) for problem in problems(code, *heads, **more)]


def places(problem):
    """The words of the places a problem names, the primary one first."""
    return [problem.at.node, *(because.origin.node for because in problem.because)]
