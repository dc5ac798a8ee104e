"""What a sync does in an open workbook: cells typed, blocks, what a person has set, busy, closed, typed meanwhile."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sync import excel_stand_in, world
from sync.excel_stand_in import Book, ComError, Excel, gone, ignored, rejected, type_into
from sync.live_world import TOP, LivePerson, MacPerson
from sync.world import SMALL, MemoryFiles, settle, start

from tcsheets.errors import CellError, DecisionError, FileError, TryAgainError
from tcsheets.sync.lists import ListColumn
from tcsheets.sync.live_book import Picture, decoded_picture, encoded_picture, open_live
from tcsheets.sync.live_calls import ATTEMPTS, Calls, open_book_at
from tcsheets.sync.places import LivePlace, found_place
from tcsheets.sync.workbook_file import BookFile
from tcsheets.workbook.values import DateSerial

RICH = replace(
    SMALL,
    columns=(
        *SMALL.columns,
        ListColumn("value", "Value", "money"),
        ListColumn("on", "On", "date"),
        ListColumn("due", "Due", "datetime", "formula"),
    ),
)


@pytest.fixture(autouse=True)
def kim_works_in_excel(monkeypatch):
    monkeypatch.setattr(world, "KINDS", {"kim": LivePerson})


def both(**options):
    """Return kim, in Excel, and lee, with a file, whose workbooks hold the same rows."""
    return start("kim", "lee", **options)


def cell(person, row, title, table="Calls"):
    """Return a cell as Excel holds it; rows from 1."""
    sheet = person.sheet(table)
    header = person.table(table)["header"]
    return sheet.held(TOP + row, 1 + header.index(title))


def type_in(person, row, title, value):
    header = person.table()["header"]
    type_into(person.sheet(), TOP + row, 1 + header.index(title), value)


def change_there(person, case, **cells):
    for title, value in cells.items():
        person.change(case, title, value)
    person.sync()


# --- values --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=1+1", "00123", "+1 555", "@here", "2026-11-24", "TRUE", "-", "1/2", "'tis"])
@pytest.mark.parametrize("is_kept", [True, False])
def test_foreign_text_stays_text(text, is_kept):
    kim, lee = both()
    kim.excel.apostrophe_is_kept_in_text_cells = is_kept
    change_there(lee, "C-1", Note=text)
    kim.sync()
    assert (cell(kim, 1, "Note").value, cell(kim, 1, "Note").formula) == (text, "")
    assert kim.sync().summary == "kim.xlsx: nothing to do"


def test_a_text_cell_of_the_format_general_is_made_text_before_it_is_written():
    kim, lee = both()
    cell(kim, 1, "Note").number_format = "General"
    change_there(lee, "C-1", Note="=HYPERLINK(1)")
    kim.sync()
    assert (cell(kim, 1, "Note").number_format, cell(kim, 1, "Note").formula) == ("@", "")


def test_numbers_and_dates_are_written_as_numbers_and_dates_also_over_text():
    kim, lee = both(definitions=(RICH,))
    cell(kim, 1, "Value").number_format = "@"
    cell(kim, 2, "Value").number_format = "$#,##0.00"
    for case in ("C-1", "C-2"):
        change_there(lee, case, Value="1285.50", On="2026-11-24")
    kim.sync()
    assert [(cell(kim, row, "Value").value, cell(kim, row, "Value").number_format) for row in (1, 2)] == [
        (1285.5, "General"),
        (1285.5, "$#,##0.00"),
    ]
    assert cell(kim, 1, "On").value == 46350.0
    assert kim.sync().summary == "kim.xlsx: nothing to do"


def test_what_excel_gives_is_read_as_from_a_file():
    kim, lee = both(definitions=(RICH,))
    type_in(kim, 1, "Value", 12.5)
    type_in(kim, 1, "On", DateSerial(46350))
    for row, value in ((1, True), (2, 14.0)):
        cell(kim, row, "Status").number_format = "General"
        type_in(kim, row, "Status", value)
    kim.sync()
    lee.sync()
    row = lee.rows()[0]
    assert (row["Value"], row["On"], row["Status"]) == ("12.50", "2026-11-24", "TRUE")
    assert lee.rows()[1]["Status"] == "14"


@pytest.mark.parametrize("code", ["#N/A", "#SPILL!"])
def test_an_error_in_a_cell_is_no_edit(code):
    kim, lee = both()
    type_in(kim, 1, "Status", CellError(code))
    assert kim.sync().sent == 0
    lee.change("C-1", "Note", "seen")
    settle([lee, kim])
    assert kim.value("C-1", "Note") == "seen"
    assert isinstance(cell(kim, 1, "Status").value, CellError)


def test_formulas_stay_and_go_on_in_new_rows():
    kim, lee = both(definitions=(RICH,))
    for row in range(1, 5):
        cell(kim, row, "Due").formula = "=Calls[[#This Row],[On]]+2"
    assert kim.sync().sent == 0
    lee.delete("C-2")
    lee.add("C-8")
    lee.add("C-9")
    lee.sync()
    for fills in (False, True):
        kim.sheet().tables.all[0].fills_formulas = fills
        kim.sync()
        assert [cell(kim, row, "Due").formula for row in range(1, 6)] == ["=Calls[[#This Row],[On]]+2"] * 5


def test_long_texts_are_written_one_by_one_and_the_base_in_short_pieces():
    kim, lee = both()
    change_there(lee, "C-1", Note="n" * 20_000, Status="s")
    kim.sync()
    assert kim.value("C-1", "Note") == "n" * 20_000
    assert max(map(len, kim.content()["base"])) <= 8_000
    assert kim.sync().summary == "kim.xlsx: nothing to do"


def test_a_file_of_the_live_workbook_syncs_as_a_file_once_it_is_closed():
    kim, lee = both()
    change_there(lee, "C-1", Status="accepted")
    kim.sync()
    kim.close()
    assert world.Person.sync(kim).summary == "kim.xlsx: nothing to do"
    kim.open()
    assert kim.sync().summary == "kim.xlsx: nothing to do"


def test_many_new_rows_are_written_in_few_calls():
    kim, lee = both()
    for number in range(200):
        lee.add(f"N-{number}", "new", "a note")
    lee.sync()
    kim.excel.log.clear()
    kim.sync()
    assert kim.excel.log.count("range.value =") == 2  # the rows, and the base
    assert kim.shown() == lee.shown()


def test_a_write_that_excel_does_not_keep_is_taken_back_and_said(monkeypatch):
    kim, lee = both()
    before = kim.as_content()
    change_there(lee, "C-1", Status="accepted")
    monkeypatch.setattr("sync.excel_stand_in.enter", lambda held, value, app: None)
    with pytest.raises(TryAgainError, match="Calls!D5 does not keep what is written"):
        kim.sync()
    assert kim.as_content() == before


# --- what a person has set -------------------------------------------------------------------------------------------


def test_selection_and_settings_are_as_they_were():
    kim, lee = both()
    kim.excel.selected = kim.sheet().place((TOP + 1, 2), (TOP + 2, 3))
    kim.excel.settings.update(calculation="semiautomatic", screen_updating=False)
    was, selected = dict(kim.excel.settings), kim.excel.selected
    change_there(lee, "C-1", Status="accepted")
    kim.sync()
    assert (kim.excel.settings, kim.excel.selected) == (was, selected)


def test_settings_are_as_they_were_also_where_a_sheet_is_protected_and_nothing_was_written():
    kim, lee = both()
    was, before = dict(kim.excel.settings), kim.as_content()
    change_there(lee, "C-1", Status="accepted")
    kim.sheet().is_protected = True
    with pytest.raises(FileError, match=r"on a protected sheet.*take off the sheet's protection"):
        kim.sync()
    assert (kim.excel.settings, kim.as_content()) == (was, before)


def test_the_backup_is_the_workbook_as_it_was_before():
    kim, lee = both()
    before = kim.as_content()
    change_there(lee, "C-1", Status="accepted")
    backup = kim.sync().backup
    assert world.MemoryBook(kim.files.files[Path(backup)]).content() == before


def test_an_open_workbook_that_cannot_be_saved_is_left_alone():
    kim, lee = both()
    change_there(lee, "C-1", Status="accepted")
    kim.workbook.read_only = True
    before = dict(kim.files.files)
    with pytest.raises(DecisionError, match="open for reading only"):
        kim.sync()
    assert kim.files.files == before


# --- busy, closed, typed meanwhile ------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [rejected, ignored])
def test_a_cell_being_edited_is_waited_for(error):
    kim, lee = both()
    change_there(lee, "C-1", Status="accepted")
    kim.excel.busy, kim.excel.busy_error = ATTEMPTS - 1, error
    kim.sync()
    assert kim.value("C-1", "Status") == "accepted"


@pytest.mark.parametrize("error", [rejected, ignored])
def test_a_cell_edited_for_long_is_a_line_that_says_what_to_do(error):
    kim, lee = both()
    change_there(lee, "C-1", Status="accepted")
    before = dict(kim.files.files)
    kim.excel.busy, kim.excel.busy_error = 10_000, error
    with pytest.raises(TryAgainError, match="Excel is busy: finish typing in the cell, then sync again"):
        kim.sync()
    assert kim.files.files == before


def test_a_workbook_closed_meanwhile_is_a_line_too():
    kim, _ = both()
    kim.excel.closed = True
    with pytest.raises(TryAgainError, match="closed meanwhile"):
        kim.sync()


@pytest.mark.parametrize("kind", [LivePerson, MacPerson])
def test_what_is_typed_at_any_moment_of_a_sync_is_never_lost(monkeypatch, kind):
    monkeypatch.setattr(world, "KINDS", {"kim": kind})
    kim, lee = both()
    change_there(lee, "C-1", Status="accepted")
    content, files = kim.as_content(), dict(kim.files.files)
    first = kim.excel.calls
    kim.sync()
    count = kim.excel.calls - first
    for call in range(1, count + 1):
        kim.files.files = dict(files)
        kim.open()
        kim.load(content)
        kim.excel.typing[call] = lambda: type_in(kim, 2, "Note", "typed meanwhile")
        settle([kim, lee])
        assert kim.value("C-2", "Note") == lee.value("C-2", "Note") == "typed meanwhile", call
        assert kim.value("C-1", "Status") == "accepted"
        assert kim.conflicts() == []


@pytest.mark.parametrize("kind", [LivePerson, MacPerson])
def test_what_is_typed_in_the_very_cell_that_is_written_stands_or_is_in_conflict(monkeypatch, kind):
    monkeypatch.setattr(world, "KINDS", {"kim": kind})
    kim, lee = both()
    change_there(lee, "C-1", Status="accepted")
    content, files = kim.as_content(), dict(kim.files.files)
    first = kim.excel.calls
    kim.sync()
    names = kim.excel.log[first:]
    # On a Mac nobody can be kept from typing in the moment of the very call that writes.
    blind = {names.index("range.value =") + 1} if kind is MacPerson else set()
    for call in set(range(1, len(names) + 1)) - blind:
        kim.files.files = dict(files)
        kim.open()
        kim.load(content)
        kim.excel.typing[call] = lambda: type_in(kim, 1, "Status", "mine")
        settle([kim, lee])
        conflicts = [{each["mine"], each["theirs"]} for each in kim.conflicts()]
        assert kim.value("C-1", "Status") == "mine" or conflicts == [{"mine", "accepted"}], (call, names[call - 1])


# --- the stand-in -----------------------------------------------------------------------------------------------------

USED = {
    "App": "books selection interactive screen_updating enable_events display_alerts calculation status_bar alert",
    "Book": "name fullname sheets app api save caller",
    "Sheet": "name visible tables range used_range activate book",
    "Range": "row column last_cell address merge_cells formula number_format value options select sheet",
}


@pytest.mark.parametrize(("kind", "members"), [*USED.items(), ("Table", "name show_totals header_row_range resize")])
def test_xlwings_has_every_member_that_is_used(kind, members):
    found = getattr(pytest.importorskip("xlwings.main"), kind)
    assert [each for each in members.split() if not hasattr(found, each)] == []


@pytest.mark.parametrize("kind", ["Sheet", "Range", "Table"])
def test_the_stand_in_has_no_property_that_xlwings_lacks(kind):
    ours = getattr(excel_stand_in, kind)
    theirs = getattr(pytest.importorskip("xlwings.main"), kind)
    properties = {name for name, each in vars(ours).items() if isinstance(each, property)}
    assert {name for name in properties if not hasattr(theirs, name)} == set()


# --- where a workbook is ----------------------------------------------------------------------------------------------


def calls():
    return Calls((ComError,), lambda _: None)


def test_an_open_workbook_is_found_by_its_path_and_no_other():
    excel = Excel()
    Book(excel, Path("/other/kim.xlsx"), None, None)
    wanted = Book(excel, Path("/people/kim.xlsx"), None, None)
    assert open_book_at(Path("/people/kim.xlsx"), [excel], calls()) is wanted
    assert open_book_at(Path("/people/lee.xlsx"), [excel], calls()) is None


def test_a_closed_workbook_is_its_file_and_an_open_one_nobody_reaches_is_left_alone():
    files = MemoryFiles()
    files.files[Path("/people/kim.xlsx")] = b"data"
    place, opens = found_place(Path("/people/kim.xlsx"), files, world.open_memory, (SMALL,))
    assert (place, opens) == (BookFile(Path("/people/kim.xlsx"), files), world.open_memory)
    files.files[Path("/people/~$kim.xlsx")] = b""
    with pytest.raises(TryAgainError, match="seems to be open in Excel"):
        place.replace("", b"", "backup.xlsx")


def test_a_live_place_stays_what_it_is():
    kim, _ = both()
    place = kim.place()
    assert isinstance(place, LivePlace)
    assert found_place(place, kim.files, world.open_memory, (SMALL,)) == (place, open_live)


def test_a_picture_comes_back_from_its_bytes():
    kim, _ = both(definitions=(RICH,))
    type_in(kim, 1, "On", DateSerial(46350.5))
    type_in(kim, 2, "Note", CellError("#N/A"))
    type_in(kim, 3, "Note", "half a pair \ud800")
    cell(kim, 1, "Due").formula = "=1"
    data = kim.place().read()
    assert encoded_picture(decoded_picture(data)) == data
    assert decoded_picture(data).grids["Calls"].rows[0][6] == DateSerial(46350.5)
    assert isinstance(decoded_picture(data), Picture)


def test_excel_gone_for_good_says_so_once():
    with pytest.raises(TryAgainError, match="closed meanwhile"):
        calls().ask(raising, gone())


def raising(error):
    raise error


def test_a_moment_is_rounded_to_the_second_as_a_file_gives_it():
    kim, lee = both(definitions=(RICH,))
    type_in(kim, 1, "On", DateSerial(46350 + (16 * 3600 + 30 * 60 - 0.000001) / 86400))
    kim.sync()
    lee.sync()
    assert lee.rows()[0]["On"] == datetime(2026, 11, 24, 16, 30).isoformat()
