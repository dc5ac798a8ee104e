"""The course of treatment: the visits of the case and option shown, and bars that together reach its last day."""

from datetime import date
from itertools import pairwise

import pytest

from tcsheets.workbook.package import open_package
from tcsheets.workbook.patch import Patch, patched
from tcsheets.workbook.recalculation import recalculate
from workbook_templates.treatment_coordinator import course


@pytest.fixture(params=[("C-101", 4), ("C-102", 4), ("C-103", 1)], ids=lambda each: each[0])
def shown(request, made, read_book):
    """The template that shows a case, and how many visits it has."""
    case, visits = request.param
    data = patched(open_package(made.data, "t"), Patch(cells={"Treatment Plan": {(5, 3): case}}))
    done = recalculate(open_package(data, "t"), today=date(2026, 11, 24))
    assert [str(each) for each in (*done.kept, *done.errors)] == []
    return read_book(done.data), visits


def rows(book, first, room):
    found = book.values["Course"].iter_rows(first + 1, first + room, 2, 8, values_only=True)
    return [row for row in found if row[3] not in (None, "")]


def test_the_case_and_option_shown_have_their_visits_and_no_others(shown):
    book, visits = shown
    assert len(rows(book, course.DATES, course.ROOM)) == visits
    assert all(row[3].weekday() < 5 for row in rows(book, course.DATES, course.ROOM))


def test_the_bars_follow_one_another_from_the_first_visit_to_the_last(shown):
    book, _ = shown
    days = [row[3] for row in rows(book, course.DATES, course.ROOM)]
    bars = [row[4:] for row in rows(book, course.PHASES, course.PHASE_ROOM)]
    assert bars[0][0] == 0
    for before, after in pairwise(bars):
        assert sum(before) == after[0]
    assert sum(bars[-1]) == (max(days) - min(days)).days + 1


def test_the_chart_says_in_words_what_it_shows(made):
    drawings = [text for name, text in made.parts.items() if name.startswith("xl/drawings/drawing")]
    assert any("A bar for each phase of the treatment" in text for text in drawings)


def test_the_list_of_calls_says_when_to_call_best_and_leaves_out_who_wants_no_calls(made, read_book):
    columns = [column.name for column in made.book["Follow-ups"].tables["FollowUps"].tableColumns]
    assert {"Contacts", "Best time", "No calls"} <= set(columns)
    cells = {"Follow-ups": {(8, columns.index("No calls") + 1): "yes"}}
    data = patched(open_package(made.data, "t"), Patch(cells=cells))
    book = read_book(recalculate(open_package(data, "t"), today=date(2026, 11, 24)).data)
    queues = [
        {row[1]: row[9] for row in each.values["Today"].iter_rows(9, 20, 2, 11, values_only=True) if row[1]}
        for each in (made, book)
    ]
    assert queues[0]["C-101"] == "after 4 pm"
    assert set(queues[0]) - set(queues[1]) == {"C-101"}
