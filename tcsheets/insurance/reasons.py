"""Why an estimate is what it is, in one sentence a patient understands."""

from __future__ import annotations

from tcsheets.insurance.model import EstimateLine, PlanLine
from tcsheets.money import money_text, share_text


def why(line: EstimateLine) -> str:
    """Return the sentence for a line of an estimate through one plan; its figures are those of the line."""
    plan = line.plans[0]
    if plan.share == 0:
        return f"Your plan does not cover this service; its cost to you is {money_text(line.patient)}."
    if plan.allowed and plan.deductible == plan.allowed:
        return f"The whole {money_text(plan.allowed)} goes to your deductible, so your plan pays nothing on it yet."
    return paid_part(line, plan) + maximum_part(plan) + "."


def paid_part(line: EstimateLine, plan: PlanLine) -> str:
    """Return what the plan pays on, and how much of it."""
    base = f"its {money_text(plan.allowed)} fee" if plan.allowed != line.fee else money_text(plan.allowed)
    after = f" after the {money_text(plan.deductible)} deductible" if plan.deductible else ""
    return f"Your plan pays {share_text(plan.share)} of {base}{after}"


def maximum_part(plan: PlanLine) -> str:
    """Return how the maximum cuts the payment; nothing where it does not."""
    if plan.maximum is None:
        return ""
    if plan.plan_pays == 0:
        return f", but its {money_text(plan.maximum)} maximum for the year is used up"
    return f"; {money_text(plan.over_maximum)} of it falls over this year's {money_text(plan.maximum)} maximum"
