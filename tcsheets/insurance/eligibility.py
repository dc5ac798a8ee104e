"""Whether a plan pays for a service on a day; if not, why, and the day from which it will."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tcsheets.business_time import LAST_YEAR
from tcsheets.errors import ArgumentError
from tcsheets.insurance.estimate import is_over_age, limit_on, rule_for, share_of_plan
from tcsheets.insurance.history import in_force, is_frequency_reached, maximum_left, months_before, times_had
from tcsheets.insurance.model import Frequency, InsurancePlan, Past, Rule, Service


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What a plan says of a service on a day.

    limit: why it pays nothing, one of `model.LIMITS` or ""; since: the day from which it will, or None.
    frequency: the rule that is reached; share: what it pays otherwise, in ppm; maximum: (left in cents, the rule).
    """

    limit: str
    share: int
    since: date | None = None
    frequency: Frequency | None = None
    maximum: tuple[int, Rule] | None = None


def eligibility(plan: InsurancePlan, ordinal: int, past: Sequence[Past], service: Service) -> Eligibility:
    """Return whether a plan pays for a service, or why not and from which day."""
    limit = limit_on(plan, ordinal, past, service)
    share = share_of_plan(plan, service.code)
    if limit == "waiting":
        return Eligibility(limit, share, waited_until(plan, service))
    if limit == "frequency":
        rule = reached(plan, ordinal, past, service)
        return Eligibility(limit, share, free_from(plan, ordinal, past, service), rule)
    left = None if limit else maximum_left(plan, ordinal, past, service.code, service.day)
    used_up = left is not None and left[0] == 0 and left[1].period != "lifetime"
    return Eligibility(limit, share, next_year(service.day, plan.first_month) if used_up else None, None, left)


def waited_until(plan: InsurancePlan, service: Service) -> date | None:
    """Return the day on which a waiting period is over."""
    rule = rule_for(plan.waitings, service.code)
    if rule is None or plan.effective is None:
        return None
    day = months_before(plan.effective, -rule.amount)
    # From the 31st on, a shorter month has ended before the months are full.
    return day if months_before(day, rule.amount) >= plan.effective else day + timedelta(days=1)


def next_year(day: date, first_month: int) -> date:
    """Return the first day of the next benefit year.

    >>> next_year(date(2026, 11, 24), 1), next_year(date(2026, 3, 1), 7)
    (datetime.date(2027, 1, 1), datetime.date(2026, 7, 1))
    """
    year = day.year if day.month < first_month else day.year + 1
    if year > LAST_YEAR:
        raise ArgumentError(f"there is no benefit year after {day.isoformat()}; give an earlier day")
    return date(year, first_month, 1)


def reached(plan: InsurancePlan, ordinal: int, past: Sequence[Past], service: Service) -> Frequency | None:
    """Return the first frequency on a service that is reached."""
    for rule in in_force(plan.frequencies, service.code):
        if times_had(rule, plan, ordinal, past, service) >= rule.count:
            return rule
    return None


def free_from(plan: InsurancePlan, ordinal: int, past: Sequence[Past], service: Service) -> date | None:
    """Return the first day on which no frequency stops a service; None where none is in sight."""
    days: list[date] = []
    for rule in in_force(plan.frequencies, service.code):
        days += [day for each in past if each.day for day in ends_of(rule, each.day, service.day, plan.first_month)]
    for day in sorted(days):
        later = replace(service, day=day)
        if day > service.day and not is_frequency_reached(plan, ordinal, past, later):
            return day
    return None


def ends_of(rule: Frequency, had: date, day: date, first_month: int) -> list[date]:
    """Return the days on which a service had on one day may leave a rule's window."""
    if rule.months:
        # The anniversary still blocks.
        return [months_before(had, -rule.months) + timedelta(days=1)]
    if rule.period == "calendar_year":
        return [date(day.year + 1, 1, 1)]
    if rule.period == "last_12_months":
        return [months_before(had, -12), months_before(had, -12) + timedelta(days=1)]
    return [next_year(day, first_month)] if rule.period == "benefit_year" else []


def through_age(plan: InsurancePlan, service: Service) -> int | None:
    """Return the last age at which a plan pays for a service; None where the patient is not over it."""
    rule = rule_for(plan.age_limits, service.code)
    return rule.amount if rule and is_over_age(plan, service) else None
