"""What a new workbook is made of: sheets, tables, rules for typing, looks, print settings."""

import re
from datetime import datetime

import openpyxl.utils
import pytest

from tcsheets.sync.base import born_mark
from tcsheets.sync.lists import CONFLICT_COLUMNS, LISTS, ROW_ID, SYNC

VISIBLE = (
    "Start",
    "Today",
    "Cases",
    "Treatment Plan",
    "Estimate",
    "Presentation",
    "Payment Options",
    "Payment Plan",
    "Agreement",
    "Good Faith Estimate",
    "Given Estimates",
    "Consent",
    "Notes",
    "Visits",
    "Course",
    "Follow-ups",
    "Acceptance Log",
    "Referrals",
    "Dashboard",
    "Fee Schedule",
    "Insurance Plans",
    "Claims",
    "Benefits",
    "Financing",
    "Glossary",
    "Words",
    "Settings",
    "Help",
)
TABLES = {
    "Cases": "Cases",
    "Treatment Plan": "TreatmentPlan",
    "Notes": "Notes",
    "Visits": "Visits",
    "Given Estimates": "GivenEstimates",
    "Follow-ups": "FollowUps",
    "Acceptance Log": "AcceptanceLog",
    "Referrals": "Referrals",
    "Fee Schedule": "FeeSchedule",
    "Claims": "Claims",
    "Financing": "Financing",
    "Glossary": "Glossary",
    "Words": "PageWords",
    "Help": "Help",
    "Conflicts": "Conflicts",
}


def headers(made, sheet, table):
    return [column.name for column in made.book[sheet].tables[table].tableColumns]


def test_the_sheets_stand_in_order_and_the_programs_own_are_hidden(made):
    assert made.book.sheetnames == [*VISIBLE, "Conflicts", "_tcsheets"]
    assert [made.book[name].sheet_state for name in VISIBLE] == ["visible"] * len(VISIBLE)
    assert (made.book["Conflicts"].sheet_state, made.book["_tcsheets"].sheet_state) == ("hidden", "veryHidden")


def test_each_table_has_its_name(made):
    assert {sheet: name for sheet, name in TABLES.items() if name not in made.book[sheet].tables} == {}
    assert set(made.book["Settings"].tables) == {
        *("Settings", "OfficeHours", "Coordinators", "Providers", "Holidays"),
        *("ContactLadder", "CommissionTiers"),
    }


@pytest.mark.parametrize("definition", LISTS, ids=lambda each: each.name)
def test_a_list_has_the_columns_that_the_sync_knows_and_a_hidden_row_id(made, definition):
    assert tuple(headers(made, definition.sheet, definition.table)) == definition.headers()
    assert (definition.headers()[0], definition.headers()[-1]) == (ROW_ID, SYNC)
    assert made.book[definition.sheet].column_dimensions["A"].hidden


def test_the_conflicts_table_has_the_columns_that_the_sync_writes(made):
    assert headers(made, "Conflicts", "Conflicts") == [title for _, title in CONFLICT_COLUMNS]
    assert made.book["Conflicts"].column_dimensions["A"].hidden


def test_the_base_sheet_says_only_that_the_workbook_was_born(made, facts):
    sheet = made.book["_tcsheets"]
    assert (sheet.dimensions, sheet["A1"].value) == ("A1:A1", born_mark(facts.base_id))


def test_local_columns_hold_no_name_and_no_number_of_a_person(made):
    for sheet, letters in (("Follow-ups", "DE"), ("Cases", "D")):
        area = next(iter(made.book[sheet].tables.values())).ref
        first, last = (int(re.sub(r"\D", "", end)) for end in area.split(":"))
        assert [made.book[sheet][f"{c}{row}"].value for c in letters for row in range(first + 1, last + 1)] == [
            None
        ] * (len(letters) * (last - first))


def ruled(made, sheet):
    """Return the columns of a sheet for which there is a rule of what may be typed."""
    ranges = [str(rule.sqref) for rule in made.book[sheet].data_validations.dataValidation]
    return {re.sub(r"\d", "", area.split(":")[0]) for area in ranges}


def test_every_column_of_words_to_choose_from_amounts_and_dates_has_its_rule(made):
    for definition in LISTS:
        letters = {
            openpyxl.utils.get_column_letter(place): column
            for place, column in enumerate(definition.columns, start=2)
            if column.place == "shared" and (column.kind != "text" or column.title in ("Coordinator", "Provider"))
        }
        assert set(letters) <= ruled(made, definition.sheet)


def test_a_list_of_choices_offers_the_words_of_the_sync(made):
    rules = made.book["Follow-ups"].data_validations.dataValidation
    lists = [rule.formula1.strip('"').split(",") for rule in rules if rule.type == "list" and rule.formula1[0] == '"']
    wanted = [list(column.choices) for column in LISTS[0].columns if column.choices]
    assert [each for each in wanted if each not in lists] == []


@pytest.mark.parametrize("sheet", VISIBLE)
def test_every_sheet_prints_one_page_wide_with_its_name_and_page_number(made, sheet):
    page = made.book[sheet]
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToWidth in (None, 1)
    assert "&A" in page.oddFooter.left.text
    assert "&P" in page.oddFooter.right.text.replace("&[Page]", "&P") or "Page" in page.oddFooter.right.text


@pytest.mark.parametrize(
    "sheet",
    [
        *("Presentation", "Payment Options", "Agreement", "Good Faith Estimate", "Consent", "Course"),
        *("Insurance Plans", "Today"),
    ],
)
def test_the_pages_for_the_patient_are_one_page_each(made, sheet):
    page = made.book[sheet]
    assert page.page_setup.fitToHeight in (None, 1)
    assert page.print_area


@pytest.mark.parametrize("sheet", [*TABLES])
def test_headings_stay_in_view_and_at_the_head_of_each_page(made, sheet):
    page = made.book[sheet]
    row = int(re.sub(r"\D", "", page.tables[TABLES[sheet]].ref.split(":")[0]))
    assert page.freeze_panes
    assert int(re.sub(r"\D", "", page.freeze_panes)) == row + 1
    assert page.print_title_rows == f"${row}:${row}"


def test_the_named_styles_are_in_the_file_and_used(made):
    names = set(re.findall(r'<cellStyle name="([^"]+)"', made.parts["xl/styles.xml"]))
    assert {"TC Title", "TC Heading", "TC Column", "TC Entry", "TC Figure", "TC Note"} <= names
    assert made.book["Treatment Plan"]["C5"].style == "TC Entry"
    assert made.book["Start"]["B1"].style == "TC Title"


def test_each_chart_says_in_words_what_it_shows(made):
    drawings = [text for name, text in made.parts.items() if name.startswith("xl/drawings/drawing")]
    assert drawings
    assert all(re.search(r'<xdr:cNvPr [^>]*descr="[^"]{20,}"', text) for text in drawings)


def test_excel_need_not_work_out_anything_on_opening(made):
    tag = re.search(r"<calcPr[^>]*>", made.parts["xl/workbook.xml"])[0]
    assert 'calcId="191029"' in tag
    assert "fullCalcOnLoad" not in tag


def test_today_is_the_only_clock(made):
    volatile = re.compile(r"\b(TODAY|NOW|RAND|RANDBETWEEN|OFFSET|INDIRECT)\(")
    assert [str(each) for each in made.formulas() if volatile.search(each.formula)] == ["Settings!C7 =TODAY()"]


def test_the_workbook_says_when_and_by_what_it_was_made(made, facts):
    day = facts.today
    assert made.book.properties.created == datetime(day.year, day.month, day.day)
    assert [each.name for each in made.book.custom_doc_props.props] == ["tcsheets"]


GUARDED = {
    *("Start", "Today", "Estimate", "Presentation", "Payment Options", "Payment Plan", "Agreement"),
    *("Good Faith Estimate", "Consent", "Course", "Dashboard", "Benefits", "Help"),
}


def test_sheets_of_formulas_are_protected_without_a_password_and_lists_are_open(made):
    assert {page.title for page in made.book.worksheets if page.protection.sheet} == GUARDED
    for name in GUARDED:
        assert made.book[name].protection.password is None
        assert "hashValue" not in made.sheet_part(name)
        assert set(made.book[name].tables) <= {"Help"}


def test_on_a_protected_sheet_every_entry_is_open_and_every_formula_beside_it_is_not(made):
    for name in GUARDED:
        for row in made.book[name].iter_rows():
            for cell in row:
                is_entry = cell.style == "TC Entry"
                assert cell.protection.locked != is_entry or cell.value is None, f"{name}!{cell.coordinate}"


def test_every_cell_with_a_rule_for_typing_on_a_protected_sheet_can_be_typed_into(made):
    for name in GUARDED:
        for rule in made.book[name].data_validations.dataValidation:
            for area in rule.sqref.ranges:
                assert not made.book[name].cell(area.min_row, area.min_col).protection.locked, f"{name}!{area}"
