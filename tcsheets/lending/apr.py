"""The annual percentage rate by the actuarial method of 12 CFR 1026, Appendix J.

Advances and payments are discounted to the first advance: whole unit periods
compound, the odd part before them bears simple interest.  The unit period is
the interval that occurs most often; the rate of a unit period times the unit
periods in a year is the APR.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tcsheets.errors import ArgumentError
from tcsheets.lending.periods import add_months

UnitName = Literal["day", "week", "semimonth", "month", "year"]
UNITS_A_YEAR = {"day": 365.0, "week": 52.0, "semimonth": 24.0, "month": 12.0, "year": 1.0}
DAYS_IN_UNIT = {"day": 1, "week": 7, "semimonth": 15, "month": 30, "year": 365}
HIGHEST_RATE = 1e6
STEPS = 300


@dataclass(frozen=True, slots=True)
class Flow:
    """An amount in cents advanced or paid on a day."""

    day: date
    amount: int


@dataclass(frozen=True, slots=True)
class UnitPeriod:
    """A unit period: so many days, weeks, half months, months or years."""

    unit: UnitName
    count: int = 1

    @property
    def a_year(self) -> float:
        """How many there are in a year."""
        return UNITS_A_YEAR[self.unit] / self.count

    @property
    def days(self) -> int:
        """The days by which an odd part is divided."""
        return DAYS_IN_UNIT[self.unit] * self.count


def back(day: date, unit: UnitPeriod, periods: int) -> date:
    """Return the day so many unit periods before a day."""
    if unit.unit in ("day", "week"):
        return day - timedelta(days=periods * unit.days)
    return add_months(day, -periods * unit.count * (12 if unit.unit == "year" else 1))


def span(start: date, day: date, unit: UnitPeriod) -> tuple[int, float]:
    """Return (whole unit periods, odd part of one) from a day to a later one, counted back from the later one.

    >>> span(date(1978, 5, 23), date(1978, 10, 1), UnitPeriod("month", 3))
    (1, 0.43333333333333335)
    """
    if unit.unit == "semimonth":
        return half_months(start, day)
    whole = max((day - start).days // max(unit.days, 1) - 2, 0)
    while back(day, unit, whole + 1) >= start:
        whole += 1
    return whole, odd_part(start, back(day, unit, whole), unit)


def half_months(start: date, day: date) -> tuple[int, float]:
    """Return the span in half months: two for each whole month, one for 15 days of the rest, odd days over 15.

    >>> half_months(date(2026, 1, 15), date(2026, 3, 2))
    (3, 0.2)
    """
    months = 0
    while add_months(day, -(months + 1)) >= start:
        months += 1
    days = (add_months(day, -months) - start).days
    return 2 * months + (1 if days >= 15 else 0), max(days % 15 if days < 30 else days - 15, 0) / 15


def odd_part(start: date, day: date, unit: UnitPeriod) -> float:
    """Return what is left over as a part of a unit period.

    Whole months in it count 30 days, or twelfths of a unit of years where nothing else is left.
    """
    months = 0
    while unit.unit in ("month", "year") and add_months(day, -(months + 1)) >= start:
        months += 1
    days = (add_months(day, -months) - start).days
    if unit.unit == "year":
        return months / (12 * unit.count) if not days else (day - start).days / unit.days
    return (30 * months + days) / unit.days


def present_value(flows: Sequence[tuple[int, float, int]], rate: float) -> float:
    """Return the value at the first advance of flows given as (whole units, odd part, cents)."""
    return sum([amount / ((1 + odd * rate) * (1 + rate) ** whole) for whole, odd, amount in flows])


def unit_rate(advances: Sequence[tuple[int, float, int]], payments: Sequence[tuple[int, float, int]]) -> float:
    """Return the rate of a unit period at which payments are worth the advances, to the last digit."""

    def owed(rate: float) -> float:
        return present_value(payments, rate) - present_value(advances, rate)

    low, high = 0.0, 1.0
    if owed(low) < 0:
        raise ArgumentError("the payments are less than what was advanced; there is no rate")
    while owed(high) > 0:
        low, high = high, high * 2
        if high > HIGHEST_RATE:
            raise ArgumentError("no rate makes these payments worth what was advanced; check amounts and dates")
    for _ in range(STEPS):
        middle = (low + high) / 2
        if owed(middle) > 0:
            low = middle
        else:
            high = middle
        if high - low <= 1e-16 * max(1.0, high):
            break
    return (low + high) / 2


def check_flows(advances: Sequence[Flow], payments: Sequence[Flow]) -> None:
    """Refuse what has no APR: nothing advanced or paid, amounts not above 0, a payment before the first advance."""
    if not advances or not payments:
        raise ArgumentError("an APR needs at least one advance and one payment")
    if any(flow.amount <= 0 for flow in list(advances) + list(payments)):
        raise ArgumentError("an advance or payment is not above 0; leave it out")
    start = min([flow.day for flow in advances])
    if min([flow.day for flow in payments]) <= start:
        raise ArgumentError("a payment is due on or before the day of the first advance; check the dates")


def apr(advances: Sequence[Flow], payments: Sequence[Flow], unit: UnitPeriod | None = None) -> float:
    """Return the annual percentage rate, as a share of 1.

    unit: the unit period, where the contract names it; left out, it is found from the dates.

    >>> monthly = [Flow(add_months(date(1978, 2, 10), number), 23000) for number in range(24)]
    >>> round(100 * apr([Flow(date(1978, 1, 10), 500000)], monthly), 2)
    9.69
    """
    check_flows(advances, payments)
    start = min([flow.day for flow in advances])
    if len(advances) == 1 and len(payments) == 1:
        return single_payment_apr(advances[0], payments[0])
    unit = unit or unit_of(sorted({flow.day for flow in list(advances) + list(payments)}))
    at = [span(start, flow.day, unit) + (flow.amount,) for flow in advances]
    back_at = [span(start, flow.day, unit) + (flow.amount,) for flow in payments]
    return unit_rate(at, back_at) * unit.a_year


def single_payment_apr(advance: Flow, payment: Flow) -> float:
    """Return the APR of one advance and one payment: the term is the unit period, at most a year.

    A term under a year that is not whole months counts days / 365.
    """
    months = whole_months(advance.day, payment.day)
    if payment.day > add_months(advance.day, 12):
        unit = UnitPeriod("year")
        return unit_rate([(0, 0.0, advance.amount)], [span(advance.day, payment.day, unit) + (payment.amount,)])
    rate = payment.amount / advance.amount - 1
    if rate < 0:
        raise ArgumentError("the payments are less than what was advanced; there is no rate")
    return rate * 12 / months if months else rate * 365 / (payment.day - advance.day).days


def whole_months(start: date, day: date) -> int:
    """Return the months between two days if they are whole, otherwise 0."""
    months = (day.year - start.year) * 12 + day.month - start.month
    return months if months > 0 and add_months(start, months) == day else 0


def interval(start: date, day: date) -> UnitPeriod:
    """Return the interval between two days as a unit period: years, months, half months, weeks or days."""
    months = whole_months(start, day)
    if months and months % 12 == 0:
        return UnitPeriod("year", months // 12)
    if months:
        return UnitPeriod("month", months)
    days = (day - start).days
    return UnitPeriod("week", days // 7) if days % 7 == 0 else UnitPeriod("day", days)


def unit_of(days: Sequence[date]) -> UnitPeriod:
    """Return the unit period of some days in order: the interval that occurs most often, of equals the shorter.

    Days of half a month apart alternate between 13 and 17; they are taken together.  No interval twice: the average.
    """
    found = [interval(days[place - 1], days[place]) for place in range(1, len(days))]
    half = [each for each in found if each.unit in ("day", "week") and 13 <= each.days <= 17]
    if len(half) > len(found) // 2 and len({each.days for each in half}) > 1:
        return UnitPeriod("semimonth")
    counted = sorted([(-found.count(each), each.days, place) for place, each in enumerate(found)])
    if counted[0][0] == -1 and len(found) > 1:
        return UnitPeriod("day", max(round((days[-1] - days[0]).days / len(found)), 1))
    best = found[counted[0][2]]
    return UnitPeriod("year") if best.days > 365 else best
