"""A sync can be taken back, as far as nobody has gone on from there."""

from dataclasses import replace

from sync.world import LOG, people, settle, start

from tcsheets.sync.undoing import syncs_done


def undo(person, **options):
    from tcsheets.sync.history import history_of

    done = syncs_done(history_of(person.store.read().entries), person.path.name)
    return person.sync(undo=done[0].at, **options)


def test_what_a_sync_sent_is_taken_back_everywhere():
    kim, lee = start("kim", "lee")
    settle([kim, lee])
    before = lee.shown()
    kim.change("C-1", "Status", "accepted")
    kim.add("C-9", "new")
    kim.delete("C-3")
    settle([kim, lee])
    assert lee.shown() != before
    assert undo(kim).sent == 3
    settle([kim, lee])
    assert kim.shown() == lee.shown() == before
    assert [each["row_id"] for each in kim.rows() if each["Case"] == "C-3"]


def test_what_somebody_has_changed_since_stays_and_is_said():
    kim, lee = start("kim", "lee")
    kim.change("C-1", "Status", "accepted")
    kim.change("C-2", "Status", "accepted")
    settle([kim, lee])
    lee.change("C-1", "Status", "scheduled")
    settle([kim, lee])
    report = undo(kim)
    assert kim.value("C-1", "Status") == "scheduled"
    assert kim.value("C-2", "Status") == "new"
    assert any("C-1, Status stays: it was changed since" in note for note in report.notes)


def test_undoing_twice_does_it_again():
    kim, lee = start("kim", "lee")
    kim.change("C-1", "Status", "accepted")
    kim.sync()
    undo(kim)
    undo(kim)
    settle([kim, lee])
    assert lee.value("C-1", "Status") == "accepted"


def test_an_entry_of_a_list_that_only_grows_is_not_taken_back():
    (kim,) = people("kim", definitions=(LOG,))
    kim.add("C-1", "accepted", table="Log")
    kim.sync()
    report = undo(kim)
    assert report.sent == 0
    assert "an entry is not taken back" in report.notes[0]
    assert kim.value("C-1", "Status", "Log") == "accepted"


def test_a_dry_run_of_it_changes_nothing():
    kim, _ = start("kim", "lee")
    kim.change("C-1", "Status", "accepted")
    kim.sync()
    before = dict(kim.files.files)
    assert undo(kim, dry_run=True).sent == 1
    assert kim.files.files == before


def test_a_row_edited_as_a_whole_is_put_back_as_a_whole():
    from sync.world import SMALL

    kim, lee = start("kim", "lee", definitions=(replace(SMALL, mode="row"),))
    kim.change("C-1", "Status", "accepted")
    kim.change("C-1", "Note", "called")
    settle([kim, lee])
    undo(kim)
    settle([kim, lee])
    assert (lee.value("C-1", "Status"), lee.value("C-1", "Note")) == ("new", "")
