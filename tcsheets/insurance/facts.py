"""The facts of a benefits breakdown as a coordinator writes them down, a row a fact.

A row has Benefit (what it states), For (a category, a code, codes, or nothing
for all), Value, and where there are several plans, Plan.  "Family" or
"Lifetime" before a benefit says whose, or for how long, an amount is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tcsheets.cells import is_blank, read_cell, text_of
from tcsheets.errors import ArgumentError, Problem
from tcsheets.insurance.frequencies import frequency_of
from tcsheets.insurance.model import COB_RULES, ORDERS, PLAN_TYPES
from tcsheets.insurance.places import teeth_of
from tcsheets.insurance.scopes import EVERYTHING, Scope, scope_of
from tcsheets.tables import Column, Range, Reading, header_key, read_table

# Benefit -> kind of its value; the kinds that are no cell's are read below.
KINDS = {
    "plan type": "PlanType",
    "share": "Share",
    "deductible": "Money",
    "deductible used": "Used",
    "deductible taken": "Taken",
    "deductible order": "Order",
    "maximum": "Money",
    "maximum used": "Used",
    "copay": "Money",
    "fixed benefit": "Blank",
    "plan fee": "Blank",
    "pays as": "Text",
    "frequency": "Frequency",
    "patient frequency": "Frequency",
    "waiting": "Months",
    "age limit": "Years",
    "not covered": "Flag",
    "missing tooth clause": "Flag",
    "effective": "Date",
    "benefit year": "Month",
    "coordination": "Coordination",
    "write-off at maximum": "Flag",
    "write-off at limit": "Flag",
    "write-off on downgrade": "Flag",
    "write-off not covered": "Flag",
    "write-off as second": "Flag",
    "blank fixed benefit": "BlankMeans",
    "birth date": "Date",
    "patient age": "Years",
    "missing tooth": "Lost",
    "note": "Text",
}
SYNONYMS = {
    "type": "plan type",
    "plan share": "share",
    "coverage": "share",
    "plan pays": "share",
    "annual maximum": "maximum",
    "yearly maximum": "maximum",
    "used": "maximum used",
    "benefits used": "maximum used",
    "deductible met": "deductible used",
    "downgrade": "pays as",
    "alternate benefit": "pays as",
    "fee": "plan fee",
    "network fee": "plan fee",
    "allowed": "plan fee",
    "waiting period": "waiting",
    "waiting months": "waiting",
    "through age": "age limit",
    "age": "age limit",
    "exclusion": "not covered",
    "excluded": "not covered",
    "coverage start": "effective",
    "effective date": "effective",
    "benefit year starts": "benefit year",
    "renewal month": "benefit year",
    "cob": "coordination",
    "coordination of benefits": "coordination",
    "birthday": "birth date",
    "date of birth": "birth date",
    "missing teeth": "missing tooth",
    "missing tooth exclusion": "missing tooth clause",
    "verified on": "note",
    "verified by": "note",
    "reference": "note",
    "carrier": "note",
    "group": "note",
    "telephone": "note",
}
TYPE_SYNONYMS = {
    "category percentage": "percentage",
    "indemnity": "percentage",
    "out of network": "percentage",
    "in network": "ppo",
    "copay": "flat_copay",
    "hmo": "capitation",
    "dhmo": "capitation",
}
RULE_SYNONYMS = {
    "non duplication": "carve_out",
    "traditional": "standard",
    "maintenance of benefits": "carve_out",
    "medicaid second": "medicaid",
}
# Kind of value -> the words it may be, and others for them; of two words the second is "yes".
WORDS = {
    "PlanType": (PLAN_TYPES, TYPE_SYNONYMS),
    "Coordination": (COB_RULES, RULE_SYNONYMS),
    "Order": (ORDERS, {}),
    "Taken": (("first", "last"), {}),
    "BlankMeans": (("in full", "nothing"), {"0": "nothing", "zero": "nothing"}),
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
UNKNOWN = -1  # "unknown" as an amount used: somewhere between nothing and all of it
LONG_AGO = date(1900, 1, 1)  # a tooth lost, and nobody remembers when
OF_PATIENT = (
    "birth date",
    "patient age",
    "missing tooth",
    "deductible order",
    "write-off not covered",
    "write-off as second",
)

MAY_BE_BLANK = ("Blank", "Lost")
REPEATED = ("deductible used", "maximum used", "note", "frequency", "patient frequency")

FACT_COLUMNS = (
    Column("benefit", "Benefit", "Text", ("Kind", "What"), required=True),
    Column("scope", "For", "Text", ("Scope", "Services", "Category"), default=""),
    Column("value", "Value", "Value", ("Amount", "Pays")),
    Column("plan", "Plan", "Text", ("Insurance plan",), default=""),
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: the plan it is about ("" where there is one), what it states, for which services, its value.

    level: individual or family; period: benefit_year or lifetime; words: the services as they are written.
    """

    row: int
    benefit: str
    scope: Scope
    value: Any
    plan: str = ""
    level: str = "individual"
    period: str = "benefit_year"
    words: str = ""


def one_of_words(text: str, words: Sequence[str], also: dict[str, str]) -> str:
    """Return which of some words is meant; `ValueError` lists them."""
    key = header_key(text)
    key = also.get(key, key)
    for word in words:
        if key in (word, header_key(word.replace("_", " "))):
            return word
    raise ValueError("is not one of: " + ", ".join([word.replace("_", " ") for word in words]))


def month_of(text: str) -> int:
    """Return a month's number from its number or name.

    >>> month_of("July"), month_of("7")
    (7, 7)
    """
    key = text.strip().lower()
    if key[:3] in MONTHS:
        return MONTHS.index(key[:3]) + 1
    if key in [str(number) for number in range(1, 13)]:
        return int(key)
    raise ValueError("is no month; write its name or its number")


def number_in(text: str, unit: str) -> int:
    """Return the whole number in a text such as "12 months" or "through 14".

    >>> number_in("through 14", "years"), number_in("12", "months")
    (14, 12)
    """
    found = [part for part in text.lower().replace("-", " ").split() if part[:1] in "0123456789"]
    if len(found) != 1:
        raise ValueError(f"is no number of {unit}; write it as {unit}, such as 12")
    number = read_cell(found[0], "Count")
    # "1 year" of waiting is 12 months.
    return int(number) * 12 if unit == "months" and "year" in text.lower() else int(number)


def word_value(text: str, kind: str) -> Any:
    """Return a value that stands in words."""
    if kind == "Month":
        return month_of(text)
    if kind == "Frequency":
        return frequency_of(text)
    words, also = WORDS[kind]
    found = one_of_words(text, words, also)
    return found == words[1] if kind in ("Taken", "BlankMeans") else found


def value_of(value: Any, kind: str) -> Any:
    """Return a fact's value in its kind; `ValueError` says what is wrong with it."""
    if kind in MAY_BE_BLANK:
        return blank_value(value, kind)
    if is_blank(value):
        raise ValueError("is blank")
    if kind in ("Text", "Share", "Money", "Flag", "Date"):
        return read_cell(value, kind)
    text = text_of(value)
    if kind == "Used":
        return UNKNOWN if header_key(text) == "unknown" else read_cell(value, "Money")
    return number_in(text, kind.lower()) if kind in ("Months", "Years") else word_value(text, kind)


def blank_value(value: Any, kind: str) -> Any:
    """Return a value that may be blank: no listed amount, or a tooth lost nobody knows when."""
    if kind == "Lost":
        unsaid = is_blank(value) or header_key(value) in ("yes", "before", "unknown")
        return LONG_AGO if unsaid else read_cell(value, "Date")
    return None if is_blank(value) else read_cell(value, "Money")


def named(benefit: str) -> tuple[str, str, str]:
    """Return (benefit, level, period) of how a benefit is written.

    >>> named("Family deductible"), named("Lifetime maximum used")
    (('deductible', 'family', 'benefit_year'), ('maximum used', 'individual', 'lifetime'))
    """
    words = header_key(benefit).split(" ")
    level = "family" if "family" in words else "individual"
    period = "lifetime" if "lifetime" in words else "benefit_year"
    key = " ".join([word for word in words if word not in ("family", "lifetime", "individual")])
    return SYNONYMS.get(key, key), level, period


def known_benefit(key: str) -> str:
    """Return a benefit as it is known; `ValueError` lists what is."""
    for benefit in KINDS:
        if header_key(benefit) == key:
            return benefit
    raise ValueError("Benefit is not one of: " + ", ".join(sorted(KINDS)))


def scope_for(benefit: str, words: str) -> Scope:
    """Return what a fact is about; teeth are no services."""
    if benefit != "missing tooth":
        return scope_of(words)
    if not teeth_of(words):
        raise ValueError("For is no tooth; write its number, 1 to 32")
    return EVERYTHING


def make_fact(row: int, benefit: str, scope: str, value: Any, plan: str) -> Fact:
    """Return a fact from a row's cells; `ValueError` says what is wrong with the row."""
    key, level, period = named(benefit)
    name = known_benefit(key)
    try:
        about = scope_for(name, scope)
    except ArgumentError as error:
        raise ValueError(str(error)) from error
    try:
        found = value_of(value, KINDS[name])
    except (ValueError, ArgumentError) as error:
        raise ValueError(f"Value {error}") from error
    fact = Fact(row, name, about, found, plan, level, period, scope.strip())
    fault = fault_in(fact)
    if fault:
        raise ValueError(fault)
    return fact


def fault_in(fact: Fact) -> str:
    """Return what is wrong with one fact, "" if nothing is."""
    if fact.benefit == "share" and not 0 <= fact.value <= 1_000_000:
        return "Value is no share between 0 % and 100 %"
    if KINDS[fact.benefit] in ("Money", "Blank", "Used") and fact.value not in (None, UNKNOWN) and fact.value < 0:
        return "Value is below 0; an amount here is 0 or more"
    if fact.benefit in ("copay", "fixed benefit", "plan fee", "pays as") and fact.scope.kind not in ("code", "group"):
        return f"For is no code; a {fact.benefit} is for one code, or codes with commas"
    return ""


def read_facts(cells: Range) -> Reading[Fact]:
    """Return the facts of benefits, and a problem for each bad row and each contradiction."""
    reading = read_table(cells, FACT_COLUMNS, make_fact, "benefits")
    return Reading(reading.records, reading.problems + tuple(contradictions(reading.records)))


def contradictions(facts: Sequence[Fact]) -> list[Problem]:
    """Return a problem for each fact that stands twice, and for each that lacks another."""
    seen: dict[tuple[Any, ...], int] = {}
    problems: list[Problem] = []
    for each in facts:
        teeth = each.words if each.benefit == "missing tooth" else ""
        key = (each.plan, each.benefit, each.scope, each.level, each.period, teeth)
        if key in seen and each.benefit not in REPEATED:
            problems.append(Problem(f"benefits row {each.row}", f"{each.benefit} stands in row {seen[key]} already"))
        seen.setdefault(key, each.row)
    return problems + lacking(facts)


def lacking(facts: Sequence[Fact]) -> list[Problem]:
    """Return a problem for each fact that means nothing without another one."""
    problems: list[Problem] = []
    for each in facts:
        fault = lack_of(each, facts)
        if fault:
            problems.append(Problem(f"benefits row {each.row}", fault))
    return problems


def lack_of(fact: Fact, facts: Sequence[Fact]) -> str:
    """Return what a fact lacks to mean something, "" if nothing."""
    # What is said of the patient may stand with any of the plans.
    others = [other.benefit for other in facts if other.plan == fact.plan or other.benefit in OF_PATIENT]
    dated = fact.benefit == "missing tooth clause" and any(
        other.benefit == "missing tooth" and other.value > LONG_AGO for other in facts
    )
    if (fact.benefit == "waiting" and fact.value) or (dated and fact.value):
        return "" if "effective" in others else f"{fact.benefit} lacks a start; add Effective, the day coverage began"
    if fact.benefit in ("deductible used", "maximum used") and not any(matches(fact, other) for other in facts):
        return f"{fact.benefit} belongs to no {amount_of_used(fact)}; add that for the same services"
    return ""


def amount_of_used(used: Fact) -> str:
    """Return the benefit that an amount used is of."""
    return used.benefit.split(" ")[0]


def matches(used: Fact, other: Fact) -> bool:
    """Whether an amount used belongs to an amount."""
    same_plan = (other.benefit, other.plan, other.level) == (amount_of_used(used), used.plan, used.level)
    return same_plan and (other.scope, other.period) == (used.scope, used.period)
