"""scikit-learn's clustering: the number of a cluster for each row serves as a class id.

Methods that leave out rows as noise, with the id -1, are not among these.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from compile_lint.overlays.array_facts import encoded_ids, integer
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import LibraryObject, Value

_HOME = "sklearn.cluster"

# How many clusters each finds by default: observed on scikit-learn 1.9.
_DEFAULTS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "AgglomerativeClustering": 2,
        "BisectingKMeans": 8,
        "KMeans": 8,
        "MiniBatchKMeans": 8,
        "SpectralClustering": 8,
    }
)


@handles(*(f"{_HOME}.{name}.fit" for name in _DEFAULTS))
def fit(call: LibraryCall) -> Value:
    return call.receiver if call.receiver is not None else call.unknown()


@handles(
    *(f"{_HOME}.{name}.{member}" for name in _DEFAULTS for member in ("fit_predict", "predict", "@labels_"))
)
def clusters(call: LibraryCall) -> Value:
    """Ids from 0, one for each row."""
    name = call.name.split(".")[-2]
    count = None
    if isinstance(call.receiver, LibraryObject) and not call.receiver.arguments.may_hold("n_clusters"):
        given = call.receiver.arguments.get("n_clusters", 0)
        count = _DEFAULTS[name] if given is None else integer(given)
    return encoded_ids(count, columns=0, made_by=name, origin=call.origin)
