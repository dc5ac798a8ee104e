"""Cells as formualizer takes and gives them."""

from __future__ import annotations

from datetime import date
from typing import Any

import formualizer as fz

from tcsheets.cells import serial_of
from tcsheets.errors import CellError
from tcsheets.workbook.values import Cell

CODES = {
    "Div": "#DIV/0!",
    "Na": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "Spill": "#SPILL!",
    "Calc": "#CALC!",
}
KINDS = {code: kind for kind, code in CODES.items()}


def cell_of(value: Any) -> Cell:
    """Return a value of the engine's as a cell."""
    if isinstance(value, dict):
        return CellError(CODES.get(value["kind"], "#VALUE!"))
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def value_of(cell: Any) -> Any:
    """Return a cell as the engine takes it; a blank inside a result is an empty text, or it would show 0."""
    if isinstance(cell, CellError):
        return fz.LiteralValue.error(KINDS.get(cell.code, "Value"), None)
    return serial_of(cell) if isinstance(cell, date) else cell


def as_kept(error: CellError) -> CellError:
    """Return an error as the engine keeps it: without its message, and with a code that the engine knows."""
    return CellError(error.code if error.code in KINDS else "#VALUE!")


def kept_value(result: Any) -> Cell:
    """Return a single result of a function as the engine keeps it; a blank is an empty text, or it would show 0."""
    if result is None:
        return ""
    if isinstance(result, bool | str):
        return result
    if isinstance(result, CellError):
        return as_kept(result)
    return serial_of(result) if isinstance(result, date) else float(result)


def argument_of(value: Any) -> Any:
    """Return an argument of a call: a cell, or rows of cells."""
    if not isinstance(value, list):
        return CellError(CODES.get(value["kind"], "#VALUE!")) if isinstance(value, dict) else value
    if not any(dict in set(map(type, row)) for row in value):
        return value
    return [[argument_of(cell) for cell in row] for row in value]


def rows_of_result(result: Any) -> list[list[Any]]:
    """Return a result as rows."""
    rows = result if isinstance(result, list) else [[result]]
    return [["" if cell is None else cell for cell in row] for row in rows]
