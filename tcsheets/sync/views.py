"""A list as people may read it without a workbook: plain rows of text, made anew from the state at any time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tcsheets.sync.conflicts import words_of
from tcsheets.sync.fold import ListState, RowState
from tcsheets.sync.history import History
from tcsheets.sync.lists import SYNC, ListDefinition, header_key
from tcsheets.sync.op import Operation, derived_id
from tcsheets.sync.values import settled

SOMEBODY = "somebody in the view"


@dataclass(frozen=True, slots=True)
class ListView:
    """A list's name, its header row, its rows, the id of each row, and the kind of each column ("text" beyond)."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    ids: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandEdit:
    """A row of a view that somebody has changed where it is only shown: what it says now, by column title.

    `written` stands for the row as it had been shown.
    """

    list_name: str
    row_id: str
    written: str
    texts: tuple[tuple[str, str], ...]


def list_view(definition: ListDefinition, state: ListState) -> ListView:
    """Return the view of a list: its shared columns, and what is the matter with a row."""
    columns, standing = definition.shared(), state.in_order()
    keys = [each.key for each in columns]
    rows = [
        (*(row.values.get(key, "") for key in keys), words_of(definition, row, state.proposals)) for row in standing
    ]
    header = (*(each.title for each in columns), SYNC)
    kinds = tuple(each.kind for each in columns)
    return ListView(definition.name, header, tuple(rows), tuple(row.row_id for row in standing), kinds)


def proposed(
    definition: ListDefinition, state: ListState, history: History, edits: Sequence[HandEdit], at: str
) -> list[Operation]:
    """Return what somebody has typed into a view as proposals: for a program may have changed it, not a person.

    A cell that holds what the list once said is only old.
    """
    rows = {edit.row_id for edit in edits}
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    for op in history.operations.values():
        if op.list_name == definition.name and op.row_id in rows:
            for key, text in op.cells().items():
                said[op.row_id, key].add(text)
    titles = {header_key(each.title): each for each in definition.shared()}
    found = []
    for edit in edits:
        row = state.rows.get(edit.row_id)
        for title, text in edit.texts if row else ():
            column = titles.get(header_key(title))
            new = settled(column, text) if column else ""
            if column and row and new != row.value(column.key) and new not in said[edit.row_id, column.key]:
                found.append(proposal(definition, row, edit, column.key, new, at))
    return found


def proposal(definition: ListDefinition, row: RowState, edit: HandEdit, key: str, new: str, at: str) -> Operation:
    """Return one cell of a view as a proposal: the same one whoever finds it."""
    op_id = derived_id("view", definition.name, edit.row_id, key, new, edit.written)
    where = f"view/{definition.name}.csv"
    return Operation(op_id, "propose", definition.name, edit.row_id, key, row.value(key), new, at, SOMEBODY, where)
