"""The Insurance functions for medical plans and good-faith estimates: declarations over `tcsheets.insurance`."""

from __future__ import annotations

from tcsheets.business_time import business_days_between, date_words, shift_business_days
from tcsheets.errors import ArgumentError
from tcsheets.functions.kinds import Date, Dates, Money, Spill, Table, Text
from tcsheets.functions.registry import sheet_function
from tcsheets.insurance import medical, medical_plans
from tcsheets.money import money_text
from tcsheets.tables import Column, header_key

MEDICAL_COLUMNS = (
    Column("code", "Code", "Text"),
    Column("words", "Service", "Text"),
    Column("allowed", "Allowed", "Money"),
    Column("copay", "Copay", "Money"),
    Column("deductible", "Deductible", "Money"),
    Column("coinsurance", "Coinsurance", "Money"),
    Column("over", "Above allowed", "Money"),
    Column("plan_pays", "Plan pays", "Money"),
    Column("patient", "Patient pays", "Money"),
    Column("warning", "Warning", "Text"),
    Column("why", "Why", "Text"),
)


def medical_row(each: medical_plans.MedicalResult) -> tuple[object, ...]:
    """Return a service as a row of the spill."""
    line = each.line
    lead = (each.request.code, each.request.words, line.allowed, line.copay, line.deductible, line.coinsurance)
    return lead + (each.over, line.plan_pays, line.patient + each.over, each.warning, each.why)


@sheet_function("Insurance")
def TC_MED_ESTIMATE(lines: Table, benefits: Table) -> Spill:
    """Return the estimate of a medical plan, service by service: copay, deductible, coinsurance, limit, and why.

    Copay services pay the copay alone, unless the plan says deductible first. The out-of-pocket limit caps all three.
    What is not covered, and what is billed above the allowed amount out of network, counts toward nothing.

    Args:
        lines: the services: Allowed; Code, Service, Fee, Network (in, out) if you have them.
        benefits: a row a fact: Benefit (Deductible, Deductible used, Coinsurance, Copay, ...), For, Value, Network.

    >>> plan = [["Benefit", "Value"], ["Deductible", 100], ["Coinsurance", "20%"]]
    >>> TC_MED_ESTIMATE([["Service", "Allowed"], ["MRI", 600]], plan)[1][7:9]
    [400.0, 200.0]
    """
    requests = medical_plans.read_requests(lines).all_records()
    found = medical_plans.results(requests, medical_plans.read_medical(benefits).all_records())
    return Spill(MEDICAL_COLUMNS, tuple([medical_row(each) for each in found]))


@sheet_function("Insurance")
def TC_GFE_DUE(trigger: Text, on: Date, service: Date | None = None, closed_days: Dates = ()) -> Date | None:
    """Return the day by which a good-faith estimate is due to who is uninsured or pays himself (45 CFR 149.610).

    Booked 3 or more business days ahead, within 1 business day; 10 or more ahead, within 3; on request, within 3; scope
    changed, 1 business day before the service. Blank where none is due: booked fewer than 3 business days ahead.

    Args:
        trigger: appointment, request or scope change.
        on: the day it was booked, asked for or changed.
        service: the day of the service; needed for appointment and scope change.
        closed_days: holidays, which are no business days; Saturdays and Sundays never are.

    >>> TC_GFE_DUE("appointment", "2026-11-24", "2026-12-15"), TC_GFE_DUE("request", "2026-11-27")
    (datetime.date(2026, 11, 27), datetime.date(2026, 12, 2))
    """
    kind = header_key(trigger).replace(" ", "_").replace("booking", "appointment").replace("booked", "appointment")
    if service is None and kind != "request":
        raise ArgumentError("service is missing; say on which day the service is")
    ahead = business_days_between(on, service, closed_days) if service else 0
    days, counted_from = medical.gfe_due(kind, ahead)
    if days is None:
        return None
    return shift_business_days(service if counted_from == "service" and service else on, days, closed_days)


@sheet_function("Insurance")
def TC_GFE_DISPUTE(estimate: Money, billed: Money, billed_on: Date, as_of: Date) -> Text:
    """Return whether a bill may be disputed against its good-faith estimate, and until when (45 CFR 149.620).

    Billed $400 or more over it, for each provider, the patient may dispute it within 120 calendar days of the bill.

    Args:
        estimate: the good-faith estimate of one provider.
        billed: what that provider billed.
        billed_on: the date of the bill.
        as_of: the day on which you ask.

    >>> TC_GFE_DISPUTE(1000, 1450, "2026-11-02", "2026-11-24")
    'May be disputed until March 2, 2027: billed $450 over the estimate.'
    """
    over = billed - estimate
    if not medical.may_dispute(estimate, billed):
        amount = f"billed {money_text(over)} over the estimate" if over > 0 else "not billed over the estimate"
        return f"May not be disputed: {amount}, and {money_text(medical.DISPUTE_FROM)} is asked for."
    last = medical.dispute_until(billed_on)
    if as_of > last:
        return f"May no longer be disputed: the time ended on {date_words(last)}."
    return f"May be disputed until {date_words(last)}: billed {money_text(over)} over the estimate."
