"""Why an estimate is what it is, in sentences a patient understands; every figure in them is the line's own."""

from __future__ import annotations

from collections.abc import Sequence

from tcsheets.business_time import date_words
from tcsheets.insurance.eligibility import Eligibility, eligibility, through_age
from tcsheets.insurance.estimate import WHOLE, as_past, substitute_of
from tcsheets.insurance.frequencies import frequency_words
from tcsheets.insurance.model import EstimateLine, InsurancePlan, Past, PlanLine, Rule, Service
from tcsheets.money import money_text, share_text

ORDINALS = ("first", "second", "third")


def why(line: EstimateLine, plans: Sequence[InsurancePlan], past: Sequence[Past] = ()) -> str:
    """Return a sentence for each plan that a line of an estimate went through."""
    if not plans:
        return "No insurance plan is on file."
    return " ".join([sentence(line, place, plan, len(plans), past) for place, plan in enumerate(plans)])


def reasons(
    lines: Sequence[EstimateLine], plans: Sequence[InsurancePlan], past: Sequence[Past] = ()
) -> tuple[str, ...]:
    """Return the sentences of all lines; what earlier lines used up counts for later ones."""
    known = list(past)
    found: list[str] = []
    for line in lines:
        found.append(why(line, plans, known))
        known += [as_past(line.service, plan, ordinal) for ordinal, plan in enumerate(line.plans, start=1)]
    return tuple(found)


def sentence(line: EstimateLine, place: int, plan: InsurancePlan, count: int, past: Sequence[Past]) -> str:
    """Return what one plan makes of a line."""
    who = "Your plan" if count == 1 else f"Your {ORDINALS[place]} plan"
    own = line.plans[place]
    said = said_by_carrier(own)
    if said:
        return f"{who} {said}."
    if own.limit:
        return f"{who} {limited(own, line.service, eligibility(plan, place + 1, past, line.service), plan)}."
    if plan.plan_type == "capitation":
        return f"{who} pays the office by the month; your copay is {money_text(own.copay)}."
    if own.share == 0:
        cost = f"; its cost to you is {money_text(line.patient)}" if count == 1 else ""
        return f"{who} does not cover this service{cost}."
    if own.allowed and own.deductible == own.allowed and not plan.deductible_last:
        lower = who[0].lower() + who[1:]
        return f"The whole {money_text(own.allowed)} goes to your deductible, so {lower} pays nothing on it yet."
    return f"{who} pays {paid_part(line, place, plan)}{other_plans(line, place, plan)}{maximum_part(own)}."


def said_by_carrier(own: PlanLine) -> str:
    """Return what the carrier itself has said of a line, "" where it is an estimate."""
    if own.is_actual:
        return f"has paid {money_text(own.plan_pays)} on this claim"
    if own.is_predetermined:
        return f"has told us that it will pay {money_text(own.plan_pays)} (predetermination)"
    return ""


def limited(own: PlanLine, service: Service, found: Eligibility, plan: InsurancePlan) -> str:
    """Return why a plan pays nothing, and from when it will."""
    if own.limit == "missing_tooth":
        return "does not pay to replace a tooth that was lost before coverage began"
    if own.limit == "age":
        return f"pays for this service only through age {through_age(plan, service)}"
    if own.limit == "waiting" and found.since:
        return f"pays for this service only from {date_words(found.since)} on, when its waiting period is over"
    if own.limit == "frequency":
        return frequency_part(found)
    return "does not cover this service"


def frequency_part(found: Eligibility) -> str:
    """Return how often a plan pays, and from when it will again; without the rule where lines of one plan reach it."""
    often = f" {frequency_words(found.frequency)}" if found.frequency else " only so often"
    again = f"; it will again from {date_words(found.since)} on" if found.since else ""
    return f"pays for this service{often}, and that is used up{again}"


def paid_part(line: EstimateLine, place: int, plan: InsurancePlan) -> str:
    """Return what a plan pays on, and how much of it: share, base, copay, deductible."""
    own = line.plans[place]
    if plan.plan_type == "fixed_benefit" and own.share == WHOLE and not own.deductible:
        return base_words(line, own, plan)
    words = f"{share_text(own.share)} of {base_words(line, own, plan)}"
    if own.copay and plan.plan_type != "fixed_benefit":
        words += f" less your {money_text(own.copay)} copay"
    if own.deductible and plan.deductible_last:
        return words + f", less the {money_text(own.deductible)} deductible"
    return words + (f" after the {money_text(own.deductible)} deductible" if own.deductible else "")


def base_words(line: EstimateLine, own: PlanLine, plan: InsurancePlan) -> str:
    """Return what the share is of."""
    if plan.plan_type == "fixed_benefit":
        return f"its fixed {money_text(own.allowed - own.copay)}"
    if own.is_downgraded:
        return f"its {money_text(own.allowed)} fee for the cheaper {substitute_of(plan, line.service.code)}"
    return f"its {money_text(own.allowed)} fee" if own.allowed != line.fee else money_text(own.allowed)


def other_plans(line: EstimateLine, place: int, plan: InsurancePlan) -> str:
    """Return how what other plans paid cuts a later plan's payment; nothing where it does not."""
    own, before = line.plans[place], line.plans[:place]
    if not before or own.plan_pays + own.over_maximum == own.own:
        return ""
    paid = sum([each.plan_pays for each in before])
    off = sum([each.write_off or 0 for each in before])
    room = line.fee - paid - off
    if plan.cob_rule == "carve_out":
        left = max(own.own - paid, 0)
        words = f", less the {money_text(paid)} that was paid before"
        return words if left <= room else words + f", but no more than the {money_text(room)} that is left of the bill"
    of_its_own = max(own.allowed - paid, 0)
    if plan.cob_rule == "standard" or of_its_own > room or (plan.cob_rule == "medicaid" and place > 1):
        return f", but no more than the {money_text(room)} that is left of the bill"
    return f", but no more than the {money_text(of_its_own)} that is left of its fee"


def maximum_part(own: PlanLine) -> str:
    """Return how the maximum cuts the payment; nothing where it does not."""
    if own.bound is None:
        return ""
    if own.plan_pays == 0:
        return f", but {maximum_words(own.bound, 'its')} is used up"
    return f"; {money_text(own.over_maximum)} of it falls over {maximum_words(own.bound, 'this year' + chr(39) + 's')}"


def maximum_words(rule: Rule, whose: str) -> str:
    """Return a maximum in words.

    >>> from tcsheets.insurance.scopes import EVERYTHING
    >>> maximum_words(Rule(EVERYTHING, 150000), "its"), maximum_words(Rule(EVERYTHING, 150000, 0, "family"), "its")
    ('its $1,500 maximum for the year', 'its $1,500 family maximum for the year')
    """
    amount, family = money_text(rule.amount), "family " if rule.level == "family" else ""
    if rule.period == "lifetime":
        return f"the {amount} {family}lifetime maximum"
    return f"{whose} {amount} {family}maximum" + (" for the year" if whose == "its" else "")
