"""Exact money."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcsheets.errors import ArgumentError
from tcsheets.money import (
    cents_from_number,
    cents_from_text,
    divide_half_up,
    divide_up,
    money_text,
    share_of,
    share_out,
)

CENTS = st.integers(-(10**12), 10**12)


@given(CENTS, st.integers(1, 10**9))
def test_rounding_is_half_up_and_never_off_by_more_than_half(numerator, denominator):
    rounded = divide_half_up(numerator, denominator)
    exact = Fraction(numerator, denominator)
    assert abs(rounded - exact) <= Fraction(1, 2)
    if abs(rounded - exact) == Fraction(1, 2):
        assert abs(rounded) > abs(exact)


@given(CENTS, st.integers(1, 10**9))
def test_rounding_up_never_takes_away(numerator, denominator):
    assert 0 <= divide_up(numerator, denominator) - Fraction(numerator, denominator) < 1


@given(CENTS, st.lists(st.integers(0, 10**6), min_size=1, max_size=20))
def test_what_is_shared_out_adds_up_to_the_whole(cents, weights):
    parts = share_out(cents, weights)
    assert sum(parts) == cents
    if sum(weights):
        assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if weight == 0)


@given(st.integers(0, 10**10), st.integers(0, 10**6))
def test_a_share_and_the_rest_make_the_whole_within_a_cent(cents, ppm):
    assert abs(share_of(cents, ppm) + share_of(cents, 10**6 - ppm) - cents) <= 1


@pytest.mark.parametrize(
    ("amount", "cents"), [(1.005, 101), (2.675, 268), (0.1 + 0.2, 30), (-1.005, -101), (1e9, 10**11)]
)
def test_a_cell_is_rounded_as_it_shows(amount, cents):
    assert cents_from_number(amount) == cents


def test_a_number_too_large_for_money_is_refused():
    with pytest.raises(ArgumentError):
        cents_from_number(1e12)


@given(st.integers(-(10**11), 10**11))
def test_an_amount_in_words_reads_back(cents):
    assert cents_from_text(money_text(cents)) == cents


@pytest.mark.parametrize("text", ["", "abc", "1,2,3", "1,28", ",123", "12,3456", "1e5", "0x10", "٣"])
def test_what_is_no_amount_is_none(text):
    assert cents_from_text(text) is None
