"""The plain engine for the patients of a bulk estimate that the columns cannot judge: own facts, options, bad rows.

It reads the patient's rows as the sheet functions read theirs, so that a
number is the same, and a problem says the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from tcsheets.bulk.book import Insurance
from tcsheets.bulk.columns import columns_of
from tcsheets.bulk.reading import PATIENT, PATIENT_COLUMNS
from tcsheets.cells import read_cell
from tcsheets.errors import ArgumentError, DataError, Problem
from tcsheets.functions.insurance import limit_words
from tcsheets.insurance.claims import read_past
from tcsheets.insurance.estimate import estimate
from tcsheets.insurance.facts import FACT_COLUMNS, Fact, contradictions, make_fact
from tcsheets.insurance.model import EstimateLine, Past
from tcsheets.insurance.plans import Benefits, benefits_of
from tcsheets.insurance.services import Context, read_services
from tcsheets.pricing.fees import FeeEntry
from tcsheets.tables import Reading, read_rows

ROW = re.compile(r"^(\w+ row )(\d+)")
OTHERS = "not estimated, for another line of this patient cannot be read"


def plain(value: Any) -> Any:
    """Return a cell as a sheet function gets it: nothing as None, a moment as a date and time of Python's own."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else value


class Grouped:
    """A table by patient: its header, and each patient's rows with their numbers in the table."""

    def __init__(self, frame: pd.DataFrame | None, what: str, wanted: set[str]) -> None:
        self.header = [] if frame is None else [str(each) for each in frame.columns]
        self.rows: dict[str, list[tuple[int, list[Any]]]] = {}
        if frame is None or not wanted:
            return
        names = [name_of(each) for each in columns_of(frame, (PATIENT,), what)["patient"]]
        places = [place for place, name in enumerate(names) if name in wanted]
        cells = [frame.iloc[places, column].tolist() for column in range(len(self.header))]
        for number, place in enumerate(places):
            row = [plain(column[number]) for column in cells]
            self.rows.setdefault(names[place], []).append((place + 2, row))

    def cells(self, name: str) -> list[list[Any]]:
        """Return a patient's rows with the header, as a range."""
        return [self.header, *[row for _, row in self.rows.get(name, [])]]

    def numbers(self, name: str) -> list[int]:
        """Return the numbers of a patient's rows."""
        return [number for number, _ in self.rows.get(name, [])]

    def numbered(self, text: str, name: str) -> str:
        """Return a problem's words with the row's number in the whole table."""
        found, numbers = ROW.match(text), self.numbers(name)
        if not found or not 0 <= int(found[2]) - 2 < len(numbers):
            return text
        return f"{found[1]}{numbers[int(found[2]) - 2]}{text[found.end() :]}"


def name_of(value: Any) -> str:
    """Return a patient's name as the columns read it; "" for none."""
    try:
        return str(read_cell(plain(value), "Text") or "")
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Tables:
    """All that is known beside the lines: insurances, and the tables by patient."""

    insurances: dict[str, Insurance]
    patients: Grouped | None
    facts: Grouped
    history: Grouped
    entries: Sequence[FeeEntry]
    as_of: date | None
    option: str


def benefits_for(name: str, tables: Tables) -> tuple[Benefits, bool]:
    """Return what a patient's plans, and his own figures and facts, say; False where he has no insurance."""
    names, own = own_facts(name, tables)
    facts: list[Fact] = []
    for place, insurance in enumerate(names, start=1):
        if not insurance:
            continue
        if insurance not in tables.insurances:
            raise DataError(f"insurance plan {insurance[:20]} is not in benefits")
        replaced = [each.benefit for each in own if each.plan == str(place) and each.benefit == "effective"]
        stated = [each for each in tables.insurances[insurance].facts if each.benefit not in replaced]
        if bad := bad_rows(tables.insurances[insurance]):
            raise DataError(bad)
        facts += [replace(each, plan=str(place)) for each in stated]
    facts += own
    found = Reading(tuple(facts), tuple(contradictions(facts))).all_records()
    return benefits_of(found), any(names)


def bad_rows(insurance: Insurance) -> str:
    """Return what is wrong with an insurance plan whatever a patient's figures are; "" for nothing."""
    return insurance.fault if insurance.fault and insurance.fault == insurance.fault_begun else ""


def own_facts(name: str, tables: Tables) -> tuple[list[str], list[Fact]]:
    """Return the names of a patient's plans, and what his row and his own facts state."""
    reading = read_rows(tables.facts.cells(name), FACT_COLUMNS, make_fact, "facts", 1) if tables.facts.rows else None
    facts = [] if reading is None else list(by_number(reading, "facts", name, tables.facts).all_records())
    if tables.patients is None:
        return list(tables.insurances), facts
    if name not in tables.patients.rows:
        raise DataError("is not in patients")
    if len(tables.patients.rows[name]) > 1:
        raise DataError(f"stands in patients row {tables.patients.numbers(name)[0]} already; remove one")
    rows: Reading[Any] = read_rows(tables.patients.cells(name), PATIENT_COLUMNS, dict, "patients", 1)
    row = by_number(rows, "patients", name, tables.patients).all_records()[0]
    number = tables.patients.numbers(name)[0]
    try:
        facts = stated_in(row, number) + facts
    except ValueError as error:
        raise DataError(f"patients row {number}: {error}") from error
    return [row["plan_1"], row["plan_2"], row["plan_3"]], facts


def by_number(reading: Reading[Any], what: str, name: str, table: Grouped) -> Reading[Any]:
    """Return a reading whose problems name the rows of the whole table."""
    del what
    problems = [Problem(table.numbered(each.where, name), each.message) for each in reading.problems]
    return Reading(reading.records, tuple(problems))


def stated_in(row: dict[str, Any], number: int) -> list[Fact]:
    """Return the facts that a patient's row states."""
    made: list[Fact] = []
    for field, benefit in (("birth", "Birth date"), ("age", "Patient age")):
        if row[field] is not None:
            made.append(make_fact(number, benefit, "", row[field], ""))
    if row["missing"]:
        made.append(make_fact(number, "Missing tooth", row["missing"], "", ""))
    for place in (1, 2, 3):
        for field, benefit in OWN_FIGURES:
            value = row[f"{field}_{place}"]
            if value is not None:
                made.append(make_fact(number, benefit, "", value, str(place)))
    return made


OWN_FIGURES = (("effective", "Effective"), ("deductible_used", "Deductible used"), ("maximum_used", "Maximum used"))


def past_for(name: str, tables: Tables) -> tuple[Past, ...]:
    """Return what a patient had before; see `functions.insurance.past_of`."""
    if not tables.history.rows.get(name):
        return ()
    past: tuple[Past, ...] = by_number(
        read_past(tables.history.cells(name)), "history", name, tables.history
    ).all_records()
    if tables.as_of is None and any(each.day for each in past):
        raise ArgumentError("as_of is missing; say on which day the history is looked at")
    return past


def figures(line: EstimateLine) -> tuple[list[float], list[float], str]:
    """Return a line's figures as the columns hold them, what each plan pays, and what held the first back."""
    plans = line.plans
    first = [plans[0].allowed, plans[0].deductible, plans[0].copay] if plans else [0, 0, 0]
    amounts = [each / 100 for each in [line.fee, *first]] + [plans[0].share / 1_000_000 if plans else 0.0]
    amounts += [each / 100 for each in (line.plan_pays, line.write_off, line.patient)]
    paid = [each.plan_pays / 100 for each in plans] + [0.0] * (3 - len(plans))
    return amounts, paid, limit_words(plans[0]) if plans else ""


def estimate_one(name: str, lines: Grouped, tables: Tables) -> dict[int, tuple[list[float], list[float], str] | str]:
    """Return for each row of a patient's lines (by its number) its figures, or what is wrong."""
    numbers = lines.numbers(name)
    try:
        benefits, is_insured = benefits_for(name, tables)
        past = past_for(name, tables)
        context = Context(tables.entries, tables.as_of, tables.option, benefits)
        reading = read_services(lines.cells(name), context)
    except (ArgumentError, DataError) as error:
        return dict.fromkeys(
            numbers, f"{name[:20]}: {error}" if str(error).startswith(("is ", "stands ")) else str(error)
        )
    if reading.problems:
        bad = [lines.numbered(str(each), name) for each in reading.problems]
        own = {int(found[2]): text for text in bad if (found := ROW.match(text))}
        return {number: own.get(number, OTHERS) for number in numbers}
    estimated = estimate(reading.records, benefits.plans if is_insured else (), past, benefits.options)
    return {numbers[line.service.row - 2]: figures(line) for line in estimated}
