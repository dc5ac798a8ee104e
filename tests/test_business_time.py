"""Business days and hours: what counts as open, and what comes next."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcsheets.business_time import (
    OfficeTime,
    add_business_days,
    is_open,
    next_open_day,
    next_opening,
    office_time,
    weekday_of,
)
from tcsheets.errors import ArgumentError

DAYS = st.dates(date(2024, 1, 1), date(2030, 1, 1))
OFFICES = st.builds(
    office_time,
    opens=st.integers(0, 700),
    closes=st.integers(701, 1440),
    open_days=st.sets(st.integers(0, 6), min_size=1),
    holidays=st.lists(DAYS, max_size=8),
)


@given(DAYS, OFFICES)
def test_the_next_open_day_is_open_and_no_open_day_is_passed_over(day, office):
    found = next_open_day(day, office)
    assert office.hours_on(found) is not None
    between = [day + timedelta(days=step) for step in range(1, (found - day).days)]
    assert all(office.hours_on(each) is None for each in between)


@given(DAYS, st.integers(0, 1439), OFFICES)
def test_an_opening_is_never_in_the_past_and_always_open(day, minute, office):
    moment = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)
    found = next_opening(moment, office)
    assert found >= moment
    assert is_open(found, office)


def test_a_holiday_in_the_week_is_no_business_day():
    office = office_time(holidays=(date(2026, 11, 26),))
    assert add_business_days(datetime(2026, 11, 25, 9, 0), 1, office) == datetime(2026, 11, 27, 9, 0)


def test_each_weekday_has_its_own_hours():
    office = OfficeTime((None, (600, 1140), None, None, None, (540, 720), None))
    assert next_opening(datetime(2026, 11, 23, 12, 0), office) == datetime(2026, 11, 24, 10, 0)
    assert next_opening(datetime(2026, 11, 28, 12, 30), office) == datetime(2026, 12, 1, 10, 0)


@pytest.mark.parametrize("name", ["Sat", "sat.", "SATURDAY", " saturday "])
def test_a_weekday_is_known_by_its_first_letters(name):
    assert weekday_of(name) == 5


@pytest.mark.parametrize("name", ["S", "Su", "Samstag", ""])
def test_what_could_be_two_days_or_none_is_refused(name):
    with pytest.raises(ArgumentError, match="write days like Mon"):
        weekday_of(name)


def test_hours_that_end_before_they_begin_are_refused():
    with pytest.raises(ArgumentError, match="close after it opens"):
        office_time(1020, 480)


def test_a_practice_that_never_opens_is_refused_and_not_waited_for():
    with pytest.raises(ArgumentError, match="never open"):
        next_open_day(date(2026, 11, 24), OfficeTime((None,) * 7))
