"""Why an estimate is what it is, in one sentence a patient understands."""

from __future__ import annotations

from tcsheets.insurance.estimate import EstimateLine
from tcsheets.money import money_text, share_text


def why(line: EstimateLine) -> str:
    """Return the sentence for a line of an estimate; its figures are those of the line."""
    if line.share == 0:
        return f"Your plan does not cover this service; its cost to you is {money_text(line.patient)}."
    if line.allowed and line.deductible == line.allowed:
        return f"The whole {money_text(line.allowed)} goes to your deductible, so your plan pays nothing on it yet."
    return paid_part(line) + maximum_part(line) + "."


def paid_part(line: EstimateLine) -> str:
    """Return what the plan pays on, and how much of it."""
    base = f"its {money_text(line.allowed)} fee" if line.allowed != line.service.fee else money_text(line.allowed)
    after = f" after the {money_text(line.deductible)} deductible" if line.deductible else ""
    return f"Your plan pays {share_text(line.share)} of {base}{after}"


def maximum_part(line: EstimateLine) -> str:
    """Return how the maximum cuts the payment; nothing where it does not."""
    if line.maximum is None:
        return ""
    if line.plan_pays == 0:
        return f", but its {money_text(line.maximum)} maximum for the year is used up"
    return f"; {money_text(line.over_maximum)} of it falls over this year's {money_text(line.maximum)} maximum"
