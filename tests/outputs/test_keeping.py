"""An estimate kept as given: its figures stay, what it rests on stands beside them, and keeping it twice keeps one."""

from datetime import date

import pytest
from typer.testing import CliRunner

import workbook_templates
from tcsheets.cli import app
from tcsheets.errors import ArgumentError, DataError
from tcsheets.outputs.keeping import DATES, FIGURES, keep
from tcsheets.outputs.presenting import value_of
from tcsheets.workbook.package import open_package, read_table
from tcsheets.workbook.patch import Patch, patched
from tcsheets.workbook.recalculation import recalculate
from workbook_templates.treatment_coordinator.facts import Facts

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def book():
    """A workbook with the sample cases."""
    return open_package(workbook_templates.built("treatment_coordinator", Facts("Lakeside", TODAY, True)), "book")


def given(package):
    found = read_table(package, "GivenEstimates")
    rows = [dict(zip(found.header, row, strict=True)) for row in found.rows]
    return [row for row in rows if row["Case"]]


def test_the_row_holds_the_figures_what_they_rest_on_and_that_it_is_current(book):
    after = open_package(keep(book, "C-102", "B", TODAY).data, "book")
    row = given(after)[-1]
    assert (row["Case"], row["Option"], row["Fee"], row["Patient pays"]) == ("C-102", "B", 3950, 1289)
    assert row["Fee"] - row["Discounts"] - row["Network savings"] - row["Insurance"] == row["Patient pays"]
    assert all(isinstance(row[name], float) for name in (*FIGURES, *DATES))
    assert row["Status"] == "current until December 24, 2026"
    assert given(after)[3]["Status"] == "replaced by a newer one"
    assert given(after)[:3] == given(book)[:3]


def test_the_case_and_the_option_that_the_workbook_shows_stay(book):
    after = open_package(keep(book, "C-102", "B", TODAY).data, "book")
    assert value_of(after, "CaseShown") == value_of(book, "CaseShown") == "C-101"
    assert read_table(after, "Cases").rows == read_table(book, "Cases").rows


def test_kept_twice_on_one_day_it_stands_once_and_the_file_stays_byte_for_byte(book):
    once = open_package(keep(book, "C-101", "", TODAY).data, "book")
    twice = keep(once, "C-101", "", TODAY)
    assert twice.already
    assert twice.data == once.data


def test_of_two_given_on_one_day_the_later_one_counts(book):
    once = open_package(keep(book, "C-101", "", TODAY).data, "book")
    dearer = open_package(patched(once, Patch(cells={"Treatment Plan": {(9, 11): 0.1}})), "book")
    twice = open_package(keep(dearer, "C-101", "", TODAY).data, "book")
    assert [row["Status"].split(" until")[0] for row in given(twice)[-2:]] == ["replaced by a newer one", "current"]


def test_a_full_list_grows(book):
    whole = book
    for place in range(len(read_table(book, "GivenEstimates").rows) - len(given(book)) + 1):
        whole = open_package(keep(whole, "C-103", "", date(2026, 11, 1 + place)).data, "book")
    assert len(given(whole)) == len(read_table(book, "GivenEstimates").rows) + 1
    assert given(whole)[-1]["Status"].startswith("current")


def test_nothing_is_kept_of_a_case_with_a_figure_missing_or_that_is_not_there(book):
    bad = open_package(patched(book, Patch(cells={"Treatment Plan": {(9, 6): "D9998"}})), "book")
    with pytest.raises(DataError, match="case C-101: a figure is missing, so nothing is kept"):
        keep(bad, "C-101", "", TODAY)
    with pytest.raises(ArgumentError, match="there is no case C-999"):
        keep(book, "C-999", "", TODAY)


def test_an_option_is_taken_in_any_case_and_one_that_is_none_is_refused_with_those_there_are(book):
    assert keep(book, "C-102", "b", TODAY).estimate["Option"] == "B"
    with pytest.raises(ArgumentError, match="case C-102 has no option D: it has A, B, C"):
        keep(book, "C-102", "d", TODAY)
    with pytest.raises(ArgumentError, match="case C-101 has no option A: it has none"):
        keep(book, "C-101", "A", TODAY)


def test_start_says_on_opening_how_many_no_longer_hold(book):
    after = keep(book, "C-103", "", TODAY).data
    said = [
        value_of(open_package(recalculate(open_package(after, "b"), today=day).data, "b"), "EstimatesToRenew")
        for day in (TODAY, date(2026, 12, 30))
    ]
    assert said == [0, 4]


def test_the_command_says_what_was_kept_and_that_it_was_kept_already(tmp_path):
    path = tmp_path / "practice.xlsx"
    workbook_templates.build(path, today=TODAY)
    call = ["keep-estimate", str(path), "--case", "C-101"]
    first, second = (CliRunner().invoke(app, call) for _ in range(2))
    assert "kept: C-101, given on " in first.output
    assert "fee $3,454.00" in first.output
    assert "fees dated Jan 1, 2026" in first.output
    assert "kept already: C-101" in second.output
