"""In-house payment plans: the level payment, and a schedule whose rows add up to the cent.

The down payment comes first.  Period rate = APR / periods a year.  The payment
is rounded up to the cent; each row's interest is balance x rate, rounded half
up; the last payment takes the remainder; at most 2,000 rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tcsheets.errors import ArgumentError
from tcsheets.lending.periods import PERIODS_A_YEAR, due_date, period_of
from tcsheets.money import PPM, divide_half_up, divide_up, money_text

MOST_ROWS = 2_000
HIGHEST_APR = PPM  # above 100 % a rate is a slip of the pen: 5 for 5 %


@dataclass(frozen=True, slots=True)
class Terms:
    """What a payment plan is agreed on: amount after the down payment in cents, APR in ppm, period.

    interest_from: the number of the first payment that bears interest; those before it bear none.
    """

    principal: int
    apr: int = 0
    period: str = "monthly"
    interest_from: int = 1

    @property
    def rate(self) -> tuple[int, int]:
        """The rate of one period as an exact fraction."""
        return lowest_terms(self.apr, PPM * PERIODS_A_YEAR[self.period])


@dataclass(frozen=True, slots=True)
class Row:
    """One payment in cents; `payment = interest + principal`, and `balance` is what is owed after it."""

    number: int
    due: date | None
    payment: int
    interest: int
    principal: int
    balance: int


def lowest_terms(numerator: int, denominator: int) -> tuple[int, int]:
    """Return a fraction in lowest terms.

    >>> lowest_terms(120_000, 12_000_000)
    (1, 100)
    """
    one, other = numerator, denominator
    while other:
        one, other = other, one % other
    return (numerator // one, denominator // one) if one else (0, 1)


def terms_of(amount: int, apr: int, down_payment: int, period: str, interest_from: int) -> Terms:
    """Return the terms of a plan; `ArgumentError` says what was probably meant."""
    if apr < 0 or apr > HIGHEST_APR:
        meant = f"; for {apr // PPM} % write {apr // PPM}% or {apr / PPM / 100:g}" if apr > 0 else ""
        raise ArgumentError("apr is not a yearly rate between 0 % and 100 %" + meant)
    if amount < 0 or down_payment < 0:
        raise ArgumentError("amount and down_payment are not below 0")
    if down_payment > amount:
        raise ArgumentError(f"down_payment is more than the amount of {money_text(amount)}")
    return Terms(amount - down_payment, apr, period_of(period), max(interest_from, 1))


def level_payment(terms: Terms, count: int) -> int:
    """Return the level payment in cents, rounded up, that pays a plan off in so many payments.

    >>> level_payment(Terms(100_000, 120_000), 12)
    8885
    """
    if not 1 <= count <= MOST_ROWS:
        raise ArgumentError(f"payments is not between 1 and {MOST_ROWS:,d}")
    top, bottom = terms.rate
    free = min(terms.interest_from - 1, count)
    bearing = count - free
    if not top or not bearing:
        return divide_up(terms.principal, count)
    grown, plain = (bottom + top) ** bearing, bottom**bearing
    # payment = factor x (principal - free x payment), with factor = rate / (1 - (1 + rate) ** -bearing)
    factor_top, factor_bottom = top * grown, bottom * (grown - plain)
    return divide_up(terms.principal * factor_top, factor_bottom + free * factor_top)


def next_row(terms: Terms, before: int, payment: int, number: int, last: bool, due: date | None) -> Row:
    """Return the row of one payment on a balance; the last payment, or one that is too large, takes what is left."""
    top, bottom = terms.rate
    interest = divide_half_up(before * top, bottom) if number >= terms.interest_from else 0
    if last or payment >= before + interest:
        return Row(number, due, before + interest, interest, before, 0)
    if payment <= interest:
        least = money_text(interest + 1)
        raise ArgumentError(f"payment {money_text(payment)} does not cover the interest; it must be {least} or more")
    return Row(number, due, payment, interest, payment - interest, before - payment + interest)


def schedule(terms: Terms, payment: int, count: int | None = None, first_due: date | None = None) -> tuple[Row, ...]:
    """Return the rows of a plan: until it is paid, or at most `count` of them, the last of which takes the rest.

    >>> [row.payment for row in schedule(Terms(100_000, 120_000), 25_000)]
    [25000, 25000, 25000, 25000, 2577]
    """
    rows: list[Row] = []
    balance = terms.principal
    while balance > 0:
        number = len(rows) + 1
        if number > MOST_ROWS:
            raise ArgumentError(
                f"payment {money_text(payment)} takes more than {MOST_ROWS:,d} payments; make it larger"
            )
        due = due_date(first_due, terms.period, number) if first_due else None
        rows.append(next_row(terms, balance, payment, number, number == count, due))
        balance = rows[-1].balance
    return tuple(rows)
