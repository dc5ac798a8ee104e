"""How often a payment is due: periods a year, and the due dates they give."""

from __future__ import annotations

from datetime import date, timedelta

from tcsheets.errors import ArgumentError

PERIODS = ("weekly", "every two weeks", "twice a month", "monthly", "quarterly")
PERIODS_A_YEAR = {"weekly": 52, "every two weeks": 26, "twice a month": 24, "monthly": 12, "quarterly": 4}


def period_of(word: str) -> str:
    """Return the period that is meant; `ArgumentError` names those there are."""
    if word.strip().lower() not in PERIODS:
        raise ArgumentError("period is not one of: " + ", ".join(PERIODS))
    return word.strip().lower()


def days_in_month(year: int, month: int) -> int:
    """Return how many days a month has.

    >>> days_in_month(2028, 2)
    29
    """
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or its last day where it is shorter.

    >>> add_months(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    place = day.year * 12 + day.month - 1 + months
    year, month = place // 12, place % 12 + 1
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


def due_date(first: date, period: str, number: int) -> date:
    """Return when a payment is due; the first has number 1.

    >>> due_date(date(2026, 12, 1), "monthly", 2), due_date(date(2026, 12, 1), "weekly", 2)
    (datetime.date(2027, 1, 1), datetime.date(2026, 12, 8))
    """
    later = number - 1
    if period in ("weekly", "every two weeks"):
        return first + timedelta(days=later * (7 if period == "weekly" else 14))
    if period == "twice a month":
        return half_month(first, later)
    return add_months(first, later * (3 if period == "quarterly" else 1))
