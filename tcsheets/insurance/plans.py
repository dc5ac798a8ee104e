"""Insurance plans, the patient's situation and the office's choices, from the facts of a benefits table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tcsheets.errors import ArgumentError
from tcsheets.insurance.facts import OF_PATIENT, UNKNOWN, Fact, read_facts
from tcsheets.insurance.model import Frequency, InsurancePlan, Options, Rule
from tcsheets.insurance.places import teeth_of
from tcsheets.tables import Range

MOST_PLANS = 3


@dataclass(frozen=True, slots=True)
class Patient:
    """What counts of a patient: birth date or age, and the teeth that are missing, each with the day it was lost."""

    born: date | None = None
    age: int | None = None
    lost: tuple[tuple[int, date], ...] = ()

    def age_on(self, day: date) -> int | None:
        """Return the age in whole years on a day.

        >>> Patient(date(2012, 11, 25)).age_on(date(2026, 11, 24))
        13
        """
        if self.born is None:
            return self.age
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))

    def lost_on(self, teeth: Sequence[int]) -> date | None:
        """Return when the first of some teeth was lost; None where none is missing."""
        days = [day for tooth, day in self.lost if tooth in teeth]
        return min(days) if days else None


@dataclass(frozen=True, slots=True)
class Benefits:
    """Everything a benefits table says: up to three plans in order, their names, the patient, the office's choices."""

    plans: tuple[InsurancePlan, ...]
    names: tuple[str, ...]
    patient: Patient
    options: Options


def read_benefits(cells: Range) -> Benefits:
    """Return what a benefits table says; an error names the first bad row or contradiction."""
    return benefits_of(read_facts(cells).all_records())


def unknown_of(facts: Sequence[Fact]) -> tuple[str, ...]:
    """Return the benefits of which nobody knows how much is used: deductible, maximum."""
    found = [each.benefit.split(" ")[0] for each in facts if each.value == UNKNOWN and each.benefit.endswith(" used")]
    return tuple([name for name in ("deductible", "maximum") if name in found])


def with_unknown(facts: Sequence[Fact], used: Sequence[str]) -> tuple[Fact, ...]:
    """Return the facts with each unknown amount used as nothing; or as all of it, for the benefits that are named."""
    found: list[Fact] = []
    for each in facts:
        if each.value != UNKNOWN or not each.benefit.endswith(" used"):
            found.append(each)
            continue
        name = each.benefit.split(" ")[0]
        whole = [other.value for other in facts if other.benefit == name and is_same(each, other)]
        found.append(replace(each, value=whole[0] if whole and name in used else 0))
    return tuple(found)


def benefits_of(facts: Sequence[Fact]) -> Benefits:
    """Return the plans, in the order of their numbers or of first mention, the patient and the choices."""
    names = names_of(facts)
    if len(names) > MOST_PLANS:
        raise ArgumentError(f"benefits hold {len(names)} plans; an estimate works with up to {MOST_PLANS}")
    nameless = [each.row for each in facts if not each.plan and each.benefit not in OF_PATIENT]
    if len(names) > 1 and nameless:
        raise ArgumentError(f"benefits row {nameless[0]} says no Plan; write there which of the plans it is about")
    plans = tuple([plan_of([each for each in facts if each.plan in ("", name)]) for name in names])
    return Benefits(plans, tuple(names), patient_of(facts), options_of(facts))


def names_of(facts: Sequence[Fact]) -> list[str]:
    """Return the names of the plans: numbers in their order, other names as they first stand."""
    found: list[str] = []
    for each in facts:
        if each.plan and each.plan not in found:
            found.append(each.plan)
    if found and all(name in ("1", "2", "3") for name in found):
        return sorted(found)
    return found or [""]


def plan_of(facts: Sequence[Fact]) -> InsurancePlan:
    """Return the insurance plan that some facts state."""
    return InsurancePlan(
        one(facts, "plan type", "ppo"),
        one(facts, "coordination", "basic"),
        shares=tuple([Rule(each.scope, each.value) for each in of(facts, "share")]),
        deductibles=rules(facts, "deductible"),
        maximums=rules(facts, "maximum"),
        frequencies=frequencies(facts),
        age_limits=tuple([Rule(each.scope, each.value) for each in of(facts, "age limit")]),
        waitings=tuple([Rule(each.scope, each.value) for each in of(facts, "waiting")]),
        exclusions=tuple([each.scope for each in of(facts, "not covered") if each.value]),
        copays=by_code(facts, "copay"),
        fixed_benefits=by_code(facts, "fixed benefit"),
        fee_schedule=by_code(facts, "plan fee"),
        substitutes=by_code(facts, "pays as"),
        effective=one(facts, "effective", None),
        first_month=one(facts, "benefit year", 1),
        deductible_last=one(facts, "deductible taken", False),
        write_off_on_downgrade=one(facts, "write-off on downgrade", True),
        no_write_off_when_exhausted=not one(facts, "write-off at maximum", True),
        no_write_off_when_limited=not one(facts, "write-off at limit", True),
        missing_tooth=one(facts, "missing tooth clause", False),
    )


def of(facts: Sequence[Fact], benefit: str) -> list[Fact]:
    """Return the facts of one kind."""
    return [each for each in facts if each.benefit == benefit]


def one(facts: Sequence[Fact], benefit: str, otherwise: Any) -> Any:
    """Return the value of a fact that stands once, or what holds without it."""
    found = of(facts, benefit)
    return found[0].value if found else otherwise


def by_code(facts: Sequence[Fact], benefit: str) -> tuple[tuple[str, Any], ...]:
    """Return (code, value) of facts about codes."""
    return tuple([(code, each.value) for each in of(facts, benefit) for code in each.scope.names])


def frequencies(facts: Sequence[Fact]) -> tuple[Frequency, ...]:
    """Return the frequencies of a plan, those set for the patient marked."""
    plan = [replace(each.value, scope=each.scope) for each in of(facts, "frequency")]
    own = [replace(each.value, scope=each.scope, level="patient") for each in of(facts, "patient frequency")]
    return tuple(plan + own)


def rules(facts: Sequence[Fact], name: str) -> tuple[Rule, ...]:
    """Return the rules of one kind of amount, with what is used of each.

    An amount used that is unknown counts as nothing here; `ranges` shows what it may come to.
    """
    made: list[Rule] = []
    for each in of(facts, name):
        used = [other.value for other in of(facts, name + " used") if is_same(each, other) and other.value != UNKNOWN]
        made.append(Rule(each.scope, each.value, sum(used), each.level, each.period))
    return tuple(made)


def is_same(each: Fact, other: Fact) -> bool:
    """Whether two facts are about the same services, persons and period."""
    return (each.scope, each.level, each.period, each.plan) == (other.scope, other.level, other.period, other.plan)


def patient_of(facts: Sequence[Fact]) -> Patient:
    """Return the patient that the facts speak of."""
    lost = [(tooth, each.value) for each in of(facts, "missing tooth") for tooth in teeth_of(each.words)]
    return Patient(one(facts, "birth date", None), one(facts, "patient age", None), tuple(lost))


def options_of(facts: Sequence[Fact]) -> Options:
    """Return what the office decides."""
    return Options(
        one(facts, "write-off as second", False),
        not one(facts, "write-off not covered", True),
        one(facts, "blank fixed benefit", False),
        one(facts, "deductible order", "as listed"),
    )
