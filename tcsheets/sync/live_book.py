"""A workbook that is open in Excel, as it was read at one moment: the sync's tables and the base, as a value.

The picture is kept as bytes, as a file is, so that two moments can be compared and everything that decides works as on
a file.  Nothing here speaks to Excel; `live_excel` takes the picture and writes what two pictures differ in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from tcsheets.errors import CellError
from tcsheets.sync.excel_file import TEXT, conflict_places, table_rows, text_at
from tcsheets.sync.lists import BASE_SHEET, CONFLICTS_TABLE, ROW_ID, SYNC, ListColumn, ListDefinition, places_of
from tcsheets.sync.op import compact
from tcsheets.sync.table import UNLIMITED, ConflictRow, Contents, ListTable, TablePatch, Write
from tcsheets.sync.values import cell_of
from tcsheets.workbook.package import TableData
from tcsheets.workbook.values import Cell, DateSerial

PIECE = 8_000  # characters: an array with a longer text cannot be assigned in every Excel (Microsoft KB 832136: 8,203)
Spot = tuple[int, int]  # a row and a column, from 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as Excel shows it.

    row, column: of its first header cell in the sheet, from 1.  rows: the values below the header; of a formula, its
    value where the column is shared, and nothing elsewhere, for it may change by itself.  room: how many rows could be
    added below.
    """

    name: str
    sheet: str
    row: int
    column: int
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    formulas: Mapping[Spot, str]
    room: int = UNLIMITED

    def places(self, definition: ListDefinition | None) -> dict[str, int]:
        """Return where the columns of a list stand in it, or without one those of the Conflicts table."""
        return places_of(definition, self.header) if definition else conflict_places(self.header)

    def data(self) -> TableData:
        """Return what it holds, as a table of a file."""
        return TableData(self.header, [list(row) for row in self.rows], frozenset(self.formulas), frozenset())


@dataclass(frozen=True, slots=True)
class Picture:
    """All that the sync knows of an open workbook: its tables by name, and the texts of the base sheet's column."""

    grids: Mapping[str, Grid]
    base: tuple[str, ...] = ()


@dataclass(frozen=True)
class LiveBook:
    """A workbook that is open in Excel, as it was read; a change gives another picture."""

    picture: Picture

    @cached_property
    def data(self) -> bytes:
        """The picture's bytes."""
        return encoded_picture(self.picture)

    def contents(self, definitions: Sequence[ListDefinition]) -> Contents:
        """Return the tables of the lists that the workbook has, and its Conflicts table."""
        grids = self.picture.grids
        tables = {each.name: list_table(grids[each.table], each) for each in definitions if each.table in grids}
        conflicts = grids.get(CONFLICTS_TABLE)
        return Contents(tables, conflict_rows(conflicts) if conflicts else ())

    def base_cells(self) -> list[str]:
        """Return the texts of the base sheet's first column."""
        return list(self.picture.base)

    def patched(self, definitions: Sequence[ListDefinition], patches: Sequence[TablePatch]) -> LiveBook:
        """Return the workbook with its tables changed."""
        known = {each.name: each for each in definitions}
        grids = dict(self.picture.grids)
        for patch in patches:
            definition = known.get(patch.list_name)
            name = definition.table if definition else CONFLICTS_TABLE
            if name in grids:
                grids[name] = patched_grid(grids[name], definition, patch)
        return LiveBook(replace(self.picture, grids=grids))

    def with_base(self, cells: Sequence[str]) -> LiveBook:
        """Return the workbook with another base."""
        return LiveBook(replace(self.picture, base=in_pieces(cells)))


def open_live(data: bytes, name: str) -> LiveBook:  # noqa: ARG001 (as any workbook is opened)
    """Return the workbook in a picture's bytes."""
    return LiveBook(decoded_picture(data))


def in_pieces(cells: Sequence[str]) -> tuple[str, ...]:
    """Return a base's texts cut shorter; its head says in how many pieces the rest is.

    >>> [len(each) for each in in_pieces(['{"pieces":1}', "a" * 20000])]
    [12, 8000, 8000, 4000]
    """
    content = "".join(cells[1:])
    pieces = [content[place : place + PIECE] for place in range(0, len(content), PIECE)]
    return (compact({**json.loads(cells[0]), "pieces": len(pieces)}), *pieces)


# --- reading -------------------------------------------------------------------------------------------------------


def list_table(grid: Grid, definition: ListDefinition) -> ListTable:
    """Return a list's table."""
    data, places = grid.data(), grid.places(definition)
    shared = {each: places[each.key] for each in definition.shared() if each.key in places}
    computed = {places[each.key] for each in definition.columns if each.place == "formula" and each.key in places}
    aside = computed | {places[each] for each in (ROW_ID, SYNC) if each in places}
    rows = tuple(table_rows(data, range(len(data.rows)), places, shared, aside))
    columns = tuple(each.key for each in shared)
    return ListTable(definition.name, columns, rows, ROW_ID in places, SYNC in places, grid.room)


def conflict_rows(grid: Grid) -> tuple[ConflictRow, ...]:
    """Return the rows of the Conflicts table."""
    places = conflict_places(grid.header)
    texts = [{key: text_at(row, at) for key, at in places.items()} for row in grid.rows]
    return tuple(ConflictRow(place, each) for place, each in enumerate(texts))


# --- changing ------------------------------------------------------------------------------------------------------


def patched_grid(grid: Grid, definition: ListDefinition | None, patch: TablePatch) -> Grid:
    """Return a table with a patch's cells; rows at places it does not have are added below."""
    places = grid.places(definition)
    columns = definition.by_key if definition else {}
    writes = [each for each in patch.writes if each.column in places]
    height = max([len(grid.rows), *(each.place + 1 for each in writes)])
    rows = [list(row) for row in grid.rows]
    rows += [[None] * len(grid.header) for _ in range(height - len(rows))]
    for place in patch.cleared:
        rows[place] = [value if (place, at) in grid.formulas else None for at, value in enumerate(rows[place])]
    for write in writes:
        rows[write.place][places[write.column]] = content(columns.get(write.column, TEXT), write)
    written = {(each.place, places[each.column]) for each in writes}
    formulas = {spot: text for spot, text in grid.formulas.items() if spot not in written}
    return replace(grid, rows=tuple(map(tuple, rows)), formulas=formulas)


def content(column: ListColumn, write: Write) -> Cell:
    """Return what a cell gets for a canonical text."""
    value = cell_of(column, write.text)
    return DateSerial(value) if column.kind in ("date", "datetime") and isinstance(value, float) else value


@dataclass(frozen=True, slots=True)
class Changed:
    """A formula that a cell gets back when a write is taken back."""

    formula: str


def changed_cells(now: Grid, wanted: Grid) -> dict[Spot, Cell | Changed]:
    """Return the cells in which a table differs from what is wanted, with what they get; lost rows are blanked."""
    blank: tuple[Cell, ...] = (None,) * len(now.header)
    found: dict[Spot, Cell | Changed] = {}
    for place in range(max(len(now.rows), len(wanted.rows))):
        old = now.rows[place] if place < len(now.rows) else blank
        new = wanted.rows[place] if place < len(wanted.rows) else blank
        for at, value in enumerate(new):
            spot = (place, at)
            formula = wanted.formulas.get(spot, "")
            if formula and formula != now.formulas.get(spot):
                found[spot] = Changed(formula)
            elif not formula and (spot in now.formulas or not same(old[at], value)):
                found[spot] = value
    return found


def same(some: Cell, other: Cell) -> bool:
    """Whether two cells hold the same; 1 is not TRUE, and a date not a number.

    >>> same(1.0, True), same(DateSerial(5), 5.0), same(5, 5.0)
    (False, False, True)
    """
    kinds = (bool, DateSerial)
    return some == other and all(isinstance(some, kind) == isinstance(other, kind) for kind in kinds)


# --- a write that was cut short --------------------------------------------------------------------------------------


def taken_back(now: Picture, old: Picture, new: Picture) -> Picture:
    """Return a picture without what a write from `old` to `new` has left in it, when it was cut short.

    The base is written last: where it is the new one, the write came to its end.  A table in which rows have moved
    since is left as it is: what was written there counts as typed.
    """
    if now.base != old.base or old.base == new.base:
        return now
    grids = {
        name: grid_taken_back(grid, old.grids[name], new.grids[name])
        if name in old.grids and name in new.grids
        else grid
        for name, grid in now.grids.items()
    }
    return replace(now, grids=grids)


def grid_taken_back(now: Grid, old: Grid, new: Grid) -> Grid:
    """Return a table without the cells that were written; what was typed over them since stays."""
    if (now.row, now.column, now.header) != (old.row, old.column, old.header):
        return now
    if len(now.rows) not in (len(old.rows), len(new.rows)) or not ids_are(now, (old, new)):
        return now
    rows = [list(row) for row in now.rows]
    formulas = dict(now.formulas)
    for (place, at), value in changed_cells(old, new).items():
        if place < len(rows) and (place, at) not in now.formulas and same_content(rows[place][at], value):
            rows[place][at] = old.rows[place][at] if place < len(old.rows) else None
            if (place, at) in old.formulas:
                formulas[place, at] = old.formulas[place, at]
    kept = len(old.rows) if all(is_empty(row) for row in rows[len(old.rows) :]) else len(rows)
    formulas = {spot: text for spot, text in formulas.items() if spot[0] < kept}
    room = now.room if now.room == UNLIMITED else now.room + len(rows) - kept
    return replace(now, rows=tuple(map(tuple, rows[:kept])), formulas=formulas, room=room)


def same_content(cell: Cell, written: Cell | Changed) -> bool:
    """Whether a cell holds what was written to it."""
    return not isinstance(written, Changed) and same(cell, written)


def is_empty(row: Iterable[Cell]) -> bool:
    """Whether nothing stands in a row."""
    return all(value is None for value in row)


def ids_are(now: Grid, others: Sequence[Grid]) -> bool:
    """Whether every row's id is the one that stood there, or was to stand there."""
    at = now.places(None).get("conflict_id", places_of(NO_LIST, now.header).get(ROW_ID))
    if at is None:
        return False
    ids = [[row[at] for row in each.rows] for each in others]
    return all(
        any(row[at] == (known[place] if place < len(known) else None) for known in ids)
        for place, row in enumerate(now.rows)
    )


NO_LIST = ListDefinition("", "", BASE_SHEET, "", "cell", ())


# --- as bytes ------------------------------------------------------------------------------------------------------


def encoded_picture(picture: Picture) -> bytes:
    """Return a picture as bytes, the same for the same picture."""
    grids = {name: grid_data(each) for name, each in sorted(picture.grids.items())}
    return json.dumps({"grids": grids, "base": picture.base}, separators=(",", ":")).encode()


def decoded_picture(data: bytes) -> Picture:
    """Return the picture in such bytes."""
    found = json.loads(data)
    return Picture({name: grid_of(each) for name, each in found["grids"].items()}, tuple(found["base"]))


def grid_data(grid: Grid) -> list[object]:
    """Return a table as plain data."""
    formulas = [[row, column, text] for (row, column), text in sorted(grid.formulas.items())]
    rows = [[cell_data(each) for each in row] for row in grid.rows]
    return [grid.name, grid.sheet, grid.row, grid.column, grid.header, rows, formulas, grid.room]


def grid_of(data: Sequence[Any]) -> Grid:
    """Return the table in plain data."""
    name, sheet, row, column, header, rows, formulas, room = data
    cells = tuple(tuple(cell_of_data(each) for each in line) for line in rows)
    return Grid(name, sheet, row, column, tuple(header), cells, {(r, c): text for r, c, text in formulas}, room)


def cell_data(cell: Cell) -> object:
    """Return a cell as plain data: dates and errors marked."""
    if isinstance(cell, DateSerial):
        return ["d", float(cell)]
    return ["e", cell.code] if isinstance(cell, CellError) else cell


def cell_of_data(data: Any) -> Cell:
    """Return the cell in plain data."""
    if isinstance(data, list):
        return DateSerial(data[1]) if data[0] == "d" else CellError(data[1])
    cell: Cell = data
    return cell
