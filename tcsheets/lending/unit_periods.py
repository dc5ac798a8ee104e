"""Unit periods of 12 CFR 1026, Appendix J (b)(3) to (5): which one a schedule has, and where its payments stand in it.

All months are equal, and are counted back from the later of two days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tcsheets.lending.periods import UnitPeriod, add_periods, months_back

MONTH_DAYS = 365 / 12  # for saying which of two standard intervals is nearer


@dataclass(frozen=True, slots=True)
class Flow:
    """An amount in cents advanced or paid on a day."""

    day: date
    amount: int


@dataclass(frozen=True, slots=True)
class Placed:
    """An amount in cents, so many whole unit periods and an odd part of one after the first advance."""

    whole: int
    odd: float
    amount: int


def series(first: date, every: UnitPeriod, count: int, amount: int) -> list[Flow]:
    """Return equal amounts at equal intervals.

    >>> series(date(2026, 1, 31), UnitPeriod("month"), 2, 5000)[1]
    Flow(day=datetime.date(2026, 2, 28), amount=5000)
    """
    return [Flow(add_periods(first, every, number), amount) for number in range(count)]


def span_in(start: date, day: date, unit: UnitPeriod) -> tuple[int, float]:
    """Return (whole unit periods, odd part of one) from a day to a later one.

    A unit of months counts 30 days for a whole month and then the days left over; one of half months in the same way,
    over 15; a unit of years counts left-over whole months in twelfths, other days over 365.

    >>> span_in(date(1978, 5, 23), date(1978, 10, 1), UnitPeriod("month", 3))
    (1, 0.43333333333333335)
    """
    months, days = months_back(start, day)
    # Appendix J (b)(5)(v): twelfths only where nothing but whole months is left over.
    if unit.unit == "year":
        whole = months // 12
        later = add_periods(day, unit, -whole)
        return whole, (later - start).days / 365 if days else (months % 12) / 12
    term = (day - start).days if unit.unit in ("day", "week") else 30 * months + days
    return term // unit.days, (term % unit.days) / unit.days


def place_flows(start: date, flows: Sequence[Flow], unit: UnitPeriod) -> list[Placed]:
    """Return amounts in order of their days, placed in unit periods from a day on.

    An amount a whole number of unit periods after the first shares its odd part; any other is counted back on its own.
    """
    found: list[Placed] = []
    days = sorted([(flow.day, place) for place, flow in enumerate(flows)])
    first = days[0][0]
    whole, odd = span_in(start, first, unit)
    number = 0
    for day, place in days:
        # From the first payment on, since one month after January 31 is a whole month, though of 28 days.
        while add_periods(first, unit, number) < day:
            number += 1
        at = (whole + number, odd) if add_periods(first, unit, number) == day else span_in(start, day, unit)
        found.append(Placed(at[0], at[1], flows[place].amount))
    return found


def interval(start: date, day: date) -> UnitPeriod:
    """Return the time between two days as years, months, half months, weeks or days.

    >>> interval(date(2026, 1, 31), date(2026, 2, 28)), interval(date(2026, 1, 1), date(2026, 1, 15))
    (UnitPeriod(unit='month', count=1), UnitPeriod(unit='week', count=2))
    """
    months, over = months_back(start, day)
    if months and not over:
        return UnitPeriod("year", months // 12) if months % 12 == 0 else UnitPeriod("month", months)
    days = (day - start).days
    # The 1st to the 16th, or the 15th to the last: half a month, whatever the month.
    if days in (15, 16):
        return UnitPeriod("semimonth")
    return UnitPeriod("week", days // 7) if days % 7 == 0 else UnitPeriod("day", days)


def are_half_months(found: Sequence[UnitPeriod]) -> bool:
    """Whether most intervals are half months: 13 to 17 days, and not all alike, as two weeks would be."""
    lengths = [each.days for each in found if each.unit != "month" and 13 <= each.days <= 17]
    return len(lengths) > len(found) // 2 and len(set(lengths)) > 1


def standard_interval(days: float) -> UnitPeriod:
    """Return the standard interval nearest to an average: day, weeks, half a month or months, at most a year.

    >>> standard_interval(20), standard_interval(46)
    (UnitPeriod(unit='week', count=3), UnitPeriod(unit='week', count=7))
    """
    known = [(1.0, UnitPeriod("day")), (MONTH_DAYS / 2, UnitPeriod("semimonth"))]
    known += [(7.0 * count, UnitPeriod("week", count)) for count in range(1, 53)]
    known += [(MONTH_DAYS * count, UnitPeriod("month", count)) for count in range(1, 13)]
    nearest = min([(abs(length - days), length, place) for place, (length, _) in enumerate(known)])
    return known[nearest[2]][1]


def unit_of(days: Sequence[date]) -> UnitPeriod:
    """Return the unit period of a transaction from the days of its advances and payments.

    The interval that occurs most often, of equals the shorter, at most a year; where none occurs twice, the standard
    interval nearest to their average.
    """
    ordered = sorted(set(days))
    found = [interval(ordered[place - 1], ordered[place]) for place in range(1, len(ordered))]
    if are_half_months(found):
        return UnitPeriod("semimonth")
    most = min([(-found.count(each), each.days, place) for place, each in enumerate(found)])
    # Once each is no common period (Appendix J (b)(4)(i)(B)).
    if most[0] == -1 and len(found) > 1:
        return standard_interval((ordered[-1] - ordered[0]).days / len(found))
    best = found[most[2]]
    return UnitPeriod("year") if best.days > 365 else best
