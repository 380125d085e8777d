"""PyTorch's tensors and loaders, as Keras 3 is given data on that backend."""

from __future__ import annotations

from compile_lint.overlays.array_literals import as_array
from compile_lint.overlays.array_methods import cast, expand_dims
from compile_lint.overlays.array_operations import Operation, operation
from compile_lint.overlays.derivations import open_list
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import Const, Dataset, TupleValue, Value

_MODULE = "torch.utils.data"


@operation(
    *(f"torch.{name}" for name in ("tensor", "as_tensor", "from_numpy", "asarray", "Tensor", "FloatTensor")),
    *(f"array.{name}" for name in ("float", "double", "to", "cpu", "clone", "detach", "contiguous")),
    keeps_unknown=True,
)
def same(op: Operation) -> Value:
    """The same numbers on another device, or as floats."""
    return op.array


@operation("torch.LongTensor", "torch.IntTensor", "array.long", keeps_unknown=True)
def whole_numbers(op: Operation) -> Value:
    return cast(op.array, Const("int64"))


@operation("torch.unsqueeze", "array.unsqueeze")
def with_axis(op: Operation) -> Value:
    return expand_dims(op)


@handles(f"{_MODULE}.TensorDataset")
def tensors(call: LibraryCall) -> Value:
    """Rows of several tensors, side by side."""
    if call.arguments.is_open_positional:
        return call.unknown()
    given = (as_array(one, call.host, call.origin) or one for one in call.arguments.positional)
    return Dataset(TupleValue(tuple(given)), call.origin)


@handles(f"{_MODULE}.DataLoader", f"{_MODULE}.Subset")
def loader(call: LibraryCall) -> Value:
    """Batches of a dataset, unless a function of the project puts these together."""
    source = call.argument("dataset", 0)
    collate = call.argument("collate_fn", 6)
    return source if isinstance(source, Dataset) and collate is None else call.unknown()


@handles(f"{_MODULE}.random_split")
def split(call: LibraryCall) -> Value:
    source = call.argument("dataset", 0)
    if not isinstance(source, Dataset):
        return call.unknown()
    sizes = call.argument("lengths", 1)
    parts = None if sizes is None else call.host.items(sizes)
    if parts is None:
        return open_list(call, source)
    return call.host.new_list((source,) * len(parts), call.origin)
