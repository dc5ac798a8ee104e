"""Columns of a DataFrame -> arrays of ints, and which rows hold something that only the plain engine can judge.

What a cell means is said by `cells.read_cell` alone: each different value of
a column is read once.  Only columns of plain numbers and of dates take a
shorter way, and a test holds that to the same results.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from tcsheets.cells import OUR_ERROR, read_cell
from tcsheets.insurance.flat import flat_day
from tcsheets.money import LARGEST, NUDGE
from tcsheets.tables import Column, header_key, places_of

NOTHING = -1


@dataclass(frozen=True, slots=True)
class Found:
    """A column as ints (NOTHING where a cell is blank), and the rows whose cell cannot be read so (None: no such)."""

    values: Any
    odd: Any = None


def columns_of(frame: pd.DataFrame, columns: tuple[Column, ...], what: str) -> dict[str, Any]:
    """Return the columns that a table has, by their fields; an error where one is missing or two could be meant."""
    places = places_of(list(frame.columns), columns, what)
    return {field: frame.iloc[:, place] for field, place in places.items()}


def column_named(frame: pd.DataFrame, names: tuple[str, ...]) -> Any:
    """Return the first column that has one of some names; None without one."""
    keys = [header_key(each) for each in frame.columns]
    for name in names:
        if header_key(name) in keys:
            return frame.iloc[:, keys.index(header_key(name))]
    return None


def is_numbers(column: Any) -> bool:
    """Whether a column holds plain numbers in numpy's own types, no booleans."""
    return isinstance(column.dtype, np.dtype) and column.dtype.kind in "if"


def cents(column: Any) -> Found:
    """Return amounts in cents; below 0, or too large to be meant, is odd."""
    if not is_numbers(column):
        return by_value(column, cell("Money"), lambda amount: amount >= 0)
    if column.dtype.kind == "i":
        numbers = column.to_numpy(np.int64)
        odd = (numbers < 0) | (numbers >= LARGEST)
        return Found(np.where(odd, NOTHING, numbers * 100), odd if odd.any() else None)
    numbers = column.to_numpy(np.float64)
    with np.errstate(invalid="ignore"):
        scaled = numbers * 100
        scaled += 0.5
        scaled += NUDGE
        good = (numbers >= 0) & (numbers < LARGEST)
        if good.all():
            return Found(scaled.astype(np.int64))
        found = np.where(good, scaled, NOTHING).astype(np.int64)
    odd = ~(good | np.isnan(numbers))
    return Found(found, odd if odd.any() else None)


def days(column: Any) -> Found:
    """Return days as the heart counts them, 0 where a cell is blank."""
    if not np.issubdtype(getattr(column.dtype, "type", object), np.datetime64) or getattr(column.dtype, "tz", None):
        found = by_value(column, cell("Date"), always, flat_day)
        return Found(np.where(found.values < 0, 0, found.values).astype(np.int32), found.odd)
    numbers = column.to_numpy()
    codes, different = pd.factorize(numbers)
    blank = codes < 0
    whole = different.astype("datetime64[D]")
    months = whole.astype("datetime64[M]")
    of_month = (whole - months.astype("datetime64[D]")).astype(np.int64) + 1
    flat = ((months.astype(np.int64) + 1970 * 12) * 32 + of_month).astype(np.int32)
    return Found(np.where(blank, 0, flat[codes]).astype(np.int32) if blank.any() else flat[codes])


def always(_: Any) -> bool:
    """Accept every value."""
    return True


def cell(kind: str) -> Callable[[Any], Any]:
    """Return the reader of a cell of a kind."""
    return lambda value: read_cell(value, kind)


def by_value(
    column: Any,
    read: Callable[[Any], Any],
    is_good: Callable[[Any], bool] = always,
    as_int: Callable[[Any], int] = int,
    blank: int = NOTHING,
) -> Found:
    """Return a column of which each different value is read once, as the sheet functions read a cell."""
    codes, different = distinct(column)
    ints, odd = np.full(len(different) + 1, blank, np.int64), np.zeros(len(different) + 1, bool)
    for place, value in enumerate(different):
        try:
            found = read(value)
            if found is not None:
                odd[place] = not is_good(found)
                ints[place] = blank if odd[place] else as_int(found)
        except ValueError:
            odd[place] = True
    return Found(ints[codes], odd[codes] if odd.any() else None)


def distinct(column: Any) -> tuple[Any, list[Any]]:
    """Return for each row which of the different values it holds (the last place: nothing), and these values."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, different = column.cat.codes.to_numpy(), column.cat.categories.tolist()
    elif column.dtype == object and has_mixed_types(column):
        # True and 1 are equal to Python, and not the same in a cell.
        keys = pd.Series([(type(each).__name__, each) for each in column], dtype=object)
        codes, pairs = pd.factorize(keys)
        different = [value for _, value in pairs]
        different = [None if value is pd.NA or value is pd.NaT else value for value in different]
    else:
        codes, found = pd.factorize(column)
        different = found.tolist()
    return codes, different


def has_mixed_types(column: Any) -> bool:
    """Whether a column of objects holds more than one type beside nothing."""
    return pd.api.types.infer_dtype(column, skipna=True) not in ("string", "empty")


def texts(column: Any) -> tuple[Any, list[str], Any]:
    """Return which text each row holds (-1: nothing), the texts as cells are read, and the odd rows."""
    codes, different = distinct(column)
    names: list[str] = []
    numbers: dict[str, int] = {}
    read, odd = np.full(len(different) + 1, NOTHING, np.int64), np.zeros(len(different) + 1, bool)
    for place, value in enumerate(different):
        try:
            # Most texts are texts: those need no more than `cells.text_of` does with them.
            is_text = type(value) is str and not value.startswith(OUR_ERROR)
            text = (value.strip() or None) if is_text else read_cell(value, "Text")
        except ValueError:
            odd[place] = True
            continue
        if text is not None:
            read[place] = numbers.setdefault(text, len(numbers))
    names = list(numbers)
    return read[codes].astype(np.int32), names, odd[codes] if odd.any() else None


def either(some: Any, more: Any) -> Any:
    """Return the rows that are odd for one reason or another; None without any."""
    if some is None or more is None:
        return more if some is None else some
    return some | more
