"""What `tcsheets google setup` makes of a spreadsheet, new or with things of its own in it."""

import pytest
from google_fake.google import stand_in
from stores.google_world import calls_on

from tcsheets.stores.google_snapshot import MARKER_ID
from tcsheets.sync.google_setup import FIGURES_TAB, SETTINGS_TAB, set_up
from tcsheets.sync.google_tables import CONFLICTS, list_tab
from tcsheets.sync.lists import CONFLICT_COLUMNS, FOLLOW_UPS, LISTS, ROW_ID, STATUSES, SYNC

ROWS = 40
TITLES = ["Follow-ups", "Acceptance Log", "Referrals", "Conflicts", "Settings", "Figures"]


@pytest.fixture
def google():
    return stand_in()


def made(google, book=None):
    book = book or google.create()
    titles = set_up(calls_on(google, book), LISTS, lambda: "0" * 20, ROWS)
    return google.book(book), titles


def texts(sheet, row=0):
    cells = sheet.rows.get(row, {})
    return [cells[at]["userEnteredValue"]["stringValue"] for at in sorted(cells) if "userEnteredValue" in cells[at]]


def test_a_new_spreadsheet_gets_every_tab_and_no_column_that_names_a_patient(google):
    book, titles = made(google)
    assert titles == TITLES
    for each in LISTS:
        header = texts(book.sheet(list_tab(each.name)))
        assert header == [ROW_ID, *(column.title for column in each.shared()), SYNC]
        assert not {"Patient", "Phone"} & set(header)
    assert texts(book.sheet(list_tab(CONFLICTS))) == [title for _, title in CONFLICT_COLUMNS]


def test_header_rows_are_frozen_protected_and_filtered_and_the_ids_hidden(google):
    book, _ = made(google)
    for name in (*(each.name for each in LISTS), CONFLICTS):
        sheet = book.sheet(list_tab(name))
        assert sheet.properties["gridProperties"]["frozenRowCount"] == 1
        (protected,) = sheet.protected
        assert (protected["range"]["startRowIndex"], protected["range"]["endRowIndex"]) == (0, 1)
        assert sheet.basic_filter["range"]["startRowIndex"] == 0
        assert sheet.pixels("COLUMNS", 0)["hiddenByUser"]


def test_columns_check_and_look_as_their_kind(google):
    book, _ = made(google)
    sheet = book.sheet(list_tab("follow_ups"))
    header = texts(sheet)
    status, value, last = (
        sheet.cell(ROWS - 1, header.index(name)) for name in ("Status", "Plan value", "Last contact")
    )
    assert [each["userEnteredValue"] for each in status["dataValidation"]["condition"]["values"]] == list(STATUSES)
    assert not status["dataValidation"].get("strict")
    assert value["userEnteredFormat"]["numberFormat"]["pattern"] == "#,##0.00"
    assert last["dataValidation"]["condition"]["type"] == "DATE_IS_VALID"
    case = sheet.cell(ROWS - 1, header.index("Case"))
    assert case["userEnteredFormat"]["numberFormat"]["type"] == "TEXT"  # so that 00123 stays 00123
    (rule,) = sheet.conditional
    assert rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"].endswith("2)>0")


def test_the_stores_tabs_are_hidden_and_protected_as_a_whole(google):
    book, _ = made(google)
    marker = book.sheet(MARKER_ID)
    assert marker.properties["hidden"]
    assert marker.protected[0]["range"] == {"sheetId": MARKER_ID}
    assert not marker.protected[0].get("warningOnly")


def test_figures_count_what_the_list_holds_and_a_chart_shows_them(google):
    book, _ = made(google)
    sheet = book.sheet(FIGURES_TAB)
    (chart,) = sheet.charts
    assert chart["spec"]["basicChart"]["chartType"] == "BAR"
    place = [column.key for column in FOLLOW_UPS.shared()].index("status")
    column = chr(ord("A") + 1 + place)
    person = google.person(book.book_id)
    for row, status in enumerate(("accepted", "accepted", "declined"), 2):
        person.type(f"Follow-ups!{column}{row}", status)
    shown = calls_on(google, book.book_id).http.values_get(book.book_id, "Figures!A2:B20")["values"]
    counts = {row[0]: row[1] for row in shown if len(row) == 2}
    assert (counts["accepted"], counts["declined"], counts["presented"]) == ("2", "1", "0")


def test_what_a_spreadsheet_holds_already_stays_as_it_is(google):
    book_id = google.create("Our practice")
    person = google.person(book_id)
    person.type("Sheet1!B2", "our own")
    person.request({"addSheet": {"properties": {"sheetId": 5, "title": "Budget"}}})
    before = {each.sheet_id: each.rows for each in google.book(book_id).sheets}
    book, titles = made(google, book_id)
    assert titles == TITLES
    assert {number: book.sheet(number).rows for number in before} == before


def test_a_tab_of_the_persons_own_with_a_title_that_is_needed_is_told(google):
    book_id = google.create()
    google.person(book_id).request({"addSheet": {"properties": {"sheetId": 5, "title": "Settings"}}})
    from tcsheets.errors import StoreError

    with pytest.raises(StoreError, match="Settings"):
        made(google, book_id)


def test_done_again_it_writes_nothing(google):
    book, _ = made(google)
    before = len(google.log)
    again, titles = made(google, book.book_id)
    assert titles == []
    assert {each[0] for each in google.log[before:]} == {"GET"}
    assert again is book


def test_a_tab_that_is_missing_is_made_and_the_others_stay(google):
    book, _ = made(google)
    google.person(book.book_id).type("Settings!B2", "Dr. Example")
    google.person(book.book_id).request({"deleteSheet": {"sheetId": FIGURES_TAB}})
    again, titles = made(google, book.book_id)
    assert titles == ["Figures"]
    assert again.sheet(SETTINGS_TAB).cell(1, 1)["userEnteredValue"] == {"stringValue": "Dr. Example"}


@pytest.mark.parametrize("kind", ["lost_before", "lost_after", "error_before", "error_after"])
@pytest.mark.parametrize("skip", [0, 1])
def test_an_answer_that_is_lost_makes_nothing_twice(google, kind, skip):
    google.faults.plan(kind, "spreadsheets.batchUpdate", calls=1, skip=skip)
    book, _ = made(google)
    titles = [each.title for each in book.sheets]
    assert sorted(titles) == sorted(["Sheet1", "_tcsheets", *TITLES])
