"""Which cells must change here, so that a workbook's table shows the state of its list?

The person's order stays.  Rows deleted elsewhere are emptied in place, for formulas may point below them; new rows
fill emptied ones first and then extend the table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tcsheets.sync.base import Values
from tcsheets.sync.conflicts import words_of
from tcsheets.sync.fold import ListState, RowState
from tcsheets.sync.lists import ROW_ID, SYNC, ListDefinition
from tcsheets.sync.table import ListTable, TablePatch, TableRow, Write
from tcsheets.sync.values import LONGEST_TEXT


@dataclass(frozen=True, slots=True)
class Projection:
    """What is to be written, and how many rows are added, changed and emptied; `lacking` rows found no room."""

    patch: TablePatch
    added: int = 0
    changed: int = 0
    removed: int = 0
    lacking: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """One list as it stands and as the workbook has it: its table, the id of each row, and the base's rows."""

    definition: ListDefinition
    state: ListState
    table: ListTable
    ids: Mapping[int, str]
    known: Mapping[str, Values]

    def columns(self) -> list[str]:
        """Return the keys of the shared columns that the table has."""
        return [each.key for each in self.definition.shared() if each.key in self.table.columns]


def project(view: View) -> Projection:
    """Return what makes the table show the state."""
    columns = view.columns()
    here = {row.place: row for row in view.table.rows}
    standing = {place: view.state.rows[row_id] for place, row_id in view.ids.items() if row_id in view.state.rows}
    updates = [row_writes(view, here[place], row, columns) for place, row in standing.items()]
    removed = tuple(sorted(set(view.ids) - set(standing)))
    shown = set(view.ids.values())
    arrivals = [row for row in view.state.in_order() if row.row_id not in shown]
    places, lacking = places_for(len(arrivals), [*removed, *free_places(view)], view.table)
    filled = [new_row_writes(view, row, place, columns) for place, row in zip(places, arrivals)]
    writes = [write for found in (*updates, *filled, stale_ids(view, places)) for write in found]
    changed = sum(any(write.column in columns for write in found) for found in updates)
    patch = TablePatch(view.definition.name, tuple(writes), removed)
    return Projection(patch, len(arrivals), changed, len(removed), lacking)


def places_for(count: int, free: Sequence[int], table: ListTable) -> tuple[list[int], int]:
    """Return the places of so many new rows, free ones first, and how many of them would not fit below the table.

    >>> places_for(3, [4, 1], ListTable("l", (), (), room=0))
    ([1, 4, 0], 1)
    """
    below = max(count - len(free), 0)
    end = len(table.rows)
    return [*sorted(free)[:count], *range(end, end + below)], max(below - table.room, 0)


def free_places(view: View) -> list[int]:
    """Return the places of rows in which nothing stands."""
    return [row.place for row in view.table.rows if row.is_blank and row.place not in view.ids]


def row_writes(view: View, now: TableRow, row: RowState, columns: Sequence[str]) -> list[Write]:
    """Return the cells of a row that must change; an error in a cell counts as what the base says of it."""
    known = view.known.get(row.row_id, {})
    writes = []
    for key in columns if now.values != row.values else ():
        value = now.values[key]
        held, wanted = known.get(key, "") if value is None else value, row.value(key)
        if held != wanted and len(wanted) <= LONGEST_TEXT:
            writes.append(Write(now.place, key, wanted))
    words = words_of(view.definition, row, view.state.proposals)
    writes += [Write(now.place, SYNC, words)] if now.words != words else []
    return writes + ([Write(now.place, ROW_ID, row.row_id)] if now.row_id != row.row_id else [])


def new_row_writes(view: View, row: RowState, place: int, columns: Sequence[str]) -> list[Write]:
    """Return the cells of a row that the table does not have yet."""
    values = [(key, row.value(key)) for key in columns]
    texts = [(ROW_ID, row.row_id), *values, (SYNC, words_of(view.definition, row, view.state.proposals))]
    return [Write(place, key, text) for key, text in texts if text and len(text) <= LONGEST_TEXT]


def stale_ids(view: View, filled: Sequence[int]) -> list[Write]:
    """Return what blanks the ids of rows that a person has emptied: what is typed there next is a new row."""
    free = set(free_places(view)) - set(filled)
    rows = [row for row in view.table.rows if row.place in free]
    return [
        *(Write(row.place, ROW_ID, "") for row in rows if row.row_id),
        *(Write(row.place, SYNC, "") for row in rows if row.words),
    ]


def project_ids(table: ListTable, ids: Mapping[int, str]) -> TablePatch:
    """Return what gives new rows their ids and changes nothing else: for a list that can be shown nothing new now."""
    writes = [
        Write(row.place, ROW_ID, ids[row.place]) for row in table.rows if ids.get(row.place, row.row_id) != row.row_id
    ]
    return TablePatch(table.list_name, tuple(writes))
