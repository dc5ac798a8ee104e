"""What the small parts of a workbook say: relations, sheets, defined names, tables, hidden columns."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tcsheets.errors import ArgumentError
from tcsheets.workbook.addresses import LAST_COLUMN, Area, area_of
from tcsheets.workbook.markup import content_after, tags, text_of_cell

# Nothing is looked for twice: what is inside ends where another one begins.
COLUMNS = re.compile(
    rb"<(?:[\w.-]+:)?cols\s*>(?:[^<]++|<(?!/?(?:[\w.-]+:)?cols[\s>]))*+</(?:[\w.-]+:)?cols\s*>", re.DOTALL
)
YES = ("1", "true")


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation from one part to another: its id, the last word of its type, the other part's name."""

    id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: name, part, state ("visible", "hidden", "veryHidden"), kind ("worksheet" or another), number."""

    name: str
    part: str
    state: str
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A defined name, what it stands for, and the sheet it belongs to ("" for the whole workbook)."""

    name: str
    text: str
    sheet: str


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: its name and the formula that fills it ("" where people do)."""

    name: str
    formula: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, sheet and part, the area of all of it, its columns, and whether it has header and totals."""

    name: str
    sheet: str
    part: str
    area: Area
    columns: tuple[Column, ...]
    has_header: bool
    has_totals: bool

    @property
    def header(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)

    @property
    def first_row(self) -> int:
        """The sheet's row of its first data."""
        return self.area.first_row + self.has_header

    @property
    def last_row(self) -> int:
        """The sheet's row of its last data."""
        return self.area.last_row - self.has_totals

    @property
    def data_area(self) -> Area:
        """The area of its data, without header and totals."""
        return Area(self.first_row, self.area.first_column, self.last_row, self.area.last_column)

    def header_place(self, name: str) -> int | None:
        """Return the sheet's column of one of its columns, by name in any case; None where there is none."""
        found = [place for place, column in enumerate(self.columns) if column.name.lower() == name.lower()]
        return self.area.first_column + found[0] if found else None

    def column(self, name: str) -> int:
        """Return the sheet's column of one of its columns, by name in any case; ArgumentError where there is none."""
        place = self.header_place(name)
        if place is None:
            raise ArgumentError(f"the table {self.name} has no column {name}; it has {', '.join(self.header)}")
        return place


def relations_part(part: str) -> str:
    """Return the part that holds another part's relations.

    >>> relations_part("xl/workbook.xml"), relations_part("")
    ('xl/_rels/workbook.xml.rels', '_rels/.rels')
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def relations_in(text: str, part: str) -> tuple[Relation, ...]:
    """Return the relations in a relations part; targets outside the file are left out."""
    return tuple(
        Relation(tag.get("Id"), tag.get("Type").rpartition("/")[2], target_of(tag.get("Target"), part))
        for tag in tags(text)
        if tag.name == "Relationship" and tag.get("TargetMode") != "External"
    )


def target_of(target: str, part: str) -> str:
    """Return the part that a relation's target names, seen from another part.

    >>> target_of("../tables/table1.xml", "xl/worksheets/sheet1.xml"), target_of("/xl/x.xml", "xl/workbook.xml")
    ('xl/tables/table1.xml', 'xl/x.xml')
    """
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def sheets_in(text: str, relations: Sequence[Relation]) -> tuple[Sheet, ...]:
    """Return the sheets that the workbook's main part names, in order."""
    known = {each.id: each for each in relations}
    found = []
    for tag in tags(text):
        relation = known.get(tag.local("id")) if tag.name == "sheet" else None
        if relation:
            state = tag.get("state", "visible")
            found.append(Sheet(tag.get("name"), relation.target, state, relation.kind, tag.get("sheetId")))
    return tuple(found)


def names_in(text: str, sheets: Sequence[Sheet]) -> tuple[DefinedName, ...]:
    """Return the defined names of the workbook's main part."""
    found = []
    for tag in tags(text):
        if tag.name == "definedName" and not tag.is_end:
            place = tag.get("localSheetId")
            sheet = sheets[int(place)].name if place and int(place) < len(sheets) else ""
            found.append(DefinedName(tag.get("name"), content_after(text, tag), sheet))
    return tuple(found)


def starts_in_1904(text: str) -> bool:
    """Whether the workbook counts days from 1904."""
    return any(tag.name == "workbookPr" and tag.get("date1904") in YES for tag in tags(text))


def table_in(text: str, part: str, sheet: str) -> Table:
    """Return the table that a table part describes; ValueError or LookupError where it describes none."""
    head, *_ = (tag for tag in tags(text) if tag.name == "table")
    columns: list[Column] = []
    for tag in tags(text):
        if tag.name == "tableColumn" and not tag.is_end:
            columns.append(Column(text_of_cell(tag.get("name")), ""))
        elif tag.name == "calculatedColumnFormula" and not tag.is_end:
            columns[-1] = Column(columns[-1].name, content_after(text, tag))
    return Table(
        head.get("displayName") or head.get("name"),
        sheet,
        part,
        area_of(head.get("ref")),
        tuple(columns),
        head.get("headerRowCount", "1") != "0",
        head.get("totalsRowCount", "0") != "0",
    )


def hidden_columns(content: bytes) -> frozenset[int]:
    """Return the numbers of a sheet's hidden columns."""
    found = COLUMNS.search(content)
    hidden: set[int] = set()
    for tag in tags(found[0].decode()) if found else ():
        if tag.name == "col" and tag.get("hidden") in YES:
            hidden.update(range(int(tag.get("min")), min(int(tag.get("max")), LAST_COLUMN) + 1))
    return frozenset(hidden)
