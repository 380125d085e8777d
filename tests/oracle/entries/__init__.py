"""What each rule claims, by its code, in the order of the codes. Imports no Keras."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from oracle.claims import Entry
from oracle.entries import (
    callbacks,
    compile_arguments,
    events,
    from_logits,
    imbalance,
    labels_and_loss,
    metrics,
    output_and_loss,
    predictions,
    tool,
)

FAMILIES = (
    tool,
    output_and_loss,
    labels_and_loss,
    from_logits,
    metrics,
    imbalance,
    compile_arguments,
    callbacks,
    predictions,
    events,
)

ENTRIES: Mapping[str, Entry] = MappingProxyType(
    {entry.code: entry for family in FAMILIES for entry in family.ENTRIES}
)
