"""A range with a header row <-> records."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcsheets.errors import ArgumentError, CellError, DataError
from tcsheets.tables import Column, header_key, read_table

COLUMNS = (
    Column("code", "Code", "Text", ("ADA Code", "Procedure"), required=True),
    Column("fee", "Fee", "Money", ("UCR", "Charge")),
    Column("units", "Qty", "Count", default=1),
)


def read(cells):
    return read_table(cells, COLUMNS, dict, "Plan")


@given(st.permutations(["ADA_Code", "ucr", "QTY", "Notes"]))
def test_columns_are_found_by_name_and_synonym_in_any_order_and_others_ignored(header):
    row = {"ADA_Code": "D0120", "ucr": "$64.00", "QTY": 2.0, "Notes": "x"}
    records = read([header, [row[name] for name in header]]).all_records()
    assert records == ({"code": "D0120", "fee": 6400, "units": 2, "row": 2},)


def test_blank_rows_are_skipped_and_blank_cells_take_the_default():
    records = read([["Code", "Fee", "Qty", "Note"], ["", None, "", "local note"], ["D1", "", None, ""]]).all_records()
    assert records == ({"code": "D1", "fee": None, "units": 1, "row": 3},)


def test_a_bad_row_is_a_problem_with_its_place_and_the_good_rows_go_on():
    reading = read([["Code", "Fee"], ["D1", 5], [None, 5], ["D3", CellError("#N/A")], ["D4", 7]])
    assert [record["code"] for record in reading.records] == ["D1", "D4"]
    assert [str(problem) for problem in reading.problems] == [
        "Plan row 3, Code: is blank",
        "Plan row 4, Fee: holds the error #N/A",
    ]
    with pytest.raises(DataError, match=r"row 3, Code: is blank \(and 1 more\)"):
        reading.all_records()


def test_a_missing_column_is_refused_by_name_with_its_synonyms():
    with pytest.raises(ArgumentError, match='no column "Code" or ADA Code, Procedure'):
        read([["Fee"], [5]])


def test_the_own_header_goes_before_a_synonym_and_two_synonyms_are_refused():
    assert read([["Code", "Fee", "UCR"], ["D1", 5, 9]]).all_records()[0]["fee"] == 500
    with pytest.raises(ArgumentError, match="could each be Fee"):
        read([["Code", "UCR", "Charge"], ["D1", 5, 9]])


def test_short_rows_are_rows_with_blanks_at_their_end():
    assert read([["Code", "Fee"], ["D1"]]).all_records()[0]["fee"] is None


@given(st.text(max_size=30))
def test_a_header_compares_with_itself_in_any_case_and_spacing(text):
    assert header_key(text) == header_key("  " + text.replace(" ", "  ") + " ")


def test_a_range_read_again_gives_the_same_and_a_changed_one_is_read_anew():
    cells = [["Code", "Fee"], ["D1", 5]]
    assert read(cells) is read([["Code", "Fee"], ["D1", 5]])
    cells[1][1] = 6
    assert read(cells).records[0]["fee"] == 600
    assert read([["Code", "Fee"], ["D1", 1]]).problems == ()
    assert read([["Code", "Fee"], ["D1", True]]).problems != ()
