"""All that is found in a workbook: edits of its tables, choices in its Conflicts sheet, and what its copies hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tcsheets.errors import DecisionError
from tcsheets.sync.base import Base, Shown
from tcsheets.sync.conflicts import Choices, choices_of, typed_choices
from tcsheets.sync.copies import Copy, went_on
from tcsheets.sync.fold import fold
from tcsheets.sync.guards import Limits, objections
from tcsheets.sync.harvest import Author, Desk, Harvest, desk_of, harvest
from tcsheets.sync.history import History
from tcsheets.sync.joining import Adopted
from tcsheets.sync.lists import ListDefinition
from tcsheets.sync.op import Operation
from tcsheets.sync.table import Contents
from tcsheets.sync.undoing import sent_by, undone
from tcsheets.sync.views import HandEdit, proposed

NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Sources:
    """What a sync starts from: the workbook and its base, the store's history, who asks and what they allowed."""

    definitions: tuple[ListDefinition, ...]
    contents: Contents
    base: Base
    history: History
    author: Author
    limits: Limits = NO_LIMITS
    choices: tuple[tuple[str, str], ...] = ()
    copies: tuple[Copy, ...] = ()
    edits: tuple[HandEdit, ...] = ()  # of the store's views
    undo: str = ""  # when the sync was that is to be taken back
    adopted: Mapping[str, Adopted] = field(default_factory=dict)

    def here(self) -> list[ListDefinition]:
        """Return the lists whose tables the workbook has."""
        return [each for each in self.definitions if each.name in self.contents.tables]

    def foreign(self) -> tuple[Shown, ...]:
        """Return the conflicts that the workbook shows of lists only a newer program knows."""
        known = {each.name for each in self.definitions}
        return tuple(each for each in self.base.conflicts if each.list_name not in known)

    def is_behind(self, name: str) -> bool:
        """Whether the store shows less of the journals than this workbook has seen of a list."""
        return not all(self.history.knows(mark) for mark in self.base.of(name).vector)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found: operations nobody has yet, operations known already, each list's harvest, and the choices."""

    operations: tuple[Operation, ...]
    known: tuple[Operation, ...]
    harvests: Mapping[str, Harvest]
    choices: Choices
    notes: tuple[str, ...]


def gathered(sources: Sources) -> Gathered:
    """Return what is found in a workbook; DecisionError where it looks like an accident."""
    desks = desks_of(sources, sources.base, sources.adopted)
    harvests = harvested(sources, desks, sources.contents)
    said = objections_to(sources, desks, harvests, sources.contents)
    if said:
        raise DecisionError(" · ".join(said))
    choices = choices_of(sources.base, desks, [*typed_choices(sources.contents.conflicts), *sources.choices])
    copied, notes = copied_edits(sources)
    backwards, stays = taken_back(sources, desks)
    offered = offers(sources)
    found = [*all_operations(harvests), *choices.operations, *copied, *backwards, *offered]
    operations, known = sifted(sources, found)
    notes = [*(note for each in harvests.values() for note in each.notes), *choices.notes, *notes, *stays]
    return Gathered(tuple(operations), tuple(known), harvests, choices, tuple(notes))


def desks_of(sources: Sources, base: Base, adopted: Mapping[str, Adopted] | None = None) -> dict[str, Desk]:
    """Return a desk for each list that the workbook has."""
    known = adopted or {}
    return {each.name: desk_of(each, base, sources.author, known.get(each.name)) for each in sources.here()}


def offers(sources: Sources) -> list[Operation]:
    """Return what people have typed into the store's views, as proposals."""
    found: list[Operation] = []
    for definition in sources.here():
        edits = [each for each in sources.edits if each.list_name == definition.name]
        if edits:
            state = fold(definition, sources.history, sources.base.outbox)
            found += proposed(definition, state, sources.history, edits, sources.author.at)
    return found


def taken_back(sources: Sources, desks: Mapping[str, Desk]) -> tuple[list[Operation], list[str]]:
    """Return what takes an earlier sync of this workbook back, if that was asked for."""
    if not sources.undo:
        return [], []
    sent = sent_by(sources.history, sources.author.workbook, sources.undo)
    names = {op.list_name for op in sent}
    states = {
        each.name: fold(each, sources.history, sources.base.outbox) for each in sources.here() if each.name in names
    }
    return undone({name: desk for name, desk in desks.items() if name in names}, states, sent)


def harvested(sources: Sources, desks: Mapping[str, Desk], contents: Contents) -> dict[str, Harvest]:
    """Return the harvest of each list that these contents have."""
    return {
        name: harvest(desk, contents.tables[name], only_seen=sources.is_behind(name))
        for name, desk in desks.items()
        if name in contents.tables
    }


def objections_to(
    sources: Sources, desks: Mapping[str, Desk], harvests: Mapping[str, Harvest], contents: Contents
) -> list[str]:
    """Return what a person must decide first, of all lists."""
    return [
        line
        for name, found in harvests.items()
        for line in objections(desks[name].definition, contents.tables[name], desks[name].kept, found, sources.limits)
    ]


def all_operations(harvests: Mapping[str, Harvest]) -> list[Operation]:
    """Return the operations of several harvests."""
    return [op for each in harvests.values() for op in each.operations]


def copied_edits(sources: Sources) -> tuple[list[Operation], list[str]]:
    """Return what was typed in copies while they were being replaced; one that looks like an accident is only named."""
    found: list[Operation] = []
    notes = []
    for copy in sources.copies:
        desks = desks_of(sources, copy.base)
        harvests = harvested(sources, desks, copy.contents)
        if objections_to(sources, desks, harvests, copy.contents):
            notes.append(f"{copy.name}: changed while it was being replaced, in a way a person should look at")
            continue
        typed = choices_of(copy.base, desks, typed_choices(copy.contents.conflicts))
        found += went_on(copy.base, sources.base, [*all_operations(harvests), *typed.operations])
        notes.append(f"{copy.name}: changed while it was being replaced; what was typed there has been taken over")
    return found, notes


def sifted(sources: Sources, found: Sequence[Operation]) -> tuple[list[Operation], list[Operation]]:
    """Return the operations that nobody has yet, each once, and those that a journal or the outbox holds already."""
    sent = {op.id for op in sources.base.outbox}
    once = {op.id: op for op in reversed(found)}
    fresh: list[Operation] = []
    known: list[Operation] = []
    for op in reversed(once.values()):
        (known if op.id in sources.history.operations or op.id in sent else fresh).append(op)
    return fresh, known
