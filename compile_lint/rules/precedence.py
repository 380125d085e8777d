"""Which rule speaks where several describe the same contradiction: the most specific one.

One fault is one finding. A row says which codes a code silences; it holds between problems of one head
in one world, so two different contradictions of one call remain two findings.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SILENCES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        # A softmax over one unit is constant: that the unit is single is then said already.
        "CL101": frozenset({"CL105", "CL203", "CL205", "CL208"}),
        # One unit under a categorical loss is wrong whatever the labels and the activation are.
        "CL105": frozenset({"CL201", "CL203", "CL208", "CL302"}),
        # Targets that are known settle what is a mere hint without them.
        "CL106": frozenset({"CL111"}),
        # Class ids over several units fit no element-wise loss: the sparse one mends what that loss is
        # like, and what numbers the ids are.
        "CL201": frozenset({"CL108", "CL206"}),
        # Multi-hot labels decide between sigmoid and softmax, so the general advice would mislead.
        "CL204": frozenset({"CL102", "CL103"}),
        # Scaled ids are outside [0, 1] because they were scaled.
        "CL207": frozenset({"CL206"}),
        # Ids that start below 0 leave a unit over at the other end.
        "CL208": frozenset({"CL203"}),
        # Keras on TensorFlow recovers the logits, and then accuracy on a sigmoid head is right.
        "CL301": frozenset({"CL402"}),
        # A metric that reads logits as probabilities does not repeat the loss: it is wrong.
        "CL402": frozenset({"CL406"}),
        # A metric where the loss belongs is a name Keras knows, in the wrong place.
        "CL604": frozenset({"CL601"}),
        # A file name that cannot be made raises before the monitor of that name is missed.
        "CL704": frozenset({"CL701", "CL702"}),
        # A loss given under a name that `compile` does not take is not a loss left out.
        "CL612": frozenset({"CL609"}),
        # What stands in the place of from_logits was never meant as that.
        "CL613": frozenset({"CL301"}),
    }
)
