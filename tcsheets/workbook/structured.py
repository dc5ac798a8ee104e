"""Table references (`Plan[[#This Row],[Fee]]`, `Plan[#All]`, `[@Fee]`) as plain A1 references."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tcsheets.workbook.addresses import Area, column_letters
from tcsheets.workbook.parts import Table

ITEM = re.compile(r"\[((?:[^\[\]']|'.)*)\]|([:@])")
ESCAPE = re.compile(r"'(.)")
PARTS = ("#all", "#data", "#headers", "#totals", "#this row")


class LoweringError(Exception):
    """A formula says something that cannot be said in plain references; its text says what."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A table reference: the table's name ("" for the one around the cell), parts in lower case, columns."""

    table: str
    parts: tuple[str, ...]
    columns: tuple[str, ...]


@lru_cache(maxsize=4096)
def reference_of(text: str) -> Reference:
    """Return what a table reference names.

    >>> reference_of("Plan[[#This Row],[Fee]]")
    Reference(table='Plan', parts=('#this row',), columns=('Fee',))
    >>> reference_of("[@[Plan value]]").columns
    ('Plan value',)
    """
    table, _, rest = text.partition("[")
    inside = rest[:-1].strip()
    here = inside.startswith("@")
    inside = inside[1:] if here else inside
    items = [item for item, _ in ITEM.findall(inside)] if "[" in inside else [inside]
    names = [ESCAPE.sub(r"\1", item.strip()) for item in items if item.strip()]
    parts = [name.lower() for name in names if name.lower() in PARTS]
    columns = [name for name in names if name.lower() not in PARTS]
    return Reference(table, ("#this row",) if here else tuple(parts), tuple(columns))


@dataclass(frozen=True, slots=True)
class Spot:
    """The part of a table that a reference names: parts in lower case, the sheet's first and last column."""

    table: Table
    parts: tuple[str, ...]
    first_column: int
    last_column: int

    @property
    def is_own_row(self) -> bool:
        """Whether it is a part of the row in which the formula stands."""
        return "#this row" in self.parts

    def area(self, row: int) -> Area:
        """Return the area that is meant, seen from a row of the sheet."""
        first, last = rows_in(self.table, self.parts, row)
        return Area(first, self.first_column, last, self.last_column)


def spot_in(table: Table, reference: Reference) -> Spot:
    """Return the part of a table that a reference names."""
    known = [table.area.first_column, table.area.last_column] if not reference.columns else []
    for name in reference.columns:
        place = table.header_place(name)
        if place is None:
            raise LoweringError(f"the table {table.name} has no column {name}")
        known.append(place)
    return Spot(table, reference.parts, min(known), max(known))


def rows_in(table: Table, parts: tuple[str, ...], row: int) -> tuple[int, int]:
    """Return the first and the last row that the parts of a reference name."""
    if "#this row" in parts:
        if not table.first_row <= row <= table.last_row:
            raise LoweringError(f"row {row} is not one of the table {table.name}'s")
        return row, row
    first = table.area.first_row if {"#all", "#headers"} & set(parts) else table.first_row
    last = table.area.last_row if {"#all", "#totals"} & set(parts) else table.last_row
    if parts == ("#headers",):
        last = first
    return (last, last) if parts == ("#totals",) else (first, last)


def absolute(sheet: str, area: Area) -> str:
    """Return an area of a sheet as a formula names it.

    >>> absolute("It's", Area(1, 2, 9, 2))
    "'It''s'!$B$1:$B$9"
    """
    quoted = sheet.replace("'", "''")
    first = f"'{quoted}'!${column_letters(area.first_column)}${area.first_row}"
    if area.height == area.width == 1:
        return first
    return f"{first}:${column_letters(area.last_column)}${area.last_row}"
