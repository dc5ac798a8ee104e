"""The Payments functions: declarations over `tcsheets.lending`."""

from __future__ import annotations

from tcsheets.errors import ArgumentError
from tcsheets.functions.kinds import Count, Date, Money, Rate, Spill, Text
from tcsheets.functions.registry import sheet_function
from tcsheets.lending.schedules import level_payment, schedule, terms_of
from tcsheets.tables import Column


@sheet_function("Payments")
def TC_PAYMENT(
    amount: Money,
    apr: Rate = 0,
    payments: Count = 0,
    down_payment: Money = 0,
    period: Text = "monthly",
    interest_from: Count = 1,
) -> Money:
    """Return the level payment of an in-house payment plan, rounded up to the cent.

    The last payment of the schedule takes the remainder and may be a little smaller.

    Args:
        amount: what is to be paid in all, before the down payment.
        apr: the yearly rate, such as 8.24%; left out, no interest.
        payments: how many payments follow the down payment.
        down_payment: what is paid at once.
        period: weekly, every two weeks, twice a month, monthly (as left out) or quarterly.
        interest_from: the number of the first payment that bears interest; left out, 1.

    >>> TC_PAYMENT(2500, "8.24%", 12)
    217.75
    """
    if not payments:
        raise ArgumentError("payments is missing; say how many there are")
    return level_payment(terms_of(amount, apr, down_payment, period, interest_from), payments)


SCHEDULE_COLUMNS = (
    Column("number", "No.", "Count"),
    Column("due", "Due", "Date"),
    Column("payment", "Payment", "Money"),
    Column("interest", "Interest", "Money"),
    Column("principal", "Principal", "Money"),
    Column("balance", "Balance", "Money"),
)


@sheet_function("Payments")
def TC_PAY_SCHEDULE(
    amount: Money,
    apr: Rate = 0,
    payments: Count = 0,
    payment: Money = 0,
    down_payment: Money = 0,
    first_due: Date | None = None,
    period: Text = "monthly",
    interest_from: Count = 1,
) -> Spill:
    """Return the payment schedule of an in-house plan: each payment with its interest, principal and balance.

    Give the number of payments, or the payment, or both (then the last of so many takes the rest). A down payment
    stands first, as number 0. The payments add up to the cent.

    Args:
        amount: what is to be paid in all, before the down payment.
        apr: the yearly rate, such as 8.24%; left out, no interest.
        payments: how many payments follow the down payment.
        payment: the size of a payment, where you choose it; left out, the level payment.
        down_payment: what is paid at once.
        first_due: when the first payment after the down payment is due; left out, no dates are shown.
        period: weekly, every two weeks, twice a month, monthly (as left out) or quarterly.
        interest_from: the number of the first payment that bears interest; left out, 1.

    >>> TC_PAY_SCHEDULE(1000, "12%", payment=250)[5]
    [5, '', 25.77, 0.26, 25.51, 0.0]
    """
    terms = terms_of(amount, apr, down_payment, period, interest_from)
    if not payments and not payment:
        raise ArgumentError("payments is missing; say how many there are, or how large a payment is")
    size = payment or level_payment(terms, payments)
    rows = schedule(terms, size, payments or None, first_due)
    down = ((0, None, down_payment, 0, down_payment, terms.principal),) if down_payment else ()
    return Spill(
        SCHEDULE_COLUMNS,
        down + tuple((row.number, row.due, row.payment, row.interest, row.principal, row.balance) for row in rows),
    )
