"""Text that looks like a formula stays text in everything that a sync writes: no spelling, no channel makes it one."""

import csv
import io
import subprocess
import zipfile

import pytest
from hostile.spellings import SPELLINGS
from hostile.world import (
    TABLE,
    Office,
    formulas_of,
    new_book,
    offices,
    parts_of,
    pieces_of,
    settle,
    would_run,
)

from tcsheets import cli
from tcsheets.stores.folder import create_folder_store
from tcsheets.stores.journals import guarded, unguarded
from tcsheets.stores.view_files import harmless
from tcsheets.sync.lists import CONFLICTS_TABLE
from tcsheets.sync.values import text_form
from tcsheets.workbook.package import read_table

NAMES = list(SPELLINGS)
PLACE = {name: f"C-{place:03d}" for place, name in enumerate(NAMES)}
HARMLESS_NAME = {name: text.replace("/", "_").replace("\0", "") for name, text in SPELLINGS.items()}


@pytest.fixture(scope="module")
def exchange(tmp_path_factory):
    """Two offices after every spelling went from the one to the other, and both then changed each row's next step."""
    rows = [{"Case": PLACE[name], "Treatment": "crown", "Note": "", "Patient": "Ann"} for name in NAMES]
    kim, lee = offices(tmp_path_factory.mktemp("exchange"), "kim", "lee", rows=rows)
    settle([kim, lee])
    for name, text in SPELLINGS.items():
        kim.write(PLACE[name], "Note", text)
    settle([kim, lee])
    for name, text in SPELLINGS.items():
        kim.write(PLACE[name], "Next step", text)
        lee.write(PLACE[name], "Next step", text + "!")
    settle([kim, lee])
    return kim, lee


@pytest.fixture(scope="module")
def arrived(exchange):
    return {row["Case"]: row for row in exchange[1].rows()}


@pytest.fixture(scope="module")
def files_of_the_store(exchange):
    """Each CSV file of the store as Python reads it, and each line of it as another separator would part it."""
    found = {}
    for path in exchange[0].share.rglob("*.csv"):
        text = path.read_bytes().decode("utf-8-sig")
        found[path] = list(csv.reader(io.StringIO(text, newline="")))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_cell_that_travels_arrives_as_the_same_text_and_no_formula(exchange, arrived, name):
    for title in ("Note",):
        assert text_form(arrived[PLACE[name]][title]) == text_form(SPELLINGS[name])
    assert formulas_of(exchange[1].path.read_bytes()) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_journal_and_the_view_hold_no_cell_that_would_be_computed(files_of_the_store, name):
    wanted = text_form(SPELLINGS[name])
    shown = [row for path, rows in files_of_the_store.items() if path.parent.name == "view" for row in rows]
    row = next(row for row in shown if row[0] == PLACE[name])
    assert not any(would_run(piece) for cell in row for piece in pieces_of(cell)), row
    journals = [rows for path, rows in files_of_the_store.items() if path.parent.parent.name == "journal"]
    kept = [cell for rows in journals for row in rows for cell in row]
    found = [cell for cell in kept if cell == guarded(wanted)]
    assert found
    assert not any(would_run(piece) for cell in found for piece in pieces_of(cell)), found
    assert unguarded(found[0]) == wanted


def test_no_cell_of_any_csv_file_of_the_store_would_be_computed(files_of_the_store):
    assert len(files_of_the_store) == 3
    cells = [cell for rows in files_of_the_store.values() for row in rows for cell in row]
    assert [cell for cell in cells if any(would_run(piece) for piece in pieces_of(cell))] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_sheet_of_conflicts_shows_it_as_text(exchange, name):
    for office in exchange:
        data = read_table(office.package(), CONFLICTS_TABLE)
        assert data.formulas == frozenset()
        shown = [dict(zip(data.header, row)) for row in data.rows]
        row = next(row for row in shown if row["Row"] and str(row["Row"]).startswith(PLACE[name]))
        assert text_form(SPELLINGS[name]) in (text_form(row["Mine"]), text_form(row["Theirs"]))


def test_the_second_sync_of_all_spellings_does_nothing(exchange):
    for office in exchange:
        before = office.path.read_bytes()
        assert (office.sync().sent, office.sync().received) == (0, 0)
        assert office.path.read_bytes() == before


@pytest.mark.parametrize("name", NAMES)
def test_a_text_for_csv_is_disarmed_whatever_stands_before_it(name):
    for text in (SPELLINGS[name], f" {SPELLINGS[name]}", f"\u00a0{SPELLINGS[name]}", f"-1\n{SPELLINGS[name]}"):
        for made in (harmless(text), guarded(text)):
            assert not any(would_run(piece) for piece in pieces_of(made)), made
        assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("name", NAMES)
def test_a_header_of_a_local_column_a_sheet_name_an_actor_and_a_file_name_stay_text(tmp_path, name):
    text = HARMLESS_NAME[name]
    kim, lee = offices(tmp_path, "kim", "lee", rows=[{"Case": "C-1"}], local=(f"{text_form(text)} mine",))
    kim.book = f"{text}.xlsx"
    kim.path.write_bytes((kim.folder / "kim.xlsx").read_bytes())
    for _ in range(2):
        kim.sync(actor=text)
        lee.sync()
    kim.write("C-1", "Note", "one")
    lee.write("C-1", "Note", "two")
    for _ in range(2):
        kim.sync(actor=text)
        lee.sync()
    for office in (kim, lee):
        assert formulas_of(office.path.read_bytes()) == []
    (conflict,) = [row for row in read_table(lee.package(), CONFLICTS_TABLE).rows if row[0]]
    assert text_form(text) in [text_form(cell) for cell in conflict if cell]
    for path in kim.share.rglob("*.csv"):
        rows = csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
        assert not any(would_run(piece) for row in rows for cell in row for piece in pieces_of(cell))
        assert "mine" not in path.read_text(encoding="utf-8-sig")


SHEET_NAMES = [name for name, text in SPELLINGS.items() if len(text) < 28]


@pytest.mark.parametrize("name", SHEET_NAMES)
def test_a_sheet_with_such_a_name_is_synced_and_none_of_it_becomes_a_formula(tmp_path, name):
    from tcsheets.workbook.markup import attribute_text, cell_text

    kim, lee = offices(tmp_path, "kim", "lee", rows=[{"Case": "C-1", "Note": SPELLINGS[name]}])
    written = attribute_text(cell_text(SPELLINGS[name])).encode()
    with zipfile.ZipFile(kim.path) as old:
        parts = {each: old.read(each) for each in old.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'name="Follow-ups"', b'name="' + written + b'"')
    with zipfile.ZipFile(kim.path, "w", zipfile.ZIP_DEFLATED) as new:
        for each, content in parts.items():
            new.writestr(each, content)
    settle([kim, lee])
    assert text_form(lee.row("C-1")["Note"]) == text_form(SPELLINGS[name])
    assert formulas_of(kim.path.read_bytes()) == []
    assert written in parts_of(kim.path.read_bytes())["xl/workbook.xml"]


# --- what is printed ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def printed(exchange, tmp_path_factory):
    """What commands print of all spellings."""
    import contextlib
    import sys
    from unittest import mock

    lee = exchange[1]
    lee.home.add_store("practice", lee.share)
    found = {}
    for command in (["log", lee.path, "C-"], ["conflicts", lee.path], ["status", lee.path], ["log", lee.path, "none"]):
        out = io.StringIO()
        arguments = ["tcsheets", *map(str, command)]
        with (
            mock.patch.object(sys, "argv", arguments),
            mock.patch.dict("os.environ", {"TCSHEETS_HOME": str(lee.home.folder)}),
            contextlib.redirect_stdout(out),
            contextlib.suppress(SystemExit),
        ):
            cli.main()
        found[command[0], command[-1]] = out.getvalue()
    return found["log", "C-"]


@pytest.mark.parametrize("name", NAMES)
def test_the_log_prints_it_in_one_line_without_a_code_that_moves_a_terminal(printed, name):
    lines = printed.split("\n")
    about = [line for line in lines if f": {PLACE[name]}" in line]
    assert len(about) >= 4
    assert all(line.startswith("2026-") for line in lines if line)
    assert not any(ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 for line in about for letter in line), about
    assert not any(letter in line for line in about for letter in "\u2028\u2029\u202e\u2066")


# --- a program of others -----------------------------------------------------------------------------------------


@pytest.mark.host("libreoffice")
def test_libreoffice_computes_nothing_in_any_file_of_the_store(exchange, soffice, tmp_path):
    sources = [tmp_path / "control.csv"]  # what does become a formula, so that this test can fail
    sources[0].write_text('"C-1";"=1+1"\n' * len(NAMES))
    for place, path in enumerate(sorted(exchange[0].share.rglob("*.csv"))):
        sources.append(tmp_path / f"file{place}.csv")
        sources[-1].write_bytes(path.read_bytes())
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    # commas, semicolons, tabs and pipes all part cells; quotes count; UTF-8; formulas are evaluated if there are any
    options = "CSV:44/59/9/124,34,76,1,,0,false,true,false,false,false,-1,true"
    command = [soffice, profile, "--headless", f"--infilter={options}", "--convert-to", "fods", "--outdir", tmp_path]
    subprocess.run([*command, *sources], check=True, capture_output=True, timeout=100)
    for source in sources:
        made = source.with_suffix(".fods").read_text()
        assert made.count("<table:table-row") > len(NAMES) / 2
        assert ("table:formula" in made) == (source.name == "control.csv"), source


@pytest.mark.host("libreoffice")
def test_libreoffice_finds_no_formula_in_the_workbook_that_received_them(exchange, soffice, tmp_path):
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [soffice, profile, "--headless", "--convert-to", "fods", "--outdir", tmp_path, exchange[1].path]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    made = (tmp_path / "lee.fods").read_text()
    assert "WEBSERVICE" in made
    assert "table:formula" not in made


def test_a_new_store_and_a_new_workbook_hold_no_formula(tmp_path):
    create_folder_store(tmp_path / "share")
    kim = Office(tmp_path, tmp_path / "share", "kim")
    kim.path.write_bytes(new_book())
    kim.sync()
    assert formulas_of(kim.path.read_bytes()) == []
    assert kim.package().has_table(TABLE)
