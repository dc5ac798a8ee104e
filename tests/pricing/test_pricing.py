"""What must always hold of prices."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcsheets.errors import ArgumentError
from tcsheets.functions import TC_PLAN_PRICE, TC_PLAN_TOTAL
from tcsheets.pricing.fees import FeeEntry, entry_for, fee_of
from tcsheets.pricing.lines import PlanLine
from tcsheets.pricing.margins import margins_of
from tcsheets.pricing.membership import cut_to_maximum, member_discounts
from tcsheets.pricing.plans import option_totals, phase_totals, total_of
from tcsheets.pricing.prices import CategoryDiscount, Discounts, price_plan, take_off

SHARES = st.integers(0, 1_000_000)
LINES = st.lists(
    st.builds(
        PlanLine,
        row=st.integers(2, 99),
        code=st.just("D2740"),
        fee=st.integers(0, 500_000),
        units=st.integers(1, 4),
        phase=st.sampled_from(["", "1", "2"]),
        category=st.sampled_from(["", "crowns"]),
        discount_share=SHARES,
        discount_amount=st.integers(0, 100_000),
        taxable=st.booleans(),
    ),
    max_size=12,
)
DISCOUNTS = st.builds(
    Discounts,
    plan_share=SHARES,
    plan_amount=st.integers(0, 1_000_000),
    cash_share=SHARES,
    senior_share=SHARES,
    tax_rate=st.integers(0, 200_000),
    by_category=st.just(())
    | st.builds(CategoryDiscount, row=st.just(2), category=st.just("Crowns"), share=SHARES).map(lambda each: (each,)),
)


@given(LINES, DISCOUNTS)
def test_the_parts_of_a_priced_line_add_up_and_no_price_is_below_zero(lines, discounts):
    for each in price_plan(lines, discounts):
        off = each.line_discount + each.category_discount + each.plan_discount + each.courtesy
        assert each.total == each.gross - off + each.tax
        assert min(each.line_discount, each.category_discount, each.plan_discount, each.courtesy, each.tax) >= 0
        assert each.total >= 0


@given(LINES, st.integers(0, 10_000_000))
def test_an_amount_off_the_plan_comes_off_in_full_or_leaves_zero(lines, amount):
    before = total_of("", price_plan(lines, Discounts())).total
    after = total_of("", price_plan(lines, Discounts(plan_amount=amount))).total
    assert after == max(before - amount, 0)


@given(LINES, DISCOUNTS)
def test_the_phases_add_up_to_the_plan(lines, discounts):
    priced = price_plan(lines, discounts)
    phases = phase_totals(priced)
    assert sum(phase.total for phase in phases) == total_of("", priced).total
    assert sum(phase.lines for phase in phases) == len(lines)


@given(LINES, DISCOUNTS, st.integers(0, 50_000))
def test_a_larger_discount_never_makes_a_plan_dearer(lines, discounts, more):
    larger = Discounts(
        discounts.plan_share,
        discounts.plan_amount + more,
        discounts.cash_share,
        discounts.senior_share,
        0,
        discounts.by_category,
    )
    plain = Discounts(
        discounts.plan_share,
        discounts.plan_amount,
        discounts.cash_share,
        discounts.senior_share,
        0,
        discounts.by_category,
    )
    cents_of_rounding = 2 * len(lines)
    assert total_of("", price_plan(lines, larger)).total <= (
        total_of("", price_plan(lines, plain)).total + cents_of_rounding
    )


@given(st.lists(st.integers(0, 10_000)), st.integers(0, 30_000))
def test_member_discounts_are_cut_to_the_yearly_maximum_and_never_grow(discounts, maximum):
    cut = cut_to_maximum(discounts, maximum)
    assert sum(cut) == min(sum(discounts), maximum)
    assert all(0 <= small <= large for small, large in zip(cut, discounts, strict=True))


@given(LINES, DISCOUNTS)
def test_priced_lines_given_back_as_lines_cost_the_same_again(lines, discounts):
    """The spill of TC_PLAN_PRICE is itself a plan: fee for one unit, quantity, and all its discounts."""
    priced = price_plan(lines, discounts)
    again = [replace(each.line, discount_share=0, discount_amount=each.discount) for each in priced]
    assert [each.total for each in price_plan(again, Discounts(tax_rate=discounts.tax_rate))] == [
        each.total for each in priced
    ]


def test_a_priced_plan_spilled_into_cells_can_be_priced_again():
    lines = [["Code", "Fee", "Qty", "Discount %"], ["D2392", 257, 2, "10%"], ["D2740", 1285, 1, ""]]
    spilled = TC_PLAN_PRICE(lines, plan_discount="5%")
    assert TC_PLAN_TOTAL(spilled) == TC_PLAN_TOTAL(lines, plan_discount="5%") == 1660.22


@given(st.permutations([FeeEntry(2, "D1", office=5, effective=date(2025, 1, 1)), FeeEntry(3, "D1", office=7)]))
def test_a_dated_entry_is_later_than_one_without_a_date_whatever_the_order(entries):
    assert fee_of(entries, " d1 ") == 5
    assert fee_of(entries, "D1", date(2024, 12, 31)) == 7


def test_a_blank_member_fee_is_no_discount_and_a_dearer_one_no_surcharge():
    assert member_discounts([100, 100, 100], [None, 150, 0], None) == [0, 0, 100]


def test_the_latest_entry_that_has_begun_holds_whatever_the_order_of_rows():
    cells = json.loads((Path(__file__).parents[1] / "golden/pricing.calls.json").read_text("utf-8"))["tables"]["fees"]
    assert cells[1][0] == cells[2][0] == "D0120"
    old, new = FeeEntry(2, "D1", office=5), FeeEntry(3, "D1", office=7)
    assert fee_of([old, FeeEntry(4, "D2", office=1)], "D1") == 5
    with pytest.raises(ArgumentError, match="stands twice"):
        entry_for([old, new], "D1", None)
    assert entry_for([old, old], "D1", None) == old


def test_each_option_is_priced_as_if_it_alone_were_chosen():
    lines = [PlanLine(2, "X", fee=100), PlanLine(3, "Y", fee=1000, option="A"), PlanLine(4, "Z", fee=500, option="b")]
    totals = option_totals(lines, Discounts(plan_amount=50))
    assert [(each.name, each.total) for each in totals] == [("A", 1050), ("B", 550)]


def test_a_percent_comes_off_before_an_amount():
    assert take_off(10_000, 100_000, 500) == 1_500


def test_a_procedure_without_chair_time_is_a_problem_and_the_others_go_on():
    entries = [FeeEntry(2, "D1", office=100_00, minutes=30), FeeEntry(3, "D2", office=100_00)]
    found = margins_of(entries, 200_00, 1_000_000)
    assert [each.margin for each in found.records] == [0]
    assert [problem.where for problem in found.problems] == ["fees row 3, Minutes"]
