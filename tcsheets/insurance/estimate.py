"""The estimate: the lines of a treatment plan through one insurance plan, in the order of the lines.

What earlier lines take of a deductible or a maximum is gone for later ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tcsheets.insurance import heart
from tcsheets.insurance.plans import InsurancePlan, Rule
from tcsheets.insurance.scopes import covers, most_specific


@dataclass(frozen=True, slots=True)
class Service:
    """A line as insurance sees it: fee for all its units in cents, and the plan's own fee (None: it has none)."""

    row: int
    code: str
    fee: int
    plan_fee: int | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class EstimateLine:
    """What comes of a service, in cents; `fee = plan_pays + write_off + patient`.

    over_maximum is what the plan would have paid had its maximum sufficed;
    maximum is the one that bound, None where none did.
    """

    service: Service
    allowed: int
    deductible: int
    share: int
    plan_pays: int
    write_off: int
    over_maximum: int = 0
    maximum: int | None = None
    maximum_left: int | None = None

    @property
    def patient(self) -> int:
        """What is left for the patient."""
        return self.service.fee - self.plan_pays - self.write_off


def deductible_left(rules: Sequence[Rule], code: str) -> int:
    """Return the deductible still owed for a code: of the most specific rule, never more than of the general one."""
    place = most_specific([rule.scope for rule in rules], code)
    if place is None:
        return 0
    general = [rule.left for rule in rules if rule.scope.kind in ("all", "catch_all")]
    return min([rules[place].left, *general])


def after_deductible(rules: Sequence[Rule], code: str, paid: int) -> tuple[Rule, ...]:
    """Return the deductibles after one was paid on a code: it counts toward every rule that is about the code."""
    return tuple(replace(rule, used=rule.used + paid) if covers(rule.scope, code) else rule for rule in rules)


def binding_maximum(rules: Sequence[Rule], code: str) -> int | None:
    """Return the place of the maximum that caps a code: the most specific one; None if there is none."""
    return most_specific([rule.scope for rule in rules], code)


def after_payment(rules: Sequence[Rule], code: str, paid: int) -> tuple[Rule, ...]:
    """Return the maxima after a payment on a code.

    A specific maximum is used instead of the general one; under a group both are used (DOMAIN, step 8).
    """
    bound = binding_maximum(rules, code)
    if bound is None:
        return tuple(rules)
    used = [bound]
    if rules[bound].scope.kind == "group":
        used += [place for place, rule in enumerate(rules) if rule.scope.kind in ("all", "catch_all")]
    return tuple(replace(rule, used=rule.used + paid) if place in used else rule for place, rule in enumerate(rules))


def maximum_left(rules: Sequence[Rule], code: str) -> int | None:
    """Return what is left of the maximum for a code, None where none caps it; a group is under the general one too."""
    bound = binding_maximum(rules, code)
    if bound is None:
        return None
    general = [rule.left for rule in rules if rule.scope.kind in ("all", "catch_all")]
    return min([rules[bound].left, *(general if rules[bound].scope.kind == "group" else [])])


def estimate_service(service: Service, plan: InsurancePlan) -> EstimateLine:
    """Return what a plan, as it stands before this service, makes of it."""
    has_fee = service.plan_fee is not None
    plan_fee = service.plan_fee or 0
    allowed = heart.allowed_amount(service.fee, plan_fee, has_fee)
    share = plan.share(service.code)
    deductible = heart.deductible_owed(allowed, share, deductible_left(plan.deductibles, service.code))
    wanted = heart.benefit(allowed, share, deductible)
    left = maximum_left(plan.maximums, service.code)
    paid = heart.capped(wanted, left or 0, left is not None)
    off = heart.write_off_of(service.fee, plan_fee, plan.in_network and has_fee)
    bound = binding_maximum(plan.maximums, service.code)
    maximum = plan.maximums[bound].amount if bound is not None and paid < wanted else None
    return EstimateLine(service, allowed, deductible, share, paid, off, wanted - paid, maximum, left)


def estimate_plan(services: Sequence[Service], plan: InsurancePlan) -> tuple[tuple[EstimateLine, ...], InsurancePlan]:
    """Return the estimate of each service, and the plan as it stands afterwards."""
    lines: list[EstimateLine] = []
    for service in services:
        line = estimate_service(service, plan)
        deductibles = after_deductible(plan.deductibles, service.code, line.deductible)
        maximums = after_payment(plan.maximums, service.code, line.plan_pays)
        plan = replace(plan, deductibles=deductibles, maximums=maximums)
        lines.append(line)
    return tuple(lines), plan
