"""What a sync did, or would do, in words a coordinator reads and in a form a script reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from tcsheets.sync.conflicts import Dispute, label_of
from tcsheets.sync.fold import ListState
from tcsheets.sync.lists import ListDefinition
from tcsheets.sync.op import Operation, row_of
from tcsheets.sync.plan import Plan

OK, RETRY, CONFLICTS = 0, 1, 3
VERBS = {
    "create": "new row",
    "delete": "row deleted",
    "resolve": "decided",
    "propose": "proposed, for an entry is only added to",
}


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did: operations sent and received, rows added, changed and removed here, and what needs a person.

    `known` edits had been sent before (from a copy or a backup).  `put_back` operations of this computer the store had
    lost, or never got.  `pending` operations could not be delivered and are
    kept in the workbook.  `backup` is the path of the workbook as it was; "" where nothing was written.
    """

    workbook: str
    sent: int
    received: int
    added: int
    changed: int
    removed: int
    known: int
    pending: int
    held: int
    conflicts: tuple[Dispute, ...]
    notes: tuple[str, ...]
    actions: tuple[str, ...]
    is_dry: bool = False
    backup: str = ""
    put_back: int = 0

    @property
    def exit_code(self) -> int:
        """0 all is well, 1 something waits for a later run, 3 there are conflicts to resolve."""
        if self.pending or self.held:
            return RETRY
        return CONFLICTS if self.conflicts else OK

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left open: the next sync of the same finds nothing to do."""
        return not (self.pending or self.held or self.conflicts or self.notes or self.known)

    @property
    def summary(self) -> str:
        """One line for a person."""
        counts = (
            f"{self.sent} sent" if self.sent else "",
            f"{self.put_back} put back into the store" if self.put_back else "",
            f"{self.received} received" if self.received else "",
            *changes_in_words(self.added, self.changed, self.removed),
            f"{self.known} known already" if self.known else "",
            f"{self.pending} waiting to be sent" if self.pending else "",
        )
        said = ", ".join(each for each in counts if each)
        would = "would be " if self.is_dry and said else ""
        conflicts = f"; {counted(len(self.conflicts), 'conflict')}, see the sheet Conflicts" if self.conflicts else ""
        return f"{self.workbook}: {would}{said or 'nothing to do'}{conflicts}"

    def as_dict(self) -> dict[str, object]:
        """Return it as plain data."""
        return {**asdict(self), "exit_code": self.exit_code, "summary": self.summary}


def counted(count: int, thing: str) -> str:
    """Return a count in words.

    >>> counted(1, "row"), counted(2, "row")
    ('1 row', '2 rows')
    """
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def changes_in_words(added: int, changed: int, removed: int) -> list[str]:
    """Return what was done to rows, leaving out what was not.

    >>> changes_in_words(1, 0, 2)
    ['1 row added', '2 rows removed']
    """
    counts = ((added, "added"), (changed, "changed"), (removed, "removed"))
    return [f"{counted(count, 'row')} {what}" for count, what in counts if count]


def report_of(
    plan: Plan,
    *,
    sent: int,
    put_back: int = 0,
    pending: int = 0,
    notes: Sequence[str] = (),
    is_dry: bool = False,
    backup: str = "",
) -> SyncReport:
    """Return the report of a plan that was, or would be, carried out."""
    known = {op.id for op in plan.found.known}
    shown = [each for name, each in plan.projections.items() if name not in plan.held]
    return SyncReport(
        plan.sources.author.workbook,
        sent,
        sum(op.id not in known for op in plan.received),
        sum(each.added for each in shown),
        sum(each.changed for each in shown),
        sum(each.removed for each in shown),
        len(plan.found.known),
        pending,
        len(plan.held),
        plan.conflicts,
        (*plan.notes, *fates(plan), *notes),
        tuple(actions_of(plan)),
        is_dry,
        backup,
        put_back,
    )


def report_of_rest(workbook: str, is_dry: bool) -> SyncReport:
    """Return the report of a sync that found everything as the last one had left it."""
    return SyncReport(workbook, 0, 0, 0, 0, 0, 0, 0, 0, (), (), (), is_dry)


def actions_of(plan: Plan) -> list[str]:
    """Return what a sync does, one line each: operations that are sent, and tables that are written."""
    definitions = {each.name: each for each in plan.sources.here()}
    found = [sentence(definitions[op.list_name], plan.states[op.list_name], op) for op in plan.operations]
    for name, each in plan.projections.items():
        said = ", ".join(changes_in_words(each.added, each.changed, each.removed))
        if said and name not in plan.held:
            found.append(f"write {definitions[name].title}: {said}")
    return found


def sentence(definition: ListDefinition, state: ListState, op: Operation) -> str:
    """Return an operation in words."""
    row = state.rows.get(op.row_id)
    values = row_of(op.new if op.kind == "create" else op.old) if not op.field else {}
    label = label_of(definition, row) if row else ", ".join(values[key] for key in definition.label if values.get(key))
    place = f"send {definition.title}: {label or op.row_id}"
    if not op.field:
        return f"{place}: {VERBS.get(op.kind, 'row changed')}"
    verb = f" ({VERBS[op.kind]})" if op.kind in VERBS else ""
    return f"{place}: {definition.column(op.field).title}: {op.old or '(blank)'} -> {op.new or '(blank)'}{verb}"


def fates(plan: Plan) -> list[str]:
    """Return what became of edits that had been sent before and are not what stands now."""
    definitions = {each.name: each for each in plan.sources.here()}
    lines = []
    for op in plan.found.known:
        row = plan.states[op.list_name].rows.get(op.row_id)
        definition = definitions[op.list_name]
        if row is None and op.kind != "delete":
            lines.append(f"{definition.title}: an edit found again is of a row that was deleted since ({op.new[:60]})")
        elif row and op.kind == "set":
            lines += [
                f"{definition.title}: {label_of(definition, row)}, {definition.column(key).title}: "
                f"{text!r} was sent before, now it is {row.value(key)!r}"
                for key, text in op.cells().items()
                if row.value(key) != text
            ]
    return lines
