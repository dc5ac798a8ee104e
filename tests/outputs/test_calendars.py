"""The visits of a case as a calendar file: RFC 5545 as a library reads it, the same identity each time, no name."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

import workbook_templates
from tcsheets.errors import ArgumentError, FileError
from tcsheets.outputs.calendars import DatedVisit, Invitation, calendar_of, uid_of, write_visits
from tcsheets.workbook.package import open_package
from tcsheets.workbook.patch import Patch, patched

TODAY = date(2026, 11, 24)
MADE = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
OURS = Invitation("Cedar Family Dental", "(555) 010-0142", "C-101")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A workbook whose first case has a patient with a name."""
    path = tmp_path_factory.mktemp("visits") / "practice.xlsx"
    workbook_templates.build(path, today=TODAY)
    path.write_bytes(patched(open_package(path.read_bytes(), "book"), Patch(cells={"Cases": {(5, 4): "Ana Lima"}})))
    return path


def events(content):
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_each_visit_is_a_day_of_its_own_with_what_is_done_and_by_whom(book, tmp_path):
    before = book.read_bytes()
    done = write_visits(book, "C-102", tmp_path / "visits.ics", today=TODAY, made=MADE)
    found = events(done.path.read_bytes())
    assert [each.decoded("dtstart") for each in found] == [
        *(date(2026, 11, 24), date(2027, 3, 24), date(2027, 6, 24), date(2027, 7, 8)),
    ]
    assert all((each.decoded("dtend") - each.decoded("dtstart")).days == 1 for each in found)
    assert str(found[1]["summary"]) == "Implant placed (Cedar Family Dental)"
    assert "With Bayside Oral Surgery." in found[1]["description"]
    assert (done.visits, book.read_bytes()) == (4, before)


def test_no_name_and_no_case_stand_in_it_unless_the_name_is_asked_for(book, tmp_path):
    write_visits(book, "C-101", tmp_path / "plain.ics", today=TODAY)
    write_visits(book, "C-101", tmp_path / "named.ics", today=TODAY, with_name=True)
    plain, named = ((tmp_path / name).read_text() for name in ("plain.ics", "named.ics"))
    assert not any(word in plain for word in ("Ana", "Lima", "C-101", "CH-1041"))
    assert "SUMMARY:Ana Lima: Root canal and core" in named


def test_a_visit_that_is_moved_keeps_its_identity_and_no_two_share_one(book, tmp_path):
    for name, day in (("a", TODAY), ("b", date(2026, 12, 8))):
        write_visits(book, "C-101", tmp_path / f"{name}.ics", today=day)
    first, later = (events((tmp_path / f"{name}.ics").read_bytes()) for name in "ab")
    assert [each["uid"] for each in first] == [each["uid"] for each in later]
    assert [each["dtstart"].dt for each in first] != [each["dtstart"].dt for each in later]
    assert len({each["uid"] for each in first}) == 4
    assert uid_of(OURS, DatedVisit(2, "1", "", "x", TODAY)) != uid_of(OURS, DatedVisit(2, "2", "", "x", TODAY))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), st.text(max_size=80))
def test_any_words_come_back_as_they_were_in_lines_of_at_most_75_bytes(what, provider):
    provider = "".join(each for each in provider if each.isprintable())
    content = calendar_of(OURS, [DatedVisit(2, "1", "1", what, TODAY, 30, provider)], MADE)
    assert content.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    (event,) = events(content)
    assert str(event["summary"]) == f"{what} (Cedar Family Dental)"
    assert not provider or f"With {provider}." in str(event["description"])


def test_a_case_without_visits_a_missing_name_and_a_file_that_is_there_are_refused(book, tmp_path):
    empty = tmp_path / "empty.xlsx"
    cells = {"Visits": {(row, 2): None for row in range(5, 16)}}
    empty.write_bytes(patched(open_package(book.read_bytes(), "book"), Patch(cells=cells)))
    with pytest.raises(ArgumentError, match="case C-101 has no visits; plan them on the sheet Visits"):
        write_visits(empty, "C-101", tmp_path / "a.ics", today=TODAY)
    with pytest.raises(ArgumentError, match="C-102 has no name on the sheet Cases"):
        write_visits(book, "C-102", tmp_path / "a.ics", today=TODAY, with_name=True)
    (tmp_path / "there.ics").write_text("mine")
    with pytest.raises(FileError, match="is there already"):
        write_visits(book, "C-101", tmp_path / "there.ics", today=TODAY)
    assert not (tmp_path / "a.ics").exists()
