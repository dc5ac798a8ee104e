"""Formulas with their cell references moved, as filling down or sharing a formula moves them."""

from __future__ import annotations

import re
from functools import lru_cache

from tcsheets.workbook.addresses import LAST_COLUMN, LAST_ROW, column_letters, column_number

# What is no cell: texts, sheet names in quotes, [structured] references; names and functions that look like cells.
PIECE = re.compile(
    r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'!?|\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]"
    r"|(?<![\w.$\\])(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})(?![\w.(!\\])"
    r"|(?<![\w.$\\])(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})(?![\w.(!\\])"
    r"|(?<![\w.$:\\])(\$?)([0-9]{1,7}):(\$?)([0-9]{1,7})(?![\w.(!\\])"
)
Piece = str | tuple[str, ...]


@lru_cache(maxsize=4096)
def pieces_of(formula: str) -> tuple[Piece, ...]:
    """Return a formula as texts that never move and references that may: the groups of `PIECE`."""
    found: list[Piece] = []
    place = 0
    for match in PIECE.finditer(formula):
        if match.lastindex:
            found += [formula[place : match.start()], tuple(group or "" for group in match.groups())]
            place = match.end()
    return (*found, formula[place:])


def is_relative(formula: str) -> bool:
    """Whether a formula says something else when it is filled down.

    >>> is_relative("A2+1"), is_relative("SUM($A$1:$A$9)"), is_relative("Plan[[#This Row],[Fee]]*2")
    (True, False, False)
    """
    return moved(formula, 1, 0) != formula


def moved(formula: str, rows: int, columns: int) -> str:
    """Return a formula as it reads that many rows further down and columns to the right.

    >>> moved("SUM(A$1:B2)&'A1'!C3", 1, 1)
    "SUM(B$1:C3)&'A1'!D4"
    """
    pieces = pieces_of(formula)
    if len(pieces) == 1 or (not rows and not columns):
        return formula
    return "".join(each if isinstance(each, str) else moved_reference(each, rows, columns) for each in pieces)


def moved_reference(groups: tuple[str, ...], rows: int, columns: int) -> str:
    """Return a cell, a span of whole columns or one of whole rows, moved."""
    if groups[1]:
        return moved_column(groups[0], groups[1], columns) + moved_row(groups[2], groups[3], rows)
    if groups[5]:
        return moved_column(groups[4], groups[5], columns) + ":" + moved_column(groups[6], groups[7], columns)
    return moved_row(groups[8], groups[9], rows) + ":" + moved_row(groups[10], groups[11], rows)


def moved_column(fixed: str, letters: str, columns: int) -> str:
    """Return a column's letters, moved unless a $ fixes them; off the sheet they come in at its other side."""
    if fixed:
        return fixed + letters
    return column_letters((column_number(letters) + columns - 1) % LAST_COLUMN + 1)


def moved_row(fixed: str, number: str, rows: int) -> str:
    """Return a row's number, moved unless a $ fixes it; off the sheet it comes in at its other side."""
    return fixed + number if fixed else str((int(number) + rows - 1) % LAST_ROW + 1)
