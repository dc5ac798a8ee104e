"""The sample cases tell their story, to the cent, when each is chosen; the file's values are those it computes."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from tcsheets.workbook.package import open_package
from tcsheets.workbook.patch import Patch, patched
from tcsheets.workbook.recalculation import recalculate
from workbook_templates.treatment_coordinator.layout import OPTION_ROOM

GOLDEN = json.loads((Path(__file__).parent.parent / "golden/templates/sample_cases.json").read_text(encoding="utf-8"))
PICKER = {"Treatment Plan": (5, 3)}


def changed(data, cells):
    """Return a workbook with other values in some cells, computed anew."""
    package = open_package(patched(open_package(data, "template"), Patch(cells=cells)), "template")
    done = recalculate(package, today=date(2026, 11, 24))
    assert [str(each) for each in (*done.kept, *done.errors)] == []
    return done


def area_of_name(made, name):
    sheet, area = made.book.defined_names[name].attr_text.rsplit("!", 1)
    left, top, right, bottom = range_boundaries(area.replace("$", ""))
    return [list(row) for row in made.values[sheet.strip("'")].iter_rows(top, bottom, left, right, values_only=True)]


@pytest.fixture(scope="session", params=GOLDEN["cases"], ids=lambda case: case["case"])
def shown(request, made, read_book):
    """A sample case and the template that shows it."""
    sheet, cell = next(iter(PICKER.items()))
    return request.param, read_book(changed(made.data, {sheet: {cell: request.param["case"]}}).data)


def test_the_figures_of_the_case_are_those_worked_by_hand(shown):
    case, book = shown
    assert {name: book.at(name) for name in case["figures"]} == case["figures"]


def test_the_options_stand_side_by_side_with_what_each_leaves_to_pay(shown):
    case, book = shown
    rows = area_of_name(book, "OptionTable")[1 : 1 + OPTION_ROOM]
    assert [[cell or "" for cell in row[:2]] + row[2:] for row in rows if row[2] not in (None, "")] == case["options"]


def test_each_service_says_why_on_the_page_for_the_patient(shown):
    case, book = shown
    page = book.values["Presentation"]
    whys = [row[0] for row in page.iter_rows(20, 29, 9, 9, values_only=True) if row[0]]
    assert whys == case["why"]


def test_the_services_on_the_page_add_up_to_the_option_shown(shown):
    case, book = shown
    page = book.values["Presentation"]
    rows = [row for row in page.iter_rows(20, 29, 5, 8, values_only=True) if row[0] not in (None, "")]
    sums = [round(sum(row[place] for row in rows), 2) for place in range(4)]
    assert sums == [case["figures"][name] for name in ("PlanFee", "PlanSavings", "InsurancePays", "PatientPays")]


def test_the_parts_of_the_bar_are_the_whole_fee(shown):
    _, book = shown
    assert book.at("InsurancePays") + book.at("PlanSavings") + book.at("PatientPays") == book.at("PlanFee")


def test_the_payment_schedule_pays_what_the_patient_owes(shown):
    case, book = shown
    page = book.values["Payment Plan"]
    payments = [row[0] for row in page.iter_rows(14, 74, 4, 4, values_only=True) if row[0] is not None]
    assert (payments[0] if payments else None) == case["first_payment"]
    assert round(sum(payments), 2) == case["figures"]["PatientPays"]
    assert not payments or page["C14"].value == datetime(2026, 12, 24)


def test_computing_the_template_again_changes_no_value_and_no_byte(made):
    done = changed(made.data, {})
    assert (done.changed, done.data == made.data) == (0, True)
    assert done.formulas > 500


def test_the_agreement_discloses_the_plan_that_is_scheduled(shown):
    case, book = shown
    lines = {row[0]: row[3] for row in book.values["Agreement"].iter_rows(9, 21, 2, 5, values_only=True)}
    assert lines.get("Total of Payments") == (case["figures"]["PatientPays"] if case["first_payment"] else None)


def test_each_offer_of_the_financing_table_is_compared_or_says_why_not(shown):
    case, book = shown
    offers = [row[1].value for row in book.values["Financing"].iter_rows(5, 12)]
    rows = list(book.values["Payment Options"].iter_rows(30, 44, 2, 14, values_only=True))
    compared = [row[0] for row in rows if row[0]]
    refused = [row[12].split(":")[0] for row in rows if row[12]]
    assert sorted(compared + refused) == (sorted(offers) if case["figures"]["PatientPays"] else [])


def test_a_day_later_only_what_depends_on_the_day_changes(made):
    package = open_package(made.data, "template")
    done = recalculate(package, today=date(2026, 11, 25))
    before, after = openpyxl_values(made.data), openpyxl_values(done.data)
    different = {sheet for (sheet, cell), value in after.items() if before[sheet, cell] != value}
    assert done.errors == ()
    fixed = {"Cases", "Treatment Plan", "Acceptance Log", "Referrals", "Fee Schedule", "Claims", "Financing", "Help"}
    assert not different & (fixed | {"Glossary", "Conflicts", "_tcsheets"})
    assert after["Settings", "C7"] - before["Settings", "C7"] == timedelta(days=1)


def openpyxl_values(data):
    import io

    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {(sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet.iter_rows() for cell in row}


def test_a_case_without_insurance_pays_the_whole_fee_and_says_so(made, read_book):
    book = read_book(changed(made.data, {"Cases": {(5, 6): None}}).data)
    assert (book.at("InsurancePays"), book.at("PatientPays")) == (0, 3454)
    assert book.values["Presentation"]["I20"].value == "No insurance plan is on file."


def test_the_first_option_is_shown_while_none_is_chosen(made, read_book):
    book = read_book(changed(made.data, {"Treatment Plan": {(5, 3): "C-102"}, "Cases": {(6, 9): None}}).data)
    assert (book.at("OptionShown"), book.at("PatientPays")) == ("A", 3783)


def test_a_discount_on_a_line_is_a_saving_of_the_patient(made, read_book):
    first_line = {"Treatment Plan": {(9, 11): 0.1}}
    book = read_book(changed(made.data, first_line).data)
    assert book.at("PlanSavings") == 1212 + 129
    assert book.at("PatientPays") == 1162 - 129


def test_a_case_that_does_not_exist_shows_no_figures_of_another(made, read_book):
    sheet, cell = next(iter(PICKER.items()))
    package = open_package(patched(open_package(made.data, "t"), Patch(cells={sheet: {cell: "C-999"}})), "t")
    book = read_book(recalculate(package, today=date(2026, 11, 24)).data)
    assert book.at("CaseAbout") in (None, "")
    assert book.values["Presentation"]["E20"].value in (None, "")


@pytest.mark.parametrize(
    ("what", "cells"),
    [
        ("a code without a fee", {"Treatment Plan": {(9, 6): "D9998"}}),
        ("a share that is no share", {"Insurance Plans": {(23, 4): "much"}}),
        ("a fee that stands twice", {"Fee Schedule": {(66, 2): "D2740", (66, 5): 1.0}}),
    ],
)
def test_a_fault_never_becomes_a_smaller_amount_on_the_patients_page(made, read_book, what, cells):
    package = open_package(patched(open_package(made.data, "t"), Patch(cells=cells)), "t")
    done = recalculate(package, today=date(2026, 11, 24))
    book = read_book(done.data)
    page = book.values["Presentation"]
    assert done.errors
    for name in ("PatientPays", "InsurancePays"):
        assert str(book.at(name)).startswith("#"), what
    assert [str(page[cell].value)[0] for cell in ("H8", "I8", "E33", "E34", "H20", "I20")] == ["#"] * 6
    assert page["B5"].value.startswith("Not ready to hand out")
    assert str(book.at("PaidInAll")).startswith("#")


def test_a_due_time_that_is_an_error_is_not_left_out_of_the_count(made, read_book):
    cells = {"Settings": {(8, 3): "soon"}}
    package = open_package(patched(open_package(made.data, "t"), Patch(cells=cells)), "t")
    book = read_book(recalculate(package, today=date(2026, 11, 24)).data)
    assert str(book.values["Start"]["D5"].value).startswith("#")
