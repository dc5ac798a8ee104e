"""A checkpoint stands for a history: whatever comes after it, the lists are what the whole history makes them."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sizes import sized
from sync.oracle import Authors
from sync.test_fold import BIRTH, NAMES, STEPS, shown, written
from sync.world import LOG, SMALL, Person, new_book, settle, start

from tcsheets.errors import StoreError
from tcsheets.stores import folder, journals
from tcsheets.sync.checkpoint import checkpoint_bytes, cut, read_checkpoint
from tcsheets.sync.conflicts import words_of
from tcsheets.sync.fold import fold
from tcsheets.sync.history import history_of
from tcsheets.sync.op import Operation, chained
from tcsheets.sync.undoing import syncs_done

MODES = [SMALL, replace(SMALL, mode="row"), replace(LOG, name="calls")]


def entries_of(authors):
    return [entry for chain in authors.chains.values() for entry in chain]


def state_of(definition, history):
    """Return all that a person sees of a list."""
    state = fold(definition, history)
    order = [row.row_id for row in state.in_order()]
    proposals = sorted(op.id for op in state.proposals)
    values = {row.row_id: dict(row.values) for row in state.rows.values()}
    words = {row.row_id: words_of(definition, row, state.proposals) for row in state.rows.values()}
    return shown(state), order, proposals, state.waiting, values, words


def through_a_file(made):
    return read_checkpoint(checkpoint_bytes(made))


@given(STEPS, st.lists(st.integers(0, 30), max_size=3), st.sampled_from(MODES))
@settings(max_examples=sized(200, 2_000, 10_000))
def test_what_is_built_on_checkpoints_is_what_the_whole_history_makes(steps, cuts, definition):
    whole, founded, foundation = [], None, None
    for end in sorted({*(min(each, len(steps)) for each in cuts), len(steps)}):
        authors = written(steps[:end])
        whole = entries_of(authors)
        founded = history_of(whole, foundation)
        full = history_of(whole)
        assert state_of(definition, founded) == state_of(definition, full)
        assert founded.tips == full.tips
        made = cut([definition], founded)
        assert made is not None
        foundation = through_a_file(made)
        alone = history_of([], foundation)
        assert state_of(definition, alone) == state_of(definition, full)
        assert alone.tips == full.tips
        assert all(alone.holds(op_id) for op_id in full.operations)
        assert all(alone.knows(entry.mark) for entry in whole)
        assert not alone.holds("nobody's")


@given(STEPS, st.sampled_from(MODES), st.lists(st.floats(0, 1), min_size=3, max_size=3))
@settings(max_examples=sized(100, 1_000, 5_000))
def test_entries_that_come_late_meet_a_checkpoint_as_they_meet_the_history(steps, definition, shares):
    authors = written(steps)
    whole = entries_of(authors)
    part = [
        e
        for name, share in zip(NAMES, shares)
        for e in authors.chains[name][: round(len(authors.chains[name]) * share)]
    ]
    made = cut([definition], history_of(part))
    if made is None:  # what somebody had seen is missing
        return
    assert state_of(definition, history_of(whole, through_a_file(made))) == state_of(definition, history_of(whole))


def some():
    authors = Authors(NAMES)
    authors.write("ann", "create", "r1", BIRTH)
    authors.read("kim", "ann", 1.0)
    authors.write("kim", "set", "r1", {"status": "a"})
    return authors


def test_a_history_with_a_gap_or_a_fork_is_not_cut():
    authors = some()
    (kim,) = authors.chains["kim"]
    assert cut([SMALL], history_of([kim])) is None
    forked = replace(authors.chains["ann"][0], hash="f" * 32)
    assert cut([SMALL], history_of([*entries_of(authors), forked])) is None


def test_a_fork_within_a_checkpoint_is_seen():
    authors = some()
    made = through_a_file(cut([SMALL], history_of(entries_of(authors))))
    other = Authors(NAMES)
    other.count = 50  # other operations than those before
    for value in ("x", "y"):
        other.write("ann", "create", f"r{value}", {**BIRTH, "status": value})
    history = history_of(other.chains["ann"], made)
    assert len([mark for mark in history.tips if mark.writer == "ann"]) == 2
    assert {"r1", "rx", "ry"} == set(fold(SMALL, history).rows)


def test_only_rows_on_which_not_all_agree_are_kept_whole():
    authors = some()
    made = cut([SMALL], history_of(entries_of(authors)))
    assert made.entries == ()
    authors.write("lee", "create", "r1", {**BIRTH, "status": "b"})
    assert len(cut([SMALL], history_of(entries_of(authors))).entries) == 3


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:-3], lambda data: data[:30], lambda data: b"", lambda data: data + b"x"]
)
def test_a_spoilt_checkpoint_is_none(spoil):
    data = checkpoint_bytes(cut([SMALL], history_of(entries_of(some()))))
    with pytest.raises(StoreError):
        read_checkpoint(spoil(data))


# --- in a store ---


@pytest.fixture
def short_segments(monkeypatch):
    """Segments of four operations, so that some are sealed."""
    for module in (journals, folder):
        monkeypatch.setattr(module, "LONGEST_SEGMENT", 4)


def busy(worth_while=6):
    kim, lee = start("kim", "lee")
    for each in (kim, lee):
        each.worth_while = worth_while
    for number in range(12):
        kim.add(f"K-{number}", "new")
        lee.change("C-1", "Note", f"called {number}")
        settle([kim, lee], 1)
    return kim, lee


def test_sealed_segments_are_not_read_again_and_the_lists_are_the_same(short_segments):
    kim, lee = busy()
    quick, whole = kim.store.read_quickly(), kim.store.read()
    assert quick.foundation.segments
    assert len(quick.entries) < len(whole.entries)
    assert state_of(SMALL, quick.history()) == state_of(SMALL, whole.history())
    settle([kim, lee])
    assert kim.shown() == lee.shown()


def test_somebody_new_gets_all_rows_from_a_checkpoint(short_segments):
    kim, lee = busy()
    settle([kim, lee])
    ann = Person("ann", kim.files, kim.share)
    ann.save(json.loads(new_book(base_id="a" * 16)))
    report = ann.sync()
    assert report.received > 0
    assert ann.shown() == kim.shown()
    before = dict(kim.files.files)
    ann.sync()
    assert kim.files.files == before


def test_a_segment_that_is_not_what_it_was_makes_the_checkpoint_worthless(short_segments):
    kim, _ = busy()
    name = next(iter(kim.store.read_quickly().foundation.segments))
    path = kim.share / "journal" / name
    kept = kim.files.files.pop(path)
    assert kim.store.read_quickly().foundation is None
    kim.files.files[path] = kept
    assert kim.store.read_quickly().foundation is not None


@pytest.mark.parametrize("left", [0, 0.5])
def test_a_journal_that_is_shorter_than_it_was_makes_the_checkpoint_worthless(left):
    kim, lee = busy()
    path = next(path for path in kim.files.files if kim.share / "journal" in path.parents)
    text = kim.files.files[path]
    kim.files.files[path] = text[: round(len(text) * left)]
    quick, whole = kim.store.read_quickly(), kim.store.read()
    assert quick.foundation is None
    assert quick.history().tips == whole.history().tips
    settle([kim, lee])
    assert kim.shown() == lee.shown()


def test_a_checkpoint_that_names_files_elsewhere_is_worthless(short_segments):
    kim, _ = busy()
    made = kim.store.read_quickly().foundation
    path = kim.share / "checkpoint" / "latest.bin"
    kim.files.files[path] = checkpoint_bytes(replace(made, segments={"../../home/config.json": "x"}))
    assert kim.store.read_quickly().foundation is None


def test_the_log_and_undoing_look_at_everything(short_segments):
    kim, lee = busy()
    kim.change("C-2", "Status", "accepted")
    kim.sync()
    done = syncs_done(kim.store.read().history(), "kim.xlsx")
    kim.sync(undo=done[0].at)
    settle([kim, lee])
    assert lee.value("C-2", "Status") == "new"


def test_a_list_whose_edits_met_otherwise_is_read_whole(short_segments):
    _, lee = busy()
    lee.definitions = (replace(SMALL, mode="row"),)
    lee.sync()
    assert lee.shown()


COPIES = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(1, 12), st.sampled_from(["", "0", "z"])),
    max_size=2,
    unique_by=lambda each: each[0],
)


@given(STEPS, st.sampled_from(MODES), COPIES)
@settings(max_examples=sized(200, 2_000, 10_000))
def test_an_operation_found_again_in_another_journal_is_the_one_the_checkpoint_stands_for(steps, definition, copies):
    before = entries_of(written(steps))
    made = cut([definition], history_of(before))
    again = [copy for each in copies for copy in copied(before, *each)]
    assert state_of(definition, history_of(again, made)) == state_of(definition, history_of([*before, *again]))
    # Somebody goes on who has seen only the other journals.
    seen = tuple(sorted({entry.writer: entry.mark for entry in again}.values()))
    rows = sorted({entry.operation.row_id for entry in again})
    late = [Operation(f"on {row}", "set", "calls", row, "status", "", "on", "u", "lee", "lee", seen) for row in rows]
    news = [*again, *chained("zoe", None, late)]
    whole, founded = history_of([*before, *news]), history_of(news, made)
    assert state_of(definition, founded) == state_of(definition, whole)
    assert state_of(definition, history_of([], cut([definition], founded))) == state_of(definition, whole)


def copied(entries, name, count, at):
    """Return the beginning of a journal as another writer has sent it again, at another time or from an old backup."""
    given = [entry.operation for entry in entries if entry.writer == name][:count]
    operations = [replace(op, at=at or op.at, actor=f"{at}{op.actor}") for op in given]
    return chained(f"copy of {name}", None, operations)
