"""Sheets, tables and columns are added to a workbook, and every part that need not name them stays byte for byte."""

import io
import re
import zipfile

import openpyxl
import pytest
import xlsxwriter

from tcsheets.errors import ArgumentError, DecisionError
from tcsheets.workbook.addresses import Area
from tcsheets.workbook.new_columns import NewColumn, with_columns
from tcsheets.workbook.new_parts import NewSheet, NewTable, with_sheet
from tcsheets.workbook.new_tables import with_range_as_table
from tcsheets.workbook.package import open_package, read_table

BODY = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Code</t></is></c></row></sheetData>'
CODES = NewSheet("Codes & fees", "hidden", BODY, NewTable("Codes", Area(1, 1, 2, 1), ("Code",)))
HIDDEN = NewColumn("row_id", is_hidden=True)


def book(draw):
    """Return a workbook's package with one sheet, drawn by a function."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    draw(made, made.add_worksheet("List"))
    made.close()
    return open_package(out.getvalue(), "own.xlsx")


def calls(also=lambda made, sheet: None, **options):
    """Return a workbook with a table of two rows, and what a function draws besides."""

    def draw(made, sheet):
        sheet.write_row("B4", ["a", "b"])
        columns = {"columns": [{"header": "Case"}, {"header": "Note"}]}
        sheet.add_table("B3:C5", {"name": "Calls", **columns, **options})
        also(made, sheet)

    return book(draw)


def changed(before, after):
    """Return the names of the parts that are not what they were, and of those that are new."""
    with zipfile.ZipFile(io.BytesIO(before.data)) as old, zipfile.ZipFile(io.BytesIO(after.data)) as new:
        known = set(old.namelist())
        same = {name for name in known if old.read(name) == new.read(name)}
        return known - same, set(new.namelist()) - known


def test_a_new_sheet_changes_only_the_parts_that_name_it(rich):
    before = open_package(rich, "rich.xlsm")
    after = with_sheet(before, CODES)
    old, new = changed(before, after)
    assert old == {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "docProps/app.xml"}
    assert new == {"xl/worksheets/sheet4.xml", "xl/worksheets/_rels/sheet4.xml.rels", "xl/tables/table2.xml"}
    assert after.sheet("codes & fees").state == "hidden"
    assert read_table(after, "Codes").header == ("Code",)
    assert [each.name for each in after.names] == [each.name for each in before.names]


def test_new_columns_change_only_their_sheet_and_their_table(rich):
    before = open_package(rich, "rich.xlsm")
    after = with_columns(before, before.table("FollowUps"), [NewColumn("Sync", like=3)])
    assert changed(before, after) == ({"xl/worksheets/sheet1.xml", "xl/tables/table1.xml"}, set())
    assert str(after.table("FollowUps").area) == "B3:H43"
    assert read_table(after, "FollowUps").header[-1] == "Sync"
    assert [row[:6] for row in read_table(after, "FollowUps").rows] == read_table(before, "FollowUps").rows


def test_the_list_of_titles_names_a_sheet_that_people_can_find(rich, part):
    package = open_package(rich, "rich.xlsm")
    titles = part(with_sheet(package, CODES).data, "docProps/app.xml")
    assert "<vt:lpstr>Charts &amp; more</vt:lpstr><vt:lpstr>Codes &amp; fees</vt:lpstr>" in titles
    assert titles.count("<vt:lpstr>") == int(re.search(r'size="(\d+)" baseType="lpstr"', titles)[1]) + 2
    secret = with_sheet(package, NewSheet("Secret", "veryHidden", "<sheetData/>"))
    assert "docProps/app.xml" not in changed(package, secret)[0]


def test_a_hidden_column_hides_no_other():
    def narrow(made, sheet):
        sheet.set_column("A:F", 5)
        sheet.write("C3", "Note", made.add_format({"bold": True}))

    package = calls(narrow)
    after = with_columns(package, package.table("Calls"), [HIDDEN, NewColumn("Sync", width=28)])
    sheet = openpyxl.load_workbook(io.BytesIO(after.data))["List"]
    assert read_table(after, "Calls").hidden == {"row_id"}
    assert "".join(re.findall(r"<cols>.*</cols>", after.raw("xl/worksheets/sheet1.xml").decode())).count("<col ") == 4
    assert (sheet.column_dimensions["E"].width, sheet["E3"].value, sheet["E3"].font.bold) == (28, "Sync", True)


def test_new_cells_look_like_those_of_the_column_that_is_named():
    def dated(made, sheet):
        sheet.write("C5", "x", made.add_format({"italic": True}))

    package = calls(dated)
    after = with_columns(package, package.table("Calls"), [NewColumn("More", like=3)])
    sheet = openpyxl.load_workbook(io.BytesIO(after.data))["List"]
    assert (sheet["D5"].font.italic, sheet["D5"].value, sheet["D4"].font.italic) == (True, None, False)


@pytest.mark.parametrize(
    ("also", "place"),
    [
        (lambda made, sheet: sheet.write("D5", "mine"), "D5"),
        (lambda made, sheet: sheet.merge_range("D3:E4", "mine"), "D3"),
        (lambda made, sheet: sheet.insert_chart("D4", chart_in(made)), "D4:"),
        (lambda made, sheet: sheet.add_sparkline("D4", {"range": "List!B4:C4"}), "D4"),
        (lambda made, sheet: sheet.add_table("D4:D6", {"name": "Mine"}), "D4"),
        (lambda made, sheet: sheet.write("D40", "a note far below would be hidden"), "D40"),
    ],
)
def test_nothing_is_written_over_what_stands_right_of_a_table(also, place):
    package = calls(also)
    with pytest.raises(DecisionError, match=rf"own.xlsx: List!{place}.* stands right of the table Calls"):
        with_columns(package, package.table("Calls"), [HIDDEN])


def chart_in(made):
    chart = made.add_chart({"type": "pie"})
    chart.add_series({"values": "=List!$B$4:$B$5"})
    return chart


def test_a_note_below_is_no_hindrance_to_a_column_that_is_shown():
    package = calls(lambda made, sheet: sheet.write("D40", "a note"))
    assert with_columns(package, package.table("Calls"), [NewColumn("Sync")]).table("Calls").header[-1] == "Sync"


def test_a_table_without_a_header_row_is_refused():
    package = calls(header_row=False)
    with pytest.raises(DecisionError, match="no header row; switch it on"):
        with_columns(package, package.table("Calls"), [HIDDEN])


def test_a_totals_row_stays_the_last_row_of_the_wider_table():
    package = calls(total_row=True)
    table = with_columns(package, package.table("Calls"), [HIDDEN]).table("Calls")
    assert (str(table.area), table.has_totals, table.last_row) == ("B3:D5", True, 4)


def plain_range(also=lambda made, sheet: None, header=("Chart", 'Said "so"\n& when', "Reason")):
    """Return a workbook with a plain range, and what a function draws besides."""

    def draw(made, sheet):
        sheet.write_row("B2", header)
        sheet.write_row("B3", ["1", "x", "y"])
        sheet.write_row("B4", ["2", "x"])
        also(made, sheet)

    return book(draw)


def test_a_plain_range_becomes_a_table_and_its_cells_stay():
    package = plain_range(
        lambda made, sheet: sheet.conditional_format("B3:B9", {"type": "data_bar", "data_bar_2010": 1})
    )
    after = with_range_as_table(package, "list", "Referrals")
    assert (str(after.table("Referrals").area), after.table("Referrals").sheet) == ("B2:D4", "List")
    assert after.table("Referrals").header == ("Chart", 'Said "so"\n& when', "Reason")
    assert read_table(after, "Referrals").rows == [["1", "x", "y"], ["2", "x", None]]
    sheet = after.raw("xl/worksheets/sheet1.xml").decode()
    assert sheet.replace('<tableParts count="1"><tablePart r:id="rId1"/></tableParts>', "") == (
        package.raw("xl/worksheets/sheet1.xml").decode()
    )
    assert sheet.index("<tableParts") < sheet.rindex("<extLst>")
    assert list(openpyxl.load_workbook(io.BytesIO(after.data))["List"].tables) == ["Referrals"]


@pytest.mark.parametrize(
    ("also", "header", "said"),
    [
        (None, ("Chart", None, "Reason"), "the header C2 is blank"),
        (None, ("Chart", " ", "Reason"), "the header C2 is blank"),
        (None, ("Chart", "chart", "Reason"), "the header C2 is the same as B2"),
        (None, ("Chart", 7, "Reason"), "the header C2 is no plain text"),
        (lambda made, sheet: sheet.merge_range("B2:C2", "Chart"), ("", "", "Reason"), "header C2 is blank"),
        (lambda made, sheet: sheet.merge_range("B4:B5", "2"), None, "B4:B5 are merged cells"),
        (lambda made, sheet: sheet.write("F3", "aside"), None, "F3 stands under no header"),
        (lambda made, sheet: sheet.write("A1", "A title"), None, "B2 stands under no header"),
        (lambda made, sheet: sheet.write("B9", "below"), None, "B9 stands below an empty row"),
        (lambda made, sheet: sheet.autofilter("B2:D4"), None, "has a filter; switch it off"),
        (lambda made, sheet: sheet.write_array_formula("D3:D4", "{=B3:B4}"), None, "a formula fills D3:D4"),
        (lambda made, sheet: made.define_name("Referrals", "=List!$B$2"), None, "the name Referrals is taken"),
        (lambda made, sheet: sheet.add_table("H2:H4", {"name": "Mine"}), None, "has a table already .Mine."),
    ],
)
def test_a_range_that_can_be_no_table_is_refused_in_one_line(also, header, said):
    options = {"header": header} if header else {}
    package = plain_range(also or (lambda made, sheet: None), **options)
    with pytest.raises(DecisionError, match=said) as fault:
        with_range_as_table(package, "List", "Referrals")
    assert "\n" not in str(fault.value)


def test_an_empty_sheet_and_one_that_is_not_there_are_refused():
    package = book(lambda made, sheet: None)
    with pytest.raises(DecisionError, match="is empty"):
        with_range_as_table(package, "List", "Referrals")
    with pytest.raises(ArgumentError, match="no sheet Lost"):
        with_range_as_table(package, "Lost", "Referrals")


@pytest.mark.host("libreoffice")
def test_libreoffice_opens_what_was_added(rich, saved_by_libreoffice):
    package = with_sheet(open_package(rich, "rich.xlsm"), CODES)
    package = with_columns(package, package.table("FollowUps"), [NewColumn("Sync")])
    saved = open_package(saved_by_libreoffice(package.data), "saved.xlsx")
    assert [each.name for each in saved.sheets] == ["Follow-ups", "Charts & more", "_tcsheets", "Codes & fees"]
    assert read_table(saved, "FollowUps").header[-1] == "Sync"
    assert read_table(saved, "Codes").header == ("Code",)
