"""The figures of a month, by the same functions as the formulas: what was presented, and what came of it.

Pure: lists in, tables out.  `report_html` and `report_xlsx` only show them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tcsheets.casework import acceptance, joining
from tcsheets.casework.acceptance import Definition
from tcsheets.casework.decisions import Entry, cases_of, read_log
from tcsheets.casework.queue import read_follow_ups
from tcsheets.errors import ArgumentError
from tcsheets.functions import TC_ACCEPTANCE_SUMMARY, TC_COMMISSION, TC_FOLLOW_UPS, TC_REFERRAL_SUMMARY
from tcsheets.functions.figures import COMMISSION_COLUMNS, REFERRAL_COLUMNS, SUMMARY_COLUMNS
from tcsheets.money import PPM
from tcsheets.outputs.month_lists import MonthLists
from tcsheets.tables import Column

MONTHS = 12  # of the trend
MEANINGS = (
    *(Definition(by) for by in ("plan", "patient", "line", "value")),
    *(Definition(by, within=days) for days in (0, 30, 60) for by in ("plan", "value")),
    *(Definition(by, stage) for stage in ("scheduled", "completed") for by in ("plan", "value")),
)
RATE_COLUMNS = (
    Column("name", "Rate", "Text"),
    Column("rate", "Share", "Share"),
    Column("definition", "What is counted", "Text"),
    Column("remark", "Remark", "Text"),
)
FUNNEL_COLUMNS = (
    Column("step", "Step", "Text"),
    Column("plans", "Plans", "Count"),
    Column("share", "Of plans presented", "Share"),
)
ON_TIME_COLUMNS = (
    Column("who", "Coordinator", "Text"),
    Column("waiting", "Calls waiting", "Count"),
    Column("overdue", "Overdue", "Count"),
    Column("in_time", "In time", "Count"),
    Column("share", "In time, of waiting", "Share"),
)
GROUPS = (("coordinator", "By coordinator"), ("provider", "By provider"), ("source", "By who sent the patient"))
STEPS = ("Presented", "Accepted", "Scheduled", "Completed")


@dataclass(frozen=True, slots=True)
class Section:
    """A table of the report: its key, title, what its figures mean, columns, and rows of cells (blank: "")."""

    key: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """All figures of one month of one practice."""

    practice: str
    month: str
    as_of: date
    sections: tuple[Section, ...]

    def section(self, key: str) -> Section:
        """Return a section by its key."""
        return next(each for each in self.sections if each.key == key)

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data, for scripts."""
        sections = {
            each.key: [dict(zip([column.header for column in each.columns], row)) for row in each.rows]
            for each in self.sections
        }
        about = {"practice": self.practice, "month": self.month, "as_of": self.as_of.isoformat()}
        return about | {"sections": sections}


def month_days(month: str) -> tuple[date, date]:
    """Return the first and the last day of a month written as 2026-11.

    >>> month_days("2026-02")
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
    """
    try:
        year, number = (int(part) for part in month.split("-"))
        first = date(year, number, 1)
        return first, later(first, 1) - timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise ArgumentError(f"month {month[:20]!r} is not written like 2026-11") from error


def later(first: date, months: int) -> date:
    """Return the first day of a month so many months later, or earlier where below 0.

    >>> later(date(2026, 11, 1), -11)
    datetime.date(2025, 12, 1)
    """
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def month_figures(lists: MonthLists, month: str, as_of: date) -> MonthFigures:
    """Return the figures of a month; calls and letters as they stand on a day, for the lists keep no history."""
    first, last = month_days(month)
    every = summary(lists, "", first, last)[-1]
    sections = [rates(lists, first, last, as_of), funnel(every), by_month(lists, first, last)]
    for group, title in GROUPS:
        about = "Plans presented in the month. The last row is all of them."
        sections.append(Section(group, title, about, SUMMARY_COLUMNS, summary(lists, group, first, last)))
    sections += [in_time(lists, as_of), commission(lists, first, last), referrals(lists, as_of)]
    return MonthFigures(lists.practice, month, as_of, tuple(sections))


def summary(lists: MonthLists, group: str, first: date, last: date) -> tuple[tuple[Any, ...], ...]:
    """Return acceptance by group of what was presented in a time, all of it in the last row."""
    found = TC_ACCEPTANCE_SUMMARY(
        lists.log,
        group,
        first_day=first,
        last_day=last,
        follow_up_list=lists.follow_ups,
        referred=lists.referred if group == "source" else None,
    )
    return tuple(tuple(row) for row in found[1:])


def rates(lists: MonthLists, first: date, last: date, as_of: date) -> Section:
    """Return acceptance in each of its meanings, the definition beside the number."""
    follow_ups = read_follow_ups(lists.follow_ups).all_records()
    known = joining.with_status(cases_of(read_log(lists.log).all_records()), follow_ups)
    cases = acceptance.presented_in(known, Definition(start=first, end=last))
    rows = tuple(rate_row(what, cases, as_of) for what in MEANINGS)
    about = "Acceptance has no single meaning: each rate says what it counts. Where nothing was presented it is blank."
    return Section("acceptance", "Acceptance", about, RATE_COLUMNS, rows)


def rate_row(what: Definition, cases: Sequence[Entry], as_of: date) -> tuple[Any, ...]:
    """Return one rate: what it is, the share, its definition with the counts, what to beware of."""
    share = acceptance.rate(cases, what)
    young = [each for each in cases if what.within and (as_of - each.presented).days < what.within]
    early = f"{len(young)} presented less than {what.within} days ago" if young else ""
    remark = "; ".join(each for each in (acceptance.remark(cases), early) if each)
    name = f"{what.by} {what.stage}{acceptance.within_words(what.within)}".capitalize()
    return name, "" if share is None else share / PPM, acceptance.definition_words(what, cases), remark


def funnel(every: Sequence[Any]) -> Section:
    """Return how many of the plans presented came how far."""
    counts = every[1:5]
    rows = tuple((step, count, count / counts[0] if counts[0] else "") for step, count in zip(STEPS, counts))
    about = (
        "Plans presented in the month, and how far each has come since: accepted by the Acceptance Log; scheduled and "
        "completed by the status on Follow-ups, where the log does not say."
    )
    return Section("funnel", "From presented to completed", about, FUNNEL_COLUMNS, rows)


def by_month(lists: MonthLists, first: date, last: date) -> Section:
    """Return the value presented and accepted of each of twelve months, the month of the report last."""
    begin = later(first, 1 - MONTHS)
    found = {row[0]: row for row in summary(lists, "month", begin, last)}
    names = [later(begin, place).isoformat()[:7] for place in range(MONTHS)]
    nothing = (0, 0, 0, 0, "", "", "", 0.0, 0.0, "nothing was presented", "")
    rows = tuple(found.get(name, (name, *nothing)) for name in names)
    about = "By the month in which a plan was presented, whenever it was accepted."
    return Section("month", "Value by month", about, SUMMARY_COLUMNS, rows)


def in_time(lists: MonthLists, as_of: date) -> Section:
    """Return the calls that wait on a day, and how many of them are not overdue, by coordinator."""
    queue = TC_FOLLOW_UPS(
        lists.follow_ups, as_of, lists.hours, lists.ladder or None, lists.holidays or None, lists.office_hours
    )
    standings = [(row[10] or "not said", row[0]) for row in queue[1:]]
    names = sorted({name for name, _ in standings})
    groups = [(name, [each for who, each in standings if who == name]) for name in names]
    rows = tuple(in_time_row(name, own) for name, own in [*groups, ("all", [each for _, each in standings])])
    about = (
        f"Calls that wait on {as_of.isoformat()} and are not overdue, of all that wait. The list keeps how things "
        "stand, not how they stood: for a past month too these are the calls of that day."
    )
    return Section("follow_ups", "Follow-ups in time", about, ON_TIME_COLUMNS, rows)


def in_time_row(name: str, standings: Sequence[str]) -> tuple[Any, ...]:
    """Return one row of the calls in time; no share where none wait."""
    late, count = standings.count("overdue"), len(standings)
    return name, count, late, count - late, (count - late) / count if count else ""


def commission(lists: MonthLists, first: date, last: date) -> Section:
    """Return the commission on what was decided in the month, tier by tier."""
    about = "On value accepted by decisions of the month, by the tiers on Settings; what fell through is taken back."
    if len(lists.tiers) < 2:
        return Section("commission", "Commission", "The workbook has no tiers of commission.", COMMISSION_COLUMNS, ())
    found = TC_COMMISSION(lists.log, lists.tiers, first, last)
    return Section("commission", "Commission", about, COMMISSION_COLUMNS, tuple(tuple(row) for row in found[1:]))


def referrals(lists: MonthLists, as_of: date) -> Section:
    """Return what came of each office's referrals, and the letters due on a day."""
    found = TC_REFERRAL_SUMMARY(lists.referred, as_of, lists.log, lists.letter_days)
    about = (
        f"All referrals on the list, on {as_of.isoformat()}. A letter is due {lists.letter_days} days after a "
        "referral, until the referrer was told."
    )
    return Section("referrals", "Referrals", about, REFERRAL_COLUMNS, tuple(tuple(row) for row in found[1:]))
