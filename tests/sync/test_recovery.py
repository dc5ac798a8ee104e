"""Backups, copies, clones, late and lost deliveries, typing during a sync: nothing is lost and nothing is doubled."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sync.world import LOG, Person, new_book, people, settle, start

from tcsheets.errors import DecisionError, FileError, StoreError, TryAgainError
from tcsheets.stores.folder import create_folder_store
from tcsheets.stores.memory import MemoryStore
from tcsheets.sync.home import Home


def copy_of(person, name):
    """Somebody who got a copy of a person's workbook and has a computer of their own."""
    other = Person(name, person.files, person.share, person.definitions, person.clock)
    other.files.files[other.path] = person.files.files[person.path]
    return other


def deliver(giver, taker, writers=None):
    """Bring the journals that one person's share shows to another's."""
    for path, data in list(giver.files.files.items()):
        if giver.share in path.parents and "journal" in path.parts and (writers is None or path.parts[-2] in writers):
            taker.files.files[taker.share / path.relative_to(giver.share)] = data


def writer_of(person):
    path = person.home.folder / "stores" / person.store.identity() / "writer.json"
    return json.loads(person.files.files[path])["writer"]


def test_a_workbook_restored_from_a_backup_is_brought_up_to_date_and_its_edits_are_not_sent_again():
    kim, lee = start("kim", "lee")
    kim.change("C-1", "Status", "thinking")
    backup = kim.files.files[kim.path]
    kim.sync()
    kim.change("C-1", "Status", "accepted")
    settle([kim, lee])
    kim.files.files[kim.path] = backup
    kim.change("C-2", "Note", "typed into the backup")
    report = kim.sync()
    assert (report.sent, report.known) == (1, 1)
    assert "'thinking' was sent before, now it is 'accepted'" in report.notes[0]
    settle([kim, lee])
    assert kim.shown() == lee.shown()
    assert kim.shown()[:2] == [("C-1", "accepted", "", ""), ("C-2", "new", "typed into the backup", "")]


def test_an_edit_that_a_copy_carries_unsynced_is_sent_once():
    kim, lee = start("kim", "lee")
    kim.change("C-1", "Status", "accepted")
    kim.add("C-9", "new")
    ann = copy_of(kim, "ann")
    settle([kim, ann, lee])
    assert len({entry.operation.id for entry in kim.store.read().entries}) == len(kim.store.read().entries)
    assert kim.shown() == lee.shown() == ann.shown()
    assert len(kim.rows()) == 5
    assert kim.conflicts() == []


def test_a_choice_that_was_not_understood_never_gets_another_meaning_in_anothers_hands():
    kim, lee = people("kim", "lee", definitions=(LOG,))
    kim.add("C-1", "accepted", table="Log")
    settle([kim, lee])
    kim.delete("C-1", table="Log")
    settle([kim, lee])
    assert kim.conflicts()[0]["mine"] == "deleted"  # which an entry never is
    kim.choose("mine")
    lee.files.files[lee.path] = kim.files.files[kim.path]
    assert "not understood" in lee.sync().notes[0]
    assert (lee.conflicts()[0]["mine"], lee.conflicts()[0]["choice"]) == ("kept", "")
    assert lee.sync().sent == 0


def test_a_copy_gets_a_base_of_its_own_so_equal_rows_typed_later_stay_two():
    kim, _ = start("kim", "lee")
    ann = copy_of(kim, "ann")
    kim.sync()
    ann.sync()
    assert kim.base().id != ann.base().id
    kim.add("C-9", "new")
    ann.add("C-9", "new")
    settle([kim, ann])
    assert [row["Case"] for row in kim.rows()].count("C-9") == 2


def test_edits_killed_before_they_were_journaled_are_sent_by_whoever_syncs_the_workbook_next():
    kim, lee = start("kim", "lee")
    store = MemoryStore("s")
    for each in (kim, lee):
        each.files.files[each.path] = new_book()
    kim.add("C-1", "new")
    kim.sync(store=store)
    kim.change("C-1", "Status", "accepted")
    ready, store.ready = store.ready, lambda journal: None
    store.append, append = (lambda *_: (_ for _ in ()).throw(TryAgainError("gone"))), store.append
    report = kim.sync(store=store)
    assert (report.pending, report.exit_code) == (1, 1)
    store.append, store.ready = append, ready
    ann = copy_of(kim, "ann")
    ann.sync(store=store)
    kim.sync(store=store)
    assert sum(entry.operation.new == "accepted" for chain in store.journals.values() for entry in chain) == 2
    assert kim.shown() == ann.shown() == [("C-1", "accepted", "", "")]


def test_what_is_typed_between_reading_and_replacing_is_not_lost():
    kim, lee = start("kim", "lee")
    kim.change("C-1", "Status", "accepted")
    kim.files.before_keep = lambda: kim.change("C-2", "Note", "typed meanwhile")
    kim.sync()
    assert kim.value("C-2", "Note") == ""
    report = kim.sync()
    assert report.sent == 1
    assert any("while it was being replaced" in note for note in report.notes)
    settle([kim, lee])
    assert kim.value("C-2", "Note") == lee.value("C-2", "Note") == "typed meanwhile"
    assert kim.value("C-1", "Status") == "accepted"


def test_an_edit_taken_back_or_typed_over_while_it_is_sent_is_no_conflict():
    kim, lee = start("kim", "lee")
    kim.change("C-1", "Status", "accepted")
    kim.change("C-2", "Status", "accepted")

    def meanwhile():
        kim.change("C-1", "Status", "new")
        kim.change("C-2", "Status", "declined")

    kim.files.before_keep = meanwhile
    settle([kim, lee])
    assert kim.shown() == lee.shown()
    assert kim.shown()[:2] == [("C-1", "new", "", ""), ("C-2", "declined", "", "")]
    assert kim.conflicts() == []


def test_a_workbook_saved_while_it_is_read_is_read_again():
    kim, _ = start("kim", "lee")
    kim.change("C-1", "Status", "accepted")
    write_new, once = kim.files.write_new, []

    def saved_meanwhile(path, data):
        write_new(path, data)
        if path.name.startswith(".kim") and not once:
            once.append(path)
            kim.change("C-2", "Note", "just saved")

    kim.files.write_new = saved_meanwhile
    assert kim.sync().sent == 2
    assert kim.value("C-2", "Note") == "just saved"


def test_a_workbook_open_in_excel_waits():
    kim, _ = start("kim", "lee")
    kim.change("C-1", "Status", "accepted")
    kim.files.files[kim.path.with_name("~$kim.xlsx")] = b""
    before = dict(kim.files.files)
    with pytest.raises(TryAgainError, match="open in Excel"):
        kim.sync()
    assert {p: d for p, d in kim.files.files.items() if "home" not in p.parts} == {
        p: d for p, d in before.items() if "home" not in p.parts
    }
    assert kim.sync(dry_run=True).sent == 1


def test_journals_that_arrive_late_are_waited_for_and_then_meet():
    kim, lee = start("kim", "lee", apart=True, rows=())
    kim.add("C-1", "new")
    kim.sync()
    deliver(kim, lee)
    lee.sync()
    lee.change("C-1", "Status", "accepted")
    lee.sync()
    kim.change("C-1", "Note", "by kim")
    kim.sync()
    ann = Person("ann", kim.files, Path("/share/ann"), kim.definitions, kim.clock)
    ann.files.files[ann.path] = new_book()
    ann.files.files[ann.share / "STORE.json"] = kim.files.files[kim.share / "STORE.json"]
    deliver(lee, ann, {writer_of(lee)})
    report = ann.sync()
    assert ann.rows() == []
    assert any("not arrived" in note for note in report.notes)
    for giver in (kim, lee):
        for taker in (kim, lee, ann):
            if giver is not taker:
                deliver(giver, taker, {writer_of(giver)})
    settle([kim, lee, ann])
    assert kim.shown() == lee.shown() == ann.shown() == [("C-1", "accepted", "by kim", "")]


def test_a_share_rolled_back_is_never_projected_and_heals():
    kim, lee = start("kim", "lee")
    old = {path: data for path, data in kim.files.files.items() if "/share/" in str(path)}
    lee.change("C-1", "Status", "accepted")
    lee.add("C-9", "new")
    lee.sync()
    kim.sync()
    shown = kim.shown()
    kim.files.files = {p: d for p, d in kim.files.files.items() if "/share/" not in str(p)} | old
    kim.change("C-2", "Note", "typed meanwhile")
    report = kim.sync()
    assert report.exit_code == 1
    assert any("shows less than this workbook has seen" in note for note in report.notes)
    assert [row for row in kim.shown() if row[0] != "C-2"] == [row for row in shown if row[0] != "C-2"]
    before = dict(kim.files.files)
    assert kim.sync().sent == 0
    assert kim.files.files == before
    kim.change("C-2", "Note", "typed again")
    kim.sync()
    settle([lee, kim])
    assert kim.shown() == lee.shown()
    assert kim.value("C-2", "Note") == "typed again"
    assert kim.value("C-1", "Status") == "accepted"
    assert kim.conflicts() == []


def test_a_column_that_comes_back_while_the_share_is_rolled_back_has_still_seen_nothing():
    kim, lee = start("kim", "lee")
    old = {path: data for path, data in kim.files.files.items() if "/share/" in str(path)}
    whole = kim.content()["tables"]["Calls"]
    content = kim.content()
    table = content["tables"]["Calls"]
    at = table["header"].index("Note")
    for row in (table["header"], *table["rows"]):
        row.pop(at)
    kim.save(content)
    lee.change("C-1", "Note", "by lee")
    lee.sync()
    kim.sync()
    kim.files.files = {p: d for p, d in kim.files.files.items() if "/share/" not in str(p)} | old
    content = kim.content()
    content["tables"]["Calls"] = whole
    kim.save(content)
    kim.change("C-1", "Note", "by kim")
    kim.sync()
    kim.change("C-2", "Note", "later")
    kim.sync()
    settle([lee, kim])
    assert {kim.conflicts()[0]["mine"], kim.conflicts()[0]["theirs"]} == {"by lee", "by kim"}
    assert lee.value("C-2", "Note") == "later"


def test_what_the_store_has_lost_of_a_journal_is_put_back():
    kim, lee = start("kim", "lee")
    kim.change("C-1", "Status", "accepted")
    settle([kim, lee])
    journals = {p: d for p, d in kim.files.files.items() if writer_of(kim) in str(p) and "/share/" in str(p)}
    for path in journals:
        del kim.files.files[path]
    report = kim.sync()
    assert report.summary == f"kim.xlsx: {report.put_back} put back into the store"
    assert {path: kim.files.files[path] for path in journals} == journals
    assert lee.sync().summary == "lee.xlsx: nothing to do"


def test_a_damaged_journal_is_put_back_and_then_no_longer_called_damaged():
    kim, lee = start("kim", "lee")
    kim.change("C-1", "Note", "pays monthly")
    kim.sync()
    (path,) = (p for p in kim.files.files if writer_of(kim) in str(p) and "/share/" in str(p))
    kim.files.files[path] = kim.files.files[path].replace(b"pays monthly", b"pays at once")
    assert any("is damaged" in note for note in lee.sync().notes)
    report = kim.sync()
    assert (report.put_back, report.notes) == (1, ())
    assert lee.sync().received == 1


def test_an_installation_whose_local_state_is_gone_goes_on_under_a_new_name():
    kim, lee = start("kim", "lee")
    old = writer_of(kim)
    kim.files.files = {p: d for p, d in kim.files.files.items() if kim.home.folder not in p.parents}
    kim.change("C-1", "Status", "accepted")
    kim.sync()
    assert writer_of(kim) != old
    settle([kim, lee])
    assert lee.value("C-1", "Status") == "accepted"


def test_a_cloned_installation_goes_on_under_a_new_name_and_both_branches_are_kept():
    kim, lee = start("kim", "lee")
    ann = copy_of(kim, "ann")
    for path, data in list(kim.files.files.items()):
        if kim.home.folder in path.parents:
            kim.files.files[ann.home.folder / path.relative_to(kim.home.folder)] = data
    kim.change("C-1", "Status", "by kim")
    ann.change("C-2", "Status", "by ann")
    settle([kim, ann, lee])
    assert writer_of(kim) != writer_of(ann)
    assert kim.shown() == ann.shown() == lee.shown()
    assert [row[1] for row in kim.shown()[:2]] == ["by kim", "by ann"]
    assert not any("~" in name for name in kim.store.journals.names())


def test_a_fork_that_the_share_kept_only_one_branch_of_is_united_and_nobody_has_seen_the_other():
    """Two clones append at the same moment to the same place; the share keeps one file, the other is put back."""
    kim, lee = start("kim", "lee")
    ann = copy_of(kim, "ann")
    for path, data in list(kim.files.files.items()):
        if kim.home.folder in path.parents:
            kim.files.files[ann.home.folder / path.relative_to(kim.home.folder)] = data
    shared = {p: d for p, d in kim.files.files.items() if "journal" in p.parts and kim.share in p.parents}
    kim.change("C-1", "Status", "by kim")
    kim.sync()
    kim.files.files.update(shared)
    ann.change("C-1", "Status", "by ann")
    ann.sync()
    settle([kim, ann, lee])
    for each in (kim, ann, lee):
        assert {each.conflicts()[0]["mine"], each.conflicts()[0]["theirs"]} == {"by kim", "by ann"}
    assert any("~" in name for name in kim.store.journals.names())
    lee.choose("mine")
    settle([kim, ann, lee])
    assert kim.shown() == ann.shown() == lee.shown()
    assert kim.conflicts() == []


def test_a_conflict_copy_of_a_journal_is_united_with_the_rest():
    kim, lee = start("kim", "lee")
    kim.change("C-1", "Status", "accepted")
    path = next(p for p in kim.files.files if writer_of(kim) in str(p) and "/share/" in str(p))
    before = kim.files.files[path]
    kim.sync()
    kim.files.files[path.with_name("000001 (kim's conflicted copy).csv")] = kim.files.files[path]
    kim.files.files[path] = before
    lee.sync()
    assert lee.value("C-1", "Status") == "accepted"
    kim.change("C-1", "Status", "scheduled")
    settle([kim, lee])
    assert lee.value("C-1", "Status") == "scheduled"


def test_what_is_no_journal_is_named_and_left_alone():
    kim, _ = start("kim", "lee")
    stray = kim.share / "inbox" / "holiday.jpg"
    kim.files.files[stray] = b"\xff\xd8"
    report = kim.sync()
    assert report.notes == ("inbox/holiday.jpg is no journal and was left where it is",)
    assert stray in kim.files.files


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9])
def test_half_a_journal_is_a_shorter_history(keep):
    kim, lee = start("kim", "lee", apart=True, rows=())
    for number in range(6):
        kim.add(f"C-{number}", "new")
    kim.sync()
    whole = next(p for p in kim.files.files if writer_of(kim) in str(p) and kim.share in p.parents)
    data = kim.files.files[whole]
    arrived = lee.share / whole.relative_to(kim.share)
    lee.files.files[arrived] = data[: int(len(data) * keep)]
    report = lee.sync()
    assert len(lee.rows()) < 6
    assert any("has not arrived whole" in note for note in report.notes)
    lee.files.files[arrived] = data
    lee.sync()
    assert lee.shown() == kim.shown()


def test_another_stores_workbook_is_refused_and_nothing_written():
    kim, _ = start("kim", "lee")
    other = create_folder_store(Path("/share/other"), kim.files)
    before = dict(kim.files.files)
    with pytest.raises(StoreError, match="belongs to another store than other"):
        kim.sync(store=other)
    assert kim.files.files == before


def test_a_missing_store_stops_and_deletes_nothing():
    kim, _ = start("kim", "lee")
    del kim.files.files[kim.share / "STORE.json"]
    before = dict(kim.files.files)
    with pytest.raises(StoreError, match=r"STORE\.json is missing"):
        kim.sync()
    assert kim.files.files == before


def test_a_read_only_store_is_said_before_anything_is_written():
    kim, _ = start("kim", "lee")
    kim.change("C-1", "Status", "accepted")
    write_new = kim.files.write_new

    def refuse(path, data):
        if kim.share in path.parents:
            raise FileError(f"{path.name}: not allowed here")
        write_new(path, data)

    kim.files.write_new = refuse
    before = kim.files.files[kim.path]
    with pytest.raises(StoreError, match="cannot be written to"):
        kim.sync()
    assert kim.files.files[kim.path] == before


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([], "no memory of a sync"),
        (["nonsense"], "damaged"),
        (['{"tcsheets":"base","format":1,"pieces":1,"digest":"00"}', "xxxx"], "damaged"),
        (['{"tcsheets":"base","format":99}'], "newer tcsheets"),
    ],
)
def test_a_workbook_without_a_base_to_rely_on_is_a_persons_decision(cells, said):
    kim, _ = start("kim", "lee")
    kim.save({**kim.content(), "base": cells})
    before = dict(kim.files.files)
    with pytest.raises(DecisionError, match=said):
        kim.sync()
    assert kim.files.files == before


def test_a_store_is_found_by_its_alias_or_because_the_workbook_belongs_to_it():
    kim, lee = people("kim", "lee")
    kim.home.add_store("office", kim.share)
    kim.add("C-1", "new")
    kim.sync(store="")
    assert kim.base().alias == "office"
    create_folder_store(Path("/share/other"), lee.files)
    lee.home.add_store("other", Path("/share/other"))
    lee.home.add_store("ours", lee.share)
    lee.files.files[lee.path] = kim.files.files[kim.path]
    lee.sync(store="")
    assert lee.shown() == kim.shown()
    assert "/share" not in str(lee.content()["base"])


def test_identical_rows_of_two_copies_before_their_first_sync_are_one():
    kim, lee = people("kim", "lee")
    for each in (kim, lee):
        each.add("S-1", "sample")
        each.add("S-2", "sample")
        each.add("S-2", "sample")
    settle([kim, lee])
    assert kim.shown() == lee.shown()
    assert len(kim.rows()) == 3


def test_wrong_clocks_do_no_harm():
    kim, lee = start("kim", "lee")
    lee.clock = [kim.clock[0].replace(year=2020)]
    kim.change("C-1", "Status", "accepted")
    settle([kim, lee])
    lee.change("C-1", "Status", "scheduled")
    settle([kim, lee])
    assert kim.value("C-1", "Status") == "scheduled"
    assert kim.conflicts() == []


def test_a_home_is_one_persons_and_names_no_path_in_the_workbook():
    kim, _ = start("kim", "lee")
    assert isinstance(kim.home, Home)
    assert replace(kim.base(), lists={}).place not in ("", str(kim.path))
