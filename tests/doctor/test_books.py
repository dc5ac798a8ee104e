"""What is wrong with a workbook is found: spellings, values, calculation, the file itself, its store."""

import io
from dataclasses import replace
from datetime import date

import pytest
import xlsxwriter
from typer.testing import CliRunner

from tcsheets.cli import app
from tcsheets.doctor.books import book_findings
from tcsheets.doctor.facts import Book
from tcsheets.doctor.looking_at_books import book_at, book_in
from tcsheets.errors import FileError
from tcsheets.sync.home import VARIABLE, join_store, open_home
from tcsheets.sync.run import sync_workbook
from workbook_templates import Facts, built

WELL = Book("plan.xlsx", "Windows", {"office_js": 140})


def drawn(*formulas, **options):
    """Return a workbook's bytes with formulas below each other; (formula, value) for one with a value."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    book.set_calc_mode(options.get("mode", "auto"))
    sheet = book.add_worksheet()
    for row, each in enumerate(formulas):
        formula, value = each if isinstance(each, tuple) else (each, 1)
        write = sheet.write_dynamic_array_formula if formula.startswith("{") else sheet.write_formula
        write(*((row, 0, row, 0) if formula.startswith("{") else (row, 0)), formula, None, value)
    book.close()
    return out.getvalue()


def seen(*formulas, **options):
    return book_in(drawn(*formulas, **options), "plan.xlsx", "Windows")


@pytest.mark.parametrize(
    ("formula", "spelling"),
    [
        ("=_xldudf_TC_PAYMENT(A1,0,12)", "office_js"),
        ("=1+TC_PAYMENT(A1,0,12)", "plain"),
        ("=_xll.TC_PAYMENT(A1,0,12)", "xll"),
        ("=TC.PAYMENT(A1,0,12)", "dotted"),
        ("=[1]!TC_PAYMENT(A1,0,12)", "linked"),
        ('=IFERROR(__xludf.DUMMYFUNCTION("TC_PAYMENT(A1,0,12)"),5)', "google"),
    ],
)
def test_each_hosts_spelling_is_known(formula, spelling):
    assert dict(seen(formula, "=SUM(A1:A2)", '="TC_FEE(1)"').spellings) == {spelling: 1}


def test_a_function_that_is_none_of_ours_is_named():
    assert dict(seen("=_xldudf_TC_PAYMNT(1,2)+TC_FEE(1,2)").unknown) == {"TC_PAYMNT": 1}


def test_errors_count_where_one_of_our_functions_stands():
    book = seen(("=TC_FEE(A1,B1:C2)", "#NAME?"), ("=TC_FEE(A2,B1:C2)", "#NAME?"), ("=1/0", "#DIV/0!"))
    assert dict(book.faults) == {"#NAME?": 2}


def test_a_table_in_a_formula_for_one_cell_will_show_its_first_only():
    book = seen(
        "=TC_PAY_SCHEDULE(1200,12)",
        "{=TC_PAY_SCHEDULE(1200,12)}",
        "=SUM(TC_PAY_SCHEDULE(1200,12))",
        "=TC_PAYMENT(9,0,3)",
    )
    assert book.flat == 1


def test_how_a_workbook_is_calculated_and_counts_days_is_read():
    book, other = seen("=TC_FEE(1,2)", mode="manual", date_1904=True), seen("=TC_FEE(1,2)")
    assert (book.calculation, book.is_1904, book.is_calculated_on_opening) == ("manual", True, False)
    assert (other.calculation, other.is_1904, other.is_calculated_on_opening) == ("auto", False, True)


@pytest.mark.parametrize("template", ["treatment_coordinator", "practice_board", "pricing_workbook"])
def test_our_own_templates_have_nothing_to_mend(template):
    made = built(template, Facts("Lakeside", date(2026, 11, 25), True, "0" * 16))
    findings = book_findings(book_in(made, "new.xlsx", "Windows"))
    assert [each for each in findings if each.level == "mend"] == []


SPOILT = [
    ({"spellings": {"xll": 3}}, "mend", "formulas", "3 formulas as an .xll add-in", "tcsheets repair plan.xlsx"),
    ({"spellings": {"plain": 1, "dotted": 2}}, "mend", "formulas", "1 formula as Excel on Windows", "--host"),
    ({"spellings": {"google": 1}}, "mend", "formulas", "Google's export", "--host"),
    ({"spellings": {"linked": 1}}, "mend", "formulas", "file that was moved", "--host"),
    ({"spellings": {}}, "note", "formulas", "none of them", ""),
    ({"name": "p.xlsm"}, "note", "formulas", "a workbook with macros", "--host windows"),
    ({"unknown": {"TC_NEW": 2}}, "mend", "functions", "TC_NEW (2)", "update tcsheets"),
    ({"faults": {"#NAME?": 2}}, "mend", "values", "2 formulas of ours: #NAME?", "switch the add-in on"),
    ({"faults": {"#SPILL!": 1}}, "mend", "values", "1 formula of ours", "empty the cells"),
    ({"faults": {"#VALUE!": 1}}, "mend", "values", "#VALUE!", "#TC!"),
    ({"flat": 2}, "mend", "tables", "first cell only", "@"),
    ({"calculation": "manual"}, "mend", "calculation", "only on F9", "Automatic"),
    ({"calculation": "autoNoTable"}, "note", "calculation", "data tables", "Automatic"),
    ({"is_calculated_on_opening": True}, "note", "calculation", "turn into #NAME?", "tcsheets freeze plan.xlsx"),
    ({"is_1904": True}, "mend", "dates", "1904", "Use 1904 date system"),
    ({"has_macros": True, "is_marked": True}, "mend", "file", "from the internet", "Unblock"),
    ({"has_macros": True, "is_marked": True, "system": "Darwin"}, "mend", "file", "from the internet", "trust it once"),
    ({"place": "OneDrive"}, "note", "file", "it lies in OneDrive", "a folder of this computer"),
    ({"is_read_only": True}, "mend", "file", "read-only", "take that mark off"),
    ({"is_open": True}, "note", "file", "has it open", "close it"),
    ({"alias": "practice"}, "ok", "store", "shared in practice", ""),
    ({"alias": "practice", "is_store_known": False}, "mend", "store", "no store practice", "--name practice"),
    ({"memory_fault": "p: damaged"}, "mend", "store", "p: damaged", "tcsheets check"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "level", "what", "words", "to_do"), [pytest.param(*each, id=each[3]) for each in SPOILT]
)
def test_what_stands_in_the_way_is_named_with_what_to_do(facts, level, what, words, to_do):
    findings = book_findings(replace(WELL, **facts))
    named = [each for each in findings if each.what == what and words in each.words]
    assert [each.level for each in named] == [level]
    assert to_do in named[0].to_do
    assert [each.what for each in findings if each.level == "mend"] == ([what] if level == "mend" else [])


def test_the_file_and_its_store_are_looked_at(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "home"))
    join_store(open_home(), tmp_path / "share", "practice")
    path = tmp_path / "OneDrive - Practice" / "kim.xlsx"
    path.parent.mkdir()
    path.write_bytes(built("practice_board", Facts("Lakeside", date(2026, 11, 25), True, "0" * 16)))
    sync_workbook(path, "practice", home=open_home())
    path.with_name("~$kim.xlsx").touch()
    path.chmod(0o444)
    known, elsewhere = (book_at(path, "Linux", aliases) for aliases in (["practice"], []))
    assert (known.place, known.is_open, known.is_read_only, known.is_marked) == (
        "OneDrive - Practice",
        True,
        True,
        False,
    )
    assert (known.alias, known.is_store_known, elsewhere.is_store_known) == ("practice", True, False)


def test_a_workbook_of_the_command_line_is_examined_beside_the_computer(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "home"))
    path = tmp_path / "plan.xlsx"
    path.write_bytes(drawn("=_xll.TC_PAYMENT(A1,0,12)"))
    done = CliRunner().invoke(app, ["doctor", str(path)])
    assert done.exit_code == 1
    assert (
        "plan.xlsx:\n  MEND  formulas: 1 formula as an .xll add-in writes them\n        -> tcsheets repair"
        in done.output
    )


def test_what_is_no_workbook_is_one_clear_error(tmp_path):
    path = tmp_path / "notes.xlsx"
    path.write_text("notes")
    with pytest.raises(FileError, match="not an Excel workbook"):
        book_at(path, "Linux", [])
    with pytest.raises(FileError, match=r"gone\.xlsx"):
        book_at(tmp_path / "gone.xlsx", "Linux", [])
