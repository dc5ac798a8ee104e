"""A list as people may read it without a workbook: plain rows of text, made anew from the state at any time."""

from __future__ import annotations

from dataclasses import dataclass

from tcsheets.sync.conflicts import words_of
from tcsheets.sync.fold import ListState
from tcsheets.sync.lists import SYNC, ListDefinition


@dataclass(frozen=True, slots=True)
class ListView:
    """A list's name, its header row and its rows."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def list_view(definition: ListDefinition, state: ListState) -> ListView:
    """Return the view of a list: its shared columns, and what is the matter with a row."""
    columns = definition.shared()
    rows = [
        (*(row.value(each.key) for each in columns), words_of(definition, row, state.proposals))
        for row in state.in_order()
    ]
    return ListView(definition.name, (*(each.title for each in columns), SYNC), tuple(rows))
