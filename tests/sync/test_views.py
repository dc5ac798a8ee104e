"""The CSV view of a list is made anew at will; what somebody types into it stands as a proposal, never as an edit."""

import csv
import io

import pytest
from sync.world import LOG, people, settle, start


def view(person, name="calls"):
    return person.share / "view" / f"{name}.csv"


def lines(person, name="calls"):
    return list(csv.reader(io.StringIO(person.files.files[view(person, name)].decode("utf-8-sig"), newline="")))


def retype(person, change, name="calls", delimiter=","):
    """Save a view as a spreadsheet program would, after some change to its rows."""
    rows = lines(person, name)
    change(rows)
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    person.files.files[view(person, name)] = out.getvalue().encode("utf-8-sig")


def put(case, title, text):
    def change(rows):
        row = next(row for row in rows if row[0] == case)
        row[rows[0].index(title)] = text

    return change


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_cell_changed_in_the_view_is_a_proposal_to_all(delimiter):
    kim, lee = start("kim", "lee")
    retype(kim, put("C-1", "Status", "accepted"), delimiter=delimiter)
    settle([kim, lee])
    for each in (kim, lee):
        assert each.value("C-1", "Status") == "new"
        assert each.value("C-1", "Sync") == "a change was proposed, see Conflicts"
        (told,) = each.conflicts()
        assert {told["mine"], told["theirs"]} == {"new", "accepted"}
    assert lines(kim)[1][:3] == ["C-1", "new", ""], "the view is made anew"
    before = dict(kim.files.files)
    kim.sync()
    assert kim.files.files == before


@pytest.mark.parametrize("choice", ["mine", "theirs", "thinking"])
def test_a_choice_decides_it_for_all(choice):
    kim, lee = start("kim", "lee")
    retype(kim, put("C-1", "Status", "accepted"))
    settle([kim, lee])
    (told,) = kim.conflicts()
    kim.choose(choice)
    settle([kim, lee])
    assert kim.value("C-1", "Status") == lee.value("C-1", "Status") == told.get(choice, choice)
    assert kim.conflicts() == lee.conflicts() == []


def test_the_same_edit_found_by_two_is_one_proposal():
    kim, lee = start("kim", "lee", apart=True, rows=())
    kim.add("C-1", "new")
    for giver, taker in ((kim, lee), (lee, kim)):
        giver.sync()
        files = giver.files.files
        moved = {
            taker.share / path.relative_to(giver.share): data
            for path, data in files.items()
            if giver.share in path.parents
        }
        files.update(moved)
    retype(kim, put("C-1", "Note", "typed in the view"))
    lee.files.files[view(lee)] = kim.files.files[view(kim)]
    for each in (kim, lee):
        each.sync()
    assert len([path for path in kim.files.files if "journal" in path.parts]) >= 2
    for giver, taker in ((kim, lee), (lee, kim)):
        files = giver.files.files
        for path, data in list(files.items()):
            if giver.share in path.parents and "journal" in path.parts:
                there = taker.share / path.relative_to(giver.share)
                if len(files.get(there, b"")) < len(data):
                    files[there] = data
    for each in (kim, lee):
        each.sync()
        assert len(each.conflicts()) == 1


def test_a_view_that_is_only_old_is_no_edit():
    kim, lee = start("kim", "lee")
    old = kim.files.files[view(kim)]
    kim.change("C-1", "Status", "accepted")
    settle([kim, lee])
    kim.files.files[view(kim)] = old
    settle([kim, lee])
    assert kim.conflicts() == []


def test_in_an_old_view_only_what_was_typed_is_a_proposal():
    kim, lee = start("kim", "lee")
    old = kim.files.files[view(kim)]
    kim.change("C-1", "Status", "accepted")
    settle([kim, lee])
    kim.files.files[view(kim)] = old
    retype(kim, put("C-1", "Note", "typed there"))
    settle([kim, lee])
    assert [(each["field"], each["was"]) for each in kim.conflicts()] == [("Note", "(blank)")]


def test_half_a_view_is_nobodys_work():
    kim, lee = start("kim", "lee")
    whole = kim.files.files[view(kim)]
    for end in range(0, len(whole), 7):
        kim.files.files[view(kim)] = whole[:end]
        report = kim.sync()
        assert (report.sent, report.conflicts) == (0, ())
    settle([kim, lee])


def test_what_only_looks_different_is_no_proposal():
    kim, _ = start("kim", "lee")
    retype(kim, put("C-1", "Status", " new "))
    assert kim.sync().conflicts == ()


def test_a_text_made_harmless_comes_back_as_it_was():
    kim, _ = start("kim", "lee")
    kim.change("C-1", "Note", "=1+1")
    kim.sync()
    retype(kim, put("C-1", "Status", "accepted"))
    assert [each.field for each in kim.sync().conflicts] == ["status"]


def test_rows_added_in_the_view_are_kept_aside_and_said():
    kim, lee = start("kim", "lee")
    retype(kim, lambda rows: rows.append(["C-77", "new", "typed", "", ""]))
    report = kim.sync()
    assert any("1 rows were added to view/calls.csv by hand" in note for note in report.notes)
    kept = [data for path, data in kim.files.files.items() if "edited" in path.parts]
    assert [b"C-77" in data for data in kept] == [True]
    assert not any("were added" in note for note in lee.sync().notes)


def test_in_a_list_that_only_grows_it_is_a_proposal_like_any_other():
    kim, lee = people("kim", "lee", definitions=(LOG,))
    kim.add("C-1", "accepted", table="Log")
    settle([kim, lee])
    retype(kim, put("C-1", "Status", "declined"), "log")
    settle([kim, lee])
    assert lee.value("C-1", "Status", "Log") == "accepted"
    assert len(lee.conflicts()) == 1
