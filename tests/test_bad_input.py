"""What bad input gets: one clear line that names the thing and what to do, an exit code, nothing written."""

import re
import zipfile

import pytest

import workbook_templates
from tcsheets import cli
from tcsheets.workbook.package import open_package
from tcsheets.workbook.patch import Patch, patched

USAGE, DECIDE = 2, 7


@pytest.fixture
def tcsheets(tmp_path, monkeypatch, capsys):
    """Return what runs a command as a person would: (exit code, standard output, standard error)."""
    monkeypatch.setenv("TCSHEETS_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        monkeypatch.setattr("sys.argv", ["tcsheets", *map(str, arguments)])
        try:
            cli.main()
            code = 0
        except SystemExit as stop:
            code = stop.code or 0
        out = capsys.readouterr()
        return code, out.out, out.err

    return run


@pytest.fixture
def book(tmp_path, tcsheets):
    """A workbook that was synced once with a store."""
    path = workbook_templates.new("treatment_coordinator", tmp_path / "book.xlsx")
    assert tcsheets("store", "init", tmp_path / "shared")[0] == 0
    assert tcsheets("sync", path, "--store", "practice")[0] == 0
    return path


def refused(done, code, *words):
    """Check that a call was refused in one line that says all these words."""
    assert done[0] == code, done
    assert done[2].count("\n") == 1, done[2]
    assert "Traceback" not in done[2]
    for word in words:
        assert word in done[2], done[2]


BAD_BOOKS = {
    "empty.xlsx": b"",
    "text.xlsx": b"Case,Chart\n",
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
    "password.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0" + b"\0" * 2000,
    "cut.xlsx": None,
    "other.xlsx": None,
}


@pytest.fixture
def bad_books(tmp_path, book):
    whole = book.read_bytes()
    made = dict(BAD_BOOKS) | {"cut.xlsx": whole[: len(whole) // 2]}
    with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as other:
        other.writestr("hello.txt", "no workbook")
    for name, content in made.items():
        if content is not None:
            (tmp_path / name).write_bytes(content)
    return [tmp_path / name for name in made]


@pytest.mark.parametrize("command", ["sync", "status", "conflicts", "recalc", "freeze"])
def test_a_file_that_is_no_workbook_is_refused_by_name_and_left_as_it_was(tcsheets, bad_books, command):
    for path in bad_books:
        before = path.read_bytes()
        more = ["--store", "practice"] if command in ("sync", "status", "conflicts") else []
        refused(tcsheets(command, path, *more), USAGE, path.name)
        assert path.read_bytes() == before
        assert not list(path.parent.glob("*(values)*"))


@pytest.mark.parametrize("command", ["sync", "status", "conflicts", "recalc", "freeze", "render", "import-fees"])
def test_a_missing_file_is_refused_by_name(tcsheets, tmp_path, command):
    refused(tcsheets(command, tmp_path / "nowhere.xlsx"), USAGE, "nowhere.xlsx")


def test_a_store_that_is_not_known_missing_or_without_its_mark_is_refused_and_nothing_is_lost(tcsheets, tmp_path, book):
    before = book.read_bytes()
    refused(tcsheets("sync", book, "--store", "elsewhere"), USAGE, "elsewhere")
    (tmp_path / "shared").rename(tmp_path / "gone")
    done = tcsheets("sync", book)
    assert done[0] in (1, USAGE)
    assert "shared" in done[2]
    (tmp_path / "gone").rename(tmp_path / "shared")
    mark = tmp_path / "shared" / "STORE.json"
    kept = mark.read_bytes()
    mark.unlink()
    done = tcsheets("sync", book)
    assert done[0] in (1, USAGE)
    mark.write_bytes(kept)
    assert book.read_bytes() == before
    assert tcsheets("sync", book)[0] == 0


def test_another_practices_store_is_refused(tcsheets, tmp_path, book):
    before = book.read_bytes()
    assert tcsheets("store", "init", tmp_path / "other", "--name", "other")[0] == 0
    done = tcsheets("sync", book, "--store", "other")
    assert done[0] in (USAGE, DECIDE)
    assert done[2].count("\n") == 1
    assert book.read_bytes() == before


def test_a_template_name_that_does_not_exist_is_refused_with_those_that_do(tcsheets, tmp_path):
    refused(tcsheets("new", "tretment", tmp_path / "x.xlsx"), USAGE, "tretment", "treatment_coordinator")
    assert not (tmp_path / "x.xlsx").exists()


def test_a_file_that_is_there_is_not_overwritten(tcsheets, tmp_path, book):
    before = book.read_bytes()
    refused(tcsheets("new", "treatment_coordinator", book), USAGE, "book.xlsx")
    assert book.read_bytes() == before


def test_a_column_that_was_renamed_is_no_deletion_of_what_stood_in_it(tcsheets, tmp_path, book):
    package = open_package(book.read_bytes(), book.name)
    table = package.table("FollowUps")
    header = {(table.area.first_row, table.column("Next step")): "Something else"}
    text = package.raw(table.part).decode()
    renamed = re.sub(r'name="Next step"', 'name="Something else"', text).encode()
    book.write_bytes(patched(package, Patch(cells={table.sheet: header}, parts={table.part: renamed})))
    code, out, _ = tcsheets("sync", book)
    assert code == 0, out
    assert "nothing to do" in out


def test_a_locked_store_folder_or_a_folder_in_place_of_a_file_is_one_line(tcsheets, tmp_path, book):
    refused(tcsheets("sync", tmp_path), USAGE)
    refused(tcsheets("recalc", tmp_path), USAGE)
    refused(tcsheets("store", "init", book), USAGE, "book.xlsx")


def test_a_function_a_fee_file_and_a_resolve_that_do_not_exist_are_one_line(tcsheets, tmp_path, book):
    refused(tcsheets("functions", "TC_NOTHING"), USAGE, "TC_NOTHING")
    (tmp_path / "list.csv").write_text("Name,Phone\nAnna,555\n")
    refused(tcsheets("import-fees", tmp_path / "list.csv"), USAGE, "no fee schedule")
    done = tcsheets("resolve", book, "ffff", "mine")
    assert done[0] == USAGE
    assert "ffff" in done[2]
