"""A store that others can write to: what is forged, broken or beyond reason is left out and named; the rest meets."""

import json
import time
import zlib
from dataclasses import replace

import pytest
from hostile.world import creation, offices, operation, plant, refused, segment, settle

from tcsheets.errors import TcsheetsError
from tcsheets.stores.journals import COLUMNS, TITLE
from tcsheets.sync.op import Mark, chained, derived_id, row_text

SECONDS = 2.0
MANY = [operation(f"row{number:04d}", "", row_text({"case_id": f"M-{number}"}), "create") for number in range(20)]


@pytest.fixture
def pair(tmp_path):
    kim, lee = offices(tmp_path, "kim", "lee", rows=[{"Case": "C-1", "Note": "called"}])
    settle([kim, lee])
    return kim, lee


def own_journal(kim):
    """Where kim's journal is in the store."""
    (segment,) = (kim.share / "journal").glob("*/000001.csv")
    return segment


def rewritten(change):
    """Return a trap that changes the lines of a journal of somebody else's."""

    def trap(kim):
        entries = chained("mallory", None, MANY)
        lines = segment(entries).decode().splitlines(keepends=True)
        put(kim, "mallory", "".join(change(lines)).encode())

    return trap


def put(kim, folder, data, name="000001.csv"):
    place = kim.share / "journal" / folder
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_bytes(data)


def planted(*operations, writer="mallory"):
    return lambda kim: plant(kim.share, operations, writer)


def changed(**changes):
    """Return a trap: a journal in whose tenth entry something is not what its hash says."""

    def trap(kim):
        entries = list(chained("mallory", None, MANY))
        entries[10] = replace(entries[10], **changes)
        put(kim, "mallory", segment(entries))

    return trap


def as_kim(kim):
    """Somebody goes on in a journal of their own under kim's name, from the end of kim's chain."""
    last = kim.store.vector()[0]
    entries = chained(last.writer, last, [creation()])
    put(kim, "mallory", segment(entries))


def fork_kim(kim):
    first = chained(kim.store.vector()[0].writer, None, [creation()])
    put(kim, "mallory", segment(first))


def over_kims_journal(kim):
    entries = chained(own_journal(kim).parent.name, None, [creation()])
    own_journal(kim).write_bytes(segment(entries))


def kims_journal_emptied(kim):
    own_journal(kim).write_bytes(b"")


def kims_journal_cut(kim):
    data = own_journal(kim).read_bytes()
    own_journal(kim).write_bytes(data[: len(data) - 40])


def kims_journal_gone(kim):
    own_journal(kim).unlink()


def everything_gone(kim):
    for path in (kim.share / "journal").rglob("*.csv"):
        path.unlink()


def with_seen(seen):
    """Return a trap: an entry whose vector is any text."""

    def trap(kim):
        (entry,) = chained("mallory", None, [creation()])
        lines = segment([entry]).decode().split("\n")
        cells = lines[2].rsplit(",", 3)
        put(kim, "mallory", "\n".join([*lines[:2], ",".join([cells[0], quoted(seen), *cells[2:]])]).encode())

    return trap


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def vector(count):
    return tuple(sorted(Mark(f"w{number}", number + 1, "h" * 32) for number in range(count)))


def many_writers(kim):
    for number in range(300):
        made = operation(f"row{number:04d}", "", row_text({"case_id": f"W-{number}"}), "create")
        plant(kim.share, [made], f"writer{number}")


def many_forks(kim):
    for number in range(300):
        made = operation(f"row{number:04d}", "", row_text({"case_id": f"W-{number}"}), "create")
        plant(kim.share, [made], "mallory", f"fork{number}")


def one_cell_a_thousand_times(kim):
    base = kim.rows()[0]["row_id"]
    plant(kim.share, [operation(base, "note", f"version {number}") for number in range(300)])


def each_saw_the_other(kim):
    base = kim.rows()[0]["row_id"]
    ids = [derived_id("circle", number) for number in range(3)]
    made = [
        operation(base, "note", f"circle {number}", id=ids[number], after=(ids[(number + 1) % 3],))
        for number in range(3)
    ]
    plant(kim.share, made)


def deletes_what_it_never_saw(kim):
    plant(kim.share, [operation(kim.rows()[0]["row_id"], "", "", "delete")])


def deletes_with_kims_vector(kim):
    made = operation(kim.rows()[0]["row_id"], "", "", "delete", seen=kim.store.vector())
    plant(kim.share, [made])


def same_id_as_kims(kim):
    entry = kim.store.read().entries[0]
    forged = replace(entry.operation, new=row_text({"case_id": "C-1", "note": "forged"}), at="1970", actor="a")
    plant(kim.share, [forged])


def bomb(kim):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    put(kim, "mallory", packer.compress(bytes(50 << 20)) + packer.flush())


FORGERIES = {
    "a line with another value": changed(operation=replace(MANY[10], new=row_text({"case_id": "evil"}))),
    "a line with another author": changed(operation=replace(MANY[10], actor="kim")),
    "a line with another hash": changed(hash="0" * 32),
    "lines in another order": rewritten(lambda lines: [*lines[:2], *reversed(lines[2:])]),
    "two lines changed places": rewritten(lambda lines: [*lines[:4], lines[5], lines[4], *lines[6:]]),
    "a line twice": rewritten(lambda lines: [*lines[:5], lines[4], *lines[5:]]),
    "a line missing": rewritten(lambda lines: [*lines[:5], *lines[6:]]),
    "the first line missing": rewritten(lambda lines: lines[1:]),
    "the header missing": rewritten(lambda lines: [lines[0], *lines[2:]]),
    "cut in a line": rewritten(lambda lines: [*lines[:8], lines[8][:30]]),
    "cut in a quote": rewritten(lambda lines: [*lines[:8], '9,"unfinished']),
    "a number twice": rewritten(lambda lines: [*lines[:5], lines[5].replace("4,", "3,", 1), *lines[6:]]),
    "a number below nothing": rewritten(lambda lines: [*lines[:2], "-" + lines[2]]),
    "a number that is a word": rewritten(lambda lines: [*lines[:2], "one" + lines[2][1:]]),
    "a number of 5,000 digits": rewritten(lambda lines: [*lines[:2], "9" * 5000 + lines[2]]),
    "a fullwidth number": rewritten(lambda lines: [*lines[:2], "\uff11" + lines[2][1:]]),
    "an unknown kind": planted(operation("r1", kind="=cmd|'/c calc'!A1")),
    "a kind of a newer program": planted(operation("r1", kind="move")),
    "a newer format": rewritten(lambda lines: [lines[0].replace(",1,", ",99,"), *lines[1:]]),
    "a format that is a word": rewritten(lambda lines: [lines[0].replace(",1,", ",x,"), *lines[1:]]),
    "a format below nothing": rewritten(lambda lines: [lines[0].replace(",1,", ",-1,"), *lines[1:]]),
    "an edit under kim's name": as_kim,
    "a fork of kim's journal": fork_kim,
    "kim's journal written over": over_kims_journal,
    "kim's journal emptied": kims_journal_emptied,
    "kim's journal cut": kims_journal_cut,
    "kim's journal gone": kims_journal_gone,
    "all journals gone": everything_gone,
    "a vector of 20,000 marks": planted(creation(), operation("f0f0f0f0f0f0f0f0f0f0", seen=vector(20_000))),
    "a vector of brackets in brackets": with_seen("[" * 100_000),
    "a vector without end": with_seen('[["w",1e999,"h"]]'),
    "a vector that is a word": with_seen('"abc"'),
    "a vector that is an object": with_seen('{"abc":1}'),
    "a vector that is a number": with_seen("5"),
    "a vector with nothing": with_seen("null"),
    "a vector of one": with_seen("[[1]]"),
    "a vector of what it does not know": planted(creation(seen=()), operation("r1", seen=vector(3))),
    "a create that is no row": planted(operation("r1", "", "no row", "create")),
    "a create that is a list": planted(operation("r1", "", "[1,2]", "create")),
    "a create of brackets in brackets": planted(operation("r1", "", "[" * 100_000, "create")),
    "a create of objects in objects": planted(operation("r1", "", '{"note":' * 50_000, "create")),
    "a create of 5,000 digits": planted(operation("r1", "", '{"note":' + "9" * 5000 + "}", "create")),
    "a create with numbers and lists": planted(operation("r1", "", '{"note":[1,{"a":null}],"case_id":5}', "create")),
    "a create with a thousand columns": planted(
        operation("r1", "", json.dumps({f"k{n}": "v" for n in range(1000)}), "create")
    ),
    "a create with a local column": planted(
        operation("r1", "", '{"case_id":"C-2","patient":"x","phone":"y"}', "create")
    ),
    "a create that is not blank but shows nothing": planted(operation("r1", "", '{"unknown":"x"}', "create")),
    "an edit of a formula column": planted(creation(), operation("f0f0f0f0f0f0f0f0f0f0", "due", "=1+1")),
    "an edit of the id": planted(creation(), operation("f0f0f0f0f0f0f0f0f0f0", "row_id", "other")),
    "an edit of the words": planted(creation(), operation("f0f0f0f0f0f0f0f0f0f0", "Sync", "all is well")),
    "an edit of a row that is not there": planted(operation("nowhere")),
    "a row id with a path": planted(operation("../../x", "", '{"case_id":"C-2"}', "create")),
    "a row id with spaces": planted(operation(" r 1 ", "", '{"case_id":"C-2"}', "create")),
    "a row id with a newline": planted(operation("r1\n", "", '{"case_id":"C-2"}', "create")),
    "a row id that is a formula": planted(operation("=1+1", "", '{"case_id":"C-2"}', "create")),
    "a row id of half a character": planted(operation("=\ud800", "", '{"case_id":"C-2"}', "create")),
    "a row id of a million letters": planted(operation("r" * 1_000_000, "", '{"case_id":"C-2"}', "create")),
    "no row id": planted(operation("", "", '{"case_id":"C-2"}', "create")),
    "an id that is a formula": planted(operation("r1", "", '{"case_id":"C-2"}', "create", id="=1+1")),
    "an id with a path": planted(operation("r1", "", '{"case_id":"C-2"}', "create", id="../x")),
    "no id": planted(operation("r1", "", '{"case_id":"C-2"}', "create", id="")),
    "the id of kim's edit": same_id_as_kims,
    "after itself": planted(creation(), operation("f0f0f0f0f0f0f0f0f0f0", id="self", after=("self",))),
    "each had seen the next": each_saw_the_other,
    "after 20,000 others": planted(
        creation(), operation("f0f0f0f0f0f0f0f0f0f0", after=tuple(f"x{n}" for n in range(20_000)))
    ),
    "a moment in the year 99999": planted(creation(at="99999-99-99T99:99:99")),
    "a moment that is a formula": planted(creation(at="=NOW()")),
    "a moment with orders for a terminal": planted(creation(at="\x1b[2J")),
    "no moment": planted(creation(at="")),
    "a deletion by somebody who saw nothing": deletes_what_it_never_saw,
    "a deletion by somebody who saw all": deletes_with_kims_vector,
    "300 writers": many_writers,
    "300 branches of one writer": many_forks,
    "300 versions of one cell": one_cell_a_thousand_times,
    "a packed file": bomb,
    "30 MB of line ends": lambda kim: put(kim, "mallory", head() + b"\n" * (30 << 20)),
    "30 MB of commas": lambda kim: put(kim, "mallory", head() + b"," * (30 << 20)),
    "30 MB of quotes": lambda kim: put(kim, "mallory", head() + b'"' * (30 << 20)),
    "30 MB of letters": lambda kim: put(kim, "mallory", head() + b"x" * (30 << 20)),
    "not UTF-8": lambda kim: put(kim, "mallory", head() + b"\xff\xfe\x00"),
    "UTF-16": lambda kim: put(kim, "mallory", head().decode().encode("utf-16")),
    "an empty segment": lambda kim: put(kim, "mallory", b""),
    "only a header": lambda kim: put(kim, "mallory", head()),
    "a page of the web": lambda kim: put(kim, "mallory", b"<html><script>alert(1)</script></html>"),
    "segment 999999": lambda kim: put(kim, "mallory", segment(chained("mallory", None, MANY)), "999999.csv"),
    "a conflict copy of rubbish": lambda kim: put(kim, own_journal(kim).parent.name, b"rubbish", "000001 (1).csv"),
    "a conflict copy of another": lambda kim: put(
        kim, own_journal(kim).parent.name, segment(chained("mallory", None, MANY)), "000001-PC.csv"
    ),
}


def view(change):
    """Return a trap: the view that people read, changed by somebody's own hand."""

    def trap(kim):
        path = kim.share / "view" / "follow_ups.csv"
        path.write_bytes(change(path.read_bytes()))

    return trap


FORGERIES |= {
    "a view of 30 MB of quotes": view(lambda data: data + b'"' * (30 << 20)),
    "a view of 30 MB of commas": view(lambda data: data + b"," * (30 << 20)),
    "a view with a formula typed into it": view(lambda data: data.replace(b'"called"', b"=cmd|'/c calc'!A1")),
    "a view with a header that is a formula": view(lambda data: data.replace(b'"Note"', b'"=1+1"')),
    "a view with all columns of one name": view(lambda data: b'"Note",' * 12 + data.partition(b"\n")[2]),
    "a view with another row's id": view(lambda data: data.replace(b".", b"0.")),
    "a view that is not UTF-8": view(lambda data: data.decode("utf-8-sig").encode("utf-16")),
    "a view of zeros": view(lambda data: bytes(1000)),
    "an empty view": view(lambda data: b""),
    "a view with ten thousand rows added": view(lambda data: data + b'"x"\r\n' * 10_000),
}


def head():
    return f"{TITLE},1,mallory,\n{','.join(COLUMNS)}\n".encode()


@pytest.mark.parametrize("name", FORGERIES)
def test_what_is_forged_stops_nobody_and_takes_nothing_away(pair, name):
    kim, lee = pair
    FORGERIES[name](kim)
    kim.write("C-1", "Next step", "typed by kim")
    for _ in range(2):
        for office in pair:
            start = time.process_time()
            report = office.sync()
            assert time.process_time() - start < SECONDS
            assert all(len(line.splitlines()) == 1 for line in report.notes)
    (here,) = [row for row in kim.rows() if row["Case"] == "C-1"] or [None]
    (there,) = [row for row in lee.rows() if row["Case"] == "C-1"] or [None]
    assert here is not None
    assert there is not None
    assert here["Next step"] == there["Next step"] == "typed by kim"
    assert {row["Case"] for row in kim.rows()} == {row["Case"] for row in lee.rows()}
    before = kim.path.read_bytes(), lee.path.read_bytes()
    assert (kim.sync().sent, lee.sync().sent) == (0, 0)
    assert (kim.path.read_bytes(), lee.path.read_bytes()) == before


@pytest.mark.parametrize(
    "name", ["a line with another value", "a number twice", "an unknown kind", "not UTF-8", "a newer format"]
)
def test_what_cannot_be_relied_on_is_named(pair, name):
    kim, _ = pair
    FORGERIES[name](kim)
    assert [line for line in kim.store.check() if "mallory" in line]
    assert any("mallory" in line for line in kim.sync().notes)


def test_a_row_of_another_list_does_not_enter_this_one(pair):
    kim, lee = pair
    plant(kim.share, [replace(creation(), list_name="acceptance")])
    settle([kim, lee])
    assert [row["Case"] for row in lee.rows()] == ["C-1"]


def test_a_workbook_with_a_forged_outbox_poisons_no_journal(pair):
    from hostile.test_bombs import OPERATION, whole_base

    kim, lee = pair
    bad = [*OPERATION[:1], "no kind", *OPERATION[2:]]
    kim.path.write_bytes(whole_base(vectors=[[]], outbox=[bad]))
    journals = {path: path.read_bytes() for path in kim.share.rglob("*.csv")}
    with pytest.raises(TcsheetsError) as error:
        kim.sync()
    refused(error.value)
    assert {path: path.read_bytes() for path in kim.share.rglob("*.csv")} == journals
    assert lee.sync().notes == ()
