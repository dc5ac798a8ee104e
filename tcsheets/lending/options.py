"""Ways to pay laid out to choose from: down payments against numbers of payments, and the other way round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tcsheets.errors import ArgumentError, Problem
from tcsheets.lending.schedules import Row, check_count, level_fraction, level_payment, schedule
from tcsheets.lending.spans import Terms
from tcsheets.money import money_text, share_of

SHOWN = ("payment", "total", "interest")
USUAL_SHARES = (0, 100_000, 200_000, 300_000, 400_000, 500_000)  # of the amount, as down payments
USUAL_TERMS = (6, 12, 18, 24)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to pay, in cents: `total = down_payment + all payments`, and interest is what of it is interest."""

    down_payment: int
    payments: int
    payment: int
    last_payment: int
    interest: int
    total: int


def way_of(down_payment: int, rows: Sequence[Row]) -> Way:
    """Return a schedule as a way to pay."""
    interest, paid = sum([row.interest for row in rows]), sum([row.payment for row in rows])
    first, last = (rows[0].payment, rows[-1].payment) if rows else (0, 0)
    return Way(down_payment, len(rows), first, last, interest, down_payment + paid)


def usual_down_payments(amount: int) -> list[int]:
    """Return nothing down, and tenths of the amount up to half.

    >>> usual_down_payments(100_000)[:3]
    [0, 10000, 20000]
    """
    return [share_of(amount, share) for share in USUAL_SHARES]


def after_down_payment(terms: Terms, down_payment: int) -> Terms:
    """Return the terms of what a down payment leaves; `terms` are those of the whole amount."""
    if down_payment > terms.principal:
        raise ArgumentError(
            f"down payment {money_text(down_payment)} is more than the amount of {money_text(terms.principal)}"
        )
    return replace(terms, principal=terms.principal - down_payment)


def way_in(terms: Terms, down_payment: int, count: int) -> Way:
    """Return the way to pay with a down payment and so many level payments.

    >>> way_in(Terms(100_000, 120_000), 0, 12).interest
    6619
    """
    left = after_down_payment(terms, down_payment)
    return way_of(down_payment, schedule(left, level_payment(left, count), count))


def grid(
    terms: Terms, down_payments: Sequence[int], counts: Sequence[int], shown: str
) -> tuple[list[list[int]], list[Problem]]:
    """Return a row for each down payment: the down payment, then a figure in cents for each number of payments.

    A down payment that is more than the amount is a problem, and has no row.

    >>> grid(Terms(120_000), [0, 60_000], [6, 12], "payment")[0]
    [[0, 20000, 10000], [60000, 10000, 5000]]
    """
    rows: list[list[int]] = []
    problems: list[Problem] = []
    # Before the first row: a term that is none is a fault of the call, not of a row.
    for count in counts:
        check_count(count)
    for down in down_payments:
        if down > terms.principal:
            problems.append(Problem("down_payments", f"{money_text(down)} is more than the amount"))
        else:
            ways = [way_in(terms, down, count) for count in counts]
            rows.append([down] + [figure(way, shown) for way in ways])
    return rows, problems


def figure(way: Way, shown: str) -> int:
    """Return the figure of a way to pay that is asked for, in cents."""
    return {"payment": way.payment, "total": way.total, "interest": way.interest}[shown]


def down_payment_needed(terms: Terms, count: int, affordable: int) -> int:
    """Return the smallest down payment in cents with which so many payments are at most what is affordable.

    >>> down_payment_needed(Terms(120_000), 12, 8_000)
    24000
    """
    # The payment is principal x grown / paid, rounded up: turned round, the largest principal, rounded down.
    grown, paid = level_fraction(replace(terms, principal=1), count)
    return max(terms.principal - affordable * paid // grown, 0)


def affordable_ways(
    terms: Terms, down_payments: Sequence[int], counts: Sequence[int], affordable: int
) -> tuple[list[Way], list[Problem]]:
    """Return the ways to pay no more than is affordable each time.

    First for each number of payments, with the down payment it needs; then for each down payment, with as many
    payments as it takes.
    """
    ways = [way_in(terms, down_payment_needed(terms, count, affordable), count) for count in counts]
    problems: list[Problem] = []
    for down in down_payments:
        try:
            ways.append(way_of(down, schedule(after_down_payment(terms, down), affordable)))
        except ArgumentError as error:
            problems.append(Problem(f"{money_text(down)} down", str(error)))
    return ways, problems
