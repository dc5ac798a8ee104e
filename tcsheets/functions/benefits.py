"""The Insurance functions around an estimate: what is left, whether it is covered, both ends, two years, which plan."""

from __future__ import annotations

from collections.abc import Sequence

from tcsheets.errors import ArgumentError
from tcsheets.functions.insurance import insured, past_of
from tcsheets.functions.kinds import Count, Date, Money, Share, Spill, Table, Text
from tcsheets.functions.registry import sheet_function
from tcsheets.insurance import heart, ordering, orthodontics, ranges, years
from tcsheets.insurance.answers import answer
from tcsheets.insurance.facts import one_of_words, read_facts
from tcsheets.insurance.history import deductible_left
from tcsheets.insurance.model import COB_RULES, Past, Service
from tcsheets.insurance.places import place_of
from tcsheets.insurance.plans import Benefits, benefits_of, read_benefits, unknown_of, with_unknown
from tcsheets.insurance.remaining import remaining
from tcsheets.pricing.fees import code_key
from tcsheets.tables import Column

REMAINING_COLUMNS = (
    Column("plan", "Plan", "Text"),
    Column("benefit", "Benefit", "Text"),
    Column("services", "For", "Text"),
    Column("level", "Level", "Text"),
    Column("amount", "Amount", "Money"),
    Column("used", "Used", "Money"),
    Column("left", "Left", "Money"),
    Column("resets", "Starts anew", "Date"),
)


@sheet_function("Insurance")
def TC_INS_REMAINING(benefits: Table, as_of: Date, history: Table | None = None) -> Spill:
    """Return what is left of each maximum and deductible on a day, and when it starts anew.

    Args:
        benefits: the insurance plans, a row a fact: Benefit, For, Value, Plan.
        as_of: the day; the benefit year it lies in counts.
        history: earlier services and claims: Code, Date, Status (paid, open, elsewhere, used), Paid, Deductible.

    >>> TC_INS_REMAINING([["Benefit", "Value"], ["Maximum", 1500], ["Maximum used", 420]], "2026-11-24")[1][4:]
    [1500.0, 420.0, 1080.0, datetime.date(2027, 1, 1)]
    """
    stated, past = read_benefits(benefits), past_of(history, as_of)
    rows = []
    for ordinal, (name, plan) in enumerate(zip(stated.names, stated.plans), start=1):
        for each in remaining(plan, ordinal, past, as_of):
            lead = (name, each.benefit, each.services, each.level)
            rows.append(lead + (each.amount, each.used, each.left, each.resets))
    return Spill(REMAINING_COLUMNS, tuple(rows))


@sheet_function("Insurance")
def TC_INS_ELIGIBLE(
    code: Text, benefits: Table, as_of: Date, history: Table | None = None, tooth: Text = "", plan: Count = 1
) -> Text:
    """Return whether a plan pays for a service on a day; if not, why, and the day from which it will.

    Args:
        code: the service, such as D1110.
        benefits: the insurance plans, a row a fact: Benefit, For, Value, Plan.
        as_of: the day of the service.
        history: earlier services and claims: Code, Date, Status (paid, open, elsewhere, used), Paid, Deductible, Tooth.
        tooth: the tooth, quadrant (UR, UL, LL, LR) or arch (upper, lower), where a rule counts by it.
        plan: which of the plans, 1 to 3; left out, the first.

    >>> TC_INS_ELIGIBLE("D2740", [["Benefit", "For", "Value"], ["Share", "crowns", "50%"]], "2026-11-24")
    'Covered at 50 %.'
    """
    stated = read_benefits(benefits)
    if not 1 <= plan <= len(stated.plans):
        raise ArgumentError(f"plan is not between 1 and {len(stated.plans)}, the plans that benefits hold")
    place, patient = place_of(tooth), stated.patient
    age, lost = patient.age_on(as_of), patient.lost_on(place.teeth)
    service = Service(0, code_key(code), 0, day=as_of, place=place, age=age, lost=lost)
    return answer(stated.plans[plan - 1], plan, past_of(history, as_of), service)


@sheet_function("Insurance")
def TC_INS_SECONDARY(
    fee: Money,
    allowed: Money,
    plan_share: Share,
    paid: Money,
    written_off: Money = 0,
    rule: Text = "basic",
    deductible_left: Money = 0,
    maximum: Money = 0,
    maximum_used: Money = 0,
) -> Money:
    """Return what a second plan pays for one service, from what the first has paid.

    Basic: at most its own allowed amount less what was paid. Standard: at most what is left of the fee. Carve-out
    (non-duplication): its own figure less what was paid. Medicaid: as basic.

    Args:
        fee: the office's fee.
        allowed: what the second plan recognises.
        plan_share: the part the second plan pays, such as 80%.
        paid: what the first plan pays.
        written_off: what is written off for the first plan.
        rule: basic (as left out), standard, carve-out or Medicaid.
        deductible_left: the second plan's deductible still owed; left out, none.
        maximum: the second plan's yearly maximum; left out or 0, none.
        maximum_used: how much of that maximum is used up already.

    >>> TC_INS_SECONDARY(1000, 900, "80%", 450), TC_INS_SECONDARY(1000, 900, "80%", 450, rule="carve-out")
    (450.0, 270.0)
    """
    try:
        known = one_of_words(rule, COB_RULES, {"non duplication": "carve_out"})
    except ValueError as error:
        raise ArgumentError(f"rule {error}") from error
    deductible = heart.deductible_owed(allowed, plan_share, deductible_left)
    own = heart.benefit(allowed, plan_share, deductible)
    wanted = heart.coordinated_basic(own, allowed, paid)
    if known == "standard":
        wanted = heart.coordinated_standard(own, fee, paid, written_off)
    if known == "carve_out":
        wanted = heart.coordinated_carve_out(own, paid)
    room = heart.at_least_zero(fee - paid - written_off)
    return min(heart.capped(wanted, maximum - maximum_used, maximum > 0), room)


ORDER_COLUMNS = (
    Column("place", "Pays", "Text"),
    Column("name", "Plan", "Text"),
    Column("reason", "Why before the next", "Text"),
)
PLACES = ("first", "second", "third", "fourth", "fifth")


@sheet_function("Insurance")
def TC_INS_ORDER(plans: Table) -> Spill:
    """Return in which order a patient's plans pay, and why: own plan, birthday rule, active, longer.

    Args:
        plans: Plan, Patient is (self, spouse, child), Holder's birthday, Holder is (active, retired), Since.

    >>> TC_INS_ORDER([["Plan", "Patient is"], ["Harbor", "spouse"], ["Meadow", "self"]])[1]
    ['first', 'Meadow', 'it covers the patient as its own holder, the next one as a dependent']
    """
    found = ordering.ranked(ordering.read_covers(plans).all_records())
    if len(found) > len(PLACES):
        raise ArgumentError(f"plans are more than {len(PLACES)}; keep those that are in force")
    return Spill(
        ORDER_COLUMNS, tuple([(PLACES[place], each.cover.name, each.reason) for place, each in enumerate(found)])
    )


RANGE_COLUMNS = (
    Column("what", "What", "Text"),
    Column("low", "Low", "Money"),
    Column("high", "High", "Money"),
    Column("why", "Why", "Text"),
)


@sheet_function("Insurance")
def TC_INS_RANGE(
    lines: Table,
    benefits: Table,
    fees: Table | None = None,
    as_of: Date | None = None,
    option: Text = "",
    history: Table | None = None,
) -> Spill:
    """Return both ends of what the plans pay and what is left to pay, over the orders of lines and what is unknown.

    The insurer decides on which line a deductible falls. Up to four lines, and where the usual single deductible falls
    on one line, the ends are exact; otherwise they contain every order, and the reason says so. An amount used that is
    written as "unknown" counts from nothing to all of it.

    Args:
        lines: the plan with its header row, as for TC_INS_ESTIMATE.
        benefits: the insurance plans, a row a fact: Benefit, For, Value, Plan; Value of an amount used may be unknown.
        fees: a fee schedule with its header row, for lines whose Fee or Allowed is blank (Network fee).
        as_of: the day of the estimate: of the fees, and of lines without a date; left out, the latest fees.
        option: the option to estimate, where the lines have several; lines without one belong to all.
        history: earlier services and claims: Code, Date, Status (paid, open, elsewhere, used), Paid, Deductible, Tooth.

    >>> plan = [["Benefit", "For", "Value"], ["Share", "D2391", 0.8], ["Share", "D2740", 0.5], ["Deductible", "", 50]]
    >>> TC_INS_RANGE([["Code", "Fee"], ["D2391", 200], ["D2740", 2000]], plan)[1][:3]
    ['Plans pay', 1120.0, 1135.0]
    """
    facts = read_facts(benefits).all_records()
    unknown, past = unknown_of(facts), past_of(history, as_of)
    ends, left = [], 0
    for used in ways_to_use(unknown):
        stated = benefits_of(with_unknown(facts, used))
        services = insured(lines, stated, fees, as_of, option)
        ends.append(ranges.order_ends(services, stated.plans, past, stated.options))
        left = max(left, owed_at_first(stated, services, past))
    found = ranges.joined(ends)
    why = ranges.reason(found, left, unknown)
    rows = (("Plans pay", found.low, found.high, why), ("Patient pays", found.patient_low, found.patient_high, why))
    return Spill(RANGE_COLUMNS, rows)


def ways_to_use(unknown: Sequence[str]) -> list[tuple[str, ...]]:
    """Return which of the unknown amounts are taken as used up, in every way.

    >>> ways_to_use(["deductible"])
    [(), ('deductible',)]
    """
    ways: list[tuple[str, ...]] = [()]
    for name in unknown:
        ways += [(*way, name) for way in ways]
    return ways


def owed_at_first(stated: Benefits, services: Sequence[Service], past: Sequence[Past]) -> int:
    """Return the first plan's deductible that may fall on one line or another."""
    owed = [deductible_left(stated.plans[0], 1, past, each.code, each.day) for each in services]
    return max(owed) if owed else 0


YEARS_COLUMNS = (
    Column("what", "What", "Text"),
    Column("plan_pays", "Plans pay", "Money"),
    Column("write_off", "Write-off", "Money"),
    Column("patient", "Patient pays", "Money"),
    Column("words", "In words", "Text"),
    Column("moved", "Next year", "Text"),
)


@sheet_function("Insurance")
def TC_INS_TWO_YEARS(
    lines: Table,
    benefits: Table,
    as_of: Date,
    fees: Table | None = None,
    option: Text = "",
    history: Table | None = None,
) -> Spill:
    """Return the treatment done now, next benefit year, or split best between its phases, and what each way pays.

    Maximum and deductible start anew with the benefit year, so a split can also pay less; the words say which.

    Args:
        lines: the plan with its header row, as for TC_INS_ESTIMATE; Phase keeps together what is done together.
        benefits: the insurance plans, a row a fact: Benefit (with Benefit year, its first month), For, Value, Plan.
        as_of: the day of what is done now; the rest is done on the first day of the next benefit year.
        fees: a fee schedule with its header row, for lines whose Fee or Allowed is blank (Network fee).
        option: the option to estimate, where the lines have several; lines without one belong to all.
        history: earlier services and claims: Code, Date, Status (paid, open, elsewhere, used), Paid, Deductible, Tooth.

    >>> plan = [["Benefit", "Value"], ["Share", "50%"], ["Maximum", 1000]]
    >>> TC_INS_TWO_YEARS([["Code", "Fee"], ["D2740", 2000], ["D2750", 1000]], plan, "2026-11-24")[3][4]
    'The first line now, the rest from January 1, 2027 on. Insurance pays $500 more than for everything now.'
    """
    stated, past = read_benefits(benefits), past_of(history, as_of)
    found = years.two_years(insured(lines, stated, fees, as_of, option), stated, past, as_of)
    ways = [("Everything now", found.now), ("Everything next year", found.later)]
    ways += [("Best split", found.split)] if found.split else []
    rows = [
        (name, way.plan_pays, way.write_off, way.patient, years.words_of(found, way), years.moved(found, way))
        for name, way in ways
    ]
    return Spill(YEARS_COLUMNS, tuple(rows))


ORTHO_COLUMNS = (
    Column("what", "What", "Text"),
    Column("day", "Due", "Date"),
    Column("fee", "Fee", "Money"),
    Column("plan_pays", "Plan pays", "Money"),
    Column("patient", "Patient pays", "Money"),
    Column("left", "Lifetime left", "Money"),
)


@sheet_function("Insurance")
def TC_INS_ORTHO(
    fee: Money,
    plan_share: Share,
    visits: Count,
    lifetime_maximum: Money = 0,
    lifetime_used: Money = 0,
    deductible_left: Money = 0,
    banding: Money = 0,
    debond: Money = 0,
    starts: Date | None = None,
) -> Spill:
    """Return the orthodontic benefit over the case: each part's fee, what the plan pays of it, what is left.

    The plan pays over time, each part in proportion to its fee, up to the lifetime maximum; never as a lump sum.

    Args:
        fee: the fee of the whole case.
        plan_share: the part the plan pays, such as 50%.
        visits: how many monthly visits there are between banding and debond.
        lifetime_maximum: the plan's orthodontic maximum; left out or 0, none.
        lifetime_used: how much of it is used up already.
        deductible_left: the deductible still owed; left out, none.
        banding: what of the fee is due when the appliance is placed; left out, nothing apart.
        debond: what of the fee is due when it is taken off; left out, nothing apart.
        starts: the day it is placed, for the dates.

    >>> TC_INS_ORTHO(5000, "50%", 20, 1500, banding=1000)[1]
    ['Banding', '', 1000.0, 300.0, 700.0, 1200.0]
    """
    left = max(lifetime_maximum - lifetime_used, 0) if lifetime_maximum else None
    insurance = orthodontics.ortho_benefit(fee, plan_share, deductible_left, left)
    case = orthodontics.OrthoCase(fee, visits, banding, debond, starts)
    lines = orthodontics.ortho_lines(case, insurance, left)
    rows = [(line.what, line.day, line.fee, line.plan_pays, line.patient, line.left) for line in lines]
    return Spill(ORTHO_COLUMNS, tuple(rows))
