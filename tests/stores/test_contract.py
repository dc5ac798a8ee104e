"""What every store promises; the same suite for each of them."""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from stores.google_world import google_store
from sync.world import MemoryFiles

from tcsheets.errors import StoreError, TryAgainError
from tcsheets.files import DISK
from tcsheets.stores.contract import ChainError, MovedError, journal_name
from tcsheets.stores.folder import FolderStore, create_folder_store
from tcsheets.stores.memory import MemoryStore
from tcsheets.sync.history import history_of
from tcsheets.sync.op import Mark, Operation, chained, digest
from tcsheets.sync.views import ListView

IN_POSTGRES = pytest.mark.host("postgres")
SEEN = (Mark("other", 3, "abc"),)
VIEW = ListView("calls", ("Case", "Note"), (("C-1", "called"),))


def folder_in_memory(tmp_path):
    return create_folder_store(Path("/share"), MemoryFiles())


def folder_on_disk(tmp_path):
    return create_folder_store(tmp_path / "share", DISK)


def in_postgres(address):
    from tcsheets.stores.postgres import PostgresStore, make_postgres_store

    make_postgres_store(address)
    return PostgresStore(address)


def memory(tmp_path):
    return MemoryStore()


def in_google(tmp_path):
    return google_store()


@pytest.fixture(
    params=[memory, folder_in_memory, folder_on_disk, in_google, pytest.param(None, marks=IN_POSTGRES, id="postgres")]
)
def store(request, tmp_path):
    return request.param(tmp_path) if request.param else in_postgres(request.getfixturevalue("address"))


def ops(*values, seen=SEEN):
    made = [Operation(digest(v)[:20], "set", "calls", "r", "note", "", v, "t", "Kim", "k.xlsx", seen) for v in values]
    return [replace(op, after=tuple(other.id for other in made[:place])) for place, op in enumerate(made)]


def chain(*values, writer="kim", last=None):
    return chained(writer, last, ops(*values))


def test_what_is_appended_is_read(store):
    entries = chain("a", "=1+1", '"quoted"', "two\nlines", "ünïcode ✓", "", "x;=cmd|' /C calc'!A0")
    store.append("kim", "", entries)
    assert store.read().entries == entries
    assert store.read().problems == ()
    assert store.check() == []


def test_a_store_has_one_identity(store):
    assert store.identity() == store.identity() != ""


def test_an_empty_store_shows_nothing(store):
    assert (store.read().entries, store.vector()) == ((), ())


def test_the_same_entries_again_are_nothing(store):
    entries = chain("a", "b", "c")
    store.append("kim", "", entries)
    store.append("kim", "", entries)
    store.append("kim", entries[0].hash, entries[1:])
    assert store.read().entries == entries


def test_a_retry_adds_what_a_lost_reply_left_out(store):
    entries = chain("a", "b", "c")
    store.append("kim", "", entries[:2])
    store.append("kim", "", entries)
    assert store.read().entries == entries


def test_an_append_elsewhere_than_at_the_end_is_refused(store):
    entries = chain("a", "b")
    store.append("kim", "", entries)
    for after in ("", entries[0].hash, "nowhere"):
        with pytest.raises(ChainError):
            store.append("kim", after, chain("z", last=entries[0].mark))
    assert store.read().entries == entries


def test_journals_of_several_writers_are_all_read(store):
    first, second = chain("a", "b"), chain("c", writer="lee")
    store.append("kim", "", first)
    store.append("lee", "", second)
    assert {*store.read().entries} == {*first, *second}
    assert store.vector() == (first[-1].mark, second[-1].mark)


def test_reading_since_a_vector_leaves_out_what_it_covers(store):
    first, second = chain("a", "b", "c"), chain("d", writer="lee")
    store.append("kim", "", first)
    store.append("lee", "", second)
    assert {*store.read((first[1].mark,)).entries} == {first[2], *second}
    assert store.read(store.vector()).entries == ()
    assert {*store.read((Mark("kim", 9, "unknown"),)).entries} == {*first, *second}


def test_a_branch_that_goes_on_from_what_a_vector_covers_is_read_from_there(store):
    first = chain("a", "b", "c")
    branch = chain("d", "e", last=first[1].mark)
    store.append("kim", "", first)
    store.append(journal_name("kim", branch[0].hash), "", (*first[:2], *branch))
    for seen, left in ((first[1], {first[2], *branch}), (first[2], {*branch}), (branch[0], {first[2], branch[1]})):
        assert {*store.read((seen.mark,)).entries} == left
    assert store.read(store.vector()).entries == ()


def test_views_may_be_published_again_and_again(store):
    store.publish([VIEW])
    store.publish([VIEW, replace(VIEW, name="other")])


def test_a_store_that_can_be_written_to_is_ready(store):
    store.ready("kim")
    assert store.read().entries == ()


def test_a_journal_longer_than_a_segment_reads_as_one(tmp_path):
    store = folder_on_disk(tmp_path)
    values = [f"v{number}" for number in range(5_003)]
    entries = chained("kim", None, [replace(op, after=()) for op in ops(*values)])
    store.append("kim", "", entries[:4_990])
    sealed = (tmp_path / "share" / "journal" / "kim" / "000001.csv").stat().st_mtime_ns
    store.append("kim", entries[4_989].hash, entries[4_990:])
    later = chained("kim", entries[-1].mark, ops("last"))
    store.append("kim", entries[-1].hash, later)
    assert store.read().entries == (*entries, *later)
    assert store.journals.segments("kim") == ["000001.csv", "000002.csv"]
    assert sealed != (tmp_path / "share" / "journal" / "kim" / "000001.csv").stat().st_mtime_ns
    (tmp_path / "share" / "journal" / "kim" / "000001.csv").unlink()
    assert history_of(store.read().entries).entries == ()


def test_a_store_that_has_moved_takes_nothing_more_and_can_still_be_read(store):
    entries = chain("a", "b", "c")
    store.append("kim", "", entries[:2])
    before = store.prints()
    store.mark_moved("S:/elsewhere")
    assert store.moved() == "S:/elsewhere"
    assert before is None or store.prints() != before
    for call in (lambda: store.append("kim", entries[1].hash, entries[2:]), lambda: store.ready("kim")):
        with pytest.raises(MovedError, match="has moved to S:/elsewhere; go on there: tcsheets store init"):
            call()
    assert store.read().entries == entries[:2]
    assert store.check() == []
    store.mark_moved("")
    store.append("kim", entries[1].hash, entries[2:])
    assert (store.moved(), store.read().entries, store.prints() == before) == ("", entries, before is None)


# --- the faults of the store in memory, which tests rely on ---


def test_a_store_that_is_gone_says_so_at_every_call():
    store = MemoryStore()
    store.is_gone = True
    for call in (store.identity, store.read, store.vector, lambda: store.append("kim", "", chain("a"))):
        with pytest.raises(StoreError, match="is not there"):
            call()


def test_a_lost_reply_leaves_the_entries_there():
    store = MemoryStore()
    store.loses_reply = True
    with pytest.raises(TryAgainError):
        store.append("kim", "", chain("a"))
    store.append("kim", "", chain("a"))
    assert len(store.read().entries) == 1


@pytest.mark.parametrize("fault", ["twice", "reordered"])
def test_the_order_and_number_of_deliveries_change_nothing(fault):
    store = MemoryStore()
    store.append("kim", "", chain("a", "b", "c"))
    before = history_of(store.read().entries)
    setattr(store, fault, True)
    after = history_of(store.read().entries)
    assert (after.operations, after.tips, after.entries) == (before.operations, before.tips, before.entries)


def test_a_delayed_journal_does_not_show():
    store = MemoryStore()
    store.append("kim", "", chain("a"))
    store.delayed = {"kim"}
    assert store.read().entries == ()


# --- the folder alone ---


def test_a_line_that_was_tampered_with_ends_the_journal_before_it(tmp_path):
    store = folder_on_disk(tmp_path)
    entries = chain("first", "second", "third")
    store.append("kim", "", entries)
    path = tmp_path / "share" / "journal" / "kim" / "000001.csv"
    path.write_bytes(path.read_bytes().replace(b",second,", b",forged,"))
    assert store.read().entries == entries[:1]
    assert store.check() == ["the journal kim is damaged or has not arrived whole"]
    store.append("kim", "", entries)
    assert store.read().entries == entries


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"tcsheets journal,99,kim,\n", b"a,b\n1,2\n", b"tcsheets journal\n"]
)
def test_a_file_that_is_no_journal_known_here_is_named(tmp_path, data):
    store = folder_on_disk(tmp_path)
    folder = tmp_path / "share" / "journal" / "kim"
    folder.mkdir(parents=True)
    (folder / "000001.csv").write_bytes(data)
    assert len(store.read().problems) == 1


def test_what_an_operating_system_leaves_about_is_not_reported(tmp_path):
    store = folder_on_disk(tmp_path)
    store.append("kim", "", chain("a"))
    for name in ("desktop.ini", ".DS_Store", "~$000001.csv", ".000001.csv.kim.new"):
        (tmp_path / "share" / "journal" / "kim" / name).write_bytes(b"x")
    (tmp_path / "share" / "journal" / "readme.txt").write_bytes(b"x")
    assert store.check() == []


def test_a_store_is_made_once_and_never_over_the_remains_of_another(tmp_path):
    store = folder_on_disk(tmp_path)
    with pytest.raises(StoreError, match="is a store already"):
        create_folder_store(tmp_path / "share")
    store.append("kim", "", chain("a"))
    (tmp_path / "share" / "STORE.json").unlink()
    with pytest.raises(StoreError, match=r"lost its STORE\.json"):
        create_folder_store(tmp_path / "share")


@pytest.mark.parametrize(
    ("marker", "said"),
    [
        ("{}", "cannot be read"),
        ("[1]", "cannot be read"),
        ("", "cannot be read"),
        ('{"id": "../../x", "format": 1}', "cannot be read"),
        ('{"id": "abcd1234", "format": 3}', "newer tcsheets"),
    ],
)
def test_a_marker_that_is_none_is_refused(tmp_path, marker, said):
    (tmp_path / "STORE.json").write_text(marker)
    with pytest.raises(StoreError, match=said):
        FolderStore(tmp_path).identity()


# --- what a spreadsheet program makes of the files ---

TRIGGERS = ["=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "a;=1+1", "a\n=1", "＝1+1", "a|+1"]  # noqa: RUF001


def executes(text):
    """Return the cells of a CSV that some spreadsheet program could take for a formula, whatever its separator."""
    readers = [csv.reader(io.StringIO(text, newline=""), delimiter=separator) for separator in ",;\t|"]
    cells = [cell.lstrip(" \t\r\n") for reader in readers for row in reader for cell in row]
    return [cell for cell in cells if re.match("[=+@＝＋－＠-]", cell) and not re.match(r"-[0-9.]+($|,)", cell)]  # noqa: RUF001


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_no_view_holds_a_formula(tmp_path, trigger):
    store = folder_on_disk(tmp_path)
    store.publish([ListView("calls", ("Case", trigger), (("C-1", trigger), (trigger, "-45.00")))])
    data = (tmp_path / "share" / "view" / "calls.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert executes(data.decode("utf-8-sig")) == []


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_no_journal_holds_a_formula_and_each_reads_back_as_it_was(tmp_path, trigger):
    store = folder_on_disk(tmp_path)
    op = replace(ops("x")[0], new=trigger, old=trigger, actor=trigger, workbook=trigger, field=trigger)
    create = replace(op, id="c", kind="create", field="", new='{"note":"' + "a;=1+1" + '"}')
    entries = chained("kim", None, [op, create])
    store.append("kim", "", entries)
    assert store.read().entries == entries
    assert executes((tmp_path / "share" / "journal" / "kim" / "000001.csv").read_text("utf-8")) == []
