"""Taking one sync back: for each thing it sent, the edit that undoes it, where nobody has gone on from there.

Nothing is erased: what was sent stays in the journals, and its undoing is sent like any other edit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tcsheets.sync.conflicts import label_of, title_of
from tcsheets.sync.fold import ListState, RowState, settled_row
from tcsheets.sync.harvest import Desk
from tcsheets.sync.history import History
from tcsheets.sync.op import WHOLE_ROW, Operation, row_of, row_text


@dataclass(frozen=True, slots=True, order=True)
class SyncDone:
    """What one sync of a workbook sent: when, by whom, and how many operations."""

    at: str
    actor: str
    count: int


def syncs_done(history: History, workbook: str) -> list[SyncDone]:
    """Return what was sent from a workbook, the latest first."""
    sent = Counter((op.at, op.actor) for op in history.operations.values() if op.workbook == workbook)
    return sorted((SyncDone(at, actor, count) for (at, actor), count in sent.items()), reverse=True)


def undone(
    desks: Mapping[str, Desk], states: Mapping[str, ListState], sent: Iterable[Operation]
) -> tuple[list[Operation], list[str]]:
    """Return the edits that undo operations, and a line for each that stands; the last written is undone first."""
    found: list[Operation] = []
    notes: list[str] = []
    for op in sent:
        if op.list_name not in desks:
            continue
        desk, state = desks[op.list_name], states[op.list_name]
        back = inverse(desk, state, op)
        found += back
        notes += [] if back else [f"{desk.definition.title}: {what(desk, state, op)} stays: {why(desk, op)}"]
    return found, notes


def inverse(desk: Desk, state: ListState, op: Operation) -> list[Operation]:
    """Return what undoes an operation; nothing where somebody has gone on from there, or it cannot be undone."""
    row = state.rows.get(op.row_id)
    if desk.definition.mode == "append_only" or op.kind in ("resolve", "propose"):
        return []
    if op.kind == "delete":
        return [desk.operation("create", op.row_id, WHOLE_ROW, "", op.old)] if op.row_id in state.gone else []
    if row is None or row.deletions or not stands(desk, row, op):
        return []
    if op.kind == "create":
        return [desk.operation("delete", op.row_id, WHOLE_ROW, row_text(row.values), "")]
    return [desk.operation("set", op.row_id, op.field, op.new, op.old)]


def stands(desk: Desk, row: RowState, op: Operation) -> bool:
    """Whether what an operation said is what the row shows, and nothing else."""
    said = settled_row(desk.definition, op.cells())
    is_alone = not row.disputed.keys() & {*said, op.field}
    grown = op.kind == "create" and any(row.values[key] for key in row.values.keys() - said.keys())
    return is_alone and not grown and all(row.value(key) == value for key, value in said.items())


def what(desk: Desk, state: ListState, op: Operation) -> str:
    """Return what a person calls the place of an operation."""
    row = state.rows.get(op.row_id)
    known = row_of(op.new) or row_of(op.old)
    label = label_of(desk.definition, row) if row else ", ".join(known.get(key, "") for key in desk.definition.label)
    return f"{label or op.row_id}, {title_of(desk.definition, op.field)}"


def why(desk: Desk, op: Operation) -> str:
    """Return why an operation is not undone."""
    if desk.definition.mode == "append_only":
        return "an entry is not taken back; correct it by a new one"
    if op.kind in ("resolve", "propose"):
        return "a decision is not taken back; type the value that is right"
    return "it was changed since"


def sent_by(history: History, workbook: str, at: str) -> Sequence[Operation]:
    """Return what one sync of a workbook sent, the last written first."""
    return [op for op in history.operations.values() if (op.workbook, op.at) == (workbook, at)][::-1]
