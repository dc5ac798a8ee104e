"""Every sequence of a few actions of two people whose shares are brought together only now and then.

The sequences are gone through depth first, from snapshots.  Where two of them have led to the same, to the last byte
of every file and in all that anybody knows, what follows is the same too and is gone through once.
"""

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

import pytest
from sync.judge import WHOLE, all_alike, nothing_to_do
from sync.knowledge import NOTHING, Event, Side, standing
from sync.world import SMALL, Stopped, start

from tcsheets.sync.lists import ROW_ID

SIZE = "full" if os.environ.get("TCSHEETS_FULL") == "1" else os.environ.get("TCSHEETS_SIZES", "quick")
STEPS = {"quick": 3, "named": 4, "full": 5}[SIZE]
CASE = "C-1"
ALLOWED = {"max_delete": 99, "as_typed": True}
MORNING = datetime(2026, 11, 24, 9)


@dataclass(frozen=True)
class State:
    """All there is: the files, how many ids each has drawn, and what each knows."""

    files: frozenset
    counters: tuple
    sides: tuple


class World:
    """Two people, and beside them what each of them knows."""

    def __init__(self):
        self.people = start("ann", "kim", rows=(), apart=True)
        self.files = self.people[0].files
        self.people[0].add(CASE, "new")
        self.sides = [Side("ann"), Side("kim")]
        self.bring_together()
        (row,) = self.people[0].rows()
        born = frozenset([Event("ann", 0, row[ROW_ID], "new", NOTHING)])
        shown = frozenset([(row[ROW_ID], "new")])
        self.sides = [Side(each.name, shown, born, NOTHING, born, NOTHING, 1) for each in self.people]
        self.origin = self.state()

    # --- snapshots ---

    def state(self):
        files = frozenset(self.files.files.items())
        return State(files, tuple(each.counter for each in self.people), tuple(self.sides))

    def back(self, state, depth):
        """Go back to a state; the time is that of the depth, so that states that are reached alike are alike."""
        self.files.files = dict(state.files)
        self.sides = list(state.sides)
        self.set_clock(hours=depth)
        for person, counter in zip(self.people, state.counters):
            person.counter = counter

    def set_clock(self, **after):
        self.people[0].clock[0] = MORNING + timedelta(**after)

    # --- what is done ---

    def rows(self, who):
        """The rows of a workbook by place, as id (none yet: "") and value."""
        table = self.people[who].table()
        status = table["header"].index("Status")
        return {place: (row[0], row[status]) for place, row in enumerate(table["rows"]) if any(row)}

    def edit(self, who, value):
        if self.rows(who):
            self.people[who].change(CASE, "Status", value)

    def delete(self, who):
        self.people[who].delete(CASE)

    def add(self, who):
        self.people[who].add(CASE, "new")

    def sync(self, who, *, is_stopped=False, meanwhile=""):
        person, side, before = self.people[who], self.sides[who], self.rows(who)
        typed = []
        self.files.stop_after = person.path if is_stopped else None
        self.files.before_keep = (lambda: typed.append(self.typed(who, meanwhile))) if meanwhile else None
        with suppress(Stopped):
            person.sync(**ALLOWED)
        self.files.stop_after = self.files.before_keep = None
        after = self.rows(who)
        ids = [row for row, _ in after.values()]
        fresh = {after[place][0] for place, (row, _) in before.items() if not row}
        assert len(set(ids)) == len(ids) and not fresh & self.known_rows(), "a new row took the id of another"
        done = side.done([(row or after[place][0], value) for place, (row, value) in before.items()])
        late = [side.typed(row, value, done) for row, value in filter(None, typed)]
        self.sides[who] = side.synced(done, after.values(), is_stopped=is_stopped, typed_meanwhile=frozenset(late))
        if meanwhile and not typed:
            self.edit(who, meanwhile)

    def known_rows(self):
        return {event.row for side in self.sides for event in side.known}

    def typed(self, who, value):
        """Type into the first row that has an id, and return what was changed, if it was.

        Not into one without: what is typed in a copy of a row that nobody has yet makes a second row, as promised.
        """
        content = self.people[who].content()
        table = content["tables"]["Calls"]
        status = table["header"].index("Status")
        for row in table["rows"]:
            if row[0] and row[status] != value:
                row[status] = value
                self.people[who].save(content)
                return row[0], value
            if row[0]:
                return None
        return None

    def deliver(self, giver):
        """Let one person's share arrive at the other's."""
        taker = 1 - giver
        files = self.files.files
        for path in list(files):
            there = at_the_other(path, self.people[giver].share, self.people[taker].share)
            if there and len(files.get(there, b"")) < len(files[path]):
                files[there] = files[path]
        taken = self.sides[taker].share | self.sides[giver].share
        self.sides[taker] = replace(self.sides[taker], share=taken)

    def bring_together(self):
        """Let everything arrive and everybody sync, as often as it takes."""
        for who in (0, 1, 0):
            self.sync(who)
            self.deliver(who)

    # --- what must come of it ---

    def judge(self):
        self.bring_together()
        nothing_to_do(self.people, **ALLOWED)
        rows = all_alike(self.people, SMALL)
        wanted = standing(self.sides[0].known)
        assert self.sides[0].known == self.sides[1].known
        assert set(rows) == set(wanted), "rows"
        for row_id, (values, is_marked) in wanted.items():
            row = rows[row_id]
            listed = ({"Status"} if len(values) > 1 else set()) | ({WHOLE} if is_marked else set())
            assert row.versions("Status") == values
            assert set(row.listed) == listed
            assert bool(row.words) == bool(listed)


@cache
def at_the_other(path, share, other):
    """Return where a journal's file arrives at the other's; nothing where it is none."""
    is_journal = share in path.parents and "journal" in path.parts and not path.name.startswith(".")
    return other / path.relative_to(share) if is_journal else None


DEEDS = {
    "types 1": lambda world, who: world.edit(who, "1"),
    "types 2": lambda world, who: world.edit(who, "2"),
    "syncs": World.sync,
    "is stopped after the workbook": lambda world, who: world.sync(who, is_stopped=True),
    "delivers": World.deliver,
    "deletes": World.delete,
    "adds": World.add,
}
MORE_DEEDS = {**DEEDS, "types during a sync": lambda world, who: world.sync(who, meanwhile="3")}


class Exploration:
    """All sequences up to a length, each judged; those that have led to the same are gone on with once, or each."""

    def __init__(self, deeds, steps, world=None, *, is_shared=True):
        self.actions = [(who, name, deed) for who in (0, 1) for name, deed in deeds.items()]
        self.steps, self.is_shared = steps, is_shared
        self.seen, self.judged, self.ends = set(), 0, set()
        self.world = world or World()

    def begin(self, who, name):
        """Go through the sequences that begin with one action, and return how many ends had to be judged."""
        (action,) = [each for each in self.actions if each[:2] == (who, name)]
        self.step(self.world.origin, action, ())
        return self.judged

    def begin_all(self):
        for who, name, _ in self.actions:
            self.begin(who, name)
        return self

    def step(self, state, action, before):
        who, name, deed = action
        trail = (*before, f"{self.world.people[who].name} {name}")
        self.world.back(state, len(trail))
        deed(self.world, who)
        reached = self.world.state()
        if self.is_shared and (len(trail), reached) in self.seen:
            return
        self.seen.add((len(trail), reached))
        self.judge(trail)
        if len(trail) < self.steps:
            for each in self.actions:
                self.step(reached, each, trail)

    def judge(self, trail):
        self.judged += 1
        self.world.set_clock(hours=len(trail), minutes=30)
        try:
            self.world.judge()
        except Exception as error:
            error.add_note(" -> ".join(trail))
            raise
        self.ends.add((len(trail), frozenset(self.world.files.files.items())))


@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.parametrize("who", [0, 1])
def test_no_sequence_loses_doubles_or_disputes_anything_needlessly(who, name):
    assert Exploration(DEEDS, STEPS).begin(who, name) > STEPS


@pytest.mark.parametrize("name", MORE_DEEDS)
@pytest.mark.parametrize("who", [0, 1])
def test_nor_does_one_in_which_somebody_types_during_a_sync(who, name):
    assert Exploration(MORE_DEEDS, max(3, STEPS - 1)).begin(who, name) > STEPS


def test_going_through_equal_states_once_leaves_out_no_end():
    world = World()
    shared = Exploration(DEEDS, STEPS - 1, world).begin_all()
    each = Exploration(DEEDS, STEPS - 1, world, is_shared=False).begin_all()
    assert each.judged == sum(14**steps for steps in range(1, STEPS)) > shared.judged
    assert each.ends == shared.ends
