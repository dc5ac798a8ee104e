"""Lenders' offers told honestly: deferred interest is not 0 %.

A promotional offer bears no interest if it is paid in full in time; otherwise
interest is owed from the day of purchase.  Minimum payment = the larger of
amount / months and a floor.  Interest accrues month by month on what is owed,
at APR / 12, rounded half up, and is not itself charged interest.
"""

from __future__ import annotations

from dataclasses import dataclass

from tcsheets.errors import ArgumentError
from tcsheets.lending.spans import MOST_ROWS, Terms
from tcsheets.money import divide_half_up, divide_up


@dataclass(frozen=True, slots=True)
class PromoCost:
    """What a promotional offer costs, in cents.

    safe_payment avoids all interest.  With `payment` a month, `left` is owed when the period ends; if that is not 0,
    or if the last cent is late, `interest` from the day of purchase falls due.
    """

    safe_payment: int
    payment: int
    left: int
    interest: int
    interest_if_late: int


def minimum_payment(amount: int, months: int, floor: int) -> int:
    """Return the larger of amount / months, rounded up, and a floor; never more than the amount.

    >>> minimum_payment(120_000, 24, 2_500), minimum_payment(120_000, 24, 10_000)
    (5000, 10000)
    """
    return min(max(divide_up(amount, months), floor), amount)


def accrued(amount: int, months: int, apr: int, payment: int) -> tuple[int, int]:
    """Return (what is still owed, interest accrued since the purchase) after so many monthly payments.

    >>> accrued(120_000, 12, 299_900, 10_000)
    (0, 19494)
    """
    top, bottom = Terms(amount, apr).rate
    owed, interest = amount, 0
    for _ in range(months):
        interest += divide_half_up(owed * top, bottom)
        owed = max(owed - payment, 0)
    return owed, interest


def promo_cost(amount: int, months: int, apr: int, payment: int, floor: int) -> PromoCost:
    """Return what a promotional offer costs with a payment a month; 0 is the lender's minimum."""
    if not 1 <= months <= MOST_ROWS or amount <= 0:
        raise ArgumentError("amount and months are above 0; say what is financed and for how many months")
    safe = divide_up(amount, months)
    paid = payment or minimum_payment(amount, months, floor)
    left, interest = accrued(amount, months, apr, paid)
    late = accrued(amount, months, apr, safe)[1]
    return PromoCost(safe, paid, left, interest if left else 0, late)
