"""The pieces a template is put together from."""

import io
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from tcsheets.errors import DataError
from workbook_templates.finishing import Finish, finished, with_named_styles
from workbook_templates.page import NOTHING_KNOWN, Page, Values
from workbook_templates.sampling import sample_rows, working_day
from workbook_templates.styles import ROLES, STYLE_NAMES, Styles, properties_of
from workbook_templates.tables import Field, Table, draw_table
from workbook_templates.working_out import worked_out


def drawn(read_book, draw, values=NOTHING_KNOWN):
    """Return a workbook of one sheet, as read back."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    page = Page(book.add_worksheet("Sheet"), Styles(book), values, "plain")
    draw(page)
    book.close()
    return read_book(finished(buffer.getvalue(), Finish(page.styles.by_name(), [page.loose_rows])))


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(-60, 60))
def test_a_sample_day_away_from_today_is_never_on_a_weekend(today, days):
    day = working_day(today, days)
    assert days == 0 or day.weekday() < 5
    assert (day > today) - (day < today) == (days > 0) - (days < 0)


def test_a_blank_cell_of_a_sample_file_is_nothing_and_not_zero():
    rows = sample_rows("insurance_plans", {"Implants": "percent"}, date(2026, 11, 24))
    assert [row["Implants"] for row in rows] == [0.5, None, None]


def test_a_style_without_a_known_part_is_refused():
    with pytest.raises(KeyError):
        properties_of(("total", "purple"))


def test_every_named_style_is_a_role():
    assert set(STYLE_NAMES) <= set(ROLES)


def test_a_formula_whose_value_is_empty_text_says_so_in_the_file(read_book):
    book = drawn(
        read_book, lambda page: page.formula("A1", '=IF(B1="","",B1)', "plain"), Values({("Sheet", "A1"): ""}, {})
    )
    assert re.search(r'<c r="A1"[^>]* t="str"><f>', book.sheet_part("Sheet"))


def test_a_spill_fills_its_cells_and_keeps_the_room_beyond_them_in_style(read_book):
    cells = {("Sheet", "B2"): "No.", ("Sheet", "C2"): "Fee", ("Sheet", "B3"): 1.0, ("Sheet", "C3"): 9.5}
    values = Values(cells, {("Sheet", "B2"): (2, 2)})
    styles = (("cell", "count", "center"), ("cell", "money", "right"))
    book = drawn(read_book, lambda page: page.spill("B2", "=TC_PAY_SCHEDULE(A1)", styles, 4), values)
    sheet = book.values["Sheet"]
    assert [[cell.value for cell in row] for row in sheet["B2:C3"]] == [["No.", "Fee"], [1, 9.5]]
    assert (sheet["C3"].number_format, sheet["C5"].number_format) == (
        sheet["C5"].number_format,
        "$#,##0.00;-$#,##0.00;$0.00",
    )
    assert 'ref="B2:C3"' in book.sheet_part("Sheet")


def test_a_row_of_a_table_grows_with_what_is_typed_but_a_heading_keeps_its_height(read_book):
    table = Table("Notes", "A1", (Field("Note", 10, wrap=True),), "notes")
    book = drawn(read_book, lambda page: draw_table(page, table, [{"Note": "a rather long note for one line"}]))
    rows = dict(re.findall(r'<row r="(\d+)"([^>]*)>', book.sheet_part("Sheet")))
    assert "customHeight" in rows["1"]
    assert "customHeight" not in rows["2"]
    assert float(re.search(r'ht="([\d.]+)"', rows["2"])[1]) > 40


def test_a_table_without_rows_has_one_to_type_into(read_book):
    table = Table("Notes", "A1", (Field("Note", 10),), "notes")
    assert drawn(read_book, lambda page: draw_table(page, table, [])).book["Sheet"].tables["Notes"].ref == "A1:A2"


def test_words_of_a_template_that_begin_with_an_equals_sign_are_formulas_and_data_never(read_book):
    def draw(page):
        page.write("A1", "=1+1", "plain")
        page.put("A2", "=1+1", "plain")

    book = drawn(read_book, draw, Values({("Sheet", "A1"): 2.0}, {}))
    assert [cell.cell for cell in book.formulas()] == ["A1"]
    assert book.values["Sheet"]["A1"].value == 2


def test_styles_without_names_stay_as_they_are():
    assert with_named_styles("<cellXfs count='1'/>", {}) == "<cellXfs count='1'/>"


def test_a_template_with_a_formula_that_gives_an_error_cannot_be_made(read_book):
    wrong = drawn(read_book, lambda page: page.formula("A1", "=1/0", "plain"))
    with pytest.raises(DataError, match="1 formulas of the template give no value; the first: Sheet!A1: #DIV/0!"):
        worked_out(wrong.data, date(2026, 11, 24))


def test_a_template_with_a_function_that_the_engine_lacks_cannot_be_made(read_book):
    wrong = drawn(read_book, lambda page: page.formula("A1", "=_xlfn.LAMBDA(_xlpm.a,_xlpm.a+1)(1)", "plain"))
    with pytest.raises(DataError, match="Sheet!A1"):
        worked_out(wrong.data, date(2026, 11, 24))
