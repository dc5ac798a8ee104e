"""Formulas with their cell references moved, as filling down or sharing a formula moves them."""

from __future__ import annotations

import re

from tcsheets.workbook.addresses import LAST_COLUMN, LAST_ROW, column_letters, column_number
from tcsheets.workbook.formula_words import Word, words_of

PART = re.compile(r"(\$?)([A-Za-z]+|[0-9]+)")
MOVING = ("cell", "columns", "rows")


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
    if not rows and not columns:
        return formula
    return "".join(moved_word(word, rows, columns) if word.kind in MOVING else word.text for word in words_of(formula))


def moved_word(word: Word, rows: int, columns: int) -> str:
    """Return a cell, a span of whole columns or one of whole rows, moved."""
    return PART.sub(lambda part: part[1] + (part[2] if part[1] else moved_part(part[2], rows, columns)), word.text)


def moved_part(part: str, rows: int, columns: int) -> str:
    """Return a row's number or a column's letters, moved; off the sheet it comes in at the other side."""
    if part.isdigit():
        return str((int(part) + rows - 1) % LAST_ROW + 1)
    return column_letters((column_number(part) + columns - 1) % LAST_COLUMN + 1)
