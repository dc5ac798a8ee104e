"""An insurance plan as data, read from a table a coordinator keeps.

The table has a row a fact: Benefit (what it states), For (a category, a code,
codes, or nothing for all), Value.  Benefits: Plan type, Share, Deductible,
Deductible used, Maximum, Maximum used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tcsheets.cells import read_cell
from tcsheets.errors import ArgumentError, Problem
from tcsheets.insurance.model import InsurancePlan, Rule
from tcsheets.insurance.scopes import Scope, scope_of
from tcsheets.tables import Column, Range, Reading, header_key, read_table

HELD = ("ppo", "percentage")  # the plan types that this table can state
BENEFITS = ("plan type", "share", "deductible", "deductible used", "maximum", "maximum used")
BENEFIT_SYNONYMS = {
    "type": "plan type",
    "plan share": "share",
    "coverage": "share",
    "plan pays": "share",
    "annual maximum": "maximum",
    "used": "maximum used",
    "benefits used": "maximum used",
    "deductible met": "deductible used",
}
TYPE_SYNONYMS = {"category percentage": "percentage", "indemnity": "percentage", "in network": "ppo"}

BENEFIT_COLUMNS = (
    Column("benefit", "Benefit", "Text", ("Kind", "What"), required=True),
    Column("scope", "For", "Text", ("Scope", "Services", "Category"), default=""),
    Column("value", "Value", "Text", ("Amount", "Pays"), required=True),
)


@dataclass(frozen=True, slots=True)
class Benefit:
    """One fact of a plan's benefits: what it states, for which services, and its value in cents, ppm or words."""

    row: int
    benefit: str
    scope: Scope
    value: Any


def value_kind(benefit: str) -> str:
    """Return the kind of value a benefit has."""
    if benefit == "plan type":
        return "Text"
    return "Share" if benefit == "share" else "Money"


def make_benefit(row: int, benefit: str, scope: str, value: Any) -> Benefit:
    """Return a fact of a plan from a row's texts; `ValueError` says what is wrong with the row."""
    name = header_key(benefit)
    name = BENEFIT_SYNONYMS.get(name, name)
    if name not in BENEFITS:
        raise ValueError("Benefit is not one of: " + ", ".join(BENEFITS))
    try:
        return Benefit(row, name, scope_of(scope), read_cell(value, value_kind(name)))
    except ArgumentError as error:
        raise ValueError(str(error)) from error


def read_benefits(cells: Range) -> Reading[Benefit]:
    """Return the facts of a plan, and a problem for each bad row."""
    reading = read_table(cells, BENEFIT_COLUMNS, make_benefit, "benefits")
    return Reading(reading.records, reading.problems + tuple(contradictions(reading.records)))


def contradictions(benefits: Sequence[Benefit]) -> list[Problem]:
    """Return a problem for each fact that stands twice for the same services."""
    seen: dict[tuple[str, Scope], int] = {}
    problems: list[Problem] = []
    for each in benefits:
        key = (each.benefit, each.scope)
        if key in seen and not each.benefit.endswith("used"):
            problems.append(Problem(f"benefits row {each.row}", f"{each.benefit} stands in row {seen[key]} already"))
        seen.setdefault(key, each.row)
    return problems


def plan_of(benefits: Sequence[Benefit]) -> InsurancePlan:
    """Return the insurance plan that some facts state."""
    kind = [each.value for each in benefits if each.benefit == "plan type"]
    plan_type = header_key(kind[0]) if kind else "ppo"
    plan_type = TYPE_SYNONYMS.get(plan_type, plan_type)
    if plan_type not in HELD:
        raise ArgumentError("the plan type is not one of: " + ", ".join(HELD))
    shares = tuple(Rule(each.scope, each.value) for each in benefits if each.benefit == "share")
    return InsurancePlan(
        plan_type, shares=shares, deductibles=rules(benefits, "deductible"), maximums=rules(benefits, "maximum")
    )


def rules(benefits: Sequence[Benefit], name: str) -> tuple[Rule, ...]:
    """Return the rules of one kind of amount, with what is used of each scope."""
    return tuple(
        Rule(
            each.scope,
            each.value,
            sum([used.value for used in benefits if used.benefit == name + " used" and used.scope == each.scope]),
        )
        for each in benefits
        if each.benefit == name
    )
