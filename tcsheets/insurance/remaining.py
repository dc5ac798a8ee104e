"""What is left of a plan's benefits on a day: each maximum and deductible, and when it starts anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tcsheets.insurance.eligibility import next_year
from tcsheets.insurance.history import deductible_used, maximum_used
from tcsheets.insurance.model import InsurancePlan, Past, Rule
from tcsheets.insurance.scopes import scope_words


@dataclass(frozen=True, slots=True)
class Remaining:
    """An amount of a plan: what it is, for which services and whom, in cents; `left = amount - used`, at least 0."""

    benefit: str
    services: str
    level: str
    amount: int
    used: int
    resets: date | None

    @property
    def left(self) -> int:
        """What is left of it."""
        return max(self.amount - self.used, 0)


def remaining(plan: InsurancePlan, ordinal: int, past: Sequence[Past], day: date) -> tuple[Remaining, ...]:
    """Return what is left of each maximum and deductible of a plan.

    >>> from tcsheets.insurance.scopes import EVERYTHING
    >>> remaining(InsurancePlan(maximums=(Rule(EVERYTHING, 150000, 42000),)), 1, (), date(2026, 11, 24))[0].left
    108000
    """
    found = [row("maximum", each, maximum_used(each, plan, ordinal, past, day), plan, day) for each in plan.maximums]
    found += [
        row("deductible", each, deductible_used(each, plan, ordinal, past, day), plan, day) for each in plan.deductibles
    ]
    return tuple(found)


def row(benefit: str, rule: Rule, used: int, plan: InsurancePlan, day: date) -> Remaining:
    """Return one amount with what is used of it."""
    resets = None if rule.period == "lifetime" else next_year(day, plan.first_month)
    name = ("lifetime " if rule.period == "lifetime" else "") + benefit
    return Remaining(name, scope_words(rule.scope), rule.level, rule.amount, used, resets)
