"""Operators on arrays: arithmetic, comparisons, masks. The interpreter calls these for Array operands."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from compile_lint.model import Encoding, Origin, UseKind
from compile_lint.overlays import array_subscripts, ensembles, predictions
from compile_lint.overlays.array_arithmetic import with_array, with_constant, with_statistic
from compile_lint.overlays.array_facts import (
    IDS,
    WHERE_TRUE,
    DerivedToken,
    FilledToken,
    SetToken,
    axes_of,
    broadcast_columns,
    comes_from,
    derived_token,
    gathered_evidence,
    ids_facts,
    is_whole,
    number,
    one_hot_of,
    plain,
    predictors,
    truth_facts,
)
from compile_lint.overlays.array_literals import as_array
from compile_lint.overlays.derivations import is_position
from compile_lint.overlays.one_hot_rows import is_fresh_row, with_one_set
from compile_lint.overlays.pandas_columns import new_frame, whole
from compile_lint.values.host import Host
from compile_lint.values.values import (
    NONE,
    Array,
    Const,
    Dataset,
    FrameObject,
    RowToken,
    SliceValue,
    TupleValue,
    UnknownValue,
    Value,
)

COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_HALF = 0.5
_HALF_DECIDED = "half decided"  # the step by which some predictions become decisions
_ALL = SliceValue(NONE, NONE, NONE)
_BITWISE = frozenset({"&", "|", "^"})


def binary(sign: str, left: Value, right: Value, host: Host, origin: Origin | None) -> Value | None:
    """``left sign right`` where one side is an Array; None if neither is."""
    if isinstance(left, FrameObject) or isinstance(right, FrameObject):
        return _with_frame(sign, left, right, host, origin)
    if not isinstance(left, Array) and not isinstance(right, Array):
        return None
    left = as_array(left, host, origin) or left
    right = as_array(right, host, origin) or right
    if sign in COMPARISONS:
        _note_threshold(sign, left, right, host, origin)
        return compared(sign, left, right, origin)
    if sign in _BITWISE:
        return _combined(sign, left, right, origin)
    if isinstance(left, Array) and isinstance(right, Array):
        total = ensembles.added(left, right, host, origin) if sign == "+" else None
        return total or with_array(sign, left, right, origin)
    array, other = (left, right) if isinstance(left, Array) else (right, left)
    assert isinstance(array, Array)
    share = None if sign == "/" and array is right else ensembles.divided(sign, array, other, origin)
    if share is not None:
        return share
    if number(other) is not None:
        return with_constant(sign, array, other, array is right, origin)
    return with_statistic(sign, array, other, array is right, origin)


def _note_threshold(sign: str, left: Value, right: Value, host: Host, origin: Origin | None) -> None:
    """Predictions are compared with one half."""
    array, other = (left, right) if isinstance(left, Array) else (right, left)
    if not isinstance(array, Array) or sign not in predictions.COMPARISONS or number(other) != _HALF:
        return
    if predictions.form_of(array) is predictions.Form.RAW:
        predictions.record_use(host, UseKind.HALF, array.predicted_by, origin)


def _with_frame(sign: str, left: Value, right: Value, host: Host, origin: Origin | None) -> Value | None:
    """The same on frames as a whole: a frame of which no single column is known."""
    sides = [whole(side, host) if isinstance(side, FrameObject) else side for side in (left, right)]
    made = binary(sign, sides[0], sides[1], host, origin)
    return new_frame(host, made, origin=origin) if isinstance(made, Array) else made


def compared(sign: str, left: Value, right: Value, origin: Origin | None) -> Array:
    """An element-wise comparison: zeros and ones, in as many columns as the operands have."""
    picked = _picked(left, right, origin) or _picked(right, left, origin) if sign == "==" else None
    if picked is not None:
        return picked
    arrays = [side for side in (left, right) if isinstance(side, Array)]
    columns = arrays[0].columns
    if len(arrays) == 2:
        columns = broadcast_columns(arrays[0].columns, arrays[1].columns)
    other = right if arrays[0] is left else left
    step = (sign, arrays[0] is left, other) if isinstance(other, Const) else object()
    return Array(
        length=arrays[0].length,
        token=derived_token(arrays[0].token, step),
        evidence=gathered_evidence(*arrays),
        predicted_by=predictors(*arrays),
        origin=origin,
        **truth_facts(columns),
    )


def _picked(classes: Value, label: Value, origin: Origin | None) -> Array | None:
    """The one-hot rows of ``classes == label``, where every class stands in one axis once.

    ``label`` is a name that is not known, or a column of names or numbers; of another number nobody knows
    whether it picks a class or a row. None where the comparison is of another kind.
    """
    if not isinstance(classes, Array) or classes.columns != 0 or not _has_each_once(classes):
        return None
    if isinstance(label, UnknownValue):
        is_of_names = classes.encoding is None and classes.classes is not None
        return one_hot_of(None, classes.length, "", origin) if is_of_names else plain(classes, object())
    if not isinstance(label, Array) or label.columns == 0:
        return None
    if label.columns == 1:
        return one_hot_of(label, classes.length, "", origin)
    return plain(label, ("==", classes.token))


def _has_each_once(array: Array) -> bool:
    """Whether no value stands in an array of one axis twice: names that are written out, or a range."""
    if array.made_by == "arange" and array.encoding is None and array.lowest == 0:
        return array.length is None or array.highest == array.length - 1
    return array.length is not None and 1 < array.length == array.classes


def _combined(sign: str, left: Value, right: Value, origin: Origin | None) -> Array:
    """``&``, ``|`` and ``^``: of zeros and ones again zeros and ones."""
    arrays = [side for side in (left, right) if isinstance(side, Array)]
    first = arrays[0]
    evidence = gathered_evidence(*arrays)
    if len(arrays) == 2 and all(side.encoding in (Encoding.BINARY, Encoding.MULTI_HOT) for side in arrays):
        columns = broadcast_columns(arrays[0].columns, arrays[1].columns)
        return Array(
            length=first.length,
            evidence=evidence,
            predicted_by=predictors(*arrays),
            token=derived_token(first.token, (sign, arrays[1].token)),
            origin=origin,
            **truth_facts(columns),
        )
    return replace(plain(first, (sign, object()), length=first.length), evidence=evidence, origin=origin)


def unary(sign: str, value: Value, host: Host, origin: Origin | None) -> Value | None:
    """``sign value`` for an Array; None for anything else."""
    if isinstance(value, FrameObject):
        made = unary(sign, whole(value, host), host, origin)
        return new_frame(host, made, origin=origin) if isinstance(made, Array) else made
    if not isinstance(value, Array):
        return None
    if sign == "-":
        return with_constant("*", value, Const(-1), False, origin)
    if sign == "+":
        return value
    if sign == "~" and value.encoding in (Encoding.BINARY, Encoding.MULTI_HOT):
        return replace(value, token=derived_token(value.token, "~"))
    return plain(value, sign, columns=value.columns, length=value.length)


def _ids_after(array: Array, index: Value, new: float) -> tuple[float, float, int] | None:
    """Lowest, highest and number of class ids after some of them became ``new``, where that is known."""
    lowest, highest = array.lowest, array.highest
    if array.encoding not in IDS or array.is_scaled or lowest is None or highest is None:
        return None
    replaced = _value_asked_for(array, index)
    if replaced is not None and array.classes == 2 and replaced in (lowest, highest):
        other = highest if replaced == lowest else lowest
        return (min(other, new), max(other, new), 2) if other != new else None
    if array.encoding is Encoding.PLUS_MINUS_ONE:  # a sign may have been 0
        return (-1, 1, 2) if new in (-1, 1) else None
    if replaced is not None and _are_consecutive(array):
        return _shifted(lowest, highest, replaced, new)
    if array.encoding is Encoding.BINARY and new in (0, 1):
        return 0, 1, 2
    # Filled in step by step: zeros, then ones in places, then twos; or ones, then -1 in places.
    if (lowest, new) == (0, highest + 1) and replaced is None and array.made_by in _FILLED:
        return 0, new, int(new) + 1
    return (-1, 1, 2) if (lowest, highest, new) == (1, 1, -1) else None


_FILLED = frozenset({"zeros", "zeros_like"})


def _are_consecutive(array: Array) -> bool:
    """Whether all ids from the lowest to the highest are classes."""
    ends_are_known = array.lowest is not None and array.highest is not None
    return ends_are_known and array.classes == (array.highest or 0) - (array.lowest or 0) + 1


def _shifted(lowest: float, highest: float, old: float, new: float) -> tuple[float, float, int] | None:
    """The class at one end becomes one beside the other end (1 to 10 become 0 to 9), or one of the rest."""
    if old == highest and lowest - 1 <= new < highest:
        lowest, highest = min(lowest, new), highest - 1
    elif old == lowest and lowest < new <= highest + 1:
        lowest, highest = lowest + 1, max(highest, new)
    else:
        return None
    return lowest, highest, int(highest - lowest) + 1


def _value_asked_for(array: Array, index: Value) -> float | None:
    """``c`` where ``index`` is the mask ``array == c``, or the places where that holds."""
    if isinstance(index, TupleValue) and len(index.items) == 1:
        index = index.items[0]
    token = index.token if isinstance(index, Array) else None
    if isinstance(token, DerivedToken) and token.step == WHERE_TRUE:
        token = token.parent
    if not isinstance(token, DerivedToken) or token.parent != array.token:
        return None
    match token.step:
        case ("==", True, Const() as constant):
            return number(constant)
    return None


def subscript(value: Value, index: Value, host: Host, origin: Origin | None) -> Value | None:
    """``value[index]`` for an Array or a Dataset; None where the result is not known at all."""
    if isinstance(value, Array):
        return array_subscripts.of_array(value, index, host, origin)
    if isinstance(value, Dataset):
        return value.element
    return None


def assigned(array: Array, index: Value, item: Value, host: Host, origin: Origin | None) -> Array:
    """``array`` after ``array[index] = item``: new data whose content is mostly not known.

    Followed are ids that get another value in places, ``y[y == 0] = -1``, and rows of zeros that get a one
    in the column of each class, ``y[np.arange(n), ids] = 1`` or, in a loop, ``y[i, ids[i]] = 1``; or one row
    by itself, ``row[place] = 1``.
    """
    number_set = number(item)
    step = _deciding(array, index, item)
    changed = plain(array, step, columns=array.columns, length=array.length, has_rows=array.has_rows)
    if number_set == 1 and is_fresh_row(host, array) and isinstance(index, Const | UnknownValue):
        changed = replace(changed, token=with_one_set(array))
    if number_set is not None and is_whole(number_set):
        found = _ids_after(array, index, number_set)
        if found is not None:
            facts = ids_facts(*found, array.columns)
            made_by = array.made_by if array.made_by in _FILLED else ""  # no longer the ids of the data set
            return replace(changed, made_by=made_by, origin=origin or array.origin, **facts)
    cells = index.items if isinstance(index, TupleValue) else ()
    if array.made_by == "zeros" and number_set is None and len(cells) > 1:
        return _with_class_set(array, cells, item, origin) or changed
    if number_set != 1 or array.made_by != "zeros" or array.columns == 1:
        return changed
    if len(cells) == axes_of(array) == 2:
        ids = _one_id_a_row(cells[0], cells[1], host)
        if ids is not None:
            made = one_hot_of(ids, array.columns, "", origin)
            return replace(made, columns=array.columns, has_rows=array.has_rows)
    token = array.token
    if not isinstance(token, FilledToken) or not 2 <= len(cells) == len(token.shape):
        return changed
    if not _is_one_place_a_row(cells, token.loops_since(host.loops)):
        return changed
    made = one_hot_of(None, token.shape[-1], "", origin)
    return replace(made, columns=array.columns, has_rows=array.has_rows)


def _with_class_set(
    array: Array, cells: tuple[Value, ...], item: Value, origin: Origin | None
) -> Array | None:
    """Zeros after ``y[:, :, c] = image == c``: one-hot rows, once that was done for every class."""
    done = array.token
    filled = done.filled if isinstance(done, SetToken) else done
    place = cells[-1].value if isinstance(cells[-1], Const) else None
    source = _source_of_class(item, place)
    if not isinstance(filled, FilledToken) or type(place) is not int or source is None:
        return None
    width = filled.shape[-1] if filled.shape else None
    is_whole_axis = len(cells) == len(filled.shape) and all(one == _ALL for one in cells[:-1])
    if width is None or not 0 <= place < width or not (is_whole_axis or cells[:-1] == (Const(...),)):
        return None
    if isinstance(done, SetToken) and done.source != source:
        return None
    classes = (done.classes if isinstance(done, SetToken) else frozenset()) | {place}
    if len(classes) < width:
        token = SetToken(filled, source, classes)
        return replace(array, token=token, lowest=None, highest=None, origin=origin)
    return replace(one_hot_of(None, width, "", origin), columns=array.columns, has_rows=array.has_rows)


def _source_of_class(item: Value, place: object) -> Hashable | None:
    """What names the data of which ``item`` tells where they are that class; None where it does not."""
    if isinstance(item, UnknownValue):
        test = item.test
        is_class = test is not None and not item.negated and (test.operator, test.constant) == ("==", place)
        return test.subject if test is not None and is_class else None
    token = item.token if isinstance(item, Array) else None
    if not isinstance(token, DerivedToken) or not isinstance(token.step, tuple):
        return None
    return token.parent if token.step == ("==", True, Const(place)) else None


def _is_one_place_a_row(cells: tuple[Value, ...], loops: tuple[Value, ...] | None) -> bool:
    """Whether each loop goes through one axis of the rows, so that each row gets one in one place.

    A loop over something else, the words of a text or the classes, gives a row many.
    """
    rows = [_place(one) for one in cells[:-1]]
    if not loops or not is_position(cells[-1]) or cells[-1].token in rows:
        return False
    for element in loops:
        parts = element.items if isinstance(element, TupleValue) else (element,)
        tokens = [one.token for one in parts if is_position(one) and one.token in rows]
        if len(tokens) != 1:
            return False
        rows.remove(tokens[0])
    return True


def _place(value: Value) -> Hashable:
    """What names the place in a loop that a value is, or is next to: ``y[i, t - 1, k] = 1``."""
    token = value.token if isinstance(value, UnknownValue) else None
    if isinstance(token, tuple) and token[0] in ("Add", "Subtract"):
        shifted: Hashable = token[1]
        return shifted
    return token


def _deciding(array: Array, index: Value, item: Value) -> Hashable:
    """The step by which predictions become decisions, ``p[p > 0.5] = 1`` and then ``p[p <= 0.5] = 0``."""
    if not isinstance(index, Array) or not comes_from(index.token, array.token):
        return object()
    if predictions.form_of(index) is not predictions.Form.DECISIONS or not is_whole(number(item)):
        return object()
    is_second = isinstance(array.token, DerivedToken) and array.token.step == _HALF_DECIDED
    return "rounded" if is_second else _HALF_DECIDED


def _one_id_a_row(row: Value, column: Value, host: Host) -> Array | None:
    """The class ids, one for each row, of which ``column`` is that of ``row``; all of them or any one."""
    rows, ids = as_array(row, host), as_array(column, host)
    if ids is None:
        return None
    if rows is not None:
        return ids if rows.made_by == "arange" and rows.columns == 0 and ids.columns in (0, None) else None
    token = ids.token
    if is_position(row) and isinstance(token, RowToken) and token.identity == row.token:
        return token.array
    return None
