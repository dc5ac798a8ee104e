"""What the stand-in keeps, moves and refuses: the rules of Google's that this project builds on."""

import json
from pathlib import Path

import pytest
from gspread.exceptions import APIError
from hypothesis import given, settings
from hypothesis import strategies as some
from sizes import sized

from google_fake import Google, a1, client, discovery, masks, shapes
from google_fake.entered import typed
from google_fake.shown import formatted

CASES = json.loads((Path(__file__).parent / "typed_and_shown.json").read_text(encoding="utf-8"))
TEXTS = some.text(some.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)
TABLES = some.lists(some.lists(TEXTS, min_size=1, max_size=4), min_size=1, max_size=6)
RUNS = sized(20, 60, 300)


@pytest.fixture
def google():
    return Google()


@pytest.fixture
def board(google):
    return client(google).open_by_key(google.create("Practice board"))


def rows(board, place="Sheet1", **options):
    return board.values_get(place, options).get("values", [])


def fill(board, table, place="Sheet1!A1"):
    return board.values_update(place, {"valueInputOption": "RAW"}, {"values": table})


def batch(board, *requests):
    return board.batch_update({"requests": list(requests)})["replies"]


def refused(board, *requests):
    with pytest.raises(APIError) as caught:
        batch(board, *requests)
    assert caught.value.response.status_code == 400
    return caught.value.response.json()["error"]["message"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["typed"])
def test_what_is_typed_is_kept_and_shown_as_google_does(case):
    value, number_format = typed(case["typed"])
    assert value == case["value"]
    assert (number_format or {}).get("type") == case.get("type")
    assert formatted(value, number_format) == case["shown"]


def test_a_batch_that_is_refused_at_its_end_changes_nothing(google, board):
    before = google.book(board.id)
    write = {"start": {"sheetId": 0}, "rows": [{"values": [{"userEnteredValue": {"stringValue": "x"}}]}], "fields": "*"}
    message = refused(board, {"updateCells": write}, {"deleteNamedRange": {"namedRangeId": "v1"}})
    assert message == "Invalid requests[1].deleteNamedRange: No named range with id: v1"
    assert google.book(board.id) is before
    assert rows(board) == []


def test_compare_and_swap_by_a_named_range_lets_only_the_first_writer_through(board):
    cells = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1}

    def swap(old, new, text):
        cell = {"values": [{"userEnteredValue": {"stringValue": text}}]}
        return [
            {"deleteNamedRange": {"namedRangeId": old}},
            {"addNamedRange": {"namedRange": {"namedRangeId": new, "name": f"version_{new}", "range": cells}}},
            {"updateCells": {"start": {"sheetId": 0}, "rows": [cell], "fields": "userEnteredValue"}},
        ]

    batch(board, {"addNamedRange": {"namedRange": {"namedRangeId": "a", "name": "version_a", "range": cells}}})
    batch(board, *swap("a", "b", "first"))
    assert "No named range" in refused(board, *swap("a", "c", "second"))
    assert rows(board) == [["first"]]


def test_an_id_or_title_that_exists_is_refused(board):
    batch(board, {"addSheet": {"properties": {"sheetId": 7, "title": "journal"}}})
    assert "already exists" in refused(board, {"addSheet": {"properties": {"sheetId": 7, "title": "other"}}})
    assert "already exists" in refused(board, {"addSheet": {"properties": {"title": "JOURNAL"}}})


def test_a_copied_range_can_be_pasted_as_values_only(board):
    board.values_update("Sheet1!A1", {"valueInputOption": "USER_ENTERED"}, {"values": [["=1+1", "12.50"]]})
    source = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 2}
    target = source | {"startRowIndex": 4, "endRowIndex": 5}
    batch(board, {"copyPaste": {"source": source, "destination": target, "pasteType": "PASTE_VALUES"}})
    assert rows(board, "Sheet1!A5:B5", valueRenderOption="FORMULA") == [[2, 12.5]]


def test_a_copied_formula_points_to_its_own_neighbours(board):
    table = [["2", "=A1*10"], ["3"]]
    board.values_update("Sheet1!A1", {"valueInputOption": "USER_ENTERED"}, {"values": table})
    source = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 1, "endColumnIndex": 2}
    target = source | {"startRowIndex": 1, "endRowIndex": 2}
    batch(board, {"copyPaste": {"source": source, "destination": target}})
    assert rows(board, "Sheet1!B2", valueRenderOption="FORMULA") == [["=A2*10"]]
    assert rows(board, "Sheet1!B1:B2") == [["20"], ["30"]]


def test_what_lies_on_rows_moves_with_them(board):
    place = {"sheetId": 0, "startRowIndex": 3, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 2}
    batch(
        board,
        {"addNamedRange": {"namedRange": {"namedRangeId": "n", "name": "here", "range": place}}},
        {"mergeCells": {"range": place}},
        {"addProtectedRange": {"protectedRange": {"protectedRangeId": 5, "range": place}}},
        {"setBasicFilter": {"filter": {"range": place}}},
        {"insertDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 3}}},
    )
    found = board.fetch_sheet_metadata()
    sheet = found["sheets"][0]
    moved = [found["namedRanges"][0]["range"], sheet["protectedRanges"][0]["range"], *sheet["merges"]]
    moved.append(sheet["basicFilter"]["range"])
    assert [(each["startRowIndex"], each["endRowIndex"]) for each in moved] == [(5, 7)] * 4
    batch(board, {"deleteDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 5, "endIndex": 7}}})
    found = board.fetch_sheet_metadata()
    assert "namedRanges" not in found
    assert not {"merges", "protectedRanges", "basicFilter"} & set(found["sheets"][0])


FOLLOWED = [
    ("=A5+$A$1", "=A7+$A$1"),
    ("=SUM(A1:A5)", "=SUM(A1:A7)"),
    ('=Sheet1!B4&"A5"', '=Sheet1!B6&"A5"'),
    ("=Other!A5", "=Other!A5"),
    ("=LOG10(A5)", "=LOG10(A7)"),
]


@pytest.mark.parametrize(("formula", "after"), FOLLOWED)
def test_formulas_follow_their_cells_when_rows_are_inserted_above_and_deleted(board, formula, after):
    def entered():
        return rows(board, "Sheet1!F1", valueRenderOption="FORMULA")

    board.values_update("Sheet1!F1", {"valueInputOption": "USER_ENTERED"}, {"values": [[formula]]})
    span = {"sheetId": 0, "dimension": "ROWS", "startIndex": 2, "endIndex": 4}
    batch(board, {"insertDimension": {"range": span}})
    assert entered() == [[after]]
    batch(board, {"deleteDimension": {"range": span}})
    assert entered() == [[formula]]


def test_a_formula_whose_cell_is_deleted_says_so(board):
    board.values_update("Sheet1!F1", {"valueInputOption": "USER_ENTERED"}, {"values": [["=A3"]]})
    batch(board, {"deleteDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 2, "endIndex": 3}}})
    assert rows(board, "Sheet1!F1", valueRenderOption="FORMULA") == [["=#REF!"]]


def test_moved_rows_take_their_cells_and_names_along(board):
    fill(board, [["a"], ["b"], ["c"]])
    place = {"sheetId": 0, "startRowIndex": 2, "endRowIndex": 3}
    batch(board, {"addNamedRange": {"namedRange": {"name": "third", "range": place}}}, {"mergeCells": {"range": place}})
    span = {"sheetId": 0, "dimension": "ROWS", "startIndex": 2, "endIndex": 3}
    batch(board, {"moveDimension": {"source": span, "destinationIndex": 0}})
    assert rows(board) == [["c"], ["a"], ["b"]]
    assert rows(board, "third") == [["c"]]


def test_writing_outside_the_grid_is_refused(board):
    cell = {"values": [{"userEnteredValue": {"numberValue": 1}}]}
    write = {"start": {"sheetId": 0, "rowIndex": 1000}, "rows": [cell], "fields": "userEnteredValue"}
    assert "beyond the last requested row" in refused(board, {"updateCells": write})
    with pytest.raises(APIError) as caught:
        fill(board, [["x"]], "Sheet1!A1001")
    assert "exceeds grid limits. Max rows: 1000, max columns: 26" in str(caught.value)
    batch(board, {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 1}})
    fill(board, [["x"]], "Sheet1!A1001")


def test_masked_fields_that_are_not_sent_are_cleared_and_others_stay(board):
    fill(board, [["x"]])
    place = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    note = {"range": place, "rows": [{"values": [{"note": "asked"}]}], "fields": "note"}
    batch(board, {"updateCells": note})
    assert rows(board) == [["x"]]
    assert board.sheet1.get_note("A1") == "asked"
    batch(board, {"updateCells": {"range": place, "fields": "userEnteredValue"}})
    assert rows(board) == []
    assert board.sheet1.get_note("A1") == "asked"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"requests": []}, "Must specify at least one request."),
        ({"requests": [{}]}, "Invalid requests[0]: No request set."),
        ({"requests": [{"addShet": {}}]}, "Unknown name \"addShet\" at 'requests[0]': Cannot find field."),
        ({"requests": [{"addSheet": {"properties": {"index": "x"}}}]}, "requests[0].add_sheet.properties.index"),
        ({"requests": [{"deleteSheet": {"sheetId": 0}}]}, "remove all the sheets"),
        ({"requests": [{"updateCells": {"start": {}, "rows": []}}]}, "At least one field must be listed in 'fields'"),
    ],
)
def test_a_request_that_does_not_fit_the_published_shape_is_named(board, body, said):
    with pytest.raises(APIError) as caught:
        board.batch_update(body)
    assert caught.value.response.status_code == 400
    assert said in caught.value.response.json()["error"]["message"]


@pytest.mark.parametrize("place", ["Nowhere!A1", "Sheet1!A0", "Sheet1!ZZZZ1", "no such name"])
def test_a_range_that_cannot_be_read_is_named(board, place):
    with pytest.raises(APIError) as caught:
        rows(board, place)
    assert f"Unable to parse range: {place}" in str(caught.value)


def test_tables_are_found_as_google_documents_for_append(board):
    fill(board, [["x", "y", "z"], ["1", "2", "3"]])
    fill(board, [["a", "b", "c"], ["4", "5", "6"], ["7", "8", "9"]], "Sheet1!B4")
    places = {"Sheet1": "B7", "Sheet1!C5:D5": "B7", "Sheet1!B2:D4": "B7", "Sheet1!A1": "A3", "Sheet1!E4": "E4"}
    for place, expected in places.items():
        answer = board.values_append(place, {"valueInputOption": "RAW"}, {"values": [["new"]]})
        assert answer["updates"]["updatedRange"] == f"Sheet1!{expected}"
        board.values_clear(f"Sheet1!{expected}")


def test_every_request_and_call_that_is_answered_is_one_that_google_publishes():
    from google_fake.batch import HANDLERS
    from google_fake.service import CALLS

    published = discovery.schema(discovery.SHEETS, "Request")["properties"]
    assert set(HANDLERS) <= set(published)
    for name, calls in CALLS.items():
        known = {method.name for method in discovery.methods(name)}
        assert name == discovery.UPLOAD or set(calls) - {"files.update.upload"} <= known


def test_an_answer_that_does_not_fit_the_schema_is_found():
    good = {"range": "A1", "majorDimension": "ROWS", "values": [["x"]]}
    assert shapes.faults(discovery.SHEETS, "ValueRange", good) == []
    assert shapes.faults(discovery.SHEETS, "ValueRange", good | {"majorDimension": "DIAGONAL"})
    assert shapes.faults(discovery.SHEETS, "ValueRange", good | {"extra": 1})
    assert shapes.faults(discovery.SHEETS, "ValueRange", good | {"values": "x"})


@pytest.mark.parametrize(
    ("mask", "tree"),
    [
        ("a.b,a/c", {"a": {"b": {}, "c": {}}}),
        ("a(b,c(d)),e", {"a": {"b": {}, "c": {"d": {}}}, "e": {}}),
        ("*", {}),
    ],
)
def test_masks_are_read_in_both_spellings(mask, tree):
    assert masks.parse(mask) == tree


@given(some.integers(0, 18_277), some.integers(0, 9_999_999))
def test_a_cells_name_reads_back_as_its_place(column, row):
    assert a1.corners(f"{a1.column_letters(column)}{row + 1}") == (row, column, row + 1, column + 1)


@given(some.text(some.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_a_quoted_title_reads_back(title):
    written = a1.write(title, a1.Area(0, 0, 2, 2))
    assert a1.split_sheet(written)[:2] == (title, "A1:B2")


@settings(max_examples=RUNS)
@given(TABLES)
def test_what_is_written_raw_reads_back(table):
    google = Google()
    board = client(google).open_by_key(google.create())
    fill(board, table)
    found = rows(board)
    padded = [each + [""] * (4 - len(each)) for each in found] + [[""] * 4] * (len(table) - len(found))
    assert padded == [each + [""] * (4 - len(each)) for each in table]


@settings(max_examples=RUNS)
@given(TABLES, some.data())
def test_deleting_what_was_inserted_leaves_the_sheet_as_it_was(table, data):
    google = Google()
    board = client(google).open_by_key(google.create())
    fill(board, table)
    start = data.draw(some.integers(0, 20))
    count = data.draw(some.integers(1, 5))
    dimension = data.draw(some.sampled_from(["ROWS", "COLUMNS"]))
    span = {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": start + count}
    before = google.book(board.id).sheets[0]
    batch(board, {"insertDimension": {"range": span}}, {"deleteDimension": {"range": span}})
    after = google.book(board.id).sheets[0]
    assert after.rows == before.rows
    assert after.properties == before.properties


@settings(max_examples=RUNS)
@given(
    some.lists(some.tuples(some.sampled_from("abc"), some.sampled_from("xyz")), min_size=1, max_size=8), some.booleans()
)
def test_sorting_keeps_every_row_whole(pairs, down):
    google = Google()
    board = client(google).open_by_key(google.create())
    fill(board, [list(each) for each in pairs])
    order = "DESCENDING" if down else "ASCENDING"
    place = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": len(pairs), "startColumnIndex": 0, "endColumnIndex": 2}
    batch(board, {"sortRange": {"range": place, "sortSpecs": [{"dimensionIndex": 0, "sortOrder": order}]}})
    assert rows(board) == [list(each) for each in sorted(pairs, key=lambda each: each[0], reverse=down)]
