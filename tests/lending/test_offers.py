"""Offers side by side: honest about deferred interest, and about what the practice bears."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcsheets.errors import ArgumentError
from tcsheets.lending.comparison import compare, compare_all
from tcsheets.lending.offers import KINDS, LENDERS, OVER_TIME, Offer, kind_of, read_offers
from tcsheets.lending.promotions import accrued, minimum_payment, promo_cost

AMOUNTS = st.integers(10_000, 3_000_000)
OFFERS = st.builds(
    Offer,
    row=st.just(2),
    name=st.just("Offer"),
    kind=st.sampled_from(KINDS),
    months=st.integers(1, 60),
    apr=st.integers(10_000, 360_000),
    down_share=st.integers(0, 1_000_000),
    discount=st.integers(0, 300_000),
    merchant_fee=st.integers(0, 150_000),
    fee=st.integers(0, 20_000),
    late_fee=st.integers(0, 4_000),
)


@given(OFFERS, AMOUNTS)
def test_the_total_is_what_is_paid_today_and_the_price_of_credit(offer, amount):
    found = compare(offer, amount)
    assert found.cost_of_credit >= 0
    assert found.total >= found.today
    assert (found.payments > 0) == (found.total > found.today)
    if offer.kind not in OVER_TIME:
        assert (found.total, found.cost_of_credit) == (found.today, 0)


@given(OFFERS, AMOUNTS)
def test_what_a_lender_earns_is_never_the_practices(offer, amount):
    found = compare(offer, amount)
    if offer.kind in LENDERS:
        assert found.cost_to_practice >= 0
        assert found.outstanding == 0


@given(OFFERS, AMOUNTS)
def test_deferred_interest_is_never_shown_as_nothing(offer, amount):
    found = compare(offer, amount)
    if offer.kind == "deferred interest" and found.payments:
        assert found.apr >= offer.apr > 0
        assert found.cost_of_credit == offer.fee
        assert "may be added" in found.what_happens


@given(OFFERS, AMOUNTS, st.integers(1, 200_000))
def test_waiting_costs_the_practice_only_where_it_waits(offer, amount, money_cost):
    now, waiting = compare(offer, amount), compare(offer, amount, money_cost)
    assert waiting.cost_to_practice >= now.cost_to_practice
    if offer.kind != "in-house":
        assert waiting.cost_to_practice == now.cost_to_practice


def test_an_in_house_plan_without_interest_costs_the_practice_nothing_but_its_wait():
    offer = Offer(2, "Our plan", "in-house", months=4)
    assert compare(offer, 100_000).cost_to_practice == 0
    # 1 % a month on 1,000, 750, 500 and 250
    assert compare(offer, 100_000, 120_000).cost_to_practice == 2_500


@given(AMOUNTS, st.integers(1, 60), st.integers(1, 400_000))
def test_the_safe_payment_leaves_nothing_and_a_cent_less_leaves_something(amount, months, apr):
    cost = promo_cost(amount, months, apr)
    assert promo_cost(amount, months, apr, cost.safe_payment).left == 0
    if cost.safe_payment > 1:
        assert promo_cost(amount, months, apr, cost.safe_payment - 1).left > 0


@given(AMOUNTS, st.integers(1, 60), st.integers(1, 400_000), st.integers(1, 100_000), st.integers(0, 50_000))
def test_paying_more_never_adds_interest(amount, months, apr, payment, more):
    assert accrued(amount, months, apr, payment + more)[1] <= accrued(amount, months, apr, payment)[1]


@given(AMOUNTS, st.integers(1, 60), st.integers(0, 10_000))
def test_the_minimum_payment_is_never_below_its_floor_nor_its_share(amount, months, floor):
    least = minimum_payment(amount, months, floor)
    assert least >= floor
    assert least >= amount // months


@pytest.mark.parametrize(
    ("word", "kind"), [("Promo", "deferred interest"), ("IN HOUSE", "in-house"), ("Fixed APR", "fixed rate")]
)
def test_a_kind_is_known_by_several_words(word, kind):
    assert kind_of(word) == kind


def test_an_offer_that_cannot_be_read_is_a_problem_of_its_row_and_the_others_stay():
    rows = [["Offer", "Kind", "Months", "APR"], ["A", "cash", "", ""], ["B", "in-house", "", "8%"]]
    reading = read_offers(rows)
    assert [offer.name for offer in reading.records] == ["A"]
    assert [problem.where for problem in reading.problems] == ["offers row 3"]


def test_an_offer_for_other_amounts_is_named_with_its_bounds():
    found, problems = compare_all(
        [Offer(2, "Big", "cash", smallest=50_000), Offer(3, "Small", "cash", largest=999)], 1_000
    )
    assert found == []
    assert [str(each) for each in problems] == ["Big: is for amounts from $500", "Small: is for amounts up to $9.99"]


def test_nothing_to_finance_is_refused():
    for call in (lambda: promo_cost(0, 12, 1), lambda: promo_cost(100, 0, 1), lambda: minimum_payment(100, 0)):
        with pytest.raises(ArgumentError):
            call()
