"""What two people know of each other's work, kept by hand beside the program: who had seen what when he did something.

It follows the text of the promises and knows no vectors, chains or operations' ids: an event carries the very events
its author knew of.  What stands in the end is looked up by trying all pairs.
"""

from collections import defaultdict
from dataclasses import dataclass

NOTHING = frozenset()


@dataclass(frozen=True)
class Event:
    """Somebody gave a row this value, or took the row away (no value), and knew of these events."""

    who: str
    number: int
    row: str
    value: str | None
    seen: frozenset

    def __hash__(self):
        return hash((self.who, self.number))


@dataclass(frozen=True)
class Side:
    """One person: what the workbook showed after the last sync, and the events in four places.

    `known` to the workbook, of them in its `outbox` only; what the `share` shows here; and what was typed into the
    workbook in the moment it was replaced, which nobody has found yet.
    """

    name: str
    shown: frozenset = NOTHING
    known: frozenset = NOTHING
    outbox: frozenset = NOTHING
    share: frozenset = NOTHING
    typed_meanwhile: frozenset = NOTHING
    count: int = 0

    def done(self, rows):
        """Return what the person did since the last sync, from the rows as they stand: pairs of id and value."""
        before, now = dict(self.shown), dict(rows)
        changes = [(row, value) for row, value in rows if before.get(row) != value]
        changes += [(row, None) for row in before if row not in now]
        return [
            Event(self.name, self.count + place, row, value, self.known) for place, (row, value) in enumerate(changes)
        ]

    def typed(self, row, value, done):
        """Return that a value was typed while the workbook was being replaced; what was `done` had been read."""
        before = frozenset(each for each in done if each.row == row)
        return Event(self.name, self.count + len(done), row, value, self.known | before)

    def synced(self, done, shown, *, is_stopped, typed_meanwhile=NOTHING):
        """Return this side after a sync; one that was stopped after the workbook has journaled nothing new."""
        new = frozenset(done) | self.typed_meanwhile
        share = self.share | self.outbox
        return Side(
            self.name,
            frozenset(shown),
            self.known | share | new,
            new if is_stopped else NOTHING,
            share if is_stopped else share | new,
            typed_meanwhile,
            self.count + len(done) + len(typed_meanwhile),
        )


def standing(events):
    """Return the rows that stand: all values that nobody who knew of them replaced, and whether a deletion stands."""
    rows = defaultdict(list)
    for event in events:
        rows[event.row].append(event)
    found = {}
    for row, here in rows.items():
        values = [each for each in here if each.value is not None]
        deletions = [each for each in here if each.value is None]
        heads = [each for each in values if not any(each in other.seen for other in values)]
        if any(not any(head in each.seen for each in deletions) for head in heads):
            is_marked = any(not any(each in other.seen for other in here) for each in deletions)
            found[row] = {head.value for head in heads}, is_marked
    return found
