"""Phases and visits of a treatment as dates: minimum gaps, healing times, closed days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tcsheets.business_time import LONGEST_CLOSURE, OfficeTime
from tcsheets.errors import ArgumentError
from tcsheets.tables import Column, Range, Reading, read_table

UNITS = {"day": 1, "week": 7}
VISIT_COLUMNS = (
    Column("name", "Visit", "Text", ("No.",), default=""),
    Column("phase", "Phase", "Text", default=""),
    Column("what", "What", "Text", ("Treatment", "Description", "What is done"), required=True),
    Column("minutes", "Minutes", "Count", ("Duration", "Chair minutes"), default=0),
    Column("provider", "Provider", "Text", ("With", "Specialist"), default=""),
    Column("gap", "Gap", "Text", ("Wait", "Healing time", "At least"), default=""),
    Column("after", "After", "Text", default=""),
)


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit as it is planned: the least time after another visit (the one before it, where none is named)."""

    row: int
    name: str
    phase: str
    what: str
    minutes: int = 0
    provider: str = ""
    gap: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """A visit with its day; moved: by how many days it stands later than its gap asks, because of closed days."""

    visit: Visit
    day: date
    moved: int


def read_visits(cells: Range) -> Reading[Visit]:
    """Return the visits of a plan, and a problem for each bad row."""
    return read_table(cells, VISIT_COLUMNS, make_visit, "visits_planned")


def make_visit(row: int, **fields: object) -> Visit:
    """Return a visit from a row's cells; `ValueError` where its gap cannot be read."""
    visit = Visit(row=row, **fields)  # type: ignore[arg-type]
    later(date(2000, 1, 1), visit.gap)
    return visit


def later(day: date, gap: str) -> date:
    """Return the day after a gap such as "10 days", "2 weeks" or "3 months"; blank is one day.

    >>> later(date(2026, 11, 30), "3 months"), later(date(2026, 11, 24), "2 weeks")
    (datetime.date(2027, 2, 28), datetime.date(2026, 12, 8))
    """
    words = gap.lower().split()
    if not words:
        return day + timedelta(days=1)
    number = words[0]
    unit = words[1].rstrip("s") if len(words) == 2 else "day"
    if not all(each in "0123456789" for each in number) or len(words) > 2 or unit not in ("day", "week", "month"):
        raise ValueError('Gap is no length of time; write it like "10 days", "2 weeks" or "3 months"')
    if unit != "month":
        return day + timedelta(days=int(number) * UNITS[unit])
    place = day.year * 12 + day.month - 1 + int(number)
    following = date((place + 1) // 12, (place + 1) % 12 + 1, 1)
    return date(place // 12, place % 12 + 1, min(day.day, (following - timedelta(days=1)).day))


def open_day(day: date, office: OfficeTime) -> date:
    """Return a day, or the next on which the practice is open."""
    for _ in range(LONGEST_CLOSURE):
        if office.hours_on(day):
            return day
        day += timedelta(days=1)
    raise ArgumentError("the practice is closed for a year; mend the closed days")


def dated(visits: Sequence[Visit], start: date, office: OfficeTime) -> tuple[Dated, ...]:
    """Return each visit with its day, never a closed one, never sooner than its gap allows.

    >>> from tcsheets.business_time import office_time
    >>> plan = [Visit(2, "1", "1", "Root canal"), Visit(3, "2", "1", "Crown", gap="2 weeks")]
    >>> [each.day.isoformat() for each in dated(plan, date(2026, 11, 28), office_time())]
    ['2026-11-30', '2026-12-14']
    """
    found: list[Dated] = []
    known: dict[str, date] = {}
    for visit in visits:
        wanted = start
        if found:
            if visit.after and visit.after not in known:
                raise ArgumentError(f"visits_planned row {visit.row}: there is no visit {visit.after[:12]} before it")
            wanted = later(known[visit.after] if visit.after else found[-1].day, visit.gap)
        day = open_day(wanted, office)
        found.append(Dated(visit, day, (day - wanted).days))
        known[visit.name] = day
    return tuple(found)
