"""What does everybody's work add up to?  The state of a list as a pure function of a set of operations.

An operation is superseded by another on the same cell whose author had seen it.  What nothing supersedes is a head.
Heads with one value are the value; heads with several are a conflict, and all stay until an operation that had seen
them replaces them.  Neither the order of arrival nor any clock plays a part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from sys import intern

from tcsheets.sync.history import History
from tcsheets.sync.lists import ListDefinition
from tcsheets.sync.op import KEEP, WHOLE_ROW, Operation, row_text
from tcsheets.sync.values import settled

NOT_YET = 1 << 60


@dataclass(frozen=True, slots=True)
class Head:
    """A value that nobody has replaced, and the operation that says it."""

    value: str
    operation: Operation


@dataclass(frozen=True, slots=True)
class CellState:
    """A cell: all its heads; those of the value that is shown everywhere come first."""

    heads: tuple[Head, ...]

    @property
    def value(self) -> str:
        """The value that is shown."""
        return self.heads[0].value

    @property
    def is_disputed(self) -> bool:
        """Whether several values stand."""
        return self.heads[-1].value != self.heads[0].value

    def versions(self) -> list[Head]:
        """Return one head for each value, the shown one first."""
        return list({head.value: head for head in reversed(self.heads)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class RowState:
    """A row that stands: its values, its cells of which several values stand, and deletions nobody has answered.

    `survivors` are the heads that the authors of those deletions had not seen.  In a list whose rows are edited as a
    whole, several versions of the row stand under the field "".
    """

    row_id: str
    born: Operation
    values: Mapping[str, str]
    disputed: Mapping[str, CellState] = field(default_factory=dict)
    deletions: tuple[Operation, ...] = ()
    survivors: tuple[Operation, ...] = ()
    place: int = field(default=0, compare=False)  # the number of its birth in its author's journal

    def value(self, key: str) -> str:
        """Return the value shown in a cell; "" where none was ever given."""
        return self.values.get(key, "")


@dataclass(frozen=True, slots=True)
class ListState:
    """A list: the rows that stand, the rows that are gone, proposals nobody has answered, edits that wait for a row."""

    rows: Mapping[str, RowState] = field(default_factory=dict)
    gone: Mapping[str, tuple[Operation, ...]] = field(default_factory=dict)
    proposals: tuple[Operation, ...] = ()
    waiting: int = 0

    def in_order(self) -> list[RowState]:
        """Return its rows as they came about, for display; those of one moment as their author's journal has them."""
        return sorted(self.rows.values(), key=lambda row: (row.born.at, row.born.actor, row.born.workbook, row.place))


def fold(
    definition: ListDefinition,
    history: History,
    extra: Iterable[Operation] = (),
    known: Mapping[str, Mapping[str, str]] | None = None,
) -> ListState:
    """Return the state of a list after all operations of a history and some that are not journaled yet.

    `known` are rows that are held in memory anyway: values that are equal to one of them are not held twice.
    """
    rows: dict[str, list[Operation]] = defaultdict(list)
    more = {op.id: op for op in extra if not history.holds(op.id)}
    births: list[str] = []
    for op in (*history.operations.values(), *more.values()):
        if op.list_name == definition.name:
            rows[op.row_id].append(op)
            births += [op.row_id] if op.kind == "create" else []
    standing, gone, proposals, waiting = {}, {}, [], 0
    for row_id in history.kept(definition.name):
        if row_id in rows:
            rows[row_id] += history.unpacked(definition.name, row_id)
        else:
            kept = history.kept_row(definition.name, row_id)
            standing[row_id] = RowState(row_id, kept.born, settled_row(definition, kept.values), place=kept.place)
    for row_id in dict.fromkeys([*births, *rows]):
        operations = rows[row_id]
        operations.sort(key=lambda op: (op.at, op.id))
        proposals += unanswered(definition, history, operations)
        row = fold_row(definition, history, row_id, operations)
        if isinstance(row, RowState):
            held = known.get(row_id) if known else None
            standing[row_id] = replace(row, values=held) if held == row.values else row
        elif row:
            gone[row_id] = row
        else:
            waiting += 1
    proposals.sort(key=lambda op: (op.row_id, op.field, op.id))
    return ListState(standing, gone, tuple(proposals), waiting)


def fold_row(
    definition: ListDefinition, history: History, row_id: str, operations: Sequence[Operation]
) -> RowState | tuple[Operation, ...]:
    """Return a row that stands; of one that is gone its deletions; nothing of one whose creation has not arrived."""
    if len(operations) == 1 and operations[0].kind == "create":  # as most rows of a long list are
        birth = operations[0]
        return RowState(row_id, birth, settled_row(definition, birth.cells()), place=place_of(history, birth))
    edits, deletions, keeps = parted(definition, operations)
    births = [op for op in edits if op.kind == "create"]
    if not births:
        return ()
    cells = fold_cells(definition, history, edits)
    standing = heads_of(history, [*births, *keeps], [*edits, *keeps])
    heads = [head.operation for key in sorted(cells) for head in cells[key].heads] + standing
    survivors = [head for head in heads if not any(history.saw(each, head.id) for each in deletions)]
    if not survivors:
        return tuple(deletions)
    unanswered_deletions = heads_of(history, deletions, [*edits, *keeps, *deletions])
    values = {key: cell.value for key, cell in cells.items() if key != WHOLE_ROW}
    disputed = {key: cell for key, cell in cells.items() if cell.is_disputed}
    ends = tuple(unanswered_deletions), tuple(survivors)
    return RowState(row_id, births[0], values, disputed, *ends, place_of(history, births[0]))


def place_of(history: History, birth: Operation) -> int:
    """Return the number of an operation in its author's journal; of one that is not journaled yet, a high one."""
    marks = history.marks(birth.id)
    return marks[0].seq if marks else NOT_YET


def settled_row(definition: ListDefinition, texts: Mapping[str, str]) -> dict[str, str]:
    """Return the values of a row in canonical form."""
    columns = definition.by_key
    return {key: intern(settled(columns.get(key) or definition.column(key), text)) for key, text in texts.items()}


def parted(
    definition: ListDefinition, operations: Sequence[Operation]
) -> tuple[list[Operation], list[Operation], list[Operation]]:
    """Return a row's operations as edits of its cells, deletions of it, and decisions to keep it.

    In a list that only grows an edit or a deletion, whoever wrote it, is at most a proposal.
    """
    only_grows = definition.mode == "append_only"
    edits = [op for op in operations if op.kind in ("create", "resolve") or (op.kind == "set" and not only_grows)]
    deletions = [] if only_grows else [op for op in operations if op.kind == "delete"]
    keeps = [op for op in edits if op.kind == "resolve" and op.field == WHOLE_ROW and op.new == KEEP]
    return [op for op in edits if op.field != WHOLE_ROW or op.new != KEEP], deletions, keeps


def fold_cells(definition: ListDefinition, history: History, edits: Sequence[Operation]) -> dict[str, CellState]:
    """Return the cells of a row from the operations that give them values."""
    given: dict[str, list[Head]] = defaultdict(list)
    for op in edits:
        for key, value in settled_row(definition, op.cells()).items():
            given[key].append(Head(value, op))
    cells = {key: cell_of_heads(history, heads) for key, heads in given.items()}
    return whole_row(definition, history, edits, cells) if definition.mode == "row" else cells


def cell_of_heads(history: History, said: Sequence[Head]) -> CellState:
    """Return a cell of which all this was said."""
    operations = [head.operation for head in said]
    # Two that claim to have seen each other (a forged journal) supersede nothing: both stand.
    standing = {op.id for op in heads_of(history, operations, operations) or operations}
    return CellState(ranked(head for head in said if head.operation.id in standing))


def whole_row(
    definition: ListDefinition, history: History, edits: Sequence[Operation], cells: Mapping[str, CellState]
) -> dict[str, CellState]:
    """Return a row that is edited as a whole: all its cells from one version of it, the versions under the field "".

    What a version does not say (a column that its author's table lacks) stays as it was said last.
    """
    said = [
        Head(row_text(settled_row(definition, op.cells())), op) for op in edits if op.field == WHOLE_ROW and op.cells()
    ]
    if not said:
        return dict(cells)
    versions = cell_of_heads(history, said)
    shown = versions.heads[0].operation
    same = {key: CellState((Head(text, shown),)) for key, text in settled_row(definition, shown.cells()).items()}
    # A value in a column that its author had never seen before was typed cell by cell, and stands for itself.
    alone = {key: cell for key, cell in cells.items() if any(head.operation.field for head in cell.heads)}
    return {**cells, **same, **alone, WHOLE_ROW: versions}


def heads_of(history: History, operations: Sequence[Operation], later: Sequence[Operation]) -> list[Operation]:
    """Return the operations that no other one had seen."""
    if len(later) < 2:
        return list(operations)
    # The latest first: where one person edited after another, it had seen all the others.
    newest = list(reversed(later))
    return [op for op in operations if not any(other.id != op.id and history.saw(other, op.id) for other in newest)]


def ranked(heads: Iterable[Head]) -> tuple[Head, ...]:
    """Return heads with those of the shown value first: everywhere the same, and rather something than a blank."""
    by_id = sorted(heads, key=lambda head: head.operation.id)
    first: dict[str, str] = {}
    for head in by_id:
        first.setdefault(head.value, head.operation.id)
    return tuple(sorted(by_id, key=lambda head: (head.value == "", first[head.value])))


def unanswered(definition: ListDefinition, history: History, operations: Sequence[Operation]) -> list[Operation]:
    """Return the proposals on a row that no decision has answered."""
    only_grows = definition.mode == "append_only"
    proposals = [op for op in operations if op.kind == "propose" or (only_grows and op.kind in ("set", "delete"))]
    answers = [op for op in operations if op.kind == "resolve"]
    return [op for op in proposals if not any(each.field == op.field and history.saw(each, op.id) for each in answers)]
