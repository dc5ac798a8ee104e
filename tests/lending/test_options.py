"""Ways to choose from: a larger down payment helps, and what a patient can afford is never exceeded."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tcsheets.errors import ArgumentError
from tcsheets.lending.options import affordable_ways, down_payment_needed, grid, way_in
from tcsheets.lending.schedules import level_fraction, level_payment
from tcsheets.lending.spans import Terms

TERMS = st.builds(Terms, principal=st.integers(10_000, 3_000_000), apr=st.integers(0, 360_000))
SHARES = st.integers(0, 100)


@given(TERMS, st.integers(1, 60), SHARES, SHARES)
def test_more_down_payment_never_costs_more(terms, count, some, more):
    less, larger = sorted([terms.principal * some // 100, terms.principal * more // 100])
    first, second = way_in(terms, less, count), way_in(terms, larger, count)
    assert second.payment <= first.payment
    # A payment rounded up by almost a cent pays off a little sooner than one rounded up by nothing.
    assert second.total <= first.total + count


@given(TERMS, st.integers(1, 60), st.integers(1, 5_000))
def test_the_exact_payment_falls_with_every_cent_down(terms, count, more):
    assume(more < terms.principal)
    top, bottom = level_fraction(terms, count)
    less, same = level_fraction(Terms(terms.principal - more, terms.apr), count)
    assert less * bottom < top * same


@given(TERMS, st.integers(1, 60), SHARES)
def test_the_total_is_the_amount_and_its_interest(terms, count, share):
    way = way_in(terms, terms.principal * share // 100, count)
    assert way.total == terms.principal + way.interest


@given(TERMS, st.integers(1, 60), st.integers(100, 50_000))
def test_the_down_payment_needed_is_the_smallest_that_does(terms, count, affordable):
    down = down_payment_needed(terms, count, affordable)
    assert level_payment(Terms(terms.principal - down, terms.apr), count) <= affordable
    if down:
        assert level_payment(Terms(terms.principal - down + 1, terms.apr), count) > affordable


@given(TERMS, st.integers(500, 50_000), st.lists(SHARES, max_size=3), st.lists(st.integers(1, 36), max_size=3))
def test_no_way_asks_for_more_than_is_affordable(terms, affordable, shares, counts):
    downs = [terms.principal * share // 100 for share in shares]
    ways, problems = affordable_ways(terms, downs, counts, affordable)
    assert len(ways) + len(problems) == len(downs) + len(counts)
    assert all(way.payment <= affordable for way in ways)


def test_a_down_payment_of_all_leaves_nothing_to_pay():
    assert grid(Terms(50_000, 100_000), [50_000], [12], "payment") == ([[50_000, 0]], [])


def test_a_way_with_more_down_than_the_amount_is_refused_by_name():
    with pytest.raises(ArgumentError, match=r"down payment \$600 is more than the amount of \$500"):
        way_in(Terms(50_000), 60_000, 3)
