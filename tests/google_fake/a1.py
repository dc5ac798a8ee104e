"""Ranges in A1 and R1C1 notation, and rectangles of a grid.

A rectangle is half open and counts from 0; `None` as an end means up to the sheet's edge.
"""

import re
from dataclasses import dataclass

CELL = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9]\d*)?")
R1C1 = re.compile(r"[Rr](\d+)?[Cc](\d+)?")
PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*|\d.*")


@dataclass(frozen=True)
class Area:
    """A rectangle: rows `top` to `bottom`, columns `left` to `right`, ends not included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self):
        """Rows."""
        return self.bottom - self.top

    @property
    def width(self):
        """Columns."""
        return self.right - self.left

    @property
    def is_one_cell(self):
        """Whether it is a single cell."""
        return self.height == 1 and self.width == 1

    def meets(self, other):
        """Whether the two share a cell."""
        return (
            self.top < other.bottom and other.top < self.bottom and self.left < other.right and other.left < self.right
        )

    def holds(self, other):
        """Whether the other lies inside."""
        inside = self.top <= other.top and other.bottom <= self.bottom
        return inside and self.left <= other.left and other.right <= self.right

    def cells(self):
        """Every cell, row by row."""
        return ((row, column) for row in range(self.top, self.bottom) for column in range(self.left, self.right))


def column_letters(column):
    """Return the letters of a column that counts from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters):
    """Return the column, from 0, of its letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def split_sheet(text):
    """Return `(title or None, rest or None, quoted)` of a range's text."""
    if text.startswith("'"):
        match = re.match(r"'((?:[^']|'')*)'(?:!(.*))?$", text, re.S)
        if match:
            return match.group(1).replace("''", "'"), match.group(2), True
    if "!" in text:
        title, rest = text.rsplit("!", 1)
        return title.strip("'").replace("''", "'"), rest, True
    return None, text, False


def corners(text):
    """Return `(top, left, bottom, right)` of the part after the sheet, with None for open ends; None if it is none."""
    first, colon, last = text.partition(":")
    start, end = _corner(first), _corner(last) if colon else None
    if start is None or (colon and end is None):
        return None
    if not colon:
        if None in start:
            return None
        end = start
    (row, column), (row2, column2) = start, end
    tops = [each for each in (row, row2) if each is not None]
    lefts = [each for each in (column, column2) if each is not None]
    top = min(tops) if tops else 0
    left = min(lefts) if lefts else 0
    bottom = max(tops) + 1 if len(tops) == 2 else None
    right = max(lefts) + 1 if len(lefts) == 2 else None
    return top, left, bottom, right


def _corner(text):
    match = R1C1.fullmatch(text)
    if match and any(match.groups()):
        row, column = match.groups()
        return (int(row) - 1 if row else None), (int(column) - 1 if column else None)
    match = CELL.fullmatch(text)
    if not match or not any(match.groups()):
        return None
    letters, digits = match.groups()
    return (int(digits) - 1 if digits else None), (column_number(letters) if letters else None)


def quoted(title):
    """Return a sheet's title as it stands in a range."""
    if PLAIN_TITLE.fullmatch(title) and not LIKE_A_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def write(title, area):
    """Return a range's text: `Sheet1!A1:B2`."""
    first = f"{column_letters(area.left)}{area.top + 1}"
    last = f"{column_letters(area.right - 1)}{area.bottom}"
    return f"{quoted(title)}!{first}" + ("" if area.is_one_cell else f":{last}")
