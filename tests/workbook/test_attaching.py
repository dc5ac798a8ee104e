"""A person's own workbook is made ready for the sync, one of an older tcsheets is moved on: once, and harmlessly."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from typer.testing import CliRunner

import workbook_templates
from tcsheets.cli import app
from tcsheets.errors import ArgumentError, DecisionError, StoreError, TryAgainError
from tcsheets.sync.attaching import Wanted, attach_workbook
from tcsheets.sync.base import born_mark
from tcsheets.sync.declaring import declare_list
from tcsheets.sync.excel_file import open_excel
from tcsheets.sync.home import Home, join_store
from tcsheets.sync.lists import ACCEPTANCE, CONFLICT_COLUMNS, LISTS
from tcsheets.sync.run import sync_workbook
from tcsheets.sync.upgrading import upgrade_workbook
from tcsheets.workbook.package import open_package, read_table
from tcsheets.workbook.patch import Patch, patched, table_cells
from workbook_templates.treatment_coordinator import acceptance_log, conflicts
from workbook_templates.treatment_coordinator.facts import Facts

HEADER = ("Case", "Telephone", "Treatment", "Status", "My own")
NAMING = {"[Content_Types].xml", "docProps/app.xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"}


@pytest.fixture
def home(tmp_path):
    found = Home(tmp_path / "home")
    join_store(found, tmp_path / "share", "practice")
    return found


def own_book(path, table="FollowUps", also=lambda made, sheet: None):
    """Write a workbook as a person might have it."""
    made = xlsxwriter.Workbook(str(path))
    sheet, plain = made.add_worksheet("My calls"), made.add_worksheet("Referrals")
    sheet.write("B1", "Calls of this year")
    columns = [{"header": each} for each in HEADER]
    columns[4]["formula"] = "=LEN([@Treatment])"
    rows = [[f"C-{number}", "555-0100", "Crown", "presented"] for number in range(4)]
    sheet.add_table("B3:F7", {"name": table, "columns": columns, "data": rows})
    sheet.conditional_format("C4:C7", {"type": "data_bar", "data_bar_2010": True})
    plain.write_row("A1", ["Chart", "Referred by", "Reason"])
    plain.write_row("A2", ["1042", "Dr. Bell", "implant"])
    also(made, sheet)
    made.close()
    return path


@pytest.fixture
def book(tmp_path):
    return own_book(tmp_path / "own.xlsx")


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def differing(before, after):
    old, new = parts_of(before), parts_of(after)
    assert old.keys() <= new.keys()
    return {name for name in old if old[name] != new[name]}


def born(path):
    """Give a workbook the mark of a new one, as `resync` would begin."""
    path.write_bytes(open_excel(path.read_bytes(), path.name).with_base([born_mark("0011223344556677")]).data)


def change(path, table, cells):
    """Type into a workbook's table: contents by (place of the row, column)."""
    package = open_package(path.read_bytes(), path.name)
    found = package.table(table)
    path.write_bytes(patched(package, Patch({found.sheet: table_cells(found, cells)})))


def rows_of(path, table):
    data = read_table(open_package(path.read_bytes(), path.name), table)
    return [dict(zip(data.header, row)) for row in data.rows]


def nothing_is_written(path, call, fault, said):
    before = path.read_bytes()
    with pytest.raises(fault, match=said) as found:
        call()
    assert "\n" not in str(found.value)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir() if "backups" in each.name] == []


# --- attach ----------------------------------------------------------------------------------------------------------


def test_what_the_sync_needs_is_added_and_all_else_stays_byte_for_byte(book, home):
    before = book.read_bytes()
    made = attach_workbook(book, home=home)
    after = book.read_bytes()
    assert made.done == (
        "FollowUps: added row_id, Sync",
        "added the sheet Conflicts",
        "added the hidden sheet _tcsheets",
    )
    assert differing(before, after) == NAMING | {"xl/worksheets/sheet1.xml", "xl/tables/table1.xml"}
    package = open_package(after, "own.xlsx")
    assert package.table("FollowUps").header == (*HEADER, "row_id", "Sync")
    assert package.table("Conflicts").header == tuple(title for _, title in CONFLICT_COLUMNS)
    assert [each.state for each in package.sheets] == ["visible", "visible", "hidden", "veryHidden"]
    assert read_table(package, "FollowUps").hidden == {"row_id"}
    assert read_table(package, "Conflicts").hidden == {"conflict_id"}
    assert open_excel(after, "own.xlsx").base_cells() == []


def test_the_workbook_as_it_was_is_kept_beside_it(book, home):
    before = book.read_bytes()
    made = attach_workbook(book, home=home, clock=lambda: datetime(2026, 11, 24, 9))
    (kept,) = (book.parent / "own backups").iterdir()
    assert (kept.read_bytes(), str(kept)) == (before, made.backup)
    assert kept.name.startswith("own 2026-11-24 09.00.00 ")


def test_a_second_time_nothing_is_done_and_no_byte_changes(book, home):
    wanted = [Wanted("referrals", sheet="Referrals")]
    attach_workbook(book, home=home, wanted=wanted)
    before = book.read_bytes()
    made = attach_workbook(book, home=home, wanted=wanted)
    assert (made.done, made.backup) == ((), "")
    assert made.summary == "own.xlsx: nothing to do; next: tcsheets resync own.xlsx"
    assert book.read_bytes() == before
    assert len(list((book.parent / "own backups").iterdir())) == 1


def test_a_workbook_with_macros_and_everything_else_keeps_it(rich, tmp_path, home):
    path = tmp_path / "rich.xlsm"
    package = open_package(rich, "rich.xlsm")
    path.write_bytes(patched(package, Patch({"_tcsheets": {(1, 1): None}})))
    before = path.read_bytes()
    attach_workbook(path, home=home)
    assert differing(before, path.read_bytes()) == NAMING | {"xl/worksheets/sheet1.xml", "xl/tables/table1.xml"}
    assert open_package(path.read_bytes(), "rich.xlsm").table("FollowUps").header[-1] == "Sync"


def test_a_workbook_from_a_template_needs_nothing(tmp_path, home):
    path = workbook_templates.new("treatment_coordinator", tmp_path / "kim.xlsx")
    assert attach_workbook(path, home=home).summary == "kim.xlsx: nothing to do"
    assert upgrade_workbook(path, home=home).summary == "kim.xlsx: nothing to do"


def test_a_workbook_that_openpyxl_wrote_can_be_attached(tmp_path, home):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Referrals"
    for row in (("Chart", "Reason"), ("1042", "implant")):
        sheet.append(row)
    made.save(tmp_path / "plain.xlsx")
    attach_workbook(tmp_path / "plain.xlsx", home=home, wanted=[Wanted("Referrals", sheet="Referrals")])
    again = openpyxl.load_workbook(tmp_path / "plain.xlsx")
    assert again.sheetnames == ["Referrals", "Conflicts", "_tcsheets"]
    assert again["Referrals"].tables["Referrals"].ref == "A1:D2"
    assert [each.value for each in again["Referrals"][2]][:2] == ["1042", "implant"]


def test_an_attached_workbook_syncs_once_it_has_a_base(book, home, tmp_path):
    attach_workbook(book, home=home, wanted=[Wanted("referrals", sheet="Referrals")])
    with pytest.raises(DecisionError, match="no memory of a sync"):
        sync_workbook(book, "practice", home=home, actor="kim")
    born(book)
    attached = book.read_bytes()
    assert sync_workbook(book, "practice", home=home, actor="kim").sent == 5
    assert sync_workbook(book, home=home, actor="kim", thorough=True).summary == "own.xlsx: nothing to do"
    assert differing(attached, book.read_bytes()) == {f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 4)}
    template = workbook_templates.new("treatment_coordinator", tmp_path / "lee.xlsx", sample=False)
    sync_workbook(template, "practice", home=home, actor="lee")
    assert [row["Reason"] for row in rows_of(template, "Referrals") if row["row_id"]] == ["implant"]
    lee = [row["Case"] for row in rows_of(template, "FollowUps")]
    change(template, "FollowUps", {(lee.index("C-1"), "Status"): "accepted"})
    sync_workbook(template, "practice", home=home, actor="lee")
    sync_workbook(book, home=home, actor="kim")
    assert {row["Case"]: row["Status"] for row in rows_of(book, "FollowUps")}["C-1"] == "accepted"
    assert {row["Telephone"] for row in rows_of(book, "FollowUps")} == {"555-0100"}


def test_an_attached_workbook_joins_the_store_with_a_resync(book, home):
    attach_workbook(book, home=home)
    assert sync_workbook(book, "practice", home=home, actor="kim", joins=True).sent == 4
    assert sync_workbook(book, home=home, actor="kim", thorough=True).summary == "own.xlsx: nothing to do"
    assert attach_workbook(book, home=home).summary == "own.xlsx: nothing to do"


def test_a_list_of_the_practices_own_is_attached_too(tmp_path, home):
    path = own_book(tmp_path / "own.xlsx", table="Recalls")
    declare_list(home, "recalls", path.read_bytes(), "Recalls", ["Case", "Treatment"], "cell")
    assert attach_workbook(path, home=home, wanted=[Wanted("recalls", table="recalls")]).done[0] == (
        "Recalls: added row_id, Sync"
    )
    assert sync_workbook(path, "practice", home=home, actor="kim", joins=True).sent == 4
    assert upgrade_workbook(path, home=home).summary == "own.xlsx: nothing to do"


def test_a_conflict_is_shown_in_the_added_sheet_and_settled_there(tmp_path, home):
    paths = [own_book(tmp_path / f"{name}.xlsx") for name in ("kim", "lee")]
    attach_workbook(paths[0], home=home)
    born(paths[0])
    sync_workbook(paths[0], "practice", home=home, actor="kim")
    paths[1].write_bytes(paths[0].read_bytes())
    for path, status in zip(paths, ("accepted", "declined")):
        sync_workbook(path, "practice", home=home, actor=path.stem)
        change(path, "FollowUps", {(0, "Status"): status})
    for path in (*paths, *paths):
        report = sync_workbook(path, "practice", home=home, actor=path.stem)
    assert report.exit_code == 3
    (shown,) = rows_of(paths[0], "Conflicts")
    assert (shown["Mine"], shown["Theirs"], shown["Theirs by"]) == ("accepted", "declined", "lee")
    assert open_package(paths[0].read_bytes(), "").sheet("Conflicts").state == "visible"
    change(paths[0], "Conflicts", {(0, "Choice"): "theirs"})
    for path in (*paths, *paths):
        report = sync_workbook(path, "practice", home=home, actor=path.stem)
    assert report.exit_code == 0
    assert rows_of(paths[0], "FollowUps")[0]["Status"] == "declined"


@pytest.mark.host("libreoffice")
def test_libreoffice_opens_an_attached_workbook(book, home, saved_by_libreoffice):
    attach_workbook(book, home=home, wanted=[Wanted("referrals", sheet="Referrals")])
    saved = open_package(saved_by_libreoffice(book.read_bytes()), "saved.xlsx")
    assert [each.name for each in saved.sheets] == ["My calls", "Referrals", "Conflicts", "_tcsheets"]
    assert {each.name: len(each.columns) for each in saved.tables} == {"FollowUps": 7, "Referrals": 5, "Conflicts": 11}


@pytest.mark.parametrize(
    ("also", "said"),
    [
        (lambda made, sheet: sheet.write("H5", "mine"), "My calls!H5 stands right of the table FollowUps"),
        (lambda made, sheet: made.add_worksheet("Conflicts"), "a sheet Conflicts of its own"),
        (lambda made, sheet: sheet.add_table("K3:K5", {"name": "Conflicts"}), "a table Conflicts of its own"),
        (lambda made, sheet: made.define_name("Conflicts", "=1"), "a name Conflicts of its own"),
    ],
)
def test_what_stands_in_the_way_is_named_and_nothing_is_written(also, said, tmp_path, home):
    path = own_book(tmp_path / "own.xlsx", also=also)
    nothing_is_written(path, lambda: attach_workbook(path, home=home), DecisionError, said)


def test_a_table_of_another_name_is_to_be_renamed_in_excel(tmp_path, home):
    path = own_book(tmp_path / "own.xlsx", table="Recalls")
    said = "the table Recalls must be named FollowUps to be the list Follow-ups; rename it in Excel"
    wanted = [Wanted("follow_ups", table="Recalls")]
    nothing_is_written(path, lambda: attach_workbook(path, home=home, wanted=wanted), DecisionError, said)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ([], "has none of the tables FollowUps, AcceptanceLog, Referrals; name the sheet"),
        ([Wanted("recalls", sheet="Referrals")], "no list 'recalls'; the lists are: follow_ups, acceptance, referrals"),
        ([Wanted("referrals", sheet="Lost")], "has no sheet Lost; it has My calls, Referrals"),
        ([Wanted("follow_ups", sheet="My calls")], r"has a table already \(Recalls\)"),
        ([Wanted("acceptance", table="Lost")], "no table Lost; its tables: Recalls"),
    ],
)
def test_a_wrong_call_is_one_line_and_nothing_is_written(wanted, said, tmp_path, home):
    path = own_book(tmp_path / "own.xlsx", table="Recalls")
    fault = (ArgumentError, DecisionError)
    nothing_is_written(path, lambda: attach_workbook(path, home=home, wanted=wanted), fault, said)


def test_a_table_with_no_column_of_the_list_is_refused(tmp_path, home):
    path = own_book(tmp_path / "own.xlsx", table="AcceptanceLog", also=lambda made, sheet: None)
    package = open_package(path.read_bytes(), "own.xlsx")
    table = parts_of(path.read_bytes())["xl/tables/table1.xml"].replace(b'name="Case"', b'name="Colour"')
    path.write_bytes(patched(package, Patch({"My calls": {(3, 2): "Colour"}}, parts={"xl/tables/table1.xml": table})))
    said = "has no column of the list Acceptance Log; name its columns as the list does"
    nothing_is_written(path, lambda: attach_workbook(path, home=home), DecisionError, said)


def test_a_store_that_is_not_there_is_said_before_anything_is_written(book, home, tmp_path):
    nothing_is_written(book, lambda: attach_workbook(book, "lost", home=home), ArgumentError, "no store 'lost'")
    (tmp_path / "share" / "STORE.json").unlink()
    nothing_is_written(book, lambda: attach_workbook(book, "practice", home=home), StoreError, "STORE.json is missing")


def test_a_workbook_that_is_open_in_excel_waits(book, home):
    book.with_name("~$own.xlsx").write_bytes(b"")
    nothing_is_written(book, lambda: attach_workbook(book, home=home), TryAgainError, "seems to be open in Excel")


def test_a_table_that_lost_its_ids_gets_no_blank_ones(book, home):
    attach_workbook(book, home=home)
    born(book)
    sync_workbook(book, "practice", home=home, actor="kim")
    package = open_package(book.read_bytes(), "own.xlsx")
    table = parts_of(book.read_bytes())["xl/tables/table1.xml"].replace(b'name="row_id"', b'name="no id"')
    book.write_bytes(patched(package, Patch({"My calls": {(3, 7): "no id"}}, parts={"xl/tables/table1.xml": table})))
    with pytest.raises(DecisionError, match="FollowUps has lost its column row_id"):
        attach_workbook(book, home=home)


# --- upgrade ---------------------------------------------------------------------------------------------------------

OLD_ACCEPTANCE = replace(ACCEPTANCE, columns=tuple(each for each in ACCEPTANCE.columns if each.key != "corrects"))
OLD_LISTS = tuple(OLD_ACCEPTANCE if each is ACCEPTANCE else each for each in LISTS)


def without(table, *titles):
    """Return a template's table without some of its columns."""
    return replace(table, fields=tuple(each for each in table.fields if each.header not in titles))


@pytest.fixture
def old_book(tmp_path, monkeypatch):
    """A workbook of an older tcsheets, whose log had no `Corrects` and whose conflicts did not say when."""
    monkeypatch.setattr(acceptance_log, "ACCEPTANCE_LOG", without(acceptance_log.ACCEPTANCE_LOG, "Corrects"))
    monkeypatch.setattr(conflicts, "CONFLICTS", without(conflicts.CONFLICTS, "Theirs when"))
    facts = Facts("Lakeside Dental", date(2026, 11, 24), sample=False)
    path = tmp_path / "old.xlsx"
    path.write_bytes(workbook_templates.built("treatment_coordinator", facts))
    monkeypatch.undo()
    return path


def test_an_older_workbook_gets_the_columns_of_today_at_the_right_edge(old_book, home):
    before = old_book.read_bytes()
    was = open_package(before, "old.xlsx").table("AcceptanceLog")
    made = upgrade_workbook(old_book, home=home)
    assert made.done == ("AcceptanceLog: added Corrects", "Conflicts: added Theirs when")
    package = open_package(old_book.read_bytes(), "old.xlsx")
    assert package.table("AcceptanceLog").header == (*was.header, "Corrects")
    assert package.table("Conflicts").header[-2:] == ("Choice", "Theirs when")
    parts = {package.sheet(each).part for each in ("Acceptance Log", "Conflicts")}
    tables = {package.table(each).part for each in ("AcceptanceLog", "Conflicts")}
    assert differing(before, old_book.read_bytes()) == parts | tables
    assert [each.read_bytes() for each in (old_book.parent / "old backups").iterdir()] == [before]
    again = old_book.read_bytes()
    assert upgrade_workbook(old_book, home=home).summary == "old.xlsx: nothing to do"
    assert old_book.read_bytes() == again


def entry(case, **cells):
    """An entry of the log, as cells of a table's row by title."""
    return {"Case": case, "Decided": 46350.0, "Decision": "accepted", **cells}


def test_a_workbook_synced_before_and_after_its_upgrade_loses_nothing(old_book, home, tmp_path):
    new_book = workbook_templates.new("treatment_coordinator", tmp_path / "lee.xlsx", sample=False)
    change(old_book, "AcceptanceLog", {(0, title): each for title, each in entry("C-1").items()})
    change(old_book, "Referrals", {(0, "Chart"): "1042", (0, "Reason"): "implant"})
    sync_workbook(old_book, "practice", home=home, actor="kim", definitions=OLD_LISTS)
    sync_workbook(new_book, "practice", home=home, actor="lee")
    change(new_book, "AcceptanceLog", {(1, title): each for title, each in entry("C-2", Corrects="C-1").items()})
    change(new_book, "Referrals", {(0, "Note"): "told"})
    sync_workbook(new_book, "practice", home=home, actor="lee")
    report = sync_workbook(old_book, "practice", home=home, actor="kim", definitions=OLD_LISTS)
    assert "Acceptance Log: corrects" in report.notes[0]
    change(old_book, "AcceptanceLog", {(2, title): each for title, each in entry("C-3").items()})
    upgrade_workbook(old_book, home=home)
    change(old_book, "AcceptanceLog", {(3, title): each for title, each in entry("C-4", Corrects="C-3").items()})
    for path in (old_book, new_book, old_book):
        report = sync_workbook(path, "practice", home=home, actor="kim")
    assert (report.exit_code, report.notes) == (0, ())
    for path in (old_book, new_book):
        shown = {row["Case"]: row["Corrects"] for row in rows_of(path, "AcceptanceLog") if row["Case"]}
        assert {case: text or "" for case, text in shown.items()} == {"C-1": "", "C-2": "C-1", "C-3": "", "C-4": "C-3"}
        assert rows_of(path, "Referrals")[0]["Note"] == "told"
    before = old_book.read_bytes()
    assert sync_workbook(old_book, home=home, actor="kim", thorough=True).summary == "old.xlsx: nothing to do"
    assert old_book.read_bytes() == before


def test_a_conflict_in_an_older_workbook_is_written_once_and_told_whole_after_the_upgrade(old_book, home, tmp_path):
    other = tmp_path / "lee.xlsx"
    change(old_book, "Referrals", {(0, "Chart"): "1042", (0, "Reason"): "implant"})
    sync_workbook(old_book, "practice", home=home, actor="old")
    other.write_bytes(old_book.read_bytes())
    sync_workbook(other, home=home, actor="lee")
    change(old_book, "Referrals", {(0, "Reason"): "crown"})
    change(other, "Referrals", {(0, "Reason"): "bridge"})
    for path in (old_book, other, old_book):
        sync_workbook(path, home=home, actor=path.stem)
    before = old_book.read_bytes()
    assert sync_workbook(old_book, home=home, actor="old").exit_code == 3
    assert old_book.read_bytes() == before
    upgrade_workbook(old_book, home=home)
    sync_workbook(old_book, home=home, actor="old")
    assert rows_of(old_book, "Conflicts")[0]["Theirs when"][:2] == "20"


def test_a_new_column_looks_like_one_of_its_kind(tmp_path, home):
    def draw(made, sheet):
        sheet.write("B5", "x", made.add_format({"italic": True}))

    path = own_book(tmp_path / "own.xlsx", also=draw)
    attach_workbook(path, home=home)
    made = upgrade_workbook(path, home=home)
    assert made.done[0].startswith("FollowUps: added Chart, Plan value, Presented, Coordinator, Concern, Last contact")
    sheet = openpyxl.load_workbook(path)["My calls"]
    titles = {cell.value: cell.column for cell in sheet[3]}
    assert sheet.cell(5, titles["Chart"]).font.italic is True
    formats = [sheet.cell(5, titles[each]).number_format for each in ("Last contact", "Presented", "Plan value")]
    assert formats == ["mm-dd-yy", "m/d/yy h:mm", "General"]
    assert "Follow-up due" not in titles
    assert "Patient" not in titles


def with_base_cell(path, text):
    """Write a text where a workbook's base begins."""
    package = open_package(path.read_bytes(), path.name)
    path.write_bytes(patched(package, Patch({"_tcsheets": {(1, 1): text}})))


@pytest.mark.parametrize("call", [upgrade_workbook, attach_workbook])
def test_a_workbook_of_a_newer_tcsheets_is_refused(call, old_book, home):
    with_base_cell(old_book, born_mark("0011223344556677").replace('"format":1', '"format":2'))
    said = "a newer tcsheets synced this workbook; bring this computer's up to date"
    nothing_is_written(old_book, lambda: call(old_book, home=home), DecisionError, said)


def test_a_workbook_that_was_never_attached_is_not_upgraded(book, home):
    said = "never made ready for the sync; first: tcsheets attach own.xlsx"
    nothing_is_written(book, lambda: upgrade_workbook(book, home=home), ArgumentError, said)


def test_what_stands_right_of_an_older_table_stops_its_upgrade(old_book, home):
    package = open_package(old_book.read_bytes(), "old.xlsx")
    area = package.table("AcceptanceLog").area
    old_book.write_bytes(
        patched(package, Patch({"Acceptance Log": {(area.first_row + 1, area.last_column + 1): "mine"}}))
    )
    said = "stands right of the table AcceptanceLog, where the columns Corrects should go; move it aside"
    nothing_is_written(old_book, lambda: upgrade_workbook(old_book, home=home), DecisionError, said)


# --- the command line ------------------------------------------------------------------------------------------------


@pytest.fixture
def run(home, monkeypatch):
    monkeypatch.setenv("TCSHEETS_HOME", str(home.folder))
    return lambda *arguments: CliRunner().invoke(app, [str(each) for each in arguments])


def test_attach_prints_what_was_done_and_what_comes_next(book, run):
    done = run("attach", book, "--store", "practice", "--sheet", "Referrals", "--list", "referrals")
    assert done.exit_code == 0
    assert done.output.startswith(
        "own.xlsx: the range on Referrals is the table Referrals now; FollowUps: added row_id"
    )
    assert "next: tcsheets resync own.xlsx --store practice\nas it was: " in done.output
    again = json.loads(run("attach", book, "--json").output)
    assert (again["done"], again["summary"]) == ([], "own.xlsx: nothing to do; next: tcsheets resync own.xlsx")


def test_upgrade_prints_json(old_book, run):
    done = json.loads(run("upgrade", old_book, "--json").output)
    assert done["done"] == ["AcceptanceLog: added Corrects", "Conflicts: added Theirs when"]


def test_lists_that_do_not_go_with_tables_and_sheets_are_a_wrong_call(book, run):
    done = run("attach", book, "--table", "FollowUps", "--sheet", "Referrals", "--list", "referrals")
    assert isinstance(done.exception, ArgumentError)
    assert "say with one --list each" in str(done.exception)


def test_a_sheet_that_bears_a_lists_name_needs_no_list(book, run):
    assert run("attach", book, "--sheet", "Referrals").output.startswith(
        "own.xlsx: the range on Referrals is the table"
    )
