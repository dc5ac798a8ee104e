"""The annual percentage rate by the actuarial method of 12 CFR 1026, Appendix J.

Advances and payments are discounted to the first advance: whole unit periods
compound, the odd part before them bears simple interest.  The rate of a unit
period times the unit periods in a year is the APR.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tcsheets.errors import ArgumentError
from tcsheets.lending.periods import UNIT_PERIODS, UnitPeriod, months_back
from tcsheets.lending.unit_periods import Flow, Placed, place_flows, unit_of
from tcsheets.money import PPM

HIGHEST_RATE = 1e6  # of a unit period; nothing a patient signs comes near
NEAR = 1e-13  # of the rate itself; an APR is shown to the hundredth of a percent
LESS = "the payments come to less than what was advanced; there is no rate"


@dataclass(frozen=True, slots=True)
class Run:
    """Equal amounts, a whole number of unit periods after each other: most schedules are one run, or two."""

    placed: Placed
    step: int = 1
    count: int = 1


def continues(run: Run, flow: Placed) -> bool:
    """Whether an amount is the next of a run; the second of a run says how far apart they are."""
    gap = flow.whole - run.placed.whole - run.step * (run.count - 1)
    alike = (flow.amount, flow.odd) == (run.placed.amount, run.placed.odd)
    return alike and gap > 0 and (run.count == 1 or gap == run.step)


def runs_of(flows: Sequence[Placed]) -> list[Run]:
    """Return flows in order as runs of equal amounts."""
    runs: list[Run] = []
    for flow in flows:
        if runs and continues(runs[-1], flow):
            first = runs[-1].placed
            step = (flow.whole - first.whole) // runs[-1].count
            runs[-1] = Run(first, step, runs[-1].count + 1)
        else:
            runs.append(Run(flow))
    return runs


def present_value(runs: Sequence[Run], rate: float) -> float:
    """Return the value at the first advance of runs of amounts, at the rate of a unit period."""
    total = 0.0
    # By logarithms, since a high rate raised to the power of a long term is more than a float holds.
    log = math.log(1 + rate)
    for run in runs:
        # A run is a geometric series; so near a rate of 0 that its sum would be 0 / 0, it is the count.
        fall = 1 - math.exp(-log * run.step)
        times = (1 - math.exp(-log * run.step * run.count)) / fall if fall > 1e-9 else run.count
        total += run.placed.amount * times * math.exp(-log * run.placed.whole) / (1 + run.placed.odd * rate)
    return total


def upper_bound(lent: Sequence[Run], paid: Sequence[Run]) -> float:
    """Return a rate of a unit period at which payments are worth less than the advances."""
    # Doubling from a low rate finds the root nearest 0, where advances between payments make more than one.
    high = 0.01
    while present_value(paid, high) > present_value(lent, high):
        high *= 2
        if high > HIGHEST_RATE:
            raise ArgumentError("no rate makes these payments worth what was advanced; check amounts and dates")
    return high


def unit_rate(advances: Sequence[Placed], payments: Sequence[Placed]) -> float:
    """Return the rate of a unit period at which the payments are worth the advances."""
    surplus = sum([flow.amount for flow in payments]) - sum([flow.amount for flow in advances])
    if surplus < 0:
        raise ArgumentError(LESS)
    # No finance charge: exactly 0, and not the rounding of a float.
    if not surplus:
        return 0.0
    lent, paid = runs_of(advances), runs_of(payments)
    low, high = 0.0, upper_bound(lent, paid)
    # Halving cannot miss, as Newton's steps can where payments and advances alternate.
    while high - low > NEAR * high:
        middle = (low + high) / 2
        if present_value(paid, middle) > present_value(lent, middle):
            low = middle
        else:
            high = middle
    return high


def yearly(rate: float, unit: UnitPeriod) -> int:
    """Return the rate of a unit period as a yearly rate in ppm, rounded half up."""
    a_year, count = unit.a_year
    return int(rate * a_year / count * PPM + 0.5)


def check_flows(advances: Sequence[Flow], payments: Sequence[Flow]) -> None:
    """Refuse what has no APR: nothing advanced or paid, amounts not above 0, a payment before the first advance."""
    if not advances or not payments:
        raise ArgumentError("an APR needs an amount financed and at least one payment")
    if min([flow.amount for flow in list(advances) + list(payments)]) <= 0:
        raise ArgumentError("an advance or payment is not above 0; leave it out")
    first, paid = min([flow.day for flow in advances]), min([flow.day for flow in payments])
    if paid <= first:
        raise ArgumentError(f"a payment is due on {paid}, and nothing is advanced before {first}; check the dates")


def apr(advances: Sequence[Flow], payments: Sequence[Flow], unit: UnitPeriod | None = None) -> int:
    """Return the annual percentage rate in ppm.

    unit: the unit period, where the contract names it; None, it is found from the dates.

    >>> from tcsheets.lending.unit_periods import series
    >>> from datetime import date
    >>> apr([Flow(date(1978, 1, 10), 500000)], series(date(1978, 2, 10), UnitPeriod("month"), 24, 23000))
    96857
    """
    check_flows(advances, payments)
    # One advance and one payment have a unit period of their own: the term (Appendix J (b)(4)(ii)).
    if len(advances) == 1 and len(payments) == 1:
        return single_payment_apr(advances[0], payments[0])
    start = min([flow.day for flow in advances])
    unit = unit or unit_of([flow.day for flow in list(advances) + list(payments)])
    return yearly(unit_rate(place_flows(start, advances, unit), place_flows(start, payments, unit)), unit)


def single_term(start: date, day: date) -> UnitPeriod:
    """Return the unit period of one advance and one payment: the term, in whole months or else days; at most a year."""
    months, days = months_back(start, day)
    if months > 12 or (months == 12 and days):
        return UnitPeriod("year")
    return UnitPeriod("day", (day - start).days) if days or not months else UnitPeriod("month", months)


def single_payment_apr(advance: Flow, payment: Flow) -> int:
    """Return the APR in ppm of one advance and one payment.

    A term under a year that is not whole months counts days / 365.
    """
    unit = single_term(advance.day, payment.day)
    paid = place_flows(advance.day, [payment], unit)
    return yearly(unit_rate([Placed(0, 0.0, advance.amount)], paid), unit)


def regular_apr(amount: int, payments: Sequence[int], period: str) -> int:
    """Return the APR in ppm of payments one period apart, the first one period after the amount is advanced.

    >>> regular_apr(500_000, [23_000] * 24, "monthly")
    96857
    """
    if not payments or amount <= 0:
        raise ArgumentError("an APR needs an amount financed and at least one payment")
    paid = [Placed(number, 0.0, payment) for number, payment in enumerate(payments, start=1) if payment]
    return yearly(unit_rate([Placed(0, 0.0, amount)], paid), UNIT_PERIODS[period])
