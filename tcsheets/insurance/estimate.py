"""The estimate: the lines of a treatment plan, in their order, through each insurance plan in turn.

What earlier lines take of a deductible, a maximum or a frequency is gone for
later ones; a second plan works from what the first has paid and written off.
The rules are the heart's (`heart_lines` has their order); here they are asked about records.
"""

from __future__ import annotations

from collections.abc import Sequence

from tcsheets.insurance import heart, heart_steps
from tcsheets.insurance import heart_fields as at
from tcsheets.insurance.flat import (
    LIMIT_NAMES,
    FlatPlans,
    flat_day,
    flat_line,
    flat_log,
    flat_person,
    flat_plans,
    plan_line_of,
)
from tcsheets.insurance.heart_lines import estimate_lines
from tcsheets.insurance.model import ORDERS, EstimateLine, InsurancePlan, Options, Past, PlanLine, Rule, Service
from tcsheets.insurance.scopes import covers, most_specific

WHOLE = at.WHOLE
NO_OPTIONS = Options()


def amount_of(pairs: Sequence[tuple[str, int | None]], code: str) -> tuple[bool, int | None]:
    """Return whether a code is listed, and its amount; codes match exactly."""
    for listed, amount in pairs:
        if listed.strip().upper() == code.strip().upper():
            return True, amount
    return False, None


def substitute_of(plan: InsurancePlan, code: str) -> str:
    """Return the cheaper code that a plan pays as for, or the code itself."""
    for done, cheaper in plan.substitutes:
        if done.strip().upper() == code.strip().upper():
            return cheaper
    return code


def rule_for(rules: Sequence[Rule], code: str) -> Rule | None:
    """Return the most specific rule about a code."""
    place = most_specific([rule.scope for rule in rules], code)
    return None if place is None else rules[place]


def is_excluded(plan: InsurancePlan, code: str) -> bool:
    """Whether a plan never pays for a code."""
    return any(covers(scope, code) for scope in plan.exclusions)


def is_waiting(plan: InsurancePlan, service: Service) -> bool:
    """Whether a waiting period is not over; it is over on the day effective + months."""
    rule = rule_for(plan.waitings, service.code)
    return heart_steps.is_waiting(flat_day(service.day), rule.amount if rule else 0, flat_day(plan.effective))


def is_over_age(plan: InsurancePlan, service: Service) -> bool:
    """Whether the patient is older than a limit; "through age 14" still pays at 14."""
    rule = rule_for(plan.age_limits, service.code)
    return rule is not None and service.age is not None and service.age > rule.amount


def limit_on(plan: InsurancePlan, ordinal: int, past: Sequence[Past], service: Service) -> str:
    """Return why a plan pays nothing for a service, "" where nothing stops it."""
    flat = flat_plans([plan], [service.code, *[each.code for each in past]])
    refs: dict[str, int] = {}
    log, line = flat_log(past, flat.codes, refs), flat_line(service, flat.codes, refs)
    term, began = flat.codes[service.code] * at.TERM, flat_day(plan.effective)
    lists = (flat.plans, 0, flat.rules, flat.reach, flat.terms, term, flat.width)
    return LIMIT_NAMES[heart_steps.limit_on(*lists, line, 0, began, ordinal, log, len(past))]


def for_units(fees: Sequence[int | None], listed: int, units: int, place: int) -> int:
    """Return one of a service's fees for all units; -1 where there is none."""
    given = fees[place] if place < len(fees) else None
    return heart_steps.for_all_units(-1 if given is None else given, listed, units)


def allowed_of(service: Service, fee: int, plan: InsurancePlan, ordinal: int) -> tuple[int, bool]:
    """Return what a plan recognises for a service, and whether it was downgraded."""
    listed = None if plan.plan_type == "percentage" else amount_of(plan.fee_schedule, service.code)[1]
    network = for_units(service.plan_fees, -1 if listed is None else listed, service.units, ordinal - 1)
    cheaper = for_units(service.substitute_fees, -1, service.units, ordinal - 1)
    base = heart.allowed_amount(fee, network, network >= 0)
    is_downgraded = 0 <= cheaper <= base and substitute_of(plan, service.code) != service.code
    return heart.downgraded(base, cheaper, cheaper >= 0), is_downgraded


def copay_of(service: Service, allowed: int, plan: InsurancePlan, options: Options) -> int:
    """Return the copay of a service: listed for the code it is paid as, or the rest beside a fixed benefit."""
    flat = flat_plans([plan], [service.code])
    term, is_zero = flat.codes[service.code] * at.TERM, int(options.blank_fixed_benefit_is_zero)
    copay, fixed = flat.terms[term + at.COPAY], flat.terms[term + at.FIXED]
    return heart_steps.copay_of(flat.plans[at.TYPE], allowed, copay, fixed, service.units, is_zero)


def share_of_plan(plan: InsurancePlan, code: str) -> int:
    """Return the part of a service a plan pays, in ppm; all of it for copay and fixed-benefit plans that name none."""
    flat = flat_plans([plan], [code])
    return flat.terms[flat.codes[code] * at.TERM + at.SHARE]


def as_past(service: Service, line: PlanLine, ordinal: int) -> Past:
    """Return an estimated line as later lines see it."""
    return Past(
        "received",
        service.code,
        service.day,
        ordinal,
        line.plan_pays,
        line.deductible,
        line.write_off,
        f"line {service.row}",
        place=service.place,
    )


def estimate(
    services: Sequence[Service],
    plans: Sequence[InsurancePlan],
    past: Sequence[Past] = (),
    options: Options = NO_OPTIONS,
) -> tuple[EstimateLine, ...]:
    """Return what all plans make of each service, in the order of the lines.

    >>> from tcsheets.insurance.scopes import EVERYTHING
    >>> whole = InsurancePlan(shares=(Rule(EVERYTHING, 500_000),))
    >>> estimate([Service(2, "D2740", 1285_00, plan_fees=(900_00,))], [whole])[0].patient
    45000
    """
    flat = flat_plans(plans, [each.code for each in services] + [each.code for each in past])
    places, refs = places_in_order(services, flat, options), {"": 0}
    log = flat_log(past, flat.codes, refs, [each.ref for each in services if each.ref])
    log += [0] * (len(services) * len(plans) * at.LOG)
    lines = [figure for place in places for figure in flat_line(services[place], flat.codes, refs)]
    out = [0] * (len(services) * at.FOUND)
    lists = (flat.plans, flat.rules, flat.reach, flat.terms, flat.width, flat_person(plans, options))
    estimate_lines(*lists, lines, len(services), log, len(past), flat.tally(), out)
    found: dict[int, EstimateLine] = {}
    for number, place in enumerate(places):
        start = number * at.FOUND
        each = [plan_line_of(out, start + 1 + plan * at.EACH, flat.bounds) for plan in range(len(plans))]
        found[place] = EstimateLine(services[place], out[start], tuple(each))
    return tuple([found[place] for place in range(len(services))])


def places_in_order(services: Sequence[Service], flat: FlatPlans, options: Options) -> list[int]:
    """Return the places of the services in the order in which the insurer is taken to work on them."""
    order = ORDERS.index(options.order)

    def key(place: int) -> tuple[int, int]:
        each = services[place]
        share = flat.terms[flat.codes[each.code] * at.TERM + at.SHARE] if flat.plans else 0
        return heart_steps.order_key(order, flat_day(each.day), each.fee, each.units, share), place

    places = list(range(len(services)))
    return places if order == at.AS_LISTED else sorted(places, key=key)
