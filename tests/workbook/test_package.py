"""Opening a workbook: what it gives, and what it refuses in one clear line."""

import io
import struct
import zipfile
from datetime import date

import pytest
import xlsxwriter

from tcsheets.cells import serial_of
from tcsheets.errors import CellError, FileError
from tcsheets.workbook.addresses import area_of
from tcsheets.workbook.package import open_package, read_area, read_table, used_rows
from tcsheets.workbook.values import DateSerial


def written(draw, **options):
    """Return the bytes of a workbook that a function draws on one sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    draw(book, book.add_worksheet("List"))
    book.close()
    return out.getvalue()


def list_of_cases(book, sheet):
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row("B3", ["row_id", "Case", "Presented", "Sync"])
    sheet.write_row("B4", ["a1", "Crown & bridge"])
    sheet.write_datetime("D4", date(2026, 11, 24), day)
    sheet.write_formula("E4", "=IF(TRUE,1,2)", None, 1)
    sheet.write_rich_string("C5", "bold ", book.add_format({"bold": True}), "word")
    sheet.write_boolean("D5", True)
    sheet.write_formula("E5", "=NA()", None, "#N/A")
    sheet.write_string("C7", "line\r_x0041_\x07")
    sheet.set_column("B:B", None, None, {"hidden": True})
    columns = [{"header": each} for each in ("row_id", "Case", "Presented", "Sync")]
    sheet.add_table("B3:E7", {"name": "FollowUps", "columns": columns})
    book.define_name("CaseShown", "=List!$C$4")


def repacked(data, changes=(), level=zipfile.ZIP_DEFLATED):
    """Return a workbook with members replaced, added or (None) left out."""
    changes = dict(changes)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", level) as new:
        for name in old.namelist():
            if changes.get(name, b"") is not None:
                new.writestr(name, changes.pop(name, None) or old.read(name))
        for name, content in changes.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


LIST = written(list_of_cases)


def test_a_table_is_read_with_its_types_formulas_and_hidden_columns():
    data = read_table(open_package(LIST, "a.xlsx"), "followups")
    assert data.header == ("row_id", "Case", "Presented", "Sync")
    day = serial_of(date(2026, 11, 24))
    assert data.rows == [
        ["a1", "Crown & bridge", day, 1.0],
        [None, "bold word", True, CellError("#N/A")],
        [None, None, None, None],
        [None, "line\r_x0041_\x07", None, None],
    ]
    assert isinstance(data.rows[0][2], DateSerial)
    assert not isinstance(data.rows[0][3], DateSerial)
    assert data.formulas == {(0, 3), (1, 3)}
    assert data.hidden == {"row_id"}


def test_sheets_names_and_tables_are_known_without_reading_cells():
    package = open_package(LIST, "a.xlsx")
    assert [(each.name, each.state, each.kind) for each in package.sheets] == [("List", "visible", "worksheet")]
    assert [(each.name, each.text) for each in package.names] == [("CaseShown", "List!$C$4")]
    table = package.table("FollowUps")
    assert (table.sheet, str(table.area), table.first_row, table.last_row) == ("List", "B3:E7", 4, 7)
    assert table.column("presented") == 4
    assert used_rows(package, "List") == 7


def test_dates_of_a_1904_workbook_count_from_1900():
    package = open_package(written(list_of_cases, date_1904=True), "a.xlsx")
    assert package.date1904
    assert read_table(package, "FollowUps").rows[0][2] == serial_of(date(2026, 11, 24))


def test_any_prefix_quotes_order_and_missing_names_are_read():
    odd = (
        b"<?xml version='1.0'?><x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
        b"<!-- <x:row r='9'> --><x:sheetData><x:row><x:c s='0' t='inlineStr' r='B1'><x:is><x:t>a</x:t></x:is></x:c>"
        b"<x:c><x:v>7</x:v></x:c></x:row>\n<x:row s='1' r='4'><x:c r='A4' t='str'><x:f>T(\"\")</x:f><x:v></x:v></x:c>"
        b"</x:row></x:sheetData></x:worksheet>"
    )
    package = open_package(repacked(LIST, {"xl/worksheets/sheet1.xml": odd}), "odd.xlsx")
    values, formulas = read_area(package, "List", area_of("A1:C4"))
    assert values == [[None, "a", 7.0], [None] * 3, [None] * 3, ["", None, None]]
    assert formulas == {(3, 0)}


def lying(data, field, value):
    """Return a zip whose directory says something wrong of the first sheet and of the workbook's main part."""
    changed = bytearray(data)
    for name in (b"xl/worksheets/sheet1.xml", b"xl/workbook.xml"):
        struct.pack_into("<L", changed, data.rindex(name) - 46 + field, value)
    return bytes(changed)


def with_sheet(content):
    return repacked(LIST, {"xl/worksheets/sheet1.xml": content})


REFUSED = {
    "the file is empty": b"",
    "not an Excel workbook": b"Case,Chart\n",
    "protected by a password": b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
    "old Excel workbook": b"\xd0\xcf\x11\xe0 Workbook",
    "is damaged": LIST[:-900],
    "file is damaged;": lying(LIST, 16, 12345),
    "not an Excel workbook (.xlsx); open": repacked(LIST, {"_rels/.rels": None}),
    "part xl/workbook.xml is missing": repacked(LIST, {"xl/workbook.xml": None}),
    "xl/workbook.xml is damaged": repacked(LIST, {"xl/workbook.xml": b"<workbook>"}),
    "declares a document type": repacked(LIST, {"xl/workbook.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><workbook/>"}),
    "is not in UTF-8": repacked(LIST, {"xl/workbook.xml": '<?xml version="1.0"?><workbook/>'.encode("utf-16")}),
    "leads out of the file": repacked(LIST, {"../evil.xml": b"<a/>"}),
    "have the same name": repacked(LIST, {"XL/workbook.xml": b"<a/>"}),
    "packed beyond reason": repacked(LIST, {"xl/media/a.bin": bytes(40 << 20)}),
    "more than 10000 parts": repacked(LIST, {f"a{place}": b"" for place in range(10_001)}, zipfile.ZIP_STORED),
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_is_no_safe_workbook_is_refused_in_one_line(words):
    with pytest.raises(FileError) as error:
        open_package(REFUSED[words], "Downtown.xlsx")
    assert words in str(error.value)
    assert str(error.value).startswith("Downtown.xlsx: ")
    assert "\n" not in str(error.value)


REFUSED_SHEETS = {
    "is damaged": b"<worksheet><sheetData><row r='1'>",
    "rows out of order": b"<worksheet><sheetData><row r='2'/><row r='1'/></sheetData></worksheet>",
    "holds CDATA": b"<worksheet><sheetData><![CDATA[ ]]></sheetData></worksheet>",
    "is damaged; open": b'<worksheet><sheetData><row r="4"><c r="B4" t="s"><v>99</v></c></row></sheetData></worksheet>',
}


@pytest.mark.parametrize("words", REFUSED_SHEETS)
def test_a_sheet_that_cannot_be_read_is_refused(words):
    package = open_package(with_sheet(REFUSED_SHEETS[words]), "Downtown.xlsx")
    with pytest.raises(FileError, match=words):
        read_table(package, "FollowUps")


def test_a_part_larger_than_it_declares_is_refused_while_it_unpacks():
    with pytest.raises(FileError, match="larger than it says"):
        open_package(lying(LIST, 24, 10), "a.xlsx")


def test_a_table_that_claims_the_whole_sheet_is_refused_before_it_is_read():
    data = zipfile.ZipFile(io.BytesIO(LIST)).read("xl/tables/table1.xml").replace(b"B3:E7", b"A1:XFD1048576")
    package = open_package(repacked(LIST, {"xl/tables/table1.xml": data}), "a.xlsx")
    with pytest.raises(FileError, match="more than 12,000,000 cells"):
        read_table(package, "FollowUps")


def test_a_zip_written_for_sizes_beyond_four_gigabytes_is_read():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(LIST)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            with new.open(name, "w", force_zip64=True) as member:
                member.write(old.read(name))
    assert read_table(open_package(out.getvalue(), "a.xlsx"), "FollowUps").rows[0][0] == "a1"
