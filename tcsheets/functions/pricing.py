"""The Pricing functions: declarations over `tcsheets.pricing`."""

from __future__ import annotations

from tcsheets.errors import ArgumentError
from tcsheets.functions.kinds import Count, Date, Money, Rate, Share, Spill, Table, Text
from tcsheets.functions.registry import sheet_function
from tcsheets.pricing import fees as schedules
from tcsheets.pricing import margins, membership, plans, prices
from tcsheets.pricing.lines import PlanLine, lines_of_option, read_lines, with_fees
from tcsheets.tables import Column, Reading

TOTAL_COLUMNS = (
    Column("lines", "Lines", "Count"),
    Column("gross", "Fee", "Money"),
    Column("discount", "Discount", "Money"),
    Column("tax", "Tax", "Money"),
    Column("total", "Total", "Money"),
)


def lines_read(
    lines: Table, fees: Table | None, as_of: Date | None, which: Text, discounts: prices.Discounts
) -> Reading[PlanLine]:
    """Return the plan's lines with their fees, ready to be priced."""
    entries = schedules.read_fees(fees).all_records() if fees else ()
    reading = with_fees(read_lines(lines), entries, as_of, schedules.fee_kind(which))
    return prices.with_categories(reading, discounts.by_category)


def discounts_given(
    share: Share, amount: Money, categories: Table | None, cash: Share, senior: Share, tax_rate: Rate
) -> prices.Discounts:
    """Return the discounts on a whole plan, from a function's arguments."""
    if not 0 <= tax_rate < 1_000_000:
        raise ArgumentError("tax_rate is not a rate below 100 %; for 7 % write 7% or 0.07")
    by_category = prices.read_category_discounts(categories).all_records() if categories else ()
    return prices.Discounts(share, amount, cash, senior, tax_rate, by_category)


@sheet_function("Pricing")
def TC_FEE(code: Text, fees: Table, as_of: Date | None = None, which: Text = "office") -> Money:
    """Return the fee of a code in a fee schedule, as of a date.

    A blank fee is an error, not 0. Of entries with different dates the latest that has begun holds.

    Args:
        code: the procedure code, such as D2740; a range of codes gives a range of fees.
        fees: the fee schedule with its header row: Code, Office fee; Member fee, Network fee, Effective if there.
        as_of: the day the fee must hold; left out, the latest entry.
        which: which fee: office (as left out), member or network.

    >>> TC_FEE("D2740", [["Code", "Fee"], ["D2740", "$1,285.00"]])
    1285.0
    """
    return schedules.fee_of(schedules.read_fees(fees).all_records(), code, as_of, which)


@sheet_function("Pricing")
def TC_LINE_TOTAL(
    fee: Money, units: Count = 1, discount_percent: Share = 0, discount_amount: Money = 0, tax_rate: Rate = 0
) -> Money:
    """Return what one line costs: fee x units, less its discounts, plus sales tax.

    The percent comes off first, then the amount; never below 0. Tax is on what is left.

    Args:
        fee: the fee for one unit.
        units: how many; left out, 1.
        discount_percent: a discount such as 10%.
        discount_amount: a further discount in dollars, for the whole line.
        tax_rate: the sales tax, such as 7%.

    >>> TC_LINE_TOTAL(250, 2, "10%", 20, "5%")
    451.5
    """
    line = PlanLine(0, "", fee=fee, units=units, discount_share=discount_percent, discount_amount=discount_amount)
    return prices.price_plan([line], discounts_given(0, 0, None, 0, 0, tax_rate))[0].total


@sheet_function("Pricing")
def TC_PLAN_TOTAL(
    lines: Table,
    fees: Table | None = None,
    as_of: Date | None = None,
    which: Text = "office",
    option: Text = "",
    plan_discount: Share = 0,
    plan_discount_amount: Money = 0,
    category_discounts: Table | None = None,
    cash_courtesy: Share = 0,
    senior_courtesy: Share = 0,
    tax_rate: Rate = 0,
) -> Money:
    """Return what a treatment plan costs before insurance: all its lines, discounts taken off, tax added.

    Discounts come off in this order, each on what is left: the line's own, its category's, the plan's percent, the
    plan's amount, cash, senior; then tax. A line that cannot be read makes an error, never a smaller total.

    Args:
        lines: the plan with its header row: Code; Fee, Qty, Phase, Option, Discount %, Discount if you have them.
        fees: a fee schedule with its header row, for lines whose Fee is blank.
        as_of: the day the fees must hold; left out, the latest.
        which: which fee of the schedule: office (as left out), member or network.
        option: the option to price, where the lines have several; lines without one belong to all.
        plan_discount: a percent off the whole plan.
        plan_discount_amount: dollars off the whole plan, shared out over its lines.
        category_discounts: a table Category, Discount %; then each line needs a category, its own or the schedule's.
        cash_courtesy: a percent for paying in cash.
        senior_courtesy: a percent for seniors, after the cash courtesy.
        tax_rate: the sales tax on what is left, such as 7%.

    >>> TC_PLAN_TOTAL([["Code", "Fee", "Qty"], ["D2392", 200, 2], ["D2740", 1285, 1]], plan_discount="5%")
    1600.75
    """
    discounts = discounts_given(
        plan_discount, plan_discount_amount, category_discounts, cash_courtesy, senior_courtesy, tax_rate
    )
    chosen = lines_of_option(lines_read(lines, fees, as_of, which, discounts).all_records(), option)
    return plans.total_of("", prices.price_plan(chosen, discounts)).total


PRICE_COLUMNS = (
    Column("option", "Option", "Text"),
    Column("phase", "Phase", "Text"),
    Column("code", "Code", "Text"),
    Column("description", "Treatment", "Text"),
    Column("tooth", "Tooth", "Text"),
    Column("units", "Qty", "Count"),
    Column("fee", "Fee", "Money"),
    Column("discount", "Discount", "Money"),
    Column("tax", "Tax", "Money"),
    Column("total", "Total", "Money"),
)


def price_row(priced: prices.PricedLine) -> tuple[object, ...]:
    """Return a priced line as a row of the spill."""
    line = priced.line
    lead = (line.option, line.phase, schedules.code_key(line.code), line.description, line.tooth, line.units)
    return lead + (line.fee, priced.discount, priced.tax, priced.total)


@sheet_function("Pricing")
def TC_PLAN_PRICE(
    lines: Table,
    fees: Table | None = None,
    as_of: Date | None = None,
    which: Text = "office",
    option: Text = "",
    plan_discount: Share = 0,
    plan_discount_amount: Money = 0,
    category_discounts: Table | None = None,
    cash_courtesy: Share = 0,
    senior_courtesy: Share = 0,
    tax_rate: Rate = 0,
) -> Spill:
    """Return the lines of a treatment plan with their prices, as a table.

    Total = Fee x Qty - Discount + Tax. A line that cannot be read stands at the end with its problem; where an amount
    off the whole plan would be shared out over too few lines, it makes an error instead.

    Args:
        lines: the plan with its header row: Code; Fee, Qty, Phase, Option, Discount %, Discount if you have them.
        fees: a fee schedule with its header row, for lines whose Fee is blank.
        as_of: the day the fees must hold; left out, the latest.
        which: which fee of the schedule: office (as left out), member or network.
        option: the option to price, where the lines have several; lines without one belong to all.
        plan_discount: a percent off the whole plan.
        plan_discount_amount: dollars off the whole plan, shared out over its lines.
        category_discounts: a table Category, Discount %; then each line needs a category, its own or the schedule's.
        cash_courtesy: a percent for paying in cash.
        senior_courtesy: a percent for seniors, after the cash courtesy.
        tax_rate: the sales tax on what is left, such as 7%.

    >>> TC_PLAN_PRICE([["Code", "Fee"], ["D2740", 1285]], plan_discount="10%")[1][6:]
    [1285.0, 128.5, 0.0, 1156.5]
    """
    discounts = discounts_given(
        plan_discount, plan_discount_amount, category_discounts, cash_courtesy, senior_courtesy, tax_rate
    )
    reading = lines_read(lines, fees, as_of, which, discounts)
    records = reading.all_records() if plan_discount_amount else reading.records
    priced = prices.price_plan(lines_of_option(records, option), discounts)
    return Spill(PRICE_COLUMNS, tuple(price_row(each) for each in priced), reading.problems)


@sheet_function("Pricing")
def TC_PHASE_TOTALS(
    lines: Table,
    fees: Table | None = None,
    as_of: Date | None = None,
    which: Text = "office",
    option: Text = "",
    plan_discount: Share = 0,
    plan_discount_amount: Money = 0,
    category_discounts: Table | None = None,
    cash_courtesy: Share = 0,
    senior_courtesy: Share = 0,
    tax_rate: Rate = 0,
) -> Spill:
    """Return what each phase of a treatment plan costs, as a table in the order of the phases.

    Args:
        lines: the plan with its header row: Code, Phase; Fee, Qty, Option, Discount %, Discount if you have them.
        fees: a fee schedule with its header row, for lines whose Fee is blank.
        as_of: the day the fees must hold; left out, the latest.
        which: which fee of the schedule: office (as left out), member or network.
        option: the option to price, where the lines have several; lines without one belong to all.
        plan_discount: a percent off the whole plan.
        plan_discount_amount: dollars off the whole plan, shared out over its lines.
        category_discounts: a table Category, Discount %; then each line needs a category, its own or the schedule's.
        cash_courtesy: a percent for paying in cash.
        senior_courtesy: a percent for seniors, after the cash courtesy.
        tax_rate: the sales tax on what is left, such as 7%.

    >>> TC_PHASE_TOTALS([["Code", "Fee", "Phase"], ["D2740", 1285, "1"], ["D2392", 200, "2"]])[2]
    ['2', 1, 200.0, 0.0, 0.0, 200.0]
    """
    discounts = discounts_given(
        plan_discount, plan_discount_amount, category_discounts, cash_courtesy, senior_courtesy, tax_rate
    )
    chosen = lines_of_option(lines_read(lines, fees, as_of, which, discounts).all_records(), option)
    totals = plans.phase_totals(prices.price_plan(chosen, discounts))
    return Spill((Column("name", "Phase", "Text"),) + TOTAL_COLUMNS, tuple(total_row(each) for each in totals))


def total_row(total: plans.Total) -> tuple[object, ...]:
    """Return sums as a row of a spill."""
    return (total.name, total.lines, total.gross, total.discount, total.tax, total.total)


@sheet_function("Pricing")
def TC_PLAN_COMPARE(
    lines: Table,
    fees: Table | None = None,
    as_of: Date | None = None,
    which: Text = "office",
    plan_discount: Share = 0,
    plan_discount_amount: Money = 0,
    category_discounts: Table | None = None,
    cash_courtesy: Share = 0,
    senior_courtesy: Share = 0,
    tax_rate: Rate = 0,
) -> Spill:
    """Return the options of a treatment plan side by side: what each costs, and how much more than the cheapest.

    Lines without an option belong to every option. Each option is priced as if it alone were chosen.

    Args:
        lines: the plan with its header row: Code, Option; Fee, Qty, Discount %, Discount if you have them.
        fees: a fee schedule with its header row, for lines whose Fee is blank.
        as_of: the day the fees must hold; left out, the latest.
        which: which fee of the schedule: office (as left out), member or network.
        plan_discount: a percent off the whole plan.
        plan_discount_amount: dollars off the whole plan, shared out over its lines.
        category_discounts: a table Category, Discount %; then each line needs a category, its own or the schedule's.
        cash_courtesy: a percent for paying in cash.
        senior_courtesy: a percent for seniors, after the cash courtesy.
        tax_rate: the sales tax on what is left, such as 7%.

    >>> TC_PLAN_COMPARE([["Code", "Fee", "Option"], ["D6010", 2000, "A"], ["D6240", 1200, "B"]])[1][5:]
    [2000.0, 800.0]
    """
    discounts = discounts_given(
        plan_discount, plan_discount_amount, category_discounts, cash_courtesy, senior_courtesy, tax_rate
    )
    records = lines_read(lines, fees, as_of, which, discounts).all_records()
    totals = plans.option_totals(records, discounts)
    least = min([each.total for each in totals])
    columns = (Column("name", "Option", "Text"),) + TOTAL_COLUMNS + (Column("above", "Above cheapest", "Money"),)
    return Spill(columns, tuple(total_row(each) + (each.total - least,) for each in totals))


@sheet_function("Pricing")
def TC_MEMBERSHIP_SAVINGS(
    lines: Table,
    fees: Table,
    membership_fee: Money = 0,
    discount_maximum: Money = 0,
    discount_used: Money = 0,
    included: Table | None = None,
    option: Text = "",
    as_of: Date | None = None,
) -> Money:
    """Return what membership saves on a treatment plan, its own fee taken off; below 0 where it costs more.

    Discount = fee - member fee, line by line, cut to what is left of the yearly maximum. A blank member fee is no
    discount; a member fee of 0 is free. The lines' own discounts are left aside: members get these instead.

    Args:
        lines: the plan with its header row: Code, and Fee, Qty, Option where you have them.
        fees: the fee schedule with its header row: Code, Office fee, Member fee.
        membership_fee: what membership costs for the year.
        discount_maximum: the most the plan takes off in a year; left out or 0, no maximum.
        discount_used: how much of the maximum is used up already.
        included: a table Code, Times: services free so many times; what they save counts toward the maximum.
        option: the option to price, where the lines have several.
        as_of: the day the fees must hold; left out, the latest.

    >>> TC_MEMBERSHIP_SAVINGS([["Code"], ["D2740"]], [["Code", "Fee", "Member fee"], ["D2740", 1285, 1028]], 99)
    158.0
    """
    if min(membership_fee, discount_maximum, discount_used) < 0:
        raise ArgumentError("membership_fee, discount_maximum and discount_used are 0 or more")
    entries = schedules.read_fees(fees).all_records()
    chosen = lines_of_option(with_fees(read_lines(lines), entries, as_of, "office").all_records(), option)
    free = membership.read_included(included).all_records() if included else ()
    left = max(discount_maximum - discount_used, 0) if discount_maximum else None
    return sum(membership.plan_discounts(chosen, entries, free, left, as_of)) - membership_fee


MARGIN_COLUMNS = (
    Column("code", "Code", "Text"),
    Column("description", "Treatment", "Text"),
    Column("schedule", "Schedule", "Text"),
    Column("fee", "Fee", "Money"),
    Column("collected", "Collected", "Money"),
    Column("lab", "Lab", "Money"),
    Column("supplies", "Supplies", "Money"),
    Column("chair", "Chair", "Money"),
    Column("margin", "Margin", "Money"),
    Column("per_hour", "Margin per hour", "Money"),
)


@sheet_function("Pricing")
def TC_PROCEDURE_MARGIN(
    fees: Table, hourly_cost: Money, collected_share: Share = 1_000_000, as_of: Date | None = None
) -> Spill:
    """Return what each procedure earns under each fee schedule, per procedure and per chair hour.

    Margin = collected fee - lab - supplies - hourly cost x minutes / 60; so a write-off's real cost shows. Blank lab
    and supplies cost nothing; a procedure without minutes stands at the end with its problem.

    Args:
        fees: the fee schedule with its header row: Code, Minutes, fees (Office, Member, Network), and Lab, Supplies.
        hourly_cost: what an hour of the chair costs the practice.
        collected_share: the part of a fee that is in the end collected, such as 97%; left out, all.
        as_of: the day the fees must hold; left out, the latest.

    >>> TC_PROCEDURE_MARGIN([["Code", "Fee", "Minutes", "Lab"], ["D2740", 1285, 90, 180]], 240)[1][8:]
    [745.0, 496.67]
    """
    if hourly_cost < 0:
        raise ArgumentError("hourly_cost is below 0")
    reading = schedules.read_fees(fees)
    found = margins.margins_of(reading.records, hourly_cost, collected_share, as_of)
    return Spill(MARGIN_COLUMNS, tuple(margin_row(each) for each in found.records), reading.problems + found.problems)


def margin_row(each: margins.Margin) -> tuple[object, ...]:
    """Return a margin as a row of the spill."""
    entry = each.entry
    lead = (schedules.code_key(entry.code), entry.description, each.schedule, each.fee, each.collected)
    return lead + (entry.lab, entry.supplies, each.chair, each.margin, each.per_hour)
