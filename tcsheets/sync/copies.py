"""A copy of the workbook that went on changing while it was being replaced, and what it holds that nobody has yet.

The file that a sync replaces is kept as a backup.  When it is not the file that was read (somebody saved just then),
its edits are harvested like those of any copy, against its own base.  What had been harvested from it before counts
as seen by the person who went on typing, and what was taken back is taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tcsheets.sync.base import Base
from tcsheets.sync.harvest import edit_id
from tcsheets.sync.op import WHOLE_ROW, Operation, derived_id
from tcsheets.sync.table import Contents


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup that is not what was read: its file's name, its contents and its base."""

    name: str
    contents: Contents
    base: Base


def went_on(copy: Base, present: Base, found: Iterable[Operation]) -> list[Operation]:
    """Return what was done in a copy after it was read, from all that is found in it now.

    `present` is the base of the workbook that replaced it; its outbox holds what had been read from the copy.
    """
    read = {op.id: op for op in present.outbox if is_from(copy, op)}
    now = {op.id: op for op in found}
    rows: dict[tuple[str, str], tuple[str, ...]] = {}
    for op in read.values():
        place = (op.list_name, op.row_id)
        rows[place] = (*rows.get(place, ()), op.id)
    fresh = [
        replace(op, after=(*op.after, *rows.get((op.list_name, op.row_id), ())))
        for op in now.values()
        if op.id not in read
    ]
    return [*fresh, *taken_back(copy, read, now)]


def is_from(copy: Base, op: Operation) -> bool:
    """Whether an operation was found in a workbook with this base."""
    return op.id == edit_id(copy.id, op.kind, op.list_name, op.row_id, op.field, op.new)


def taken_back(copy: Base, read: Mapping[str, Operation], now: Mapping[str, Operation]) -> list[Operation]:
    """Return what undoes the edits that had been read from a copy and are no longer in it."""
    cells = {(op.list_name, op.row_id, op.field) for op in now.values()}
    gone = [op for op in read.values() if (op.list_name, op.row_id, op.field) not in cells]
    edits = [op for op in gone if op.kind == "set"]
    deletions = [op for op in gone if op.kind == "delete"]
    return [
        *(back(copy, op, op.field, op.old) for op in edits),
        *(replace(back(copy, op, WHOLE_ROW, op.old), kind="create") for op in deletions),
    ]


def back(copy: Base, op: Operation, key: str, value: str) -> Operation:
    """Return the edit that puts a value back, by someone who had seen the edit it undoes."""
    return replace(
        op,
        id=derived_id(copy.id, "back", op.id),
        field=key,
        old=op.new,
        new=value,
        after=(*op.after, op.id),
    )
