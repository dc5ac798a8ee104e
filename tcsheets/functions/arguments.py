"""What a host sends -> what a function takes, and its result -> what a cell holds.

One rule for blanks in every host: a blank, omitted or 0 single argument is the
parameter's default, because several hosts send 0 for an empty cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tcsheets.cells import is_blank, is_error, plain, read_cell, write_cell
from tcsheets.errors import ArgumentError, CellError
from tcsheets.functions.kinds import ITEM_KINDS
from tcsheets.tables import as_rows, blank_text, write_table

NOTHING: dict[str, Any] = {"Money": 0, "Share": 0, "Rate": 0, "Number": 0.0, "Count": 0, "Flag": False}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument of a sheet function: name, kind, whether it must be given, default."""

    name: str
    kind: str
    required: bool
    default: Any = None

    @property
    def is_range(self) -> bool:
        """Whether it takes a range of cells rather than a single one."""
        return self.kind == "Table" or self.kind in ITEM_KINDS


def is_range_value(value: Any) -> bool:
    """Whether a host sent more than one cell."""
    if not isinstance(value, (list, tuple)):
        return False
    if len(value) == 1 and isinstance(value[0], (list, tuple)):
        return len(value[0]) > 1
    return len(value) > 1


def single(value: Any) -> Any:
    """Return the value of a single cell, which some hosts send as a range of one."""
    if not isinstance(value, (list, tuple)):
        return plain(value)
    rows = as_rows(value)
    return plain(rows[0][0]) if rows and rows[0] else None


def error_in(value: Any, name: str) -> None:
    """Raise the error an argument already is, so that it is passed on and never read as a blank."""
    if is_error(value):
        message = value.message if isinstance(value, CellError) else value[4:].lstrip()
        raise ArgumentError(message or f"{name} is the error {value}; mend that cell first")


def read_single(value: Any, parameter: Parameter) -> Any:
    """Return a single cell's value in the parameter's kind; the default for blank and 0."""
    if value is None and not parameter.required:
        return parameter.default
    value = single(value)
    error_in(value, parameter.name)
    if is_blank(value) or (value == 0 and not isinstance(value, bool)):
        if not parameter.required:
            return parameter.default
        if parameter.kind not in NOTHING:
            raise ArgumentError(f"{parameter.name} is missing")
        return NOTHING[parameter.kind]
    try:
        return read_cell(value, parameter.kind)
    except ValueError as error:
        raise ArgumentError(f"{parameter.name} {error}") from error


def read_items(value: Any, parameter: Parameter) -> tuple[Any, ...]:
    """Return the values of a range in one kind, row by row, blanks left out."""
    items = []
    for row, cells in enumerate(as_rows(value), start=1):
        for cell in cells:
            error_in(cell, parameter.name)
            try:
                item = read_cell(cell, ITEM_KINDS[parameter.kind])
            except ValueError as error:
                raise ArgumentError(f"{parameter.name}, row {row}: {error}") from error
            if item is not None:
                items.append(item)
    return tuple(items)


def read_range(value: Any, parameter: Parameter) -> Any:
    """Return a range for a parameter that takes one; None or nothing where it was left out."""
    rows = as_rows(value)
    empty = all(is_blank(cell) or (len(rows) == 1 and cell == 0) for row in rows for cell in row)
    if len(rows) == 1 and rows[0]:
        error_in(rows[0][0], parameter.name)
    if empty and parameter.required:
        raise ArgumentError(f"{parameter.name} is missing; give the range with its header row")
    if parameter.kind == "Table":
        return None if empty else rows
    return () if empty else read_items(value, parameter)


def read_argument(value: Any, parameter: Parameter) -> Any:
    """Return what a host sent, in the parameter's kind; `ArgumentError` names the argument."""
    return read_range(value, parameter) if parameter.is_range else read_single(value, parameter)


def write_result(value: Any, kind: str) -> Any:
    """Return a result as cells: a value, or rows for a spill."""
    # Several hosts show nothing as 0, or as a day of 1900.
    return write_table(value) if kind == "Spill" else blank_text(write_cell(value, kind))


def broadcast_shape(values: Sequence[Any], parameters: Sequence[Parameter]) -> tuple[int, int] | None:
    """Return (rows, columns) where single arguments were given as ranges, else None.

    Ranges must be of one shape; a single cell goes with each.
    """
    shapes = []
    for value, parameter in zip(values, parameters):
        if is_range_value(value) and not parameter.is_range:
            rows = as_rows(value)
            shapes.append((len(rows), len(rows[0])))
    if not shapes:
        return None
    if any(shape != shapes[0] for shape in shapes):
        raise ArgumentError("ranges given together must have the same number of rows and columns")
    return shapes[0]


def pick(value: Any, parameter: Parameter, row: int, column: int) -> Any:
    """Return one cell of a range given for a single argument; anything else as it is."""
    if parameter.is_range or not is_range_value(value):
        return value
    cells = value[row] if isinstance(value[0], (list, tuple)) else value
    return cells[column] if column < len(cells) else None
