"""The cells of an open workbook: a value of xlwings <-> a cell as a file's reader gives it; changed cells as blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tcsheets.cells import moment_of_serial, serial_of
from tcsheets.errors import CellError
from tcsheets.sync.lists import ListDefinition
from tcsheets.sync.live_book import Changed, Grid, Spot
from tcsheets.workbook.values import Cell, DateSerial

LONGEST_IN_ARRAY = 8_000
ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
ERROR_NUMBERS = range(-2146826300, -2146826200)  # what COM gives for an error in a cell


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of cells to be written: its first row and column in the sheet, from 1, and its rows."""

    row: int
    column: int
    cells: list[list[Any]] = field(default_factory=list)

    @property
    def last_row(self) -> int:
        """Its last row."""
        return self.row + len(self.cells) - 1

    @property
    def last_column(self) -> int:
        """Its last column."""
        return self.column + len(self.cells[0]) - 1


def blocks_of(cells: Mapping[Spot, Any], row: int, column: int) -> list[Block]:
    """Return changed cells as rectangles, from the sheet's row and column on at which the table's rows begin.

    >>> blocks_of({(0, 0): "a", (0, 1): "b", (1, 0): "c", (1, 1): "d", (1, 3): 1.0}, 5, 1)
    [Block(row=5, column=1, cells=[['a', 'b'], ['c', 'd']]), Block(row=6, column=4, cells=[[1.0]])]
    """
    blocks: list[Block] = []
    standing: dict[tuple[int, int], Block] = {}
    for place, run in runs_of(cells):
        values = [cells[place, at] for at in run]
        above = standing.get((run[0], len(run)))
        if above and above.last_row == row + place - 1 and not any(map(stands_alone, [*values, *above.cells[-1]])):
            above.cells.append(values)
            continue
        block = Block(row + place, column + run[0], [values])
        standing[run[0], len(run)] = block
        blocks.append(block)
    return blocks


def gaps(now: Grid, wanted: Grid) -> dict[Spot, Cell]:
    """Return the cells of new rows that stay blank, so that a row is written in one piece; none of a formula column."""
    computed = {at for _, at in now.formulas}
    rows = range(len(now.rows), len(wanted.rows))
    return {(place, at): None for place in rows for at in range(len(now.header)) if at not in computed}


def cells_under(block: Block, now: Grid) -> list[list[Cell]]:
    """Return what stood in a block's cells; nothing below the table."""
    first, left = block.row - now.row - 1, block.column - now.column
    width = len(block.cells[0])
    blank: list[Cell] = [None] * width
    rows = range(first, first + len(block.cells))
    return [list(now.rows[at][left : left + width]) if at < len(now.rows) else blank for at in rows]


def runs_of(cells: Mapping[Spot, Any]) -> Iterator[tuple[int, list[int]]]:
    """Yield, row by row, the places of changed cells that stand side by side."""
    run: list[int] = []
    row = -1
    for place, at in sorted(cells):
        goes_on = run and place == row and at == run[-1] + 1
        if goes_on and not stands_alone(cells[place, at]) and not stands_alone(cells[place, run[-1]]):
            run.append(at)
            continue
        if run:
            yield row, run
        run, row = [at], place
    if run:
        yield row, run


def stands_alone(value: Any) -> bool:
    """Whether a cell is written by itself: a formula, or a text too long for an array."""
    return isinstance(value, Changed) or (isinstance(value, str) and len(value) > LONGEST_IN_ARRAY)


def shared_places(definition: ListDefinition | None, header: Sequence[str]) -> set[int]:
    """Return the columns whose values count even where they are formulas."""
    if definition is None:
        return set(range(len(header)))
    grid = Grid("", "", 1, 1, tuple(header), (), {})
    keys = {each.key for each in definition.shared()}
    return {place for key, place in grid.places(definition).items() if key in keys}


def column_formulas(grid: Grid) -> dict[int, str]:
    """Return the formulas that all rows of a column share, by the column's place; only such as hold in every row."""
    found = {}
    for at in range(len(grid.header)):
        texts = {grid.formulas.get((place, at), "") for place in range(len(grid.rows))}
        formula = texts.pop() if len(texts) == 1 else ""
        if "[" in formula:  # a structured reference speaks of its own row
            found[at] = formula
    return found


def in_rows(found: Any, width: int) -> list[list[Any]]:
    """Return what a property of a range gives as rows: of one cell a value, of one row or column maybe a flat list.

    >>> in_rows("=A1", 1), in_rows((("a", "b"),), 2), in_rows(["a", "b"], 1)
    ([['=A1']], [['a', 'b']], [['a'], ['b']])
    """
    if not isinstance(found, (list, tuple)):
        return [[found]]
    if found and not isinstance(found[0], (list, tuple)):
        return [[each] for each in found] if width == 1 else [list(found)]
    return [list(row) for row in found]


def cell_of_excel(value: Any) -> Cell:
    """Return a value of xlwings as a file's reader gives it: numbers as float, dates as serials, errors marked.

    >>> cell_of_excel(""), cell_of_excel(-2146826246), cell_of_excel(datetime(2026, 11, 24, 16, 29, 59, 999999))
    (None, CellError(code='-2146826246', message=''), 46350.6875)
    """
    if value is None or value == "" or isinstance(value, (bool, float)):
        return None if value == "" else value
    if isinstance(value, datetime):
        return DateSerial(
            serial_of((value.replace(tzinfo=None) + timedelta(microseconds=500_000)).replace(microsecond=0))
        )
    if isinstance(value, date):
        return DateSerial(serial_of(value))
    if isinstance(value, int) and value in ERROR_NUMBERS:
        return CellError(str(value))
    if isinstance(value, (int, Decimal)):
        return float(value)
    return CellError(value) if value in ERRORS else str(value)


def holds(cell: Cell, wanted: Any) -> bool:
    """Whether a cell holds what was written to it; numbers to the 15 digits that Excel keeps, dates to the second.

    >>> holds(0.3, 0.1 + 0.2), holds(None, ""), holds("tis", "'tis")
    (True, True, False)
    """
    if isinstance(cell, float) and isinstance(wanted, float) and not isinstance(wanted, bool):
        return abs(cell - wanted) <= max(abs(wanted) * 1e-14, 6e-6 if isinstance(wanted, DateSerial) else 0.0)
    if isinstance(wanted, CellError):
        return isinstance(cell, CellError)
    return cell == (None if wanted == "" else wanted)


def to_excel(value: Cell) -> Any:
    """Return what is assigned to a cell."""
    if isinstance(value, DateSerial):
        try:
            return moment_of_serial(value)
        except ValueError:
            return float(value)
    return value.code if isinstance(value, CellError) else value
