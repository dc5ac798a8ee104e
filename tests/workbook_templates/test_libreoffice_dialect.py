"""A workbook for LibreOffice shares the texts that its calls give, and `repair` puts that in and takes it out again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sizes import sized

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


ATOMS = st.sampled_from(["A1", "B$2:C9", '"a)(""b"', "2.5", "Fees[[#All]]", "'it''s'!A1", "TRUE"])
NAMES = st.sampled_from(["IF", "ISTEXT", "SUM", "TC.EXPLAIN", "TC.PLAN_PRICE", "TC.FEE", "TC.NOT_THERE"])


def called(inner):
    return st.tuples(NAMES, st.lists(inner, min_size=1, max_size=3)).map(lambda call: f"{call[0]}({','.join(call[1])})")


@given(st.recursive(ATOMS, lambda inner: called(inner) | st.tuples(inner, inner).map("&".join), max_leaves=12))
@settings(max_examples=sized(100, 500, 5_000))
def test_any_formula_is_the_same_after_its_texts_were_shared_and_owned_again(formula):
    shared = respelled(formula, "dotted", fills_area=True)
    assert own_texts(shared) == formula
    assert respelled(shared, "dotted", fills_area=True) == shared
