"""What goes wrong at Google or on the way, each switched on alone: what a real gspread client then sees."""

import gspread
import pytest
import requests
from gspread.exceptions import APIError, SpreadsheetNotFound

from google_fake import Faults, Google, client
from google_fake.server import http_client, serving


@pytest.fixture
def google():
    return Google()


@pytest.fixture
def board(google):
    """A spreadsheet with two rows, opened by gspread."""
    sheet = client(google).open_by_key(google.create("Practice board"))
    sheet.sheet1.update([["patient", "status"], ["P1", "called"]], "A1")
    return sheet


def rows(board):
    return board.values_get("Sheet1").get("values", [])


def write(board, text="P2"):
    return board.values_update("Sheet1!A3", {"valueInputOption": "RAW"}, {"values": [[text]]})


def status_of(caught):
    return caught.value.response.status_code


def test_two_appends_at_once_land_on_the_same_row(google, board):
    google.faults.plan("race")
    board.sheet1.append_row(["P2", "first writer"])
    assert rows(board)[2] == ["P2", "first writer"]
    google.faults.plan("race")
    board.sheet1.append_row(["P3", "second writer"])
    assert rows(board) == [["patient", "status"], ["P1", "called"], ["P3", "second writer"]]


def test_without_a_race_both_appends_stay(board):
    board.sheet1.append_row(["P2", "first writer"])
    board.sheet1.append_row(["P3", "second writer"])
    assert [each[0] for each in rows(board)] == ["patient", "P1", "P2", "P3"]


def test_a_lost_reply_leaves_the_change_and_a_repeated_append_makes_two_rows(google, board):
    google.faults.plan("lost_after", only="spreadsheets.values.append")
    with pytest.raises(requests.ConnectionError):
        board.sheet1.append_row(["P2"])
    board.sheet1.append_row(["P2"])
    assert [each[0] for each in rows(board)] == ["patient", "P1", "P2", "P2"]


def test_a_request_lost_on_its_way_changes_nothing(google, board):
    google.faults.plan("lost_before", only="spreadsheets.values.update")
    with pytest.raises(requests.ConnectionError):
        write(board)
    assert len(rows(board)) == 2


@pytest.mark.parametrize(("kind", "kept"), [("error_before", 2), ("error_after", 3)])
@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_error_says_nothing_about_whether_the_change_was_done(google, board, kind, kept, status):
    google.faults.plan(kind, status=status, only="spreadsheets.values.update")
    with pytest.raises(APIError) as caught:
        write(board)
    assert status_of(caught) == status
    assert len(rows(board)) == kept


def test_the_sixty_first_write_of_a_minute_is_refused_and_one_a_second_later_is_not(google, board):
    google.faults.quota = True
    google.faults.retry_after = 7
    for number in range(60):
        write(board, str(number))
    with pytest.raises(APIError) as caught:
        write(board)
    assert status_of(caught) == 429
    assert caught.value.response.headers["Retry-After"] == "7"
    assert caught.value.response.json()["error"]["status"] == "RESOURCE_EXHAUSTED"
    google.clock.sleep(1)
    write(board, "after a second")
    assert rows(board)[2] == ["after a second"]


def test_reads_and_writes_are_counted_apart(google, board):
    google.faults.quota = True
    for number in range(60):
        write(board, str(number))
    assert len(rows(board)) == 3
    for _ in range(59):
        rows(board)
    with pytest.raises(APIError) as caught:
        rows(board)
    assert "Read requests per minute per user" in str(caught.value)


def test_after_a_minute_the_whole_quota_is_there_again(google, board):
    google.faults.quota = True
    for _ in range(60):
        write(board)
    google.clock.sleep(60)
    for _ in range(60):
        write(board)
    with pytest.raises(APIError):
        write(board)


def test_a_stale_read_shows_what_was_before_the_last_change(google, board):
    google.faults.plan("stale", calls=1)
    write(board)
    assert len(rows(board)) == 2
    assert len(rows(board)) == 3


def test_a_stale_read_never_undoes_a_change(google, board):
    google.faults.plan("stale", calls=3)
    write(board)
    rows(board)
    write(board, "P9")
    google.faults.planned.clear()
    assert rows(board)[2] == ["P9"]


def test_a_person_types_between_two_calls(google, board):
    person = google.person(board.id)

    @google.before_call
    def typing(google, call, path):
        if call == "spreadsheets.values.update":
            person.type("Sheet1!B2", "wants to think")

    write(board)
    assert rows(board) == [["patient", "status"], ["P1", "wants to think"], ["P2"]]


def test_a_person_sorts_and_inserts_between_two_calls(google, board):
    person = google.person(board.id)
    write(board, "P0")
    person.sort("Sheet1", column=0)
    assert [each[0] for each in rows(board)] == ["patient", "P0", "P1"]
    person.insert_row("Sheet1", 2)
    assert rows(board)[1] == []
    person.delete_row("Sheet1", 1, count=2)
    assert [each[0] for each in rows(board)] == ["P0", "P1"]


def test_a_spreadsheet_takes_ten_million_cells_and_not_one_row_more(board):
    board.add_worksheet("large", rows=9_974_000, cols=1)
    with pytest.raises(APIError) as caught:
        board.add_worksheet("one more", rows=1, cols=1)
    assert "10000000 cells" in str(caught.value)
    assert len(board.worksheets()) == 2


def test_a_cell_takes_fifty_thousand_characters_and_not_one_more(board):
    write(board, "x" * 50_000)
    with pytest.raises(APIError) as caught:
        write(board, "x" * 50_001)
    assert status_of(caught) == 400
    assert "50000 characters" in str(caught.value)
    cell = {"userEnteredValue": {"stringValue": "x" * 50_001}}
    request = {"start": {"sheetId": 0}, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}
    with pytest.raises(APIError):
        board.batch_update({"requests": [{"updateCells": request}]})


def test_revoked_access_is_403_for_reads_and_writes(google, board):
    google.revoke()
    for call in (board.fetch_sheet_metadata, lambda: write(board)):
        with pytest.raises(APIError) as caught:
            call()
        assert status_of(caught) == 403
        assert caught.value.response.json()["error"]["status"] == "PERMISSION_DENIED"
    with pytest.raises(PermissionError):
        client(google).open_by_key(board.id)


def test_an_api_that_is_not_enabled_says_so(google, board):
    google.disable()
    with pytest.raises(APIError) as caught:
        write(board)
    assert status_of(caught) == 403
    assert caught.value.response.json()["error"]["details"][0]["reason"] == "SERVICE_DISABLED"
    google.enable()
    write(board)


def test_a_sheet_that_was_not_shared_is_not_found(google, board):
    google.unshare(board.id)
    with pytest.raises(SpreadsheetNotFound):
        client(google).open_by_key(board.id)


def test_each_account_has_its_own_access(google, board):
    google.unshare(board.id, account="stranger@example.com")
    assert client(google).open_by_key(board.id).title == "Practice board"
    with pytest.raises(SpreadsheetNotFound):
        client(google, account="stranger@example.com").open_by_key(board.id)


def drawn_statuses(seed):
    google = Google(faults=Faults(seed=seed))
    google.faults.plan("error_before", calls=None, share=0.3)
    session = client(google).http_client.session
    book_id = google.create()
    address = f"https://sheets.googleapis.com/v4/spreadsheets/{book_id}/values/A1"
    return [session.get(address).status_code for _ in range(40)]


def test_drawn_faults_are_the_same_in_each_run_of_a_seed():
    assert drawn_statuses(3) == drawn_statuses(3)
    assert {200, 503} == set(drawn_statuses(3))
    assert drawn_statuses(3) != drawn_statuses(4)


def test_the_same_over_http(google):
    with serving(google) as address:
        opened = http_client(address).open_by_key(google.create("Practice board"))
        opened.sheet1.update([["patient"], ["Núñez"]], "A1")
        assert opened.sheet1.get_all_values() == [["patient"], ["Núñez"]]
        google.faults.plan("lost_after", only="spreadsheets.values.update")
        with pytest.raises(requests.ConnectionError):
            opened.sheet1.update([["P1"]], "A3")
        assert opened.sheet1.acell("A3").value == "P1"
        assert isinstance(opened, gspread.Spreadsheet)
