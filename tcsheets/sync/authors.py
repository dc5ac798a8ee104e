"""Who wrote it, when, from which workbook: the operations on some rows of a list, as they were journaled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tcsheets.sync.conflicts import label_of, moment_words
from tcsheets.sync.fold import fold
from tcsheets.sync.history import History
from tcsheets.sync.lists import ListDefinition
from tcsheets.sync.op import Operation, row_of
from tcsheets.sync.values import text_form


@dataclass(frozen=True, slots=True)
class Written:
    """One thing that somebody wrote: where, what was there and what they put, who and when, in which workbook."""

    list_title: str
    row: str
    field: str
    old: str
    new: str
    kind: str
    actor: str
    at: str
    workbook: str


def written_about(definition: ListDefinition, history: History, words: str, field: str = "") -> list[Written]:
    """Return what was written to rows whose label holds some words, oldest first; of one field where it is given."""
    labels = {row_id: label_of(definition, row) for row_id, row in fold(definition, history).rows.items()}
    wanted = {row_id for row_id, label in labels.items() if words.lower() in label.lower()}
    found = [op for op in history.operations.values() if op.list_name == definition.name and op.row_id in wanted]
    lines = [line for op in sorted(found, key=lambda op: op.at) for line in lines_of(definition, op, labels[op.row_id])]
    return [line for line in lines if field.lower() in ("", line.field.lower())]


def lines_of(definition: ListDefinition, op: Operation, label: str) -> Iterable[Written]:
    """Return an operation as lines, one a field; a new row has one for each value it came with."""
    values: Sequence[tuple[str, str]] = [(op.field, op.new)]
    if not op.field and op.cells():
        before = row_of(op.old)
        values = [(key, value) for key, value in op.cells().items() if value != before.get(key, "")]
    for key, value in values:
        title = definition.column(key).title if key else "(whole row)"
        old, who, where = (
            text_form(row_of(op.old).get(key, "") if not op.field else op.old),
            text_form(op.actor),
            text_form(op.workbook),
        )
        yield Written(definition.title, label, title, old, text_form(value), op.kind, who, moment_words(op.at), where)
