"""A table column's formula in plain references, made for all its rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tcsheets.workbook.addresses import LAST_ROW, column_letters
from tcsheets.workbook.structured import Spot, absolute

ROW = "\0"  # stands for the row's number; no formula in a file can hold it


@dataclass(frozen=True, slots=True)
class Mould:
    """A formula that says the same in each row: what stands between its mentions of the row, and the rows it is for."""

    pieces: tuple[str, ...]
    rows: range

    def text(self, row: int) -> str:
        """Return the formula as it reads in a row.

        >>> Mould(("D", "*C", ""), range(2, 9)).text(5)
        'D5*C5'
        """
        return str(row).join(self.pieces)


def mould_of(words: Sequence[str | Spot], sheet: str) -> Mould:
    """Return the mould of a formula on a sheet from its words, its table references as the parts that they name."""
    here = [each for each in words if isinstance(each, Spot) and each.is_own_row]
    first = max((each.table.first_row for each in here), default=1)
    last = min((each.table.last_row for each in here), default=LAST_ROW)
    text = "".join(each if isinstance(each, str) else reference_in_mould(each, sheet) for each in words)
    return Mould(tuple(text.split(ROW)), range(first, last + 1))


def reference_in_mould(spot: Spot, sheet: str) -> str:
    """Return a part of a table as a formula on a sheet names it; a cell of the same sheet briefly."""
    if not spot.is_own_row:
        return absolute(spot.table.sheet, spot.area(spot.table.first_row))
    first, last = column_letters(spot.first_column), column_letters(spot.last_column)
    if spot.table.sheet == sheet and first == last:
        return f"{first}{ROW}"
    quoted = spot.table.sheet.replace("'", "''")
    start = f"'{quoted}'!${first}${ROW}"
    return start if first == last else f"{start}:${last}${ROW}"
