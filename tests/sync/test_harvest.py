"""What the person changed since the last sync, claim by claim: one table, one base, and the very operations found."""

from dataclasses import replace

import pytest
from sync.world import LOG, SMALL

from tcsheets.sync.base import Base, ListBase
from tcsheets.sync.harvest import Author, Harvest, created, desk_of, edit_id, harvest, original, proposal
from tcsheets.sync.op import Mark, Operation, derived_id, row_text
from tcsheets.sync.table import ListTable, TableRow

KEYS = ("case", "status", "note")
SEEN = (Mark("kim", 3, "h3"),)
WHO = ("2026-11-24T10:00:00", "ann", "book.xlsx")
ROWS = {
    "r1": {"case": "C-1", "status": "new", "note": ""},
    "r2": {"case": "C-2", "status": "new", "note": "x"},
}
OUTBOX = (
    Operation("o1", "set", "calls", "r1", "note", "", "a"),
    Operation("o2", "set", "calls", "r1", "note", "a", ""),
    Operation("o3", "set", "log", "r2", "note", "", "x"),
)
BASE = Base("b0", lists={name: ListBase(KEYS, ROWS, SEEN) for name in ("calls", "log")}, outbox=OUTBOX)
ONE, TWO = ("C-1", "new", ""), ("C-2", "new", "x")
WHOLE = replace(SMALL, mode="row")


def line(place, row_id, values, **more):
    return TableRow(place, row_id, dict(zip(KEYS, values)), **more)


def found(*rows, definition=SMALL, base=BASE, adopted=None, columns=KEYS, **more):
    table = ListTable(definition.name, columns, rows)
    return harvest(desk_of(definition, base, Author(WHO[1], WHO[0], WHO[2]), adopted), table, **more)


def said(kind, row_id, key, old, new, name="calls", seen=SEEN, after=()):
    op_id = derived_id("b0", kind, name, row_id, key, new)
    return Operation(op_id, kind, name, row_id, key, old, new, *WHO, seen, after)


def with_rows(rows, columns=KEYS):
    return replace(BASE, lists={"calls": ListBase(columns, rows, SEEN), "log": ListBase(columns, rows, SEEN)})


def texts(*values):
    return row_text(dict(zip(KEYS, values)))


def new_id(*values, count=1):
    return derived_id("b0", "calls", row_text({key: value for key, value in zip(KEYS, values) if value}), count)


def unchanged(*rows):
    """Rows after one as it was, so that only they are new."""
    return [line(0, "r1", ONE), line(1, "r2", TWO), *rows]


# --- edits ---


def test_nothing_changed_is_nothing_found():
    assert found(line(0, "r1", ONE), line(1, "r2", TWO)) == Harvest((), {0: "r1", 1: "r2"}, ())


def test_an_edit_names_what_was_what_is_who_and_what_they_had_seen_the_outbox_of_that_row_included():
    state = found(line(0, "r1", ("C-1", "done", "")), line(1, "r2", ("C-2", "new", "")))
    assert state.operations == (
        said("set", "r1", "status", "new", "done", after=("o1", "o2")),
        said("set", "r2", "note", "x", ""),
    )
    assert edit_id("b0", "set", "calls", "r1", "status", "done") == state.operations[0].id


def test_the_outbox_of_another_list_counts_there_and_not_here():
    state = found(line(0, "r1", ONE), line(1, "r2", ("C-2", "new", "y")), definition=LOG)
    assert state.operations == (said("propose", "r2", "note", "x", "y", "log", after=("o3",)),)


def test_a_list_the_base_never_saw_is_a_list_of_new_rows():
    state = found(line(0, "r1", ONE), base=Base("b0"))
    assert state.operations == (said("create", "r1", "", "", texts(*ONE), seen=()),)


def test_a_cell_that_holds_an_error_is_no_edit_and_is_counted():
    rows = (line(0, "r1", ("C-1", None, "called")), line(1, "r2", (None, None, "x")))
    state = found(*rows)
    assert state.operations == (said("set", "r1", "note", "", "called", after=("o1", "o2")),)
    assert state.notes == ("Calls: 3 cells hold an error and were not synced; mend them",)
    assert found(rows[1], rows[0], definition=WHOLE).operations == (
        said("set", "r1", "", texts(*ONE), texts("C-1", "new", "called"), after=("o1", "o2")),
    )


def test_a_row_edited_as_a_whole_carries_the_whole_row():
    state = found(line(0, "r1", ("C-1", "done", "called")), line(1, "r2", TWO), definition=WHOLE)
    assert state.operations == (said("set", "r1", "", texts(*ONE), texts("C-1", "done", "called"), after=("o1", "o2")),)


def test_a_column_gone_from_the_table_is_no_edit():
    rows = (TableRow(0, "r1", {"status": "new"}), TableRow(1, "r2", {"status": "done"}))
    assert found(*rows, columns=("status",)).operations == (said("set", "r2", "status", "new", "done"),)


def test_a_local_column_is_nobodys_business():
    rows = [TableRow(place, row_id, {**values, "name": "Kim"}) for place, (row_id, values) in enumerate(ROWS.items())]
    assert found(*rows, columns=("case", "name", "status", "note")).operations == ()


def test_what_stands_in_a_column_the_base_lacks_is_said_by_one_who_had_seen_nothing_there():
    base = with_rows({row: {"case": cells["case"], "status": cells["status"]} for row, cells in ROWS.items()}, KEYS[:2])
    rows = (line(0, "r1", ("C-1", "done", "called")), line(1, "r2", ("C-2", "new", "")))
    assert found(*rows, base=base).operations == (
        said("set", "r1", "status", "new", "done", after=("o1", "o2")),
        said("set", "r1", "note", "", "called", seen=()),
    )
    assert found(*rows, base=base, definition=LOG).operations[1] == said(
        "propose", "r1", "note", "", "called", "log", seen=()
    )


def test_a_sync_that_shows_nothing_new_leaves_such_columns_for_later():
    base = with_rows({row: {"case": cells["case"], "status": cells["status"]} for row, cells in ROWS.items()}, KEYS[:2])
    rows = (line(0, "r1", ("C-1", "done", "called")), line(1, "r2", ("C-2", "new", "x")), line(2, "", ("C-3", "", "n")))
    state = found(*rows, base=base, only_seen=True)
    assert state.operations == (
        said("set", "r1", "status", "new", "done", after=("o1", "o2")),
        said("create", new_id("C-3", "", "n"), "", "", row_text({"case": "C-3", "status": ""})),
    )
    assert found(line(0, "", ONE), base=Base("b0"), only_seen=True).operations[0].cells() == dict(zip(KEYS, ONE))


# --- new rows ---


def test_a_new_row_is_one_operation_with_all_its_shared_cells_but_errors():
    state = found(*unchanged(line(2, "", ("C-3", "", None))))
    row_id = new_id("C-3")
    assert state.ids == {0: "r1", 1: "r2", 2: row_id}
    assert state.operations == (said("create", row_id, "", "", row_text({"case": "C-3", "status": ""})),)


def test_equal_new_rows_are_told_apart_by_which_of_them_each_is_in_the_tables_order():
    state = found(*unchanged(line(4, "", ("C-3", "", "")), line(3, "", ("C-3", "", "")), line(5, "", ("C-4", "", ""))))
    assert state.ids[3] == new_id("C-3")
    assert state.ids[4] == new_id("C-3", count=2)
    assert state.ids[5] == new_id("C-4")


@pytest.mark.parametrize("holder", ["table", "base"])
def test_a_new_row_never_gets_an_id_that_is_taken(holder):
    taken = new_id("C-3")
    if holder == "table":
        state = found(*unchanged(line(2, taken, ("C-9", "", "")), line(3, "", ("C-3", "", ""))))
    else:
        state = found(line(3, "", ("C-3", "", "")), base=with_rows({taken: ROWS["r1"]}))
    assert state.ids[3] == new_id("C-3", count=2)


@pytest.mark.parametrize("row_id", ["not an id", "a" * 65, "é", ""])
def test_what_is_no_id_is_none(row_id):
    assert found(*unchanged(line(2, row_id, ("C-3", "", "")))).ids[2] == new_id("C-3")


@pytest.mark.parametrize("row_id", ["a" * 64, "aZ_-09"])
def test_an_id_the_base_does_not_know_is_a_row_pasted_back(row_id):
    state = found(*unchanged(line(2, row_id, ("C-3", "", ""))))
    assert state.operations == (said("create", row_id, "", "", texts("C-3", "", "")),)


def test_a_row_whose_id_is_known_though_it_does_not_carry_it_is_no_new_row():
    state = found(line(0, "", ONE), line(1, "r2", TWO), adopted={0: "r1"})
    assert state == Harvest((), {0: "r1", 1: "r2"}, ())
    spoilt = found(line(0, "other", ONE), line(1, "r2", TWO), adopted={0: "r1"})
    assert spoilt == Harvest((), {0: "r1", 1: "r2"}, ())


def test_adopting_one_row_makes_no_other_row_known():
    state = found(line(0, "", ONE), line(1, "r2", TWO), line(2, "r2", TWO), adopted={0: "r1"})
    assert [op.kind for op in state.operations] == ["create"]


def test_blank_lines_are_no_rows():
    assert found(*unchanged(line(2, "", ("", "", ""), is_blank=True))).operations == ()
    assert found(*unchanged(line(2, "", ("", "", "")))).ids == {0: "r1", 1: "r2"}


def test_a_new_row_of_which_one_cell_can_be_read_or_holds_an_error_is_a_row():
    assert 2 in found(*unchanged(line(2, "", ("", None, "")))).ids


# --- copies ---


def test_of_two_rows_with_one_id_the_one_nearer_to_the_base_keeps_it_and_the_report_says_so():
    state = found(line(0, "r1", ("C-7", "new", "")), line(1, "r1", ONE), line(2, "r2", TWO))
    assert state.ids == {0: new_id("C-7", "new"), 1: "r1", 2: "r2"}
    assert state.operations == (said("create", new_id("C-7", "new"), "", "", texts("C-7", "new", "")),)
    assert state.notes == ("Calls: rows that were copied are new rows of their own now (1)",)


def test_of_equal_copies_the_first_keeps_the_id_wherever_it_is_read():
    state = found(line(2, "r1", ONE), line(0, "r1", ONE), line(1, "r2", TWO), line(3, "r1", ONE))
    assert state.ids == {0: "r1", 1: "r2", 2: new_id(*ONE), 3: new_id(*ONE, count=2)}
    assert state.notes == ("Calls: rows that were copied are new rows of their own now (2)",)


def test_copies_and_typed_rows_of_one_content_are_counted_in_the_tables_order():
    state = found(line(0, "r1", ONE), line(3, "r1", ONE), line(1, "r2", TWO), line(2, "", ONE))
    assert (state.ids[2], state.ids[3]) == (new_id(*ONE), new_id(*ONE, count=2))


def test_errors_and_blank_columns_the_base_lacks_do_not_make_a_row_differ():
    lacking = {"case": "C-1", "status": "new"}
    nearer, farther = line(1, "r1", ("C-1", None, "")), line(0, "r1", ("C-1", "new", "typed"))
    assert original(lacking, [farther, nearer]) is nearer
    assert original(lacking, [line(0, "r1", ("C-7", "new", "")), nearer]) is nearer
    assert original(lacking, [line(0, "r1", ("C-7", "done", "")), line(1, "r1", ("C-7", "new", ""))]).place == 1
    assert original(None, [line(0, "q", ONE), line(1, "q", ("C-1", "", ""))]).place == 1


def test_copies_of_a_row_the_base_does_not_know_are_rows_too():
    state = found(*unchanged(line(2, "q", ("C-3", "", "")), line(3, "q", ("C-3", "", ""))))
    assert [op.row_id for op in state.operations] == ["q", new_id("C-3")]


# --- rows that are gone ---


def test_a_row_that_is_gone_or_emptied_is_deleted_with_all_it_held():
    deletion = said("delete", "r1", "", texts(*ONE), "", after=("o1", "o2"))
    assert found(line(0, "r2", TWO)).operations == (deletion,)
    emptied = line(1, "r1", ("", "", ""), is_blank=True)
    assert found(line(0, "r2", TWO), emptied) == Harvest((deletion,), {0: "r2"}, ())


def test_a_row_in_which_the_person_keeps_something_of_their_own_is_only_emptied():
    state = found(line(0, "r1", ("", "", "")), line(1, "r2", TWO))
    assert [(op.kind, op.field) for op in state.operations] == [("set", "case"), ("set", "status")]


def test_a_row_that_was_blank_and_still_is_stays():
    blank = dict.fromkeys(KEYS, "")
    state = found(line(0, "r1", ("", "", ""), is_blank=True), base=with_rows({"r1": blank}))
    assert state == Harvest((), {0: "r1"}, ())


# --- a list that only grows ---


def test_in_a_list_that_only_grows_a_new_entry_stands_and_anything_else_is_proposed():
    state = found(line(0, "r1", ("C-1", "done", "")), line(2, "q", ("C-3", "", "")), definition=LOG)
    assert state.operations == (
        said("propose", "r1", "status", "new", "done", "log"),
        said("create", "q", "", "", texts("C-3", "", ""), "log"),
        said("propose", "r2", "", texts(*TWO), "deleted", "log", after=("o3",)),
    )


def test_an_entry_that_is_known_is_not_made_again_but_proposed():
    desk = desk_of(LOG, BASE, Author(WHO[1], WHO[0], WHO[2]))
    made = created(desk, line(0, "r1", ("C-9", "", "")), "r1", list(KEYS))
    assert proposal(desk, made) == said("propose", "r1", "", "", texts("C-9", "", ""), "log")


def test_a_proposal_has_seen_what_its_author_had_seen():
    desk = desk_of(LOG, BASE, Author(WHO[1], WHO[0], WHO[2]))
    edit = replace(desk.operation("set", "r2", "note", "x", "y"), seen=(), after=("z",))
    assert proposal(desk, edit) == said("propose", "r2", "note", "x", "y", "log", seen=(), after=("z",))
