"""The insurance plans of a practice, each under its name, as the heart's flat lists, for every code at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from tcsheets.bulk.kernel import FAULTY
from tcsheets.errors import ArgumentError, Problem
from tcsheets.insurance import heart_fields as at
from tcsheets.insurance.facts import FACT_COLUMNS, OF_PATIENT, Fact, contradictions, make_fact
from tcsheets.insurance.flat import add_plan, flat_covers, flat_day, listed_terms, not_given, ranks_of, replacing
from tcsheets.insurance.model import InsurancePlan, Options
from tcsheets.insurance.plans import Benefits, Patient, options_of, plan_of
from tcsheets.insurance.scopes import EVERYTHING, Scope
from tcsheets.insurance.services import Context, InsuredLine, cheaper_fee, plan_fee
from tcsheets.pricing.fees import FeeEntry
from tcsheets.pricing.lines import PlanLine
from tcsheets.tables import Range, read_rows

NO_OPTIONS = Options()
NO_BENEFITS = Benefits((), (), Patient(), NO_OPTIONS)
BEGUN = Fact(0, "effective", EVERYTHING, date(1900, 1, 1))
OF_OFFICE = ("blank fixed benefit", *OF_PATIENT)


@dataclass(frozen=True, slots=True)
class Insurance:
    """An insurance plan by its name: its facts, the plan they state, and the faults that stop an estimate.

    fault: with the patient's own start of coverage unknown; fault_begun: the same where it is known.
    """

    name: str
    facts: tuple[Fact, ...]
    plan: InsurancePlan
    fault: str = ""
    fault_begun: str = ""

    @property
    def has_choices(self) -> bool:
        """Whether its facts also say something of the office's choices."""
        return any(each.benefit in OF_OFFICE for each in self.facts)

    @property
    def asks_the_day(self) -> bool:
        """Whether a rule of it depends on the day of a service; see `services.needs_day`."""
        return bool(self.plan.frequencies or self.plan.waitings or self.plan.age_limits)

    def takes_used(self, amount: str) -> bool:
        """Whether a patient's own figure can say how much of its deductible or maximum is used."""
        whole = any(each.benefit == amount and is_whole(each) for each in self.facts)
        return whole and not any(each.benefit == amount + " used" for each in self.facts)


def is_whole(fact: Fact) -> bool:
    """Whether an amount is the patient's own yearly one for all services."""
    return (fact.scope, fact.level, fact.period) == (EVERYTHING, "individual", "benefit_year")


def first_of(problems: Sequence[Problem]) -> str:
    """Return the first problem and how many more there are, as one text; "" without any."""
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return str(problems[0]) + more if problems else ""


def read_insurances(cells: Range) -> dict[str, Insurance]:
    """Return the insurance plans of a benefits table by their names (its column Plan)."""
    reading = read_rows([list(row) for row in cells], FACT_COLUMNS, make_fact, "benefits", 1)
    by_name: dict[str, list[Fact]] = {}
    for fact in reading.records:
        by_name.setdefault(fact.plan, []).append(fact)
    bad: dict[str, list[Problem]] = {}
    for problem in reading.problems:
        row = int(problem.where.split(" row ")[1].split(",")[0])
        bad.setdefault(plan_named(cells[0], cells[row - 1]), []).append(problem)
    return {name: insurance_of(name, by_name.get(name, []), bad.get(name, [])) for name in [*by_name, *bad]}


def plan_named(header: Sequence[Any], row: Sequence[Any]) -> str:
    """Return the plan that a row of a benefits table names, whether or not the rest of it can be read."""
    column = tuple(each for each in FACT_COLUMNS if each.field == "plan")
    found = read_rows([list(header), list(row)], column, named, "benefits", 1).records
    return found[0] if found else ""


def named(row: int, plan: str) -> str:
    """Return the name in a row."""
    del row
    return plan


def insurance_of(name: str, facts: list[Fact], problems: list[Problem]) -> Insurance:
    """Return an insurance plan with what is wrong with it."""
    begun = [*facts, replace(BEGUN, plan=name)] if not any(each.benefit == "effective" for each in facts) else facts
    fault, fault_begun = (first_of(problems + contradictions(each)) for each in (facts, begun))
    return Insurance(name, tuple(facts), plan_of(facts), fault, fault_begun)


@dataclass(frozen=True, slots=True)
class Book:
    """Insurance plans as the heart's arrays; a slot is a plan in first place, or in a later one."""

    slots: dict[tuple[str, bool], int]
    plans: Any
    rules: Any
    reach: Any
    terms: Any
    width: int


def book_of(
    insurances: dict[str, Insurance],
    slots: dict[tuple[str, bool], int],
    codes: dict[str, int],
    entries: Sequence[FeeEntry],
    as_of: date | None,
    heart: Any,
) -> Book:
    """Return the plans of the slots as arrays, with what they say of each code."""
    scopes: dict[Scope, int] = {EVERYTHING: 0}
    plans: list[int] = []
    rules: list[int] = []
    terms: list[int] = []
    bounds: list[Any] = []
    names = [""] * (len(codes) + 1)
    for code, number in codes.items():
        names[number] = code
    fees, replaces = FeesByCode(entries, as_of), replacing(names)
    for name, is_first in slots:
        plan = insurances[name].plan
        add_plan(plan, scopes, plans, rules, bounds)
        listed = listed_terms(plan, names, replaces)
        fees.put(listed, names, plan, 1 if is_first else 2)
        terms += listed
    arrays = [np.array(each, np.int64) for each in (plans, [*rules, *[0] * at.RULE], ranks_of(scopes))]
    covers = np.array(flat_covers(scopes, codes), np.int64)
    found, reach = np.array(terms, np.int64), np.zeros((len(bounds) + 1) * len(names), np.int8)
    for slot in range(len(slots)):
        heart.read_plan(arrays[0], slot, arrays[1], arrays[2], covers, len(names), found, reach)
    return Book(slots, arrays[0], arrays[1], reach, found, len(names))


class FeesByCode:
    """The fee schedule by code, for what a plan's own fee is where a line gives none."""

    def __init__(self, entries: Sequence[FeeEntry], as_of: date | None) -> None:
        self.as_of = as_of
        self.entries: dict[str, list[FeeEntry]] = {}
        for entry in entries:
            self.entries.setdefault(entry.code, []).append(entry)

    def context(self, *codes: str) -> Context:
        """Return what a line of a code is looked up in."""
        found = [entry for code in codes for entry in self.entries.get(code.strip().upper(), [])]
        return Context(found, self.as_of, "", NO_BENEFITS)

    def put(self, terms: list[int], names: Sequence[str], plan: InsurancePlan, ordinal: int) -> None:
        """Write a plan's own fee for each code, and for the cheaper code it pays as for."""
        listed = {code.strip().upper() for code, _ in plan.fee_schedule}
        cheaper = {done.strip().upper(): instead for done, instead in plan.substitutes}
        for number, code in enumerate(names):
            term = number * at.TERM
            instead = cheaper.get(code, code)
            if code in listed or code in self.entries:
                terms[term + at.LISTED_FEE] = self.fee(plan_fee, code, instead, plan, ordinal)
            if instead != code:
                terms[term + at.LISTED_CHEAPER] = self.fee(cheaper_fee, code, instead, plan, ordinal)

    def fee(self, find: Any, code: str, instead: str, plan: InsurancePlan, ordinal: int) -> int:
        """Return a fee, -1 where there is none, or FAULTY where the schedule cannot say."""
        line = InsuredLine(PlanLine(0, code), (None, None, None))
        try:
            return not_given(find(line, plan, ordinal, self.context(*{code, instead})))
        except ArgumentError:
            return FAULTY


def began(plan: InsurancePlan) -> int:
    """Return the day a plan began, as the heart counts it."""
    return flat_day(plan.effective)


def choices_of(insurances: Sequence[Insurance]) -> Options:
    """Return what the office decides, as the facts of a patient's plans say it."""
    if not any(each.has_choices for each in insurances):
        return NO_OPTIONS
    return options_of([fact for each in insurances for fact in each.facts])
