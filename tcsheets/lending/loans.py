"""A lender's loan: simple interest from day to day between due dates, by the day count the contract names.

Interest of a row = balance x rate x days / days in the year, rounded half up to the cent.
The level payment is the one that pays the loan off, rounded to the nearest
cent; the last of given payments, of fixed principal or of interest only takes the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tcsheets.errors import ArgumentError
from tcsheets.lending.periods import add_months
from tcsheets.lending.schedules import MOST_ROWS, Row, lowest_terms
from tcsheets.money import PPM, divide_half_up, money_text

DAY_COUNTS = ("actual/365", "actual/360", "30/360", "unit period/360")


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan: principal in cents, yearly rate in ppm, day count, the day it was made, the days payments are due."""

    principal: int
    rate: int
    day_count: str
    made: date
    due: tuple[date, ...]


def monthly_due(first: date, months: int, skipped: Sequence[int] = ()) -> tuple[date, ...]:
    """Return the due dates of so many months; none in the months of the year that are skipped.

    >>> monthly_due(date(2026, 5, 1), 3, [6])
    (datetime.date(2026, 5, 1), datetime.date(2026, 7, 1))
    """
    days = [add_months(first, month) for month in range(months)]
    return tuple(day for day in days if day.month not in skipped)


def days_between(start: date, day: date, day_count: str) -> int:
    """Return the days of interest between two days by a day count.

    >>> days_between(date(2022, 8, 22), date(2022, 10, 1), "unit period/360")
    40
    """
    if day_count.startswith("actual"):
        return (day - start).days
    if day_count == "30/360":
        last = 30 if day.day == 31 and start.day >= 30 else day.day
        return (day.year - start.year) * 360 + (day.month - start.month) * 30 + last - min(start.day, 30)
    months = 0
    while add_months(day, -(months + 1)) >= start:
        months += 1
    return 30 * months + (add_months(day, -months) - start).days


def period_rates(loan: Loan) -> list[tuple[int, int]]:
    """Return the rate of each period up to a due date as an exact fraction; dates out of order are refused."""
    if loan.day_count not in DAY_COUNTS:
        raise ArgumentError("day_count is not one of: " + ", ".join(DAY_COUNTS))
    if not 1 <= len(loan.due) <= MOST_ROWS:
        raise ArgumentError(f"a loan has between 1 and {MOST_ROWS:,d} payments")
    year = 365 if loan.day_count == "actual/365" else 360
    rates: list[tuple[int, int]] = []
    start = loan.made
    for day in loan.due:
        if day <= start:
            raise ArgumentError(f"the payment of {day} is not after {start}; check the order of the dates")
        rates.append(lowest_terms(loan.rate * days_between(start, day, loan.day_count), PPM * year))
        start = day
    return rates


def level_loan_payment(loan: Loan) -> int:
    """Return the level payment in cents, to the nearest cent.

    >>> due = monthly_due(date(2022, 10, 1), 12)
    >>> level_loan_payment(Loan(1002500, 45000, "actual/365", date(2022, 8, 22), due))
    85692
    """
    grown, paid = 1.0, 0.0
    for top, bottom in period_rates(loan):
        grown = grown * (1 + top / bottom)
        paid = paid * (1 + top / bottom) + 1
    return int(loan.principal * grown / paid + 0.5)


def loan_row(number: int, due: date, before: int, interest: int, payment: int) -> Row:
    """Return the row of one payment on a balance; a payment below its interest is refused."""
    if payment < interest:
        raise ArgumentError(f"payment {number} of {money_text(payment)} does not cover {money_text(interest)} interest")
    return Row(number, due, payment, interest, payment - interest, before - payment + interest)


def loan_schedule(loan: Loan, payments: Sequence[int | None]) -> tuple[Row, ...]:
    """Return the rows of a loan for given payments in cents; None is interest only, and the last takes the rest."""
    rows: list[Row] = []
    balance = loan.principal
    for number, (due, rate) in enumerate(zip(loan.due, period_rates(loan)), start=1):
        interest = divide_half_up(balance * rate[0], rate[1])
        given = payments[number - 1] if number <= len(payments) else None
        payment = interest if given is None else min(given, balance + interest)
        if number == len(loan.due):
            payment = balance + interest
        rows.append(loan_row(number, due, balance, interest, payment))
        balance = rows[-1].balance
    return tuple(rows)


def fixed_principal(loan: Loan, each: int) -> tuple[Row, ...]:
    """Return the rows of a loan that pays off the same principal each time, interest on top."""
    rows: list[Row] = []
    balance = loan.principal
    for number, (due, rate) in enumerate(zip(loan.due, period_rates(loan)), start=1):
        interest = divide_half_up(balance * rate[0], rate[1])
        part = balance if number == len(loan.due) else min(each, balance)
        rows.append(Row(number, due, interest + part, interest, part, balance - part))
        balance -= part
    return tuple(rows)


def payoff(loan: Loan, rows: Sequence[Row], day: date) -> int:
    """Return what pays the loan off on a day, all payments due before it made: balance and interest since."""
    made = [row for row in rows if row.due is not None and row.due <= day]
    balance = made[-1].balance if made else loan.principal
    since = made[-1].due if made and made[-1].due is not None else loan.made
    if day < loan.made:
        raise ArgumentError(f"{day} is before the loan was made")
    year = 365 if loan.day_count == "actual/365" else 360
    days = days_between(since, day, loan.day_count) if day > since else 0
    return balance + divide_half_up(balance * loan.rate * days, PPM * year)
