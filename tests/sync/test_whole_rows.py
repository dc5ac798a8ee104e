"""A list whose rows are edited as a whole: two that were edited at the same time are a conflict, whatever the cells."""

from dataclasses import replace

import pytest
from sync.world import SMALL, settle, start

ROWS = (replace(SMALL, mode="row"),)


def apart():
    kim, lee = start("kim", "lee", definitions=ROWS)
    kim.change("C-1", "Status", "accepted")
    lee.change("C-1", "Note", "called")
    settle([kim, lee])
    return kim, lee


def test_edits_one_after_the_other_are_no_conflict():
    kim, lee = start("kim", "lee", definitions=ROWS)
    kim.change("C-1", "Status", "accepted")
    settle([kim, lee])
    lee.change("C-1", "Note", "called")
    settle([kim, lee])
    assert kim.shown()[0] == lee.shown()[0] == ("C-1", "accepted", "called", "")


def test_different_cells_edited_at_once_are_two_versions_of_the_row():
    kim, lee = apart()
    assert kim.shown() == lee.shown()
    assert kim.shown()[0][1:3] in (("accepted", ""), ("new", "called"))
    (mine,) = kim.conflicts()
    assert mine["field"] == "(whole row)"
    assert mine["mine"] == "Note: (blank) · Status: accepted"
    assert mine["theirs"] == "Note: called · Status: new"
    assert kim.value("C-1", "Sync") == "two versions of (whole row), see Conflicts"


@pytest.mark.parametrize(("choice", "stands"), [("mine", ("accepted", "")), ("theirs", ("new", "called"))])
def test_a_choice_settles_it_for_both(choice, stands):
    kim, lee = apart()
    kim.choose(choice)
    settle([kim, lee])
    assert kim.shown()[0] == lee.shown()[0] == ("C-1", *stands, "")
    assert kim.conflicts() == lee.conflicts() == []


def test_so_does_typing_on_in_the_row():
    kim, lee = apart()
    kim.change("C-1", "Note", "settled")
    settle([kim, lee])
    assert kim.shown() == lee.shown()
    assert kim.conflicts() == lee.conflicts() == []
    assert lee.value("C-1", "Note") == "settled"


def test_the_same_row_typed_by_both_is_no_conflict():
    kim, lee = start("kim", "lee", definitions=ROWS)
    for each in (kim, lee):
        each.change("C-1", "Status", "accepted")
    settle([kim, lee])
    assert kim.conflicts() == []


def test_a_row_deleted_here_and_edited_there_stays_marked():
    kim, lee = start("kim", "lee", definitions=ROWS)
    kim.delete("C-1")
    lee.change("C-1", "Note", "called")
    settle([kim, lee])
    assert kim.shown() == lee.shown()
    assert "deleted by kim" in kim.value("C-1", "Sync")
