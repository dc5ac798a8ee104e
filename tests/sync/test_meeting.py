"""Two people's work meets in a shared folder."""

import pytest
from sync.world import LOG, people, settle, start

from tcsheets.errors import DecisionError


def test_a_second_sync_does_nothing():
    kim, lee = start("kim", "lee")
    before = dict(kim.files.files)
    for each in (kim, lee):
        report = each.sync()
        assert (report.sent, report.received, report.summary) == (0, 0, f"{each.name}.xlsx: nothing to do")
    assert kim.files.files == before


def test_edits_of_different_cells_meet():
    kim, lee = start("kim", "lee")
    kim.change("C-1", "Status", "accepted")
    lee.change("C-1", "Note", "call Friday")
    lee.change("C-2", "Status", "declined")
    settle([kim, lee])
    assert kim.shown() == lee.shown()
    assert kim.shown()[:2] == [("C-1", "accepted", "call Friday", ""), ("C-2", "declined", "", "")]


def test_new_rows_of_both_are_added_and_keep_their_ids():
    kim, lee = start("kim", "lee")
    kim.add("C-8", "presented")
    lee.add("C-9", "presented")
    settle([kim, lee])
    assert kim.shown() == lee.shown()
    assert [row["Case"] for row in kim.rows()] == ["C-1", "C-2", "C-3", "C-4", "C-8", "C-9"]
    assert {row["row_id"] for row in kim.rows()} == {row["row_id"] for row in lee.rows()}


def test_the_same_cell_changed_differently_is_a_conflict_shown_to_both():
    kim, lee = start("kim", "lee")
    kim.change("C-1", "Status", "accepted")
    lee.change("C-1", "Status", "declined")
    kim.sync()
    assert lee.sync().exit_code == 3
    assert kim.sync().exit_code == 3
    assert kim.value("C-1", "Status") == lee.value("C-1", "Status")
    assert kim.value("C-1", "Sync") == "two versions of Status, see Conflicts"
    (mine,), (theirs,) = kim.conflicts(), lee.conflicts()
    assert (mine["was"], mine["mine"], mine["theirs"], mine["theirs_by"]) == ("new", "accepted", "declined", "lee")
    assert (theirs["mine"], theirs["theirs"], theirs["theirs_by"]) == ("declined", "accepted", "kim")
    assert mine["conflict_id"] == theirs["conflict_id"]
    assert kim.sync().summary.startswith("kim.xlsx: nothing to do; 1 conflict,")


@pytest.mark.parametrize(
    ("choice", "stands"), [("mine", "accepted"), ("Theirs ", "declined"), ("thinking", "thinking")]
)
def test_a_choice_in_the_sheet_settles_the_conflict_for_both(choice, stands):
    kim, lee = start("kim", "lee")
    kim.change("C-1", "Status", "accepted")
    lee.change("C-1", "Status", "declined")
    settle([kim, lee])
    kim.choose(choice)
    settle([kim, lee])
    for each in (kim, lee):
        assert each.value("C-1", "Status") == stands
        assert each.conflicts() == []
        assert each.value("C-1", "Sync") == ""
        assert each.sync().exit_code == 0


def test_a_value_typed_over_the_marked_cell_settles_the_conflict():
    kim, lee = start("kim", "lee")
    kim.change("C-1", "Status", "accepted")
    lee.change("C-1", "Status", "declined")
    settle([kim, lee])
    lee.change("C-1", "Status", "scheduled")
    settle([kim, lee])
    assert kim.shown() == lee.shown()
    assert kim.shown()[0] == ("C-1", "scheduled", "", "")


def test_a_choice_by_command_is_the_same_as_one_in_the_sheet():
    kim, lee = start("kim", "lee")
    kim.change("C-1", "Status", "accepted")
    lee.change("C-1", "Status", "declined")
    settle([kim, lee])
    kim.sync(choices={kim.conflicts()[0]["conflict_id"][:4]: "theirs"})
    settle([kim, lee])
    assert kim.value("C-1", "Status") == lee.value("C-1", "Status") == "declined"


def test_different_choices_of_two_people_are_a_conflict_again():
    kim, lee = start("kim", "lee")
    kim.change("C-1", "Status", "accepted")
    lee.change("C-1", "Status", "declined")
    settle([kim, lee])
    kim.choose("mine")
    lee.choose("mine")
    settle([kim, lee])
    assert len(kim.conflicts()) == len(lee.conflicts()) == 1


def test_a_choice_and_another_value_typed_in_its_cell_both_stand():
    kim, lee = start("kim", "lee")
    kim.change("C-1", "Status", "accepted")
    lee.change("C-1", "Status", "declined")
    settle([kim, lee])
    kim.choose("mine")
    kim.change("C-1", "Status", "thinking")
    settle([kim, lee])
    assert {kim.conflicts()[0]["mine"], kim.conflicts()[0]["theirs"]} == {"accepted", "thinking"}


def test_a_choice_that_is_not_understood_stays_and_is_named():
    kim, lee = start("kim", "lee")
    kim.delete("C-1")
    lee.change("C-1", "Note", "wants a call")
    settle([kim, lee])
    lee.choose("perhaps")
    report = lee.sync()
    assert any("perhaps" in note for note in report.notes)
    assert lee.conflicts()[0]["choice"] == "perhaps"


def test_the_same_value_typed_by_both_is_no_conflict():
    kim, lee = start("kim", "lee")
    kim.change("C-1", "Status", "accepted")
    lee.change("C-1", "Status", "accepted ")
    settle([kim, lee])
    assert kim.conflicts() == lee.conflicts() == []


def test_a_row_deleted_is_emptied_in_place_elsewhere_and_filled_again_first():
    kim, lee = start("kim", "lee")
    kim.delete("C-2")
    settle([kim, lee])
    assert [row[1] for row in lee.table()["rows"]] == ["C-1", "", "C-3", "C-4"]
    kim.add("C-7")
    settle([kim, lee])
    assert [row[1] for row in lee.table()["rows"]] == ["C-1", "C-7", "C-3", "C-4"]


def test_a_row_that_a_person_empties_is_a_row_deleted():
    kim, lee = start("kim", "lee")
    kim.change("C-2", "Status", "")
    kim.change("C-2", "Case", "")
    settle([kim, lee])
    assert [row["Case"] for row in lee.rows()] == ["C-1", "C-3", "C-4"]
    assert kim.table()["rows"][1] == [""] * 6


def test_what_is_typed_into_an_emptied_row_is_a_new_row():
    kim, lee = start("kim", "lee")
    content = kim.content()
    old = content["tables"]["Calls"]["rows"][1]
    content["tables"]["Calls"]["rows"][1] = [old[0], "", "", "", "", ""]
    kim.save(content)
    kim.sync()
    content = kim.content()
    content["tables"]["Calls"]["rows"][1][1] = "C-9"
    kim.save(content)
    settle([kim, lee])
    assert [row["Case"] for row in lee.rows()] == ["C-1", "C-9", "C-3", "C-4"]
    assert old[0] not in {row["row_id"] for row in lee.rows()}


def test_a_row_deleted_here_and_changed_there_stays_marked_until_somebody_decides():
    kim, lee = start("kim", "lee")
    kim.delete("C-1")
    lee.change("C-1", "Note", "wants a call")
    settle([kim, lee])
    assert kim.shown() == lee.shown()
    assert kim.value("C-1", "Sync") == "deleted by kim, changed by lee, see Conflicts"
    assert (kim.conflicts()[0]["mine"], kim.conflicts()[0]["theirs"]) == ("deleted", "kept")
    assert (lee.conflicts()[0]["mine"], lee.conflicts()[0]["theirs"]) == ("kept", "deleted")


@pytest.mark.parametrize(("choice", "is_there"), [("mine", False), ("theirs", True), ("keep", True), ("delete", False)])
def test_the_choice_between_deleted_and_kept_holds_for_both(choice, is_there):
    kim, lee = start("kim", "lee")
    kim.delete("C-1")
    lee.change("C-1", "Note", "wants a call")
    settle([kim, lee])
    kim.choose(choice)
    settle([kim, lee])
    for each in (kim, lee):
        assert ("C-1" in [row["Case"] for row in each.rows()]) == is_there
        assert each.conflicts() == []


def test_sorting_and_columns_of_ones_own_change_nothing():
    kim, lee = start("kim", "lee")
    content = kim.content()
    content["tables"]["Calls"]["rows"].sort(reverse=True, key=lambda row: row[1])
    kim.save(content)
    kim.change("C-1", "Name", "a patient")
    assert kim.sync().summary == "kim.xlsx: nothing to do"
    lee.change("C-4", "Note", "moved")
    settle([kim, lee])
    assert [row["Case"] for row in kim.rows()] == ["C-4", "C-3", "C-2", "C-1"]
    assert "a patient" not in str([each for path, each in kim.files.files.items() if "/share" in str(path)])


def test_a_copied_row_becomes_a_row_of_its_own_and_the_unchanged_one_keeps_the_id():
    kim, lee = start("kim", "lee")
    content = kim.content()
    rows = content["tables"]["Calls"]["rows"]
    rows.insert(0, list(rows[2]))
    rows[0][1] = "C-3b"
    kim.save(content)
    original = rows[3][0]
    report = kim.sync()
    settle([kim, lee])
    assert kim.value("C-3", "row_id") == original
    assert kim.shown() == lee.shown()
    assert len(kim.rows()) == 5
    assert any("copied" in note for note in report.notes)


def test_a_row_pasted_back_lives_again_under_its_id():
    kim, lee = start("kim", "lee")
    rows = list(kim.table()["rows"])
    kim.delete("C-1")
    settle([kim, lee])
    content = kim.content()
    content["tables"]["Calls"]["rows"].append(rows[0])
    kim.save(content)
    settle([kim, lee])
    assert kim.shown() == lee.shown()
    assert lee.value("C-1", "row_id") == rows[0][0]
    assert kim.conflicts() == []


@pytest.mark.parametrize("count", [4, 3])
def test_many_deletions_stop_and_ask(count):
    kim, lee = start("kim", "lee", rows=[(f"C-{n}", "new") for n in range(12)])
    for n in range(count):
        kim.delete(f"C-{n}")
    if count == 3:
        assert kim.sync().exit_code == 0
        return
    before = dict(kim.files.files)
    with pytest.raises(DecisionError, match=r"4 of its 12 rows are gone.*--max-delete 4"):
        kim.sync()
    assert kim.files.files == before
    kim.sync(max_delete=4)
    lee.sync()
    assert len(lee.rows()) == 8


def test_an_emptied_table_stops_and_asks():
    kim, _ = start("kim", "lee", rows=[(f"C-{n}", "new") for n in range(5)])
    content = kim.content()
    content["tables"]["Calls"]["rows"] = []
    kim.save(content)
    with pytest.raises(DecisionError, match="all its rows are gone"):
        kim.sync()


def test_rows_sorted_without_their_ids_stop_and_ask():
    kim, _ = start("kim", "lee", rows=[("C-1", "a"), ("C-2", "b"), ("C-3", "c")])
    content = kim.content()
    rows = content["tables"]["Calls"]["rows"]
    content["tables"]["Calls"]["rows"] = [[a[0], *b[1:]] for a, b in zip(rows, rows[::-1])]
    kim.save(content)
    with pytest.raises(DecisionError, match="sorted without their hidden column"):
        kim.sync()
    assert kim.sync(as_typed=True).exit_code == 0


def test_a_lost_id_column_stops_and_asks():
    kim, _ = start("kim", "lee")
    content = kim.content()
    table = content["tables"]["Calls"]
    table["header"] = table["header"][1:]
    table["rows"] = [row[1:] for row in table["rows"]]
    kim.save(content)
    with pytest.raises(DecisionError, match="no column row_id"):
        kim.sync()


def test_a_column_gone_is_no_edit_and_one_that_comes_back_has_seen_nothing():
    kim, lee = start("kim", "lee")
    lee.change("C-1", "Note", "before")
    settle([kim, lee])
    whole = kim.content()["tables"]["Calls"]
    content = kim.content()
    table = content["tables"]["Calls"]
    at = table["header"].index("Note")
    table["header"].pop(at)
    for row in table["rows"]:
        row.pop(at)
    kim.save(content)
    assert kim.sync().sent == 0
    lee.change("C-1", "Note", "meanwhile")
    lee.change("C-2", "Note", "also")
    lee.sync()
    kim.sync()
    content = kim.content()
    table = content["tables"]["Calls"]
    table["header"].insert(at, "Note")
    for row, old in zip(table["rows"], whole["rows"]):
        row.insert(at, old[at])
    kim.save(content)
    settle([kim, lee])
    assert kim.value("C-2", "Note") == "also"
    assert {kim.conflicts()[0]["mine"], kim.conflicts()[0]["theirs"]} == {"before", "meanwhile"}


def test_something_below_the_table_holds_new_rows_back_and_nothing_else():
    kim, lee = start("kim", "lee")
    content = kim.content()
    content["tables"]["Calls"]["room"] = 0
    kim.save(content)
    lee.add("C-9")
    lee.sync()
    kim.change("C-1", "Note", "mine")
    report = kim.sync()
    assert report.exit_code == 1
    assert any("stands below the table" in note for note in report.notes)
    assert kim.sync().sent == 0
    kim.change("C-1", "Note", "mine again")
    kim.sync()
    lee.sync()
    assert lee.value("C-1", "Note") == "mine again"
    assert lee.conflicts() == []
    content = kim.content()
    del content["tables"]["Calls"]["room"]
    kim.save(content)
    settle([kim, lee])
    assert kim.shown() == lee.shown()


def test_a_log_takes_new_entries_of_both():
    kim, lee = start("kim", "lee", definitions=(LOG,), rows=())
    kim.add("C-1", "accepted", table="Log")
    lee.add("C-2", "declined", table="Log")
    settle([kim, lee])
    assert kim.shown("Log") == lee.shown("Log")
    assert len(kim.rows("Log")) == 2


def test_a_changed_entry_of_a_log_is_put_back_and_stands_as_a_proposal():
    kim, lee = people("kim", "lee", definitions=(LOG,))
    kim.add("C-1", "accepted", table="Log")
    settle([kim, lee])
    lee.change("C-1", "Status", "declined", table="Log")
    lee.sync()
    assert lee.value("C-1", "Status", "Log") == "accepted"
    settle([kim, lee])
    (conflict,) = kim.conflicts()
    assert (conflict["mine"], conflict["theirs"], conflict["theirs_by"]) == ("accepted", "declined", "lee")
    assert kim.sync().exit_code == 3
    kim.choose("mine")
    settle([kim, lee])
    assert kim.conflicts() == lee.conflicts() == []
    assert kim.shown("Log") == lee.shown("Log") == [("C-1", "accepted", "", "")]


def test_choosing_the_other_value_of_a_proposal_writes_a_correcting_entry():
    kim, lee = people("kim", "lee", definitions=(LOG,))
    kim.add("C-1", "accepted", table="Log")
    settle([kim, lee])
    lee.change("C-1", "Status", "declined", table="Log")
    settle([kim, lee])
    lee.choose("mine")
    settle([kim, lee])
    assert kim.shown("Log") == lee.shown("Log") == [("C-1", "accepted", "", ""), ("C-1", "declined", "", "")]
    assert kim.conflicts() == []


def test_a_deleted_entry_of_a_log_comes_back():
    kim, lee = people("kim", "lee", definitions=(LOG,))
    kim.add("C-1", "accepted", table="Log")
    settle([kim, lee])
    lee.delete("C-1", table="Log")
    settle([kim, lee])
    assert kim.shown("Log") == lee.shown("Log")
    assert lee.conflicts()[0]["mine"] == "deleted"
    kim.choose("mine")
    settle([kim, lee])
    assert lee.conflicts() == []
    assert len(lee.rows("Log")) == 1


def test_a_dry_run_says_what_the_run_then_does_and_writes_nothing():
    kim, lee = start("kim", "lee")
    lee.add("C-9")
    lee.sync()
    kim.change("C-1", "Status", "accepted")
    before = dict(kim.files.files)
    dry = kim.sync(dry_run=True)
    assert kim.files.files == before
    done = kim.sync()
    assert dry.actions == done.actions
    assert dry.actions == ("send Calls: C-1: Status: new -> accepted", "write Calls: 1 row added")
