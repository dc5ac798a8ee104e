"""The lists in a Google Sheet: people type there and in workbooks of their own, and both see the same."""

import pytest
from sync.google_people import google_people, journaled

START = (("C-1", "new"), ("C-2", "new"), ("C-3", "new"))


@pytest.fixture
def office():
    (kim, lee), sheet = google_people("kim", "lee")
    for case, status in START:
        kim.add(case, status)
    kim.sync()
    lee.sync()
    return kim, lee, sheet


def between(sheet, call, *acts):
    """Have somebody act between the last read and the next write."""

    def hook(google, name, path):
        if name == call and acts:
            google.hooks.remove(hook)
            for act in acts:
                act()

    sheet.google.hooks.append(hook)


def settle(kim, lee, rounds=3):
    for _ in range(rounds):
        reports = [kim.sync(), lee.sync(), kim.sync_sheet()]
    return reports


def all_alike(kim, lee, sheet):
    assert kim.shown() == lee.shown() == sheet.shown()
    return sheet.shown()


def test_what_is_sent_stands_in_the_sheet_after_the_same_batch(office):
    _, _, sheet = office
    assert sheet.shown() == [("C-1", "new", "", ""), ("C-2", "new", "", ""), ("C-3", "new", "", "")]


def test_what_is_typed_in_the_sheet_comes_to_everybody(office):
    kim, lee, sheet = office
    sheet.type("C-2", "Note", "called, thinks")
    sheet.add("C-9", Status="new")
    kim.sync()
    lee.sync()
    assert kim.value("C-2", "Note") == lee.value("C-2", "Note") == "called, thinks"
    assert all_alike(kim, lee, sheet)[3][0] == "C-9"
    assert all(row["row_id"] for row in sheet.rows())


def test_a_second_sync_writes_nothing(office):
    kim, lee, sheet = office
    sheet.type("C-2", "Note", "called")
    settle(kim, lee)
    before = len(sheet.google.log)
    assert kim.sync().summary.endswith("nothing to do")
    assert [each[0] for each in sheet.google.log[before:]] == ["GET"]


def test_a_sync_takes_at_most_two_reads_and_two_writes(office):
    kim, lee, sheet = office
    lee.change("C-1", "Note", "by lee")
    lee.sync()
    sheet.type("C-2", "Note", "typed")
    kim.change("C-3", "Note", "by kim")
    before = len(sheet.google.log)
    kim.sync()
    calls = [each[0] for each in sheet.google.log[before:]]
    assert (calls.count("GET") <= 2, calls.count("POST") <= 2) == (True, True), calls
    assert sheet.shown() == kim.shown()


def test_two_versions_are_shown_and_a_choice_typed_in_the_sheet_settles_them(office):
    kim, lee, sheet = office
    kim.change("C-1", "Note", "accepted")
    sheet.type("C-1", "Note", "declined")
    settle(kim, lee)
    assert "two versions of Note" in sheet.shown()[0][3]
    conflicts = sheet.lines("Conflicts")
    assert len(conflicts) == 2
    choice = conflicts[0].index("Choice")
    sheet.person.type(f"Conflicts!{chr(ord('A') + choice)}2", "accepted")
    settle(kim, lee)
    assert all_alike(kim, lee, sheet)[0] == ("C-1", "new", "accepted", "")
    assert not any(any(row) for row in sheet.lines("Conflicts")[1:])


def test_sorting_and_inserting_are_no_edits(office):
    kim, lee, sheet = office
    sheet.sort(descending=True)
    sheet.insert_above("C-2")
    before = len(journaled(kim)[1])
    settle(kim, lee)
    assert len(journaled(kim)[1]) == before
    assert [row["Case"] for row in sheet.rows()] == ["C-3", "C-2", "C-1"]


def test_a_row_deleted_in_the_sheet_is_gone_for_all(office):
    kim, lee, sheet = office
    sheet.delete("C-2")
    settle(kim, lee)
    assert [row[0] for row in all_alike(kim, lee, sheet)] == ["C-1", "C-3"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "00123", "1/2", "TRUE", "'x", "@SUM(1)"])
def test_foreign_text_stays_the_text_it_is(office, text):
    kim, lee, sheet = office
    kim.change("C-1", "Note", text)
    settle(kim, lee)
    tab = sheet.tab()
    values = [tab.cell(row, at).get("userEnteredValue", {}) for row in range(5) for at in range(6)]
    assert {"stringValue": text} in values
    assert not any("formulaValue" in each for each in values)
    assert all_alike(kim, lee, sheet)[0][2] == text


# --- what somebody does between the read and the write ---


def test_what_is_typed_under_a_write_is_not_lost(office):
    kim, lee, sheet = office
    kim.change("C-1", "Note", "kim's")
    between(sheet, "spreadsheets.batchUpdate", lambda: sheet.type("C-1", "Note", "typed just then"))
    kim.sync()
    settle(kim, lee)
    assert {op.new for op in journaled(kim)[1] if op.field == "note"} == {"kim's", "typed just then"}
    assert "two versions of Note" in all_alike(kim, lee, sheet)[0][3]


def test_what_is_typed_beside_a_write_is_an_edit_like_any(office):
    kim, lee, sheet = office
    kim.change("C-1", "Note", "kim's")
    between(sheet, "spreadsheets.batchUpdate", lambda: sheet.type("C-2", "Note", "typed just then"))
    kim.sync()
    settle(kim, lee)
    assert [row[2] for row in all_alike(kim, lee, sheet)] == ["kim's", "typed just then", ""]
    assert not any(row[3] for row in sheet.shown())


def test_rows_sorted_under_a_write_are_put_right_and_nobody_edited_anything(office):
    kim, lee, sheet = office
    kim.change("C-1", "Note", "kim's")
    kim.add("C-8", "new", "another")
    between(sheet, "spreadsheets.batchUpdate", lambda: sheet.sort(descending=True))
    kim.sync()
    before = len(journaled(kim)[1])
    settle(kim, lee)
    assert len(journaled(kim)[1]) == before
    assert [row[:3] for row in all_alike(kim, lee, sheet)] == [
        ("C-1", "new", "kim's"),
        ("C-2", "new", ""),
        ("C-3", "new", ""),
        ("C-8", "new", "another"),
    ]


def test_a_row_typed_where_a_new_one_is_written_just_then_stays_too(office):
    kim, lee, sheet = office
    kim.add("C-8", "new", "kim's row")
    between(sheet, "spreadsheets.batchUpdate", lambda: sheet.add("C-7", Note="typed just then"))
    kim.sync()
    settle(kim, lee)
    assert [row[::2] for row in all_alike(kim, lee, sheet)][3:] == [("C-7", "typed just then"), ("C-8", "kim's row")]


def test_a_row_inserted_under_a_write_moves_nothing_into_another_row(office):
    kim, lee, sheet = office
    kim.change("C-1", "Note", "kim's")
    between(sheet, "spreadsheets.batchUpdate", lambda: sheet.insert_above("C-1"))
    kim.sync()
    settle(kim, lee)
    assert [row[:3] for row in all_alike(kim, lee, sheet)] == [
        ("C-1", "new", "kim's"),
        ("C-2", "new", ""),
        ("C-3", "new", ""),
    ]


def test_a_row_inserted_under_the_write_that_puts_right_what_one_moved_before_doubles_nothing(office):
    kim, lee, sheet = office
    kim.add("C-8", "new", "another")
    between(sheet, "spreadsheets.batchUpdate", lambda: sheet.insert_above("C-1"))
    kim.sync()
    between(sheet, "spreadsheets.batchUpdate", lambda: sheet.insert_above("C-2"))
    lee.sync()
    settle(kim, lee)
    assert [row[0] for row in all_alike(kim, lee, sheet)] == ["C-1", "C-2", "C-3", "C-8"]
    assert not any(op.actor.startswith("somebody") for op in journaled(kim)[1])


def test_a_value_typed_into_a_row_that_is_being_deleted_keeps_it_as_a_conflict(office):
    kim, lee, sheet = office
    kim.delete("C-2")
    between(sheet, "spreadsheets.batchUpdate", lambda: sheet.type("C-2", "Note", "typed just then"))
    kim.sync()
    settle(kim, lee)
    row = all_alike(kim, lee, sheet)[1]
    assert (row[0], row[2]) == ("C-2", "typed just then")
    assert "deleted by kim" in row[3]


def test_a_choice_typed_under_a_write_of_the_conflicts_is_taken(office):
    kim, lee, sheet = office
    kim.change("C-1", "Note", "accepted")
    sheet.type("C-1", "Note", "declined")
    settle(kim, lee)
    kim.change("C-2", "Note", "a")
    sheet.type("C-2", "Note", "b")
    column = chr(ord("A") + sheet.lines("Conflicts")[0].index("Choice"))
    between(sheet, "spreadsheets.batchUpdate", lambda: sheet.person.type(f"Conflicts!{column}2", "declined"))
    settle(kim, lee)
    assert all_alike(kim, lee, sheet)[0] == ("C-1", "new", "declined", "")


# --- when Google fails ---


@pytest.mark.parametrize("kind", ["lost_before", "lost_after", "error_before", "error_after"])
def test_a_lost_answer_does_nothing_twice(office, kind):
    kim, lee, sheet = office
    kim.change("C-1", "Note", "kim's")
    sheet.type("C-2", "Note", "typed")
    sheet.google.faults.plan(kind, "spreadsheets.batchUpdate", calls=2)
    kim.sync()
    settle(kim, lee)
    _, operations = journaled(kim)
    assert sorted(op.new for op in operations if op.field == "note") == ["kim's", "typed"]
    assert [row[2] for row in all_alike(kim, lee, sheet)] == ["kim's", "typed", ""]


def test_somebody_first_is_noticed_and_nothing_is_lost(office):
    kim, lee, sheet = office
    kim.change("C-1", "Note", "kim's")
    lee.change("C-2", "Note", "lee's")
    between(sheet, "spreadsheets.batchUpdate", lee.sync)
    kim.sync()
    settle(kim, lee)
    assert [row[2] for row in all_alike(kim, lee, sheet)] == ["kim's", "lee's", ""]


def test_an_old_answer_overwrites_nothing(office):
    kim, lee, sheet = office
    sheet.type("C-2", "Note", "typed")
    kim.sync()
    lee.change("C-1", "Note", "lee's")
    sheet.google.faults.plan("stale", "spreadsheets.get", calls=1)
    lee.sync()
    settle(kim, lee)
    assert [row[2] for row in all_alike(kim, lee, sheet)] == ["lee's", "typed", ""]


def test_a_quota_that_is_used_up_is_waited_for(office):
    kim, _, sheet = office
    sheet.google.faults.quota = True
    sheet.google.faults.reads.level = sheet.google.faults.writes.level = 0
    sheet.google.faults.reads.at = sheet.google.faults.writes.at = sheet.google.clock()
    kim.change("C-1", "Note", "kim's")
    assert kim.sync().pending == 0
    assert sheet.google.clock() > 0


# --- what belongs to the person ---


def test_filters_frozen_rows_colours_and_notes_survive(office):
    kim, lee, sheet = office
    tab = sheet.tab()
    sheet.person.request(
        {
            "updateCells": {
                "start": {"sheetId": tab.sheet_id, "rowIndex": 1, "columnIndex": 1},
                "rows": [{"values": [{"note": "ask for Ann", "userEnteredFormat": {"backgroundColor": {"red": 1}}}]}],
                "fields": "note,userEnteredFormat.backgroundColor",
            }
        }
    )
    before = (sheet.tab().basic_filter, sheet.tab().properties["gridProperties"]["frozenRowCount"])
    looks = sheet.tab().cell(1, 1)
    kim.change("C-1", "Case", "C-1b")
    settle(kim, lee)
    assert (sheet.tab().basic_filter, sheet.tab().properties["gridProperties"]["frozenRowCount"]) == before
    after = sheet.tab().cell(1, 1)
    assert (after["note"], after["userEnteredFormat"]) == (looks["note"], looks["userEnteredFormat"])
    assert sheet.shown()[0][0] == "C-1b"


def test_a_renamed_tab_and_a_column_of_ones_own_stay(office):
    kim, lee, sheet = office
    tab = sheet.tab()
    properties = {"sheetId": tab.sheet_id, "title": "Anrufe"}
    sheet.person.request({"updateSheetProperties": {"properties": properties, "fields": "title"}})
    sheet.title = "Anrufe"
    place = {"sheetId": tab.sheet_id, "dimension": "COLUMNS", "startIndex": 2, "endIndex": 3}
    sheet.person.request({"insertDimension": {"range": place, "inheritFromBefore": True}})
    sheet.person.type("Anrufe!C1", "Mine")
    sheet.person.type("Anrufe!C2", "my own")
    kim.change("C-1", "Note", "kim's")
    settle(kim, lee)
    assert all_alike(kim, lee, sheet)[0][2] == "kim's"
    assert sheet.lines()[1][2] == "my own"
