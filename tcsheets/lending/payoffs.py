"""What pays off a loan with interest by the day."""

from __future__ import annotations

from datetime import date

from tcsheets.errors import ArgumentError
from tcsheets.lending.spans import DAY_COUNTS, day_rate
from tcsheets.money import divide_half_up


def total_due(balance: int, apr: int, day_count: str, since: date, day: date) -> int:
    """Return what pays off a balance on a day, in cents: the balance and its interest since the last payment.

    What is paid above it is overpaid, and goes back.

    >>> total_due(1_000_000, 36_500, "actual/365", date(2026, 1, 15), date(2026, 1, 25))
    1001000
    """
    if day_count not in DAY_COUNTS[1:]:
        raise ArgumentError("day_count is not one of: " + ", ".join(DAY_COUNTS[1:]))
    if day < since:
        raise ArgumentError(f"{day} comes before {since}; check the order of dates")
    top, bottom = day_rate(since, day, apr, day_count)
    return balance + divide_half_up(balance * top, bottom)
