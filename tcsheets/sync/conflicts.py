"""What needs a person: the conflicts of a list as the Conflicts sheet shows them, and the choices made there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tcsheets.sync.base import Base, Shown
from tcsheets.sync.fold import CellState, Head, ListState, RowState
from tcsheets.sync.harvest import Author, Desk
from tcsheets.sync.lists import CONFLICT_COLUMNS, CONFLICTS_TABLE, ListDefinition
from tcsheets.sync.op import KEEP, WHOLE_ROW, Operation, derived_id, row_of, row_text
from tcsheets.sync.table import ConflictRow, TablePatch, Write
from tcsheets.sync.values import canonical, text_form

DELETED, KEPT = "deleted", "kept"
MINE, THEIRS = "mine", "theirs"
DECISIONS = {"deleted": DELETED, "delete": DELETED, "kept": KEPT, "keep": KEPT}
ID_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Dispute:
    """One conflict: where it is, what stood there, the two versions and who is behind them.

    kind: `value` (two values of a cell), `row` (two versions of a row that is edited as a whole), `deleted` (deleted by
    one, changed by another), `proposal` (a change that somebody may not make, or did not make in a workbook).
    """

    id: str
    list_name: str
    list_title: str
    row_id: str
    label: str
    field: str
    field_title: str
    kind: str
    was: str
    mine: str
    mine_at: str
    theirs: str
    theirs_by: str
    theirs_at: str

    def shown(self) -> Shown:
        """Return what the base keeps of it."""
        return Shown(self.id, self.list_name, self.row_id, self.field, self.kind, self.was, self.mine, self.theirs)


def disputes(definition: ListDefinition, state: ListState, me: Author) -> list[Dispute]:
    """Return a list's conflicts, in the order of its rows."""
    proposals: dict[str, list[Operation]] = {}
    for op in state.proposals:
        proposals.setdefault(op.row_id, []).append(op)
    found: list[Dispute] = []
    for row in state.in_order():
        if row.deletions:
            found.append(deletion_dispute(definition, row, me))
        for key in disputed_keys(definition, row):
            found += value_disputes(definition, row, key, row.disputed[key], me)
        found += [proposal_dispute(definition, row, op, me) for op in proposals.get(row.row_id, ())]
    return found


def disputed_keys(definition: ListDefinition, row: RowState) -> list[str]:
    """Return the fields of a row of which several values stand, in the order of the list's columns."""
    if not row.disputed:
        return []
    return [key for key in (WHOLE_ROW, *(each.key for each in definition.shared())) if key in row.disputed]


def is_by(op: Operation, me: Author) -> bool:
    """Whether an operation is this person's, from this workbook."""
    return op.actor == me.actor and op.workbook == me.workbook


def dispute(
    definition: ListDefinition, row: RowState, key: str, kind: str, was: str, mine: Head, theirs: Head
) -> Dispute:
    """Return the conflict of two heads, under an id that is the same in every workbook."""
    pair = sorted((mine.operation.id, theirs.operation.id))
    return Dispute(
        derived_id(kind, definition.name, row.row_id, key, *pair)[:ID_LENGTH],
        definition.name,
        definition.title,
        row.row_id,
        label_of(definition, row),
        key,
        title_of(definition, key),
        kind,
        was,
        mine.value,
        mine.operation.at,
        theirs.value,
        text_form(theirs.operation.actor),
        theirs.operation.at,
    )


def title_of(definition: ListDefinition, key: str) -> str:
    """Return what a person calls a field; the row itself where it is none."""
    return definition.column(key).title if key else "(whole row)"


def label_of(definition: ListDefinition, row: RowState) -> str:
    """Return what a person calls a row: a few of its values."""
    return ", ".join(row.value(key) for key in definition.label if row.value(key)) or row.row_id


def value_disputes(definition: ListDefinition, row: RowState, key: str, cell: CellState, me: Author) -> list[Dispute]:
    """Return the conflicts of a cell: this person's version, or else the shown one, against each other version."""
    own = next((head for head in cell.heads if is_by(head.operation, me)), cell.heads[0])
    was = own.operation.old if own.operation.kind == "set" else ""
    others = [head for head in cell.versions() if head.value != own.value]
    kind = "value" if key else "row"
    return [dispute(definition, row, key, kind, was, own, other) for other in others]


def deletion_dispute(definition: ListDefinition, row: RowState, me: Author) -> Dispute:
    """Return the conflict of a row that one person deleted while another changed it."""
    deletion = next((op for op in row.deletions if is_by(op, me)), row.deletions[0])
    sides = Head(DELETED, deletion), Head(KEPT, row.survivors[0])
    mine, theirs = sides if is_by(deletion, me) else reversed(sides)
    return dispute(definition, row, WHOLE_ROW, "deleted", label_of(definition, row), mine, theirs)


def proposal_dispute(definition: ListDefinition, row: RowState, op: Operation, me: Author) -> Dispute:
    """Return the conflict of an entry that may not be changed with a change that somebody tried."""
    stands = row.value(op.field) if op.field else KEPT
    sides = Head(op.new, op), Head(stands, row.born)
    mine, theirs = sides if is_by(op, me) else reversed(sides)
    return dispute(definition, row, op.field, "proposal", stands, mine, theirs)


def words_of(definition: ListDefinition, row: RowState, proposals: Iterable[Operation]) -> str:
    """Return what the column Sync says about a row; "" where nothing is the matter."""
    said = []
    if row.deletions:
        deleter, editor = text_form(row.deletions[0].actor), text_form(row.survivors[0].actor)
        said.append(f"deleted by {deleter}, changed by {editor}")
    if row.disputed:
        keys = disputed_keys(definition, row)
        said.append("two versions of " + ", ".join(title_of(definition, key) for key in keys))
    if any(op.row_id == row.row_id for op in proposals):
        only_grows = definition.mode == "append_only"
        said.append("an entry is not changed, only added to" if only_grows else "a change was proposed")
    return "; ".join(said) + ", see Conflicts" if said else ""


# --- choices -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choices:
    """The operations that the typed choices come to, those that were understood, and what a person should hear."""

    operations: tuple[Operation, ...] = ()
    understood: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()


def choices_of(base: Base, desks: Mapping[str, Desk], typed: Sequence[tuple[str, str]]) -> Choices:
    """Return what choices, given as pairs of a conflict's id and a text, come to."""
    shown = {each.id: each for each in base.conflicts}
    operations: dict[str, Operation] = {}
    understood, notes = set(), []
    for conflict_id, text in typed:
        each = shown.get(conflict_id)
        found = chosen(desks[each.list_name], each, text) if each and each.list_name in desks else []
        operations.update((op.id, op) for op in found)
        if found:
            understood.add(conflict_id)
        elif each and each.list_name not in desks:
            notes.append(f"Conflicts: the choice {text!r} is of the list {each.list_name}, which is not synced here")
        else:
            notes.append(f"Conflicts: the choice {text!r} was not understood; write mine, theirs or the value to keep")
    return Choices(tuple(operations.values()), frozenset(understood), tuple(notes))


def typed_choices(rows: Iterable[ConflictRow]) -> list[tuple[str, str]]:
    """Return the choices that stand in the Conflicts table."""
    pairs = [(row.texts.get("conflict_id", ""), row.texts.get("choice", "")) for row in rows]
    return [(conflict_id, text) for conflict_id, text in pairs if text]


def chosen(desk: Desk, shown: Shown, text: str) -> list[Operation]:
    """Return the operations of one choice; none where it is not understood."""
    word = text.strip().lower()
    value = {MINE: shown.mine, THEIRS: shown.theirs}.get(word, text)
    if shown.kind == "value":
        settled = canonical(desk.definition.column(shown.field), value) or ""
        return [desk.operation("resolve", shown.row_id, shown.field, shown.was, settled)]
    if shown.kind == "row":
        whole = {MINE: shown.mine, THEIRS: shown.theirs}.get(word, "")
        return [desk.operation("resolve", shown.row_id, WHOLE_ROW, shown.was, whole)] if whole else []
    if shown.field == WHOLE_ROW:
        return decided(desk, shown, DECISIONS.get(value.strip().lower(), ""))
    return answered(desk, shown, value)


def decided(desk: Desk, shown: Shown, decision: str) -> list[Operation]:
    """Return the operation that keeps a row or deletes it; an entry of a list that only grows is never deleted."""
    if decision == KEPT:
        return [desk.operation("resolve", shown.row_id, WHOLE_ROW, "", KEEP)]
    if decision == DELETED and shown.kind == "deleted":
        last = row_text(desk.kept.rows.get(shown.row_id, {}))
        return [desk.operation("delete", shown.row_id, WHOLE_ROW, last, "")]
    return []


def answered(desk: Desk, shown: Shown, value: str) -> list[Operation]:
    """Return the answer to a proposal.

    In a list that only grows the entry stays, and another value than its own becomes a correcting entry; elsewhere the
    value that was chosen is the cell's.
    """
    if desk.definition.mode != "append_only":
        chosen_value = canonical(desk.definition.column(shown.field), value) or ""
        return [desk.operation("resolve", shown.row_id, shown.field, shown.was, chosen_value)]
    stays = desk.operation("resolve", shown.row_id, shown.field, shown.was, shown.was)
    settled = canonical(desk.definition.column(shown.field), value) or ""
    entry = desk.kept.rows.get(shown.row_id)
    if settled == shown.was:
        return [stays]
    if entry is None:
        return []
    label = ", ".join(entry[key] for key in desk.definition.label if entry.get(key))
    corrected = {**entry, shown.field: settled, **({"corrects": label} if "corrects" in entry else {})}
    row_id = derived_id(desk.base.id, "correction", shown.id, settled)
    return [stays, desk.operation("create", row_id, WHOLE_ROW, "", row_text(corrected))]


# --- the sheet -----------------------------------------------------------------------------------------------------


def texts_of(each: Dispute) -> dict[str, str]:
    """Return a conflict as the texts of its row, by column key; without a choice."""
    return {
        "conflict_id": each.id,
        "list": each.list_title,
        "row": each.label,
        "field": each.field_title,
        "was": side_words(each, each.was),
        "mine": side_words(each, each.mine),
        "mine_at": moment_words(each.mine_at),
        "theirs": side_words(each, each.theirs),
        "theirs_by": each.theirs_by,
        "theirs_at": moment_words(each.theirs_at),
        "choice": "",
    }


def side_words(each: Dispute, side: str) -> str:
    """Return one side of a conflict for a person: of a whole row, what is not alike on both; a blank is said."""
    if each.kind != "row":
        return side or "(blank)"
    mine, theirs, row = row_of(each.mine), row_of(each.theirs), row_of(side)
    unlike = [key for key in mine | theirs if mine.get(key, "") != theirs.get(key, "")]
    return " · ".join(f"{key.replace('_', ' ').capitalize()}: {row.get(key) or '(blank)'}" for key in unlike)


def moment_words(at: str) -> str:
    """Return when something was done, to the minute.

    >>> moment_words("2026-11-24T16:30:05-05:00")
    '2026-11-24 16:30'
    """
    return at[:16].replace("T", " ")


def cleared_choices(rows: Sequence[ConflictRow], understood: Iterable[str]) -> TablePatch:
    """Return what blanks the choices that were understood and changes nothing else of the Conflicts table."""
    done = set(understood)
    places = [row.place for row in rows if row.texts.get("choice") and row.texts.get("conflict_id") in done]
    return TablePatch(CONFLICTS_TABLE, tuple(Write(place, "choice", "") for place in places))


def sides(texts: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a choice in a row of the Conflicts table is about: the conflict, mine and theirs."""
    return tuple(texts.get(key, "") for key in ("conflict_id", "mine", "theirs"))


def conflicts_patch(
    rows: Sequence[ConflictRow], wanted: Sequence[Dispute], understood: Iterable[str], left: Iterable[str] = ()
) -> TablePatch:
    """Return what must be written for the Conflicts table to show these conflicts; rows with ids in `left` stay.

    A choice that was not understood stays, so that it can be mended; not where mine and theirs are others now (the
    workbook is in another's hands), for it would mean something else.  A column that the table lacks is left out.
    """
    done, kept_ids = set(understood), set(left)
    kept = {sides(row.texts): row.texts.get("choice", "") for row in rows}
    keys = [key for key, _ in CONFLICT_COLUMNS]
    here = {row.place: row.texts for row in rows}
    taken = {row.place for row in rows if row.texts.get("conflict_id") in kept_ids}
    places = [place for place in range(len(rows) + len(wanted)) if place not in taken]
    writes = []
    for number, place in enumerate(places[: max(len(wanted), len(rows) - len(taken))]):
        texts = dict.fromkeys(keys, "")
        if number < len(wanted):
            texts = texts_of(wanted[number])
            texts["choice"] = "" if wanted[number].id in done else kept.get(sides(texts), "")
        now = here.get(place, dict.fromkeys(keys, ""))
        writes += [Write(place, key, texts[key]) for key in keys if now.get(key, texts[key]) != texts[key]]
    return TablePatch(CONFLICTS_TABLE, tuple(writes))
