"""A workbook for LibreOffice shares the texts that its calls give, and `repair` puts that in and takes it out again."""

import pytest

import workbook_templates
from tcsheets.workbook.package import open_package
from tcsheets.workbook.recalculation import recalculate
from tcsheets.workbook.repairing import repaired
from tcsheets.workbook.spelling import SHARED, own_texts, respelled


def formulas(made):
    return {(each.sheet, each.cell): (each.formula_attributes, each.formula) for each in made.formulas()}


@pytest.fixture(scope="module")
def dotted(facts, read_book):
    return read_book(workbook_templates.built("treatment_coordinator", facts, "dotted"))


def test_repair_for_libreoffice_makes_of_excels_workbook_what_new_makes(made, dotted, read_book):
    there = read_book(repaired(open_package(made.data, "b.xlsx"), "dotted").data)
    assert formulas(there) == formulas(dotted)
    assert sum(SHARED in text for _, text in formulas(there).values()) > 20


def test_repair_for_excel_makes_of_libreoffices_workbook_what_it_was(made, dotted, read_book):
    back = read_book(repaired(open_package(dotted.data, "b.xlsx"), "office_js").data)
    assert formulas(back) == formulas(made)


def test_a_workbook_for_libreoffice_is_recalculated_here_to_the_same_values(made, dotted, facts):
    values = [recalculate(open_package(each.data, "b.xlsx"), today=facts.today).values for each in (made, dotted)]
    assert values[0] == values[1]


@pytest.mark.parametrize(
    "formula",
    [
        'IF(A1>0,TC.PAY_SCHEDULE(A1,IF(B1="(",1,2)),"")',
        'TC.EXPLAIN(A1,B1:C2)&TC.EXPLAIN("a)",B1:C2)',
        "TC.EXPLAIN(TC.EXPLAIN(A1,B1:C2),B1:C2)",
        'IF(ISTEXT(A1),TC.EXPLAIN(A1,B1:C2)&"",2)',
        "SUM(TC.PAYMENT(A1,B1),1)",
    ],
)
def test_texts_are_shared_and_owned_again_without_a_trace(formula):
    shared = respelled(formula, "dotted", fills_area=True)
    assert own_texts(shared) == formula
    assert respelled(shared, "dotted", fills_area=True) == shared
    assert respelled(formula, "dotted") == formula
