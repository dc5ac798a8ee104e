"""What looks like an accident, or like a person's own data, is not passed on unasked."""

import pytest
from sync.world import settle, start

from tcsheets.errors import DecisionError
from tcsheets.sync.personal import look_of


@pytest.mark.parametrize(
    "text",
    [
        "219-09-9999",
        "ssn 219 09 9999.",
        "kim.lee+x@mail.example.org",
        "DOB: 4/5/1970",
        "born on 1970-04-05",
        "birthday 5.4.70",
    ],
)
def test_what_looks_personal_stays_here_until_confirmed(text):
    kim, lee = start("kim", "lee")
    kim.change("C-1", "Note", text)
    with pytest.raises(DecisionError, match="--allow-personal") as told:
        kim.sync()
    assert text not in str(told.value), "a line on a screen or in a log repeats nothing personal"
    settle([lee])
    assert lee.value("C-1", "Note") == ""
    kim.sync(allow_personal=True)
    settle([kim, lee])
    assert lee.value("C-1", "Note") == text


@pytest.mark.parametrize(
    "text",
    [
        "C-101",
        "call 555-0100",
        "D2740, D2950",
        "$1,285.00",
        "2026-11-24",
        "chart 1042-77",
        "000-12-3456",
        "twitter @practice",
        "newborn",
    ],
)
def test_ordinary_text_is_no_cause_to_ask(text):
    assert look_of(text) == ""


def test_what_was_confirmed_once_is_not_asked_about_again():
    kim, _ = start("kim", "lee")
    kim.change("C-1", "Note", "a@b.example")
    kim.sync(allow_personal=True)
    kim.change("C-1", "Status", "accepted")
    assert kim.sync().sent == 1


def test_a_name_in_a_local_column_is_nobodys_business():
    kim, lee = start("kim", "lee")
    kim.change("C-1", "Name", "kim@example.org")
    assert kim.sync().sent == 0
    assert not any(b"kim@example.org" in data for path, data in kim.files.files.items() if kim.share in path.parents)
    settle([lee])
    assert lee.value("C-1", "Name") == ""
