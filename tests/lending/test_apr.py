"""The annual percentage rate, and loans with interest from day to day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcsheets.errors import ArgumentError
from tcsheets.lending.agreements import Agreement, agreed_rows
from tcsheets.lending.apr import apr, regular_apr
from tcsheets.lending.payoffs import total_due
from tcsheets.lending.periods import PERIODS, UnitPeriod, add_months, due_date
from tcsheets.lending.schedules import level_payment, schedule
from tcsheets.lending.spans import Terms
from tcsheets.lending.unit_periods import Flow, span_in, unit_of

START = date(2026, 1, 15)


@given(st.integers(5_000_000, 50_000_000), st.integers(10_000, 400_000), st.integers(6, 84), st.sampled_from(PERIODS))
def test_the_apr_of_a_schedule_made_at_a_rate_is_that_rate(principal, rate, count, period):
    # Of a smaller amount, the cent that the payment is rounded up by shows in the APR.
    terms = Terms(principal, rate, period, first_due=due_date(START, period, 2))
    rows = schedule(terms, level_payment(terms, count), count)
    dated = apr([Flow(START, principal)], [Flow(row.due, row.payment) for row in rows])
    assert dated == pytest.approx(rate, abs=50)
    assert regular_apr(principal, [row.payment for row in rows], period) == pytest.approx(rate, abs=50)


def test_a_single_payment_under_a_year_counts_days_unless_it_is_whole_months():
    assert apr([Flow(START, 100_000)], [Flow(add_months(START, 6), 105_000)]) == pytest.approx(100_000, abs=1)
    assert apr([Flow(START, 100_000)], [Flow(START + timedelta(days=73), 101_000)]) == pytest.approx(50_000, abs=1)


def test_two_advances_are_both_brought_to_the_first():
    payments = [Flow(add_months(START, number), 100_000) for number in range(2, 14)]
    together = apr([Flow(START, 1_100_000)], payments)
    later = apr([Flow(START, 600_000), Flow(add_months(START, 1), 500_000)], payments)
    assert later > together


@pytest.mark.parametrize(
    ("days", "unit"),
    [
        ([0, 7, 14, 21], UnitPeriod("week")),
        ([0, 28, 56], UnitPeriod("week", 4)),
        ([0, 365, 730], UnitPeriod("year")),
        ([0, 31, 59], UnitPeriod("month")),
        ([0, 10, 23, 60], UnitPeriod("week", 3)),
    ],
)
def test_the_unit_period_is_the_interval_that_occurs_most_often(days, unit):
    first = date(2026, 1, 1)
    assert unit_of([first + timedelta(days=day) for day in days]) == unit


def test_an_odd_first_period_is_counted_back_from_the_payment():
    assert span_in(date(1978, 3, 20), date(1978, 4, 21), UnitPeriod("week")) == (4, 4 / 7)
    assert span_in(date(1978, 1, 10), date(1978, 3, 1), UnitPeriod("month", 2)) == (0, 52 / 60)


@pytest.mark.parametrize(
    ("advances", "payments", "says"),
    [
        ([], [Flow(START, 1)], "an amount financed and at least"),
        ([Flow(START, 100)], [Flow(START, 100)], "nothing is advanced before"),
        ([Flow(START, 100)], [Flow(add_months(START, 1), 50), Flow(add_months(START, 2), 40)], "less than"),
        ([Flow(START, 0)], [Flow(add_months(START, 1), 50)], "not above 0"),
    ],
)
def test_what_has_no_apr_is_refused_in_one_line(advances, payments, says):
    with pytest.raises(ArgumentError, match=says):
        apr(advances, payments)


@given(st.integers(100_000, 5_000_000), st.integers(0, 400_000), st.integers(2, 60))
def test_a_loan_of_interest_only_and_one_of_fixed_principal_are_paid_off_in_the_end(principal, rate, count):
    first = add_months(START, 1)
    terms = Terms(principal, rate, first_due=first, starts=START, day_count="actual/365")
    for kind in ("interest only", "fixed principal"):
        rows = agreed_rows(Agreement(terms, count, kind=kind))
        assert rows[-1].balance == 0
        assert sum(row.principal for row in rows) == principal
        assert all(row.payment == row.interest + row.principal for row in rows)


def test_what_pays_a_loan_off_is_the_balance_and_the_interest_since():
    assert total_due(1_000_000, 36_500, "actual/365", START, START + timedelta(days=10)) == 1_001_000
    assert total_due(1_000_000, 36_500, "actual/365", START, START) == 1_000_000


def test_dates_out_of_order_are_refused():
    with pytest.raises(ArgumentError, match="check the order of dates"):
        schedule(Terms(100, 10_000, first_due=START, starts=START, day_count="30/360"), 50)
