"""LibreOffice, a program of others, opens what is patched and computes what is computed here."""

import io
from datetime import date

import pytest
import xlsxwriter

from tcsheets.workbook.addresses import area_of
from tcsheets.workbook.contents import Cached
from tcsheets.workbook.package import open_package, read_area, read_table
from tcsheets.workbook.patch import Patch, patched
from tcsheets.workbook.recalculation import recalculate

pytestmark = pytest.mark.host("libreoffice")

FORMULAS = [
    "=SUM(Fees[Fee])",
    '=IFERROR(INDEX(Fees[Fee],MATCH("D2740",Fees[Code],0)),"")',
    '=TEXT(46350,"yyyy-mm-dd")&" "&UPPER("a")',
    '=COUNTIFS(Fees[Fee],">100",Fees[Code],"D*")',
    '=_xlfn.MINIFS(Fees[Fee],Fees[Fee],">100")',
    "=ROUND(PMT(0.0824/12,24,-1285),2)",
    '=IF(B3>100,TRUE,"no")',
    "=1/0",
    '=IF(TRUE,"",1)',
    "=EDATE(46350,1)+WEEKDAY(46350,2)",
    "=ROW(Fees[[#Headers],[Fee]])+COLUMN(Fees[Fee])",
    "=SUMPRODUCT((Fees[Fee]>100)*Fees[Fee])",
    "=Rate*2",
    "=TC_TWICE(B3)+1",
    "=TODAY()-1",
]


@pytest.fixture
def fees():
    """A workbook of ordinary formulas, two that are not, and their values as computed here."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Fees")
    columns = [{"header": each} for each in ("Code", "Fee", "Half")]
    columns[2]["formula"] = "=Fees[[#This Row],[Fee]]/2"
    sheet.add_table("A2:C4", {"name": "Fees", "columns": columns, "data": [["D2740", 1285], ["D1110", 98.5]]})
    book.define_name("Rate", "=Fees!$B$4")
    for row, formula in enumerate(FORMULAS, start=1):
        sheet.write_formula(f"F{row}", formula)
    book.close()
    package = open_package(out.getvalue(), "fees.xlsx")
    return recalculate(package, {"TC_TWICE": lambda cells: cells[0] * 2}, date(2020, 1, 2)).data


def test_ordinary_formulas_have_the_values_that_libreoffice_computes(fees, disagreements):
    assert disagreements(fees) == ({}, len(FORMULAS) - 2 + 2)


def test_a_planted_wrong_value_is_found(fees, disagreements):
    wrong = patched(open_package(fees, "fees.xlsx"), Patch({"Fees": {(1, 6): Cached(1.0), (9, 6): Cached("x")}}))
    assert disagreements(wrong)[0] == {"Fees!F1": (1.0, 1383.5), "Fees!F9": ("x", "")}


def test_what_was_patched_opens_with_every_value_where_it_belongs(rich, saved_by_libreoffice):
    package = open_package(rich, "rich.xlsm")
    rows = [["id40", "=1+1 <&>", 1.5, date(2026, 11, 24), None, "new\nline"]] * 2
    new = patched(package, Patch({"Follow-ups": {(5, 3): "edited", (6, 7): True}}, {"FollowUps": rows}))
    saved = open_package(saved_by_libreoffice(new), "saved.xlsx")
    found = read_table(saved, "FollowUps").rows
    assert found[1][1] == "edited"
    assert found[2][5] in (True, 1.0)
    assert found[40] == found[41] == ["id40", "=1+1 <&>", 1.5, 46350.0, 46352.0, "new\nline"]
    assert read_area(saved, "Follow-ups", area_of("A60"))[0] == [["merged"]]


def test_the_template_has_the_values_that_libreoffice_computes(disagreements):
    from workbook_templates import built
    from workbook_templates.treatment_coordinator.facts import Facts

    differing, count = disagreements(
        built("treatment_coordinator", Facts("Elm Street", date(2026, 11, 24), True, "b1"))
    )
    assert differing == {}
    assert count > 100
