"""Cells as xlwings gives and takes them, in Excel on Windows and in xlwings Lite: what their wrappers call.

It imports the core alone, so that it also runs in a browser's Python.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import tcsheets.functions  # noqa: F401 (registers them)
from tcsheets.cells import OUR_ERROR, serial_of
from tcsheets.errors import CellError
from tcsheets.functions.registry import call

# What xlwings writes of a cell's own error, where it is asked for it; unasked it gives None, as for an empty cell.
EXCEL_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


def taken(cell: Any) -> Any:
    """Return a cell, or rows of cells, as functions take it: Excel's own error as one, never as text or a blank.

    >>> taken([["D2740", "#DIV/0!"]])
    [['D2740', CellError(code='#DIV/0!', message='')]]
    """
    if isinstance(cell, (list, tuple)):
        return [taken(each) for each in cell]
    return CellError(cell) if isinstance(cell, str) and cell in EXCEL_ERRORS else cell


def shown(value: Any) -> Any:
    """Return a result as a cell of Excel holds it; an error can only be text there, which the functions know as one."""
    if isinstance(value, list):
        return [shown(each) for each in value]
    return f"{OUR_ERROR} {value.message}" if isinstance(value, CellError) else value


def asked(name: str, *cells: Any) -> Any:
    """Return the result of a function for cells as xlwings gives them.

    >>> asked("TC_PAYMENT", [[1200.0]], None, 12.0), asked("TC_PAYMENT", None, None, "many")
    (100.0, '#TC! payments is text, not a number')
    """
    return shown(call(name, [taken(each) for each in cells]))


def numbered(value: Any) -> Any:
    """Return a result with its dates as Excel counts them, as our own Office.js add-in gives them.

    >>> numbered([[date(2026, 11, 24), "seen"]])
    [[46350.0, 'seen']]
    """
    if isinstance(value, list):
        return [numbered(each) for each in value]
    return serial_of(value) if isinstance(value, date) else value


def asked_in_lite(name: str, *cells: Any) -> Any:
    """Return the result of a function for cells as xlwings Lite gives them; a date is a number both ways."""
    return numbered(asked(name, *cells))
