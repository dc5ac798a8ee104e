"""All that has been journaled, and who had seen what.

Entries hang together by the hashes they name: a chain counts as far as it reaches back to its first entry, so a
journal of which a piece has not arrived is a shorter history.  Where two entries name the same one before them, the
writer's chain is forked; each branch is a line of its own, and having seen one says nothing of the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

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
    reached: dict[Vector, Reach] = field(default_factory=dict)  # what `reach` has worked out already

    def knows(self, mark: Mark) -> bool:
        """Whether the entry that a mark names is there."""
        return mark in self.lines

    def reach(self, vector: Vector) -> Reach:
        """Return how far along each line a vector covers; a mark that is not there covers nothing."""
        if vector not in self.reached:
            self.reached[vector] = self.reach_of(vector)
        return self.reached[vector]

    def reach_of(self, vector: Vector) -> dict[int, int]:
        """Work out the reach of a vector, back through every fork."""
        found: dict[int, int] = {}
        for mark in vector:
            place: Mark | None = mark if self.knows(mark) else None
            while place:
                line = self.lines[place]
                found[line] = max(found.get(line, 0), place.seq)
                place = self.parents[line]
        return found

    def covers(self, vector: Vector, op_id: str) -> bool:
        """Whether a vector covers an operation, in any of the journals that hold it."""
        marks = self.stands.get(op_id, ())
        reach = self.reach(vector) if marks else {}
        return any(reach.get(self.lines[mark], 0) >= mark.seq for mark in marks)

    def saw(self, later: Operation, earlier_id: str) -> bool:
        """Whether the author of one operation had seen another."""
        return earlier_id in later.after or self.covers(later.seen, earlier_id)


EMPTY = History({}, (), {}, (), {})


def history_of(entries: Iterable[Entry]) -> History:
    """Return the history of some entries, in any order and however often each is given."""
    known = {entry.mark: entry for entry in entries}
    following: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for mark in sorted(known):
        following[mark.writer, known[mark].previous].append(known[mark])
    lines, parents, tips = lines_of(following)
    standing = [known[mark] for mark in sorted(lines)]
    stands: dict[str, tuple[Mark, ...]] = {}
    operations: dict[str, Operation] = {}
    for entry in standing:
        op = entry.operation
        stands[op.id] = (*stands.get(op.id, ()), entry.mark)
        operations[op.id] = united(operations[op.id], op) if op.id in operations else op
    return History(operations, tips, lines, parents, stands, tuple(standing), len(known) - len(lines))


def lines_of(
    following: Mapping[tuple[str, str], list[Entry]],
) -> tuple[dict[Mark, int], tuple[Mark | None, ...], Vector]:
    """Return the line of each entry that hangs together with its writer's first, where lines branch off, and the ends.

    `following` gives the entries after a writer's entry, by its hash.
    """
    starts: list[tuple[Entry, Mark | None]] = [
        (entry, None) for (_, previous), firsts in following.items() if not previous for entry in firsts
    ]
    lines: dict[Mark, int] = {}
    parents: list[Mark | None] = []
    tips = []
    while starts:
        entry, parent = starts.pop()
        number = len(parents)
        parents.append(parent)
        if entry.seq != (parent.seq if parent else 0) + 1:
            continue
        tips.append(walk(entry, number, following, lines, starts))
    return lines, tuple(parents), tuple(sorted(tips))


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
