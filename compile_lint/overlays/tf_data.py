"""tf.data pipelines: what one element is.

Elements are held as whole batches: the facts of labels are the same, whether rows come one by one or not.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from compile_lint.model import Evidence, EvidenceKind
from compile_lint.overlays.array_facts import DerivedToken, in_any_shape, integer, is_none, some_classes
from compile_lint.overlays.array_literals import as_array
from compile_lint.overlays.numpy_arrays import below
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.events import EvidenceEvent
from compile_lint.values.host import Host
from compile_lint.values.values import (
    NONE,
    Arguments,
    Array,
    Choice,
    Dataset,
    DictObject,
    FunctionValue,
    LibraryObject,
    ListObject,
    RowToken,
    TupleValue,
    UnknownValue,
    Value,
    choose,
    leaves,
)

_DATASET = "tensorflow.data.Dataset"

# --- sources ----------------------------------------------------------------------------------------


@handles(f"{_DATASET}.from_tensor_slices", f"{_DATASET}.from_tensors")
def from_tensors(call: LibraryCall) -> Value:
    data = call.argument("tensors", 0)
    return call.unknown() if data is None else Dataset(_element(data, call.host), call.origin)


def _element(data: Value, host: Host) -> Value:
    """The arrays of a tuple or dict stay side by side; lists are arrays."""
    if isinstance(data, TupleValue):
        return TupleValue(tuple(_element(item, host) for item in data.items), data.origin)
    if isinstance(data, ListObject):
        return as_array(data, host, data.origin) or data
    return data


@handles(f"{_DATASET}.zip", "dataset.zip")
def zipped(call: LibraryCall) -> Value:
    """One element of each dataset, side by side."""
    first = call.argument("datasets", 0)
    given = call.arguments.positional
    sources = given if len(given) > 1 else call.host.items(first) if first is not None else None
    if sources is None or isinstance(first, DictObject):
        return Dataset(call.unknown(), call.origin)
    elements = [source.element if isinstance(source, Dataset) else call.unknown() for source in sources]
    return Dataset(TupleValue(tuple(elements)), call.origin)


@handles(f"{_DATASET}.from_generator")
def from_generator(call: LibraryCall) -> Value:
    """What the generator function yields; plain tensors of data if it cannot be followed."""
    generator = call.argument("generator", 0)
    given = call.argument("args")
    if generator is None or not (given is None or is_none(given)):
        return Dataset(call.unknown(), call.origin)
    made = call.host.call(generator, Arguments(), call.origin)
    return Dataset(_made_of(NONE, made.element) if isinstance(made, Dataset) else call.unknown(), call.origin)


def _made_of(element: Value, made: Value) -> Value:
    """What a function of the project made of one element, or without one.

    An array of one axis holds a number for each row only if it comes from rows that were given, else it may
    be a row itself: ``label = np.zeros(5)``, ``label[3] = 1``.
    """
    if isinstance(made, Choice):
        return choose(made.condition, _made_of(element, made.yes), _made_of(element, made.no))
    if isinstance(made, TupleValue):
        return replace(made, items=tuple(_made_of(element, item) for item in made.items))
    if isinstance(made, Array) and made.columns == 0 and not _is_of_rows(made, element):
        return in_any_shape(made)
    return made


def _is_of_rows(array: Array, element: Value) -> bool:
    """Whether an array is made of rows: of an element of a dataset, or of data in a loop."""
    parts = element.items if isinstance(element, TupleValue) else (element,)
    sources = [one.token for part in parts for one in leaves(part) if isinstance(one, Array)]
    token: Hashable = array.token
    while token not in sources and isinstance(token, DerivedToken):
        token = token.parent
    return token in sources or isinstance(token, RowToken)


@handles(f"{_DATASET}.range")
def counted(call: LibraryCall) -> Value:
    """Whole numbers, one at a time; up to which is known where one constant is given."""
    given = call.arguments.positional
    stop = integer(given[0]) if len(given) == 1 else None
    ends = (None, None) if stop is None or stop < 1 else (0, stop - 1)
    numbers = Array(made_by="range", lowest=ends[0], highest=ends[1], columns=0, origin=call.origin)
    return Dataset(numbers, call.origin)


@handles(
    *(
        f"tensorflow.data.{home}.{name}"
        for home in ("Dataset", "experimental")
        for name in ("sample_from_datasets", "choose_from_datasets")
    )
)
def mixed(call: LibraryCall) -> Value:
    """Elements now of one dataset, now of another."""
    given = call.argument("datasets", 0)
    sources = None if given is None else call.host.items(given)
    elements = [one.element if isinstance(one, Dataset) else call.unknown() for one in sources or ()]
    return Dataset(_any_of(call, elements) if elements else call.unknown(), call.origin)


def _any_of(call: LibraryCall, elements: Sequence[Value]) -> Value:
    """One element of several datasets, part by part; labels of some kind if all have that kind."""
    first = elements[0]
    if all(element == first for element in elements):
        return first
    tuples = [element for element in elements if isinstance(element, TupleValue)]
    if len(tuples) == len(elements) and len({len(one.items) for one in tuples}) == 1:
        columns = zip(*(one.items for one in tuples), strict=True)
        return TupleValue(tuple(_any_of(call, column) for column in columns), call.origin)
    arrays = [element for element in elements if isinstance(element, Array)]
    return below(call, arrays) if len(arrays) == len(elements) else call.unknown()


@handles(
    f"{_DATASET}.list_files",
    "tensorflow.data.TFRecordDataset",
    "tensorflow.data.TextLineDataset",
    "tensorflow.data.experimental.make_csv_dataset",
)
def of_unknown_content(call: LibraryCall) -> Value:
    return Dataset(call.unknown(), call.origin)


# --- steps ------------------------------------------------------------------------------------------


@handles(
    "dataset.batch",
    "dataset.shuffle",
    "dataset.repeat",
    "dataset.cache",
    "dataset.prefetch",
    "dataset.take",
    "dataset.skip",
    "dataset.with_options",
    "dataset.unbatch",
    "dataset.rebatch",
    "dataset.padded_batch",
    "dataset.ragged_batch",
    "dataset.shard",
    "dataset.snapshot",
    "dataset.apply_options",
    "dataset.as_numpy_iterator",
    "dataset.__iter__",
    "dataset.make_one_shot_iterator",
)
def same_elements(call: LibraryCall) -> Value:
    """Steps that keep what an element is."""
    return call.receiver if call.receiver is not None else call.unknown()


@handles("dataset.concatenate")
def concatenated(call: LibraryCall) -> Value:
    """First the elements of one dataset, then those of the other."""
    sources = [call.receiver, call.argument("dataset", 0)]
    elements = [one.element if isinstance(one, Dataset) else call.unknown() for one in sources]
    return Dataset(_any_of(call, elements), call.origin)


@handles("dataset.rejection_resample")
def resampled(call: LibraryCall) -> Value:
    """Elements picked so that the classes are as frequent as asked, each beside its class."""
    if call.origin is not None:
        sign = Evidence(EvidenceKind.RESAMPLING, "`rejection_resample`", call.origin)
        call.host.record(EvidenceEvent(call.origin, sign))
    element = call.receiver.element if isinstance(call.receiver, Dataset) else call.unknown()
    return Dataset(TupleValue((call.unknown(detail="a class"), element)), call.origin)


@handles("dataset.filter")
def filtered(call: LibraryCall) -> Value:
    """Elements that meet a condition, which may go by class."""
    receiver = call.receiver
    if not isinstance(receiver, Dataset):
        return call.unknown()
    return Dataset(_some_classes(receiver.element), call.origin)


def _some_classes(element: Value) -> Value:
    if isinstance(element, TupleValue):
        return TupleValue(tuple(_some_classes(item) for item in element.items), element.origin)
    return some_classes(element) if isinstance(element, Array) else element


@handles(
    "dataset.__next__",
    "dataset.next",
    "dataset.get_next",
    "dataset.get_single_element",
    "dataset.__getitem__",
)
def one_element(call: LibraryCall) -> Value:
    receiver = call.receiver
    return receiver.element if isinstance(receiver, Dataset) else call.unknown()


@handles("dataset.enumerate")
def numbered(call: LibraryCall) -> Value:
    element = call.receiver.element if isinstance(call.receiver, Dataset) else call.unknown()
    return Dataset(TupleValue((call.unknown(detail="a position"), element)), call.origin)


@handles("dataset.window")
def windows(call: LibraryCall) -> Value:
    """A dataset for each window, or one for each part of an element."""
    if not isinstance(call.receiver, Dataset):
        return Dataset(call.unknown(), call.origin)
    element = call.receiver.element
    if isinstance(element, TupleValue):
        return Dataset(TupleValue(tuple(Dataset(part, call.origin) for part in element.items)), call.origin)
    return Dataset(Dataset(element, call.origin), call.origin)


@handles("dataset.flat_map", "dataset.interleave")
def flattened(call: LibraryCall) -> Value:
    """The elements of the datasets that the function makes of each element."""
    function = call.argument("map_func", 0)
    if function is None or not isinstance(call.receiver, Dataset):
        return Dataset(call.unknown(), call.origin)
    made = _on_element(call, function, call.receiver.element)
    return Dataset(made.element if isinstance(made, Dataset) else call.unknown(), call.origin)


@handles("tensorflow.py_function", "tensorflow.numpy_function")
def of_python(call: LibraryCall) -> Value:
    """``tf.numpy_function(func, [x, y], Tout)``: what the function gives for them, several as a list."""
    function, given = call.argument("func", 0), call.argument("inp", 1)
    parts = None if given is None else call.host.items(given)
    if function is None or parts is None:
        return call.unknown()
    made = call.host.call(function, Arguments(parts), call.origin)
    results = call.host.items(made) if isinstance(made, TupleValue | ListObject) else None
    return made if results is None else call.host.new_list(results, call.origin)


@handles("dataset.group_by_window", "dataset.scan")
def regrouped(call: LibraryCall) -> Value:
    return Dataset(call.unknown(), call.origin)


@handles("dataset.cardinality", "dataset.__len__")
def count(call: LibraryCall) -> Value:
    return call.unknown()


_KEEPING = frozenset(
    f"tensorflow.data.experimental.{name}"
    for name in (
        "assert_cardinality copy_to_device dense_to_ragged_batch ignore_errors prefetch_to_device "
        "shuffle_and_repeat snapshot unbatch"
    ).split()
)


@handles(*sorted(_KEEPING))
def transformation(call: LibraryCall) -> Value:
    """A function for ``apply`` that keeps what an element is."""
    return LibraryObject(call.name, call.arguments, call.origin)


@handles("dataset.apply")
def applied(call: LibraryCall) -> Value:
    """``dataset.apply(function)`` is ``function(dataset)``."""
    function = call.argument("transformation_func", 0)
    if function is None or call.receiver is None:
        return call.unknown()
    if isinstance(function, LibraryObject) and function.name in _KEEPING:
        return call.receiver
    return call.host.call(function, Arguments((call.receiver,)), call.origin)


@handles("dataset.map")
def mapped(call: LibraryCall) -> Value:
    """The function on one element; the parts of a tuple are its arguments, those of a dict are not."""
    function = call.argument("map_func", 0)
    if function is None or not isinstance(call.receiver, Dataset):
        return call.unknown()
    element = call.receiver.element
    return Dataset(_made_of(element, _on_element(call, function, element)), call.origin)


@handles("unknown.map")
def mapped_unknown(call: LibraryCall) -> Value:
    """``map`` of something unknown with a function of two arguments or more: a dataset of pairs.

    pandas and plain ``map`` pass one argument only, so for those nothing is known.
    """
    function = call.argument("map_func", 0)
    if not isinstance(function, FunctionValue) or len(function.node.params.params) < 2:
        return call.unknown()
    return Dataset(_made_of(NONE, _on_element(call, function, call.unknown())), call.origin)


def _on_element(call: LibraryCall, function: Value, element: Value) -> Value:
    host = call.host

    def run(one: Value) -> Value:
        if isinstance(one, TupleValue):
            return host.call(function, Arguments(one.items), call.origin)
        if isinstance(one, UnknownValue) and isinstance(function, FunctionValue):
            needed = [p for p in function.node.params.params if p.default is None]
            parts = tuple(call.unknown() for _ in needed) if len(needed) >= 2 else (one,)
            return host.call(function, Arguments(parts), call.origin)
        return host.call(function, Arguments((one,)), call.origin)

    return host.each(element, run)
