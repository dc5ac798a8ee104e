"""In-house payment plans: what must always hold."""

from datetime import date
from fractions import Fraction

import numpy_financial
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcsheets.errors import ArgumentError
from tcsheets.lending.periods import PERIODS, UNIT_PERIODS, due_date
from tcsheets.lending.schedules import level_payment, schedule
from tcsheets.lending.spans import Terms, terms_of

TERMS = st.builds(
    Terms,
    principal=st.integers(100, 5_000_000),
    apr=st.integers(0, 400_000),
    period=st.sampled_from(PERIODS),
    interest_from=st.integers(1, 6),
)


@given(TERMS, st.integers(1, 120))
def test_the_rows_add_up_to_the_cent_and_the_last_payment_is_never_larger(terms, count):
    payment = level_payment(terms, count)
    rows = schedule(terms, payment, count)
    assert sum(row.principal for row in rows) == terms.principal
    assert all(row.payment == row.interest + row.principal for row in rows)
    assert rows[-1].balance == 0
    assert len(rows) <= count
    assert all(row.payment == payment for row in rows[:-1])
    top, bottom = terms.rate
    grown = (1 + top / bottom) ** count  # what a cent that a row's interest was rounded by has grown to
    assert rows[-1].payment <= payment + count * grown


@given(TERMS, st.integers(1, 60))
def test_a_row_continues_the_balance_of_the_row_before(terms, count):
    balance = terms.principal
    for row in schedule(terms, level_payment(terms, count), count):
        assert row.balance == balance - row.principal
        balance = row.balance


@given(TERMS, st.integers(1, 60), st.integers(0, 1_000))
def test_more_down_payment_never_costs_more(terms, count, more):
    less = Terms(max(terms.principal - more, 1), terms.apr, terms.period, terms.interest_from)
    assert level_payment(less, count) <= level_payment(terms, count)


@given(st.integers(10_000, 5_000_000), st.integers(1, 400_000), st.integers(1, 360))
def test_the_payment_is_the_exact_one_rounded_up(principal, apr, count):
    rate = Fraction(apr, 12_000_000)
    exact = principal * rate / (1 - (1 + rate) ** -count)
    assert 0 <= level_payment(Terms(principal, apr), count) - exact < 1


@given(st.integers(10_000, 5_000_000), st.integers(1_000, 400_000), st.integers(1, 120))
def test_the_payment_agrees_with_numpy_financial(principal, apr, count):
    published = -numpy_financial.pmt(apr / 12_000_000, count, principal)
    assert level_payment(Terms(principal, apr), count) == pytest.approx(published, abs=1.01)


@given(st.integers(10_000, 5_000_000), st.integers(1, 200_000), st.integers(3, 60), st.integers(2, 3))
def test_payments_before_interest_starts_bear_none_and_the_plan_still_ends_in_time(principal, apr, count, start):
    terms = Terms(principal, apr, interest_from=start)
    rows = schedule(terms, level_payment(terms, count), count)
    assert all(row.interest == 0 for row in rows[: start - 1])
    assert len(rows) == count


def test_a_payment_that_does_not_cover_its_interest_is_refused_with_what_would_do():
    with pytest.raises(ArgumentError, match=r"\$10 does not cover the interest; it must be \$10.01 or more"):
        schedule(Terms(100_000, 120_000), 1_000)


def test_a_plan_of_more_than_two_thousand_rows_is_refused():
    with pytest.raises(ArgumentError, match="more than 2,000 payments; make the payment larger"):
        schedule(Terms(1_000_000), 100)


def test_a_rate_of_five_is_refused_with_what_was_probably_meant():
    with pytest.raises(ArgumentError, match=r"for 5 % write 5% or 0\.05"):
        terms_of(100_000, 5_000_000, 0, "monthly", 1)


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.sampled_from(PERIODS), st.integers(1, 80))
def test_due_dates_rise_and_a_year_has_its_number_of_periods(first, period, number):
    assert due_date(first, period, number) < due_date(first, period, number + 1)
    if "week" not in period:
        a_year, every = UNIT_PERIODS[period].a_year
        later = due_date(first, period, a_year // every + 1)
        assert (later.year, later.month) == (first.year + 1, first.month)


def test_the_last_day_of_a_month_stays_the_last_day():
    days = [due_date(date(2026, 1, 31), "monthly", number) for number in (1, 2, 3)]
    assert days == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]


@pytest.mark.parametrize("period", PERIODS)
def test_dates_that_run_out_of_the_calendar_are_refused(period):
    with pytest.raises(ArgumentError, match="past the year 9998"):
        due_date(date(9990, 1, 1), period, 2_000)
