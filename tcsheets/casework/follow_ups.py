"""When a patient is to be called back after a presentation.

Due is the presentation + 48 hours by the clock; if that is a closed hour, day
or holiday, the next opening (Friday 16:00 -> Monday morning).  Counting
business days instead keeps the time of day (-> Tuesday 16:00).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tcsheets.business_time import OfficeTime, add_business_days, next_opening, weekday_of
from tcsheets.errors import ArgumentError
from tcsheets.tables import Column, Range, Reading, read_table

COUNTS = ("clock", "business days")
LONGEST_HOURS = 24 * 366

HOURS_COLUMNS = (
    Column("day", "Day", "Text", ("Weekday",), required=True),
    Column("opens", "Opens", "Time", ("Open", "From")),
    Column("closes", "Closes", "Time", ("Close", "Until")),
)


@dataclass(frozen=True, slots=True)
class DayHours:
    """One row of a table of office hours, in minutes after midnight; blank on a closed day."""

    row: int
    day: str
    opens: int | None
    closes: int | None


def read_hours(cells: Range) -> Reading[DayHours]:
    """Return the rows of a table of office hours, and a problem for each bad one."""
    return read_table(cells, HOURS_COLUMNS, DayHours, "office_hours")


def office_time_of(rows: tuple[DayHours, ...], holidays: tuple[date, ...]) -> OfficeTime:
    """Return the office time of a table of hours; a day that is not in it is closed."""
    week: list[tuple[int, int] | None] = [None] * 7
    for row in rows:
        if row.opens is None and row.closes is None:
            continue
        if row.opens is None or row.closes is None or row.closes <= row.opens:
            raise ArgumentError(f"office_hours row {row.row}: the practice must close after it opens")
        week[weekday_of(row.day)] = (row.opens, row.closes)
    return OfficeTime(tuple(week), holidays)


def follow_up_due(presented: datetime, hours: float, count: str, office: OfficeTime) -> datetime:
    """Return when a follow-up is due; never when the practice is closed."""
    if count.lower() not in COUNTS:
        raise ArgumentError("count is not one of: " + ", ".join(COUNTS))
    if not 0 < hours <= LONGEST_HOURS:
        raise ArgumentError("hours is not between 0 and a year; the usual is 48")
    days = int(hours) // 24 if count.lower() == "business days" else 0
    moment = add_business_days(presented, days, office) if days else presented
    return next_opening(moment + timedelta(seconds=int((hours - 24 * days) * 3600)), office)
