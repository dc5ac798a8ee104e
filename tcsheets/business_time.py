"""Business days and hours: when a practice is open, and when it opens next.

Times are wall-clock times of the practice.  A week is seven pairs of opening
and closing in minutes after midnight, Monday first; None is a closed day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tcsheets.errors import ArgumentError

LAST_YEAR = 9999  # that a date can have
DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LONGEST_CLOSURE = 366  # days; a practice that is closed longer has a mistake in its hours
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class OfficeTime:
    """When a practice is open: opening and closing of each weekday in minutes, and its holidays."""

    week: tuple[tuple[int, int] | None, ...]
    holidays: tuple[date, ...] = ()

    def hours_on(self, day: date) -> tuple[int, int] | None:
        """Return opening and closing on a day, None where the practice is closed."""
        return None if day in self.holidays else self.week[day.weekday()]


def office_time(
    opens: int = 480, closes: int = 1020, open_days: Sequence[int] = (0, 1, 2, 3, 4), holidays: Sequence[date] = ()
) -> OfficeTime:
    """Return the same hours for each open day (0 is Monday).

    >>> office_time().week[4], office_time().week[5]
    ((480, 1020), None)
    """
    if not 0 <= opens < closes <= 1440:
        raise ArgumentError("the practice must close after it opens; mend the office hours")
    return OfficeTime(tuple((opens, closes) if day in open_days else None for day in range(7)), tuple(holidays))


def weekday_of(name: str) -> int:
    """Return a weekday's number from its name or the first three letters of it; Monday is 0.

    >>> weekday_of("Sat"), weekday_of("monday")
    (5, 0)
    """
    wanted = name.strip().lower().rstrip(".")
    for number, known in enumerate(DAY_NAMES):
        if len(wanted) >= 3 and known.startswith(wanted):
            return number
    raise ArgumentError("a day of the week is not understood; write days like Mon, Tue, Sat")


def date_words(day: date) -> str:
    """Return a date as a patient reads it.

    >>> date_words(date(2026, 12, 24))
    'December 24, 2026'
    """
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def midnight(day: date) -> datetime:
    """Return the first moment of a day."""
    return datetime(day.year, day.month, day.day)


def day_of(moment: datetime) -> date:
    """Return the day of a moment."""
    return date(moment.year, moment.month, moment.day)


def minute_of(moment: datetime) -> int:
    """Return the minutes after midnight of a moment."""
    return moment.hour * 60 + moment.minute


def is_open(moment: datetime, office: OfficeTime) -> bool:
    """Whether the practice is open at a moment; the minute it closes still counts.

    >>> is_open(datetime(2026, 11, 24, 17, 0), office_time())
    True
    """
    hours = office.hours_on(day_of(moment))
    return hours is not None and hours[0] <= minute_of(moment) <= hours[1]


def next_open_day(day: date, office: OfficeTime) -> date:
    """Return the first open day after a day.

    >>> next_open_day(date(2026, 11, 27), office_time())
    datetime.date(2026, 11, 30)
    """
    for _ in range(LONGEST_CLOSURE):
        day = day + timedelta(days=1)
        if office.hours_on(day) is not None:
            return day
    raise ArgumentError("the practice is never open in the year that follows; mend the office hours or holidays")


def next_opening(moment: datetime, office: OfficeTime) -> datetime:
    """Return the moment itself if the practice is open then, otherwise its next opening.

    >>> next_opening(datetime(2026, 11, 29, 16, 0), office_time())
    datetime.datetime(2026, 11, 30, 8, 0)
    """
    if is_open(moment, office):
        return moment
    day = day_of(moment)
    hours = office.hours_on(day)
    if hours is None or minute_of(moment) > hours[1]:
        day = next_open_day(day, office)
        hours = office.hours_on(day)
    return midnight(day) + timedelta(minutes=hours[0] if hours else 0)


def add_business_days(moment: datetime, days: int, office: OfficeTime) -> datetime:
    """Return the same time of day, so many open days later.

    >>> add_business_days(datetime(2026, 11, 27, 16, 0), 2, office_time())
    datetime.datetime(2026, 12, 1, 16, 0)
    """
    day = day_of(moment)
    for _ in range(days):
        day = next_open_day(day, office)
    return midnight(day) + (moment - midnight(day_of(moment)))


def is_business_day(day: date, closed_days: Sequence[date] = ()) -> bool:
    """Whether a day is from Monday to Friday, and no holiday."""
    return day.weekday() < 5 and day not in closed_days


def shift_business_days(day: date, days: int, closed_days: Sequence[date] = ()) -> date:
    """Return the business day so many after a day, or before it where days is below 0.

    >>> shift_business_days(date(2026, 11, 27), 3), shift_business_days(date(2026, 11, 30), -1)
    (datetime.date(2026, 12, 2), datetime.date(2026, 11, 27))
    """
    step, left = timedelta(days=1 if days > 0 else -1), abs(days)
    for _ in range(LONGEST_CLOSURE + 2 * left):
        if not left:
            return day
        day += step
        left -= is_business_day(day, closed_days)
    raise ArgumentError("there is no business day within a year; mend the closed days")


def business_days_between(start: date, end: date, closed_days: Sequence[date] = ()) -> int:
    """Return how many business days a day lies ahead of another; 0 where it does not.

    >>> business_days_between(date(2026, 11, 23), date(2026, 11, 26))
    3
    """
    days = range(1, min((end - start).days, 10 * LONGEST_CLOSURE) + 1)
    return len([1 for each in days if is_business_day(start + timedelta(days=each), closed_days)])
