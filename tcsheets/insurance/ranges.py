"""What insurance may pay when nobody knows the insurer's order, or what is used already: both ends, and why.

Exact where few lines let every order be tried, or where the usual single
deductible can fall on one line only; otherwise a bound that contains every order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tcsheets.insurance import heart
from tcsheets.insurance.estimate import as_past, estimate, share_of_plan
from tcsheets.insurance.history import deductible_left, maximum_left
from tcsheets.insurance.model import EstimateLine, InsurancePlan, Options, Past, PlanLine, Service
from tcsheets.money import money_text

FEW = 4  # lines whose orders are all tried: 24


@dataclass(frozen=True, slots=True)
class Ends:
    """Both ends of what plans pay and what is left for the patient, in cents; a bound may be wider than the truth."""

    low: int
    high: int
    patient_low: int
    patient_high: int
    is_bound: bool = False


def orders_of(count: int) -> Iterator[tuple[int, ...]]:
    """Give every order of so many places.

    >>> sorted(orders_of(2))
    [(0, 1), (1, 0)]
    """
    if count == 0:
        yield ()
    for rest in orders_of(count - 1) if count else ():
        for place in range(count):
            yield rest[:place] + (count - 1,) + rest[place:]


def ends_of(estimates: Sequence[Sequence[EstimateLine]]) -> Ends:
    """Return both ends of some estimates."""
    pays = [sum([line.plan_pays for line in each]) for each in estimates]
    patients = [sum([line.patient for line in each]) for each in estimates]
    return Ends(min(pays), max(pays), min(patients), max(patients))


def joined(parts: Sequence[Ends]) -> Ends:
    """Return ends that contain all of several."""
    return Ends(
        min([each.low for each in parts]),
        max([each.high for each in parts]),
        min([each.patient_low for each in parts]),
        max([each.patient_high for each in parts]),
        any(each.is_bound for each in parts),
    )


def order_ends(
    services: Sequence[Service], plans: Sequence[InsurancePlan], past: Sequence[Past], options: Options
) -> Ends:
    """Return both ends over the orders in which an insurer may work on the lines."""
    plain = replace(options, order="as listed")
    if len(services) <= FEW:
        tried = orders_of(len(services))
    elif falls_on_one_line(services, plans, past):
        tried = iter([first_then_rest(place, len(services)) for place in range(len(services))])
    else:
        return bound(services, plans, past, plain)
    return ends_of([estimate([services[place] for place in order], plans, past, plain) for order in tried])


def first_then_rest(first: int, count: int) -> tuple[int, ...]:
    """Return an order with one place moved to the front."""
    return (first, *[place for place in range(count) if place != first])


def falls_on_one_line(services: Sequence[Service], plans: Sequence[InsurancePlan], past: Sequence[Past]) -> bool:
    """Whether the deductible falls on exactly one line, whichever comes first, and nothing else asks for the order."""
    if len(plans) != 1 or len(plans[0].deductibles) > 1 or plans[0].frequencies or not is_one_maximum(plans[0]):
        return False
    plan = plans[0]
    if any(rule.scope.kind != "all" for rule in plan.deductibles) or plan.deductible_last:
        return False
    if any(service.ref or service.day != services[0].day for service in services):
        return False
    paying = [service for service in services if share_of_plan(plan, service.code)]
    return all(
        alone(service, plan, past).deductible == deductible_left(plan, 1, past, service.code, service.day)
        for service in paying
    )


def is_one_maximum(plan: InsurancePlan) -> bool:
    """Whether a plan has at most one maximum, for everything."""
    return len(plan.maximums) <= 1 and all(rule.scope.kind == "all" for rule in plan.maximums)


def alone(service: Service, plan: InsurancePlan, past: Sequence[Past]) -> PlanLine:
    """Return what one plan makes of a service by itself."""
    return estimate([service], [plan], past)[0].plans[0]


def bound(services: Sequence[Service], plans: Sequence[InsurancePlan], past: Sequence[Past], options: Options) -> Ends:
    """Return ends that contain every order: each line with the whole deductible and reached frequencies, or without.

    Maxima are nested, so a larger wish of any line never lowers the sum; a later plan pays from nothing to its own.
    """
    listed = estimate(services, plans, past, options)
    fee = sum([line.fee for line in listed])
    least = [owed_in_full(service, services, plans[0], past) for service in services] if plans else []
    low = capped_sum(services, least, plans[0], 1, past) if plans else 0
    high = sum([most_of(services, plan, ordinal, past) for ordinal, plan in enumerate(plans, start=1)])
    high = min(high, fee)
    off_low, off_high = write_off_ends(listed, plans)
    return Ends(low, high, max(fee - high - off_high, 0), fee - low - off_low, True)


def owed_in_full(service: Service, services: Sequence[Service], plan: InsurancePlan, past: Sequence[Past]) -> int:
    """Return the least a line may be paid before maxima: the deductible all on it, all others done before."""
    others = [each for each in services if each is not service]
    done = [as_past(each, PlanLine(0, plan_pays=1), 1) for each in others]
    return alone(service, replace(plan, maximums=()), [*past, *done]).plan_pays


def most_of(services: Sequence[Service], plan: InsurancePlan, ordinal: int, past: Sequence[Past]) -> int:
    """Return the most a plan may pay in all: no deductible, no other plan before it."""
    free = replace(plan, deductibles=(), maximums=())
    own = [replace(each, plan_fees=each.plan_fees[ordinal - 1 :], predetermined=()) for each in services]
    seen = [replace(each, plan=1) if each.plan == ordinal else each for each in past if each.plan in (0, ordinal)]
    wishes = [alone(replace(each, substitute_fees=each.substitute_fees[ordinal - 1 :]), free, seen) for each in own]
    paid = [wish.plan_pays for wish in wishes]
    for place, service in enumerate(services):
        said = service.predetermined[ordinal - 1] if len(service.predetermined) >= ordinal else None
        paid[place] = max(paid[place], said or 0)
    return capped_sum(services, paid, plan, ordinal, past)


def capped_sum(
    services: Sequence[Service], wishes: Sequence[int], plan: InsurancePlan, ordinal: int, past: Sequence[Past]
) -> int:
    """Return what the maxima leave of wishes, in the order of the lines."""
    known, total = list(past), 0
    for service, wish in zip(services, wishes):
        left = maximum_left(plan, ordinal, known, service.code, service.day)
        paid = heart.capped(wish, left[0] if left else 0, left is not None)
        known.append(as_past(service, PlanLine(0, plan_pays=paid), ordinal))
        total += paid
    return total


def write_off_ends(listed: Sequence[EstimateLine], plans: Sequence[InsurancePlan]) -> tuple[int, int]:
    """Return the least and the most that may be written off; one figure where no option depends on the order."""
    found = sum([line.write_off for line in listed])
    depends = len(plans) > 1 or any(
        plan.no_write_off_when_exhausted or plan.no_write_off_when_limited for plan in plans
    )
    if not depends:
        return found, found
    return 0, sum([line.fee for line in listed])


def reason(ends: Ends, deductible: int, unknown: Sequence[str]) -> str:
    """Return why there are two ends, in one sentence."""
    if ends.low == ends.high and ends.patient_low == ends.patient_high:
        return "Every order of the lines gives the same figures."
    causes = [f"how much of the {name} is used is not known" for name in unknown]
    if deductible:
        causes.append(f"the insurer decides on which service the {money_text(deductible)} deductible falls")
    said = " and ".join(causes) or "the insurer decides in which order it works on the services"
    more = " These ends contain every order; the truth may lie well inside." if ends.is_bound else ""
    return said[0].upper() + said[1:] + "." + more
