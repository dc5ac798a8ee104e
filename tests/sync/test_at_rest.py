"""A sync of what is byte for byte as the last one left it looks no closer; of anything else it does."""

import pytest
from sync.world import start


@pytest.fixture
def people():
    kim, lee = start("kim", "lee")
    for each in (kim, lee):
        each.home.add_store("practice", each.share)
        quick(each)
    quick(kim)
    return kim, lee


def quick(person):
    return person.sync(store="practice", thorough=False)


def looks_closer(person):
    """Whether a sync looks further than at bytes: it then asks for its own name in the store."""
    before = len(person.files.log)
    quick(person)
    return any("writer.json" in str(path) for _, path in person.files.log[before:])


def test_what_was_left_at_rest_is_not_looked_into(people):
    for person in people:
        quick(person)
        assert not looks_closer(person)


def test_an_edit_here_is_found(people):
    kim, lee = people
    kim.change("C-1", "Note", "called")
    assert quick(kim).sent == 1
    assert quick(lee).received == 1


def test_a_write_is_remembered_so_that_the_next_sync_has_nothing_to_do(people):
    kim, _ = people
    kim.change("C-1", "Note", "called")
    quick(kim)
    assert not looks_closer(kim)


@pytest.mark.parametrize("name", ["inbox/journal (1).csv", "view/calls.csv", "journal/zzz/000001.csv", "STORE.json"])
def test_any_changed_file_of_the_store_is_looked_into(people, name):
    kim, _ = people
    path = kim.share / name
    kim.files.files[path] = kim.files.files.get(path, b"") + b"\n"
    assert looks_closer(kim)


def test_what_leaves_a_conflict_is_looked_into_again(people):
    kim, lee = people
    kim.change("C-1", "Note", "one")
    lee.change("C-1", "Note", "two")
    quick(kim)
    assert quick(lee).exit_code == quick(lee).exit_code == 3
    assert looks_closer(lee)


def test_what_somebody_else_wrote_in_between_is_never_taken_for_rest(people):
    kim, lee = people
    kim.change("C-1", "Note", "mine")
    kim.files.before_keep = lambda: (lee.change("C-2", "Note", "theirs"), lee.sync())
    quick(kim)
    assert quick(kim).received == 1


@pytest.mark.parametrize("when", ["before", "after"])
def test_what_was_typed_while_the_workbook_was_being_replaced_is_never_taken_for_rest(people, when):
    kim, lee = people
    kim.change("C-1", "Note", "called")
    if when == "before":
        kim.files.before_keep = lambda: kim.change("C-2", "Note", "typed meanwhile")
    quick(kim)
    if when == "after":  # saved by a program that still had the replaced file open
        (backup,) = (path for path in kim.files.files if path.name.startswith("kim 2026") and is_newest(kim, path))
        now = kim.files.files[kim.path]
        kim.files.files[kim.path] = kim.files.files[backup]
        kim.change("C-2", "Note", "typed meanwhile")
        kim.files.files[backup], kim.files.files[kim.path] = kim.files.files[kim.path], now
    assert quick(kim).sent == 1
    quick(lee)
    assert kim.value("C-2", "Note") == lee.value("C-2", "Note") == "typed meanwhile"


def is_newest(person, path):
    return path.name == person.base().replaced.name


def test_a_spoilt_note_only_costs_a_closer_look(people):
    kim, _ = people
    for path in [path for path in kim.files.files if "at rest" in path.parts]:
        kim.files.files[path] = b"{"
    assert looks_closer(kim)
