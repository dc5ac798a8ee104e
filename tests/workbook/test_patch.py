"""Patching changes the bytes that are meant and no others."""

import difflib
import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from tcsheets.errors import ArgumentError, CellError, DecisionError
from tcsheets.workbook.addresses import area_of
from tcsheets.workbook.contents import Cached, Formula, Spilled
from tcsheets.workbook.package import open_package, read_area, read_table
from tcsheets.workbook.patch import Patch, patched, table_cells
from tcsheets.workbook.values import DateSerial

SHEET, OTHER = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"


def book(draw, **options):
    """Return the bytes of a workbook with one sheet, drawn by a function."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    draw(made, made.add_worksheet("List"))
    made.close()
    return out.getvalue()


def with_sheet(data, change):
    """Return a workbook whose first sheet's XML a function changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()) if name == SHEET else content)
    return out.getvalue()


def small(**options):
    """Return a workbook with a table of three rows and something far below it."""

    def draw(made, sheet):
        sheet.write_row("A1", ["Case", "Note"])
        sheet.write_column("A2", ["a", "b", "c"])
        sheet.add_table("A1:B4", {"name": "Log", "columns": [{"header": "Case"}, {"header": "Note"}]})
        sheet.write("A9", "something else")

    return book(draw, **options)


def after(data, **changes):
    """Return the workbook after a patch, opened again."""
    return open_package(patched(open_package(data, "a.xlsx"), Patch(**changes)), "a.xlsx")


def values_at(package, sheet, area):
    return read_area(package, sheet, area_of(area))[0]


def test_writing_nothing_returns_the_identical_bytes(rich):
    package = open_package(rich, "rich.xlsm")
    assert patched(package, Patch()) is rich
    assert patched(package, Patch(cells={"Follow-ups": {}}, rows={"FollowUps": []})) == rich
    assert patched(package, Patch(states={"_tcsheets": "veryHidden"})) == rich


def test_every_member_but_the_changed_sheet_and_table_stays_byte_for_byte(rich, members):
    package = open_package(rich, "rich.xlsm")
    table = package.table("FollowUps")
    edits = table_cells(table, {(place, "Case"): f"new {place}" for place in (3, 17)})
    new = patched(package, Patch({"Follow-ups": edits}, {"FollowUps": [["id40", "x", 1.5, 46000, None, "n"]] * 3}))
    before, now = members(rich), members(new)
    assert list(before) == list(now)
    assert {name for name in before if before[name] != now[name]} == {SHEET, "xl/tables/table1.xml"}
    assert [now[name][1:] for name in (SHEET,)] == [before[SHEET][1:]]
    assert len(before) > 35


def test_in_a_changed_sheet_all_other_bytes_stay(rich, part):
    package = open_package(rich, "rich.xlsm")
    edits = table_cells(package.table("FollowUps"), {(3, "Case"): "new", (17, "Value"): 7, (21, "Note"): True})
    old, new = part(rich, SHEET), part(patched(package, Patch({"Follow-ups": edits})), SHEET)
    pieces = [
        each for each in difflib.SequenceMatcher(None, cells(old), cells(new)).get_opcodes() if each[0] != "equal"
    ]
    changed = [cells(new)[start:end] for _, _, _, start, end in pieces]
    assert changed == [
        ['<c r="C7" t="inlineStr"><is><t>new</t>', "</is></c>"],
        ['<c r="D21" s="2"><v>7</v></c>'],
        ['<c r="G25" s="2" t="b"><v>1</v></c>'],
    ]


def cells(sheet):
    """Return a sheet's XML cut after each cell."""
    return sheet.replace("</c>", "</c>\n").replace("/>", "/>\n").replace("</t>", "</t>\n").split("\n")


def test_rows_added_below_a_table_look_and_compute_like_the_last_one(rich, part):
    new = patched(
        open_package(rich, "a.xlsm"), Patch(rows={"FollowUps": [["n1", "=1+1", 5, date(2026, 11, 24), None, None]]})
    )
    sheet = part(new, SHEET)
    assert (
        '<c r="B44" t="inlineStr"><is><t>n1</t></is></c><c r="C44" t="inlineStr"><is><t>=1+1</t></is></c>'
        '<c r="D44" s="2"><v>5</v></c><c r="E44" s="3"><v>46350</v></c>'
        '<c r="F44" s="3"><f>FollowUps[[#This Row],[Presented]]+2</f></c><c r="G44" s="2"/></row>'
    ) in sheet
    table = part(new, "xl/tables/table1.xml")
    assert 'ref="B3:G44"' in table
    assert table.count("B3:G44") == 2
    assert "G43" not in table
    for grown in (
        'sqref="D4:D44"',
        'sqref="B4:G44"',
        "<xm:sqref>D4:D44</xm:sqref>",
        'sqref="C4:C300"',
        'sqref="G4:G44"',
    ):
        assert grown in sheet
    assert 'dimension ref="A1:K60"' in sheet


def test_only_the_table_itself_grows_and_not_the_tag_of_its_name_that_describes_it(part):
    def draw(made, sheet):
        columns = [{"header": "Case"}, {"header": "Note"}]
        sheet.add_table("A1:B4", {"name": "Log", "columns": columns, "description": "What was said"})

    new = patched(open_package(book(draw), "a.xlsx"), Patch(rows={"Log": [["d", "e"]]}))
    table = part(new, "xl/tables/table1.xml")
    assert '<x14:table altTextSummary="What was said"/>' in table or '<x14:table altText="What was said"/>' in table
    assert table.count('ref="A1:B5"') == 2


def test_the_note_of_the_used_area_grows_with_what_is_written(part):
    new = patched(open_package(small(), "a.xlsx"), Patch({"List": {(20, 4): 1}}))
    assert '<dimension ref="A1:D20"/>' in part(new, SHEET)


def test_a_cell_keeps_its_style_when_it_is_blanked_or_gets_another_type(rich, part):
    edits = {(4, 4): None, (5, 4): "text", (6, 4): CellError("#N/A"), (7, 4): CellError("#SPILL!"), (8, 7): 2.5}
    sheet = part(patched(open_package(rich, "a.xlsm"), Patch({"Follow-ups": edits})), SHEET)
    assert '<c r="D4" s="2"/>' in sheet
    assert '<c r="D5" s="2" t="inlineStr"><is><t>text</t></is></c>' in sheet
    assert '<c r="D6" s="2" t="e"><v>#N/A</v></c>' in sheet
    assert '<c r="D7" s="2" t="e"><v>#VALUE!</v></c>' in sheet
    assert '<c r="G8" s="2"><v>2.5</v></c>' in sheet


ANY_VALUE = [
    None,
    True,
    False,
    0.1 + 0.2,
    -5.0,
    1e300,
    "",
    " two  spaces ",
    "line\nbreak\ttab\rreturn",
    "_x0041_ \x01 \x0b \x1f",
    '=HYPERLINK("http://x")<&>"\'',
    "é 漢字 😀",
    "00123",
    CellError("#DIV/0!"),
]


@pytest.mark.parametrize("value", ANY_VALUE)
@pytest.mark.parametrize("place", [(2, 1), (2, 2), (3, 5), (7, 1), (30, 3)])
def test_what_was_written_is_read_again(value, place):
    package = after(small(), cells={"list": {place: value}})
    (found,), formulas = read_area(package, "List", area_of("A1:E30"))[0][place[0] - 1 : place[0]], None
    assert found[place[1] - 1] == value
    assert formulas is None


def test_half_a_character_becomes_a_replacement_mark():
    assert values_at(after(small(), cells={"List": {(2, 1): "a\ud83d"}}), "List", "A2") == [["a\ufffd"]]


def test_dates_are_written_as_the_workbook_counts_them():
    for package in (open_package(small(), "a.xlsx"), open_package(small(date_1904=True), "a.xlsx")):
        values = {(2, 1): date(2026, 11, 24), (2, 2): datetime(2026, 11, 24, 12), (3, 1): DateSerial(46350)}
        new = open_package(patched(package, Patch({"List": values})), "a.xlsx")
        shift = 1462 if package.date1904 else 0
        assert values_at(new, "List", "A2:B3") == [[46350 - shift, 46350.5 - shift], [46350 - shift, None]]


def test_a_formula_is_written_with_its_value_and_a_cached_value_leaves_the_formula(rich, part):
    edits = {
        (1, 2): Cached(9.0),
        (1, 3): Cached("new", "C1:C5"),
        (4, 3): Spilled("D"),
        (6, 1): Formula('=A1&"<"', "a<"),
    }
    sheet = part(patched(open_package(rich, "a.xlsm"), Patch({"Charts & more": edits})), OTHER)
    assert '<c r="B1" s="2"><f>SUM(FollowUps[Value])</f><v>9</v></c>' in sheet
    assert '<c r="C1" t="str" cm="1"><f t="array" ref="C1:C5">UPPER(A1:A3)</f><v>new</v></c>' in sheet.replace(
        ' cm="1" t="str"', ' t="str" cm="1"'
    )
    assert '<c r="C4" t="str"><v>D</v></c>' in sheet
    assert '<c r="A6" t="str"><f>A1&amp;"&lt;"</f><v>a&lt;</v></c>' in sheet


def test_formulas_that_are_gone_leave_the_list_of_formulas(rich, part, members):
    package = open_package(rich, "a.xlsm")
    some = patched(package, Patch({"Follow-ups": {(4, 6): 1, (5, 6): None}}))
    assert '<c r="F6" i="1"/><c r="F7"/>' in part(some, "xl/calcChain.xml")
    everything = {(row, 6): 1 for row in range(4, 44)}
    one_sheet = patched(package, Patch({"Follow-ups": everything}))
    assert part(one_sheet, "xl/calcChain.xml").endswith('main"><c r="B1" i="2"/><c r="C1"/></calcChain>')
    none = patched(package, Patch({"Follow-ups": everything, "Charts & more": {(1, 2): 1, (1, 3): 1}}))
    assert "xl/calcChain.xml" not in members(none)
    assert "calcChain" not in part(none, "xl/_rels/workbook.xml.rels") + part(none, "[Content_Types].xml")


SHARED = (
    '<row r="2"><c r="A2"><f t="shared" ref="A2:A4" si="0">B2*$B$1</f><v>1</v></c></row>'
    '<row r="3"><c r="A3"><f t="shared" si="0"/><v>2</v></c></row>'
    '<row r="4"><c r="A4" s="0"><f t="shared" si="0"/><v>3</v></c></row>'
)


def test_who_shares_the_wording_of_a_formula_that_goes_keeps_it_in_its_own_words(part):
    data = with_sheet(
        book(lambda *_: None), lambda xml: xml.replace("<sheetData/>", f"<sheetData>{SHARED}</sheetData>")
    )
    sheet = part(patched(open_package(data, "a.xlsx"), Patch({"List": {(2, 1): 5}})), SHEET)
    assert '<c r="A2"><v>5</v></c>' in sheet
    assert '<c r="A3"><f>B3*$B$1</f><v>2</v></c>' in sheet
    assert '<c r="A4" s="0"><f>B4*$B$1</f><v>3</v></c>' in sheet
    untouched = part(patched(open_package(data, "a.xlsx"), Patch({"List": {(3, 1): 5}})), SHEET)
    assert 'ref="A2:A4" si="0">B2*$B$1</f>' in untouched


def test_cells_and_rows_come_in_their_order_also_in_an_empty_sheet_and_an_empty_row(part):
    data = with_sheet(book(lambda *_: None), lambda xml: xml)
    places = {(5, 3): 1, (5, 1): 2, (2, 2): 3}
    first = patched(open_package(data, "a.xlsx"), Patch({"List": places}))
    assert (
        '<sheetData><row r="2"><c r="B2"><v>3</v></c></row>'
        '<row r="5"><c r="A5"><v>2</v></c><c r="C5"><v>1</v></c></row></sheetData>'
    ) in part(first, SHEET)
    empty = with_sheet(first, lambda xml: xml.replace('<row r="2">', '<row r="1" ht="30"/><row r="2">'))
    second = patched(open_package(empty, "a.xlsx"), Patch({"List": {(1, 1): 1, (3, 1): 2, (5, 2): 4, (6, 1): 5}}))
    assert [each[0] for each in values_at(open_package(second, "a.xlsx"), "List", "A1:A6")] == [1, None, 2, None, 2, 5]
    assert '<row r="1" ht="30"><c r="A1"><v>1</v></c></row>' in part(second, SHEET)
    assert '<c r="A5"><v>2</v></c><c r="B5"><v>4</v></c><c r="C5"><v>1</v></c>' in part(second, SHEET)


def test_comments_and_prefixes_in_a_sheet_stay(part):
    data = with_sheet(
        book(lambda *_: None),
        lambda _: (
            '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            "<!-- kept --><x:sheetData>"
            '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row><!-- kept too --></x:sheetData></x:worksheet>'
        ),
    )
    sheet = part(patched(open_package(data, "a.xlsx"), Patch({"List": {(1, 2): "b", (2, 1): 1}})), SHEET)
    assert "<!-- kept --><x:sheetData>" in sheet
    assert '<x:c r="B1" t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c></x:row><!-- kept too -->' in sheet
    assert '<x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row></x:sheetData>' in sheet


@pytest.mark.parametrize(("count", "words"), [(5, "List!A9 stands below the table Log, where 5 new rows should go")])
def test_what_stands_below_a_table_is_never_overwritten(count, words):
    package = open_package(small(), "a.xlsx")
    assert len(read_table(after(small(), rows={"Log": [["d", None]] * 4}), "Log").rows) == 7
    with pytest.raises(DecisionError, match=words):
        patched(package, Patch(rows={"Log": [["d", None]] * count}))


def test_a_merged_cell_another_table_and_a_totals_row_are_in_the_way_too():
    def draw(made, sheet, options=None):
        sheet.add_table("A1:B4", {"name": "Log", **(options or {})})
        sheet.add_table("A10:B12", {"name": "Other"})
        sheet.merge_range("B6:C7", "")

    with pytest.raises(DecisionError, match="B6"):
        patched(open_package(book(draw), "a.xlsx"), Patch(rows={"Log": [[1, 2]] * 2}))
    data = book(lambda made, sheet: draw(made, sheet, {"total_row": True}))
    with pytest.raises(DecisionError, match="totals row"):
        patched(open_package(data, "a.xlsx"), Patch(rows={"Log": [[1, 2]]}))


def test_a_wrong_call_names_the_thing():
    package = open_package(small(), "a.xlsx")
    for patch, words in [
        (Patch({"Lists": {(1, 1): 1}}), "a.xlsx has no sheet Lists; it has List"),
        (Patch({"List": {(2, 1): "x" * 32_768}}), "A2: a text of 32,768 characters"),
        (Patch(rows={"Log": [["only one"]]}), "a row for Log needs 2 values, 1 were given"),
        (Patch(rows={"Logs": [[1, 2]]}), "a.xlsx has no table Logs; its tables: Log"),
        (Patch(states={"List": "hidden"}), "at least one sheet must stay visible"),
        (Patch(states={"List": "away"}), "a sheet is visible, hidden, veryHidden, not away"),
    ]:
        with pytest.raises(ArgumentError, match=words):
            patched(package, patch)


def test_a_sheet_is_hidden_and_shown_and_no_hidden_sheet_is_selected(rich, part):
    hidden = patched(open_package(rich, "a.xlsm"), Patch(states={"Follow-ups": "hidden", "_tcsheets": "visible"}))
    assert [each.state for each in open_package(hidden, "a.xlsm").sheets] == ["hidden", "visible", "visible"]
    assert 'activeTab="1"' in part(hidden, "xl/workbook.xml")
    assert "tabSelected" not in part(hidden, SHEET)
    assert 'tabSelected="1"' in part(hidden, OTHER)
    shown = patched(open_package(hidden, "a.xlsm"), Patch(states={"Follow-ups": "visible", "_tcsheets": "veryHidden"}))
    assert [each.state for each in open_package(shown, "a.xlsm").sheets] == ["visible", "visible", "veryHidden"]
