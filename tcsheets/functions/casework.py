"""The Casework functions: declarations over `tcsheets.casework`."""

from __future__ import annotations

from tcsheets.business_time import office_time, weekday_of
from tcsheets.casework import follow_ups
from tcsheets.errors import ArgumentError
from tcsheets.functions.kinds import Dates, DateTime, Number, Table, Text
from tcsheets.functions.registry import sheet_function


@sheet_function("Casework")
def TC_FOLLOW_UP_DUE(
    presented: DateTime,
    hours: Number = 48,
    holidays: Dates = (),
    office_hours: Table | None = None,
    closed_days: Text = "Sat, Sun",
    count: Text = "clock",
) -> DateTime:
    """Return when to call a patient back: 48 hours after the presentation, or when the practice next opens.

    Friday 16:00 gives Monday morning; counting business days instead, Tuesday 16:00. Without a table of office hours
    the practice is open from 8:00 to 17:00.

    Args:
        presented: when the plan was presented, date and time.
        hours: how many hours later the call is due; left out, 48.
        holidays: a range of dates on which the practice is closed.
        office_hours: a table with its header row: Day, Opens, Closes; a day that is not in it is closed.
        closed_days: the closed days of the week where no table is given, such as "Fri, Sat, Sun"; left out, Sat, Sun.
        count: clock (as left out) or business days.

    >>> TC_FOLLOW_UP_DUE("2026-11-20 16:00")
    datetime.datetime(2026, 11, 23, 8, 0)
    """
    if office_hours is not None:
        office = follow_ups.office_time_of(follow_ups.read_hours(office_hours).all_records(), tuple(holidays))
    else:
        closed = [weekday_of(name) for name in closed_days.split(",") if name.strip()]
        if len(closed) > 6:
            raise ArgumentError("closed_days leaves no day open")
        office = office_time(open_days=[day for day in range(7) if day not in closed], holidays=holidays)
    return follow_ups.follow_up_due(presented, hours, count, office)
