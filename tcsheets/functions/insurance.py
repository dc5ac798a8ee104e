"""The Insurance functions that estimate a plan: declarations over `tcsheets.insurance`."""

from __future__ import annotations

from collections.abc import Sequence

from tcsheets.errors import ArgumentError
from tcsheets.functions.kinds import Date, Money, Share, Spill, Table, Text
from tcsheets.functions.registry import sheet_function
from tcsheets.insurance import heart
from tcsheets.insurance.claims import read_past
from tcsheets.insurance.estimate import estimate
from tcsheets.insurance.model import EstimateLine, Past, PlanLine, Service
from tcsheets.insurance.plans import Benefits, read_benefits
from tcsheets.insurance.reasons import reasons
from tcsheets.insurance.services import Context, read_services
from tcsheets.pricing.fees import code_key, read_fees
from tcsheets.tables import Column


@sheet_function("Insurance")
def TC_INS_PAYS(
    allowed: Money, plan_share: Share, deductible_left: Money = 0, maximum: Money = 0, maximum_used: Money = 0
) -> Money:
    """Return what the plan pays for one service: its share after the deductible, up to what is left of the maximum.

    Rounded half up to the cent, once.

    Args:
        allowed: what the plan recognises for the service; the fee, where the plan has no fee of its own.
        plan_share: the part the plan pays, such as 80%.
        deductible_left: the deductible still owed; left out, none.
        maximum: the plan's yearly maximum; left out or 0, none.
        maximum_used: how much of the maximum is used up already.

    >>> TC_INS_PAYS(900, "50%", 50, 1500, 1250)
    250.0
    """
    deductible = heart.deductible_owed(allowed, plan_share, deductible_left)
    wanted = heart.benefit(allowed, plan_share, deductible)
    return heart.capped(wanted, maximum - maximum_used, maximum > 0)


def past_of(history: Table | None, as_of: Date | None) -> tuple[Past, ...]:
    """Return what the patient had before; it counts up to a day, so that must be known."""
    past = read_past(history).all_records() if history else ()
    if as_of is None and any(each.day for each in past):
        raise ArgumentError("as_of is missing; say on which day the history is looked at")
    return past


def insured(
    lines: Table, benefits: Benefits, fees: Table | None, as_of: Date | None, option: Text
) -> tuple[Service, ...]:
    """Return the lines of a treatment plan as insurance sees them; a line that cannot be read is an error."""
    entries = read_fees(fees).all_records() if fees else ()
    return read_services(lines, Context(entries, as_of, option, benefits)).all_records()


def estimated(
    lines: Table, benefits: Benefits, fees: Table | None, as_of: Date | None, option: Text, past: Sequence[Past]
) -> tuple[EstimateLine, ...]:
    """Return the estimate of a treatment plan."""
    services = insured(lines, benefits, fees, as_of, option)
    return estimate(services, benefits.plans, past, benefits.options)


LEAD_COLUMNS = (
    Column("code", "Code", "Text"),
    Column("description", "Treatment", "Text"),
    Column("fee", "Fee", "Money"),
    Column("allowed", "Allowed", "Money"),
    Column("deductible", "Deductible", "Money"),
    Column("copay", "Copay", "Money"),
    Column("share", "Plan share", "Share"),
    Column("limit", "Limit", "Text"),
)
SUM_COLUMNS = (
    Column("plan_pays", "Plan pays", "Money"),
    Column("write_off", "Write-off", "Money"),
    Column("patient", "Patient pays", "Money"),
    Column("why", "Why", "Text"),
)
LIMIT_WORDS = {"": "", "missing_tooth": "missing tooth", "excluded": "not covered", "waiting": "waiting period"}


def estimate_columns(count: int) -> tuple[Column, ...]:
    """Return the columns of an estimate: what each plan pays stands apart where there are several."""
    each = [Column(f"plan_{number}", f"Plan {number} pays", "Money") for number in range(1, count + 1)]
    # Last, so that the other columns stay where a sheet expects them.
    return LEAD_COLUMNS + SUM_COLUMNS + (tuple(each) if count > 1 else ())


def limit_words(plan: PlanLine) -> str:
    """Return what held a payment back, as a word or two."""
    if plan.limit:
        return LIMIT_WORDS.get(plan.limit, plan.limit)
    return "maximum" if plan.bound else ""


def estimate_row(line: EstimateLine, reason: str) -> tuple[object, ...]:
    """Return a line of an estimate as a row of the spill; what only one plan has is the first plan's."""
    service, plan = line.service, line.plans[0]
    lead = (code_key(service.code), service.description, line.fee, plan.allowed, plan.deductible, plan.copay)
    each = tuple([other.plan_pays for other in line.plans]) if len(line.plans) > 1 else ()
    held = (plan.share, limit_words(plan))
    return lead + held + (line.plan_pays, line.write_off, line.patient, reason) + each


@sheet_function("Insurance")
def TC_INS_ESTIMATE(
    lines: Table,
    benefits: Table,
    fees: Table | None = None,
    as_of: Date | None = None,
    option: Text = "",
    history: Table | None = None,
) -> Spill:
    """Return the insurance estimate of a treatment plan through up to three plans, line by line, each with its reason.

    The order of the lines is the order in which the insurer is taken to pay them, unless Deductible order says another.
    A line that cannot be read makes an error, for a deductible or maximum would run wrong without it.

    Args:
        lines: the plan with its header row: Code, and Fee, Allowed, Qty, Tooth, Date, Option, Predetermined if any.
        benefits: the insurance plans, a row a fact: Benefit (Plan type, Share, Deductible, ...), For, Value, Plan.
        fees: a fee schedule with its header row, for lines whose Fee or Allowed is blank (Network fee).
        as_of: the day of the estimate: of the fees, and of lines without a date; left out, the latest fees.
        option: the option to estimate, where the lines have several; lines without one belong to all.
        history: earlier services and claims: Code, Date, Status (paid, open, elsewhere, used), Paid, Deductible, Tooth.

    >>> TC_INS_ESTIMATE([["Code", "Fee", "Allowed"], ["D2740", 1285, 900]], [["Benefit", "Value"], ["Share", 1]])[1][11]
    'Your plan pays 100 % of its $900 fee.'
    """
    stated = read_benefits(benefits)
    past = past_of(history, as_of)
    found = estimated(lines, stated, fees, as_of, option, past)
    rows = [estimate_row(line, reason) for line, reason in zip(found, reasons(found, stated.plans, past))]
    return Spill(estimate_columns(len(stated.plans)), tuple(rows))


TOTALS_COLUMNS = (
    Column("fee", "Fee", "Money"),
    Column("plan_pays", "Plan pays", "Money"),
    Column("write_off", "Write-off", "Money"),
    Column("patient", "Patient pays", "Money"),
    Column("deductible", "Deductible", "Money"),
    Column("over_maximum", "Over maximum", "Money"),
)


def totals(found: Sequence[EstimateLine]) -> tuple[int, ...]:
    """Return the sums of an estimate; deductible and what is over a maximum are the first plan's."""
    sums = (sum([line.fee for line in found]), sum([line.plan_pays for line in found]))
    left = (sum([line.write_off for line in found]), sum([line.patient for line in found]))
    first = [line.plans[0] for line in found]
    return sums + left + (sum([plan.deductible for plan in first]), sum([plan.over_maximum for plan in first]))


@sheet_function("Insurance")
def TC_INS_TOTALS(
    lines: Table,
    benefits: Table,
    fees: Table | None = None,
    as_of: Date | None = None,
    option: Text = "",
    history: Table | None = None,
) -> Spill:
    """Return the insurance estimate of a treatment plan in one row: fee, plan pays, write-off, patient pays.

    Args:
        lines: the plan with its header row, as for TC_INS_ESTIMATE.
        benefits: the insurance plans, a row a fact: Benefit (Plan type, Share, Deductible, ...), For, Value, Plan.
        fees: a fee schedule with its header row, for lines whose Fee or Allowed is blank (Network fee).
        as_of: the day of the estimate: of the fees, and of lines without a date; left out, the latest fees.
        option: the option to estimate, where the lines have several; lines without one belong to all.
        history: earlier services and claims: Code, Date, Status (paid, open, elsewhere, used), Paid, Deductible, Tooth.

    >>> TC_INS_TOTALS([["Code", "Fee", "Allowed"], ["D2740", 1285, 900]], [["Benefit", "Value"], ["Share", "50%"]])[1]
    [1285.0, 450.0, 385.0, 450.0, 0.0, 0.0]
    """
    found = estimated(lines, read_benefits(benefits), fees, as_of, option, past_of(history, as_of))
    return Spill(TOTALS_COLUMNS, (totals(found),))


@sheet_function("Insurance")
def TC_PATIENT_PORTION(
    lines: Table,
    benefits: Table,
    fees: Table | None = None,
    as_of: Date | None = None,
    option: Text = "",
    history: Table | None = None,
) -> Money:
    """Return what is left for the patient of a treatment plan: fees less what the plans pay and the write-off.

    Args:
        lines: the plan with its header row, as for TC_INS_ESTIMATE.
        benefits: the insurance plans, a row a fact: Benefit (Plan type, Share, Deductible, ...), For, Value, Plan.
        fees: a fee schedule with its header row, for lines whose Fee or Allowed is blank (Network fee).
        as_of: the day of the estimate: of the fees, and of lines without a date; left out, the latest fees.
        option: the option to estimate, where the lines have several; lines without one belong to all.
        history: earlier services and claims: Code, Date, Status (paid, open, elsewhere, used), Paid, Deductible, Tooth.

    >>> TC_PATIENT_PORTION([["Code", "Fee", "Allowed"], ["D2740", 1285, 900]], [["Benefit", "Value"], ["Share", "50%"]])
    450.0
    """
    found = estimated(lines, read_benefits(benefits), fees, as_of, option, past_of(history, as_of))
    return sum([line.patient for line in found])
