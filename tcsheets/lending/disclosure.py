"""What Regulation Z wants a patient to see before signing, in its words and order (12 CFR 1026.18).

`total_of_payments = amount_financed + finance_charge`, and the total sale price
adds the down payment.  The regulation makes a creditor of who gives credit with
a finance charge or in more than four instalments (12 CFR 1026.2(a)(17)).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tcsheets.business_time import date_words
from tcsheets.errors import ArgumentError
from tcsheets.lending.apr import apr, regular_apr
from tcsheets.lending.periods import UNIT_PERIODS
from tcsheets.lending.schedules import Row
from tcsheets.lending.unit_periods import Flow
from tcsheets.money import divide_half_up

MOST_INSTALMENTS = 4
LATE_AFTER = 10  # days


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The figures of a plan: cents, and the APR in ppm."""

    amount_financed: int
    finance_charge: int
    apr: int
    rows: tuple[Row, ...]
    down_payment: int
    period: str

    @property
    def total_of_payments(self) -> int:
        """What all payments come to."""
        return self.amount_financed + self.finance_charge

    @property
    def total_sale_price(self) -> int:
        """What the patient pays in all, the down payment in it."""
        return self.total_of_payments + self.down_payment


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the disclosure: its name, the figure as text, what it means, and the figure as a number."""

    name: str
    figure: str
    words: str
    value: float | None = None


def exact_money(cents: int) -> str:
    """Return an amount with its cents, as a contract has it.

    >>> exact_money(123400), exact_money(5)
    ('$1,234.00', '$0.05')
    """
    return f"${cents // 100:,d}.{cents % 100:02d}"


def rate_words(ppm: int) -> str:
    """Return a rate in percent with two decimals, rounded half up.

    >>> rate_words(159_528)
    '15.95 %'
    """
    hundredths = divide_half_up(ppm, 100)
    return f"{hundredths // 100}.{hundredths % 100:02d} %"


def apr_of(rows: tuple[Row, ...], amount_financed: int, period: str, agreed: date | None) -> int:
    """Return the APR in ppm of a schedule: by its dates where the plan and its payments have them."""
    flows = [Flow(row.due, row.payment) for row in rows if row.due is not None and row.payment]
    if agreed is None or not flows:
        return regular_apr(amount_financed, [row.payment for row in rows], period)
    # The plan names its period; a single payment has none but its term.
    return apr([Flow(agreed, amount_financed)], flows, UNIT_PERIODS[period] if len(flows) > 1 else None)


def disclose(
    rows: tuple[Row, ...], amount_financed: int, down_payment: int, period: str, agreed: date | None = None
) -> Disclosure:
    """Return the figures of a schedule."""
    if not rows:
        raise ArgumentError("nothing is left to pay after the down payment; there is nothing to disclose")
    charge = sum([row.payment for row in rows]) - amount_financed
    rate = apr_of(rows, amount_financed, period, agreed)
    return Disclosure(amount_financed, charge, rate, rows, down_payment, period)


def equal_payments(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows in runs of equal payments."""
    runs: list[list[Row]] = []
    for row in rows:
        if runs and runs[-1][-1].payment == row.payment:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def when_due(run: Sequence[Row], period: str) -> str:
    """Return when a run of equal payments is due, in words."""
    first = run[0].due
    if len(run) == 1:
        return f"due {date_words(first)}" if first else f"payment number {run[0].number}"
    if first is not None:
        return f"{period}, beginning {date_words(first)}"
    return period + (f", from payment number {run[0].number}" if run[0].number > 1 else "")


def payment_lines(found: Disclosure) -> list[Line]:
    """Return the payment schedule: number, amount and due dates of payments, a line for each run of equal ones."""
    lines = []
    for run in equal_payments(found.rows):
        payments = f"{len(run)} payment" + ("s" if len(run) > 1 else "") + f" of {exact_money(run[0].payment)}"
        lines.append(Line("Payment Schedule", payments, when_due(run, found.period), run[0].payment / 100))
    return lines


def money_line(name: str, cents: int, words: str) -> Line:
    """Return a line whose figure is an amount."""
    return Line(name, exact_money(cents), words, cents / 100)


def lines_of(found: Disclosure, late_fee: int = 0, office: str = "") -> list[Line]:
    """Return the disclosure line by line, in the order of 12 CFR 1026.18."""
    down = f", including your down payment of {exact_money(found.down_payment)}" if found.down_payment else ""
    late = f"If a payment is more than {LATE_AFTER} days late, you will be charged {exact_money(late_fee)}."
    return (
        ([Line("Creditor", office, "Who gives you this credit.")] if office else [])
        + [
            money_line(
                "Amount Financed",
                found.amount_financed,
                "The amount of credit provided to you or on your behalf.",
            ),
            money_line("FINANCE CHARGE", found.finance_charge, "The dollar amount the credit will cost you."),
            Line(
                "ANNUAL PERCENTAGE RATE",
                rate_words(found.apr),
                "The cost of your credit as a yearly rate.",
                divide_half_up(found.apr, 100) / 10_000,
            ),
        ]
        + payment_lines(found)
        + [
            money_line(
                "Total of Payments",
                found.total_of_payments,
                "The amount you will have paid after you have made all payments as scheduled.",
            ),
            money_line("Total Sale Price", found.total_sale_price, f"The total cost of your purchase on credit{down}."),
            Line("Prepayment", "", "If you pay off early, you will not have to pay a penalty."),
            Line(
                "Late Charge",
                exact_money(late_fee) if late_fee else "",
                late if late_fee else "There is no charge for a late payment.",
            ),
            Line("Regulation Z", "", creditor_words(found)),
        ]
    )


def creditor_words(found: Disclosure) -> str:
    """Return the sentence that says whether the plan makes the office a creditor, and why."""
    reasons = (["it has a finance charge"] if found.finance_charge else []) + (
        [f"it has more than {MOST_INSTALMENTS} payments"] if len(found.rows) > MOST_INSTALMENTS else []
    )
    if not reasons:
        return (
            f"This plan has no finance charge and no more than {MOST_INSTALMENTS} payments, so it does not make the "
            "office a creditor under Regulation Z."
        )
    return (
        "This plan makes the office a creditor under Regulation Z (12 CFR 1026.2(a)(17)), because "
        + " and ".join(reasons)
        + ": give the patient this page before the agreement is signed."
    )
