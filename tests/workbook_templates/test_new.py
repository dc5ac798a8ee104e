"""A new workbook from a template: the same facts give the same bytes, and nothing that is there is replaced."""

import io
import re

import pytest
import typer
from typer.testing import CliRunner

import workbook_templates
from tcsheets.cli.templates import new as new_command
from tcsheets.errors import ArgumentError, FileError
from workbook_templates.treatment_coordinator.facts import Facts

TEMPLATE = "treatment_coordinator"


def test_the_same_facts_give_the_same_bytes(made, facts):
    assert workbook_templates.built(TEMPLATE, facts) == made.data


def test_build_writes_to_an_open_file_too(made, facts):
    target = io.BytesIO()
    workbook_templates.build(target, practice=facts.practice, today=facts.today)
    assert target.getvalue() == made.data


def test_each_new_workbook_has_a_base_of_its_own(tmp_path, facts, monkeypatch):
    monkeypatch.setattr(workbook_templates, "built", lambda _template, facts, _dialect: facts.base_id.encode())
    first = workbook_templates.new(TEMPLATE, tmp_path / "a.xlsx", today=facts.today).read_text()
    second = workbook_templates.new(TEMPLATE, tmp_path / "b.xlsx", today=facts.today).read_text()
    assert first != second
    assert re.fullmatch("[0-9a-f]{16}", first)


def test_an_unknown_template_is_refused_with_the_names_of_those_there_are(tmp_path):
    with pytest.raises(
        ArgumentError, match="no template tretment_plan; there is: practice_board, pricing_workbook, treatment"
    ):
        workbook_templates.new("tretment_plan", tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_host_is_refused_with_those_there_are(tmp_path):
    with pytest.raises(ArgumentError, match="host numbers is not known; it is one of: excel, windows, xlwings, goo"):
        workbook_templates.new(TEMPLATE, tmp_path / "a.xlsx", host="numbers")


def test_a_file_that_is_there_is_never_replaced(tmp_path, facts):
    there = tmp_path / "mine.xlsx"
    there.write_bytes(b"a year of work")
    with pytest.raises(FileError, match=r"mine\.xlsx is there already; give another path"):
        workbook_templates.new(TEMPLATE, there, today=facts.today)
    assert there.read_bytes() == b"a year of work"


def test_a_folder_that_is_missing_is_named_in_one_line(tmp_path, facts):
    with pytest.raises(FileError, match="cannot be written") as caught:
        workbook_templates.new(TEMPLATE, tmp_path / "gone" / "a.xlsx", today=facts.today)
    assert "\n" not in str(caught.value)


def test_a_folder_gets_a_workbook_with_the_templates_name(tmp_path, facts):
    assert workbook_templates.new(TEMPLATE, tmp_path, today=facts.today).name == "treatment_coordinator.xlsx"


def test_a_workbook_without_sample_data_holds_no_case_and_no_error(read_book, facts):
    empty = read_book(workbook_templates.built(TEMPLATE, Facts("Lakeside Dental", facts.today, sample=False)))
    assert [str(each) for each in empty.formulas() if each.value is None or each.value.startswith("#")] == []
    assert "#TC!" not in "".join(empty.parts.values())
    assert [empty.values["Cases"][cell].value for cell in ("B5", "C5", "G5")] == [None, None, None]
    assert empty.at("CaseShown") is None


def test_the_command_says_where_the_workbook_is(tmp_path):
    app = typer.Typer()
    app.command("new")(new_command)
    result = CliRunner().invoke(app, [TEMPLATE, str(tmp_path / "a.xlsx"), "--practice", "Lakeside Dental"])
    assert result.exit_code == 0
    assert "a.xlsx is ready; open it and begin on its first sheet" in result.output.replace("\n", " ")
