"""An estimate given stays as given, and the sheet says of each when it no longer holds."""

from datetime import date

import pytest

from tcsheets.workbook.package import open_package
from tcsheets.workbook.patch import Patch, patched
from tcsheets.workbook.recalculation import recalculate
from workbook_templates.treatment_coordinator.given_estimates import GIVEN, HEADER, KEPT

FIRST = HEADER + 1


@pytest.fixture
def changed(made, read_book):
    """Return what changes cells of the template and computes it anew on a day."""

    def change(cells, today=date(2026, 11, 24)):
        package = open_package(patched(open_package(made.data, "template"), Patch(cells=cells)), "template")
        done = recalculate(package, today=today)
        assert [str(each) for each in (*done.kept, *done.errors)] == []
        return read_book(done.data)

    return change


def column(book, header, rows=5):
    page, letters = book.values["Given Estimates"], GIVEN.column(header)
    return [page[f"{letters}{row}"].value for row in range(FIRST, FIRST + rows)]


def test_each_estimate_says_how_it_stands(made):
    expired, replaced, *current = column(made, "Status")
    assert expired.startswith("expired on November 13, 2026; the same services now cost $372, not $360; the benefits")
    assert replaced == "replaced by a newer one"
    assert [each.split(" until ")[0] for each in current] == ["current"] * 3
    assert made.at("EstimatesToRenew") == 1


def test_a_month_later_all_say_that_they_are_over_and_the_figures_stay(made, changed):
    later = changed({}, date(2027, 1, 4))
    assert [each.split(" on ")[0] for each in column(later, "Status")[2:]] == ["expired"] * 3
    assert "a new benefit year began on January 1, 2027" in column(later, "Status")[4]
    assert later.at("EstimatesToRenew") == 4
    for header in ("Fee", "Insurance", "Patient pays", "Given on", "Fees dated"):
        assert column(later, header) == column(made, header)


def test_a_new_row_of_fees_from_a_day_on_outdates_what_was_given_before(changed):
    book = changed({"Fee Schedule": {(66, 2): "D9999", (66, 5): 1.0, (66, 8): 46350}})
    assert column(book, "Status")[4] == "outdated: the fees changed on November 24, 2026"


def test_a_fee_typed_over_outdates_only_the_options_that_have_it(changed, made):
    codes = [row[0] for row in made.values["Fee Schedule"].iter_rows(1, 90, 2, 2, values_only=True)]
    book = changed({"Fee Schedule": {(codes.index("D6750") + 1, 5): 1500.0}})
    assert column(book, "Status")[2] == "current until December 18, 2026"
    assert column(book, "Status")[3].startswith("outdated: the same services now cost")


def test_the_row_to_keep_is_the_case_shown_in_the_order_of_the_table(made, changed):
    assert list(KEPT) == [field.header for field in GIVEN.fields][: len(KEPT)]
    book = changed({"Treatment Plan": {(5, 3): "C-102", (14, 11): 0.1}})
    page = book.values["Given Estimates"]
    kept = {header: page[f"{GIVEN.column(header)}5"].value for header in KEPT}
    assert (kept["Case"], kept["Option"], kept["Discounts"]) == ("C-102", "A", 52)
    assert kept["Fee"] - kept["Discounts"] - kept["Network savings"] - kept["Insurance"] == kept["Patient pays"]
    assert kept["Benefits verified"].date() == date(2026, 11, 18)


def test_what_was_kept_is_current_at_once(made, changed):
    page = made.values["Given Estimates"]
    row = FIRST + 5
    kept = {
        (row, place): page.cell(5, place).value
        for place in range(2, 2 + len(KEPT))
        if page.cell(5, place).value is not None
    }
    book = changed({"Given Estimates": kept})
    assert column(book, "Status", 6)[4:] == ["replaced by a newer one", "current until December 24, 2026"]
