"""The figures of Regulation Z add up, and say who is a creditor."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcsheets.errors import ArgumentError
from tcsheets.lending.disclosure import creditor_words, disclose, lines_of, rate_words
from tcsheets.lending.periods import PERIODS
from tcsheets.lending.schedules import level_payment, schedule
from tcsheets.lending.spans import Terms

AGREED = date(2026, 11, 24)


def disclosed(principal, apr=0, count=6, period="monthly", first=None, fee=0, down=0):
    terms = Terms(principal + fee, apr, period, first_due=first)
    rows = schedule(terms, level_payment(terms, count), count)
    return disclose(rows, principal, down, period, AGREED if first else None)


@given(
    st.integers(10_000, 3_000_000),
    st.integers(0, 360_000),
    st.integers(1, 60),
    st.sampled_from(PERIODS),
    st.none() | st.integers(1, 90),
    st.integers(0, 20_000),
    st.integers(0, 100_000),
)
def test_total_of_payments_is_the_amount_financed_and_the_finance_charge(
    principal, apr, count, period, days, fee, down
):
    first = AGREED + timedelta(days=days) if days else None
    found = disclosed(principal, apr, count, period, first, fee, down)
    assert found.total_of_payments == sum(row.payment for row in found.rows)
    assert found.total_of_payments == found.amount_financed + found.finance_charge
    assert found.total_sale_price == found.total_of_payments + down
    assert (found.apr > 0) == (found.finance_charge > 0) or found.finance_charge < 5


def test_the_lines_stand_in_the_order_of_the_regulation():
    names = [line.name for line in lines_of(disclosed(120_000, 120_000, 12), 2_500, "Sample Dental")]
    assert names == [
        "Creditor",
        "Amount Financed",
        "FINANCE CHARGE",
        "ANNUAL PERCENTAGE RATE",
        "Payment Schedule",
        "Payment Schedule",
        "Total of Payments",
        "Total Sale Price",
        "Prepayment",
        "Late Charge",
        "Regulation Z",
    ]


@pytest.mark.parametrize(
    ("count", "apr", "fee", "says"),
    [
        (4, 0, 0, "does not make the office a creditor"),
        (5, 0, 0, "because it has more than 4 payments"),
        (4, 120_000, 0, "because it has a finance charge:"),
        (1, 0, 500, "because it has a finance charge:"),
        (5, 120_000, 0, "because it has a finance charge and it has more than 4 payments"),
    ],
)
def test_more_than_four_payments_or_a_finance_charge_make_a_creditor(count, apr, fee, says):
    assert says in creditor_words(disclosed(120_000, apr, count, fee=fee))


def test_a_longer_first_period_lowers_the_apr_and_a_shorter_one_raises_it():
    rates = [disclosed(500_000, 100_000, 24, first=AGREED + timedelta(days=days)).apr for days in (10, 30, 60)]
    assert rates == sorted(rates, reverse=True)
    assert rates[1] == pytest.approx(100_000, abs=50)


def test_a_single_payment_counts_its_own_term():
    found = disclosed(100_000, fee=2_000, count=1, first=AGREED + timedelta(days=73))
    assert found.apr == 100_000


def test_nothing_left_to_pay_is_nothing_to_disclose():
    with pytest.raises(ArgumentError, match="nothing to disclose"):
        disclose((), 0, 0, "monthly")


def test_a_rate_is_shown_to_the_hundredth_of_a_percent():
    assert [rate_words(ppm) for ppm in (0, 99_949, 99_950, 120_000)] == ["0.00 %", "9.99 %", "10.00 %", "12.00 %"]
