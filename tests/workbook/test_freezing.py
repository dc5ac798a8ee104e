"""Values in place of formulas, and formulas in another spelling."""

import io

import pytest
import xlsxwriter

from tcsheets.errors import ArgumentError
from tcsheets.workbook.addresses import area_of
from tcsheets.workbook.formulas import formulas_of
from tcsheets.workbook.freezing import frozen
from tcsheets.workbook.package import open_package, read_area, rows_of
from tcsheets.workbook.recalculation import recalculate
from tcsheets.workbook.repairing import repaired
from tcsheets.workbook.spelling import respelled

GOOGLE = '=IFERROR(__xludf.DUMMYFUNCTION("{}"),"{}")'
SPELLED = ["=_xldudf_TC_FEE(A1)", "=1+TC_FEE(A1)", "=_xll.TC_FEE(A1)", "=tc_fee(TC.FEE(A1))", '="TC_FEE(1)"&A1']


@pytest.fixture
def book():
    """A workbook with TC_ formulas in every spelling, a spill, a table column, a name, and ordinary formulas."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = made.add_worksheet("S")
    sheet.write("A1", "x")
    for row, formula in enumerate(SPELLED, start=1):
        sheet.write_formula(f"B{row}", formula, None, row)
    sheet.write_dynamic_array_formula("D1:D3", "=_xldudf_TC_ROWS(A1)", None, "a")
    sheet.write_column("D2", ["b", "c"])
    sheet.write_formula("F1", GOOGLE.format('TC_ROWS(""a"")', "g"), None, "g")
    sheet.write_formula("F2", GOOGLE.format('""COMPUTED_VALUE""', "h"), None, "h")
    sheet.write_formula("G1", "=SUM(B1:B5)", None, 15)
    columns = [{"header": "Fee", "formula": "=TC_FEE(A1)"}, {"header": "Twice", "formula": "=A1*2"}]
    sheet.add_table("I1:J3", {"name": "T", "columns": columns})
    made.define_name("Best", "=TC_FEE(S!$A$1)")
    made.close()
    return open_package(out.getvalue(), "book.xlsx")


def texts(data, sheet="S"):
    """Return the formulas of a sheet by (row, column)."""
    return {(each.row, each.column): each.text for each in formulas_of(rows_of(open_package(data, "b.xlsx"), sheet))}


def test_freezing_leaves_values_where_tc_formulas_stood_and_nothing_else_changes(book, members):
    data = frozen(book)
    assert texts(data) == {(5, 2): '"TC_FEE(1)"&A1', (1, 7): "SUM(B1:B5)", (2, 10): "A1*2", (3, 10): "A1*2"}
    before, after = (read_area(each, "S", area_of("A1:J5"))[0] for each in (book, open_package(data, "b.xlsx")))
    assert before == after
    old, new = members(book.data), members(data)
    assert {name for name in old if old[name] != new[name]} == {"xl/worksheets/sheet1.xml", "xl/tables/table1.xml"}


def test_a_frozen_table_brings_no_tc_formula_back(book, part):
    table = part(frozen(book), "xl/tables/table1.xml")
    assert "TC_FEE" not in table
    assert "A1*2" in table
    assert "calculatedColumnFormula" not in part(frozen(book, everything=True), "xl/tables/table1.xml")


def test_freezing_everything_leaves_no_formula_and_freezing_again_changes_nothing(book):
    data = frozen(book, everything=True)
    assert texts(data) == {}
    assert frozen(open_package(data, "b.xlsx"), everything=True) == data
    assert frozen(open_package(frozen(book), "b.xlsx")) == frozen(book)


@pytest.mark.parametrize(("dialect", "stem"), [("office_js", "_xldudf_TC_"), ("plain", "TC_"), ("dotted", "TC.")])
def test_repair_spells_every_formula_as_the_host_wants_it(book, part, dialect, stem):
    done = repaired(book, dialect)
    name = f"{stem}FEE"
    found = texts(done.data)
    assert [found[row, 2] for row in range(1, 5)] == [
        f"{name}(A1)",
        f"1+{name}(A1)",
        f"{name}(A1)",
        f"{name}({name}(A1))",
    ]
    assert found[5, 2] == '"TC_FEE(1)"&A1'
    assert found[1, 4] == f"{stem}ROWS(A1)"
    assert f"{name}(A1)</calculatedColumnFormula>" in part(done.data, "xl/tables/table1.xml")
    assert f"{name}(S!$A$1)</definedName>" in part(done.data, "xl/workbook.xml")
    again = repaired(open_package(done.data, "b.xlsx"), dialect)
    assert (again.data, again.formulas) == (done.data, 0)


def test_an_add_in_that_was_moved_is_no_part_of_a_repaired_formula():
    moved = "[1]!TC_FEE(A1)+tcsheets.xlam!_xll.TC_FEE('[2]Old'!B2)+[1]!OTHER(1)+[3]List!A1"
    assert respelled(moved, "office_js") == "_xldudf_TC_FEE(A1)+_xldudf_TC_FEE('[2]Old'!B2)+[1]!OTHER(1)+[3]List!A1"


def test_repair_unwraps_what_google_exported_and_keeps_the_values(book, part):
    sheet = part(repaired(book, "office_js").data, "xl/worksheets/sheet1.xml")
    assert '<f t="array" ref="F1:F2">_xldudf_TC_ROWS("a")</f><v>g</v>' in sheet
    assert '<c r="F2" t="inlineStr"><is><t>h</t></is></c>' in sheet
    assert "<v>b</v>" not in sheet


def test_there_and_back_again_is_the_same_file_but_for_odd_spellings(book):
    plain = repaired(book, "plain")
    there = repaired(open_package(plain.data, "b.xlsx"), "office_js")
    assert repaired(open_package(there.data, "b.xlsx"), "plain").data == plain.data


def test_all_spellings_compute_the_same(book):
    functions = {"TC_FEE": lambda cells: 5.0, "TC_ROWS": lambda cells: [["p"], ["q"]]}
    values = [
        recalculate(open_package(repaired(book, each).data, "b.xlsx"), functions).values
        for each in ("office_js", "plain", "dotted")
    ]
    assert values[0] == values[1] == values[2]


def test_an_unknown_spelling_is_refused(book):
    with pytest.raises(ArgumentError, match="there is no spelling excel; there is office_js, plain, dotted"):
        repaired(book, "excel")
