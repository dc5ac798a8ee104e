"""What of deductibles and maxima is used up, and how often a service was had, on the day of a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tcsheets.insurance.model import Frequency, InsurancePlan, Past, Rule, Service
from tcsheets.insurance.places import same_place
from tcsheets.insurance.scopes import Scope, covers

USING = ("received", "claim_sent", "history", "used")


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last of a shorter month.

    >>> months_before(date(2020, 2, 29), 12)
    datetime.date(2019, 2, 28)
    """
    place = day.year * 12 + day.month - 1 - months
    year, month = place // 12, place % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day.day, (following - timedelta(days=1)).day))


def benefit_year_start(day: date, first_month: int) -> date:
    """Return the first day of the benefit year that a day lies in.

    >>> benefit_year_start(date(2026, 3, 15), 4)
    datetime.date(2025, 4, 1)
    """
    return date(day.year if day.month >= first_month else day.year - 1, first_month, 1)


def in_period(past: date | None, day: date, period: str, first_month: int) -> bool:
    """Whether a past day counts on a line's day; one without a date is of the current period."""
    if past is None or period == "lifetime":
        return True
    if period == "calendar_year":
        return past.year == day.year
    if period == "last_12_months":
        return past > months_before(day, 12)
    return benefit_year_start(past, first_month) == benefit_year_start(day, first_month)


def counts_for(past: Past, ordinal: int, rule: Rule) -> bool:
    """Whether a past service is this plan's, and of a person whom the rule is about."""
    return past.status in USING and past.plan in (0, ordinal) and (past.is_patient or rule.level == "family")


def deductible_used(rule: Rule, plan: InsurancePlan, ordinal: int, past: Sequence[Past], day: date) -> int:
    """Return what is paid of a deductible: on all services in its scope, and amounts entered without a code."""
    return rule.used + sum(
        [
            each.deductible
            for each in past
            if counts_for(each, ordinal, rule)
            and (not each.code or covers(rule.scope, each.code))
            and in_period(each.day, day, rule.period, plan.first_month)
        ]
    )


def level_left(
    plan: InsurancePlan, ordinal: int, past: Sequence[Past], code: str, day: date, family: bool
) -> int | None:
    """Return the deductible owed at one level: of the most specific rule, never more than of the general one."""
    rules = [rule for rule in plan.deductibles if (rule.level == "family") == family and covers(rule.scope, code)]
    if not rules:
        return None
    left = [max(rule.amount - deductible_used(rule, plan, ordinal, past, day), 0) for rule in rules]
    best = max([rule.scope.rank for rule in rules])
    return min([amount for rule, amount in zip(rules, left) if rule.scope.rank in (best, 1, 2)])


def deductible_left(plan: InsurancePlan, ordinal: int, past: Sequence[Past], code: str, day: date) -> int:
    """Return the deductible still owed for a code on a day; of individual and family level the smaller holds."""
    levels = [level_left(plan, ordinal, past, code, day, family) for family in (False, True)]
    known = [each for each in levels if each is not None]
    return min(known) if known else 0


def binding(rules: Sequence[Rule], code: str) -> list[Rule]:
    """Return the maxima that cap a code: those of the most specific scope, over both levels."""
    about = [rule for rule in rules if covers(rule.scope, code)]
    best = max([rule.scope.rank for rule in about]) if about else 0
    return [rule for rule in about if rule.scope.rank == best]


def is_general(scope: Scope) -> bool:
    """Whether a scope holds everything."""
    return scope.kind in ("all", "catch_all")


def capping(rules: Sequence[Rule], code: str) -> list[Rule]:
    """Return all maxima that a payment on a code is held to: under a group the general one too."""
    bound = binding(rules, code)
    if any(rule.scope.kind == "group" for rule in bound):
        bound = bound + [rule for rule in rules if is_general(rule.scope)]
    return bound


def maximum_used(rule: Rule, plan: InsurancePlan, ordinal: int, past: Sequence[Past], day: date) -> int:
    """Return what is used of a maximum: by services it binds, and for a general one by amounts without a code."""
    return rule.used + sum(
        [
            each.paid
            for each in past
            if counts_for(each, ordinal, rule)
            and (rule in capping(plan.maximums, each.code) if each.code else is_general(rule.scope))
            and in_period(each.day, day, rule.period, plan.first_month)
        ]
    )


def maximum_left(
    plan: InsurancePlan, ordinal: int, past: Sequence[Past], code: str, day: date
) -> tuple[int, Rule] | None:
    """Return what is left of the maximum that binds a code, and that maximum; None where there is none."""
    lefts = [
        (max(rule.amount - maximum_used(rule, plan, ordinal, past, day), 0), place, rule)
        for place, rule in enumerate(capping(plan.maximums, code))
    ]
    least = min(lefts, key=lambda each: (each[0], each[1])) if lefts else None
    return (least[0], least[2]) if least else None


def window_holds(rule: Frequency, past: date | None, day: date, first_month: int) -> bool:
    """Whether an earlier service lies in a frequency's window; "every N months" still blocks on the anniversary."""
    if past is not None and past > day:
        return False
    if rule.months:
        return past is None or past >= months_before(day, rule.months)
    return in_period(past, day, rule.period, first_month)


def in_force(rules: Sequence[Frequency], code: str) -> list[Frequency]:
    """Return the frequencies on a code; a rule set for the patient replaces the plan's for that scope."""
    about = [rule for rule in rules if covers(rule.scope, code)]
    own = [rule.scope for rule in about if rule.level == "patient"]
    return [rule for rule in about if rule.level == "patient" or rule.scope not in own]


def times_had(rule: Frequency, plan: InsurancePlan, ordinal: int, past: Sequence[Past], service: Service) -> int:
    """Return how often a service was had in a rule's window: paid, on an open claim, or done elsewhere."""
    refs: list[str] = []
    count = 0
    for each in past:
        had = each.status in ("claim_sent", "history") or (each.status == "received" and each.paid > 0)
        if not (had and each.is_patient and each.code and each.plan in (0, ordinal) and covers(rule.scope, each.code)):
            continue
        if not window_holds(rule, each.day, service.day, plan.first_month):
            continue
        if same_place(each.place, service.place, rule.area) and not (each.ref and each.ref in refs):
            count += 1
            refs.append(each.ref)
    return count


def is_frequency_reached(plan: InsurancePlan, ordinal: int, past: Sequence[Past], service: Service) -> bool:
    """Whether any of the frequencies on a service is reached."""
    rules = in_force(plan.frequencies, service.code)
    return any(times_had(rule, plan, ordinal, past, service) >= rule.count for rule in rules)
