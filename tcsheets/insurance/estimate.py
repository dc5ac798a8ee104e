"""The estimate: the lines of a treatment plan, in their order, through each insurance plan in turn.

What earlier lines take of a deductible, a maximum or a frequency is gone for
later ones; a second plan works from what the first has paid and written off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tcsheets.insurance import heart
from tcsheets.insurance.history import deductible_left, is_frequency_reached, maximum_left, months_before
from tcsheets.insurance.model import EstimateLine, InsurancePlan, Options, Past, PlanLine, Rule, Service
from tcsheets.insurance.scopes import covers, in_category, most_specific

REPLACING = ("removable", "implants", "fixed")  # what replaces a tooth
NETWORK_TYPES = ("ppo", "fixed_benefit")
WHOLE = 1_000_000
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
    if rule is None or rule.amount == 0 or plan.effective is None:
        return False
    return months_before(service.day, rule.amount) < plan.effective


def is_over_age(plan: InsurancePlan, service: Service) -> bool:
    """Whether the patient is older than a limit; "through age 14" still pays at 14."""
    rule = rule_for(plan.age_limits, service.code)
    return rule is not None and service.age is not None and service.age > rule.amount


def replaces_lost_tooth(plan: InsurancePlan, service: Service) -> bool:
    """Whether a plan with a missing-tooth clause sees a tooth replaced that was lost before coverage began."""
    if not plan.missing_tooth or service.lost is None:
        return False
    replaces = any(in_category(service.code, category) for category in REPLACING)
    return replaces and (plan.effective is None or service.lost < plan.effective)


def limit_on(plan: InsurancePlan, ordinal: int, past: Sequence[Past], service: Service) -> str:
    """Return why a plan pays nothing for a service, "" where nothing stops it."""
    if is_excluded(plan, service.code):
        return "excluded"
    if replaces_lost_tooth(plan, service):
        return "missing_tooth"
    if is_waiting(plan, service):
        return "waiting"
    if is_over_age(plan, service):
        return "age"
    return "frequency" if is_frequency_reached(plan, ordinal, past, service) else ""


def charged_fee(service: Service, plans: Sequence[InsurancePlan], options: Options) -> int:
    """Return the fee charged for all units: a percentage plan's own schedule replaces the office fee."""
    for plan in plans:
        listed, fee = amount_of(plan.fee_schedule, service.code)
        if plan.plan_type == "percentage" and listed and fee is not None:
            if options.exclusions_use_office_fee and is_excluded(plan, service.code):
                continue
            return fee * service.units
    return service.fee * service.units


def plan_fee_of(service: Service, plan: InsurancePlan, ordinal: int) -> int | None:
    """Return a plan's own fee for all units: the line's, or a network plan's schedule; None where it has none."""
    fees = service.plan_fees
    fee = fees[ordinal - 1] if len(fees) >= ordinal else None
    if fee is None and plan.plan_type != "percentage":
        fee = amount_of(plan.fee_schedule, service.code)[1]
    return None if fee is None else fee * service.units


def cheaper_fee_of(service: Service, ordinal: int) -> int | None:
    """Return a plan's fee for the cheaper code, for all units; None where it has none."""
    fees = service.substitute_fees
    fee = fees[ordinal - 1] if len(fees) >= ordinal else None
    return None if fee is None else fee * service.units


def allowed_of(service: Service, fee: int, plan: InsurancePlan, ordinal: int) -> tuple[int, bool]:
    """Return what a plan recognises for a service, and whether it was downgraded."""
    plan_fee, cheaper = plan_fee_of(service, plan, ordinal), cheaper_fee_of(service, ordinal)
    base = heart.allowed_amount(fee, plan_fee or 0, plan_fee is not None)
    allowed = heart.downgraded(base, cheaper or 0, cheaper is not None)
    is_downgraded = cheaper is not None and cheaper <= base and substitute_of(plan, service.code) != service.code
    return allowed, is_downgraded


def copay_of(service: Service, allowed: int, plan: InsurancePlan, options: Options) -> int:
    """Return the copay of a service: listed for the code it is paid as, or the rest beside a fixed benefit."""
    code = substitute_of(plan, service.code)
    if plan.plan_type == "fixed_benefit":
        listed, amount = amount_of(plan.fixed_benefits, code)
        if not listed or amount is None:
            return allowed if options.blank_fixed_benefit_is_zero else 0
        return allowed - min(amount * service.units, allowed)
    return min((amount_of(plan.copays, code)[1] or 0) * service.units, allowed)


def share_of_plan(plan: InsurancePlan, code: str) -> int:
    """Return the part of a service a plan pays, in ppm; all of it for copay and fixed-benefit plans that name none."""
    rule = rule_for(plan.shares, code)
    if rule is None and plan.plan_type in ("flat_copay", "fixed_benefit"):
        return WHOLE
    return rule.amount if rule else 0


def coordinated(
    own: int, line: PlanLine, plan: InsurancePlan, ordinal: int, fee: int, before: Sequence[PlanLine]
) -> int:
    """Return a plan's payment after coordination; on the first plan the rule does nothing."""
    if ordinal == 1:
        return own
    paid = sum([each.plan_pays for each in before])
    written_off = sum([each.write_off or 0 for each in before])
    rule = "standard" if plan.cob_rule == "medicaid" and ordinal > 2 else plan.cob_rule
    if rule == "standard":
        return heart.coordinated_standard(own, fee, paid, written_off)
    if rule == "carve_out":
        return heart.coordinated_carve_out(own, paid)
    return heart.coordinated_basic(own, line.allowed, paid)


def plan_line(
    service: Service,
    fee: int,
    plan: InsurancePlan,
    ordinal: int,
    past: Sequence[Past],
    before: Sequence[PlanLine],
    options: Options,
) -> PlanLine:
    """Return what one plan makes of a service, given what others have made of it."""
    actual = actual_of(service, ordinal, past)
    allowed, is_downgraded = allowed_of(service, fee, plan, ordinal)
    copay = copay_of(service, allowed, plan, options)
    share = share_of_plan(plan, service.code)
    if actual:
        off = actual.write_off or 0
        return PlanLine(allowed, copay, actual.deductible, share, actual.paid, off, is_actual=True)
    limit = limit_on(plan, ordinal, past, service)
    owed = 0 if limit else deductible_left(plan, ordinal, past, service.code, service.day)
    deductible = heart.deductible_owed(allowed - copay, share, owed)
    pays = heart.benefit_deductible_last if plan.deductible_last else heart.benefit
    own = 0 if limit or plan.plan_type == "capitation" else pays(allowed - copay, share, deductible)
    line = PlanLine(allowed, copay, deductible, share, limit=limit, own=own, is_downgraded=is_downgraded)
    left = maximum_left(plan, ordinal, past, service.code, service.day)
    line = with_payment(line, service, fee, plan, ordinal, before, left)
    exhausted = left is not None and left[0] == 0
    return replace(line, write_off=write_off(service, fee, plan, ordinal, line, before, options, exhausted))


def with_payment(
    line: PlanLine,
    service: Service,
    fee: int,
    plan: InsurancePlan,
    ordinal: int,
    before: Sequence[PlanLine],
    left: tuple[int, Rule] | None,
) -> PlanLine:
    """Return a plan's line with its payment: coordinated, held to the maximum; or as the carrier has said."""
    room = at_most_fee(fee, before)
    said = service.predetermined[ordinal - 1] if len(service.predetermined) >= ordinal else None
    if said is not None:
        return replace(line, plan_pays=min(said, room), limit="", is_predetermined=True)
    wanted = coordinated(line.own, line, plan, ordinal, fee, before)
    capped = heart.capped(wanted, left[0] if left else 0, left is not None)
    bound = left[1] if left and capped < wanted else None
    return replace(line, plan_pays=min(capped, room), over_maximum=wanted - capped, bound=bound)


def at_most_fee(fee: int, before: Sequence[PlanLine]) -> int:
    """Return what is left of the fee after other plans' payments and write-offs."""
    return heart.at_least_zero(fee - sum([each.plan_pays + (each.write_off or 0) for each in before]))


def actual_of(service: Service, ordinal: int, past: Sequence[Past]) -> Past | None:
    """Return the received claim for this very line and plan, which takes the estimate's place."""
    if not service.ref:
        return None
    found = [
        each for each in past if each.ref == service.ref and each.status == "received" and each.plan in (0, ordinal)
    ]
    if not found:
        return None
    paid, deductible = sum([each.paid for each in found]), sum([each.deductible for each in found])
    known = [each.write_off for each in found if each.write_off is not None]
    return replace(found[0], paid=paid, deductible=deductible, write_off=sum(known) if known else None)


def write_off(
    service: Service,
    fee: int,
    plan: InsurancePlan,
    ordinal: int,
    line: PlanLine,
    before: Sequence[PlanLine],
    options: Options,
    exhausted: bool,
) -> int | None:
    """Return what is written off for a plan (step 9); None for a plan type that has no write-off."""
    room = heart.at_least_zero(at_most_fee(fee, before) - line.plan_pays)
    if service.write_off is not None and ordinal == 1:
        return min(service.write_off, room)
    if plan.cob_rule == "medicaid" and ordinal == 2:
        return room
    if plan.plan_type == "capitation":
        return min(heart.at_least_zero(fee - line.copay), room)
    if plan.plan_type not in NETWORK_TYPES:
        return None
    stopped = (
        (exhausted and plan.no_write_off_when_exhausted)
        or (line.limit in ("frequency", "age") and plan.no_write_off_when_limited)
        or (line.limit == "excluded" and options.exclusions_use_office_fee)
        or (line.is_downgraded and not plan.write_off_on_downgrade)
        or (ordinal > 1 and any(each.plan_pays for each in before) and not options.secondary_write_off)
    )
    network = plan_fee_of(service, plan, ordinal)
    if stopped or network is None:
        return 0
    others = sum([each.write_off or 0 for each in before])
    return min(heart.at_least_zero(heart.write_off_of(fee, network, True) - others), room)


def not_of_these_lines(past: Sequence[Past], services: Sequence[Service]) -> list[Past]:
    """Return the history without the claims for the very lines that are estimated, or they would count twice."""
    refs = [service.ref for service in services if service.ref]
    return [each for each in past if not (each.ref and each.ref in refs)]


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
    known = not_of_these_lines(past, services)
    actual = [each for each in past if each.ref]
    lines: dict[int, EstimateLine] = {}
    for place in places_in_order(services, plans, options):
        service = services[place]
        fee = charged_fee(service, plans, options)
        done: list[PlanLine] = []
        for ordinal, plan in enumerate(plans, start=1):
            own = [each for each in actual if each.ref == service.ref]
            done.append(plan_line(service, fee, plan, ordinal, known + own, done, options))
        known = known + [as_past(service, line, ordinal) for ordinal, line in enumerate(done, start=1)]
        lines[place] = EstimateLine(service, fee, tuple(done))
    return tuple([lines[place] for place in range(len(services))])


def places_in_order(services: Sequence[Service], plans: Sequence[InsurancePlan], options: Options) -> list[int]:
    """Return the places of the services in the order in which the insurer is taken to work on them."""

    def key(place: int) -> tuple[int, int]:
        service = services[place]
        if options.order == "by date":
            return service.day.toordinal(), place
        if options.order in ("highest fee first", "lowest fee first"):
            weight = service.fee * service.units
        else:
            weight = share_of_plan(plans[0], service.code) if plans else 0
        return (-weight if options.order.startswith("highest") else weight), place

    places = list(range(len(services)))
    return places if options.order == "as listed" else sorted(places, key=key)
