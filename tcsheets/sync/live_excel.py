"""An open workbook, read and written through xlwings: whole tables read, only changed cells written, in blocks.

Text is kept as text by the number format Text ("@"), set before the value: what is entered in such a cell "is
displayed exactly as entered" (Microsoft, "Number format codes"; KB 141765), so neither =1+1 nor 00123 becomes anything
else.  A number is never written to a cell that has this format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from tcsheets.errors import FileError, TcsheetsError
from tcsheets.sync.lists import BASE_SHEET, CONFLICTS_TABLE, ListDefinition
from tcsheets.sync.live_book import Changed, Grid, Picture, Spot, changed_cells
from tcsheets.sync.live_calls import Calls
from tcsheets.sync.live_cells import (
    Block,
    blocks_of,
    cell_of_excel,
    cells_under,
    column_formulas,
    gaps,
    holds,
    in_rows,
    shared_places,
    to_excel,
)
from tcsheets.sync.table import UNLIMITED
from tcsheets.sync.workbook_file import ChangedMeanwhileError
from tcsheets.workbook.addresses import cell_name
from tcsheets.workbook.values import Cell, DateSerial

AS_TEXT = "@"
# What is changed while writing, in this order, and how it is then.  Without `interactive` nobody can type meanwhile;
# xlwings has that on Windows only.
QUIET: dict[str, Any] = {
    "interactive": False,
    "screen_updating": False,
    "enable_events": False,
    "display_alerts": False,
    "calculation": "manual",
}
Spec = Mapping[str, ListDefinition | None]  # the tables that are read, by name; the Conflicts table has no list


@dataclass(frozen=True, slots=True)
class ExcelWorkbook:
    """A workbook open in Excel: xlwings' Book, and how Excel is called."""

    book: Any
    calls: Calls
    is_windows: bool

    def sheet(self, name: str) -> Any:
        """Return a sheet."""
        return self.calls.item(self.book.sheets, name)

    def range(self, sheet: Any, first: tuple[int, int], last: tuple[int, int]) -> Any:
        """Return a rectangle of a sheet."""
        return self.calls.ask(sheet.range, first, last)

    # --- reading ---

    def picture(self, spec: Spec) -> Picture:
        """Return the tables of the sync, and the base, as they are now."""
        found = self.calls.ask(all_tables, self.book)
        named = {self.calls.get(table, "name"): (sheet, table) for sheet, table in found}
        grids = {name: self.grid(name, *named[name], spec[name]) for name in spec if name in named}
        return Picture({name: each for name, each in grids.items() if each}, self.base())

    def grid(self, name: str, sheet: Any, table: Any, definition: ListDefinition | None) -> Grid | None:
        """Return one table; None where its header row is hidden, for then its columns have no names."""
        top, body = self.calls.get(table, "header_row_range", "data_body_range")
        if top is None:
            return None
        header = tuple(str(each) for each in self.cells(top)[0])
        row, column = self.calls.get(top, "row", "column")
        values, formulas = self.body(body) if body is not None else ([], {})  # None where every row was deleted
        shared = shared_places(definition, header)
        rows = tuple(
            tuple(None if (place, at) in formulas and at not in shared else value for at, value in enumerate(line))
            for place, line in enumerate(values)
        )
        room = self.room_below(sheet, table, (row + len(rows), column, len(header)))
        return Grid(name, self.calls.get(sheet, "name"), row, column, header, rows, formulas, room)

    def body(self, place: Any) -> tuple[list[list[Cell]], dict[Spot, str]]:
        """Return the values of a range, and its formulas by place."""
        values = self.cells(place)
        formulas = {
            (row, at): text
            for row, line in enumerate(self.formulas(place, len(values[0])))
            for at, text in enumerate(line)
            if isinstance(text, str) and text.startswith("=") and values[row][at] != text
        }
        return values, formulas

    def cells(self, place: Any) -> list[list[Cell]]:
        """Return the values of a range as the sync knows them."""
        rows = self.calls.ask(values_of, place)
        return [[cell_of_excel(each) for each in row] for row in rows]

    def formulas(self, place: Any, width: int) -> list[list[Any]]:
        """Return the formulas of a range; where there is none, the cell's constant."""
        return in_rows(self.calls.get(place, "formula"), width)

    def room_below(self, sheet: Any, table: Any, last: tuple[int, int, int]) -> int:
        """Return how many rows could be added below a table's last row before something is in the way."""
        row, column, width = last
        if self.calls.get(table, "show_totals"):
            return 0
        end = self.calls.get(sheet, "used_range.last_cell.row")
        if end <= row:
            return UNLIMITED
        below = self.range(sheet, (row + 1, column), (end, column + width - 1))
        if self.calls.get(below, "merge_cells"):
            return 0
        lines = self.formulas(below, width)
        return next(
            (place for place, line in enumerate(lines) if any(each not in ("", None) for each in line)), UNLIMITED
        )

    def base(self) -> tuple[str, ...]:
        """Return the texts of the base sheet's first column, up to the last that is not blank."""
        if BASE_SHEET not in self.calls.ask(sheet_names, self.book):
            return ()
        sheet = self.sheet(BASE_SHEET)
        end = self.calls.get(sheet, "used_range.last_cell.row")
        texts = ["" if row[0] is None else str(row[0]) for row in self.cells(self.range(sheet, (1, 1), (end, 1)))]
        while texts and not texts[-1]:
            texts.pop()
        return tuple(texts)

    # --- writing ---

    def write(self, now: Picture, wanted: Picture) -> None:
        """Make the workbook, which is as `now`, as it is wanted; the base comes last, in one call."""
        for name, grid in wanted.grids.items():
            self.write_grid(now.grids[name], grid)
        if now.base != wanted.base:
            blank = [""] * max(len(now.base) - len(wanted.base), 0)
            self.write_block(self.sheet(BASE_SHEET), Block(1, 1, [[text] for text in (*wanted.base, *blank)]))

    def write_grid(self, now: Grid, wanted: Grid) -> None:
        """Write the cells of a table that differ, after it was made longer, or before it is made shorter."""
        cells, sheet = changed_cells(now, wanted), self.sheet(now.sheet)
        if len(wanted.rows) > len(now.rows):
            self.resize(sheet, now, len(wanted.rows))
            self.fill_formulas(sheet, now, len(wanted.rows))
        for block in blocks_of({**gaps(now, wanted), **cells}, now.row + 1, now.column):
            self.write_block(sheet, block, now)
        if len(wanted.rows) < len(now.rows):
            self.resize(sheet, now, len(wanted.rows))
        if now.name == CONFLICTS_TABLE and any(value for (_, at), value in cells.items() if at == 0):
            self.show(sheet)

    def resize(self, sheet: Any, grid: Grid, height: int) -> None:
        """Give a table so many rows; Excel wants at least one."""
        last = (grid.row + max(height, 1), grid.column + len(grid.header) - 1)
        place = self.range(sheet, (grid.row, grid.column), last)
        self.calls.ask(self.calls.item(sheet.tables, grid.name).resize, place)

    def fill_formulas(self, sheet: Any, grid: Grid, height: int) -> None:
        """Give new rows the formula that a whole column has, where Excel has not done so by itself."""
        first, last = grid.row + 1 + len(grid.rows), grid.row + height
        for at, formula in column_formulas(grid).items():
            place = self.range(sheet, (first, grid.column + at), (last, grid.column + at))
            if any(row[0] in ("", None) for row in self.formulas(place, 1)):
                self.calls.put(place, "formula", formula)

    def write_block(self, sheet: Any, block: Block, now: Grid | None = None) -> None:
        """Write a rectangle of cells in one call, after each has a format that keeps its value as it is.

        ChangedMeanwhileError where the cells are not as they were a moment before.
        """
        place = self.range(sheet, (block.row, block.column), (block.last_row, block.last_column))
        first = block.cells[0][0]
        if isinstance(first, Changed):
            self.calls.put(place, "formula", first.formula)
            return
        for at in range(len(block.cells[0])):
            self.prepare(sheet, block, at)
        if now and self.cells(place) != cells_under(block, now):
            raise ChangedMeanwhileError(f"{self.calls.get(self.book, 'name')}: somebody types in it; sync again")
        self.calls.put(place, "value", [[to_excel(each) for each in row] for row in block.cells])
        self.check(sheet, block)

    def prepare(self, sheet: Any, block: Block, at: int) -> None:
        """Give the cells of one column of a block the number formats that their values need."""
        column = [row[at] for row in block.cells]
        kinds = {isinstance(each, str) for each in column if each is not None}
        if not kinds:
            return
        left = block.column + at
        strip = self.range(sheet, (block.row, left), (block.last_row, left))
        shown = self.calls.get(strip, "number_format")  # None where it is not the same in all cells
        if kinds == {True} and shown != AS_TEXT:
            self.calls.put(strip, "number_format", AS_TEXT)
        elif False in kinds and (shown in (None, AS_TEXT) or True in kinds):
            for row, value in enumerate(column, start=block.row):
                self.prepare_cell(self.range(sheet, (row, left), (row, left)), value)

    def prepare_cell(self, cell: Any, value: Cell | Changed) -> None:
        """Give one cell the number format that its value needs."""
        shown = self.calls.get(cell, "number_format")
        if isinstance(value, str) and shown != AS_TEXT:
            self.calls.put(cell, "number_format", AS_TEXT)
        elif value is not None and not isinstance(value, str) and shown == AS_TEXT:
            is_date = isinstance(value, DateSerial)
            self.calls.put(cell, "number_format", "yyyy-mm-dd hh:mm" if is_date else "General")

    def check(self, sheet: Any, block: Block) -> None:
        """Read a block back: ChangedMeanwhileError where it is not as written (typed over, or held back by a filter).

        A text whose first apostrophe Excel has taken for its own sign is written once more, with another.
        """
        place = self.range(sheet, (block.row, block.column), (block.last_row, block.last_column))
        for row, (found, line) in enumerate(zip(self.cells(place), block.cells), start=block.row):
            for column, (now, wanted) in enumerate(zip(found, line), start=block.column):
                if holds(now, wanted):
                    continue
                cell = self.range(sheet, (row, column), (row, column))
                if isinstance(wanted, str) and wanted.startswith("'"):
                    self.calls.put(cell, "value", [["'" + wanted]])
                if not holds(self.cells(cell)[0][0], wanted):
                    where = f"{self.calls.get(sheet, 'name')}!{cell_name(row, column)}"
                    raise ChangedMeanwhileError(f"{where} does not keep what is written; clear the filters, sync again")

    def show(self, sheet: Any) -> None:
        """Show a sheet that may be hidden."""
        if not self.calls.get(sheet, "visible"):
            self.calls.put(sheet, "visible", True)

    # --- what a person has set ---

    def settings(self) -> dict[str, Any]:
        """Return how Excel is set, of what is changed while writing."""
        app = self.calls.get(self.book, "app")
        names = [name for name in QUIET if name != "interactive" or self.is_windows]
        return {name: self.calls.get(app, name) for name in names}

    @contextmanager
    def quiet(self, was: Mapping[str, Any]) -> Iterator[None]:
        """Keep Excel still while it is written to, and leave it as it was, selection included."""
        app, chosen = self.calls.get(self.book, "app"), self.selection()
        try:
            for name in was:
                self.calls.put(app, name, QUIET[name])
            yield
        finally:
            self.look_at(chosen)
            self.wake(was)

    def wake(self, was: Mapping[str, Any]) -> None:
        """Set Excel as it was."""
        for name in reversed(list(was)):
            with suppress(TcsheetsError):
                self.calls.put(self.calls.get(self.book, "app"), name, was[name])

    def selection(self) -> tuple[str, str] | None:
        """Return the sheet and the address of the selected cells; None where they are none of this workbook's."""
        try:
            chosen = self.calls.get(self.book, "app.selection")
            if chosen is None or self.calls.get(chosen, "sheet.book.name") != self.calls.get(self.book, "name"):
                return None
            sheet, address = self.calls.get(chosen, "sheet.name", "address")
        except FileError:
            return None
        return sheet, address

    def look_at(self, place: tuple[str, str] | None) -> None:
        """Select cells again, if they are not selected any more."""
        with suppress(TcsheetsError):
            if place is not None and self.selection() != place:
                sheet = self.sheet(place[0])
                self.calls.ask(sheet.activate)
                self.calls.ask(self.calls.ask(sheet.range, place[1]).select)

    # --- the file ---

    def is_read_only(self) -> bool:
        """Whether Excel could not save it at its place."""
        if self.is_windows:
            return bool(self.calls.get(self.book, "api.ReadOnly"))
        return bool(self.calls.ask(self.calls.get(self.book, "api.read_only.get")))

    def save(self) -> None:
        """Let Excel save it."""
        self.calls.ask(self.book.save)

    def save_copy(self, path: str) -> None:
        """Let Excel write a copy of it as it is now (Workbook.SaveCopyAs, Windows only)."""
        self.calls.ask(self.calls.get(self.book, "api.SaveCopyAs"), path)


def values_of(place: Any) -> list[list[Any]]:
    """Return a range's values as xlwings gives them."""
    found: list[list[Any]] = place.options(ndim=2, err_to_str=True).value
    return found


def all_tables(book: Any) -> list[tuple[Any, Any]]:
    """Return all tables of a workbook, each with its sheet."""
    return [(sheet, table) for sheet in book.sheets for table in sheet.tables]


def sheet_names(book: Any) -> list[str]:
    """Return the names of all sheets, hidden ones too."""
    return [sheet.name for sheet in book.sheets]
