"""The spreadsheet's own money functions, with its sign convention: money received is positive, money paid negative.

Arguments in the spreadsheet's order; `due_at_start` is its type 1.  Floats, as
in a cell: these are for comparing offers, never for the cents of a schedule.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from tcsheets.errors import ArgumentError

LOWEST, HIGHEST = -0.999999, 1e6  # rates between which a solution is looked for
STEPS = 200
CLOSE = 1e-15
SMALL = 1e-7


def growth(rate: float, periods: float) -> float:
    """Return what 1 grows to, held within what a float can hold."""
    if rate <= -1:
        raise ArgumentError("a rate of -100 % or less leaves nothing to count with")
    # Beyond these a float overflows; the sign of the result, which is all that a search needs, stays right.
    exponent = periods * math.log(1 + rate)
    return float((1 + rate) ** periods) if -600 < exponent < 600 else math.exp(min(max(exponent, -600.0), 600.0))


def annuity(rate: float, periods: float, due_at_start: bool = False) -> float:
    """Return what payments of 1 grow to."""
    # So near 0 the difference below would be of two numbers that agree in all but their last digits.
    if abs(rate) < SMALL:
        return periods * (1 + (periods - 1) / 2 * rate) * ((1 + rate) if due_at_start else 1)
    return (growth(rate, periods) - 1) / rate * ((1 + rate) if due_at_start else 1)


def fv(rate: float, nper: float, pmt: float, pv: float = 0, due_at_start: bool = False) -> float:
    """Return the future value.

    >>> round(fv(0.1, 5, 100), 2)
    -610.51
    """
    return -(pv * growth(rate, nper) + pmt * annuity(rate, nper, due_at_start))


def pv(rate: float, nper: float, pmt: float, future: float = 0, due_at_start: bool = False) -> float:
    """Return the present value.

    >>> round(pv(0.1, 5, -100), 2)
    379.08
    """
    return -(future + pmt * annuity(rate, nper, due_at_start)) / growth(rate, nper)


def pmt(rate: float, nper: float, present: float, future: float = 0, due_at_start: bool = False) -> float:
    """Return the level payment.

    >>> round(pmt(0.08 / 12, 60, 15000), 4)
    -304.1459
    """
    if nper == 0:
        raise ArgumentError("the number of payments is 0; say how many there are")
    return -(present * growth(rate, nper) + future) / annuity(rate, nper, due_at_start)


def ipmt(rate: float, period: int, nper: float, present: float, future: float = 0, due_at_start: bool = False) -> float:
    """Return the interest in one payment.

    >>> round(ipmt(0.1 / 12, 1, 24, 2000), 4)
    -16.6667
    """
    if not 1 <= period <= nper:
        raise ArgumentError("the payment asked for is not one of the payments; the first is 1")
    if due_at_start and period == 1:
        return 0.0
    payment = pmt(rate, nper, present, future, due_at_start)
    owed = fv(rate, period - 1, payment, present, due_at_start)
    return owed * rate / ((1 + rate) if due_at_start else 1)


def ppmt(rate: float, period: int, nper: float, present: float, future: float = 0, due_at_start: bool = False) -> float:
    """Return the principal in one payment.

    >>> round(ppmt(0.08 / 12, 1, 60, 15000), 4)
    -204.1459
    """
    payment = pmt(rate, nper, present, future, due_at_start)
    return payment - ipmt(rate, period, nper, present, future, due_at_start)


def nper(rate: float, payment: float, present: float, future: float = 0, due_at_start: bool = False) -> float:
    """Return the number of payments; an error where they never pay it off.

    >>> round(nper(0.075, -2000, 0, 100000, True), 4)
    20.7616
    """
    if rate == 0:
        if payment == 0:
            raise ArgumentError("a payment of 0 at no interest never gets there")
        return -(future + present) / payment
    level = payment * ((1 + rate) if due_at_start else 1) / rate
    if level + present == 0 or (level - future) / (level + present) <= 0 or rate <= -1:
        raise ArgumentError("these payments never get there; make the payment larger")
    return math.log((level - future) / (level + present)) / math.log(1 + rate)


def bisected(function: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function is 0 between two places at which its signs differ."""
    at_low = function(low)
    for _ in range(STEPS):
        middle = (low + high) / 2
        value = function(middle)
        if value == 0 or high - low <= CLOSE * max(1.0, abs(middle)):
            return middle
        if (value > 0) == (at_low > 0):
            low, at_low = middle, value
        else:
            high = middle
    return (low + high) / 2


def places_to_look() -> list[float]:
    """Return rates in order, dense around 0, between which solutions are looked for."""
    below = [LOWEST, -0.999, -0.99, -0.95, -0.9] + [-0.9 + 0.02 * step for step in range(1, 40)]
    around = [-0.1 + 0.0025 * step for step in range(161)]
    above = [0.3 * 1.1**step for step in range(1, 158)]
    return below + around + above


def nearest_root(function: Callable[[float], float]) -> float:
    """Return the solution nearest 0; an error where there is none."""
    # Every change of sign in order, not the first that an iteration from a guess falls into.
    roots: list[float] = []
    rates = places_to_look()
    values = [function(rate) for rate in rates]
    for place in range(1, len(rates)):
        before, after = values[place - 1], values[place]
        if before == 0:
            roots.append(rates[place - 1])
        elif (before > 0) != (after > 0) and after != 0:
            roots.append(bisected(function, rates[place - 1], rates[place]))
    if not roots:
        raise ArgumentError("no rate solves this; check the signs: money received is positive, money paid negative")
    return min(roots, key=abs)


def rate(periods: float, payment: float, present: float, future: float = 0, due_at_start: bool = False) -> float:
    """Return the rate of a period; an error where there is none.

    >>> round(rate(10, 0, -3500, 10000), 10)
    0.1106908537
    """
    if periods <= 0 or not (payment or present or future):
        raise ArgumentError("a rate needs payments, and a number of them above 0")

    def left(guess: float) -> float:
        return present + (payment * annuity(guess, periods, due_at_start) + future) / growth(guess, periods)

    return nearest_root(left)


def npv(discount: float, flows: Sequence[float]) -> float:
    """Return the net present value, the first flow undiscounted (a spreadsheet's NPV discounts it too).

    >>> round(npv(0.1, [-100, 121]), 6)
    10.0
    """
    return sum([flow / growth(discount, place) for place, flow in enumerate(flows)])


def irr(flows: Sequence[float]) -> float:
    """Return the internal rate of return, of several the one nearest 0.

    >>> round(irr([-100, 100, 0, 7]), 5)
    0.06206
    """
    if not (any(flow > 0 for flow in flows) and any(flow < 0 for flow in flows)):
        raise ArgumentError("an internal rate needs money paid and money received")
    return nearest_root(lambda guess: npv(guess, flows))


def mirr(flows: Sequence[float], finance_rate: float, reinvest_rate: float) -> float:
    """Return the modified internal rate of return.

    >>> round(mirr([-120000, 39000, 30000, 21000, 37000, 46000], 0.10, 0.12), 6)
    0.126094
    """
    last = len(flows) - 1
    paid = npv(finance_rate, [min(flow, 0.0) for flow in flows])
    received = npv(reinvest_rate, [max(flow, 0.0) for flow in flows])
    if paid == 0 or received == 0:
        raise ArgumentError("a modified internal rate needs money paid and money received")
    return float((-received * growth(reinvest_rate, last) / paid) ** (1 / last) - 1)
