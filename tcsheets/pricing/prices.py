"""The price of a treatment plan, line by line, with every discount in one stated order.

The order, each step on what the step before has left, never below 0:

1. the line's own discount: its percent, then its amount;
2. the percent of its category;
3. the percent on the whole plan;
4. the amount off the whole plan, shared out over the lines so that the parts add up;
5. courtesies: cash, then senior;
6. sales tax, on what is then left of taxable lines.

Every percent is rounded half up to the cent, line by line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tcsheets.errors import ArgumentError, Problem
from tcsheets.money import share_of, share_out
from tcsheets.pricing.lines import PlanLine, fault_in
from tcsheets.tables import Column, Range, Reading, header_key, read_table

CATEGORY_COLUMNS = (
    Column("category", "Category", "Text", ("Class",), required=True),
    Column("share", "Discount %", "Share", ("Discount", "Discount percent", "Percent"), required=True),
)


@dataclass(frozen=True, slots=True)
class CategoryDiscount:
    """A discount in ppm on all lines of a category."""

    row: int
    category: str
    share: int


@dataclass(frozen=True, slots=True)
class Discounts:
    """What is taken off a whole plan, and the tax rate; shares in ppm, amount in cents."""

    plan_share: int = 0
    plan_amount: int = 0
    cash_share: int = 0
    senior_share: int = 0
    tax_rate: int = 0
    by_category: tuple[CategoryDiscount, ...] = ()


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with its price in cents.

    `total = gross - line_discount - category_discount - plan_discount - courtesy + tax`, to the cent.
    """

    line: PlanLine
    gross: int
    line_discount: int = 0
    category_discount: int = 0
    plan_discount: int = 0
    courtesy: int = 0
    tax: int = 0

    @property
    def discount(self) -> int:
        """All that was taken off."""
        return self.line_discount + self.category_discount + self.plan_discount + self.courtesy

    @property
    def total(self) -> int:
        """What the line costs."""
        return self.gross - self.discount + self.tax


def read_category_discounts(cells: Range) -> Reading[CategoryDiscount]:
    """Return the discounts by category, and a problem for each bad row."""
    return read_table(cells, CATEGORY_COLUMNS, CategoryDiscount, "category_discounts")


def sales_tax(amount: int, rate: int) -> int:
    """Return the sales tax on an amount (a fee after its write-off or discounts), rounded half up.

    >>> sales_tax(500_00, 100_000)
    5000
    """
    return share_of(amount, rate)


def take_off(left: int, share: int, amount: int = 0) -> int:
    """Return what a percent and then an amount take off, at most what is left.

    >>> take_off(100_00, 100_000, 200_00)
    10000
    """
    by_share = share_of(left, share)
    return by_share + min(amount, left - by_share)


def category_share(line: PlanLine, discounts: Sequence[CategoryDiscount]) -> int:
    """Return the discount of a line's category in ppm; 0 where it has none."""
    shares = [each.share for each in discounts if header_key(each.category) == header_key(line.category)]
    if len(shares) > 1:
        raise ArgumentError(f"category_discounts names {line.category[:20]} twice; remove one")
    return shares[0] if shares else 0


def with_categories(reading: Reading[PlanLine], discounts: Sequence[CategoryDiscount]) -> Reading[PlanLine]:
    """Return the lines; where there are discounts by category, one without a category becomes a problem."""
    if not discounts:
        return reading
    bare = [line for line in reading.records if not line.category]
    message = "has no category, so its discount by category is not known; fill in Category"
    problems = tuple(Problem(f"lines row {line.row}", message) for line in bare)
    return Reading(tuple(line for line in reading.records if line.category), reading.problems + problems)


def gross_of(line: PlanLine) -> int:
    """Return fee times units; `ArgumentError` for a line without a fee, or with an amount below 0."""
    where = f"lines row {line.row}: " if line.row else ""
    if line.fee is None:
        raise ArgumentError(where + "has no fee")
    if line.fee < 0 or line.discount_amount < 0:
        raise ArgumentError(where + fault_in(line))
    return line.fee * line.units


def price_line(line: PlanLine, discounts: Discounts, off_plan: int) -> PricedLine:
    """Return a line's price, given its part of the amount off the whole plan."""
    gross = gross_of(line)
    own = take_off(gross, line.discount_share, line.discount_amount)
    category = take_off(gross - own, category_share(line, discounts.by_category))
    plan = take_off(gross - own - category, discounts.plan_share, off_plan)
    left = gross - own - category - plan
    cash = take_off(left, discounts.cash_share)
    senior = take_off(left - cash, discounts.senior_share)
    taxed = left - cash - senior if line.taxable else 0
    return PricedLine(line, gross, own, category, plan, cash + senior, sales_tax(taxed, discounts.tax_rate))


def price_plan(lines: Sequence[PlanLine], discounts: Discounts) -> tuple[PricedLine, ...]:
    """Return the price of each line of a plan.

    >>> [each.total for each in price_plan([PlanLine(2, "D2740", fee=100_00)], Discounts(plan_share=50_000))]
    [9500]
    """
    before = [price_line(line, Discounts(discounts.plan_share, by_category=discounts.by_category), 0) for line in lines]
    left = [each.total for each in before]
    if discounts.plan_amount < 0:
        raise ArgumentError("plan_discount_amount is below 0; a surcharge is a line of its own")
    parts = share_out(min(discounts.plan_amount, sum(left)), left)
    return tuple(price_line(line, discounts, part) for line, part in zip(lines, parts))
