"""When to call back: never when the practice is closed."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tcsheets.business_time import add_business_days, is_open, next_opening, office_time
from tcsheets.casework.follow_ups import follow_up_due

MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)).map(lambda each: each.replace(microsecond=0))
OFFICES = st.builds(
    office_time,
    opens=st.integers(0, 700),
    closes=st.integers(701, 1440),
    open_days=st.sets(st.integers(0, 6), min_size=1),
    holidays=st.lists(st.dates(date(2024, 1, 1), date(2030, 2, 1)), max_size=5),
)


@given(MOMENTS, st.floats(1, 200), st.sampled_from(["clock", "business days"]), OFFICES)
def test_a_follow_up_is_due_only_when_the_practice_is_open_and_never_before_the_hours_have_passed(
    presented, hours, count, office
):
    due = follow_up_due(presented, hours, count, office)
    assert is_open(due, office)
    assert due >= presented + timedelta(seconds=int(hours * 3600) - 1)


@given(MOMENTS, MOMENTS, OFFICES)
def test_who_was_seen_earlier_is_never_called_later(one, other, office):
    first, second = sorted([one, other])
    assert follow_up_due(first, 48, "clock", office) <= follow_up_due(second, 48, "clock", office)


@given(MOMENTS, OFFICES)
def test_the_next_opening_of_an_open_moment_is_that_moment(moment, office):
    opening = next_opening(moment, office)
    assert next_opening(opening, office) == opening


@given(MOMENTS, st.integers(0, 10), st.integers(0, 10), OFFICES)
def test_business_days_add_up(moment, some, more, office):
    assert add_business_days(add_business_days(moment, some, office), more, office) == add_business_days(
        moment, some + more, office
    )
