"""An .xlsx workbook held as bytes: its sheets, tables and names, and what its cells hold.

    package = open_package(path.read_bytes(), path.name)
    rows = read_table(package, "FollowUps").rows

Pure: nothing here touches a file.  `patch` gives the bytes of a changed workbook.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from tcsheets.errors import ArgumentError, FileError
from tcsheets.workbook.addresses import Area
from tcsheets.workbook.archive import Archive, damaged, read_archive, unpack
from tcsheets.workbook.collecting import without_collection
from tcsheets.workbook.markup import readable, small_part
from tcsheets.workbook.number_formats import date_styles
from tcsheets.workbook.parts import (
    DefinedName,
    Relation,
    Sheet,
    Table,
    hidden_columns,
    names_in,
    relations_in,
    relations_part,
    sheets_in,
    starts_in_1904,
    table_in,
)
from tcsheets.workbook.sheet_rows import SheetRows, sheet_rows
from tcsheets.workbook.values import Cell, Reader, shared_strings

OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # Excel up to 2003, and today's Excel around an encrypted workbook
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MOST_READ = 12_000_000  # cells of one area
MOST_SHEETS = 1_000
MOST_EMPTY = 50_000  # rows at the end of a table


@dataclass(frozen=True, slots=True)
class Package:
    """An opened workbook.  `parts`, `located` and `readers` remember what was found in it; all else never changes."""

    archive: Archive
    workbook_part: str
    relations: tuple[Relation, ...]
    sheets: tuple[Sheet, ...]
    tables: tuple[Table, ...]
    names: tuple[DefinedName, ...]
    date1904: bool
    parts: dict[str, tuple[bytes, bytes]] = field(default_factory=dict, repr=False, compare=False)
    located: dict[str, SheetRows] = field(default_factory=dict, repr=False, compare=False)
    readers: list[Reader] = field(default_factory=list, repr=False, compare=False)

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return self.archive.data

    @property
    def name(self) -> str:
        """The file's name, for messages."""
        return self.archive.name

    @property
    def digest(self) -> str:
        """The SHA-256 of the file's bytes, in hexadecimal."""
        return sha256(self.data).hexdigest()

    def has_part(self, part: str) -> bool:
        """Whether the file has a part."""
        return self.archive.member(part) is not None

    def raw(self, part: str) -> bytes:
        """Return a part's content byte for byte; FileError where the file has no such part."""
        if part not in self.parts:
            content = unpacked(self.archive, part)
            self.parts[part] = (content, readable(content, part, self.name))
        return self.parts[part][0]

    def content(self, part: str) -> bytes:
        """Return a part's content, safe to read, comments blanked: every place in it is the same as in `raw`."""
        self.raw(part)
        return self.parts[part][1]

    def sheet(self, name: str) -> Sheet:
        """Return a sheet by name, in any case."""
        found = [each for each in self.sheets if each.name.lower() == name.lower()]
        if not found:
            known = ", ".join(each.name for each in self.sheets)
            raise ArgumentError(f"{self.name} has no sheet {name}; it has {known}")
        return found[0]

    def has_sheet(self, name: str) -> bool:
        """Whether there is a sheet of that name, in any case."""
        return any(each.name.lower() == name.lower() for each in self.sheets)

    def has_table(self, name: str) -> bool:
        """Whether there is a table of that name, in any case."""
        return any(each.name.lower() == name.lower() for each in self.tables)

    def table(self, name: str) -> Table:
        """Return a table by name, in any case."""
        found = [each for each in self.tables if each.name.lower() == name.lower()]
        if not found:
            known = ", ".join(each.name for each in self.tables) or "none"
            raise ArgumentError(f"{self.name} has no table {name}; its tables: {known}")
        return found[0]


def unpacked(archive: Archive, part: str) -> bytes:
    """Return a part's content as it stands in the file."""
    member = archive.member(part)
    if member is None:
        raise FileError(f"{archive.name}: its part {part} is missing; open it in Excel, let it repair it and save it")
    return unpack(archive, member)


def open_package(data: bytes, name: str = "the workbook") -> Package:
    """Return an opened workbook; FileError, in one line with its name, where it is none or not safe to open."""
    refuse_other_files(data, name)
    archive = read_archive(data, name)
    workbook_part = main_part(archive)
    relations = related(archive, workbook_part)
    text = small_part(unpacked(archive, workbook_part), workbook_part, name)
    if text.count("<sheet ") + text.count(":sheet ") > MOST_SHEETS:
        raise FileError(f"{name}: it has more than {MOST_SHEETS:,d} sheets; delete what is not needed")
    sheets = sheets_in(text, relations)
    if not sheets:
        raise FileError(f"{name}: it holds no sheets")
    try:
        tables, names = tables_of(archive, sheets), names_in(text, sheets)
    except (ValueError, LookupError) as error:
        raise damaged(name) from error
    return Package(archive, workbook_part, relations, sheets, tables, names, starts_in_1904(text))


def refuse_other_files(data: bytes, name: str) -> None:
    """Refuse what is not a zip, saying what it is where that can be seen."""
    if not data:
        raise FileError(f"{name}: the file is empty; take a backup")
    if data.startswith(OLD_OFFICE) and ENCRYPTED in data:
        raise FileError(f"{name}: protected by a password; open it in Excel, take the password off, and save it")
    if data.startswith(OLD_OFFICE):
        raise FileError(f"{name}: an old Excel workbook (.xls); open it in Excel and save it as .xlsx")
    if not data.startswith(b"PK"):
        raise FileError(f"{name}: not an Excel workbook (.xlsx)")


def main_part(archive: Archive) -> str:
    """Return the name of the workbook's main part."""
    found = [each.target for each in related(archive, "") if each.kind == "officeDocument"]
    if not found:
        raise FileError(f"{archive.name}: not an Excel workbook (.xlsx); open it in Excel and save it as .xlsx")
    if found[0].endswith(".bin"):
        raise FileError(f"{archive.name}: a binary workbook (.xlsb); open it in Excel and save it as .xlsx")
    return found[0]


def related(archive: Archive, part: str) -> tuple[Relation, ...]:
    """Return the relations of a part; of the whole file for the part ""."""
    where = relations_part(part)
    if archive.member(where) is None:
        return ()
    return relations_in(small_part(unpacked(archive, where), where, archive.name), part)


def tables_of(archive: Archive, sheets: Sequence[Sheet]) -> tuple[Table, ...]:
    """Return the tables on all sheets; each part is read once, however often it is named."""
    parts: dict[str, str] = {}
    for sheet in {sheet.part: sheet for sheet in reversed(sheets)}.values():
        tables = [each.target for each in related(archive, sheet.part) if each.kind == "table"]
        parts = {**dict.fromkeys(tables, sheet.name), **parts}
    return tuple(
        table_in(small_part(unpacked(archive, part), part, archive.name), part, sheet) for part, sheet in parts.items()
    )


@dataclass(frozen=True, slots=True)
class TableData:
    """What a table holds.

    header: the columns' names; rows: the values below, blank cells None;
    formulas: (place of the row, place of the column), from 0, of the cells that are computed;
    hidden: the names of the columns that are not shown.
    """

    header: tuple[str, ...]
    rows: list[list[Cell]]
    formulas: frozenset[tuple[int, int]]
    hidden: frozenset[str]


def read_table(package: Package, name: str, places: Sequence[int] | None = None) -> TableData:
    """Return a table's header and its rows, totals left out; of the rows only those at some places, if they are given.

    The places of formulas are counted among the rows that are returned.
    """
    table = package.table(name)
    area = table.data_area
    first = table.first_row
    refuse_endless(package, table)
    numbers = range(first, first + area.height) if places is None else [first + place for place in places]
    values, formulas = read_rows(package, table.sheet, numbers, area)
    content = package.content(package.sheet(table.sheet).part)
    try:
        hidden = hidden_columns(content)
    except ValueError as error:
        raise damaged(package.name) from error
    columns = enumerate(table.columns, start=table.area.first_column)
    unseen = frozenset(column.name for place, column in columns if place in hidden)
    return TableData(table.header, values, formulas, unseen)


def refuse_endless(package: Package, table: Table) -> None:
    """Raise FileError for a table that claims far more than its sheet holds."""
    area, where = table.data_area, f"{package.name}: the table {table.name}"
    if area.height * area.width > MOST_READ:
        raise FileError(f"{where} has more than {MOST_READ:,d} cells; delete what is not needed")
    if area.last_row - max(used_rows(package, table.sheet), area.first_row) > MOST_EMPTY:
        raise FileError(f"{where} ends with more than {MOST_EMPTY:,d} empty rows; make it smaller")


def read_area(package: Package, sheet: str, area: Area) -> tuple[list[list[Cell]], frozenset[tuple[int, int]]]:
    """Return an area's values, row by row, and the places (from 0) of its formulas."""
    return read_rows(package, sheet, range(area.first_row, area.last_row + 1), area)


def read_rows(
    package: Package, sheet: str, numbers: Sequence[int], area: Area
) -> tuple[list[list[Cell]], frozenset[tuple[int, int]]]:
    """Return the values of some rows in the columns of an area, and the places (from 0) of its formulas."""
    if len(numbers) * area.width > MOST_READ:
        raise FileError(f"{package.name}: {sheet}!{area} has more than {MOST_READ:,d} cells; delete what is not needed")
    known = rows_of(package, sheet)
    texts = [known.text(known.place(number)) if known.has(number) else "" for number in numbers]
    where = f"{package.name}: the sheet {sheet}"
    try:
        with without_collection():
            values, formulas = reader(package).rows(texts, area.first_column, area.width)
    except (ValueError, LookupError) as error:
        raise FileError(f"{where} is damaged; open the file in Excel, let it repair it and save it") from error
    return values, frozenset((row, column) for row, columns in enumerate(formulas) for column in columns)


def rows_of(package: Package, sheet: str) -> SheetRows:
    """Return a sheet's rows."""
    part = package.sheet(sheet).part
    if part not in package.located:
        package.located[part] = sheet_rows(package.content(part), f"{package.name}: the sheet {sheet}")
    return package.located[part]


def used_rows(package: Package, sheet: str) -> int:
    """Return the number of the last row that a sheet has; 0 where it has none."""
    numbers = rows_of(package, sheet).numbers
    return numbers[-1] if numbers else 0


def reader(package: Package) -> Reader:
    """Return what is needed to read the cells of a workbook, made once."""
    if not package.readers:
        styles = part_of_kind(package, "styles")
        strings = part_of_kind(package, "sharedStrings")
        package.readers.append(Reader(shared_strings(strings), date_styles(styles), package.date1904))
    return package.readers[0]


def part_of_kind(package: Package, kind: str) -> str:
    """Return the text of the workbook's part of a kind, "" where it has none."""
    found: Sequence[str] = [each.target for each in package.relations if each.kind == kind]
    return package.content(found[0]).decode() if found else ""
