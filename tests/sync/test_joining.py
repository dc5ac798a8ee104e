"""A workbook that has lost its memory joins the store again: nothing is deleted, and what differs is a conflict."""

import pytest
from sync.world import LOG, people, settle, start

from tcsheets.errors import DecisionError


def forget(person, cells=()):
    person.save({**person.content(), "base": list(cells)})


def without_ids(person, table="Calls"):
    content = person.content()
    for row in content["tables"][table]["rows"]:
        row[0] = ""
    person.save(content)


def test_without_a_memory_a_sync_asks():
    kim, _ = start("kim", "lee")
    forget(kim)
    with pytest.raises(DecisionError, match="tcsheets resync"):
        kim.sync()


@pytest.mark.parametrize("spoil", [forget, lambda person: forget(person, ['{"tcsheets":"base","format":1}', "x"])])
def test_equal_rows_are_matched_with_and_without_ids_and_nothing_is_sent(spoil):
    for change in (lambda person: None, without_ids):
        kim, lee = start("kim", "lee")
        before = lee.shown()
        spoil(kim)
        change(kim)
        assert kim.sync(joins=True).sent == 0
        settle([kim, lee])
        assert kim.shown() == lee.shown() == before
        assert {row["row_id"] for row in kim.rows()} == {row["row_id"] for row in lee.rows()}


def test_one_sided_rows_go_to_the_other_side_and_different_cells_are_a_conflict():
    kim, lee = start("kim", "lee")
    kim.add("K-1", "mine")
    kim.change("C-1", "Status", "accepted")
    forget(kim)
    lee.add("L-1", "theirs")
    lee.delete("C-4")
    lee.change("C-2", "Note", "called")
    lee.sync()
    kim.sync(joins=True)
    settle([kim, lee])
    assert kim.shown() == lee.shown()
    cases = {row["Case"] for row in kim.rows()}
    assert {"K-1", "L-1", "C-1", "C-2", "C-3"} <= cases
    disputed = {(each["row"], each["field"]) for each in kim.conflicts()}
    assert ("C-1", "Status") in disputed
    assert ("C-2", "Note") in disputed
    assert kim.sync().sent == 0


def test_of_equal_rows_without_ids_each_is_matched_once():
    kim, lee = start("kim", "lee", rows=(("C-1", "new"), ("C-1", "new")))
    forget(kim)
    without_ids(kim)
    kim.add("C-1", "new")
    assert kim.sync(joins=True).sent == 1
    settle([kim, lee])
    assert len(lee.rows()) == 3


def test_an_entry_that_differs_in_a_list_that_only_grows_stays_as_it_is_and_the_other_is_a_proposal():
    kim, lee = people("kim", "lee", definitions=(LOG,))
    kim.add("C-1", "accepted", table="Log")
    settle([kim, lee])
    kim.change("C-1", "Status", "declined", "Log")
    forget(kim)
    kim.sync(joins=True)
    settle([kim, lee])
    assert kim.value("C-1", "Status", "Log") == lee.value("C-1", "Status", "Log") == "accepted"
    assert [each["mine"] for each in kim.conflicts()] == ["declined"]


def test_a_dry_run_of_it_writes_nothing():
    kim, _ = start("kim", "lee")
    forget(kim)
    before = dict(kim.files.files)
    kim.sync(joins=True, dry_run=True)
    assert kim.files.files == before


def test_a_workbook_of_a_newer_program_is_not_joined_over():
    kim, _ = start("kim", "lee")
    forget(kim, ['{"tcsheets":"base","format":99}'])
    with pytest.raises(DecisionError, match="newer"):
        kim.sync(joins=True)
