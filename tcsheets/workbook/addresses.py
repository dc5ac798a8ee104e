"""Cells and areas of a sheet, as numbers and as A1 names; rows and columns count from 1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

CELL_NAME = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


@lru_cache(maxsize=LAST_COLUMN)
def column_number(letters: str) -> int:
    """Return a column's number.

    >>> column_number("A"), column_number("aa")
    (1, 27)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=LAST_COLUMN)
def column_letters(number: int) -> str:
    """Return a column's letters.

    >>> column_letters(1), column_letters(27), column_letters(16384)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return the A1 name of a cell.

    >>> cell_name(12, 28)
    'AB12'
    """
    return f"{column_letters(column)}{row}"


def cell_place(name: str) -> tuple[int, int]:
    """Return the row and the column of an A1 name; ValueError where it is none.

    >>> cell_place("$AB$12")
    (12, 28)
    """
    found = CELL_NAME.match(name)
    if not found:
        raise ValueError(f"{name} is not the name of a cell")
    return int(found.group(2)), column_number(found.group(1))


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells: its first and last row and column, all inside."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def __str__(self) -> str:
        """Return the A1 name; of a single cell, without a colon."""
        first = cell_name(self.first_row, self.first_column)
        last = cell_name(self.last_row, self.last_column)
        return first if first == last else f"{first}:{last}"

    @property
    def height(self) -> int:
        """The number of rows."""
        return self.last_row - self.first_row + 1

    @property
    def width(self) -> int:
        """The number of columns."""
        return self.last_column - self.first_column + 1

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column

    def meets(self, other: Area) -> bool:
        """Whether the two have a cell in common."""
        across = self.first_column <= other.last_column and other.first_column <= self.last_column
        return across and self.first_row <= other.last_row and other.first_row <= self.last_row

    def cells(self) -> list[tuple[int, int]]:
        """Return its cells, row by row."""
        columns = range(self.first_column, self.last_column + 1)
        return [(row, column) for row in range(self.first_row, self.last_row + 1) for column in columns]


def area_of(name: str) -> Area:
    """Return the area of an A1 name; ValueError where it is none.

    >>> area_of("B2:D9"), str(area_of("$C$5"))
    (Area(first_row=2, first_column=2, last_row=9, last_column=4), 'C5')
    """
    first, _, last = name.partition(":")
    (top, left), (bottom, right) = cell_place(first), cell_place(last or first)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def area_around(places: Sequence[tuple[int, int]]) -> Area:
    """Return the smallest area that holds these cells, of which there is at least one.

    >>> str(area_around([(2, 3), (5, 1)]))
    'A2:C5'
    """
    rows = [row for row, _ in places]
    columns = [column for _, column in places]
    return Area(min(rows), min(columns), max(rows), max(columns))
