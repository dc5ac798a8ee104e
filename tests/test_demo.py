"""The five-minute tour does what the README says, in a new folder, without a question."""

import csv
import json

import pytest
from typer.testing import CliRunner

from tcsheets.cli import app
from tcsheets.demo import run_demo
from tcsheets.errors import FileError
from tcsheets.workbook.package import open_package, read_table


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    return run_demo(tmp_path_factory.mktemp("demo") / "tour", lambda _: None)


def rows_of(path, table):
    data = read_table(open_package(path.read_bytes(), path.name), table)
    rows = [dict(zip(data.header, row, strict=True)) for row in data.rows]
    return [row for row in rows if row["Chart"]]


def books(done):
    return [path for about, path in done.places if "workbook" in about]


def test_both_workbooks_show_the_same_lists_in_the_end(done):
    for table in ("FollowUps", "AcceptanceLog", "Referrals"):
        first, second = ({row["row_id"]: row for row in rows_of(book, table)} for book in books(done))
        assert set(first) == set(second)
        for row_id, row in first.items():
            mine = {key: value for key, value in row.items() if key != "Patient"}
            assert mine == {key: value for key, value in second[row_id].items() if key != "Patient"}


def test_edits_and_new_rows_of_both_sides_are_merged_and_each_acceptance_is_logged(done):
    cases = {row["Case"]: row for row in rows_of(books(done)[0], "FollowUps")}
    assert cases["C-101"]["Status"] == "accepted"
    assert cases["C-102"]["Concern"] == "cost"
    assert {"C-104", "C-105"} <= set(cases)
    logged = [
        row["Coordinator"] for row in rows_of(books(done)[1], "AcceptanceLog") if row["Case"] in ("C-101", "C-095")
    ]
    assert {"Morgan", "Riley"} <= set(logged)


def test_the_same_cell_changed_differently_and_a_deleted_row_that_was_edited_wait_for_a_person(done):
    conflicts = done.reports[-1][1].conflicts
    assert sorted(each.kind for each in conflicts) == ["deleted", "value"]
    table = read_table(open_package(books(done)[0].read_bytes(), "book"), "Conflicts")
    assert sum(1 for row in table.rows if row[0]) == 2
    assert "C-088" in {row["Case"] for row in rows_of(books(done)[0], "FollowUps")}


def test_the_figures_add_up_to_the_cent(done):
    assert len(done.figures) == 2
    for each in done.figures:
        assert each.total == each.plan_pays + each.savings + each.patient
        assert each.payment > 0


def test_no_cell_shows_an_error_and_every_follow_up_has_its_due_time(done):
    for book in books(done):
        assert all(isinstance(row["Follow-up due"], float) for row in rows_of(book, "FollowUps"))


def test_the_shared_folder_holds_a_list_a_person_can_open(done):
    view = dict(done.places)["what both share"] / "follow_ups.csv"
    with view.open(encoding="utf-8-sig", newline="") as file:
        assert "C-104" in {row["Case"] for row in csv.DictReader(file)}


def test_a_folder_that_holds_something_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text("mine")
    with pytest.raises(FileError, match="is not empty"):
        run_demo(tmp_path, lambda _: None)


def test_the_command_says_what_needs_a_person_and_where_to_look(tmp_path):
    result = CliRunner().invoke(app, ["demo", str(tmp_path / "tour")])
    assert result.exit_code == 0, result.output
    assert "Call on Friday with two long visits" in result.output
    assert "morgan.xlsx" in result.output
    data = json.loads(CliRunner().invoke(app, ["demo", str(tmp_path / "other"), "--json"]).output)
    assert len(data["syncs"]) == 5
