"""A worksheet being written: cells in named styles, and formulas together with their values.

A formula's value is looked up in `Values`, which the builder got by recalculating
a first draft of the same workbook.  In the draft nothing is known and every
formula holds 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from tcsheets.cells import serial_of
from tcsheets.workbook.spelling import Dialect, calls_ours, respelled
from workbook_templates.styles import Styles

Style = tuple[str, ...]
# What a heading takes over from the cells under it.
SIDES = ("left", "center", "right", "indent")


@dataclass(frozen=True, slots=True)
class Values:
    """What the formulas of a workbook give: values by (sheet, cell), and the rows and columns of each spill."""

    cells: Mapping[tuple[str, str], Any]
    spills: Mapping[tuple[str, str], tuple[int, int]]


NOTHING_KNOWN = Values({}, {})


def as_number(value: Any) -> Any:
    """Return a value as a cell's XML holds it: a date as its serial, nothing as an empty text."""
    if value is None:
        return ""
    return serial_of(value) if isinstance(value, date) else value


def offset(cell: str, rows: int = 0, columns: int = 0) -> str:
    """Return the address so many rows down and columns to the right.

    >>> offset("B4", rows=2, columns=1)
    'C6'
    """
    row, column = xl_cell_to_rowcol(cell)
    return str(xl_rowcol_to_cell(row + rows, column + columns))


def row_of(cell: str) -> int:
    """Return the row number of an address.

    >>> row_of("B4")
    4
    """
    return int(xl_cell_to_rowcol(cell)[0]) + 1


def column_letters(first: str, count: int) -> Iterator[str]:
    """Give the letters of so many columns, beginning with one.

    >>> list(column_letters("Y", 3))
    ['Y', 'Z', 'AA']
    """
    for place in range(count):
        yield offset(first + "1", columns=place)[:-1]


def spilled_style(columns: Sequence[Style], down: int, right: int) -> Style:
    """Return the style of a spill's cell: the column's; in the first row a heading that stands as its cells do."""
    style = columns[right] if right < len(columns) else ("cell", "left", "indent")
    return ("column", *(part for part in style[1:] if part in SIDES)) if down == 0 else style


@dataclass(frozen=True, slots=True)
class Page:
    """One worksheet of a template."""

    sheet: Worksheet
    styles: Styles
    values: Values
    dialect: Dialect
    loose_rows: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The sheet's name."""
        return str(self.sheet.get_name())

    def value_at(self, cell: str) -> Any:
        """Return what the formula of a cell gives; 0 while that is not known."""
        return as_number(self.values.cells.get((self.name, cell), 0))

    def put(self, cell: str, value: Any, *style: str) -> None:
        """Write a value, or only the style where it is None."""
        # write() would take a text like "=1" or "http:" for more than text.
        if isinstance(value, str):
            self.sheet.write_string(cell, value, self.styles.of(*style))
        else:
            self.sheet.write(cell, serial_of(value) if isinstance(value, date) else value, self.styles.of(*style))

    def put_row(self, cell: str, values: Sequence[Any], *style: str) -> None:
        """Write values side by side in one style."""
        for place, value in enumerate(values):
            self.put(offset(cell, columns=place), value, *style)

    def formula(self, cell: str, formula: str, *style: str) -> None:
        """Write an ordinary formula with its value."""
        text = respelled(formula, self.dialect)
        self.sheet.write_formula(cell, text, self.styles.of(*style), self.value_at(cell))

    def call(self, cell: str, formula: str, *style: str) -> None:
        """Write a formula with a TC_ function that gives one value.

        It is marked as a dynamic array, or Excel may put @ before the function's name.
        """
        text = respelled(formula, self.dialect, fills_area=True)
        self.sheet.write_dynamic_array_formula(f"{cell}:{cell}", text, self.styles.of(*style), self.value_at(cell))

    def write(self, cell: str, content: Any, *style: str) -> None:
        """Write what the template says of a cell: a text that begins with = is a formula, anything else a value."""
        if isinstance(content, str) and content.startswith("="):
            (self.call if calls_ours(content) else self.formula)(cell, content, *style)
        else:
            self.put(cell, content, *style)

    def spill(self, cell: str, formula: str, columns: Sequence[Style], room: int) -> None:
        """Write a formula that gives a table with its header row, and the table's cells.

        columns: the style of each; room: rows that keep these styles however many the table has.
        """
        rows, width = self.values.spills.get((self.name, cell), (1, 1))
        text = respelled(formula, self.dialect, fills_area=True)
        last = offset(cell, rows - 1, width - 1)
        # XlsxWriter fills the range of an array formula with zeros, so the other cells are written after it.
        heading = self.styles.of(*spilled_style(columns, 0, 0))
        self.sheet.write_dynamic_array_formula(f"{cell}:{last}", text, heading, self.value_at(cell))
        for down in range(max(rows, room)):
            for right in range(max(width, len(columns))):
                if (down, right) != (0, 0):
                    place = offset(cell, down, right)
                    value = self.value_at(place) if down < rows and right < width else None
                    self.put(place, value, *spilled_style(columns, down, right))

    def widths(self, widths: Mapping[str, float]) -> None:
        """Set the widths of columns, given as "A" or "B:D", in characters."""
        for columns, width in widths.items():
            first, _, last = columns.partition(":")
            # Cells nobody wrote to get the font of the others too, once somebody types there.
            self.sheet.set_column(f"{first}:{last or first}", width, self.styles.of("plain"))

    def heights(self, heights: Mapping[int, float]) -> None:
        """Set the heights of rows, in points."""
        for row, height in heights.items():
            self.sheet.set_row(row - 1, height)

    def loose_height(self, row: int, height: float) -> None:
        """Set the height a row begins with; it grows with what is typed into it."""
        # XlsxWriter can only fix a height; `finishing` takes that off again.
        self.sheet.set_row(row - 1, height)
        self.loose_rows.append(row)

    def across(self, cells: str, *style: str) -> str:
        """Merge cells of one style, and return the first, to be written next."""
        self.sheet.merge_range(cells, "", self.styles.of(*style))
        return cells.partition(":")[0]

    def define(self, name: str, cells: str) -> None:
        """Give cells of this sheet a name for the whole workbook; the address is written without $."""
        ends = [f"${end.rstrip('0123456789')}${row_of(end)}" for end in cells.split(":")]
        self.styles.book.define_name(name, f"='{self.name}'!{':'.join(ends)}")

    def define_column(self, name: str, table: str, header: str) -> None:
        """Give a table's column a name, so that lists of choices grow with the table."""
        self.styles.book.define_name(name, f"={table}[{header}]")

    def link(self, cell: str, target: str, text: str, tip: str = "") -> None:
        """Write a link to a place in this workbook, such as 'Treatment Plan'!A1."""
        self.sheet.write_url(cell, "internal:" + target, self.styles.of("link"), text, tip)
