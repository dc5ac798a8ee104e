"""The practice's board: the lint of the templates, lists that sync, and figures that agree with the lists."""

import re
from datetime import date

import pytest
from openpyxl.worksheet.cell_range import CellRange

import workbook_templates
from tcsheets.functions import TC_ACCEPTANCE_RATE, TC_ACCEPTANCE_SUMMARY
from tcsheets.outputs import rendering
from tcsheets.sync.lists import CONFLICT_COLUMNS, LISTS, ROW_ID, SYNC
from tcsheets.workbook.package import open_package, read_table
from tcsheets.workbook.patch import Patch, patched
from tcsheets.workbook.recalculation import recalculate
from workbook_templates.practice_board.places import ALL, EARNED, RATES
from workbook_templates.treatment_coordinator.facts import Facts

VISIBLE = ("Board", "Months", "Today", "Follow-ups", "Acceptance Log", "Referrals", "Referrers", "Settings", "Help")
FROM, TO = date(2025, 12, 1), date(2026, 11, 24)


@pytest.fixture(scope="module")
def board(read_book, facts):
    return read_book(workbook_templates.built("practice_board", facts))


def table_of(board, name):
    data = read_table(open_package(board.data, "board"), name)
    return [list(data.header), *data.rows]


def rows_below(board, sheet, head, columns):
    first, last = columns
    found = []
    for row in board.values[sheet].iter_rows(head + 1, head + 30, first, last, values_only=True):
        if row[0] in (None, ""):
            break
        found.append(row)
    return found


def test_the_sheets_stand_in_order_and_the_programs_own_are_hidden(board):
    assert board.book.sheetnames == [*VISIBLE, "Conflicts", "_tcsheets"]
    states = [board.book[name].sheet_state for name in board.book.sheetnames]
    assert states == ["visible"] * len(VISIBLE) + ["hidden", "veryHidden"]


@pytest.mark.parametrize("definition", LISTS, ids=lambda each: each.name)
def test_a_list_has_the_columns_that_the_sync_knows(board, definition):
    columns = [each.name for each in board.book[definition.sheet].tables[definition.table].tableColumns]
    assert tuple(columns) == definition.headers()
    assert (columns[0], columns[-1]) == (ROW_ID, SYNC)
    assert board.book[definition.sheet].column_dimensions["A"].hidden


def test_the_conflicts_table_is_there(board):
    columns = [each.name for each in board.book["Conflicts"].tables["Conflicts"].tableColumns]
    assert columns == [title for _, title in CONFLICT_COLUMNS]


def test_today_is_the_only_clock(board):
    clocks = [
        str(each) for each in board.formulas() if re.search(r"\b(TODAY|NOW|RAND|OFFSET|INDIRECT)\(", each.formula)
    ]
    assert clocks == ["Settings!C6 =TODAY()"]


def is_amount_to_type(board, sheet, cell):
    value = board.values[sheet][cell.coordinate].value
    return cell.style == "TC Entry" and value is not None and not isinstance(value, str)


def test_every_cell_to_fill_in_on_the_board_and_the_settings_has_its_rule(board):
    for sheet in ("Board", "Settings"):
        page = board.book[sheet]
        rules = [CellRange(str(area)) for rule in page.data_validations.dataValidation for area in rule.sqref.ranges]
        entries = [cell for row in page.iter_rows() for cell in row if is_amount_to_type(board, sheet, cell)]
        assert entries
        assert [cell.coordinate for cell in entries if not any(cell.coordinate in area for area in rules)] == []


@pytest.mark.parametrize("sheet", VISIBLE)
def test_every_sheet_prints_one_page_wide_and_keeps_its_headings_in_view(board, sheet):
    page = board.book[sheet]
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToWidth in (None, 1)
    assert "&A" in page.oddFooter.left.text
    assert page.freeze_panes


def test_each_chart_says_in_words_what_it_shows(board):
    drawings = [text for name, text in board.parts.items() if name.startswith("xl/drawings/drawing")]
    words = re.findall(r'<xdr:cNvPr [^>]*descr="([^"]{20,})"', "".join(drawings))
    assert len(words) == 2


def test_the_formulas_of_the_board_are_protected_without_a_password_and_its_yellow_cells_are_not(board):
    page = board.book["Board"]
    assert page.protection.sheet
    assert not page.protection.password
    open_cells = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}
    assert open_cells == {"C3", "F3", f"C{EARNED - 1}", f"E{EARNED - 1}"}


def test_the_board_says_what_the_functions_say_of_its_lists(board):
    log, calls = table_of(board, "AcceptanceLog"), table_of(board, "FollowUps")
    whole = TC_ACCEPTANCE_SUMMARY(log, "", first_day=FROM, last_day=TO, follow_up_list=calls)[1]
    assert [cell.value for cell in board.values["Board"][ALL + 1][1:11]] == whole[:10]
    rate = TC_ACCEPTANCE_RATE(log, "value", first_day=FROM, last_day=TO)
    assert board.values["Board"][f"F{RATES + 3}"].value == rate


def test_the_funnel_never_grows_and_the_parts_add_up_to_the_whole(board):
    (whole,) = rows_below(board, "Board", ALL, (2, 11))
    assert list(whole[1:5]) == sorted(whole[1:5], reverse=True)
    for sheet, head in (("Board", place_of(board, "By coordinator")), ("Months", 5)):
        *parts, total = rows_below(board, sheet, head, (2, 11))
        assert total == whole
        for place in (1, 2, 3, 4, 8, 9):
            assert sum(row[place] for row in parts) == whole[place]


def place_of(board, title):
    return next(row for row in range(1, 200) if board.values["Board"][f"B{row}"].value == title) + 1


def test_the_chart_shows_each_of_the_last_twelve_months_as_the_table_has_it(board):
    table = {row[0]: row[8:10] for row in rows_below(board, "Months", 5, (2, 11))}
    drawn = list(board.values["Months"].iter_rows(6, 17, 16, 18, values_only=True))
    assert [row[0] for row in drawn][::11] == ["2025-12", "2026-11"]
    assert [tuple(row[1:]) for row in drawn] == [table.get(row[0], (0, 0)) for row in drawn]


def test_calls_in_time_are_those_of_the_queue_and_the_rows_add_up(board):
    page = board.values["Board"]
    total, others, *people = list(page.iter_rows(RATES + 1, RATES + 8, 8, 12, values_only=True))
    people = [row for row in people if row[0]]
    assert [row[0] for row in people] == ["Morgan", "Riley"]
    for place in (1, 2, 3):
        assert total[place] == others[place] + sum(row[place] for row in people)
    standings = [row[0] for row in rows_below(board, "Today", 8, (2, 3))]
    assert (total[1], total[2]) == (len(standings), standings.count("overdue"))
    assert total[4] == pytest.approx(1 - total[2] / total[1])


def test_a_row_that_cannot_be_read_never_becomes_a_smaller_figure(board, read_book):
    package = open_package(
        patched(open_package(board.data, "b"), Patch(cells={"Acceptance Log": {(9, 4): "soon"}})), "b"
    )
    page = read_book(recalculate(package, today=date(2026, 11, 24)).data).values["Board"]
    for cell in ("B5", "D5", "F5", f"F{RATES + 1}"):
        assert str(page[cell].value).startswith("#"), cell
    assert "figures are missing" in page["B6"].value


def test_a_board_without_samples_has_blank_rates_and_no_error(read_book):
    empty = read_book(workbook_templates.built("practice_board", Facts("Lakeside", date(2026, 11, 24), sample=False)))
    assert [str(each) for each in empty.formulas() if each.value is None or each.value.startswith("#")] == []
    page = empty.values["Board"]
    assert [page[cell].value for cell in ("B5", "F5", "J5")] == [0, None, None]


@pytest.mark.host("libreoffice")
def test_no_printed_page_of_the_board_shows_hashes_or_errors(soffice, poppler, board, tmp_path):
    import subprocess

    copy = tmp_path / "board.xlsx"
    copy.write_bytes(rendering.printable(board.data, "board.xlsx"))
    pdf = rendering.to_pdf(copy, tmp_path)
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    pages = text.split("\f")[:-1]
    assert sum("By coordinator" in page for page in pages) == 1
    said = text.replace("shows #NAME? needs the add-in", "")
    assert not re.search(r"###|#NAME\?|#VALUE!|#REF!|#N/A|Err:\d", said)
