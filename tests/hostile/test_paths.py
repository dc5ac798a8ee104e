"""Names that lead elsewhere, links and special files: nothing outside the store and the workbook's place is touched."""

import json
import os
import socket
import threading
from pathlib import Path

import pytest
from hostile.world import BASE_SHEET, new_book, offices, operation, plant, refused, settle

from tcsheets.errors import FileError, TcsheetsError
from tcsheets.files import DISK
from tcsheets.stores.folder import FolderStore
from tcsheets.sync.base import decoded, encoded
from tcsheets.workbook.patch import Patch, patched

LEADING_OUT = [
    "../escaped",
    "../../escaped",
    "/tmp/escaped",
    "..",
    ".",
    "a/../../escaped",
    "C:\\escaped",
    "..\\escaped",
    "\\\\198.51.100.7\\share",
    "escaped\0.csv",
    "con",
    "a" * 300,
    "$(touch escaped)",
    "`touch escaped`",
    "; touch escaped",
    "%TEMP%\\escaped",
    "~/escaped",
    "file:///tmp/escaped",
    "\u202egpj.exe",
]


def files_below(folder):
    """All files and links below a folder, with what is in them."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() and not path.is_symlink() else b"link"
        for path in sorted(folder.rglob("*"))
    }


@pytest.fixture
def pair(tmp_path):
    """Two offices that hold the same row, and a file outside that nothing may touch."""
    kim, lee = offices(tmp_path, "kim", "lee", rows=[{"Case": "C-1", "Note": "called"}])
    settle([kim, lee])
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "000001.csv").write_text("private")
    (tmp_path / "outside" / "follow_ups.csv").write_text("private")
    (tmp_path / "outside" / "STORE.json").write_text("private")
    return kim, lee


def outside(pair):
    return files_below(pair[0].folder.parent / "outside")


UNTOUCHED = {"000001.csv": b"private", "STORE.json": b"private", "follow_ups.csv": b"private"}


def still_meets(kim, lee, note="after"):
    """Check that what one writes still reaches the other."""
    kim.write("C-1", "Note", note)
    settle([kim, lee])
    assert lee.row("C-1")["Note"] == note


@pytest.mark.parametrize("name", LEADING_OUT)
def test_a_list_a_row_and_a_field_that_lead_out_are_names_and_no_places(pair, name):
    kim, lee = pair
    before = set(kim.folder.parent.rglob("*"))
    forged = [
        operation("r1", "", '{"note":"x"}', "create", list_name=name, workbook=name, actor=name),
        operation(name, "", '{"note":"forged"}', "create"),
        operation("r2", name, "x", "set", workbook=name),
    ]
    plant(kim.share, forged)
    still_meets(kim, lee)
    new = set(kim.folder.parent.rglob("*")) - before
    assert all("backups" in str(path) or "mallory" in str(path) for path in new), new
    assert (kim.sync().sent, lee.sync().sent) == (0, 0)


@pytest.mark.parametrize("name", LEADING_OUT)
def test_a_writer_that_leads_out_is_a_name_and_no_place(pair, name):
    kim, lee = pair
    plant(kim.share, [operation("r1", "", '{"case_id":"C-2"}', "create")], writer=name, folder="odd")
    settle([kim, lee])
    assert {row["Case"] for row in lee.rows()} == {"C-1", "C-2"}
    assert outside(pair) == UNTOUCHED
    assert not list(kim.folder.parent.rglob("escaped*"))
    assert sorted(each.name for each in (kim.share / "journal").iterdir())[-1] == "odd"


@pytest.mark.parametrize(
    "name", [each for each in LEADING_OUT if "/" not in each and "\0" not in each and len(each) < 200]
)
def test_a_journal_folder_of_any_name_is_read_in_its_place(pair, name):
    kim, lee = pair
    if name not in (".", ".."):
        plant(kim.share, [operation("r1", "", '{"case_id":"C-2"}', "create")], folder=name)
    settle([kim, lee])
    assert outside(pair) == UNTOUCHED
    still_meets(kim, lee)


@pytest.mark.parametrize("name", LEADING_OUT)
def test_an_alias_is_looked_up_and_never_a_path(pair, name):
    kim, _ = pair
    with pytest.raises(TcsheetsError) as error:
        kim.sync(store=name)
    assert "no store" in str(error.value)
    kim.home.add_store(name, kim.share)
    assert kim.sync(store=name).exit_code == 0
    assert set(json.loads((kim.home.folder / "config.json").read_text())["stores"]) == {name}


@pytest.mark.parametrize(
    "name", [each for each in LEADING_OUT if "/" not in each and "\0" not in each and len(each) < 200]
)
def test_a_workbook_of_any_name_is_synced_in_its_place(pair, name):
    kim, lee = pair
    kim.path.rename(kim.folder / f"{name}.xlsx")
    kim.book = f"{name}.xlsx"
    still_meets(kim, lee)
    assert outside(pair) == UNTOUCHED
    assert not list(kim.folder.parent.rglob("escaped"))


def with_base(office, **changes):
    """Put a changed memory into an office's workbook."""
    from dataclasses import replace

    package = office.package()
    base = decoded(texts_of(office), "")
    cells = {(row, 1): text for row, text in enumerate(encoded(replace(base, **changes)), 1)}
    office.path.write_bytes(patched(package, Patch({BASE_SHEET: cells})))


def texts_of(office):
    from tcsheets.sync.excel_file import ExcelBook

    return ExcelBook(office.package()).base_cells()


@pytest.mark.parametrize("name", ["../other.xlsx", "/dev/zero", "..", "../../outside/STORE.json", "a" * 5000, "x\0y"])
def test_a_backup_that_leads_elsewhere_is_not_read(pair, name):
    from tcsheets.sync.base import Replaced

    kim, _ = pair
    (kim.folder / "other.xlsx").write_bytes(new_book([{"Case": "C-99", "Note": "private"}]))
    with_base(kim, replaced=Replaced(name, "0" * 64))
    try:
        kim.sync()
    except TcsheetsError as error:
        refused(error)
    assert "private" not in str(files_below(kim.share))
    assert {row["Case"] for row in kim.rows()} == {"C-1"}


@pytest.mark.parametrize("name", LEADING_OUT)
def test_an_alias_and_a_store_in_a_workbook_name_no_place(pair, name):
    kim, _ = pair
    with_base(kim, alias=name, store=name)
    with pytest.raises(TcsheetsError) as error:
        kim.sync(store="")
    refused(error.value)
    assert outside(pair) == UNTOUCHED


# --- links and special files -------------------------------------------------------------------------------------


def link_own_journal(kim, away):
    (own,) = (each for each in (kim.share / "journal").iterdir())
    for each in own.iterdir():
        each.unlink()
    own.rmdir()
    own.symlink_to(away)


def link_views(kim, away):
    for each in (kim.share / "view").iterdir():
        each.unlink()
    (kim.share / "view").rmdir()
    (kim.share / "view").symlink_to(away)


def link_journals(kim, away):
    import shutil

    shutil.rmtree(kim.share / "journal")
    (kim.share / "journal").symlink_to(away)


def link_a_view(kim, away):
    (kim.share / "view" / "follow_ups.csv").unlink()
    (kim.share / "view" / "follow_ups.csv").symlink_to(away / "follow_ups.csv")


def link_a_segment(kim, away):
    (segment,) = (kim.share / "journal").glob("*/000001.csv")
    segment.unlink()
    segment.symlink_to(away / "000001.csv")


def link_new_journal(kim, away):
    (kim.share / "journal" / "mallory").symlink_to(away)


def link_to_itself(kim, away):
    (kim.share / "journal" / "loop").symlink_to(kim.share / "journal")


def link_inbox(kim, away):
    (kim.share / "inbox").symlink_to(away)


def link_to_devices(kim, away):
    (kim.share / "inbox").symlink_to("/dev")


def zeros_in_the_inbox(kim, away):
    (kim.share / "inbox").mkdir()
    (kim.share / "inbox" / "zero.csv").symlink_to("/dev/zero")


def random_as_a_segment(kim, away):
    (kim.share / "journal" / "mallory").mkdir()
    (kim.share / "journal" / "mallory" / "000001.csv").symlink_to("/dev/urandom")


def pipe_as_a_segment(kim, away):
    (kim.share / "journal" / "mallory").mkdir()
    os.mkfifo(kim.share / "journal" / "mallory" / "000001.csv")


def pipe_in_the_inbox(kim, away):
    (kim.share / "inbox").mkdir()
    os.mkfifo(kim.share / "inbox" / "a.csv")


def socket_in_the_inbox(kim, away):
    (kim.share / "inbox").mkdir()
    here = Path.cwd()
    os.chdir(kim.share / "inbox")  # a socket's path may not be long
    try:
        socket.socket(socket.AF_UNIX).bind("a.csv")
    finally:
        os.chdir(here)


def folder_as_a_segment(kim, away):
    (kim.share / "journal" / "mallory" / "000001.csv").mkdir(parents=True)


def file_as_a_journal(kim, away):
    (kim.share / "journal" / "mallory").write_bytes(b"x")


def dangling_segment(kim, away):
    (kim.share / "journal" / "mallory").mkdir()
    (kim.share / "journal" / "mallory" / "000001.csv").symlink_to("nowhere")


def giant_segment(kim, away):
    (kim.share / "journal" / "mallory").mkdir()
    giant(kim.share / "journal" / "mallory" / "000001.csv")


def giant_in_the_inbox(kim, away):
    (kim.share / "inbox").mkdir()
    giant(kim.share / "inbox" / "a.csv")


def giant_view(kim, away):
    giant(kim.share / "view" / "follow_ups.csv")


def marker_linked(kim, away):
    (kim.share / "STORE.json").unlink()
    (kim.share / "STORE.json").symlink_to(away / "STORE.json")


def marker_of_zeros(kim, away):
    (kim.share / "STORE.json").unlink()
    (kim.share / "STORE.json").symlink_to("/dev/zero")


def marker_a_folder(kim, away):
    (kim.share / "STORE.json").unlink()
    (kim.share / "STORE.json").mkdir()


def marker_a_pipe(kim, away):
    (kim.share / "STORE.json").unlink()
    os.mkfifo(kim.share / "STORE.json")


def marker_giant(kim, away):
    giant(kim.share / "STORE.json")


def marker_nested(kim, away):
    (kim.share / "STORE.json").write_text("[" * 2_000_000)


def marker_newer(kim, away):
    change_marker(kim, format=99)


def marker_without_end(kim, away):
    (kim.share / "STORE.json").write_text('{"id": "aaaa", "format": 1e999}')


def marker_leading_out(kim, away):
    change_marker(kim, id="../../outside")


def marker_of_two_lines(kim, away):
    change_marker(kim, id="0123456789abcdef\n")


def marker_a_formula(kim, away):
    change_marker(kim, id="=1+1")


def marker_binary(kim, away):
    (kim.share / "STORE.json").write_bytes(bytes(range(256)))


def change_marker(kim, **changes):
    path = kim.share / "STORE.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def giant(path):
    """A file of 8 GB that takes no room on the disk."""
    with path.open("wb") as file:
        file.truncate(8 << 30)


TRAPS = [
    link_own_journal,
    link_views,
    link_journals,
    link_a_view,
    link_a_segment,
    link_new_journal,
    link_to_itself,
    link_inbox,
    link_to_devices,
    zeros_in_the_inbox,
    random_as_a_segment,
    pipe_as_a_segment,
    pipe_in_the_inbox,
    socket_in_the_inbox,
    folder_as_a_segment,
    file_as_a_journal,
    dangling_segment,
    giant_segment,
    giant_in_the_inbox,
    giant_view,
    marker_linked,
    marker_of_zeros,
    marker_a_folder,
    marker_a_pipe,
    marker_giant,
    marker_nested,
    marker_newer,
    marker_without_end,
    marker_leading_out,
    marker_of_two_lines,
    marker_a_formula,
    marker_binary,
]


@pytest.mark.skipif(os.name == "nt", reason="links and pipes need rights there that tests do not have")
@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_in_the_shared_folder_is_refused_or_walked_around(pair, trap):
    kim, _ = pair
    trap(kim, kim.folder.parent / "outside")
    kim.write("C-1", "Note", "typed before the trap")
    said = []

    def sync():
        try:
            said.extend(kim.sync().notes)
        except TcsheetsError as error:
            said.append(refused(error))

    running = threading.Thread(target=sync, daemon=True)
    running.start()
    running.join(5)
    assert not running.is_alive(), "hangs"
    assert outside(pair) == UNTOUCHED
    assert kim.row("C-1")["Note"] == "typed before the trap"
    assert all(len(line.splitlines()) == 1 for line in said)
    assert "private" not in " ".join(said)


@pytest.mark.skipif(os.name == "nt", reason="no such devices there")
@pytest.mark.parametrize("path", ["/dev/zero", "/dev/urandom", "/proc/self/environ", "/proc/self/mem", "/dev/stdin"])
def test_a_workbook_that_is_no_file_is_refused(pair, path):
    kim, _ = pair
    kim.path.unlink()
    kim.path.symlink_to(path)
    with pytest.raises(TcsheetsError) as error:
        kim.sync()
    refused(error.value)


def test_a_workbook_of_eight_gigabytes_is_refused_by_its_size(pair):
    kim, _ = pair
    giant(kim.path)
    with pytest.raises(FileError, match="MB"):
        kim.sync()


def test_a_store_in_a_folder_that_is_itself_a_link_is_a_store(pair):
    kim, lee = pair
    link = kim.folder / "drive"
    link.symlink_to(kim.share)
    assert FolderStore(link, DISK).read().problems == ()
    kim.share = link
    still_meets(kim, lee)
