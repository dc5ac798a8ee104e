"""The template's own lint: every formula holds its value, speaks one dialect, and hides no number."""

import re

import openpyxl.utils


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


def test_references_to_other_cells_of_a_sheet_stay_inside_what_is_drawn(made):
    for each in made.formulas():
        for letters in re.findall(r"(?<![A-Za-z!'_.$])\$?([A-Z]{1,2})\$?\d+", each.formula.split('"')[0]):
            assert openpyxl.utils.column_index_from_string(letters) <= made.book[each.sheet].max_column
