"""The cells that a formula's result fills beyond its own, however many: each row's are made when asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tcsheets.workbook.contents import Content, Formula, Spilled
from tcsheets.workbook.spelling import PART_OF_SPILL, google_text
from tcsheets.workbook.values import Cell


@dataclass(frozen=True, slots=True)
class Filling:
    """What must be written around a formula to show its result.

    row, column: the formula's own cell; rows: the result from there on; changed: by row, the columns to be written;
    is_google: whether each cell says, as in Google's export, that it shows a part of a result.
    """

    row: int
    column: int
    rows: Sequence[Sequence[Cell]]
    changed: Mapping[int, Sequence[int]]
    is_google: bool = False

    @property
    def count(self) -> int:
        """The number of cells to be written."""
        return sum(map(len, self.changed.values()))

    @property
    def corners(self) -> list[tuple[int, int]]:
        """Cells to be written, among them one of the first and the last row, and of the first and the last column."""
        edges = {columns for each in self.changed.values() for columns in (each[0], each[-1])}
        rows = (min(self.changed), max(self.changed)) if self.changed else ()
        return [(row, column) for row in rows for column in (min(edges), max(edges))]

    def contents(self, number: int) -> dict[int, Content]:
        """Return what is to be written into a row, by column; a cell that the result has left is blanked."""
        columns = self.changed.get(number)
        if not columns:
            return {}
        line = self.rows[number - self.row] if number - self.row < len(self.rows) else ()
        return {
            column: self.content(line[column - self.column]) if column - self.column < len(line) else None
            for column in columns
        }

    def content(self, value: Cell) -> Content:
        """Return what is written into a cell to show a value of the result."""
        if value is None:
            return None
        return Formula(google_text(PART_OF_SPILL, value), value) if self.is_google else Spilled(value)
