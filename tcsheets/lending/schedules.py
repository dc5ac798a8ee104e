"""Payment schedules whose rows add up to the cent: in-house plans, and lenders' loans with interest by the day.

The down payment comes first.  Period rate = APR / periods a year, or APR x days
/ days in the year where a day count is agreed on.  The payment is rounded up to
the cent (a lender's to the nearest); each row's interest is balance x rate,
rounded half up; the last payment takes the remainder; at most 2,000 rows.
Interest that a missed payment leaves unpaid is owed on, and bears none itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tcsheets.errors import ArgumentError
from tcsheets.lending.spans import MOST_ROWS, Terms, first_spans, spans
from tcsheets.money import divide_half_up, divide_up, money_text

# What a row is to be paid: from its number, the interest owed, and the interest that is new in it.
PaymentRule = Callable[[int, int, int], int]


@dataclass(frozen=True, slots=True)
class Row:
    """One payment in cents; `payment = interest + principal`, and `balance` is the principal owed after it."""

    number: int
    due: date | None
    payment: int
    interest: int
    principal: int
    balance: int


@dataclass(frozen=True, slots=True)
class Change:
    """A payment that differs: paid in place of the agreed one (0 is a missed one; None leaves it), and extra on top."""

    row: int
    number: int
    payment: int | None = None
    extra: int = 0


def check_count(count: int) -> None:
    """Refuse a number of payments that is none."""
    if not 1 <= count <= MOST_ROWS:
        raise ArgumentError(f"payments is not between 1 and {MOST_ROWS:,d}")


def level_fraction(terms: Terms, count: int, balloon: int = 0) -> tuple[int, int]:
    """Return the exact level payment as a fraction of cents.

    A balloon is what the last of the payments pays on top.
    """
    check_count(count)
    # What 1 lent and payments of 1 each come to by the last payment, as parts of `whole`: no fraction is rounded, so
    # that the one cent by which a payment is rounded up is the right one.
    grown, paid, whole = 1, 0, 1
    for span in first_spans(terms, count):
        top, bottom = span.rate
        whole *= bottom
        grown, paid = grown * (bottom + top), paid * (bottom + top) + whole
    return terms.principal * grown - balloon * whole, paid


def level_payment(terms: Terms, count: int, nearest: bool = False, balloon: int = 0) -> int:
    """Return the level payment in cents, rounded up, that pays a plan off in so many payments.

    nearest: round half up to the nearest cent, as lenders do.

    >>> level_payment(Terms(100_000, 120_000), 12), level_payment(Terms(100_000, 120_000), 12, True)
    (8885, 8885)
    """
    top, bottom = level_fraction(terms, count, balloon)
    if top < 0:
        raise ArgumentError("balloon is more than the amount with its interest; make it smaller")
    return divide_half_up(top, bottom) if nearest else divide_up(top, bottom)


def level(payment: int, ends: bool = False) -> PaymentRule:
    """Return the rule of a level payment; one that does not cover its interest is refused.

    ends: the number of payments is agreed on, so one that covers just its interest does: the last takes the rest.
    """

    def wanted(_number: int, _owed: int, new: int) -> int:
        least = new if ends else new + 1
        if payment < least:
            says = f"payment {money_text(payment)} does not cover the interest; it must be "
            raise ArgumentError(says + f"{money_text(least)} or more")
        return payment

    return wanted


def interest_only() -> PaymentRule:
    """Return the rule of a loan that pays its interest; the last payment pays the principal."""
    return lambda _number, owed, _new: owed


def fixed_principal(principal: int) -> PaymentRule:
    """Return the rule of a loan that pays the same principal each time, with its interest on top."""
    return lambda _number, owed, _new: owed + principal


def given(payments: Sequence[int]) -> PaymentRule:
    """Return the rule of payments agreed on one by one; after the last of them, interest only."""
    return lambda number, owed, _new: payments[number - 1] if number <= len(payments) else owed


def changed(rule: PaymentRule, changes: Sequence[Change]) -> PaymentRule:
    """Return a rule with odd, extra and missed payments in it; of two changes of one payment the later holds."""
    by_number = {change.number: change for change in changes}

    def wanted(number: int, owed: int, new: int) -> int:
        change = by_number.get(number)
        if change is None:
            return rule(number, owed, new)
        return (rule(number, owed, new) if change.payment is None else change.payment) + change.extra

    return wanted


def rows_by(terms: Terms, rule: PaymentRule, count: int | None = None) -> tuple[Row, ...]:
    """Return the rows of a plan: until it is paid, or at most `count` of them, the last of which takes the rest."""
    rows: list[Row] = []
    balance, unpaid = terms.principal, 0
    if not balance:
        return ()
    for number, span in enumerate(spans(terms), start=1):
        # A payment a cent above its interest would go on for centuries.
        if number > MOST_ROWS:
            raise ArgumentError(f"the plan takes more than {MOST_ROWS:,d} payments; make the payment larger")
        # On the principal alone: interest on unpaid interest is what an in-house plan must not charge.
        new = divide_half_up(balance * span.rate[0], span.rate[1])
        owed = unpaid + new
        payment = balance + owed if number == count else min(rule(number, owed, new), balance + owed)
        interest = min(payment, owed)
        unpaid, balance = owed - interest, balance - payment + interest
        rows.append(Row(number, span.due, payment, interest, payment - interest, balance))
        if not balance and not unpaid:
            break
    return tuple(rows)


def schedule(terms: Terms, payment: int, count: int | None = None) -> tuple[Row, ...]:
    """Return the rows of a plan with a level payment.

    >>> [row.payment for row in schedule(Terms(100_000, 120_000), 25_000)]
    [25000, 25000, 25000, 25000, 2577]
    """
    return rows_by(terms, level(payment, count is not None), count)


def unrounded_rows(terms: Terms, count: int = 0, payment: int = 0) -> tuple[Row, ...]:
    """Return the rows of a plan that keeps its fractions of a cent, each figure rounded only for show.

    So a row, or all of them, may miss the sum by a cent.  Without a payment, the exact level one.

    >>> unrounded_rows(Terms(250_000, 82_400), 12)[9]
    Row(number=10, due=None, payment=21775, interest=442, principal=21332, balance=43105)
    """
    # All amounts are whole numbers of one part of a cent, which gets smaller with each row's rate.
    level_top, whole = (payment, 1) if payment else level_fraction(terms, count)
    balance = terms.principal * whole
    rows: list[Row] = []
    for span in first_spans(terms, count or MOST_ROWS):
        top, bottom = span.rate
        interest, level_top, whole = balance * top, level_top * bottom, whole * bottom
        owed = balance * bottom + interest
        paid = owed if len(rows) + 1 == count else min(level_top, owed)
        balance = owed - paid
        shown = [divide_half_up(part, whole) for part in (paid, interest, paid - interest, balance)]
        rows.append(Row(len(rows) + 1, span.due, shown[0], shown[1], shown[2], shown[3]))
        if not balance:
            return tuple(rows)
    raise ArgumentError("the payment does not pay the plan off; make it larger")
