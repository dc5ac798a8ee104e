"""A sync leaves everything that it does not own byte for byte: 37 kinds of content that load-and-save loses."""

import io
import re
import warnings
from types import SimpleNamespace

import openpyxl
import pytest
from workbook.rich.assembly import BASE, SHEET, TABLE, WORKBOOK, before, change, members_of, zipped
from workbook.rich.features import FEATURES, MACROS, ROWS, call, plain_workbook, rich_workbook, with_calls
from workbook.structure import FIRST, RULES, problems

from tcsheets.stores.folder import create_folder_store
from tcsheets.sync.home import open_home
from tcsheets.sync.run import sync_workbook
from tcsheets.workbook.addresses import area_of
from tcsheets.workbook.package import open_package, read_area, read_table
from tcsheets.workbook.patch import Patch, patched, table_cells

CHANGED, ADDED = ROWS // 20, 50
CONFLICTS = "xl/worksheets/sheet29.xml"
VARIANTS = {"xlsx": FEATURES, "xlsm": (*FEATURES, MACROS)}


# --- one sync of two people, done once for each kind of file ---------------------------------------------------------


class Person:
    """Somebody with a workbook in a folder of their own, who knows the shared store."""

    def __init__(self, folder, name, store):
        folder.mkdir()
        self.path, self.name, self.home = folder / name, folder.name, open_home(folder / "home")
        self.home.add_store("practice", store)

    def sync(self):
        return sync_workbook(self.path, "practice", actor=self.name, home=self.home)

    @property
    def data(self):
        return self.path.read_bytes()


class Synced:
    """What came of it: the features, Kim's workbook as it was drawn, before and after Lee's work, and the reports."""

    def __init__(self, folder, ending):
        create_folder_store(folder / "shared")
        plain = plain_workbook()
        self.kim = Person(folder / "kim", f"kim.{ending}", folder / "shared")
        self.lee = Person(folder / "lee", "lee.xlsx", folder / "shared")
        self.drawn, self.features = rich_workbook(plain, VARIANTS[ending])
        self.kim.path.write_bytes(self.drawn)
        self.lee.path.write_bytes(plain)
        self.reports = [self.kim.sync(), self.lee.sync()]
        self.before = self.kim.data
        self.lee.path.write_bytes(lees_work(self.lee.data))
        self.reports += [self.lee.sync(), self.kim.sync()]
        self.after = self.kim.data


def lees_work(data):
    """Return Lee's workbook with 10 of 200 rows changed and 50 added."""
    package = open_package(data, "lee.xlsx")
    table = package.table("FollowUps")
    cells = {(place, "Note"): f"changed by Lee {place}" for place in range(0, ROWS, ROWS // CHANGED)}
    cells |= {(place, "Status"): "accepted" for place in range(0, ROWS, ROWS // CHANGED)}
    changed = patched(package, Patch({table.sheet: table_cells(table, cells)}))
    return with_calls(changed, [call(ROWS + place) for place in range(ADDED)])


@pytest.fixture(scope="module", params=VARIANTS)
def synced(request, tmp_path_factory):
    return Synced(tmp_path_factory.mktemp("fidelity"), request.param)


@pytest.fixture(scope="module")
def drawn():
    """The workbook before any sync: its bytes, and the features as they stand in it."""
    return SimpleNamespace(**dict(zip(("data", "features"), rich_workbook(plain_workbook()))))


def calls_of(data):
    found = read_table(open_package(data, "book.xlsx"), "FollowUps")
    return [dict(zip(found.header, row)) for row in found.rows]


# --- the claim -------------------------------------------------------------------------------------------------------


def is_kept(old, new, part, xml):
    """Whether a part is the same bytes, or, where XML is given, holds that once as it did."""
    if not xml:
        return old[part] == new.get(part)
    return [each.get(part, b"").count(xml.encode()) for each in (old, new)] == [1, 1]


def unharmed(features, old, new):
    """Return the names of the features all of whose carriers are the same bytes in both workbooks' parts."""
    return [each.name for each in features if all(is_kept(old, new, *found) for found in each.carriers())]


def test_the_sync_changed_a_twentieth_of_the_rows_and_added_fifty(synced):
    before_, after = calls_of(synced.before), calls_of(synced.after)
    assert (len(before_), len(after)) == (ROWS, ROWS + ADDED)
    assert [place for place in range(ROWS) if before_[place] != after[place]] == list(range(0, ROWS, 20))
    assert (after[40]["Note"], after[40]["Status"]) == ("changed by Lee 40", "accepted")
    assert {row["Case"] for row in after[ROWS:]} == {f"C-{place}" for place in range(ROWS, ROWS + ADDED)}
    assert [each.exit_code for each in synced.reports] == [0, 0, 0, 0]
    assert synced.reports[3].received > 0


def test_all_37_features_stay_byte_for_byte(synced):
    names = [each.name for each in synced.features]
    assert len(FEATURES) == len({each.name for each in FEATURES}) == 37
    for old, new in ((synced.drawn, synced.before), (synced.before, synced.after)):
        kept = unharmed(synced.features, members_of(old), members_of(new))
        assert kept == names
    print(f"fidelity: {len([each for each in kept if each != MACROS.name])} of 37")


def test_only_the_list_its_table_and_the_memory_of_the_sync_are_other_bytes(synced):
    old, new = members_of(synced.drawn), members_of(synced.after)
    assert list(old) == list(new)
    assert {name for name in old if old[name] != new[name]} == {SHEET, TABLE, BASE}


def test_outside_the_cells_of_the_list_its_sheet_is_the_same_bytes(synced):
    old, new = (around(members_of(each)[SHEET].decode()) for each in (synced.drawn, synced.after))
    assert old == new


def around(sheet):
    """Return a sheet's XML without the note of its used area, new rows, and the table's cells."""
    sheet = re.sub(r"<dimension [^>]*>", "", sheet)
    sheet = re.sub(r'<row r="([0-9]+)".*?</row>', lambda row: row[0] if int(row[1]) < 8 + ROWS else "", sheet)
    return re.sub(r'<c r="[A-S]([0-9]+)"(?:[^>]*/>|.*?</c>)', lambda cell: cell[0] if int(cell[1]) < 8 else "", sheet)


def test_a_second_sync_leaves_the_very_file(synced):
    assert synced.kim.sync().received == 0
    assert synced.kim.data == synced.after


def test_a_conflict_that_is_shown_harms_no_feature_either(tmp_path):
    both = Synced(tmp_path, "xlsx")
    for each in (both.lee, both.kim):
        package = open_package(each.data, each.path.name)
        cells = table_cells(package.table("FollowUps"), {(40, "Note"): f"said to {each.name}"})
        each.path.write_bytes(patched(package, Patch({"Follow-ups": cells})))
    assert [both.lee.sync().exit_code, both.kim.sync().exit_code] == [0, 3]
    old, new = members_of(both.drawn), members_of(both.kim.data)
    assert {name for name in old if old[name] != new[name]} == {SHEET, TABLE, BASE, WORKBOOK, CONFLICTS}
    assert unharmed(both.features, old, new) == [each.name for each in FEATURES]
    assert problems(both.kim.data) == []


def test_a_lost_feature_is_noticed(drawn):
    members = members_of(drawn.data)
    for feature in drawn.features:
        for part, xml in feature.carriers():
            harmed = members[part].replace(xml.encode(), b"") if xml else members[part] + b" "
            assert feature.name not in unharmed(drawn.features, members, {**members, part: harmed})
            assert feature.name not in unharmed(drawn.features, members, {**members, part: b""})


def test_rules_that_end_with_the_table_end_with_it_again_and_a_sparkline_stays_in_its_cell(drawn):
    members, last = members_of(drawn.data), 7 + ROWS
    change(members, SHEET, lambda text: text.replace("<xm:sqref>G8:G607<", f"<xm:sqref>G8:G{last}<"))
    change(members, SHEET, lambda text: text.replace("<xm:sqref>Y8<", f"<xm:sqref>D{last}<"))
    package = open_package(zipped(members), "book.xlsx")
    new = patched(package, Patch(rows={"FollowUps": [[None] * 19] * 3}))
    sheet = members_of(new)[SHEET].decode()
    assert f"<xm:sqref>G8:G{last + 3}<" in sheet
    assert f"<xm:sqref>D{last}<" in sheet
    assert problems(new) == []


# --- what others make of it ------------------------------------------------------------------------------------------


def saved_by_openpyxl(data):
    """Return a workbook's bytes after openpyxl loaded and saved it."""
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        openpyxl.load_workbook(io.BytesIO(data)).save(out)
    return out.getvalue()


def surviving(features, data):
    """Return the names of the features that are still in a file in any wording."""
    contents = list(members_of(data).values())
    return [
        each.name
        for each in features
        if any(each.mark.encode(coding) in content for content in contents for coding in ("utf-8", "utf-16-le"))
    ]


def test_load_and_save_loses_most_of_what_the_sync_keeps(drawn):
    everything = [each.name for each in FEATURES]
    assert surviving(FEATURES, drawn.data) == everything
    left = surviving(FEATURES, saved_by_openpyxl(drawn.data))
    print(f"openpyxl, loaded and saved: {len(left)} of 37 are still there: {', '.join(left)}")
    assert "freeze panes" in left
    assert len(left) < 37 // 2


@pytest.mark.host("libreoffice")
def test_libreoffice_opens_what_was_synced_and_shows_the_changed_values(synced, saved_by_libreoffice):
    saved = open_package(saved_by_libreoffice(synced.after), "saved.xlsx")
    rows = read_table(saved, "FollowUps").rows
    header = read_table(saved, "FollowUps").header
    assert rows[40][header.index("Note")] == "changed by Lee 40"
    assert len(rows) == ROWS + ADDED
    assert rows[ROWS][header.index("Case")] == f"C-{ROWS}"
    assert read_area(saved, "Follow-ups", area_of("W8"))[0] == [["call before noon"]]


# --- structure -------------------------------------------------------------------------------------------------------


def test_the_structure_is_sound_before_and_after(synced):
    assert [problems(each) for each in (synced.drawn, synced.before, synced.after, synced.lee.data)] == [[]] * 4


def in_part(part, old, new):
    """Return what spoils a workbook: other words in a part."""

    def spoil(members):
        assert old in members[part].decode()
        change(members, part, lambda text: text.replace(old, new, 1))

    return spoil


def appended(part, end, xml):
    """Return what spoils a workbook: XML before the last of some words."""
    return lambda members: change(members, part, lambda text: before(end)(text, xml))


MAIN_RELATIONS = "xl/_rels/workbook.xml.rels"
LAST = f"{7 + ROWS}"
BAD = [
    ("parts_are_well_formed", in_part(SHEET, "</sheetData>", "")),
    ("every_part_has_a_content_type", lambda members: members.update({"xl/what.odd": b"?"})),
    ("every_declared_part_exists_once", lambda members: members.pop("xl/persons/person.xml")),
    ("every_relation_leads_to_a_part", in_part(MAIN_RELATIONS, "/xl/connections.xml", "/xl/connection.xml")),
    ("every_part_is_reached", lambda members: members.update({"xl/alone.xml": b"<a/>"})),
    ("every_relation_that_is_named_is_there", in_part(SHEET, 'r:id="rIdBackground"', 'r:id="rIdForeground"')),
    ("rows_and_cells_ascend", in_part(SHEET, '<row r="9" ', '<row r="7" ')),
    ("rows_and_cells_ascend", in_part(SHEET, '<c r="B9"', '<c r="D9"')),
    ("dimensions_cover_the_cells", in_part(SHEET, f'ref="A1:X{LAST}"', 'ref="A1:X206"')),
    ("spans_cover_the_cells", in_part(SHEET, '<row r="8" spans="1:24"', '<row r="8" spans="1:16"')),
    ("table_headers_match_their_cells", in_part(TABLE, 'name="Chart"', 'name="Charts"')),
    ("table_headers_match_their_cells", in_part(TABLE, f'ref="A7:S{LAST}"', f'ref="A7:R{LAST}"')),
    ("tables_agree_with_their_filters", in_part(TABLE, f'<autoFilter ref="A7:S{LAST}"', '<autoFilter ref="A7:S17"')),
    ("tables_do_not_overlap", in_part("xl/tables/table16.xml", 'ref="F4:H11"', 'ref="F4:H14"')),
    ("tables_have_names_and_ids_of_their_own", in_part("xl/tables/table1.xml", ' id="1" ', ' id="3" ')),
    ("merged_cells_stay_out_of_tables_and_each_other", in_part(SHEET, 'ref="B2:R2"', 'ref="B2:R7"')),
    ("calc_chain_names_only_formulas", appended("xl/calcChain.xml", "</calcChain>", '<c r="A8" i="11"/>')),
    ("calc_chain_names_only_formulas", appended("xl/calcChain.xml", "</calcChain>", '<c r="I8" i="99"/>')),
    ("shared_strings_are_in_range", in_part(SHEET, '<c r="W8" t="s"><v>', '<c r="W8" t="s"><v>9')),
    ("styles_are_in_range", in_part(SHEET, '<c r="B9" s="', '<c r="B9" s="9')),
    ("tints_are_in_range", in_part(SHEET, 'dxfId="6"', 'dxfId="66"')),
    ("cell_metadata_is_in_range", in_part(SHEET, '<c r="T8" t="e" vm="1">', '<c r="T8" t="e" vm="2">')),
    ("spilling_formulas_begin_where_they_stand", in_part(SHEET, 'ref="V8:V10"', 'ref="V9:V10"')),
    ("sparklines_stand_in_one_cell_each", in_part(SHEET, "<xm:sqref>Y8<", "<xm:sqref>R8:R9<")),
    ("defined_names_lead_to_sheets", in_part("xl/workbook.xml", "'Settings'!$C$7<", "'Setting'!$C$7<")),
    ("defined_names_lead_to_sheets", in_part("xl/workbook.xml", 'localSheetId="24"', 'localSheetId="40"')),
    ("defined_names_are_there_once", in_part("xl/workbook.xml", 'name="TwoPlaces"', 'name="TODAY"')),
    ("sheets_have_names_and_ids_of_their_own", in_part("xl/workbook.xml", 'sheet name="Today"', 'sheet name="start"')),
]


@pytest.mark.parametrize(("rule", "spoil"), BAD, ids=[f"{place} {rule}" for place, (rule, _) in enumerate(BAD)])
def test_a_broken_rule_of_the_structure_is_caught(drawn, rule, spoil):
    members = members_of(drawn.data)
    spoil(members)
    assert rule in {name for name, _ in problems(zipped(members))}


def test_every_rule_of_the_structure_has_a_file_that_breaks_it():
    assert {each.__name__ for each in (FIRST, *RULES)} == {rule for rule, _ in BAD}
