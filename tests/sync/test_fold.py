"""What everybody's work adds up to: against a brute-force judge, in any order, however often it arrives."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sizes import sized
from sync.oracle import Authors, judged
from sync.world import LOG, SMALL

from tcsheets.sync.fold import fold
from tcsheets.sync.history import EMPTY, history_of
from tcsheets.sync.op import Mark, Operation, chained, is_sound, row_text

NAMES = ("ann", "kim", "lee")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(["read", "read", "create", "set", "set", "set", "resolve", "delete", "keep"]),
        st.sampled_from(["r1", "r2"]),
        st.sampled_from(["status", "note"]),
        st.sampled_from(["", "a", "b"]),
        st.sampled_from([0.0, 0.5, 1.0]),
    ),
    max_size=25,
)
BIRTH = {"case": "C-1", "status": "new", "note": ""}


def written(steps):
    """Return authors after these steps; who writes to a row that does not exist yet makes it."""
    authors = Authors(NAMES)
    for name, kind, row, key, value, share in steps:
        if kind == "read":
            for of in NAMES:
                authors.read(name, of, share if of != name else 1.0)
            continue
        is_there = any(op.row == row and op.kind == "create" for op in authors.known(name))
        if kind == "create" or not is_there:
            authors.write(name, "create", row, {**BIRTH, key: value})
        else:
            authors.write(name, kind, row, {key: value} if kind in ("set", "resolve") else {})
    return authors


def versions_of(row, key):
    return {head.value for head in row.disputed[key].heads} if key in row.disputed else {row.value(key)}


def shown(state):
    """Return a state as the judge gives it."""
    return {
        row.row_id: (
            {key: versions_of(row, key) for key in row.values},
            bool(row.deletions),
        )
        for row in state.rows.values()
    }


@given(STEPS, st.lists(st.floats(0, 1), min_size=3, max_size=3))
@settings(max_examples=sized(300, 2_000, 10_000))
def test_the_state_is_what_the_brute_force_judge_says_also_of_half_arrived_journals(steps, shares):
    authors = written(steps)
    for parts in ([1.0, 1.0, 1.0], shares):
        counts = {name: round(len(authors.chains[name]) * part) for name, part in zip(NAMES, parts)}
        entries = [entry for name in NAMES for entry in authors.chains[name][: counts[name]]]
        made = [op for name in NAMES for op in authors.made[name][: counts[name]]]
        history = history_of(entries)
        assert shown(fold(SMALL, history)) == judged(made)
        log = replace(LOG, name="calls")
        values = {row: (cells, False) for row, (cells, _) in judged(made, grows_only=True).items()}
        assert shown(fold(log, history)) == values


@given(STEPS, st.randoms(use_true_random=False))
@settings(max_examples=sized(100, 2_000, 5_000))
def test_order_and_repetition_of_arrival_change_nothing(steps, chance):
    authors = written(steps)
    entries = [entry for chain in authors.chains.values() for entry in chain]
    again = entries * 2
    chance.shuffle(again)
    one, other = history_of(entries), history_of(again)
    assert fold(SMALL, one) == fold(SMALL, other)
    assert one.tips == other.tips


@given(STEPS)
@settings(max_examples=sized(100, 2_000, 5_000))
def test_the_same_operation_in_two_journals_is_one(steps):
    authors = written(steps)
    entries = [entry for chain in authors.chains.values() for entry in chain]
    before = fold(SMALL, history_of(entries))
    doubled = [*entries, *chained("copy", None, [entry.operation for entry in authors.chains["kim"]])]
    assert shown(fold(SMALL, history_of(doubled))) == shown(before)
    assert [row.value("status") for row in before.in_order()] == [
        row.value("status") for row in fold(SMALL, history_of(doubled)).in_order()
    ]


@given(STEPS, st.permutations(NAMES))
@settings(max_examples=sized(100, 2_000, 5_000))
def test_nobodys_name_decides_what_is_shown(steps, names):
    other = dict(zip(NAMES, names))
    authors = written(steps)
    renamed = written([(other[name], *rest) for name, *rest in steps])
    one = fold(SMALL, history_of(entry for chain in authors.chains.values() for entry in chain))
    two = fold(SMALL, history_of(entry for chain in renamed.chains.values() for entry in chain))
    assert shown(one) == shown(two)
    assert {row.row_id: row.value("status") for row in one.rows.values()} == {
        row.row_id: row.value("status") for row in two.rows.values()
    }


def op(op_id, kind="set", key="note", value="x", **more):
    new = row_text({"case": "C-1", "note": value}) if kind == "create" else value
    return Operation(op_id, kind, "calls", "r", "" if kind == "create" else key, "", new, **more)


def test_something_is_shown_rather_than_a_blank():
    for blank, filled in (("1", "2"), ("2", "1")):
        ops = [op("0", "create"), op(blank, value="", after=("0",)), op(filled, value="here", after=("0",))]
        cell = fold(SMALL, EMPTY, ops).rows["r"].disputed["note"]
        assert [head.value for head in cell.versions()] == ["here", ""]


def test_of_one_value_said_by_two_there_is_no_conflict_and_both_must_be_seen():
    ops = [op("0", "create"), op("1", after=("0",)), op("2", after=("0",))]
    assert not fold(SMALL, EMPTY, ops).rows["r"].disputed
    assert fold(SMALL, EMPTY, [*ops, op("3", "delete", "", after=("0", "1"))]).rows["r"].deletions
    assert fold(SMALL, EMPTY, [*ops, op("3", "delete", "", after=("0", "1", "2"))]).rows == {}


def test_values_that_differ_only_in_form_are_one_value():
    ops = [op("0", "create"), op("1", value="called ", after=("0",)), op("2", value="called", after=("0",))]
    assert not fold(SMALL, EMPTY, ops).rows["r"].disputed


def test_edits_of_a_row_that_has_not_arrived_wait():
    state = fold(SMALL, EMPTY, [op("1")])
    assert (state.rows, state.waiting) == ({}, 1)


def test_two_forged_operations_that_claim_to_have_seen_each_other_both_stand():
    ops = [op("0", "create"), op("1", value="a", after=("0", "2")), op("2", value="b", after=("0", "1"))]
    assert {"a", "b"} <= {head.value for head in fold(SMALL, EMPTY, ops).rows["r"].disputed["note"].versions()}


def test_a_row_that_nobody_can_read_is_a_row_without_values():
    state = fold(SMALL, EMPTY, [replace(op("0", "create"), new="not a row")])
    assert state.rows["r"].values == {}


# --- histories ---


def entries_of(writer, values, last=None):
    return chained(writer, last, [op(f"{writer}{value}", value=value) for value in values])


def test_a_chain_counts_as_far_as_it_hangs_together():
    chain = entries_of("kim", "abcd")
    history = history_of([chain[0], chain[1], chain[3]])
    assert (list(history.operations), history.tips, history.waiting) == (["kima", "kimb"], (chain[1].mark,), 1)


def test_having_seen_one_branch_of_a_fork_says_nothing_of_the_other():
    trunk = entries_of("kim", "ab")
    left, right = entries_of("kim", "cd", trunk[-1].mark), entries_of("kim", "xy", trunk[-1].mark)
    history = history_of([*trunk, *left, *right])
    assert set(history.tips) == {left[-1].mark, right[-1].mark}
    for branch, other in ((left, right), (right, left)):
        vector = (branch[0].mark,)
        assert all(history.covers(vector, entry.operation.id) for entry in (*trunk, branch[0]))
        assert not any(history.covers(vector, entry.operation.id) for entry in (*other, branch[1]))
    assert not history.covers((trunk[0].mark,), "kimb")


def test_a_fork_at_the_very_first_entry_is_two_lines():
    left, right = entries_of("kim", "ab"), entries_of("kim", "xy")
    history = history_of([*left, *right])
    assert len(history.tips) == 2
    assert not history.covers((left[1].mark,), "kimx")


def test_a_mark_that_is_not_there_covers_nothing():
    chain = entries_of("kim", "ab")
    history = history_of(chain)
    assert not history.covers((Mark("kim", 9, "nowhere"), Mark("lee", 1, chain[0].hash)), "kima")
    assert not history.knows(Mark("kim", 1, "nowhere"))


def test_entries_numbered_wrongly_do_not_count():
    forged = replace(entries_of("kim", "a")[0], seq=7)
    assert history_of([forged]).operations == {}
    first = entries_of("kim", "a")[0]
    second = replace(entries_of("kim", "b", first.mark)[0], seq=5)
    assert list(history_of([first, second]).operations) == ["kima"]


@pytest.mark.parametrize(
    "part", ["id", "kind", "row_id", "field", "old", "new", "at", "actor", "workbook", "seen", "after"]
)
def test_no_part_of_an_entry_can_be_changed_unnoticed(part):
    entry = entries_of("kim", "a")[0]
    value = {"kind": "delete", "seen": (Mark("w", 1, "h"),), "after": ("z",)}.get(part, "other")
    assert is_sound(entry)
    assert not is_sound(replace(entry, operation=replace(entry.operation, **{part: value})))
    assert not is_sound(replace(entry, writer="lee"))
    assert not is_sound(replace(entry, seq=2))


def test_a_long_chain_is_followed_without_trouble():
    chain = entries_of("kim", [str(number) for number in range(3_000)])
    entries = list(chain)
    random.Random(7).shuffle(entries)
    history = history_of(entries)
    assert history.tips == (chain[-1].mark,)
    assert history.covers((chain[1_499].mark,), "kim1499")
    assert not history.covers((chain[1_499].mark,), "kim1500")
