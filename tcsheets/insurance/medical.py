"""Medical plans: copay, deductible, coinsurance and the out-of-pocket limit; and good-faith estimates.

Copay services pay the copay alone unless the plan says deductible first.  The
out-of-pocket limit caps what the patient has paid of all three; the plan pays
the rest.  What is not covered goes to the patient and counts toward nothing.
Good-faith estimates: 45 CFR 149.610.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tcsheets.errors import ArgumentError
from tcsheets.insurance import heart
from tcsheets.money import divide_half_up

DISPUTE_FROM = 400_00  # cents billed above the estimate, per provider (45 CFR 149.620)
DISPUTE_DAYS = 120  # calendar days from the bill
DISPUTE_FEE = 25_00
TRIGGERS = ("appointment", "request", "scope_change")


@dataclass(frozen=True, slots=True)
class MedicalPlan:
    """What a medical plan says and what is left of it, in cents and ppm; None is no limit.

    share: the patient's coinsurance.  Family figures cap the individual ones where they are embedded; an aggregate
    family plan has only them.
    """

    deductible_left: int = 0
    share: int = 0
    limit_left: int | None = None
    family_deductible_left: int | None = None
    family_limit_left: int | None = None
    is_aggregate: bool = False


@dataclass(frozen=True, slots=True)
class MedicalService:
    """A medical service: allowed amount in cents, copay (None: it has none), and what the plan says of it."""

    allowed: int
    copay: int | None = None
    deductible_first: bool = False
    is_covered: bool = True


@dataclass(frozen=True, slots=True)
class MedicalLine:
    """What comes of a medical service in cents; `allowed = plan_pays + patient`, the parts before the limit."""

    allowed: int
    copay: int
    deductible: int
    coinsurance: int
    patient: int
    plan_pays: int


def owed_deductible(plan: MedicalPlan) -> int:
    """Return the deductible still owed: the family's alone where it is aggregate, else the smaller of both."""
    if plan.family_deductible_left is None:
        return plan.deductible_left
    if plan.is_aggregate:
        return plan.family_deductible_left
    return min(plan.deductible_left, plan.family_deductible_left)


def limit_of(plan: MedicalPlan) -> int | None:
    """Return what the patient may still pay out of pocket; None without a limit."""
    limits = [plan.family_limit_left] if plan.is_aggregate else [plan.limit_left, plan.family_limit_left]
    known = [limit for limit in limits if limit is not None]
    return min(known) if known else None


def medical_line(service: MedicalService, plan: MedicalPlan) -> MedicalLine:
    """Return what a plan makes of one service.

    >>> medical_line(MedicalService(150_00), MedicalPlan(share=300_000)).patient
    4500
    """
    if not service.is_covered:
        return MedicalLine(service.allowed, 0, 0, 0, service.allowed, 0)
    takes_deductible = service.copay is None or service.deductible_first
    deductible = min(owed_deductible(plan), service.allowed) if takes_deductible else 0
    rest = service.allowed - deductible
    copay = min(service.copay or 0, rest)
    coinsurance = heart.share_half_up(rest, plan.share) if service.copay is None else 0
    limit = limit_of(plan)
    patient = heart.capped(deductible + copay + coinsurance, limit or 0, limit is not None)
    return MedicalLine(service.allowed, copay, deductible, coinsurance, patient, service.allowed - patient)


def less(amount: int | None, paid: int) -> int | None:
    """Return what is left of an amount after a payment; None stays none."""
    return None if amount is None else max(amount - paid, 0)


def after(plan: MedicalPlan, line: MedicalLine, is_covered: bool) -> MedicalPlan:
    """Return the plan as it stands after a service; what is not covered counts toward nothing."""
    if not is_covered:
        return plan
    return MedicalPlan(
        max(plan.deductible_left - line.deductible, 0),
        plan.share,
        less(plan.limit_left, line.patient),
        less(plan.family_deductible_left, line.deductible),
        less(plan.family_limit_left, line.patient),
        plan.is_aggregate,
    )


def medical_estimate(services: Sequence[MedicalService], plan: MedicalPlan) -> tuple[MedicalLine, ...]:
    """Return what a plan makes of services in their order."""
    lines: list[MedicalLine] = []
    for service in services:
        line = medical_line(service, plan)
        plan = after(plan, line, service.is_covered)
        lines.append(line)
    return tuple(lines)


def printed(cents: int) -> int:
    """Return a figure as a summary of benefits prints it: to the nearest $100 from $100 up, otherwise to the dollar.

    >>> printed(12_686_85), printed(198_000), printed(45_20)
    (1270000, 200000, 4500)
    """
    unit = 100_00 if cents >= 100_00 else 1_00
    return divide_half_up(cents, unit) * unit


def gfe_due(trigger: str, business_days_ahead: int = 0) -> tuple[int | None, str]:
    """Return (business days, counted from what) within which a good-faith estimate is due; None: none is due.

    Booked 3 or more business days ahead, within 1 of booking; 10 or more, within 3; on request, within 3; after a
    change of scope, a new one at least 1 business day before the service (-1).

    >>> gfe_due("appointment", 9), gfe_due("appointment", 2), gfe_due("scope_change")
    ((1, 'scheduling'), (None, 'scheduling'), (-1, 'service'))
    """
    if trigger not in TRIGGERS:
        raise ArgumentError("trigger is not one of: appointment, request, scope change")
    if trigger == "request":
        return 3, "request"
    if trigger == "scope_change":
        return -1, "service"
    if business_days_ahead < 3:
        return None, "scheduling"
    return (3 if business_days_ahead >= 10 else 1), "scheduling"


def dispute_until(billed_on: date) -> date:
    """Return the last day on which a bill may be disputed.

    >>> dispute_until(date(2026, 11, 2))
    datetime.date(2027, 3, 2)
    """
    return billed_on + timedelta(days=DISPUTE_DAYS)


def may_dispute(estimate: int, billed: int) -> bool:
    """Whether a bill is so far over its good-faith estimate that the patient may dispute it.

    >>> may_dispute(1000_00, 1399_99), may_dispute(1000_00, 1400_00)
    (False, True)
    """
    return billed - estimate >= DISPUTE_FROM
