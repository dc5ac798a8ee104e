"""The template's own lint: every formula holds its value, speaks one dialect, and hides no number."""

import re

import openpyxl.utils
from openpyxl.formula import Tokenizer
from template_lint import ALLOWED, PLAIN_NUMBERS, column_width, functions_in, shown


def test_every_formula_holds_its_value(made):
    assert [str(each) for each in made.formulas() if each.value is None] == []


def test_no_cell_holds_an_error(made):
    for name in made.book.sheetnames:
        assert 't="e"' not in made.sheet_part(name)
    assert "#TC!" not in "".join(made.parts.values())
    assert [str(each) for each in made.formulas() if each.value.startswith("#")] == []


def test_every_call_is_a_dynamic_array_in_the_dialect_of_the_add_in(made):
    calls = [each for each in made.formulas() if each.is_call]
    assert len(calls) > 50
    assert [
        str(each) for each in calls if 'cm="1"' not in each.attributes or 't="array"' not in each.formula_attributes
    ] == []
    assert [str(each) for each in calls if re.search(r"(?<!_xldudf_)TC_", each.formula)] == []


def test_the_plain_dialect_differs_in_the_names_only(made, plain):
    assert [each.formula.replace("_xldudf_", "") for each in made.formulas()] == [
        each.formula for each in plain.formulas()
    ]
    assert [each.value for each in made.formulas()] == [each.value for each in plain.formulas()]
    columns = re.findall(r"<calculatedColumnFormula>([^<]*TC_[^<]*)<", "".join(made.parts.values()))
    assert columns
    assert all("_xldudf_TC_" in each for each in columns)


def test_the_cells_of_a_spilled_table_stand_in_the_file(made):
    spills = [each for each in made.formulas() if each.is_call and ":" in each.formula_attributes]
    assert {each.sheet for each in spills} == {
        *("Today", "Estimate", "Payment Options", "Payment Plan", "Agreement", "Course", "Dashboard", "Insurance Plans")
    }
    for each in spills:
        area = re.search(r'ref="([^"]+)"', each.formula_attributes)[1]
        rows = made.values[each.sheet][area]
        assert all(type(cell.value) is str for cell in rows[0]), f"{each}: a heading is missing"
        assert len(rows) == 1 or any(cell.value is not None for cell in rows[-1])


def test_no_formula_needs_a_function_that_a_host_lacks(made):
    used = {name for each in made.formulas() for name in functions_in(each.formula)}
    assert {name for name in used if name not in ALLOWED and not name.startswith("_xldudf_TC_")} == set()


def test_no_formula_hides_a_number(made):
    for each in made.formulas():
        numbers = {
            t.value for t in Tokenizer("=" + each.formula).items if t.type == "OPERAND" and t.subtype == "NUMBER"
        }
        assert numbers <= PLAIN_NUMBERS, f"{each} has a number of its own; put it on Settings"


def test_a_table_formula_names_its_own_row_in_full(made):
    for each in made.formulas():
        assert "[@" not in each.formula


def test_every_number_and_date_fits_its_column(made):
    for page in made.values.worksheets:
        merged = {str(area).split(":")[0] for area in page.merged_cells.ranges}
        for row in page.iter_rows():
            for cell in row:
                if cell.value is None or isinstance(cell.value, str) or cell.coordinate in merged:
                    continue
                width = column_width(page, cell.column)
                scale = (cell.font.sz or 11) / 11 * (1.1 if cell.font.b else 1)
                needed = len(shown(cell.value, cell.number_format)) * scale + (cell.alignment.indent or 0)
                assert needed <= width + 0.5, f"{page.title}!{cell.coordinate} needs {needed:.0f}, has {width}"


def test_references_to_other_cells_of_a_sheet_stay_inside_what_is_drawn(made):
    for each in made.formulas():
        for letters in re.findall(r"(?<![A-Za-z!'_.$])\$?([A-Z]{1,2})\$?\d+", each.formula.split('"')[0]):
            assert openpyxl.utils.column_index_from_string(letters) <= made.book[each.sheet].max_column
