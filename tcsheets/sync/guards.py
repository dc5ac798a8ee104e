"""When the sync stops and asks: what looks like an accident is not passed on to everybody.

Each guard returns a line for the person, or "" where all is well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tcsheets.sync.base import ListBase, Values
from tcsheets.sync.harvest import Harvest
from tcsheets.sync.lists import ROW_ID, SYNC, ListDefinition
from tcsheets.sync.personal import objection
from tcsheets.sync.table import ListTable

FEW = 3  # deletions that nobody is asked about, however short the list
MOST_DELETED = 25
MOST_SHARE = 5  # one row in five


@dataclass(frozen=True, slots=True)
class Limits:
    """What the person has allowed for this one sync: so many deletions, a sort without ids, what looks personal."""

    max_delete: int | None = None
    as_typed: bool = False
    personal: bool = False


def objections(
    definition: ListDefinition, table: ListTable, kept: ListBase, found: Harvest, limits: Limits
) -> list[str]:
    """Return what a person must decide before this list may be synced."""
    said = [
        missing_column(definition, table),
        too_many_deleted(definition, kept, found, limits),
        "" if limits.as_typed else sorted_without_ids(definition, table, kept),
        "" if limits.personal else objection(definition, found.operations),
    ]
    return [each for each in said if each][:1]


def missing_column(definition: ListDefinition, table: ListTable) -> str:
    """Say that the column of row ids is gone: every row would look new, and every known one deleted."""
    lacks = [name for name, there in ((ROW_ID, table.has_row_id), (SYNC, table.has_words)) if not there]
    if not lacks:
        return ""
    return (
        f"{definition.title}: the table {definition.table} has no column {lacks[0]} any more; "
        "undo what removed it, or put back a backup"
    )


def too_many_deleted(definition: ListDefinition, kept: ListBase, found: Harvest, limits: Limits) -> str:
    """Say that more rows are gone than a person deletes in passing; an emptied table above all."""
    count, rows = sum(op.kind == "delete" or op.new == "deleted" for op in found.operations), len(kept.rows)
    most = allowed(rows) if limits.max_delete is None else limits.max_delete
    if count <= most:
        return ""
    what = "all its rows are" if count == rows else f"{count} of its {rows} rows are"
    return f"{definition.title}: {what} gone; if you deleted them, sync with --max-delete {count}, otherwise undo that"


def allowed(rows: int) -> int:
    """Return how many rows of so many may be deleted without asking.

    >>> allowed(4), allowed(50), allowed(1000)
    (3, 10, 25)
    """
    return min(max(rows // MOST_SHARE, FEW), MOST_DELETED)


def sorted_without_ids(definition: ListDefinition, table: ListTable, kept: ListBase) -> str:
    """Say that rows hold the contents of one another: they were sorted, and the ids stayed behind."""
    rows = [row for row in table.rows if row.row_id in kept.rows and not row.is_blank]
    rows = [row for row in rows if row.values != kept.rows[row.row_id]]
    now = {row.row_id: content(row.values) for row in rows}
    before = {row_id: content_known(kept.rows[row_id], table) for row_id in now}
    changed = [row_id for row_id in now if now[row_id] != before[row_id]]
    left = {before[row_id] for row_id in changed if sum(map(bool, before[row_id])) > 1}
    moved = sum(now[row_id] in left for row_id in changed)
    if moved < 2 or moved * 2 < len(changed):
        return ""
    return (
        f"{definition.title}: {moved} rows hold what other rows held, as if sorted without their hidden column row_id; "
        "undo the sorting, or sync with --as-typed if you did type it so"
    )


def content(values: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return a row's values in the order of their keys."""
    return tuple(values[key] or "" for key in sorted(values))


def content_known(known: Values, table: ListTable) -> tuple[str, ...]:
    """Return the same of what is remembered of a row, for the columns that the table has."""
    keys = table.rows[0].values if table.rows else ()
    return tuple(known.get(key, "") for key in sorted(keys))
