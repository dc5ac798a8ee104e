"""What gspread offers works on the stand-in, through gspread itself, and each answer fits Google's schema."""

import re

import gspread
import pytest
from gspread.utils import ExportFormat, MergeType, PasteType, ValidationConditionType

from google_fake import Google, client

TABLE = [["patient", "status"], ["P1", "called"], ["P2", "booked"]]


@pytest.fixture
def google():
    return Google()


@pytest.fixture
def board(google):
    sheet = client(google).create("Practice board")
    sheet.sheet1.update(TABLE, "A1")
    return sheet


def test_sheets_are_added_copied_ordered_hidden_and_deleted(board):
    board.add_worksheet("second", rows=5, cols=3, index=0)
    board.duplicate_sheet(board.worksheet("Sheet1").id, new_sheet_name="third")
    board.reorder_worksheets(sorted(board.worksheets(), key=lambda each: each.title))
    assert [each.title for each in board.worksheets()] == ["Sheet1", "second", "third"]
    assert board.worksheet("third").get_all_values() == TABLE
    board.worksheet("third").hide()
    assert [each.title for each in board.worksheets(exclude_hidden=True)] == ["Sheet1", "second"]
    board.del_worksheet(board.worksheet("second"))
    assert len(board.worksheets()) == 2


def test_a_sheet_is_copied_to_another_spreadsheet(google, board):
    other = client(google).create("Archive")
    board.sheet1.copy_to(other.id)
    assert [each.title for each in other.worksheets()] == ["Sheet1", "Copy of Sheet1"]
    assert other.worksheet("Copy of Sheet1").get_all_values() == TABLE


def test_rows_and_columns_are_inserted_and_deleted(board):
    page = board.sheet1
    page.insert_rows([["P0", "new"]], 2)
    page.insert_cols([["id", "1", "2", "3"]], 1)
    assert page.get_all_values()[1] == ["1", "P0", "new"]
    page.delete_rows(2)
    page.delete_columns(1)
    assert page.get_all_values() == TABLE


def test_values_are_found_read_in_blocks_and_cleared(board):
    page = board.sheet1
    assert page.find("booked").address == "B3"
    assert [each.value for each in page.findall(re.compile(r"P\d"))] == ["P1", "P2"]
    assert page.batch_get(["A1:A2", "B3"]) == [[["patient"], ["P1"]], [["booked"]]]
    assert page.get_all_records() == [{"patient": "P1", "status": "called"}, {"patient": "P2", "status": "booked"}]
    page.batch_clear(["A2:B2"])
    assert page.get_all_values()[1] == ["", ""]


def test_ranges_are_copied_cut_merged_and_sorted(board):
    page = board.sheet1
    page.copy_range("A1:B3", "D1:E3", paste_type=PasteType.values)
    assert page.get("D1:E3") == TABLE
    page.cut_range("D1:E3", "D11")
    assert page.get("D11:E13") == TABLE
    page.merge_cells("G1:H2", MergeType.merge_all)
    merges = board.fetch_sheet_metadata()["sheets"][0]["merges"]
    assert merges == [{"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 6, "endColumnIndex": 8}]
    page.sort((1, "des"), range="A2:B3")
    assert page.get("A2:A3") == [["P2"], ["P1"]]


def test_formats_notes_and_colours_are_kept(board):
    page = board.sheet1
    page.format("A1:B1", {"textFormat": {"bold": True}, "backgroundColor": {"red": 0.5}})
    page.update_notes({"A1": "the practice's own number", "B2": "twice"})
    assert page.get_notes() == [["the practice's own number", ""], ["", "twice"], ["", ""]]
    page.clear_note("A1")
    assert page.get_note("A1") == ""
    page.update_tab_color("#ff8000")
    assert page.get_tab_color() == "#FF8000"
    page.clear_tab_color()
    assert page.get_tab_color() is None
    mask = "sheets.data.rowData.values.userEnteredFormat"
    found = board.fetch_sheet_metadata({"ranges": "Sheet1!A1", "fields": mask})
    shown = found["sheets"][0]["data"][0]["rowData"][0]["values"][0]["userEnteredFormat"]
    assert shown["backgroundColor"] == shown["backgroundColorStyle"]["rgbColor"] == {"red": 0.5}


def test_protection_names_filters_groups_and_rules_are_listed(board):
    page = board.sheet1
    page.add_protected_range("A1:B1", editor_users_emails=["front@practice.example"], description="header")
    page.define_named_range("A1:B3", "board")
    page.set_basic_filter("A1:B3")
    page.freeze(rows=1)
    page.add_dimension_group_rows(1, 3)
    page.add_validation("B2:B3", ValidationConditionType.one_of_list, ["called", "booked"], strict=True)
    found = board.fetch_sheet_metadata()["sheets"][0]
    assert board.list_protected_ranges(page.id)[0]["description"] == "header"
    assert [each["name"] for each in board.list_named_ranges()] == ["board"]
    assert page.get("board") == TABLE
    assert found["basicFilter"]["range"]["endRowIndex"] == 3
    assert found["properties"]["gridProperties"]["frozenRowCount"] == 1
    assert page.list_dimension_group_rows()[0]["depth"] == 1
    page.delete_protected_range(board.list_protected_ranges(page.id)[0]["protectedRangeId"])
    assert board.list_protected_ranges(page.id) == []


def test_a_spreadsheet_is_renamed_shared_copied_found_and_deleted(google, board):
    account = client(google)
    board.update_title("Board of 2026")
    assert account.open("Board of 2026").id == board.id
    board.share("front@practice.example", "user", "writer", notify=False)
    assert {each["role"] for each in board.list_permissions()} == {"owner", "writer"}
    twin = account.copy(board.id, title="Copy", copy_permissions=True)
    assert twin.sheet1.get_all_values() == TABLE
    assert len(account.openall()) == 2
    board.remove_permissions("front@practice.example")
    assert len(board.list_permissions()) == 1
    account.del_spreadsheet(twin.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        account.open_by_key(twin.id)


def test_a_spreadsheet_is_exported_and_filled_from_csv(google, board):
    assert board.export(ExportFormat.CSV) == b"patient,status\r\nP1,called\r\nP2,booked"
    assert board.export(ExportFormat.TSV).startswith(b"patient\tstatus\r\n")
    assert board.export(ExportFormat.EXCEL)[:2] == b"PK"
    client(google).import_csv(board.id, 'code,fee\nD2740,"1,200"\n')
    assert board.sheet1.get_all_values() == [["code", "fee"], ["D2740", "1,200"]]


def test_whole_cells_are_answered_with_what_they_come_to(board):
    board.sheet1.update([["=1/4"]], "C1", value_input_option="USER_ENTERED")
    found = board.fetch_sheet_metadata({"ranges": "Sheet1!C1", "includeGridData": "true"})
    data = found["sheets"][0]["data"][0]
    cell = data["rowData"][0]["values"][0]
    assert data["startColumn"] == 2
    assert cell["userEnteredValue"] == {"formulaValue": "=1/4"}
    assert (cell["effectiveValue"], cell["formattedValue"]) == ({"numberValue": 0.25}, "0.25")
    assert cell["effectiveFormat"]["textFormat"]["fontSize"] == 10


def test_rows_can_be_named_by_metadata_and_read_by_it(board):
    row = {"sheetId": 0, "dimension": "ROWS", "startIndex": 2, "endIndex": 3}
    made = {"metadataKey": "op", "metadataValue": "w1-7", "visibility": "DOCUMENT", "location": {"dimensionRange": row}}
    insert = {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}}
    board.batch_update({"requests": [{"createDeveloperMetadata": {"developerMetadata": made}}]})
    board.batch_update({"requests": [{"insertDimension": insert}]})
    body = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "op"}}], "majorDimension": "ROWS"}
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{board.id}/values:batchGetByDataFilter"
    answer = board.client.request("post", url, json=body).json()
    assert answer["valueRanges"][0]["valueRange"]["values"] == [["P2", "booked"]]
