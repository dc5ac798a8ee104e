"""Whether everything that is kept of a list agrees: chains, what they add up to, the views, a workbook's memory.

Nothing is written.  Each fault is one line that says what disagrees.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tcsheets.stores.contract import Store, beyond
from tcsheets.sync.base import Base, ListBase, Values
from tcsheets.sync.fold import RowState, fold
from tcsheets.sync.history import History, history_of
from tcsheets.sync.home import Home, open_home
from tcsheets.sync.lists import LISTS, ListDefinition
from tcsheets.sync.run import looked_at, reading_job
from tcsheets.sync.starting import started
from tcsheets.sync.views import list_view


def seen_by(kept: ListBase, history: History) -> History:
    """Return the part of a history that a workbook had seen of a list."""
    unseen = {entry.mark for entry in beyond(history.entries, kept.vector)} if kept.vector else set(history.lines)
    return history_of([entry for entry in history.entries if entry.mark not in unseen])


def base_faults(definition: ListDefinition, base: Base, history: History) -> list[str]:
    """Return where a workbook's memory of a list is not what the journals it had seen add up to.

    Edits that wait in its outbox count as seen: they stand in the memory already.
    """
    kept = base.of(definition.name)
    own = [op for op in base.outbox if op.list_name == definition.name]
    state = fold(definition, seen_by(kept, history), own)
    faults = [
        f"{definition.title}: the workbook remembers a row that no journal holds" for _ in kept.rows.keys() - state.rows
    ]
    for row_id, values in kept.rows.items():
        row = state.rows.get(row_id)
        faults += differing(definition, values, row) if row else []
    return faults


def differing(definition: ListDefinition, values: Values, row: RowState) -> list[str]:
    """Return the cells of a remembered row that are not what the journals say."""
    wrong = [each for each in definition.shared() if each.key in values and values[each.key] != row.value(each.key)]
    return [f"{definition.title}: {each.title} of a row is not what the journals say" for each in wrong]


def view_faults(store: Store, definitions: Sequence[ListDefinition], history: History) -> list[str]:
    """Return which views of a store are not what the journals add up to."""
    titles = {each.name: each.title for each in definitions}
    views = [list_view(each, fold(each, history)) for each in definitions]
    return [
        f"{titles[name]}: the view {name} was changed by hand or is old; the next sync makes it anew"
        for name in store.stale_views(views)
    ]


def store_faults(store: Store, definitions: Sequence[ListDefinition] = LISTS) -> list[str]:
    """Return what is the matter with a store: unreadable journals, chains with a gap, views that disagree."""
    return [*store.check(), *view_faults(store, definitions, history_of(store.read().entries))]


def verified(path: Path | str, store: Store | str = "", *, home: Home | None = None) -> list[str]:
    """Return all that disagrees between a workbook, its memory, the journals and the views; nothing where all agree."""
    start = started(reading_job(path, store, home or open_home()))
    sources = looked_at(path, store, home=home)
    faults = store_faults(start.store, sources.definitions)
    for definition in sources.here():
        faults += base_faults(definition, sources.base, sources.history)
    return faults
