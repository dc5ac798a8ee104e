"""The Casework functions around follow-ups and visits: declarations over `tcsheets.casework`."""

from __future__ import annotations

from tcsheets.business_time import OfficeTime, office_time, weekday_of
from tcsheets.casework import follow_ups, queue, visits
from tcsheets.errors import ArgumentError
from tcsheets.functions.kinds import Count, Counts, Date, Dates, DateTime, Flag, Number, Spill, Table, Text
from tcsheets.functions.registry import sheet_function
from tcsheets.tables import Column


def office_of(holidays: Dates, office_hours: Table | None, closed_days: Text) -> OfficeTime:
    """Return when the practice is open: by its table of hours, otherwise from 8 to 17 but for the closed days."""
    if office_hours is not None:
        return follow_ups.office_time_of(follow_ups.read_hours(office_hours).all_records(), tuple(holidays))
    closed = [weekday_of(name) for name in closed_days.split(",") if name.strip()]
    if len(closed) > 6:
        raise ArgumentError("closed_days leaves no day open")
    return office_time(open_days=[day for day in range(7) if day not in closed], holidays=holidays)


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
    return follow_ups.follow_up_due(presented, hours, count, office_of(holidays, office_hours, closed_days))


@sheet_function("Casework")
def TC_FOLLOW_UP_STATUS(
    presented: DateTime,
    now: DateTime,
    status: Text = "",
    last_contact: Date | None = None,
    contacts: Count = 0,
    no_calls: Flag = False,
    hours: Number = 48,
    ladder: Counts = (),
    holidays: Dates = (),
    office_hours: Table | None = None,
    closed_days: Text = "Sat, Sun",
) -> Text:
    """Return how a case stands: overdue by so many days, due today, due on a day, or why nobody calls any more.

    First call 48 hours after the presentation, then 7 and 30 days after each contact, until the case is closed.

    Args:
        presented: when the plan was presented, date and time.
        now: the day, with or without the time.
        status: of the case; all but blank, presented and thinking close it.
        last_contact: when the patient was last called; left out, not yet.
        contacts: how many calls there were; left out, one where there is a last contact.
        no_calls: whether the patient asked not to be called.
        hours: hours until the first call; left out, 48.
        ladder: days after each contact, such as 7 and 30; left out, these.
        holidays: a range of dates on which the practice is closed.
        office_hours: a table with its header row: Day, Opens, Closes; a day that is not in it is closed.
        closed_days: the closed days of the week where no table is given; left out, Sat, Sun.

    >>> TC_FOLLOW_UP_STATUS("2026-11-20 16:00", "2026-11-25")
    'overdue by 2 days'
    """
    rules = queue.Rules(hours, queue.check_ladder(ladder), office_of(holidays, office_hours, closed_days))
    case = queue.FollowUp(
        0, "", "", 0, presented, status, last_contact=last_contact, contacts=contacts, opt_out=no_calls
    )
    return queue.status_words(case, rules, now)


FOLLOW_UPS_COLUMNS = (
    Column("standing", "Standing", "Text"),
    Column("case", "Case", "Text"),
    Column("chart", "Chart", "Text"),
    Column("due", "Due", "DateTime"),
    Column("days_late", "Days late", "Count"),
    Column("value", "Plan value", "Money"),
    Column("expected", "Value x chance", "Money"),
    Column("concern", "Concern", "Text"),
    Column("next_step", "Next step", "Text"),
    Column("best_time", "Best time", "Text"),
    Column("coordinator", "Coordinator", "Text"),
    Column("say", "You could say", "Text"),
)


@sheet_function("Casework")
def TC_FOLLOW_UPS(
    follow_up_list: Table,
    now: DateTime,
    hours: Number = 48,
    ladder: Counts = (),
    holidays: Dates = (),
    office_hours: Table | None = None,
    closed_days: Text = "Sat, Sun",
    scripts: Table | None = None,
    coordinator: Text = "",
) -> Spill:
    """Return the queue of calls: overdue first, then due today, then next; within each the most value x chance.

    Closed cases, and patients who asked for no calls, are not in it. A case of unknown chance counts as one in two.

    Args:
        follow_up_list: Presented; Case, Chart, Plan value, Status, Concern, Last contact, Contacts, Chance, ...
        now: the day, with or without the time.
        hours: hours until the first call; left out, 48.
        ladder: days after each contact, such as 7 and 30; left out, these.
        holidays: a range of dates on which the practice is closed.
        office_hours: a table with its header row: Day, Opens, Closes; a day that is not in it is closed.
        closed_days: the closed days of the week where no table is given; left out, Sat, Sun.
        scripts: what to say to each concern: Concern, Say; left out, our own words.
        coordinator: whose calls; left out, everybody's.

    >>> TC_FOLLOW_UPS([["Case", "Presented"], ["C-1", "2026-11-20 16:00"]], "2026-11-25")[1][:5]
    ['overdue', 'C-1', '', datetime.datetime(2026, 11, 23, 8, 0), 2]
    """
    rules = queue.Rules(hours, queue.check_ladder(ladder), office_of(holidays, office_hours, closed_days))
    words = queue.read_scripts(scripts).all_records() if scripts else ()
    reading = queue.read_follow_ups(follow_up_list)
    rows = []
    for each in queue.queue_of(reading.records, rules, now):
        case = each.follow_up
        if coordinator and case.coordinator.lower() != coordinator.lower():
            continue
        lead = (each.standing, case.case, case.chart, each.due, each.days_late, case.value, each.expected)
        say = queue.script_for(case.concern, words)
        rows.append(lead + (case.concern, case.next_step, case.best_time, case.coordinator, say))
    return Spill(FOLLOW_UPS_COLUMNS, tuple(rows), reading.problems)


VISIT_COLUMNS = (
    Column("name", "Visit", "Text"),
    Column("phase", "Phase", "Text"),
    Column("what", "What", "Text"),
    Column("day", "Date", "Date"),
    Column("minutes", "Minutes", "Count"),
    Column("provider", "Provider", "Text"),
    Column("moved", "Moved, days", "Count"),
)


@sheet_function("Casework")
def TC_VISIT_DATES(
    visits_planned: Table,
    start: Date,
    holidays: Dates = (),
    office_hours: Table | None = None,
    closed_days: Text = "Sat, Sun",
) -> Spill:
    """Return the visits of a treatment with their dates: never on a closed day, never sooner than healing allows.

    Args:
        visits_planned: a row a visit: What; Visit, Phase, Minutes, Provider, Gap (10 days, 2 weeks, 3 months), After.
        start: the day of the first visit, or the next on which the practice is open.
        holidays: a range of dates on which the practice is closed.
        office_hours: a table with its header row: Day, Opens, Closes; a day that is not in it is closed.
        closed_days: the closed days of the week where no table is given; left out, Sat, Sun.

    >>> TC_VISIT_DATES([["What", "Gap"], ["Implant", ""], ["Crown", "3 months"]], "2026-11-24")[2][2:4]
    ['Crown', datetime.date(2027, 2, 24)]
    """
    planned = visits.read_visits(visits_planned).all_records()
    found = visits.dated(planned, start, office_of(holidays, office_hours, closed_days))
    rows = [
        (
            each.visit.name or str(place),
            each.visit.phase,
            each.visit.what,
            each.day,
            each.visit.minutes,
            each.visit.provider,
            each.moved,
        )
        for place, each in enumerate(found, start=1)
    ]
    return Spill(VISIT_COLUMNS, tuple(rows))
