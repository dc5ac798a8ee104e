"""All that has been journaled, and who had seen what.

Entries hang together by the hashes they name: a chain counts as far as it reaches back to its first entry, so a
journal of which a piece has not arrived is a shorter history.  Where two entries name the same one before them, the
writer's chain is forked; each branch is a line of its own, and having seen one says nothing of the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from tcsheets.sync.foundation import Foundation, KeptRow, Places, unpacked
from tcsheets.sync.op import Entry, Mark, Operation, Vector

Reach = Mapping[int, int]  # of each line, the last number that was seen


@dataclass(frozen=True, slots=True)
class History:
    """The operations of a store, where each stands, and the ends of all chains."""

    operations: Mapping[str, Operation]
    tips: Vector
    lines: Mapping[Mark, int]  # the line on which an entry stands
    parents: tuple[Mark | None, ...]  # of each line, the entry it branches off from
    stands: Mapping[str, tuple[Mark, ...]]  # the entries of an operation, one for each journal that holds it
    entries: tuple[Entry, ...] = ()
    waiting: int = 0  # entries whose chain has a gap
    foundation: Foundation | None = None
    again: Mapping[str, Operation] = field(default_factory=dict)  # what it has settled, found in other journals too
    reached: dict[Vector, Reach] = field(default_factory=dict)  # what `reach` has worked out already
    at_hand: dict[int, tuple[Vector, Reach]] = field(default_factory=dict)  # the same by the vector's own identity
    opened: dict[str, Places] = field(default_factory=dict)  # the places of operations that kept rows stand for

    def knows(self, mark: Mark) -> bool:
        """Whether the entry that a mark names is there."""
        return mark in self.lines or (self.foundation is not None and self.foundation.has(mark))

    def holds(self, op_id: str) -> bool:
        """Whether an operation is there."""
        return op_id in self.operations or (self.foundation is not None and self.foundation.holds(op_id))

    def line_of(self, mark: Mark) -> int:
        """Return the line on which an entry stands that is there."""
        if self.foundation is not None and self.foundation.has(mark):
            return self.foundation.lines[mark.writer]
        return self.lines[mark]

    def marks(self, op_id: str) -> tuple[Mark, ...]:
        """Return the places of an operation, one for each journal that holds it."""
        found = self.stands.get(op_id, ())
        return tuple(sorted({*found, *self.opened[op_id]})) if op_id in self.opened else found

    def kept(self, name: str) -> Mapping[str, KeptRow]:
        """Return the rows of a list that a checkpoint stands for."""
        return self.foundation.rows.get(name, {}) if self.foundation else {}

    def unpacked(self, name: str, row_id: str) -> list[Operation]:
        """Return the operations that such a row stands for; their places are known from then on."""
        found = unpacked(name, row_id, self.kept(name)[row_id])
        self.opened.update((op.id, places) for op, places in found)
        return [self.with_what_is_said_again(op) for op, _ in found]

    def with_what_is_said_again(self, op: Operation) -> Operation:
        """Return an operation of a kept row, united with what other journals say of it; its values are settled."""
        other = self.again.get(op.id)
        return replace(united(op, other), old=op.old, new=op.new) if other else op

    def kept_row(self, name: str, row_id: str) -> KeptRow:
        """Return a row that a checkpoint stands for, its birth united with what other journals say of it."""
        kept = self.kept(name)[row_id]
        if kept.born.id not in self.again:
            return kept
        birth = self.unpacked(name, row_id)[0]
        return replace(kept, born=birth, place=self.marks(birth.id)[0].seq)

    def reach(self, vector: Vector) -> Reach:
        """Return how far along each line a vector covers; a mark that is not there covers nothing."""
        known = self.at_hand.get(id(vector))
        if known is not None:
            return known[1]
        if vector not in self.reached:
            self.reached[vector] = self.reach_of(vector)
        self.at_hand[id(vector)] = vector, self.reached[vector]
        return self.reached[vector]

    def reach_of(self, vector: Vector) -> dict[int, int]:
        """Work out the reach of a vector, back through every fork."""
        found: dict[int, int] = {}
        for mark in vector:
            place: Mark | None = mark if self.knows(mark) else None
            while place:
                line = self.line_of(place)
                found[line] = max(found.get(line, 0), place.seq)
                place = self.parents[line]
        return found

    def covers(self, vector: Vector, op_id: str) -> bool:
        """Whether a vector covers an operation, in any of the journals that hold it."""
        marks = self.marks(op_id)
        if not marks and self.foundation is not None and self.foundation.holds(op_id):
            return self.covers_foundation(vector)
        reach = self.reach(vector) if marks else {}
        return any(reach.get(self.line_of(mark), 0) >= mark.seq for mark in marks)

    def covers_foundation(self, vector: Vector) -> bool:
        """Whether a vector covers all that a checkpoint stands for."""
        made, reach = self.foundation, self.reach(vector)
        return made is None or all(reach.get(made.lines[each], 0) >= made.length(each) for each in made.chains)

    def founded_beyond(self, name: str, vector: Vector, own: Collection[str] = ()) -> int:
        """Return how many rows of a list that a checkpoint stands for hold something that a vector does not cover.

        Operations in one's `own` outbox are nothing new.
        """
        if self.covers_foundation(vector):
            return 0
        rows = (self.unpacked(name, row_id) for row_id in self.kept(name))
        return sum(any(op.id not in own and not self.covers(vector, op.id) for op in each) for each in rows)

    def saw(self, later: Operation, earlier_id: str) -> bool:
        """Whether the author of one operation had seen another."""
        return earlier_id in later.after or self.covers(later.seen, earlier_id)


EMPTY = History({}, (), {}, (), {})


def history_of(entries: Iterable[Entry], foundation: Foundation | None = None) -> History:
    """Return the history of some entries, in any order and however often each is given, beyond what is founded."""
    known = {entry.mark: entry for entry in entries}
    if foundation:
        known = {mark: entry for mark, entry in known.items() if not foundation.has(mark)}
    following: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for mark in sorted(known):
        following[mark.writer, known[mark].previous].append(known[mark])
    lines, parents, tips = lines_of(following, foundation, {(mark.writer, mark.hash) for mark in known})
    standing = [known[mark] for mark in sorted(lines)]
    if foundation:
        standing = sorted([*foundation.entries, *standing], key=lambda entry: entry.mark)
    stands: dict[str, tuple[Mark, ...]] = {}
    operations: dict[str, Operation] = {}
    again: dict[str, Operation] = {}
    for entry in standing:
        op = entry.operation
        stands[op.id] = (*stands.get(op.id, ()), entry.mark)
        said = again if foundation and foundation.has_settled(op.id) else operations
        said[op.id] = united(said[op.id], op) if op.id in said else op
    waiting = len(known) - len(lines)
    return History(operations, tips, lines, parents, stands, tuple(standing), waiting, foundation, again)


def lines_of(
    following: Mapping[tuple[str, str], list[Entry]],
    foundation: Foundation | None = None,
    given: Collection[tuple[str, str]] = (),
) -> tuple[dict[Mark, int], tuple[Mark | None, ...], Vector]:
    """Return the line of each entry that hangs together with its writer's first, where lines branch off, and the ends.

    `following` gives the entries after a writer's entry, by its hash; `given` are the entries by writer and hash.
    """
    starts: list[tuple[Entry, Mark | None]] = [
        (entry, None) for (_, previous), firsts in following.items() if not previous for entry in firsts
    ]
    lines: dict[Mark, int] = {}
    parents: list[Mark | None] = []
    tips = []
    for number, writer in enumerate(sorted(foundation.chains) if foundation else ()):
        parents.append(None)
        tips.append(walk_on(foundation, writer, number, following, lines, starts))  # type: ignore[arg-type]
    if foundation:
        starts += branches(foundation, following, given)
    while starts:
        entry, parent = starts.pop()
        number = len(parents)
        parents.append(parent)
        if entry.seq != (parent.seq if parent else 0) + 1:
            continue
        tips.append(walk(entry, number, following, lines, starts))
    return lines, tuple(parents), tuple(sorted(tips))


def walk_on(
    foundation: Foundation,
    writer: str,
    number: int,
    following: Mapping[tuple[str, str], list[Entry]],
    lines: dict[Mark, int],
    starts: list[tuple[Entry, Mark | None]],
) -> Mark:
    """Follow a writer's line on from where the foundation ends; return the end."""
    tip = foundation.tip(writer)
    nexts = [each for each in following.get((writer, tip.hash), ()) if each.seq == tip.seq + 1]
    starts.extend((each, tip) for each in nexts[1:])
    return walk(nexts[0], number, following, lines, starts) if nexts else tip


def branches(
    foundation: Foundation, following: Mapping[tuple[str, str], list[Entry]], given: Collection[tuple[str, str]]
) -> list[tuple[Entry, Mark | None]]:
    """Return the entries that branch off from an entry within the foundation, and that entry."""
    found: list[tuple[Entry, Mark | None]] = []
    for (writer, previous), entries in following.items():
        if not previous or (writer, previous) in given or writer not in foundation.chains:
            continue
        seq = foundation.place_of(writer, previous)
        if 0 < seq < foundation.length(writer):
            found += [(each, Mark(writer, seq, previous)) for each in entries if each.seq == seq + 1]
    return found


def walk(
    entry: Entry,
    number: int,
    following: Mapping[tuple[str, str], list[Entry]],
    lines: dict[Mark, int],
    starts: list[tuple[Entry, Mark | None]],
) -> Mark:
    """Follow a line to its end, note the line of each entry and where others branch off; return the end."""
    while True:
        lines[entry.mark] = number
        nexts = [each for each in following.get((entry.writer, entry.hash), ()) if each.seq == entry.seq + 1]
        if not nexts:
            return entry.mark
        starts.extend((each, entry.mark) for each in nexts[1:])
        entry = nexts[0]


def united(one: Operation, other: Operation) -> Operation:
    """Return the operation that two journals hold: said by the first, having seen what either had seen."""
    first = min(one, other, key=lambda op: (op.at, op.actor, op.workbook, op.old, op.new))
    seen = tuple(sorted({*one.seen, *other.seen}))
    return replace(first, seen=seen, after=tuple(sorted({*one.after, *other.after})))
