"""The lint of every template: no error, no hidden number, every input with its rule, every sheet printable."""

import re

import pytest
from openpyxl.formula import Tokenizer
from openpyxl.worksheet.cell_range import CellRange
from template_lint import ALLOWED, PLAIN_NUMBERS, column_width, functions_in, shown

import workbook_templates
from workbook_templates.styles import NUMBER_FORMATS

# A cell in one of these formats holds an amount, a day, a time, a share or a number.
TYPED = {text for kind, text in NUMBER_FORMATS.items() if kind not in ("text", "unseen")}


@pytest.fixture(scope="module", params=sorted(workbook_templates.TEMPLATES))
def template(request, read_book, facts):
    """Each template in turn."""
    return read_book(workbook_templates.built(request.param, facts))


def visible(template):
    return [page for page in template.book.worksheets if page.sheet_state == "visible"]


def test_every_formula_holds_its_value_and_none_is_an_error(template):
    assert [str(each) for each in template.formulas() if each.value is None or each.value.startswith("#")] == []
    assert all('t="e"' not in template.sheet_part(name) for name in template.book.sheetnames)
    assert "#TC!" not in "".join(template.parts.values())


def test_no_formula_hides_a_number_or_needs_a_function_that_a_host_lacks(template):
    for each in template.formulas():
        operands = [token for token in Tokenizer("=" + each.formula).items if token.type == "OPERAND"]
        numbers = {token.value for token in operands if token.subtype == "NUMBER"}
        assert numbers <= PLAIN_NUMBERS, f"{each} has a number of its own; put it on Settings"
        used = {name for name in functions_in(each.formula) if not name.startswith("_xldudf_TC_")}
        assert used <= ALLOWED, str(each)
        assert "[@" not in each.formula
        assert len(each.formula) < 8000


def test_there_is_one_clock(template):
    clocks = [each for each in template.formulas() if re.search(r"\b(TODAY|NOW|RAND|OFFSET|INDIRECT)\(", each.formula)]
    assert [each.formula for each in clocks] == ["TODAY()"]


def ruled(page):
    return [CellRange(str(area)) for rule in page.data_validations.dataValidation for area in rule.sqref.ranges]


def is_ruled(cell, rules):
    return any(
        rule.min_row <= cell.row <= rule.max_row and rule.min_col <= cell.column <= rule.max_col for rule in rules
    )


def test_every_cell_to_fill_in_that_is_no_plain_text_has_its_rule(template):
    for page in visible(template):
        rules = ruled(page)
        inputs = [cell for row in page.iter_rows() for cell in row if cell.style == "TC Entry"]
        typed = [cell for cell in inputs if cell.number_format in TYPED]
        assert [cell.coordinate for cell in typed if not is_ruled(cell, rules)] == [], page.title


def test_every_column_of_a_table_that_is_no_plain_text_has_its_rule_in_each_row(template):
    for page in visible(template):
        rules = ruled(page)
        for table in page.tables.values():
            computed = {column.name for column in table.tableColumns if column.calculatedColumnFormula is not None}
            area = CellRange(table.ref)
            for place, column in enumerate(table.tableColumns, start=area.min_col):
                cells = [page.cell(row, place) for row in range(area.min_row + 1, area.max_row + 1)]
                typed = [cell for cell in cells if cell.number_format in TYPED and column.name not in computed]
                typed = [cell for cell in typed if not str(cell.value).startswith("=")]
                assert [cell.coordinate for cell in typed if not is_ruled(cell, rules)] == [], (page.title, column.name)


def test_every_rule_says_in_a_sentence_what_to_type(template):
    for page in template.book.worksheets:
        for rule in page.data_validations.dataValidation:
            assert rule.error, f"{page.title}!{rule.sqref}"


def test_no_table_has_merged_cells(template):
    for page in template.book.worksheets:
        for table in page.tables.values():
            area = CellRange(table.ref)
            assert [str(merged) for merged in page.merged_cells.ranges if not area.isdisjoint(merged)] == []


def test_every_sheet_prints_one_page_wide_with_its_name_and_page_number(template):
    for page in visible(template):
        assert page.sheet_properties.pageSetUpPr.fitToPage, page.title
        assert page.page_setup.fitToWidth in (None, 1), page.title
        assert "&A" in page.oddFooter.left.text, page.title
        assert page.oddFooter.right.text, page.title


def test_a_table_keeps_its_headings_in_view_and_can_be_filtered(template):
    for page in visible(template):
        for table in page.tables.values():
            assert table.autoFilter is not None, table.name
        if len(page.tables) == 1 and page.max_row > 40:
            assert page.freeze_panes, page.title


def test_each_chart_says_in_words_what_it_shows(template):
    drawings = [text for name, text in template.parts.items() if name.startswith("xl/drawings/drawing")]
    for text in drawings:
        assert text.count("<xdr:cNvPr") == len(re.findall(r'<xdr:cNvPr [^>]*descr="[^"]{12,}"', text))


def test_every_number_and_date_fits_its_column(template):
    for page in template.values.worksheets:
        merged = {str(area).split(":")[0] for area in page.merged_cells.ranges}
        for cell in (cell for row in page.iter_rows() for cell in row):
            if cell.value is None or isinstance(cell.value, str) or cell.coordinate in merged:
                continue
            scale = (cell.font.sz or 11) / 11 * (1.1 if cell.font.b else 1)
            needed = len(shown(cell.value, cell.number_format)) * scale + (cell.alignment.indent or 0)
            assert needed <= column_width(page, cell.column) + 0.5, f"{page.title}!{cell.coordinate}"


def test_what_is_protected_is_protected_without_a_password(template):
    for page in template.book.worksheets:
        assert page.protection.password is None
        assert "hashValue" not in template.sheet_part(page.title)
