"""Everything one sync will do, worked out before anything is done: what `--dry-run` prints is what a run applies.

Pure: the contents of a workbook, its base and the history of a store go in; new operations, patches and the next base
come out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tcsheets.sync.base import Base, ListBase, Replaced, Values, advanced
from tcsheets.sync.conflicts import Dispute, cleared_choices, conflicts_patch, disputes
from tcsheets.sync.fold import ListState, fold
from tcsheets.sync.gather import Gathered, Sources, all_operations, gathered
from tcsheets.sync.lists import ListDefinition
from tcsheets.sync.op import Operation
from tcsheets.sync.project import Projection, View, project, project_ids
from tcsheets.sync.table import Contents, ListTable, TablePatch
from tcsheets.sync.values import LONGEST_TEXT


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sync will do: what was found here, and what comes of each list.

    `held` lists are harvested and shown nothing new, each for the reason given.  `received` are the operations that
    this workbook had not seen.
    """

    sources: Sources
    found: Gathered
    states: Mapping[str, ListState]
    projections: Mapping[str, Projection]
    held: Mapping[str, str]
    received: tuple[Operation, ...]
    conflicts: tuple[Dispute, ...]
    patches: tuple[TablePatch, ...]
    notes: tuple[str, ...]
    founded: int = 0  # rows of a checkpoint that hold something new to this workbook

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The operations to be journaled."""
        return self.found.operations

    @property
    def changes_workbook(self) -> bool:
        """Whether the workbook must be written: for its cells, its outbox, or because its base has to move."""
        return bool(self.operations or self.patches or self.received or self.founded)


def planned(sources: Sources) -> Plan:
    """Return what a sync will do; DecisionError where a person must be asked first."""
    found = gathered(sources)
    extra = (*sources.base.outbox, *found.operations)
    states = {each.name: fold(each, sources.history, extra, sources.base.of(each.name).rows) for each in sources.here()}
    views = {each.name: view_of(sources, found, each, states[each.name]) for each in sources.here()}
    projections = {name: project(view) for name, view in views.items() if not sources.is_behind(name)}
    held = held_back(sources, projections)
    conflicts = tuple(
        each for definition in sources.here() for each in disputes(definition, states[definition.name], sources.author)
    )
    patches = [
        *(
            project_ids(view.table, view.ids) if name in held else projections[name].patch
            for name, view in views.items()
        ),
        conflict_patch(sources, found, conflicts, bool(held)),
    ]
    received = tuple(arrived(sources, held))
    vectors = {each.name: sources.base.of(each.name).vector for each in sources.here() if each.name not in held}
    own = {op.id for op in sources.base.outbox}
    founded = sum(sources.history.founded_beyond(name, vector, own) for name, vector in vectors.items())
    notes = (*found.notes, *held.values(), *absent(sources), *waiting(sources, states), *unknown(sources, received))
    notes = (*notes, *too_long(sources, states))
    patches = [each for each in patches if each]
    return Plan(sources, found, states, projections, held, received, conflicts, tuple(patches), notes, founded)


def view_of(sources: Sources, found: Gathered, definition: ListDefinition, state: ListState) -> View:
    """Return a list beside its table in the workbook."""
    table, ids = sources.contents.tables[definition.name], found.harvests[definition.name].ids
    return View(definition, state, table, ids, sources.base.of(definition.name).rows)


def held_back(sources: Sources, projections: Mapping[str, Projection]) -> dict[str, str]:
    """Return the lists that can be shown nothing new, and why."""
    held = {}
    for each in sources.here():
        if sources.is_behind(each.name):
            held[each.name] = (
                f"{each.title}: the store shows less than this workbook has seen before; "
                "your own edits are kept and sent, and the rest waits until the store is whole again"
            )
        elif projections[each.name].lacking:
            held[each.name] = (
                f"{each.title}: something stands below the table {each.table}, so {projections[each.name].lacking} "
                "new rows have no room; move it, then sync again"
            )
    return held


def conflict_patch(sources: Sources, found: Gathered, conflicts: Sequence[Dispute], is_held: bool) -> TablePatch:
    """Return what the Conflicts table needs; while a list is held only the choices that were taken are blanked."""
    rows, understood = sources.contents.conflicts, found.choices.understood
    if is_held:
        return cleared_choices(rows, understood)
    return conflicts_patch(rows, conflicts, understood, [each.id for each in sources.foreign()])


def arrived(sources: Sources, held: Mapping[str, str]) -> list[Operation]:
    """Return the journaled operations that the workbook's base has neither seen nor sent itself."""
    vectors = {each.name: sources.base.of(each.name).vector for each in sources.here() if each.name not in held}
    sent = {op.id for op in sources.base.outbox}
    history = sources.history
    return [
        op
        for op in history.operations.values()
        if op.list_name in vectors and op.id not in sent and not history.covers(vectors[op.list_name], op.id)
    ]


def too_long(sources: Sources, states: Mapping[str, ListState]) -> list[str]:
    """Return a line for each list with texts that no cell of a workbook holds."""
    lines = []
    for each in sources.here():
        rows = states[each.name].rows.values()
        count = sum(len(text) > LONGEST_TEXT for row in rows for text in row.values.values())
        words = f"{each.title}: texts of more than {LONGEST_TEXT:,d} characters, which no workbook can show ({count})"
        lines += [f"{words}; shorten them where they stand"] * bool(count)
    return lines


def absent(sources: Sources) -> list[str]:
    """Return a line for each list whose table the workbook had and has no more."""
    return [
        f"{each.title}: the table {each.table} is not in the workbook any more; its list was left alone"
        for each in sources.definitions
        if each.name in sources.base.lists and each.name not in sources.contents.tables
    ]


def waiting(sources: Sources, states: Mapping[str, ListState]) -> list[str]:
    """Return a line for each list with edits of rows that have not arrived."""
    return [
        f"{each.title}: edits have arrived of rows that have not arrived themselves ({states[each.name].waiting}); "
        "sync later"
        for each in sources.here()
        if states[each.name].waiting
    ]


def unknown(sources: Sources, received: Sequence[Operation]) -> list[str]:
    """Return a line for what has arrived of lists and columns that are not known here; it stays in the store."""
    known, history = {each.name: each for each in sources.definitions}, sources.history
    vectors = [sources.base.of(each.name).vector for each in sources.here()]
    foreign = [op for op in history.operations.values() if op.list_name not in known]
    names = {op.list_name for op in foreign if not any(history.covers(vector, op.id) for vector in vectors)}
    fields = {(op.list_name, key) for op in received if op.kind != "delete" for key in op.cells()}
    found = [f"{known[name].title}: {key}" for name, key in sorted(fields) if key and key not in known[name].by_key]
    said = "in the store, but not known on this computer; a newer tcsheets shows it, or tcsheets lists add"
    return [f"{', '.join([*sorted(names), *found])}: {said}"] if names or found else []


# --- the next base -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Identity:
    """What a base says of itself: its id, its store, the place it was written at, and the file it replaced."""

    id: str
    store: str
    alias: str
    place: str
    replaced: Replaced


def next_base(plan: Plan, written: Contents, identity: Identity) -> Base:
    """Return the base that goes into the workbook, from its contents as they were read back after writing.

    A list that was held back keeps its vector, and its rows are those that were found: edits known from elsewhere
    and not shown (from a copy, or in the store) are not among them.
    """
    base, history = plan.sources.base, plan.sources.history
    found = advanced(base, all_operations(plan.found.harvests))
    lists = dict(base.lists)
    for definition in plan.sources.here():
        name = definition.name
        if name in plan.held:
            lists[name] = found.get(name, ListBase())
        else:
            lists[name] = list_base(plan, definition, written.tables[name])
    outbox = [
        op
        for op in (*base.outbox, *plan.operations)
        if not history.covers(lists.get(op.list_name, ListBase()).vector, op.id)
    ]
    shown = (*plan.sources.foreign(), *(each.shown() for each in plan.conflicts))
    conflicts = base.conflicts if plan.held else shown
    head = Base(identity.id, identity.store, identity.alias, identity.place, identity.replaced)
    return replace(head, lists=lists, outbox=tuple(outbox), conflicts=conflicts)


def list_base(plan: Plan, definition: ListDefinition, table: ListTable) -> ListBase:
    """Return the memory of a list that now shows the state: its rows as they stand in the workbook."""
    state = plan.states[definition.name]
    columns = tuple(each.key for each in definition.shared() if each.key in table.columns)
    rows: dict[str, Values] = {}
    for row in table.rows:
        known = state.rows.get(row.row_id)
        if known:
            values = {key: row.values[key] for key in columns}
            rows[row.row_id] = {key: known.value(key) if value is None else value for key, value in values.items()}
    return ListBase(columns, rows, plan.sources.history.tips)
