"""What did the person change since the last sync?  Rows of a workbook against its base, as operations.

Nothing is written and nothing decided here; `guards` says whether a person must be asked first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from tcsheets.sync.base import Base, ListBase, Values
from tcsheets.sync.lists import ListDefinition
from tcsheets.sync.op import WHOLE_ROW, Operation, OpKind, derived_id, row_text
from tcsheets.sync.table import ListTable, TableRow

ID_FORM = re.compile(r"[0-9a-zA-Z_-]{1,64}$")


@dataclass(frozen=True, slots=True)
class Author:
    """Who did it, when it was found, and in which workbook."""

    actor: str
    at: str
    workbook: str


@dataclass(frozen=True, slots=True)
class Harvest:
    """The operations found in one list, the id of each row by its place, and what a person should hear of."""

    operations: tuple[Operation, ...] = ()
    ids: Mapping[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one list is harvested: its definition, the whole base, the author, and what the outbox has of each row.

    `adopted` are rows, by place, whose ids are known though they do not carry them.
    """

    definition: ListDefinition
    base: Base
    author: Author
    sent: Mapping[str, tuple[str, ...]]
    adopted: Mapping[int, str] = field(default_factory=dict)

    @property
    def kept(self) -> ListBase:
        """What the workbook remembers of the list."""
        return self.base.of(self.definition.name)

    def operation(self, kind: OpKind, row_id: str, key: str, old: str, new: str) -> Operation:
        """Return an operation by someone who had seen what the workbook remembers and has in its outbox."""
        name, who = self.definition.name, self.author
        op_id = edit_id(self.base.id, kind, name, row_id, key, new)
        after, seen = self.sent.get(row_id, ()), self.kept.vector
        return Operation(op_id, kind, name, row_id, key, old, new, who.at, who.actor, who.workbook, seen, after)


def edit_id(base_id: str, kind: OpKind, name: str, row_id: str, key: str, new: str) -> str:
    """Return the id of an edit found against a base: the same wherever it is found again."""
    return derived_id(base_id, kind, name, row_id, key, new)


def desk_of(definition: ListDefinition, base: Base, author: Author, adopted: Mapping[int, str] | None = None) -> Desk:
    """Return the desk of one list."""
    sent: dict[str, tuple[str, ...]] = {}
    for op in base.outbox:
        if op.list_name == definition.name:
            sent[op.row_id] = (*sent.get(op.row_id, ()), op.id)
    return Desk(definition, base, author, sent, adopted or {})


def harvest(desk: Desk, table: ListTable, *, only_seen: bool = False) -> Harvest:
    """Return what was changed in a list's table since the base.

    `only_seen` leaves columns that the base lacks for a later time: for a sync that will show nothing new.
    """
    rows = [row for row in table.rows if is_entry(desk, row)]
    ids, notes = row_ids(desk, rows)
    columns = shared_columns(desk, table, only_seen)
    found: list[Operation] = []
    for row in rows:
        is_known = ids[row.place] == row.row_id or row.place in desk.adopted
        known = desk.kept.rows.get(ids[row.place]) if is_known else None
        if known is None:
            found.append(created(desk, row, ids[row.place], columns))
        elif row.values != known:
            found += changed(desk, row, known, columns)
            found += unseen(desk, row, known, columns)
    found += deleted(desk, set(ids.values()))
    if desk.definition.mode == "append_only":
        found = [proposal(desk, op) for op in found]
    return Harvest(tuple(found), ids, tuple(notes + errors_in(desk, rows)))


def is_entry(desk: Desk, row: TableRow) -> bool:
    """Whether a row is an entry of the list: known to the base and not emptied since, or with something to share."""
    known = desk.kept.rows.get(row.row_id)
    if known is None:
        return any(value != "" for value in row.values.values())
    return not row.is_blank or not any(known.values())


def shared_columns(desk: Desk, table: ListTable, only_seen: bool) -> list[str]:
    """Return the keys of the shared columns that the table has, or only of those that the base has too."""
    here = [each.key for each in desk.definition.shared() if each.key in table.columns]
    if only_seen and desk.kept.columns:
        return [key for key in here if key in desk.kept.columns]
    return here


def row_ids(desk: Desk, rows: Iterable[TableRow]) -> tuple[dict[int, str], list[str]]:
    """Return each row's id by its place: as it stands, or derived for a new row and for a copy of another."""
    ids: dict[int, str] = {}
    holders: dict[str, list[TableRow]] = defaultdict(list)
    fresh: list[TableRow] = []
    for row in rows:
        if row.place in desk.adopted:
            ids[row.place] = desk.adopted[row.place]
        elif ID_FORM.match(row.row_id):
            holders[row.row_id].append(row)
        else:
            fresh.append(row)
    copies: list[TableRow] = []
    for row_id, same in holders.items():
        first = original(desk.kept.rows.get(row_id), same) if len(same) > 1 else same[0]
        ids[first.place] = row_id
        copies += [row for row in same if row is not first]
    ids.update(new_ids(desk, sorted([*fresh, *copies], key=lambda row: row.place), set(ids.values())))
    note = f"{desk.definition.title}: rows that were copied are new rows of their own now ({len(copies)})"
    return ids, [note] if copies else []


def original(known: Values | None, rows: list[TableRow]) -> TableRow:
    """Return which of the rows with one id keeps it: the one that differs least from the base, the first of equals."""
    return min(rows, key=lambda row: (differences(known or {}, row), row.place))


def differences(known: Values, row: TableRow) -> int:
    """Return in how many values a row differs from what is remembered of it."""
    return sum(value not in (None, known.get(key, "")) for key, value in row.values.items())


def new_ids(desk: Desk, rows: list[TableRow], taken: set[str]) -> dict[int, str]:
    """Return the ids of new rows: derived from base, content, and which of the equal rows each is."""
    counts: dict[str, int] = defaultdict(int)
    ids = {}
    for row in rows:
        content = row_text({key: value for key, value in row.values.items() if value})
        while True:
            counts[content] += 1
            row_id = derived_id(desk.base.id, desk.definition.name, content, counts[content])
            if row_id not in taken and row_id not in desk.kept.rows:
                break
        ids[row.place] = row_id
    return ids


def created(desk: Desk, row: TableRow, row_id: str, columns: list[str]) -> Operation:
    """Return the operation that makes a new row, or one that was pasted back."""
    values = {key: row.values[key] for key in columns}
    text = row_text({key: value for key, value in values.items() if value is not None})
    return desk.operation("create", row_id, WHOLE_ROW, "", text)


def changed(desk: Desk, row: TableRow, known: Values, columns: list[str]) -> list[Operation]:
    """Return the edits of a row's cells, in columns that the base has; a cell that holds an error is no edit.

    In a list whose rows are edited as a whole, all of them are one edit that carries the whole row.
    """
    pairs = [(key, row.values[key]) for key in columns if key in known]
    edits = {key: value for key, value in pairs if value is not None and value != known[key]}
    if desk.definition.mode == "row" and edits:
        return [desk.operation("set", row.row_id, WHOLE_ROW, row_text(known), row_text({**known, **edits}))]
    return [desk.operation("set", row.row_id, key, known[key], value) for key, value in edits.items()]


def unseen(desk: Desk, row: TableRow, known: Values, columns: list[str]) -> list[Operation]:
    """Return what stands in columns that the base lacks, as edits by someone who had seen nothing there."""
    pairs = [(key, row.values[key]) for key in columns if key not in known]
    return [
        replace(desk.operation("set", row.row_id, key, "", value), seen=(), after=()) for key, value in pairs if value
    ]


def deleted(desk: Desk, present: set[str]) -> list[Operation]:
    """Return the deletion of each row that the base has and the table has no more."""
    gone = [row_id for row_id in desk.kept.rows if row_id not in present]
    return [desk.operation("delete", row_id, WHOLE_ROW, row_text(desk.kept.rows[row_id]), "") for row_id in gone]


def proposal(desk: Desk, op: Operation) -> Operation:
    """Return an edit of a list that only grows: a new entry as it is, anything else as a proposal."""
    if op.kind == "create" and op.row_id not in desk.kept.rows:
        return op
    new = "deleted" if op.kind == "delete" else op.new
    return replace(desk.operation("propose", op.row_id, op.field, op.old, new), seen=op.seen, after=op.after)


def errors_in(desk: Desk, rows: Iterable[TableRow]) -> list[str]:
    """Return a line for the cells that hold an error and so were left alone."""
    count = sum(value is None for row in rows for value in row.values.values())
    return [f"{desk.definition.title}: {count} cells hold an error and were not synced; mend them"] if count else []
