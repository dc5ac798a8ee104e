"""Promotional offers told honestly: deferred interest is not 0 %.

No interest if it is paid in full in time; otherwise interest from the day of
purchase.  It accrues month by month on what is owed, at APR / 12, rounded half
up, and bears none itself; a lender that counts by the day comes to a little more.
"""

from __future__ import annotations

from dataclasses import dataclass

from tcsheets.errors import ArgumentError
from tcsheets.lending.spans import Terms, check_rate
from tcsheets.money import divide_half_up, divide_up

MOST_MONTHS = 120


@dataclass(frozen=True, slots=True)
class PromoCost:
    """What a promotional offer costs, in cents, with a payment a month.

    safe_payment avoids all interest.  `left` is owed when the period ends.  If that is not 0, or if the last payment
    is late, `interest` from the day of purchase is added; `owed_then` is both, or the late payment with it.
    """

    safe_payment: int
    payment: int
    left: int
    interest: int
    owed_then: int


def minimum_payment(amount: int, months: int, floor: int = 0) -> int:
    """Return a lender's minimum payment: the larger of amount / months, to the nearest cent, and a floor.

    >>> minimum_payment(120_000, 24, 2_500), minimum_payment(120_000, 24, 10_000)
    (5000, 10000)
    """
    if months < 1:
        raise ArgumentError("months is 0; say over how many months it is paid")
    return max(divide_half_up(amount, months), floor)


def accrued(amount: int, months: int, apr: int, payment: int) -> tuple[int, int, int]:
    """Return (what is left, interest accrued since the purchase, the last payment) after so many monthly payments.

    >>> accrued(120_000, 12, 299_900, 10_000)
    (0, 19494, 10000)
    """
    top, bottom = Terms(amount, apr).rate
    owed, interest, last = amount, 0, 0
    # Interest first: what is paid on the last day has been owed for the whole month.
    for _ in range(months):
        interest += divide_half_up(owed * top, bottom)
        last = min(payment, owed) or last
        owed -= min(payment, owed)
    return owed, interest, last


def promo_cost(amount: int, months: int, apr: int, payment: int = 0, floor: int = 0) -> PromoCost:
    """Return what a promotional offer costs; with no payment chosen, the one that avoids interest, or the floor."""
    check_rate(apr)
    if amount <= 0:
        raise ArgumentError("amount is not above 0; say what is financed")
    if not 1 <= months <= MOST_MONTHS:
        raise ArgumentError(f"months is not between 1 and {MOST_MONTHS}; the usual are 6, 12, 18 and 24")
    safe = divide_up(amount, months)
    paid = min(payment or max(safe, floor), amount)
    left, interest, last = accrued(amount, months, apr, paid)
    return PromoCost(safe, paid, left, interest, (left or last) + interest)
