"""The program is killed at every single file call, also half-way through a write: one more run reaches the same end."""

from contextlib import suppress

import pytest
from sync.world import LOG, SMALL, STOPS, Stopped, start

from tcsheets.errors import FileError, StoreError, TcsheetsError, TryAgainError

BOTH = (SMALL, LOG)


def two_edits(kim, lee):
    """Kim has much to send and to receive, and a conflict."""
    lee.change("C-1", "Status", "declined")
    lee.change("C-2", "Note", "by lee")
    lee.add("C-9", "new", "lee's")
    lee.delete("C-4")
    lee.add("L-2", "accepted", table="Log")
    lee.sync()
    kim.change("C-1", "Status", "accepted")
    kim.change("C-4", "Note", "kept by kim")
    kim.add("C-8", "new", "kim's")
    kim.change("L-1", "Status", "changed", table="Log")
    return kim


def a_choice(kim, lee):
    """Kim settles a conflict and lee has gone on."""
    two_edits(kim, lee).sync()
    lee.sync()
    for place in range(len(kim.conflicts())):
        kim.choose("mine", place)
    lee.change("C-3", "Note", "more")
    lee.sync()
    return kim


def a_first_sync(kim, lee):
    """Lee joins from another computer with the same workbook, and has typed before."""
    lee.change("C-3", "Note", "by lee")
    lee.home = type(lee.home)(lee.home.folder.with_name("new home"), lee.files, lee.fresh)
    kim.add("C-7")
    kim.sync()
    return lee


def a_lost_journal(kim, lee):
    """The share has lost kim's journal, and kim has edits."""
    for path in [each for each in kim.files.files if kim.home.folder.name in str(each) and "journal" in str(each)]:
        writer = path.parts[path.parts.index("journal") + 1]
        kim.files.files = {p: d for p, d in kim.files.files.items() if f"/share/all/journal/{writer}" not in str(p)}
    kim.change("C-2", "Status", "thinking")
    return kim


def an_outbox_left_over(kim, lee):
    """Kim was stopped when the workbook had been written and nothing sent, and has typed new rows since."""
    lee.change("C-1", "Status", "declined")
    lee.sync()
    kim.change("C-1", "Status", "accepted")
    kim.add("C-8", "new", "kim's")
    replace = kim.files.replace

    def stopped(source, target):
        replace(source, target)
        if target == kim.path:
            raise Stopped

    kim.files.replace = stopped
    with suppress(Stopped):
        kim.sync()
    kim.files.replace = replace
    kim.add("C-8", "new", "kim's")
    kim.add("L-3", "declined", table="Log")
    return kim


SCENARIOS = (two_edits, a_choice, a_first_sync, a_lost_journal, an_outbox_left_over)


class World:
    """A scenario up to the sync that is to be stopped, which can be gone back to."""

    def __init__(self, scenario):
        kim, lee = start("kim", "lee", definitions=BOTH)
        kim.add("L-1", "accepted", table="Log")
        kim.sync()
        lee.sync()
        self.who, self.everybody, self.files = scenario(kim, lee), (kim, lee), kim.files
        self.kept = dict(self.files.files)
        self.counters = [each.counter for each in self.everybody]

    def back(self):
        self.files.files, self.files.stop_at = dict(self.kept), None
        for each, counter in zip(self.everybody, self.counters):
            each.counter = counter

    def count_calls(self):
        before = self.files.calls
        self.who.sync()
        count = self.files.calls - before
        self.back()
        return count

    def shown(self):
        return self.who.shown(), self.who.shown("Log"), comparable(self.who.conflicts())

    def finish(self):
        self.who.sync()
        for each in self.everybody * 2:
            each.sync()
        return end_of(self.everybody, self.files)


def end_of(everybody, files):
    """What must be the same in the end: what is shown, what is published, and what is in the store."""
    tables = [(each.shown("Calls"), each.shown("Log"), comparable(each.conflicts())) for each in everybody]
    views = {path.name: data for path, data in files.files.items() if "view" in path.parts}
    reading = everybody[0].store.read()
    return tables, views, {entry.operation.id for entry in reading.entries}, reading.problems


def comparable(conflicts):
    return [{key: value for key, value in each.items() if not key.endswith("_at")} for each in conflicts]


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("how", STOPS)
def test_killed_at_any_call_one_more_run_reaches_the_same_end(scenario, how, record_property):
    world = World(scenario)
    count = world.count_calls()
    own_end, wanted = ends_of(world)
    assert count > 20
    stopped = 0
    for call in range(1, count + 1):
        world.back()
        world.files.stop_at, world.files.how = world.files.calls + call, how
        with pytest.raises(Stopped):
            world.who.sync()
        stopped += 1
        judge_rerun(world, own_end, wanted, (call, world.files.log[-1]))
    record_property("stopped", (stopped, count))


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("how", ["late", "denied"])
def test_a_rename_that_shows_late_or_is_reported_wrongly_does_no_harm(scenario, how, record_property):
    world = World(scenario)
    before = len(world.files.log)
    count = world.count_calls()
    renames = [at for at, (call, _) in enumerate(world.files.log[before : before + count], 1) if call == "replace"]
    own_end, wanted = ends_of(world)
    for call in renames:
        world.back()
        where = (call, world.files.log[before + call - 1])
        world.files.stop_at, world.files.how = world.files.calls + call, how
        with suppress(TryAgainError, StoreError, FileError):
            world.who.sync()
        world.files.come_to_light()
        judge_rerun(world, own_end, wanted, where)
    record_property("stopped", (len(renames), len(renames)))


def ends_of(world):
    """What the person's workbook shows after one sync that nothing stops, and what everybody's does in the end."""
    world.who.sync()
    return world.shown(), world.finish()


def judge_rerun(world, own_end, wanted, where):
    """One more run reaches the same end, and a further one does nothing."""
    world.files.stop_at = None
    world.who.sync()
    assert world.shown() == own_end, where
    again = dict(world.files.files)
    world.who.sync()
    assert world.files.files == again, (where, "a further sync did something")
    assert world.finish() == wanted, where


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_disk_that_fails_once_is_one_line_and_nothing_is_lost(scenario):
    world = World(scenario)
    count = world.count_calls()
    wanted = world.finish()
    for call in range(1, count + 1):
        world.back()
        world.files.fail_at = world.files.calls + call
        try:
            world.who.sync()
        except TcsheetsError as error:
            assert "\n" not in str(error)
        assert world.finish() == wanted, (call, world.files.log[-1])
