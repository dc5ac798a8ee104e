"""A list's table as a workbook holds it, and what is to be changed there, whatever kind of workbook it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

UNLIMITED = 1 << 30


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its place counted from 0, its id, its shared values in canonical form, its words.

    A value is None where the cell holds an error.  `is_blank` says that nothing stands in it but formulas.
    """

    place: int
    row_id: str
    values: Mapping[str, str | None]
    words: str = ""
    is_blank: bool = False


@dataclass(frozen=True, slots=True)
class ListTable:
    """A list's table: the keys of the known columns it has, its rows, and how many rows could be added below."""

    list_name: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    has_row_id: bool = True
    has_words: bool = True
    room: int = UNLIMITED


@dataclass(frozen=True, slots=True)
class Write:
    """One cell to be written: its row's place, its column (`row_id`, `Sync`, a key) and its canonical text."""

    place: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class TablePatch:
    """What is to be written to one table; rows at places the table does not have are added below it.

    `cleared` rows lose everything but their formulas, the person's own columns included.
    """

    list_name: str
    writes: tuple[Write, ...] = ()
    cleared: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.writes or self.cleared)


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A row of the Conflicts table: its texts by column key, the typed choice among them."""

    place: int
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a workbook holds of the sync's: the tables of its lists by list name, and its Conflicts table."""

    tables: Mapping[str, ListTable]
    conflicts: tuple[ConflictRow, ...] = ()
