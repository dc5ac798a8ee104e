"""Programs of different versions on one store: what the newer one wrote is read as far as understood, and stays."""

from dataclasses import replace

import pytest
from sync.world import LOG, SMALL, Person, new_book, people, settle, start

from tcsheets.stores import journals
from tcsheets.sync.conflicts import conflicts_patch
from tcsheets.sync.lists import ListColumn
from tcsheets.sync.op import Operation, chained
from tcsheets.sync.table import ConflictRow

WIDER = replace(SMALL, columns=(*SMALL.columns, ListColumn("urgent", "Urgent")))
NEWER = "was written by a newer tcsheets; bring this computer's up to date to see all of it"


def segments(person):
    """The journals on somebody's share, by path."""
    return {path: data for path, data in person.files.files.items() if path.is_relative_to(person.share / "journal")}


def own_segment(person):
    """The path of somebody's own journal on the share."""
    writer = person.home.own_journal(person.store.identity()).writer()
    return person.share / "journal" / writer / "000001.csv"


def of_format(data, number):
    return data.replace(b"tcsheets journal,1,", b"tcsheets journal,%d," % number, 1)


def with_unknown_kind(person, path):
    """Continue a journal with an operation of a kind that only a newer program knows."""
    last = person.store.journals.chain(path.parent.name)[-1].mark
    new = chained(path.parent.name, last, [Operation("op-of-2030", "merge", "calls", "r", "note", "", "x", "t", "lee")])
    line = journals.segment_text(new).splitlines()[-1]
    person.files.files[path] += line.encode() + b"\n"


@pytest.fixture
def newer_format():
    """Two people, of whom lee's journal is of a newer format."""
    kim, lee = start("kim", "lee")
    lee.change("C-2", "Note", "of the newer one")
    lee.sync()
    path = own_segment(lee)
    kim.files.files[path] = of_format(kim.files.files[path], 2)
    return kim, path


def test_a_journal_of_a_newer_format_is_named_and_the_others_are_read(newer_format):
    kim, path = newer_format
    kim.change("C-1", "Note", "of the older one")
    before = kim.files.files[path]
    report = kim.sync()
    assert report.sent == 1
    assert [note for note in report.notes if NEWER in note] == [f"the journal {path.parent.name} {NEWER}"]
    assert kim.files.files[path] == before
    assert kim.value("C-1", "Note") == "of the older one"


def test_an_unknown_kind_of_operation_ends_what_is_read_and_nothing_before_it_is_lost():
    kim, lee = start("kim", "lee")
    lee.change("C-2", "Note", "known")
    lee.sync()
    path = own_segment(lee)
    with_unknown_kind(lee, path)
    before = lee.files.files[path]
    report = kim.sync()
    assert kim.value("C-2", "Note") == "known"
    assert f"the journal {path.parent.name} {NEWER}" in report.notes
    assert kim.files.files[path] == before


def test_a_damaged_line_of_an_unknown_kind_is_damage_and_not_a_newer_program():
    kim, lee = start("kim", "lee")
    lee.change("C-2", "Note", "known")
    lee.sync()
    path = own_segment(lee)
    with_unknown_kind(lee, path)
    kim.files.files[path] = kim.files.files[path].replace(b"op-of-2030", b"op-of-2031")
    assert any("is damaged or has not arrived whole" in note for note in kim.sync().notes)


@pytest.mark.parametrize("what", ["format", "kind"])
def test_an_installation_that_went_back_to_an_older_program_goes_on_under_a_new_name(what):
    kim, lee = start("kim", "lee")
    path = own_segment(kim)
    own = kim.home.folder / "stores" / kim.store.identity() / "journal" / path.parent.name / "000001.csv"
    if what == "kind":
        with_unknown_kind(kim, path)
    newer = of_format(kim.files.files[path], 2) if what == "format" else kim.files.files[path]
    kim.files.files[path] = kim.files.files[own] = newer
    kim.change("C-1", "Note", "of the older one")
    report = kim.sync()
    assert report.pending == 0
    assert kim.files.files[path] == kim.files.files[own] == newer
    assert own_segment(kim) != path
    lee.sync()
    assert any(NEWER in note for note in lee.sync().notes)
    assert any(entry.operation.new == "of the older one" for entry in lee.store.read().entries)


def test_a_store_that_a_newer_program_took_further_than_this_copy_of_the_journal_is_not_written_over():
    kim, _ = start("kim", "lee")
    path = own_segment(kim)
    newer = kim.files.files[path] = of_format(kim.files.files[path], 2)
    kim.change("C-1", "Note", "mine")
    kim.sync()
    kim.sync()
    assert kim.files.files[path] == newer
    assert any(entry.operation.new == "mine" for entry in kim.store.read().entries)


def test_a_newer_file_in_the_inbox_is_named():
    kim, _ = start("kim", "lee")
    kim.files.files[kim.share / "inbox" / "copy.csv"] = of_format(kim.files.files[own_segment(kim)], 2)
    assert any(f"inbox/copy.csv {NEWER}" in note.replace("\\", "/") for note in kim.sync().notes)


@pytest.fixture
def two_versions():
    """Kim with the older program; lee's knows a column and a list more, and has sent rows of both."""
    (kim,) = people("kim")
    lee = Person("lee", kim.files, kim.share, (WIDER, LOG), kim.clock)
    lee.files.files[lee.path] = new_book((WIDER, LOG))
    lee.add("C-1", "new")
    lee.change("C-1", "Urgent", "yes")
    lee.add("L-1", "accepted", table="Log")
    lee.sync()
    return kim, lee


def test_a_list_and_a_column_of_a_newer_program_are_named_when_they_arrive_and_kept(two_versions):
    kim, lee = two_versions
    said = "in the store, but not known on this computer; a newer tcsheets shows it, or tcsheets lists add"
    assert kim.sync().notes == (f"log, Calls: urgent: {said}",)
    assert kim.sync().notes == lee.sync().notes == ()
    kim.change("C-1", "Note", "of the older one")
    settle([kim, lee])
    row = lee.rows()[0]
    assert (row["Note"], row["Urgent"], lee.conflicts()) == ("of the older one", "yes", [])
    assert [each["Case"] for each in lee.rows("Log")] == ["L-1"]


def test_a_workbook_that_both_programs_sync_loses_nothing(two_versions):
    kim, lee = two_versions
    lee.definitions = (SMALL,)  # the older program, on lee's workbook
    lee.change("C-1", "Status", "thinking")
    lee.change("C-1", "Urgent", "no")
    lee.add("L-2", table="Log")
    lee.sync()
    lee.definitions = (WIDER, LOG)
    settle([lee, kim])
    standing = {lee.rows()[0]["Urgent"], *(each["mine"] for each in lee.conflicts())}
    standing |= {each["theirs"] for each in lee.conflicts()}
    assert {"no"} <= standing
    assert lee.rows()[0]["Status"] == kim.rows()[0]["Status"] == "thinking"
    assert [each["Case"] for each in lee.rows("Log")] == ["L-1", "L-2"]


def test_a_choice_in_a_list_of_the_newer_program_waits_for_it(two_versions):
    kim, lee = two_versions
    ann = Person("ann", kim.files, kim.share, (WIDER, LOG), kim.clock)
    ann.files.files[ann.path] = kim.files.files[lee.path]
    ann.sync()
    ann.change("L-1", "Status", "declined", table="Log")
    settle([ann, lee])
    (before,) = lee.conflicts()
    lee.choose("theirs")
    lee.definitions = (SMALL,)
    report = lee.sync()
    assert any("the choice 'theirs' is of the list log, which is not synced here" in note for note in report.notes)
    assert lee.conflicts() == [{**before, "choice": "theirs"}]
    lee.definitions = (WIDER, LOG)
    settle([lee, ann])
    assert lee.conflicts() == ann.conflicts() == []


def test_conflicts_are_shown_around_those_that_stay():
    rows = [ConflictRow(place, {"conflict_id": name, "choice": ""}) for place, name in enumerate("ab")]
    assert {write.place for write in conflicts_patch(rows, [], [], ["a"]).writes} == {1}


def test_a_conflicts_table_that_lacks_a_column_is_not_written_over_and_over():
    rows = [ConflictRow(0, {"conflict_id": "", "choice": ""})]
    assert not conflicts_patch(rows, [], [])
