"""A real table on a sheet: named, with filters, column formulas, and rules for what is typed.

The rules and tints reach beyond the table's last row, for the rows that will be added.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from tcsheets.workbook.spelling import respelled
from workbook_templates import entry
from workbook_templates.page import Page, column_letters, offset, row_of

ROWS_TO_COME = 400  # how far rules and tints reach below the table as it is now
LINE_HEIGHT, PADDING = 15.0, 6.0
CHARACTERS = 1.05  # of text that fit in one unit of width, on the cautious side


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table.

    kind: a number format of `styles`, or "plain"; allowed: the words of a list, or a
    named range; formula: what fills the column; hidden: a column for the program only.
    """

    header: str
    width: float
    kind: str = "plain"
    allowed: Sequence[str] | str = ()
    strict: bool = True
    formula: str = ""
    hidden: bool = False
    wrap: bool = False

    @property
    def style(self) -> tuple[str, ...]:
        """The style of its cells."""
        number = () if self.kind == "plain" else (self.kind,)
        return ("row", *number, *self.side, *(("wrap",) if self.wrap else ()))

    @property
    def heading(self) -> tuple[str, ...]:
        """The style of its heading."""
        return ("column", *(("beside_button",) if self.is_amount else self.side))

    @property
    def side(self) -> tuple[str, ...]:
        """Where its cells' contents stand."""
        if self.is_amount:
            return ("right",)
        return ("center",) if self.kind == "count" else ("left", "indent")

    @property
    def is_amount(self) -> bool:
        """Whether its cells stand at the right edge."""
        return self.kind in ("money", "percent", "rate")


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be drawn: its name, the cell of its first header, its columns, and what it holds in words.

    lines: of text that fit in each row from the beginning, for texts that a program writes later.
    """

    name: str
    corner: str
    fields: tuple[Field, ...]
    description: str
    lines: int = 1

    def column(self, header: str) -> str:
        """Return the letters of a column."""
        letters = column_letters(self.corner.rstrip("0123456789"), len(self.fields))
        return dict(zip((field.header for field in self.fields), letters))[header]

    def cells(self, header: str, rows: int) -> str:
        """Return the address of a column's cells below its header, for so many rows."""
        first = row_of(self.corner) + 1
        return f"{self.column(header)}{first}:{self.column(header)}{first + rows - 1}"


def header_row(table: Table) -> int:
    """Return the number of the row a table's headings stand in."""
    return row_of(table.corner)


KIND_RULES: dict[str, Callable[[Page, str], None]] = {
    "money": entry.amounts,
    "date": entry.dates,
    "moment": entry.dates,
    "percent": entry.shares,
    "rate": entry.shares,
    "count": entry.whole_numbers,
    "clock": entry.times,
}


def draw_table(page: Page, table: Table, rows: Sequence[Mapping[str, Any]], blank: int = 0) -> None:
    """Draw a table with its rows, given as values by header, and blank rows to type into; at least one row."""
    rows = [*rows, *({} for _ in range(max(blank, 0 if rows else 1)))]
    last = offset(table.corner, len(rows), len(table.fields) - 1)
    columns = [column_options(page, field) for field in table.fields]
    # No table style: programs other than Excel do not draw it, so the cells carry the look themselves.
    look = {"name": table.name, "style": None, "columns": columns, "description": table.description}
    page.sheet.add_table(f"{table.corner}:{last}", look)
    page.heights({header_row(table): 2 * LINE_HEIGHT + PADDING})
    for place, row in enumerate(rows, start=1):
        page.loose_height(header_row(table) + place, row_height(table, row))
    for place, field in enumerate(table.fields):
        draw_column(page, field, offset(table.corner, 1, place), [row.get(field.header) for row in rows])
        restrict(page, field, table.cells(field.header, len(rows) + ROWS_TO_COME))


def grow_alike(page: Page, table: Table, gaps: Sequence[int]) -> None:
    """Give rows that are added later the height of the others; gaps are the rows above that stay low."""
    page.sheet.set_default_row(table.lines * LINE_HEIGHT + PADDING)
    page.heights(dict.fromkeys(gaps, LINE_HEIGHT))


def row_height(table: Table, row: Mapping[str, Any]) -> float:
    """Return the height a row needs for the longest of its wrapped texts."""
    wrapped = [
        (len(str(row.get(field.header) or "")), field.width * CHARACTERS) for field in table.fields if field.wrap
    ]
    lines = max((ceil(length / width) for length, width in wrapped), default=1)
    return max(lines, table.lines) * LINE_HEIGHT + PADDING


def column_options(page: Page, field: Field) -> dict[str, Any]:
    """Return a column as XlsxWriter describes it."""
    options: dict[str, Any] = {"header": field.header, "header_format": page.styles.of(*field.heading)}
    if field.formula:
        options["formula"] = respelled(field.formula, page.dialect)
    return options


def draw_column(page: Page, field: Field, first: str, values: Sequence[Any]) -> None:
    """Write a column's cells, and set its width."""
    letters = first.rstrip("0123456789")
    # Two tables may share a column; the one drawn last sets its width.
    page.sheet.set_column(f"{letters}:{letters}", field.width, page.styles.of("plain"), {"hidden": field.hidden})
    for place, value in enumerate(values):
        cell = offset(first, place)
        if field.formula:
            page.write(cell, field.formula, *field.style)
        else:
            page.put(cell, value, *field.style)


def restrict(page: Page, field: Field, cells: str) -> None:
    """Say what may be typed into a column."""
    if field.formula or field.hidden:
        return
    if field.allowed:
        entry.choices(page, cells, field.allowed, strict=field.strict)
    elif field.kind in KIND_RULES:
        KIND_RULES[field.kind](page, cells)
