"""Any text a cell can hold, and many it cannot, travels without breaking a file: both sides read the same."""

import io
import re
import time
import zipfile
from xml.parsers import expat

import pytest
from hostile.world import creation, offices, operation, parts_of, plant, settle

from tcsheets.stores.journals import guarded
from tcsheets.stores.view_files import harmless
from tcsheets.sync.lists import ListColumn
from tcsheets.sync.personal import look_of
from tcsheets.sync.values import canonical
from tcsheets.workbook.archive import read_archive, unpack

TEXT = ListColumn("note", "Note")
CELLS = {
    "32,767 characters": "x" * 32_767,
    "32,767 emoji halves": "\U0001f600" * 16_383,
    "32,767 ampersands": "&" * 32_767,
    "32,767 that must be coded": "_x0041_" * 4_681,
    "32,767 newlines within": "a" + "\n" * 32_765 + "b",
    "32,767 semicolons": ";" * 32_767,
    "32,767 quotes": '"' * 32_767,
    "32,767 equals signs": "=" * 32_767,
    "control characters": "".join(map(chr, range(32))) + "end",
    "c1 control characters": "a" + "".join(map(chr, range(0x7F, 0xA0))) + "b",
    "a nul": "a\0b",
    "only nuls": "\0\0\0",
    "half a pair, first": "a\ud800b",
    "half a pair, second": "a\udfffb",
    "halves in wrong order": "\ude00\ud83d",
    "noncharacters": "a\ufffe\uffff\ufdd0\U0001ffff\U0010ffffb",
    "right to left": "\u202egpj.exe\u202c",
    "isolates": "\u2066\u2067\u2068abc\u2069",
    "hebrew and arabic": "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "family of emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "flags": "\U0001f1e9\U0001f1ea\U0001f3f4\U000e0067\U000e0062\U000e007f",
    "hundred accents": "e" + "\u0301" * 100,
    "decomposed": "Ame\u0301lie",
    "hangul jamo": "\u1112\u1161\u11ab",
    "ligature that grows": "\ufdfa" * 1_800,
    "dotless": "I\u0131\u0130i",
    "sharp s": "STRASSE stra\u00dfe",
    "line separators": "a\u2028b\u2029c\u0085d",
    "returns": "a\rb\r\nc\n\rd",
    "spaces": "  a   b  ",
    "only spaces": " \u00a0\u3000 ",
    "zero width": "a\u200b\u200c\u200d\ufeffb",
    "soft hyphen": "a\u00adb",
    "private use": "\ue000\uf8ff\U000f0000",
    "tags": "</t></is></c></row></sheetData>",
    "cdata": "<![CDATA[x]]>",
    "entity": "&amp;&lt;&#0;&#xFFFFFFF;&bogus;",
    "coded nul": "_x0000_",
    "coded half": "_xD800_",
    "coded twice": "_x005F_x0041_",
    "json": '{"a": ["\\ud800", "\\u0000"]}',
    "csv": 'a,"b""c",\'d\r\n"',
    "sql": "'); DROP TABLE operations;--",
    "format": "{0.__class__} %s %n ${HOME}",
    "number with zeros": "00123",
    "date like": "2026-13-45",
    "very long number": "9" * 400,
    "exponent": "1E500",
    "true": "TRUE",
    "error words": "#REF!",
}
# Half a character stands in a journal only where the text is written as JSON, as it is for a formula.
FORGED = {name: f"={text}" if re.search("[\ud800-\udfff]", text) else text for name, text in CELLS.items()}


def is_whole(data):
    """Whether every part of a workbook that is XML is whole."""
    for name, part in parts_of(data, "").items():
        if name.endswith((".xml", ".rels")):
            expat.ParserCreate().Parse(part, True)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.testzip() is None


LOOKED_THROUGH = {
    **CELLS,
    "names without a host": "a@" * 16_000,
    "hosts without an end": "a@" + "b." * 16_000,
    "names of dots": "." * 32_000 + "@",
    "digits": "123-45-" * 4_600,
    "births without a day": "born " * 6_500,
}


@pytest.mark.parametrize("name", LOOKED_THROUGH)
def test_looking_for_personal_data_takes_no_time(name):
    start = time.process_time()
    look_of(LOOKED_THROUGH[name])
    harmless(LOOKED_THROUGH[name])
    guarded(LOOKED_THROUGH[name])
    assert time.process_time() - start < 0.2


def test_an_address_in_a_long_text_is_still_found():
    assert look_of("x" * 30_000 + " kim.d+b@mail.example.org") == "an e-mail address"


@pytest.fixture(scope="module")
def exchange(tmp_path_factory):
    """Two offices after each text was typed by the one: as a new row, and as an edit of a row."""
    rows = [{"Case": f"C-{place:03d}"} for place in range(len(CELLS))]
    kim, lee = offices(tmp_path_factory.mktemp("texts"), "kim", "lee", rows=rows)
    settle([kim, lee])
    for place, text in enumerate(CELLS.values()):
        kim.write(f"C-{place:03d}", "Note", text[:32_767])
    settle([kim, lee])
    return kim, lee


@pytest.mark.parametrize("name", CELLS)
def test_a_text_travels_and_both_read_the_same(exchange, name):
    kim, lee = exchange
    case = f"C-{list(CELLS).index(name):03d}"
    here, there = (canonical(TEXT, office.row(case)["Note"]) for office in (kim, lee))
    assert here == there
    wanted = canonical(TEXT, CELLS[name])
    if "\ud800" <= max(CELLS[name], default="") <= "\udfff" or any("\ud7ff" < each < "\ue000" for each in CELLS[name]):
        assert "\ufffd" in here  # half a character cannot be kept in a workbook; a mark stands for it
    else:
        assert here == wanted
    assert canonical(TEXT, here) == here


def test_both_workbooks_are_whole_and_a_second_sync_does_nothing(exchange):
    for office in exchange:
        before = office.path.read_bytes()
        assert is_whole(before)
        archive = read_archive(before, "a")
        assert all(unpack(archive, each) is not None for each in archive.members)
        report = office.sync()
        assert (report.sent, report.received) == (0, 0)
        assert office.path.read_bytes() == before


@pytest.mark.parametrize("length", [32_768, 50_000, 1_000_000])
def test_a_text_longer_than_a_cell_is_kept_in_the_journal_and_breaks_no_workbook(tmp_path, length):
    kim, lee = offices(tmp_path, "kim", "lee", rows=[{"Case": "C-1"}])
    settle([kim, lee])
    plant(kim.share, [creation(note="x" * length, next_step="short")])
    settle([kim, lee])
    for office in (kim, lee):
        assert is_whole(office.path.read_bytes())
        row = office.row("C-forged")
        assert (row["Note"], row["Next step"]) == (None, "short")
        report = office.sync()
        assert (report.sent, report.received) == (0, 0)
    assert "x" * length in (kim.share / "view" / "follow_ups.csv").read_text(encoding="utf-8-sig")
    kim.write("C-forged", "Note", "shortened")
    settle([kim, lee])
    assert lee.row("C-forged")["Note"] == "shortened"


@pytest.fixture(scope="module")
def forged(tmp_path_factory):
    """Two offices after somebody else's journal brought each text in a new row, and again as an edit by that name."""
    kim, lee = offices(tmp_path_factory.mktemp("forged"), "kim", "lee", rows=[{"Case": "C-1"}])
    settle([kim, lee])
    operations = []
    for place, text in enumerate(FORGED.values()):
        made = creation(f"f{place:03d}", case_id=f"F-{place:03d}")
        operations += [made, operation(made.row_id, "note", text)]
        edit = operation(made.row_id, "next_step", text, actor=text[:500], workbook=text[:500])
        operations.append(edit)
    plant(kim.share, operations)
    settle([kim, lee])
    return kim, lee


@pytest.mark.parametrize("name", CELLS)
def test_a_text_that_somebody_forged_into_a_journal_breaks_nothing(forged, name):
    case = f"F-{list(CELLS).index(name):03d}"
    kim, lee = (office.row(case) for office in forged)
    assert canonical(TEXT, kim["Note"]) == canonical(TEXT, lee["Note"]) == (canonical(TEXT, FORGED[name]) or "")
    assert canonical(TEXT, kim["Next step"]) == canonical(TEXT, lee["Next step"])


def test_after_all_forged_texts_both_workbooks_are_whole_and_still_meet(forged):
    kim, lee = forged
    for office in forged:
        assert is_whole(office.path.read_bytes())
        assert (office.sync().sent, office.sync().received) == (0, 0)
    kim.write("C-1", "Note", "after")
    settle([kim, lee])
    assert lee.row("C-1")["Note"] == "after"
