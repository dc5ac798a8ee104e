"""Plans that are not level, and payments that differ: the rows still add up."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcsheets.errors import ArgumentError
from tcsheets.lending.agreements import KINDS, Agreement, agreed_rows
from tcsheets.lending.periods import PERIODS
from tcsheets.lending.schedules import Change, level_payment, schedule
from tcsheets.lending.spans import DAY_COUNTS, Terms

TERMS = st.builds(
    Terms,
    principal=st.integers(10_000, 3_000_000),
    apr=st.integers(0, 360_000),
    period=st.sampled_from(PERIODS),
    interest_from=st.integers(1, 3),
    first_due=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    day_count=st.sampled_from(DAY_COUNTS),
    skip_months=st.sampled_from([(), (6, 7, 8), (12,)]),
).filter(lambda terms: terms.period not in ("yearly", "twice a year") or not terms.skip_months)
CHANGES = st.lists(
    st.builds(Change, st.just(2), st.integers(1, 6), st.none() | st.integers(0, 20_000), st.integers(0, 5_000)),
    max_size=3,
    unique_by=lambda change: change.number,
).map(tuple)


def assert_adds_up(rows, principal):
    assert sum(row.principal for row in rows) == principal
    assert all(row.payment == row.interest + row.principal for row in rows)
    balance = principal
    for row in rows:
        assert row.balance == balance - row.principal
        balance = row.balance
    assert balance == 0


@given(TERMS, st.integers(6, 48), st.sampled_from(KINDS), st.sampled_from(["up", "nearest"]), st.integers(0, 5_000))
def test_the_rows_of_every_kind_of_plan_add_up_to_the_cent(terms, count, kind, rounding, balloon):
    try:
        rows = agreed_rows(Agreement(terms, count, 0, kind, rounding, balloon))
    except ArgumentError as error:
        assert "does not cover the interest" in str(error)
        assert terms.skip_months or terms.day_count != "period"  # a span longer than the others
        return
    assert_adds_up(rows, terms.principal)


@given(TERMS, CHANGES)
def test_odd_extra_and_missed_payments_change_what_follows_and_the_rows_still_add_up(terms, changes):
    agreement = Agreement(terms, 24, changes=changes)
    try:
        rows = agreed_rows(agreement)
    except ArgumentError as error:
        assert "there is no payment" in str(error) or "does not cover" in str(error)
        return
    assert_adds_up(rows, terms.principal)
    for change in changes:
        row = rows[change.number - 1]
        assert change.payment is None or row.payment <= change.payment + change.extra


@given(st.integers(100_000, 3_000_000), st.integers(1_000, 360_000), st.integers(2, 40))
def test_a_missed_payment_costs_interest_and_an_extra_one_saves_it(principal, apr, count):
    terms = Terms(principal, apr)
    usual, missed, extra = (
        sum(row.interest for row in agreed_rows(Agreement(terms, count, changes=changes)))
        for changes in ((), (Change(2, 1, 0),), (Change(2, 1, None, 10_000),))
    )
    assert extra <= usual <= missed


@given(TERMS, st.integers(2, 36), st.integers(0, 9_000))
def test_with_a_balloon_the_last_payment_is_the_level_one_and_the_balloon(terms, count, balloon):
    terms = replace(terms, skip_months=(), day_count="period")
    level = level_payment(terms, count, balloon=balloon)
    last = agreed_rows(Agreement(terms, count, balloon=balloon))[-1]
    # A payment is rounded up by a cent and its interest by half of one at most, and that grows with the rate.
    grown = (1 + Fraction(terms.apr, 1_000_000)) ** 40 if terms.apr else 1
    assert abs(last.payment - level - balloon) <= 2 * count * grown + 1


@given(TERMS, st.integers(2, 36))
def test_a_level_payment_by_the_day_is_the_exact_one_rounded(terms, count):
    up, nearest = level_payment(terms, count), level_payment(terms, count, nearest=True)
    assert nearest <= up <= nearest + 1


def test_the_day_counts_differ_over_the_same_dates():
    first, starts = date(2026, 3, 1), date(2026, 1, 31)
    interest = {
        count: schedule(Terms(1_000_000, 360_000, "monthly", 1, first, starts, count), 1, 1)[0].interest
        for count in DAY_COUNTS
    }
    assert interest == {
        "period": 30_000,
        "actual/365": 28_603,  # 29 days
        "actual/360": 29_000,
        "30/360": 31_000,  # from the 30th to the 1st of the month after the next
        "unit period/360": 31_000,  # a month back to February 1, and a day
    }


def test_without_rounding_the_figures_are_those_of_the_exact_schedule():
    rows = agreed_rows(Agreement(Terms(250_000, 82_400), 12, rounding="none"))
    rate, balance = Fraction(82_400, 12_000_000), Fraction(250_000)
    payment = balance * rate / (1 - (1 + rate) ** -12)
    for row in rows:
        interest = balance * rate
        balance += interest - payment
        assert abs(row.interest - interest) <= Fraction(1, 2)
        assert abs(row.balance - balance) <= Fraction(1, 2)
    assert balance == 0


@pytest.mark.parametrize(
    ("agreement", "says"),
    [
        (Agreement(Terms(100)), "payments is missing"),
        (Agreement(Terms(100), kind="interest only", payment=5), "payments is missing"),
        (Agreement(Terms(100), 2_001), "between 1 and 2,000"),
        (Agreement(Terms(100), 3, changes=(Change(4, 9, 0),)), "changes row 4: there is no payment 9"),
        (Agreement(Terms(100), 3, kind="fixed principal", rounding="none"), "rounding none"),
        (Agreement(Terms(100_000, 120_000), payment=900, rounding="none"), "make it larger"),
        (Agreement(Terms(100, first_due=date(2026, 1, 1), skip_months=tuple(range(1, 13))), 3), "leaves no month"),
        (Agreement(Terms(100, day_count="lunar"), 3), "day_count is not one of"),
    ],
)
def test_an_agreement_that_says_too_little_or_cannot_be_kept_is_refused(agreement, says):
    with pytest.raises(ArgumentError, match=says):
        agreed_rows(agreement)
