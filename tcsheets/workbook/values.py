"""What the cells of a sheet hold: XML of rows and strings -> values.

A value is None (blank), float, `DateSerial`, str, bool or `CellError`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tcsheets.cells import moment_of_text, serial_of
from tcsheets.errors import CellError
from tcsheets.workbook.addresses import column_letters, column_number
from tcsheets.workbook.markup import text_of_cell

EPOCH_SHIFT = 1462  # days from 1900-01-00 to 1904-01-01, where such a workbook begins to count

PREFIX = r"(?:[\w.-]+:)?"


def inside(name: str) -> str:
    """Return the pattern of what stands in an element: no other of its kind, so that no text is looked through twice.

    Without that, a file of unfinished elements takes a time that grows with the square of its length.
    """
    return rf"(?:[^<]++|<(?!/?{PREFIX}{name}[\s/>]))*+"


CELL = re.compile(
    rf"<{PREFIX}c(?=[\s/>])(?: r=\"([A-Z]{{1,3}})[0-9]+\")?([^<>]*?)"
    rf"(?:/>|>(?:<v>([^<]*)</v></c>|({inside('c')})</{PREFIX}c\s*>))"
)
VALUE = re.compile(rf"<{PREFIX}v(?:\s[^<>]*)?>([^<]*)</{PREFIX}v>")
FORMULA = re.compile(rf"<{PREFIX}f(?=[\s/>])")
STRING = re.compile(
    rf"<si><t(?: xml:space=\"preserve\")?>([^<]*)</t></si>"
    rf"|<{PREFIX}si(?:\s[^<>]*)?(?:/>|>({inside('si')})</{PREFIX}si\s*>)"
)
INLINE = re.compile(r"<is><t(?: xml:space=\"preserve\")?>([^<]*)</t></is>")
RUN = re.compile(rf"<{PREFIX}t(?:\s[^<>]*)?>([^<]*)</{PREFIX}t\s*>")
PHONETIC = re.compile(rf"<{PREFIX}rPh[\s>]{inside('rPh')}</{PREFIX}rPh\s*>")
REFERENCE = re.compile(r"""\sr\s*=\s*["']([A-Z]{1,3})[0-9]+["']""")
KIND = re.compile(r"""\st\s*=\s*["'](\w+)["']""")
STYLE = re.compile(r"""\ss\s*=\s*["']([0-9]+)["']""")


class DateSerial(float):
    """A number whose cell shows it as a date or a time; counted from 1900 in every workbook.

    >>> DateSerial(46350) == 46350.0
    True
    """

    __slots__ = ()


Cell = float | str | bool | CellError | None


class RawCell(NamedTuple):
    """A cell as its row's XML has it: the column, its attributes but r, a bare value, or all that is inside."""

    column: int
    attributes: str
    value: str
    body: str

    @property
    def has_formula(self) -> bool:
        """Whether it holds a formula."""
        return bool(self.body) and FORMULA.search(self.body) is not None

    @property
    def is_blank(self) -> bool:
        """Whether it shows nothing and computes nothing: at most a style."""
        return not self.value and not self.has_formula and not VALUE.search(self.body) and not RUN.search(self.body)


def raw_cells(row: str) -> list[RawCell]:
    """Return the cells in a row's XML.

    >>> raw_cells('<row r="2"><c r="B2" s="1"><v>5</v></c></row>')
    [RawCell(column=2, attributes=' s="1"', value='5', body='')]
    """
    found: list[RawCell] = []
    for letters, attributes, value, body in CELL.findall(row):
        last = found[-1].column if found else 0
        column = column_number(letters) if letters else column_of(attributes, last)
        found.append(RawCell(column, attributes, value, body))
    return found


def column_of(attributes: str, last: int) -> int:
    """Return the column of a cell whose name does not come first, or that has none: the one after the last."""
    found = REFERENCE.search(attributes)
    return column_number(found[1]) if found else last + 1


def shared_strings(part: str) -> list[str]:
    """Return the texts that cells of all sheets refer to by number.

    >>> shared_strings("<sst><si><t>a</t></si><si><r><t>b</t></r><r><t>c</t></r></si></sst>")
    ['a', 'bc']
    """
    return [text_of_cell(found[1] or "") if not found[2] else rich_text(found[2]) for found in STRING.finditer(part)]


def rich_text(body: str) -> str:
    """Return the text of runs, without the readings printed over it in East Asian text."""
    return text_of_cell("".join(RUN.findall(PHONETIC.sub("", body))))


@lru_cache(maxsize=256)
def places_of(first_column: int, width: int) -> dict[str, int]:
    """Return the places, from 0, of so many columns by their letters."""
    return {column_letters(first_column + place): place for place in range(width)}


@dataclass(frozen=True, slots=True)
class Reader:
    """What is needed to read a sheet's cells: the strings, the date styles, and whether days count from 1904."""

    strings: Sequence[str]
    date_styles: frozenset[str]
    date1904: bool

    def converter(self, attributes: str) -> Callable[[str], Cell]:
        """Return the function from a cell's written value to its value, for cells with these attributes."""
        kind = KIND.search(attributes)
        if kind and kind[1] != "n":
            return self.converters()[kind[1]]
        style = STYLE.search(attributes)
        return self.date if style and style[1] in self.date_styles else float

    def converters(self) -> dict[str, Callable[[str], Cell]]:
        """Return the functions for cells that are no numbers."""
        return {
            "s": lambda value: self.strings[int(value)],
            "str": text_of_cell,
            "inlineStr": text_of_cell,
            "b": lambda value: value.strip() in ("1", "true"),
            "e": CellError,
            "d": lambda value: DateSerial(serial_of(moment_of_text(value))),
        }

    def date(self, value: str) -> DateSerial:
        """Return a date's serial."""
        return DateSerial(float(value) + EPOCH_SHIFT) if self.date1904 else DateSerial(value)

    def cell(self, cell: RawCell) -> Cell:
        """Return a cell's value."""
        return self.value(self.converter(cell.attributes), cell.value, cell.body)

    def value(self, convert: Callable[[str], Cell], value: str, body: str) -> Cell:
        """Return the value of a cell with a bare value or a body."""
        if value:
            return convert(value)
        if not body:
            return "" if convert is text_of_cell else None  # a computed empty text is no blank
        inline = INLINE.fullmatch(body)
        if inline:
            return text_of_cell(inline[1])
        found = VALUE.search(body)
        if found and (found[1] or convert is text_of_cell):
            return convert(found[1])
        return rich_text(body) if RUN.search(body) else None

    def rows(self, rows: Sequence[str], first_column: int, width: int) -> tuple[list[list[Cell]], list[list[int]]]:
        """Return, for rows' XML, the values of so many columns, and the places of those that are formulas.

        The inner loop of reading: no object is made for a cell, and attributes are looked at once each.
        """
        places = places_of(first_column, width)
        known: dict[str, Callable[[str], Cell]] = {}
        values, formulas = [], []
        for row in rows:
            line: list[Cell] = [None] * width
            computed: list[int] = []
            for letters, attributes, value, body in CELL.findall(row):
                if not letters:
                    return self.odd_rows(rows, first_column, width)
                place = places.get(letters)
                if place is None:
                    continue
                convert = known.get(attributes) or known.setdefault(attributes, self.converter(attributes))
                line[place] = convert(value) if value else self.value(convert, value, body)
                if body and "f" in body and FORMULA.search(body):
                    computed.append(place)
            values.append(line)
            formulas.append(computed)
        return values, formulas

    def odd_rows(self, rows: Sequence[str], first_column: int, width: int) -> tuple[list[list[Cell]], list[list[int]]]:
        """Return the same for rows in which a cell's name does not come first, or is left out."""
        values, formulas = [], []
        for row in rows:
            inside = {each.column - first_column: each for each in raw_cells(row)}
            cells = [inside.get(place) for place in range(width)]
            values.append([self.cell(each) if each else None for each in cells])
            formulas.append([place for place, each in enumerate(cells) if each and each.has_formula])
        return values, formulas
