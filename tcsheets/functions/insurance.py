"""The Insurance functions: declarations over `tcsheets.insurance`."""

from __future__ import annotations

from tcsheets.functions.kinds import Date, Money, Share, Spill, Table, Text
from tcsheets.functions.registry import sheet_function
from tcsheets.insurance import heart
from tcsheets.insurance.estimate import estimate
from tcsheets.insurance.model import EstimateLine
from tcsheets.insurance.plans import plan_of, read_benefits
from tcsheets.insurance.reasons import why
from tcsheets.insurance.services import read_services
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


def estimated(
    lines: Table, benefits: Table, fees: Table | None, as_of: Date | None, option: Text
) -> tuple[EstimateLine, ...]:
    """Return the estimate of a treatment plan; a line that cannot be read is an error."""
    entries = read_fees(fees).all_records() if fees else ()
    services = read_services(lines, entries, as_of, option).all_records()
    return estimate(services, (plan_of(read_benefits(benefits).all_records()),))


ESTIMATE_COLUMNS = (
    Column("code", "Code", "Text"),
    Column("description", "Treatment", "Text"),
    Column("fee", "Fee", "Money"),
    Column("allowed", "Allowed", "Money"),
    Column("deductible", "Deductible", "Money"),
    Column("share", "Plan share", "Share"),
    Column("plan_pays", "Plan pays", "Money"),
    Column("write_off", "Write-off", "Money"),
    Column("patient", "Patient pays", "Money"),
    Column("why", "Why", "Text"),
)


def estimate_row(line: EstimateLine) -> tuple[object, ...]:
    """Return a line of an estimate as a row of the spill."""
    service, plan = line.service, line.plans[0]
    lead = (code_key(service.code), service.description, line.fee, plan.allowed, plan.deductible, plan.share)
    return lead + (line.plan_pays, line.write_off, line.patient, why(line))


@sheet_function("Insurance")
def TC_INS_ESTIMATE(
    lines: Table, benefits: Table, fees: Table | None = None, as_of: Date | None = None, option: Text = ""
) -> Spill:
    """Return the insurance estimate of a treatment plan, line by line, each with its reason.

    The order of the lines is the order in which the insurer is taken to pay them. A line that cannot be read makes
    an error where a deductible or maximum would run wrong without it, so all lines must be good.

    Args:
        lines: the plan with its header row: Code; Fee, Allowed (the plan's own fee), Qty, Option if you have them.
        benefits: the insurance plan, a row a fact: Benefit (Plan type, Share, Deductible, Maximum, ...), For, Value.
        fees: a fee schedule with its header row, for lines whose Fee or Allowed is blank (Network fee).
        as_of: the day the fees must hold; left out, the latest.
        option: the option to estimate, where the lines have several; lines without one belong to all.

    >>> TC_INS_ESTIMATE([["Code", "Fee", "Allowed"], ["D2740", 1285, 900]], [["Benefit", "Value"], ["Share", 1]])[1][9]
    'Your plan pays 100 % of its $900 fee.'
    """
    found = estimated(lines, benefits, fees, as_of, option)
    return Spill(ESTIMATE_COLUMNS, tuple(estimate_row(line) for line in found))


TOTALS_COLUMNS = (
    Column("fee", "Fee", "Money"),
    Column("plan_pays", "Plan pays", "Money"),
    Column("write_off", "Write-off", "Money"),
    Column("patient", "Patient pays", "Money"),
    Column("deductible", "Deductible", "Money"),
    Column("over_maximum", "Over maximum", "Money"),
)


@sheet_function("Insurance")
def TC_INS_TOTALS(
    lines: Table, benefits: Table, fees: Table | None = None, as_of: Date | None = None, option: Text = ""
) -> Spill:
    """Return the insurance estimate of a treatment plan in one row: fee, plan pays, write-off, patient pays.

    Args:
        lines: the plan with its header row: Code; Fee, Allowed (the plan's own fee), Qty, Option if you have them.
        benefits: the insurance plan, a row a fact: Benefit (Plan type, Share, Deductible, Maximum, ...), For, Value.
        fees: a fee schedule with its header row, for lines whose Fee or Allowed is blank (Network fee).
        as_of: the day the fees must hold; left out, the latest.
        option: the option to estimate, where the lines have several; lines without one belong to all.

    >>> TC_INS_TOTALS([["Code", "Fee", "Allowed"], ["D2740", 1285, 900]], [["Benefit", "Value"], ["Share", "50%"]])[1]
    [1285.0, 450.0, 385.0, 450.0, 0.0, 0.0]
    """
    found = estimated(lines, benefits, fees, as_of, option)
    return Spill(
        TOTALS_COLUMNS,
        (
            (
                sum([line.fee for line in found]),
                sum([line.plan_pays for line in found]),
                sum([line.write_off for line in found]),
                sum([line.patient for line in found]),
                sum([line.plans[0].deductible for line in found]),
                sum([line.plans[0].over_maximum for line in found]),
            ),
        ),
    )


@sheet_function("Insurance")
def TC_PATIENT_PORTION(
    lines: Table, benefits: Table, fees: Table | None = None, as_of: Date | None = None, option: Text = ""
) -> Money:
    """Return what is left for the patient of a treatment plan: fees less what the plan pays and the write-off.

    Args:
        lines: the plan with its header row: Code; Fee, Allowed (the plan's own fee), Qty, Option if you have them.
        benefits: the insurance plan, a row a fact: Benefit (Plan type, Share, Deductible, Maximum, ...), For, Value.
        fees: a fee schedule with its header row, for lines whose Fee or Allowed is blank (Network fee).
        as_of: the day the fees must hold; left out, the latest.
        option: the option to estimate, where the lines have several; lines without one belong to all.

    >>> TC_PATIENT_PORTION([["Code", "Fee", "Allowed"], ["D2740", 1285, 900]], [["Benefit", "Value"], ["Share", "50%"]])
    450.0
    """
    found = estimated(lines, benefits, fees, as_of, option)
    return sum([line.patient for line in found])
