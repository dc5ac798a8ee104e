"""What everybody's work adds up to: against a brute-force judge, in any order, however often it arrives."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sizes import sized
from sync.oracle import Authors, judged
from sync.world import LOG, SMALL

from tcsheets.sync.checkpoint import cut
from tcsheets.sync.fold import CellState, Head, ListState, RowState, fold
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


def test_an_operation_that_has_seen_itself_is_not_superseded_by_that():
    # As one comes to be that is found again by a workbook whose base had moved past it.
    ops = [op("0", "create"), op("1", value="a", after=("0", "1")), op("2", value="b", after=("0",))]
    assert [head.value for head in fold(SMALL, EMPTY, ops).rows["r"].disputed["note"].heads] == ["a", "b"]


def test_a_row_that_nobody_can_read_is_a_row_without_values():
    state = fold(SMALL, EMPTY, [replace(op("0", "create"), new="not a row")])
    assert state.rows["r"].values == {}


# --- one row, operation by operation ---


WHOLE = replace(SMALL, mode="row")
BORN = {"case": "C-1", "note": "x"}


def whole(op_id, kind="set", after=("0",), **values):
    return op(op_id, kind, "", row_text(values), after=after)


def deletion(op_id, *after, **more):
    return op(op_id, "delete", "", "", after=after, **more)


def keep(op_id, *after):
    return op(op_id, "resolve", "", "keep", after=after)


def row_after(*ops, definition=SMALL):
    return fold(definition, EMPTY, ops).rows["r"]


def test_a_row_and_what_was_said_of_it_since():
    born, edit, told = op("0", "create"), op("1", value="y", after=("0",)), op("2", "resolve", value="z", after=("1",))
    assert fold(SMALL, EMPTY, [born]) == ListState({"r": RowState("r", born, BORN)})
    assert row_after(born, edit) == RowState("r", born, {**BORN, "note": "y"}, survivors=(born, edit))
    assert row_after(born, edit, told) == RowState("r", born, {**BORN, "note": "z"}, survivors=(born, told))


def test_what_is_shown_of_a_dispute_is_the_same_everywhere():
    born, one, two = op("0", "create"), op("1", value="y", after=("0",)), op("2", value="z", after=("0",))
    cell = CellState((Head("y", one), Head("z", two)))
    for ops in ((born, one, two), (two, one, born)):
        assert row_after(*ops) == RowState("r", born, {**BORN, "note": "y"}, {"note": cell}, survivors=(born, one, two))
    third = op("3", value="y", after=("0",))
    assert row_after(born, one, two, third).disputed["note"].heads == (Head("y", one), Head("y", third), Head("z", two))
    assert row_after(born, one, two, third).disputed["note"].versions() == [Head("y", one), Head("z", two)]


def test_a_value_never_given_is_blank():
    assert row_after(op("0", "create")).value("status") == ""


def test_the_text_keep_in_a_cell_is_a_value_like_any_other():
    born = op("0", "create")
    for kind in ("set", "resolve"):
        typed = op("1", kind, value="keep", after=("0",))
        assert row_after(born, typed) == RowState("r", born, {**BORN, "note": "keep"}, survivors=(born, typed))


def test_a_column_that_only_a_newer_program_knows_is_read_as_text():
    assert row_after(op("0", "create"), op("1", key="newer", value=" a ", after=("0",))).value("newer") == "a"
    assert row_after(replace(op("0", "create"), new=row_text({"newer": " a "}))).values == {"newer": "a"}


def test_of_two_that_made_one_row_the_earlier_is_its_birth_and_of_one_moment_the_smaller_id():
    early, late = op("1", "create", at="2026-01-01"), op("0", "create", at="2026-01-02")
    assert row_after(late, early).born == early
    assert row_after(replace(early, at=""), replace(late, at="")).born.id == "0"


def test_of_another_list_nothing_is_shown_and_nothing_waits():
    other = replace(op("0", "create"), list_name="log")
    assert fold(SMALL, EMPTY, [other, replace(op("1", "propose"), list_name="log")]) == ListState()


def test_what_a_journal_holds_already_is_not_taken_a_second_time():
    history = history_of(chained("kim", None, [op("0", "create"), op("1", value="y", after=("0",))]))
    later = op("2", value="z", after=("1",))
    assert fold(SMALL, history, [op("1", value="other", after=("0",)), later]).rows["r"].value("note") == "z"
    assert fold(SMALL, history, [op("1", value="other", after=("0",))]) == fold(SMALL, history)


def test_rows_stand_in_the_order_in_which_they_were_made():
    ops = [replace(op(row, "create"), row_id=row) for row in "cab"]
    edit = replace(op("9"), row_id="b")
    assert list(fold(SMALL, EMPTY, [edit, *ops]).rows) == ["c", "a", "b"]


def test_rows_are_displayed_as_they_came_about():
    parts = (("1", "b", "x"), ("1", "a", "y"), ("0", "z", "z"), ("1", "a", "x"))
    ops = [
        replace(op(str(place), "create", at=at, actor=actor, workbook=book), row_id=str(place))
        for place, (at, actor, book) in enumerate(parts)
    ]
    assert [row.row_id for row in fold(SMALL, EMPTY, ops).in_order()] == ["2", "3", "1", "0"]


def test_edits_that_wait_are_counted_by_row():
    ops = [replace(op(str(number)), row_id=row) for number, row in enumerate("aab")]
    state = fold(SMALL, EMPTY, [*ops, replace(deletion("9"), row_id="c")])
    assert state == ListState(waiting=3)


# --- deletions ---


def test_a_row_whose_heads_were_all_seen_is_gone_and_its_deletions_are_told_in_order():
    born, one, two = op("0", "create"), deletion("2", "0", at="1"), deletion("1", "0", at="2")
    assert fold(SMALL, EMPTY, [two, one, born]) == ListState(gone={"r": (one, two)})


def test_a_row_deleted_here_and_edited_there_stays_with_what_was_not_seen():
    born, edit, gone = op("0", "create"), op("1", value="y", after=("0",)), deletion("2", "0")
    assert row_after(born, edit, gone) == RowState(
        "r", born, {**BORN, "note": "y"}, deletions=(gone,), survivors=(edit,)
    )


def test_a_row_without_a_value_is_a_row_too_and_not_gone_for_one_who_had_not_seen_it():
    born, gone = replace(op("0", "create"), new="{}"), deletion("1")
    assert row_after(born, gone) == RowState("r", born, {}, deletions=(gone,), survivors=(born,))


def test_a_deletion_is_answered_by_whoever_saw_it():
    born, gone = op("0", "create"), deletion("1", "0")
    kept, typed = keep("2", "0", "1"), op("2", value="y", after=("0", "1"))
    assert row_after(born, gone, kept) == RowState("r", born, BORN, survivors=(kept,))
    assert row_after(born, gone, typed) == RowState("r", born, {**BORN, "note": "y"}, survivors=(typed,))
    again = deletion("3", "0", "1", "2")
    assert fold(SMALL, EMPTY, [born, gone, kept, again]).gone == {"r": (gone, again)}


def test_of_two_deletions_the_later_one_speaks_for_both():
    born, edit, one = op("0", "create"), op("1", value="y", after=("0",)), deletion("2", "0")
    two = deletion("3", "0", "2")
    assert row_after(born, edit, one, two).deletions == (two,)


def test_a_decision_to_keep_stands_against_a_deletion_that_had_not_seen_it():
    born, kept, gone = op("0", "create"), keep("1", "0"), deletion("2", "0")
    assert row_after(born, kept, gone) == RowState("r", born, BORN, deletions=(gone,), survivors=(kept,))


def test_a_decision_to_keep_is_no_version_of_a_row():
    born, kept = op("0", "create"), keep("1", "0")
    assert row_after(born, kept, definition=WHOLE) == RowState("r", born, BORN, survivors=(born, born, born, kept))


# --- rows edited as a whole ---


def test_of_a_row_edited_as_a_whole_all_cells_come_from_one_version():
    born, one = op("0", "create"), whole("1", case="C-1", note="y")
    two = whole("2", case="C-2", note="x")
    assert row_after(born, one, definition=WHOLE) == RowState(
        "r", born, {"case": "C-1", "note": "y"}, survivors=(one, one, one)
    )
    versions = CellState((Head(one.new, one), Head(two.new, two)))
    assert row_after(two, born, one, definition=WHOLE) == RowState(
        "r", born, {"case": "C-1", "note": "y"}, {"": versions}, survivors=(one, two, one, one)
    )


def test_in_a_list_edited_cell_by_cell_there_are_no_versions_of_rows():
    row = row_after(op("0", "create"), whole("1", note="y"), whole("2", note="z"))
    assert set(row.disputed) == {"note"}
    assert set(row.values) == {"case", "note"}


def test_versions_that_differ_only_in_form_are_one():
    assert not row_after(
        op("0", "create"), whole("1", case="C-1", note="y "), whole("2", case="C-1", note="y"), definition=WHOLE
    ).disputed


def test_what_a_version_does_not_say_stays_as_it_was_said_last():
    assert row_after(op("0", "create"), whole("1", case="C-2"), definition=WHOLE).values == {"case": "C-2", "note": "x"}


def test_what_was_typed_in_a_column_nobody_had_seen_stands_for_itself():
    typed, one = op("1", key="status", value="done"), whole("2", case="C-2", note="x", status="")
    row = row_after(op("0", "create"), typed, one, definition=WHOLE)
    assert row.values == {"case": "C-2", "note": "x", "status": "done"}
    assert row.disputed == {"status": CellState((Head("done", typed), Head("", one)))}


def test_a_row_of_which_no_version_can_be_read_shows_what_was_typed_in_its_cells():
    born = replace(op("0", "create"), new="not a row")
    assert row_after(born, op("1", after=("0",)), definition=WHOLE).values == {"note": "x"}


# --- lists that only grow ---


def proposals_of(*ops, definition=LOG):
    ops = [replace(each, list_name=definition.name) for each in ops]
    state = fold(definition, EMPTY, ops)
    return [each.id for each in state.proposals], state


def test_in_a_list_that_only_grows_edits_and_deletions_are_proposals_whoever_wrote_them():
    ids, state = proposals_of(op("0", "create"), op("1", value="y", after=("0",)), deletion("2", "0"))
    assert ids == ["2", "1"]
    assert state.rows["r"].values == BORN
    assert state.rows["r"].deletions == ()


def test_proposals_are_listed_by_row_field_and_id():
    ops = [op("3", "propose"), op("2", "propose", "case"), replace(op("1", "propose"), row_id="s"), op("0", "propose")]
    assert proposals_of(*ops)[0] == ["2", "0", "3", "1"]
    assert proposals_of(*ops)[1].waiting == 2


def test_a_proposal_in_any_list_stands_until_a_decision_on_its_cell_that_had_seen_it():
    made, asked = op("0", "create"), op("1", "propose", value="y", after=("0",))
    for definition in (SMALL, LOG):
        assert proposals_of(made, asked, definition=definition)[0] == ["1"]
        for answer in (
            op("2", "resolve", after=("0",)),
            op("2", "resolve", "case", after=("1",)),
            op("2", "propose", "case", after=("1",)),
        ):
            assert "1" in proposals_of(made, asked, answer, definition=definition)[0]
        ids, state = proposals_of(made, asked, op("2", "resolve", value="z", after=("1", "0")), definition=definition)
        assert (ids, state.rows["r"].value("note")) == ([], "z")
    assert "1" in proposals_of(made, asked, op("2", after=("1",)), definition=SMALL)[0]


def test_an_edit_is_no_proposal_where_cells_may_be_edited():
    assert proposals_of(op("0", "create"), op("1", after=("0",)), deletion("2"), definition=SMALL)[0] == []


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


# --- what is held once, in which order rows stand, and what a checkpoint stands for ---


def test_values_that_are_held_anyway_are_not_held_twice():
    held, other = {"r": dict(BORN)}, {"r": {**BORN, "note": "older"}}
    assert fold(SMALL, EMPTY, [op("0", "create")], held).rows["r"].values is held["r"]
    assert fold(SMALL, EMPTY, [op("0", "create")], other).rows["r"].values == BORN


@pytest.mark.parametrize("more", [[], [op("8", after=("7",), value="edited")]])
def test_rows_of_one_moment_stand_as_their_journals_have_them_and_new_ones_last(more):
    late = chained("a", None, [op("5", "create"), *more, replace(op("1", "create"), row_id="third")])
    early = chained("b", None, [replace(op("7", "create"), row_id="first")])
    more = [replace(each, row_id="first") for each in more]
    new = replace(op("0", "create"), row_id="fourth")
    state = fold(SMALL, history_of([*late, *early]), [*more, new])
    assert [row.row_id for row in state.in_order()] in (
        ["r", "first", "third", "fourth"],
        ["first", "r", "third", "fourth"],
    )
    assert {row.row_id: row.place for row in state.rows.values()}["first"] == 1


def founded():
    """Return a journal of two rows, one of them edited, and what a checkpoint makes of it."""
    rows = [op("a1", "create"), replace(op("a2", "create"), row_id="s"), op("a3", value="y", after=("a1",))]
    chain = chained("kim", None, rows)
    return chain, cut([SMALL], history_of(chain))


def test_a_kept_row_stands_as_the_whole_history_has_it():
    chain, made = founded()
    kept, whole = (fold(SMALL, each).rows for each in (history_of([], made), history_of(chain)))
    assert {name: (row.row_id, row.values, row.place) for name, row in kept.items()} == {
        name: (row.row_id, row.values, row.place) for name, row in whole.items()
    }
    assert {row.born.id for row in kept.values()} == {"a1", "a2"}
    assert fold(replace(SMALL, name="other"), history_of([], made)).rows == {}


@pytest.mark.parametrize(
    "news", [op("b1", value="z", after=("a3",)), op("b2", value="z"), op("b3", "delete", "", after=("a1", "a3"))]
)
def test_what_is_said_of_a_kept_row_meets_what_it_stands_for(news):
    chain, made = founded()
    late = chained("lee", None, [news])
    kept, whole = (fold(SMALL, each) for each in (history_of(late, made), history_of([*chain, *late])))
    assert shown(kept) == shown(whole)
    assert set(kept.gone) == set(whole.gone)


def test_what_a_checkpoint_stands_for_is_not_taken_a_second_time():
    chain, made = founded()
    assert shown(fold(SMALL, history_of([], made), [chain[2].operation])) == shown(fold(SMALL, history_of(chain)))
