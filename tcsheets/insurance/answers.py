"""What to say when somebody asks whether a service is covered, in one plain sentence."""

from __future__ import annotations

from collections.abc import Sequence

from tcsheets.business_time import date_words
from tcsheets.insurance.eligibility import Eligibility, eligibility, through_age
from tcsheets.insurance.frequencies import frequency_words
from tcsheets.insurance.model import InsurancePlan, Past, Service
from tcsheets.insurance.reasons import maximum_words
from tcsheets.money import money_text, share_text


def answer(plan: InsurancePlan, ordinal: int, past: Sequence[Past], service: Service) -> str:
    """Return whether a plan pays for a service on its day, why not, and from when it will."""
    found = eligibility(plan, ordinal, past, service)
    if found.limit:
        return refusal(found, plan, service)
    if plan.plan_type == "capitation":
        return "Covered: the plan pays the office by the month; the patient pays the copay."
    if not found.share:
        return "Not covered."
    covered = f"Covered at {share_text(found.share)}"
    if found.maximum is None:
        return covered + "."
    left, rule = found.maximum
    if left:
        return f"{covered}; {money_text(left)} is left of {maximum_words(rule, 'this year' + chr(39) + 's')}."
    again = f"; it starts anew on {date_words(found.since)}" if found.since else ""
    return f"{covered}, but {maximum_words(rule, 'its')} is used up{again}."


def refusal(found: Eligibility, plan: InsurancePlan, service: Service) -> str:
    """Return why nothing is paid, and from when it will be."""
    since = f" Covered from {date_words(found.since)} on." if found.since else ""
    if found.limit == "frequency" and found.frequency:
        return f"Not now: the plan pays for it {frequency_words(found.frequency)}, and that is used up.{since}"
    if found.limit == "waiting":
        return f"Not yet: the waiting period is not over.{since}"
    if found.limit == "age":
        return f"Not covered: the plan pays for it only through age {through_age(plan, service)}."
    if found.limit == "missing_tooth":
        return "Not covered: the tooth was lost before coverage began (missing-tooth clause)."
    return "Not covered: the plan excludes it."
