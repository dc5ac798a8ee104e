"""An in-house plan as it runs agrees with its schedule, and shows what is late."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tcsheets.errors import ArgumentError
from tcsheets.lending.accounts import Instalment, Rate, Received, ledger_of, plan_of, standing_of, unpaid_parts
from tcsheets.lending.periods import PERIODS, UNIT_PERIODS, add_periods
from tcsheets.lending.schedules import level_payment, schedule
from tcsheets.lending.spans import DAY_COUNTS, Terms, start_of

FIRST = date(2026, 12, 1)


def agreed(terms, count):
    """Return the rows of a plan, and the plan read back from them."""
    rows = schedule(terms, level_payment(terms, count), count)
    entries = [Instalment(row.number, row.due, row.payment, row.interest, row.number) for row in rows]
    return rows, plan_of(entries, terms.apr, terms.period, terms.day_count, start_of(terms))


@st.composite
def plans(draw):
    terms = Terms(
        draw(st.integers(10_000, 2_000_000)),
        draw(st.integers(0, 360_000)),
        draw(st.sampled_from(PERIODS)),
        draw(st.integers(1, 3)),
        draw(st.dates(FIRST, date(2028, 12, 31))),
        None,
        draw(st.sampled_from(DAY_COUNTS)),
        draw(st.sampled_from([(), (6, 7)])),
    )
    assume(not terms.skip_months or UNIT_PERIODS[terms.period].unit in ("semimonth", "month", "week"))
    try:
        return agreed(terms, draw(st.integers(2, 24)))
    except ArgumentError:  # skipped months whose interest is more than a payment, or no month left
        assume(False)


@given(plans(), st.integers(0, 800))
def test_schedule_and_balance_agree_at_every_date_while_all_is_paid_on_time(both, days):
    rows, plan = both
    as_of = plan.due[0] + timedelta(days=days - 10)
    received = [Received(row.number, row.due, row.payment) for row in rows]
    found = standing_of(plan, received, as_of)
    paid = [row for row in rows if row.due <= as_of]
    assert found.paid == found.due == sum(row.payment for row in paid)
    assert (found.overdue, found.overdue_days) == (0, 0)
    assert found.ledger.principal == (paid[-1].balance if paid else plan.principal)
    left = [row for row in rows if row.due > as_of]
    assert (found.next_due, found.next_payment) == ((left[0].due, left[0].payment) if left else (None, 0))
    if as_of in plan.due:
        assert found.ledger.payoff == found.ledger.principal


@pytest.mark.parametrize("word", PERIODS)
def test_one_due_date_is_one_period_after_the_last_whatever_day_a_plan_begins_on(word):
    period = UNIT_PERIODS[word]
    rate = Rate(100_000, period)
    for ahead in range(366):
        first = date(2027, 2, 1) + timedelta(days=ahead)
        days = [add_periods(first, period, number) for number in range(13)]
        assert [rate.periods(start, end) for start, end in pairwise(days)] == [1] * 12


@given(plans(), st.integers(1, 700))
def test_the_pay_off_pays_the_plan_off(both, days):
    rows, plan = both
    as_of = plan.due[0] + timedelta(days=days)
    received = [Received(row.number, row.due, row.payment) for row in rows if row.due < as_of and row.number % 2]
    due = standing_of(plan, received, as_of).ledger.payoff
    if due <= 0:
        return
    paid = [*received, Received(99, as_of, due)]
    later = as_of + timedelta(days=400)
    assert abs(ledger_of(plan, paid, later).payoff) <= 1  # the interest of a period is rounded once, at its end
    assert standing_of(plan, paid, as_of).overdue == 0


@given(plans(), st.integers(1, 700), st.integers(1, 50_000))
def test_what_came_in_lowers_the_pay_off_and_never_raises_what_is_overdue(both, days, amount):
    _, plan = both
    as_of = plan.due[0] + timedelta(days=days)
    before, after = (standing_of(plan, some, as_of) for some in ([], [Received(1, plan.due[0], amount)]))
    assert after.ledger.payoff <= before.ledger.payoff - amount + 1
    assert after.overdue <= before.overdue
    assert after.overdue_days <= before.overdue_days


@given(plans(), st.data())
def test_the_new_payment_pays_off_what_is_owed_in_the_payments_that_are_left(both, data):
    rows, plan = both
    place = data.draw(st.integers(0, len(rows) - 2))
    as_of = plan.due[place]
    found = standing_of(plan, [], as_of)
    for payment, enough in ((found.new_payment, True), (found.new_payment - 1, False)):
        later = [Received(number, day, payment) for number, day in enumerate(plan.due) if day > as_of]
        assert (ledger_of(plan, later, plan.due[-1]).payoff <= 0) == enough


def test_interest_stays_what_it_is_while_a_payment_is_missed_and_bears_none_itself():
    _, plan = agreed(Terms(100_000, 120_000, first_due=FIRST), 10)
    ledger = ledger_of(plan, [], date(2027, 3, 1))
    assert (ledger.principal, ledger.interest) == (100_000, 4_000)


def test_money_pays_instalments_in_their_order():
    assert unpaid_parts([100, 100, 100], 130) == [0, 70, 100]
    assert unpaid_parts([100], -20) == [100]


def test_a_charge_adds_to_what_is_owed_and_is_no_payment():
    _, plan = agreed(Terms(40_000, first_due=FIRST), 4)
    found = standing_of(plan, [Received(1, FIRST, 8_000, "charge")], FIRST)
    assert (found.paid, found.ledger.payoff, found.new_payment) == (0, 48_000, 16_000)


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ([], "lacks due dates"),
        ([Instalment(2, None, 100)], "lacks due dates"),
        ([Instalment(2, FIRST, 100), Instalment(3, FIRST, 100)], "does not come after"),
        ([Instalment(2, FIRST, 100, 5)], "apr is missing"),
    ],
)
def test_a_schedule_that_cannot_be_followed_is_refused(entries, says):
    with pytest.raises(ArgumentError, match=says):
        plan_of(entries)
