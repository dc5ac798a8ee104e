"""A workbook without a memory of the store joins it again: rows are matched, and nothing is deleted.

What a row is, is told by its id, or else by its content.  A row that is the same on both sides is left alone, one that
only one side has goes to the other, and where the two differ both versions stand as a conflict: without a memory
nobody can say which of them is the older.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tcsheets.sync.base import Base, ListBase, Values
from tcsheets.sync.fold import ListState, fold
from tcsheets.sync.history import History
from tcsheets.sync.lists import ListDefinition
from tcsheets.sync.table import Contents, ListTable

Adopted = Mapping[int, str]  # of a list's rows, by place, the id that is known to be theirs


@dataclass(frozen=True, slots=True)
class Joined:
    """A memory made up for a workbook that has none: only what is the same on both sides counts as seen."""

    base: Base
    adopted: Mapping[str, Adopted]


def joined(base: Base, definitions: Sequence[ListDefinition], contents: Contents, history: History) -> Joined:
    """Return what a fresh base comes to remember when its workbook joins a store."""
    lists: dict[str, ListBase] = {}
    adopted: dict[str, Adopted] = {}
    for each in definitions:
        if each.name in contents.tables:
            table, state = contents.tables[each.name], fold(each, history)
            adopted[each.name] = matched(table, state)
            lists[each.name] = remembered(each, table, state, adopted[each.name])
    return Joined(replace(base, lists=lists), adopted)


def content_of(values: Mapping[str, str | None], keys: Sequence[str]) -> tuple[str, ...]:
    """Return the values of a row in some columns; an error counts as nothing."""
    return tuple(values.get(key) or "" for key in keys)


def matched(table: ListTable, state: ListState) -> Adopted:
    """Return the ids of the rows that hold what a row of the state holds: the one with their id, or any other."""
    claimed = {row.row_id for row in table.rows}
    free: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for known in reversed(state.in_order()):
        if known.row_id not in claimed:
            free[content_of(known.values, table.columns)].append(known.row_id)
    found = {}
    for row in table.rows:
        content, same = content_of(row.values, table.columns), state.rows.get(row.row_id)
        if same and content == content_of(same.values, table.columns):
            found[row.place] = row.row_id
        elif not same and not row.is_blank and free[content]:
            found[row.place] = free[content].pop()
    return found


def remembered(definition: ListDefinition, table: ListTable, state: ListState, adopted: Adopted) -> ListBase:
    """Return the memory of a list: the rows that are alike; of a list that only grows, every entry it has."""
    ids = set(adopted.values())
    if definition.mode == "append_only":
        ids |= {row.row_id for row in table.rows if row.row_id in state.rows}
    rows: dict[str, Values] = {
        row_id: {key: state.rows[row_id].value(key) for key in table.columns} for row_id in sorted(ids)
    }
    return ListBase(table.columns, rows)
