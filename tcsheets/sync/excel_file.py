"""The sync's side of an .xlsx workbook: its list tables, its Conflicts table and its base, read and patched.

Everything the sync does not own stays byte for byte: that is the patcher's promise (`tcsheets.workbook.patch`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from sys import intern

from tcsheets.cells import is_blank, moment_of_serial
from tcsheets.sync.lists import (
    BASE_SHEET,
    CONFLICT_COLUMNS,
    CONFLICTS_TABLE,
    ROW_ID,
    SYNC,
    ListColumn,
    ListDefinition,
    header_key,
    places_of,
)
from tcsheets.sync.table import UNLIMITED, ConflictRow, Contents, ListTable, TablePatch, TableRow, Write
from tcsheets.sync.values import canonical, cell_of, serial_moment
from tcsheets.workbook.addresses import LAST_ROW, Area, area_of
from tcsheets.workbook.contents import Content
from tcsheets.workbook.package import Package, TableData, open_package, read_area, read_table, rows_of, used_rows
from tcsheets.workbook.parts import Table
from tcsheets.workbook.patch import Patch, patched
from tcsheets.workbook.table_rows import first_in_the_way
from tcsheets.workbook.values import Cell, DateSerial

TEXT = ListColumn("", "")
AT_ONCE = 2_000  # rows that are read together: enough to be quick, and a long sheet is never held twice
Cells = dict[tuple[int, int], Content]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A workbook's lists as they were read before some of their rows were written, and the places of those rows."""

    tables: Mapping[str, ListTable]
    touched: Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class ExcelBook:
    """An .xlsx workbook.  What is known of its lists from before it was patched is not read again."""

    package: Package
    earlier: Earlier | None = None
    seen: dict[str, ListTable] = field(default_factory=dict, repr=False, compare=False)

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return self.package.data

    def contents(self, definitions: Sequence[ListDefinition]) -> Contents:
        """Return the tables of the lists that the workbook has, and its Conflicts table."""
        for each in definitions:
            if self.package.has_table(each.table):
                self.seen[each.name] = self.list_table(each)
        return Contents(dict(self.seen), conflict_rows(self.package))

    def list_table(self, definition: ListDefinition) -> ListTable:
        """Return a list's table as it was read, or as it was and with the rows that were written since."""
        if definition.name in self.seen:
            return self.seen[definition.name]
        was = self.earlier.tables.get(definition.name) if self.earlier else None
        if self.earlier is None or was is None:
            return list_table(self.package, definition)
        count = self.package.table(definition.table).data_area.height
        written = self.earlier.touched.get(definition.name, frozenset())
        places = [place for place in range(count) if place >= len(was.rows) or place in written]
        again = {row.place: row for row in list_table(self.package, definition, places).rows}
        rows = tuple(again.get(place) or was.rows[place] for place in range(count))
        return replace(was, rows=rows, room=room_below(self.package, self.package.table(definition.table)))

    def base_cells(self) -> list[str]:
        """Return the texts of the base sheet's first column."""
        if not self.package.has_sheet(BASE_SHEET):
            return []
        rows = column_of_base(self.package)
        return ["" if row[0] is None else str(row[0]) for row in rows]

    def patched(self, definitions: Sequence[ListDefinition], patches: Sequence[TablePatch]) -> ExcelBook:
        """Return the workbook with its tables changed, the Conflicts sheet shown where there are conflicts."""
        cells: dict[str, Cells] = {}
        rows: dict[str, list[list[Content]]] = {}
        states = {}
        known = {each.name: each for each in definitions}
        for patch in patches:
            name = known[patch.list_name].table if patch.list_name in known else CONFLICTS_TABLE
            if not self.package.has_table(name):
                continue
            desk = table_desk(self.package, name, known.get(patch.list_name))
            cells.setdefault(desk.table.sheet, {}).update(desk.cells(patch))
            rows[name] = desk.added(patch)
            if name == CONFLICTS_TABLE and any(write.column == "conflict_id" and write.text for write in patch.writes):
                states = {desk.table.sheet: "visible"}
        touched = {
            patch.list_name: frozenset({*patch.cleared, *(each.place for each in patch.writes)}) for patch in patches
        }
        return reopened(self, Patch(cells, rows, states), touched)

    def with_base(self, cells: Sequence[str]) -> ExcelBook:
        """Return the workbook with another base; what is left of a longer one is blanked."""
        old = len(column_of_base(self.package))
        texts = [*cells, *[None] * max(old - len(cells), 0)]
        places: Cells = {(row, 1): text for row, text in enumerate(texts, 1)}
        return reopened(self, Patch({BASE_SHEET: places}), {})


def open_excel(data: bytes, name: str) -> ExcelBook:
    """Return the workbook in a file's bytes; FileError where it is none or not safe to open."""
    return ExcelBook(open_package(data, name))


def reopened(book: ExcelBook, patch: Patch, touched: Mapping[str, frozenset[int]]) -> ExcelBook:
    """Return the workbook that a patch makes, which touches some rows of its lists."""
    data = patched(book.package, patch)
    if data == book.data:
        return book
    return ExcelBook(open_package(data, book.package.name), Earlier(book.seen, touched))


def column_of_base(package: Package) -> list[list[Cell]]:
    """Return the rows of the base sheet's first column."""
    last = used_rows(package, BASE_SHEET)
    return read_area(package, package.sheet(BASE_SHEET).name, Area(1, 1, last, 1))[0] if last else []


# --- reading -------------------------------------------------------------------------------------------------------


def list_table(package: Package, definition: ListDefinition, only: Sequence[int] | None = None) -> ListTable:
    """Return a list's table; of its rows only those at some places, if they are given."""
    table = package.table(definition.table)
    places = places_of(definition, table.header)
    shared = {each: places[each.key] for each in definition.shared() if each.key in places}
    computed = {places[each.key] for each in definition.columns if each.place == "formula" and each.key in places}
    aside = computed | {places[each] for each in (ROW_ID, SYNC) if each in places}
    desk = ReadingDesk(package, definition.table, places, shared, aside)
    numbers = range(table.data_area.height) if only is None else only
    return ListTable(
        definition.name,
        tuple(each.key for each in shared),
        tuple(row for place in range(0, len(numbers), AT_ONCE) for row in desk.rows(numbers[place : place + AT_ONCE])),
        ROW_ID in places,
        SYNC in places,
        room_below(package, table),
    )


@dataclass(frozen=True, slots=True)
class ReadingDesk:
    """A list's table as it is read: where its columns stand, and those that do not keep a row from being blank."""

    package: Package
    table: str
    places: Mapping[str, int]
    shared: Mapping[ListColumn, int]
    aside: set[int]

    def rows(self, numbers: Sequence[int]) -> Iterator[TableRow]:
        """Yield the rows at some places of the table, worked out column by column."""
        data = read_table(self.package, self.table, numbers)
        keys = [each.key for each in self.shared]
        columns = [canonical_column(column, [row[at] for row in data.rows]) for column, at in self.shared.items()]
        lines = zip(*columns) if columns else ((),) * len(data.rows)
        with_formulas = {place for place, column in data.formulas if column in self.shared.values()}
        for place, (number, row, line) in enumerate(zip(numbers, data.rows, lines)):
            is_blank_row = (place in with_formulas or not any(line)) and nothing_typed(data, place, self.aside)
            row_id, words = text_at(row, self.places.get(ROW_ID)), text_at(row, self.places.get(SYNC))
            yield TableRow(number, row_id, dict(zip(keys, line)), words, is_blank_row)


def canonical_column(column: ListColumn, cells: Sequence[Cell]) -> list[str | None]:
    """Return the cells of one column in canonical form."""
    if column.kind in ("date", "datetime"):
        return [
            intern(serial_moment(each)) if type(each) is DateSerial else canonical(column, settled_cell(column, each))
            for each in cells
        ]
    texts = (canonical(column, settled_cell(column, each)) for each in cells)
    return [text if text is None else intern(text) for text in texts]


def nothing_typed(data: TableData, place: int, aside: set[int]) -> bool:
    """Whether nothing but formulas stands in a row, cells aside."""
    cells = enumerate(data.rows[place])
    return {at for at, cell in cells if not is_blank(cell) and (place, at) not in data.formulas} <= aside


def text_at(row: Sequence[Cell], place: int | None) -> str:
    """Return the text of a cell of a row; "" where there is no such column, or an error in it."""
    return "" if place is None else canonical(TEXT, row[place]) or ""


def settled_cell(column: ListColumn, cell: Cell) -> object:
    """Return a cell as its column reads it: a date that stands in a column of text is meant as a date, not a number."""
    if isinstance(cell, DateSerial) and column.kind in ("text", "choice"):
        try:
            return moment_of_serial(cell)
        except ValueError:
            return float(cell)
    return cell


def room_below(package: Package, table: Table) -> int:
    """Return how many rows could be added below a table before something is in the way."""
    if table.has_totals:
        return 0
    below = Area(table.last_row + 1, table.area.first_column, LAST_ROW, table.area.last_column)
    first = first_in_the_way(package, table, rows_of(package, table.sheet), below)
    return area_of(first).first_row - table.last_row - 1 if first else UNLIMITED


def conflict_rows(package: Package) -> tuple[ConflictRow, ...]:
    """Return the rows of the Conflicts table."""
    if not package.has_table(CONFLICTS_TABLE):
        return ()
    data = read_table(package, CONFLICTS_TABLE)
    places = conflict_places(data.header)
    texts = [{key: text_at(row, at) for key, at in places.items()} for row in data.rows]
    return tuple(ConflictRow(place, each) for place, each in enumerate(texts))


def conflict_places(header: Sequence[str]) -> dict[str, int]:
    """Return where the columns of the Conflicts table stand."""
    known = {header_key(each): place for place, each in enumerate(header)}
    return {key: known[header_key(title)] for key, title in CONFLICT_COLUMNS if header_key(title) in known}


# --- writing -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TableDesk:
    """A table that is written to: where its columns stand, how each is read."""

    package: Package
    table: Table
    places: Mapping[str, int]
    columns: Mapping[str, ListColumn]

    def content(self, write: Write) -> Content:
        """Return what a cell gets for a canonical text."""
        column = self.columns.get(write.column, TEXT)
        value = cell_of(column, write.text)
        return DateSerial(value) if column.kind in ("date", "datetime") and isinstance(value, float) else value

    def cells(self, patch: TablePatch) -> Cells:
        """Return the cells of rows that the table has, by the sheet's row and column."""
        found: Cells = {}
        formulas = read_table(self.package, self.table.name, patch.cleared).formulas if patch.cleared else frozenset()
        for number, place in enumerate(patch.cleared):
            own = [column for column in range(len(self.table.header)) if (number, column) not in formulas]
            found.update((self.at(place, column), None) for column in own)
        for write in patch.writes:
            if write.place < self.table.data_area.height and write.column in self.places:
                found[self.at(write.place, self.places[write.column])] = self.content(write)
        return found

    def at(self, place: int, column: int) -> tuple[int, int]:
        """Return the sheet's row and column of a cell of the table."""
        return self.table.first_row + place, self.table.area.first_column + column

    def added(self, patch: TablePatch) -> list[list[Content]]:
        """Return the rows to be added below the table."""
        end = self.table.data_area.height
        writes = [each for each in patch.writes if each.place >= end and each.column in self.places]
        count = max((each.place for each in writes), default=end - 1) - end + 1
        rows: list[list[Content]] = [[None] * len(self.table.header) for _ in range(count)]
        for write in writes:
            rows[write.place - end][self.places[write.column]] = self.content(write)
        return rows


def table_desk(package: Package, name: str, definition: ListDefinition | None) -> TableDesk:
    """Return the desk of a list's table, or of the Conflicts table."""
    table = package.table(name)
    places = places_of(definition, table.header) if definition else conflict_places(table.header)
    return TableDesk(package, table, places, definition.by_key if definition else {})
