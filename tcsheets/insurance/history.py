"""What of deductibles and maxima is used up, and how often a service was had, on the day of a line.

The rules are the heart's; here they are asked about records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tcsheets.insurance import heart_fields as at
from tcsheets.insurance import heart_history
from tcsheets.insurance.flat import FlatPlans, day_of, flat_day, flat_log, flat_plans, in_maximum_order
from tcsheets.insurance.model import PERIODS, Frequency, InsurancePlan, Past, Rule, Service
from tcsheets.insurance.places import area_mask
from tcsheets.insurance.scopes import Scope


@dataclass(frozen=True, slots=True)
class Look:
    """A plan and a history as the heart reads them, for questions about one code on one day."""

    flat: FlatPlans
    log: list[int]
    count: int
    ordinal: int
    code: int
    day: int

    def used(self, rule: int, figure: int) -> int:
        """Return what is used of a deductible or maximum."""
        flat = self.flat
        month, codes = flat.plans[at.FIRST_MONTH], flat.width
        past = (self.log, self.count, figure, self.ordinal, month, self.day, 0, flat.tally())
        return heart_history.amount_used(flat.rules, rule, flat.reach, codes, *past)

    def least_left(self, kind: int, figure: int) -> tuple[int, Rule] | None:
        """Return what is left of the deductibles or maxima that hold the code, and of which; None without any."""
        flat = self.flat
        start, end, month = flat.plans[kind], flat.plans[kind + 1], flat.plans[at.FIRST_MONTH]
        past = (self.log, self.count, figure, self.ordinal, month, self.day, 0, flat.tally())
        left, bound = heart_history.least_left(flat.rules, start, end, flat.reach, flat.width, self.code, *past)
        rule = flat.bounds[bound] if bound >= 0 else None
        return (left, rule) if isinstance(rule, Rule) else None

    def holding(self, kind: int) -> list[int]:
        """Return the rules of a kind that hold the code."""
        flat = self.flat
        rules = range(flat.plans[kind], flat.plans[kind + 1])
        return [rule for rule in rules if flat.reach[rule * flat.width + self.code] & at.HOLDS]

    def times_had(self, rule: int, area: int) -> int:
        """Return how often a frequency's services were had in its window."""
        flat = self.flat
        past = (self.log, self.count, self.ordinal, flat.plans[at.FIRST_MONTH], self.day, area, 0)
        return heart_history.times_had(flat.rules, rule, flat.reach, flat.width, *past)


def look(plan: InsurancePlan, ordinal: int, past: Sequence[Past], code: str, day: date | None) -> Look:
    """Return a plan and a history ready for questions about a code on a day."""
    flat = flat_plans([plan], [code, *[each.code for each in past]])
    return Look(flat, flat_log(past, flat.codes, {}), len(past), ordinal, flat.codes[code], flat_day(day))


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last of a shorter month.

    >>> months_before(date(2020, 2, 29), 12)
    datetime.date(2019, 2, 28)
    """
    return day_of(heart_history.months_before(flat_day(day), months))


def benefit_year_start(day: date, first_month: int) -> date:
    """Return the first day of the benefit year that a day lies in.

    >>> benefit_year_start(date(2026, 3, 15), 4)
    datetime.date(2025, 4, 1)
    """
    month = heart_history.benefit_year(flat_day(day), first_month) * 12 + first_month - 1
    return date(month // 12, month % 12 + 1, 1)


def in_period(past: date | None, day: date, period: str, first_month: int) -> bool:
    """Whether a past day counts on a line's day; one without a date is of the current period."""
    start, end = heart_history.period(flat_day(day), PERIODS.index(period), first_month)
    return heart_history.is_within(flat_day(past), start, end)


def deductible_used(rule: Rule, plan: InsurancePlan, ordinal: int, past: Sequence[Past], day: date) -> int:
    """Return what is paid of a deductible: on all services in its scope, and amounts entered without a code."""
    found = look(plan, ordinal, past, "", day)
    return found.used(found.flat.plans[at.DEDUCTIBLES] + plan.deductibles.index(rule), at.LOG_DEDUCTIBLE)


def maximum_used(rule: Rule, plan: InsurancePlan, ordinal: int, past: Sequence[Past], day: date) -> int:
    """Return what is used of a maximum: by services it binds, and for a general one by amounts without a code."""
    found = look(plan, ordinal, past, "", day)
    place = in_maximum_order(plan.maximums).index(rule)
    return found.used(found.flat.plans[at.MAXIMUMS] + place, at.LOG_PAID)


def level_left(
    plan: InsurancePlan, ordinal: int, past: Sequence[Past], code: str, day: date, family: bool
) -> int | None:
    """Return the deductible owed at one level; None where the plan has none there."""
    rules = tuple([rule for rule in plan.deductibles if (rule.level == "family") == family])
    found = look(replace(plan, deductibles=rules), ordinal, past, code, day)
    left = found.least_left(at.DEDUCTIBLES, at.LOG_DEDUCTIBLE)
    return left[0] if left else None


def deductible_left(plan: InsurancePlan, ordinal: int, past: Sequence[Past], code: str, day: date) -> int:
    """Return the deductible still owed for a code on a day; of individual and family level the smaller holds."""
    left = look(plan, ordinal, past, code, day).least_left(at.DEDUCTIBLES, at.LOG_DEDUCTIBLE)
    return left[0] if left else 0


def is_general(scope: Scope) -> bool:
    """Whether a scope holds everything."""
    return scope.rank <= at.GENERAL_RANK


def capping(rules: Sequence[Rule], code: str) -> list[Rule]:
    """Return all maxima that a payment on a code is held to: under a group the general one too."""
    found = look(InsurancePlan(maximums=tuple(rules)), 1, (), code, None)
    ordered = in_maximum_order(rules)
    return [ordered[rule] for rule in found.holding(at.MAXIMUMS)]


def maximum_left(
    plan: InsurancePlan, ordinal: int, past: Sequence[Past], code: str, day: date
) -> tuple[int, Rule] | None:
    """Return what is left of the maximum that binds a code, and that maximum; None where there is none."""
    return look(plan, ordinal, past, code, day).least_left(at.MAXIMUMS, at.LOG_PAID)


def in_force(rules: Sequence[Frequency], code: str) -> list[Frequency]:
    """Return the frequencies on a code; a rule set for the patient replaces the plan's for that scope."""
    found = look(InsurancePlan(frequencies=tuple(rules)), 1, (), code, None)
    return [rules[place] for place in found.holding(at.FREQUENCIES)]


def times_had(rule: Frequency, plan: InsurancePlan, ordinal: int, past: Sequence[Past], service: Service) -> int:
    """Return how often a service was had in a rule's window: paid, on an open claim, or done elsewhere."""
    found = look(plan, ordinal, past, service.code, service.day)
    place = found.flat.plans[at.FREQUENCIES] + plan.frequencies.index(rule)
    return found.times_had(place, area_mask(service.place))


def is_frequency_reached(plan: InsurancePlan, ordinal: int, past: Sequence[Past], service: Service) -> bool:
    """Whether any of the frequencies on a service is reached."""
    found = look(plan, ordinal, past, service.code, service.day)
    counts = [(rule, found.flat.rules[rule * at.RULE + at.AMOUNT]) for rule in found.holding(at.FREQUENCIES)]
    return any(found.times_had(rule, area_mask(service.place)) >= count for rule, count in counts)
