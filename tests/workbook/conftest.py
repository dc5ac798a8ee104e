"""A workbook with everything that loading and saving is known to lose, and help to look into workbooks."""

import base64
import io
import math
import subprocess
import zipfile

import pytest
import xlsxwriter

from tcsheets.workbook.addresses import Area, cell_name
from tcsheets.workbook.formula_words import functions_in
from tcsheets.workbook.formulas import formulas_of
from tcsheets.workbook.freezing import frozen
from tcsheets.workbook.package import open_package, read_area, reader, rows_of, used_rows
from tcsheets.workbook.patch import Patch, patched
from tcsheets.workbook.spelling import calls_ours

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office/2017/10/relationships"
COLUMNS = ("row_id", "Case", "Value", "Presented", "Due", "Note")

BY_HAND = {  # what XlsxWriter cannot write: part -> (content, content type, who names it, type of that relation)
    "xl/threadedComments/threadedComment1.xml": (
        (
            '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
            '<threadedComment ref="B4" personId="{1}" id="{2}"><text>?</text></threadedComment></ThreadedComments>'
        ),
        "application/vnd.ms-excel.threadedcomments+xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        f"{MICROSOFT}/threadedComment",
    ),
    "xl/persons/person.xml": (
        (
            '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
            '<person displayName="Ana" id="{1}" userId="ana" providerId="None"/></personList>'
        ),
        "application/vnd.ms-excel.person+xml",
        "xl/_rels/workbook.xml.rels",
        f"{MICROSOFT}/person",
    ),
    "xl/slicerCaches/slicerCache1.xml": (
        (
            '<slicerCacheDefinition xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" name="S" '
            'sourceName="Case"/>'
        ),
        "application/vnd.ms-excel.slicerCache+xml",
        "xl/_rels/workbook.xml.rels",
        "http://schemas.microsoft.com/office/2007/relationships/slicerCache",
    ),
    "xl/slicers/slicer1.xml": (
        (
            '<slicers xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><slicer name="Case" '
            'rowHeight="241300"/></slicers>'
        ),
        "application/vnd.ms-excel.slicer+xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "http://schemas.microsoft.com/office/2007/relationships/slicer",
    ),
    "xl/pivotCache/pivotCacheDefinition1.xml": (
        (
            f'<pivotCacheDefinition xmlns="{MAIN}" recordCount="0"><cacheSource type="worksheet"><worksheetSource '
            'name="FollowUps"/></cacheSource><cacheFields count="0"/></pivotCacheDefinition>'
        ),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml",
        "xl/_rels/workbook.xml.rels",
        f"{OFFICE}/pivotCacheDefinition",
    ),
    "xl/calcChain.xml": (
        f'<calcChain xmlns="{MAIN}"><c r="F4" i="1"/>'
        + "".join(f'<c r="F{row}"/>' for row in range(5, 44))
        + '<c r="B1" i="2"/><c r="C1"/></calcChain>',
        "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml",
        "xl/_rels/workbook.xml.rels",
        f"{OFFICE}/calcChain",
    ),
    "customXml/item1.xml": ("<practice>Elm Street</practice>", "application/xml", "_rels/.rels", f"{OFFICE}/customXml"),
}


def draw(book, path_of_vba):
    """Draw the workbook as far as XlsxWriter can."""
    sheet, other = book.add_worksheet("Follow-ups"), book.add_worksheet("Charts & more")
    hidden = book.add_worksheet("_tcsheets")
    money, day = book.add_format({"num_format": "$#,##0.00"}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row("B3", COLUMNS)
    for place in range(40):
        row = 3 + place
        sheet.write_row(row, 1, [f"id{place}", f"Case {place} <&> é"])
        sheet.write_number(row, 3, 100.5 + place, money)
        sheet.write_number(row, 4, 46350 + place, day)
        sheet.write_formula(row, 5, "=FollowUps[[#This Row],[Presented]]+2", day, 46352 + place)
        sheet.write_blank(row, 6, None, money)
    columns = [{"header": each} for each in COLUMNS]
    columns[4] |= {"formula": "=FollowUps[[#This Row],[Presented]]+2", "format": day}
    sheet.add_table("B3:G43", {"name": "FollowUps", "columns": columns})
    sheet.data_validation("D4:D43", {"validate": "decimal", "criteria": ">", "value": 0})
    sheet.data_validation("G4:G43", {"validate": "list", "source": "='Charts & more'!$A$1:$A$3"})
    sheet.data_validation("C4:C300", {"validate": "length", "criteria": "<", "value": 99})
    sheet.conditional_format("D4:D43", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("B4:G43", {"type": "formula", "criteria": "=$D4>120", "format": money})
    sheet.conditional_format("D4:D43", {"type": "icon_set", "icon_style": "3_arrows"})
    sheet.add_sparkline("I4", {"range": "'Follow-ups'!D4:D43"})
    sheet.write_comment("C4", "an old comment")
    sheet.insert_image("K4", "pixel.png", {"image_data": io.BytesIO(PIXEL)})
    sheet.print_area("A1:H50")
    sheet.repeat_rows(2)
    sheet.freeze_panes(3, 2)
    sheet.protect("", {"sort": True})
    sheet.write_url("K1", "https://example.org/", string="a link")
    sheet.write_rich_string("A1", "plain ", money, "rich")
    sheet.merge_range("A60:C60", "merged")
    other.write_column("A1", ["a", "b", "c"])
    other.write_formula("B1", "=SUM(FollowUps[Value])", money, 4800)
    other.write_dynamic_array_formula("C1:C3", "=UPPER(A1:A3)", None, "A")
    other.write_column("C2", ["B", "C"])
    for kind in ("column", "line", "pie"):
        chart = book.add_chart({"type": kind})
        chart.add_series({"values": "='Follow-ups'!$D$4:$D$43", "trendline": None})
        other.insert_chart("E2", chart)
    other.insert_textbox("A10", "words in a box")
    other.insert_checkbox("A9", True)
    hidden.very_hidden()
    hidden.write_string("A1", '{"format": 1}')
    book.define_name("Total", "='Charts & more'!$B$1")
    book.set_custom_property("Practice", "Elm Street")
    book.add_vba_project(str(path_of_vba))


def with_parts(data, parts):
    """Return a workbook with parts added, and named where they belong."""
    members = {}
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        members = {name: old.read(name).decode("latin-1") for name in old.namelist()}
    for place, (part, (content, kind, names, relation)) in enumerate(parts.items()):
        types = f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
        members["[Content_Types].xml"] = members["[Content_Types].xml"].replace("</Types>", types)
        named = f'<Relationship Id="rIdX{place}" Type="{relation}" Target="/{part}"/></Relationships>'
        members[names] = members[names].replace("</Relationships>", named)
        members[part] = content
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for place, (name, content) in enumerate(members.items()):
            info = zipfile.ZipInfo(name, (2026, 1 + place % 12, 3, 4, 5, 6))
            info.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            new.writestr(info, content.encode("latin-1"))
    return out.getvalue()


@pytest.fixture(scope="session")
def rich(tmp_path_factory):
    """The bytes of a workbook with charts, sparklines, slicers, threaded comments, a pivot cache, VBA and the rest."""
    vba = tmp_path_factory.mktemp("vba") / "vbaProject.bin"
    vba.write_bytes(b"\xd0\xcf\x11\xe0 not really a project")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    draw(book, vba)
    book.close()
    return with_parts(out.getvalue(), BY_HAND)


@pytest.fixture
def members():
    """Return what gives a zip's members in order: (name, packed bytes, time), by name."""

    def members_of(data):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
        return {info.filename: (packed(data, info), info.date_time, info.compress_type) for info in infos}

    return members_of


def packed(data, info):
    """Return a member's packed bytes as they stand in the file."""
    start = (
        info.header_offset
        + 30
        + len(info.filename.encode())
        + int.from_bytes(data[info.header_offset + 28 : info.header_offset + 30], "little")
    )
    return data[start : start + info.compress_size]


@pytest.fixture
def part():
    """Return what reads a part's text: (workbook's bytes, part)."""

    def part_of(data, name):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read(name).decode()

    return part_of


RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
OF_THE_CLOCK = {"TODAY", "NOW", "RAND", "RANDBETWEEN"}


@pytest.fixture
def saved_by_libreoffice(soffice, tmp_path):
    """Return what gives a workbook's bytes as LibreOffice saves them after it computed every formula anew."""

    def saved(data):
        book, profile = tmp_path / "book.xlsx", tmp_path / "profile"
        (profile / "user").mkdir(parents=True, exist_ok=True)
        (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE_ALWAYS, encoding="utf-8")
        book.write_bytes(data)
        command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(book)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return (tmp_path / "out" / "book.xlsx").read_bytes()

    return saved


def ordinary(package):
    """Return the values of the ordinary formulas by cell, and a workbook in which all others are values.

    Others are TC_ formulas, which LibreOffice does not know, and those whose value hangs on the clock.
    """
    values, clock, read = {}, {}, reader(package)
    for sheet in package.sheets:
        for found in formulas_of(rows_of(package, sheet.name)):
            of_the_clock = OF_THE_CLOCK & {name.upper() for name in functions_in(found.text)}
            if of_the_clock:
                clock.setdefault(sheet.name, {})[found.row, found.column] = read.cell(found.cell)
            elif not calls_ours(found.text):
                values[sheet.name, found.row, found.column] = read.cell(found.cell)
    without_clock = open_package(patched(package, Patch(clock)), package.name)
    return values, frozen(without_clock)


def alike(ours, theirs):
    """Whether two programs' values are the same: numbers to 9 digits, an empty text like a blank cell."""
    if isinstance(ours, float) and isinstance(theirs, float):
        return math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-9)
    return (ours or None) == (theirs or None) or (isinstance(ours, bool) and float(ours) == theirs)


@pytest.fixture
def disagreements(saved_by_libreoffice):
    """Return what gives the ordinary formulas of a workbook whose value in the file is not LibreOffice's."""

    def found(data):
        values, sent = ordinary(open_package(data, "book.xlsx"))
        theirs = open_package(saved_by_libreoffice(sent), "saved.xlsx")
        sheets = {sheet for sheet, _, _ in values}
        known = {sheet: read_area(theirs, sheet, Area(1, 1, used_rows(theirs, sheet), 60))[0] for sheet in sheets}
        differing = {}
        for (sheet, row, column), ours in values.items():
            cell = known[sheet][row - 1][column - 1] if row <= len(known[sheet]) else None
            if not alike(ours, cell):
                differing[f"{sheet}!{cell_name(row, column)}"] = (ours, cell)
        return differing, len(values)

    return found
