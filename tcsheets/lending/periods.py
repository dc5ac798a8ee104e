"""How often a payment is due, and the due dates that gives; the time between two days in months and days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tcsheets.errors import ArgumentError

LAST_YEAR = 9999
TOO_FAR = "the dates run past the year 9998; check the first date"
Unit = Literal["day", "week", "semimonth", "month", "year"]
UNITS_A_YEAR = {"day": 365, "week": 52, "semimonth": 24, "month": 12, "year": 1}
DAYS_IN_UNIT = {"day": 1, "week": 7, "semimonth": 15, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True)
class UnitPeriod:
    """The time from one payment to the next: so many days, weeks, half months, months or years."""

    unit: Unit
    count: int = 1

    @property
    def a_year(self) -> tuple[int, int]:
        """How many there are in a year, as a fraction; 52 weeks, not 365 days, make a year of weeks."""
        return UNITS_A_YEAR[self.unit], self.count

    @property
    def days(self) -> int:
        """The days by which an odd part of it is divided (12 CFR 1026 App. J)."""
        return DAYS_IN_UNIT[self.unit] * self.count


PERIODS = (
    *("weekly", "every two weeks", "every four weeks", "twice a month"),
    *("monthly", "every two months", "quarterly", "twice a year", "yearly"),
)
UNIT_PERIODS = {
    "weekly": UnitPeriod("week"),
    "every two weeks": UnitPeriod("week", 2),
    "every four weeks": UnitPeriod("week", 4),
    "twice a month": UnitPeriod("semimonth"),
    "monthly": UnitPeriod("month"),
    "every two months": UnitPeriod("month", 2),
    "quarterly": UnitPeriod("month", 3),
    "twice a year": UnitPeriod("month", 6),
    "yearly": UnitPeriod("year"),
}
# "Biweekly" and "bimonthly" are not here: each means two things.
ALSO = {
    "week": "weekly",
    "fortnightly": "every two weeks",
    "every 2 weeks": "every two weeks",
    "every 4 weeks": "every four weeks",
    "semimonthly": "twice a month",
    "month": "monthly",
    "every 2 months": "every two months",
    "every 3 months": "quarterly",
    "every three months": "quarterly",
    "quarter": "quarterly",
    "every 6 months": "twice a year",
    "year": "yearly",
    "annually": "yearly",
}


def period_of(word: str) -> str:
    """Return the period that is meant; `ArgumentError` names those there are.

    >>> period_of("Semimonthly")
    'twice a month'
    """
    wanted = " ".join(word.lower().split())
    wanted = ALSO.get(wanted, wanted)
    if wanted not in PERIODS:
        raise ArgumentError("period is not one of: " + ", ".join(PERIODS))
    return wanted


def days_in_month(year: int, month: int) -> int:
    """Return how many days a month has.

    >>> days_in_month(2028, 2)
    29
    """
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days


def is_month_end(day: date) -> bool:
    """Whether a day is the last of its month."""
    return day.day == days_in_month(day.year, day.month)


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or its last day where it is shorter.

    >>> add_months(date(2026, 1, 31), 1), add_months(date(2026, 3, 31), -1)
    (datetime.date(2026, 2, 28), datetime.date(2026, 2, 28))
    """
    place = day.year * 12 + day.month - 1 + months
    year, month = place // 12, place % 12 + 1
    if not 1 <= year < LAST_YEAR:
        raise ArgumentError(TOO_FAR)
    return date(year, month, min(day.day, days_in_month(year, month)))


def half_month(day: date, halves: int) -> date:
    """Return a due date so many half months later: the same day of a month, and the day fifteen away from it.

    >>> half_month(date(2026, 1, 1), 1), half_month(date(2026, 1, 31), 3)
    (datetime.date(2026, 1, 16), datetime.date(2026, 3, 16))
    """
    if halves % 2 == 0:
        return add_months(day, halves // 2)
    if day.day <= 15:
        same_month = add_months(day, halves // 2)
        last = days_in_month(same_month.year, same_month.month)
        return date(same_month.year, same_month.month, min(day.day + 15, last))
    following = add_months(date(day.year, day.month, 1), halves // 2 + 1)
    return date(following.year, following.month, day.day - 15)


def add_periods(day: date, period: UnitPeriod, times: int) -> date:
    """Return the date so many periods later; earlier where `times` is below 0.

    >>> add_periods(date(2026, 12, 1), UnitPeriod("week", 2), -1)
    datetime.date(2026, 11, 17)
    """
    count = times * period.count
    # Half months are not 15 days each: they keep to two days of the month.
    if period.unit == "semimonth":
        return half_month(day, count)
    if period.unit in ("month", "year"):
        return add_months(day, count * (12 if period.unit == "year" else 1))
    if not 1 <= day.year + times * period.days // 365 < LAST_YEAR - 1:
        raise ArgumentError(TOO_FAR)
    return day + timedelta(days=times * period.days)


def due_date(first: date, period: str, number: int) -> date:
    """Return when a payment is due; the first has number 1.

    >>> due_date(date(2026, 12, 1), "monthly", 2), due_date(date(2026, 12, 1), "weekly", 2)
    (datetime.date(2027, 1, 1), datetime.date(2026, 12, 8))
    """
    return add_periods(first, UNIT_PERIODS[period], number - 1)


def months_back(start: date, day: date) -> tuple[int, int]:
    """Return (whole months, days left over) between two days, the months counted back from the later one.

    Between two month ends there are whole months and nothing left over.

    >>> months_back(date(2022, 8, 22), date(2022, 10, 1)), months_back(date(2026, 1, 31), date(2026, 2, 28))
    ((1, 10), (1, 0))
    """
    months = (day.year - start.year) * 12 + day.month - start.month
    # Payments due on the last day of each month are a month apart, though February is short.
    if is_month_end(start) and is_month_end(day):
        return months, 0
    if add_months(day, -months) < start:
        months -= 1
    return months, (add_months(day, -months) - start).days
