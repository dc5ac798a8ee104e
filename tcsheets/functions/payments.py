"""The Payments functions of a single plan: declarations over `tcsheets.lending`."""

from __future__ import annotations

from dataclasses import replace

from tcsheets.errors import ArgumentError
from tcsheets.functions.kinds import Count, Counts, Date, Money, Rate, Spill, Table, Text
from tcsheets.functions.registry import sheet_function
from tcsheets.lending import schedules
from tcsheets.lending.agreements import KINDS, ROUNDINGS, Agreement, agreed_rows, one_of, read_changes
from tcsheets.lending.spans import Terms, terms_of
from tcsheets.tables import Column


def counted(terms: Terms, day_count: Text, starts: Date | None, skip_months: tuple[int, ...] = ()) -> Terms:
    """Return terms with their day count."""
    if any(month > 12 for month in skip_months):
        raise ArgumentError("skip_months holds a number that is no month; write 6, 7, 8 for June to August")
    return replace(terms, day_count=day_count.lower(), starts=starts, skip_months=skip_months)


@sheet_function("Payments")
def TC_PAYMENT(
    amount: Money,
    apr: Rate = 0,
    payments: Count = 0,
    down_payment: Money = 0,
    period: Text = "monthly",
    interest_from: Count = 1,
    rounding: Text = "up",
    first_due: Date | None = None,
    starts: Date | None = None,
    day_count: Text = "period",
    balloon: Money = 0,
) -> Money:
    """Return the level payment of a payment plan, rounded up to the cent; the last may be a little smaller.

    For a lender's loan: round to the nearest cent, and give a day count with the dates it needs.

    Args:
        amount: what is to be paid in all, before the down payment.
        apr: the yearly rate, such as 8.24%; left out, no interest.
        payments: how many payments follow the down payment.
        down_payment: what is paid at once.
        period: weekly, every two weeks, twice a month, monthly (as left out), quarterly, and others up to yearly.
        interest_from: the number of the first payment that bears interest; left out, 1.
        rounding: up (as left out) or nearest, for the cent of the payment.
        first_due: when the first payment is due; needed where interest is counted by the day.
        starts: when interest starts to run; left out, one period before the first payment.
        day_count: period (as left out: all periods alike), actual/365, actual/360, 30/360 or unit period/360.
        balloon: what the last payment pays on top of the level payment.

    >>> TC_PAYMENT(2500, "8.24%", 12)
    217.75
    """
    if not payments:
        raise ArgumentError("payments is missing; say how many there are")
    terms = counted(terms_of(amount, apr, down_payment, period, interest_from, first_due), day_count, starts)
    nearest = one_of(rounding, ROUNDINGS[:2], "rounding") == "nearest"
    return schedules.level_payment(terms, payments, nearest, balloon)


SCHEDULE_COLUMNS = (
    Column("number", "No.", "Count"),
    Column("due", "Due", "Date"),
    Column("payment", "Payment", "Money"),
    Column("interest", "Interest", "Money"),
    Column("principal", "Principal", "Money"),
    Column("balance", "Balance", "Money"),
)


def schedule_row(row: schedules.Row) -> tuple[object, ...]:
    """Return a row of a schedule as a row of the spill."""
    return (row.number, row.due, row.payment, row.interest, row.principal, row.balance)


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
    kind: Text = "level",
    rounding: Text = "up",
    starts: Date | None = None,
    day_count: Text = "period",
    balloon: Money = 0,
    skip_months: Counts = (),
    changes: Table | None = None,
) -> Spill:
    """Return the payment schedule of a plan or loan: each payment with its interest, principal and balance.

    Give the number of payments, or the payment, or both (then the last of so many takes the rest). A down payment
    stands first, as number 0. The payments add up to the cent; with rounding none each figure is rounded for show only.

    Args:
        amount: what is to be paid in all, before the down payment.
        apr: the yearly rate, such as 8.24%; left out, no interest.
        payments: how many payments follow the down payment.
        payment: the size of a payment, where you choose it; left out, the level payment.
        down_payment: what is paid at once.
        first_due: when the first payment after the down payment is due; left out, no dates are shown.
        period: weekly, every two weeks, twice a month, monthly (as left out), quarterly, and others up to yearly.
        interest_from: the number of the first payment that bears interest; left out, 1.
        kind: level (as left out), interest only, or fixed principal (payment is then the principal of each).
        rounding: up (as left out), nearest or none, for the cent of the level payment.
        starts: when interest starts to run; left out, one period before the first payment.
        day_count: period (as left out: all periods alike), actual/365, actual/360, 30/360 or unit period/360.
        balloon: what the last payment pays on top of the level payment.
        skip_months: months without a payment, such as 6, 7, 8; interest runs on.
        changes: a table No., Payment, Extra: payments that differ (0 is a missed one) and what is paid on top.

    >>> TC_PAY_SCHEDULE(1000, "12%", payment=250)[5]
    [5, '', 25.77, 0.26, 25.51, 0.0]
    """
    agreed = terms_of(amount, apr, down_payment, period, interest_from, first_due)
    terms = counted(agreed, day_count, starts, tuple(skip_months))
    agreement = Agreement(
        terms,
        payments,
        payment,
        one_of(kind, KINDS, "kind"),
        one_of(rounding, ROUNDINGS, "rounding"),
        balloon,
        read_changes(changes).all_records() if changes else (),
    )
    rows = agreed_rows(agreement)
    down = ((0, None, down_payment, 0, down_payment, terms.principal),) if down_payment else ()
    return Spill(SCHEDULE_COLUMNS, down + tuple(schedule_row(row) for row in rows))


@sheet_function("Payments")
def TC_PAY_COUNT(
    amount: Money,
    payment: Money,
    apr: Rate = 0,
    down_payment: Money = 0,
    period: Text = "monthly",
    interest_from: Count = 1,
) -> Count:
    """Return how many payments of a size pay a plan off, the last and smaller one included.

    Args:
        amount: what is to be paid in all, before the down payment.
        payment: the size of a payment.
        apr: the yearly rate, such as 8.24%; left out, no interest.
        down_payment: what is paid at once.
        period: weekly, every two weeks, twice a month, monthly (as left out), quarterly, and others up to yearly.
        interest_from: the number of the first payment that bears interest; left out, 1.

    >>> TC_PAY_COUNT(1000, 250, "12%")
    5
    """
    if payment <= 0:
        raise ArgumentError("payment is 0; say how large a payment is")
    return len(schedules.schedule(terms_of(amount, apr, down_payment, period, interest_from), payment))
