"""`tcsheets.bulk.estimate`: the lines of many patients through their plans, DataFrame to DataFrame.

The same numbers as TC_INS_ESTIMATE, patient by patient.  What the columns can
hold goes through the compiled heart; patients with facts of their own, with
options, or with anything that cannot be read go through the plain engine.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from tcsheets.bulk import kernel
from tcsheets.bulk.book import Book, Insurance, began, book_of, choices_of, read_insurances
from tcsheets.bulk.compiled import heart_at_speed
from tcsheets.bulk.one_by_one import Grouped, Tables, estimate_one, plain
from tcsheets.bulk.reading import History, Lines, Patients, read_history, read_lines, read_patients
from tcsheets.errors import ArgumentError
from tcsheets.functions.insurance import LIMIT_WORDS
from tcsheets.insurance import heart_fields as at
from tcsheets.insurance.flat import LIMIT_NAMES, flat_day
from tcsheets.insurance.model import ORDERS
from tcsheets.pricing.fees import FeeEntry, fee_of, read_fees

AMOUNTS = ("Fee", "Allowed", "Deductible", "Copay", "Plan share", "Plan pays", "Write-off", "Patient pays")
WORDS = [*[LIMIT_WORDS.get(each, each) for each in LIMIT_NAMES], "maximum"]
PATIENTS_A_TURN = 2_000
MOST_PLANS = 3
NO_PATIENT = "Patient is blank; say whose line it is"


@dataclass(frozen=True, slots=True)
class People:
    """The patients of the lines as the kernel reads them; `plain`: those that go through the plain engine."""

    persons: Any
    more: Any
    plain: Any
    most_plans: int


def cells_of(frame: pd.DataFrame) -> list[list[Any]]:
    """Return a table as a range of cells."""
    columns = [[plain(value) for value in frame.iloc[:, place].tolist()] for place in range(frame.shape[1])]
    return [[str(each) for each in frame.columns], *[list(row) for row in zip(*columns, strict=True)]]


def estimate(
    lines: pd.DataFrame,
    benefits: pd.DataFrame,
    patients: pd.DataFrame | None = None,
    *,
    fees: pd.DataFrame | None = None,
    history: pd.DataFrame | None = None,
    facts: pd.DataFrame | None = None,
    as_of: date | None = None,
    option: str = "",
    threads: int = 0,
) -> pd.DataFrame:
    """Return the insurance estimate of each line, in the order of the lines and under their index.

    lines: Patient, and the columns of TC_INS_ESTIMATE: Code, Fee, Allowed, Qty, Tooth, Date, Ref, ...
    benefits: Plan (an insurance plan's name), Benefit, For, Value: a row a fact.
    patients: Patient, Plan 1, Plan 2, Plan 3 (names), Birth date or Patient age, Missing teeth, and for each plan
        Effective, Deductible used, Maximum used (Effective 2, ... for the second).  Left out: all have all plans.
    fees, history, as_of, option: as TC_INS_ESTIMATE has them; history with Patient.
    facts: what only one patient's benefits say: Patient, Benefit, For, Value, Plan (1, 2 or 3).
    threads: how many to work on; 0 for as many as there are processors.

    A row that cannot be read has its words in Problem, and no line of that patient has figures.
    """
    as_of = as_of.date() if isinstance(as_of, datetime) else as_of
    insurances = read_insurances(cells_of(benefits))
    if patients is None and len(insurances) > MOST_PLANS:
        raise ArgumentError(f"benefits hold {len(insurances)} plans; say in patients who has which")
    entries = read_fees(cells_of(fees)).all_records() if fees is not None else ()
    found = read_lines(lines, flat_day(as_of))
    codes = {"": at.NO_CODE} | {code: number + 2 for number, code in enumerate(found.codes)}
    had = None if history is None else read_history(history, codes, found.refs)
    known = None if patients is None else read_patients(patients)
    people, book = people_of(found, known, insurances, codes, entries, as_of)
    if facts is not None:
        mark_names(people.plain, found, {str(each) for each in Grouped(facts, "facts", set(found.names)).rows})
    starts, order = grouped(found.patient, len(found.names))
    out = Estimated(len(lines), len(found.names), people.most_plans)
    log = log_of(found, had, people.plain, as_of)
    run(found, people, book, with_office_fees(found, entries, as_of), (starts, order), log, out, threads)
    tables = (insurances, patients, facts, history, entries, as_of, option)
    return finish(lines, found, out, tables)


class Estimated:
    """The columns that the kernel writes."""

    def __init__(self, size: int, patients: int, plans: int) -> None:
        self.size, self.plans = size, plans
        self.amounts = np.empty(len(AMOUNTS) * size)
        self.each = np.empty(MOST_PLANS * size if plans > 1 else 1)
        self.word = np.zeros(size, np.int8)
        self.status = np.zeros(patients, np.int8)


def grouped(patient: Any, count: int) -> tuple[Any, Any]:
    """Return where each patient's lines start, and the order that brings them together (one element: they are)."""
    starts = np.zeros(count + 2, np.int64)
    np.cumsum(np.bincount(patient + 1, minlength=count + 1), out=starts[1:])
    together = not len(patient) or (patient[0] >= 0 and bool((patient[1:] >= patient[:-1]).all()))
    order = np.zeros(1, np.int64) if together else np.argsort(patient, kind="stable")
    return starts[1:], order


def with_office_fees(lines: Lines, entries: tuple[FeeEntry, ...], as_of: date | None) -> Any:
    """Return the fees, those that lines leave blank from the fee schedule; -1 where it has none."""
    if not (blank := lines.fee < 0).any() or not entries:
        return lines.fee
    office = np.full(len(lines.codes) + 2, -1, np.int64)
    by_code: dict[str, list[FeeEntry]] = {}
    for entry in entries:
        by_code.setdefault(entry.code, []).append(entry)
    for number, code in enumerate(lines.codes, start=2):
        try:
            office[number] = fee_of(by_code.get(code, []), code, as_of)
        except ArgumentError:
            continue
    return np.where(blank, office[lines.code], lines.fee)


def people_of(
    lines: Lines,
    patients: Patients | None,
    insurances: dict[str, Insurance],
    codes: dict[str, int],
    entries: tuple[FeeEntry, ...],
    as_of: date | None,
) -> tuple[People, Book]:
    """Return the patients as arrays, and the plans they have."""
    count = len(lines.names)
    rows = np.array([0 if patients is None else patients.row.get(each, -1) for each in lines.names], np.int64)
    if patients is None:
        names, plans = np.full((count, 3), -1, np.int32), list(insurances)
        names[:, : len(plans)] = np.arange(len(plans))
        more, effective = np.zeros((count, kernel.MORE), np.int64), np.zeros((count, 3), np.int64)
        more[:, kernel.KNOWN_AGE] = -1
        used, odd = np.zeros((count, 6), bool), np.zeros(count, bool)
    else:
        names, plans, more, effective = (
            patients.names[rows],
            patients.plans,
            patients.more[rows],
            patients.effective[rows],
        )
        used, odd = patients.has_used[rows], (rows < 0) | (False if patients.odd is None else patients.odd[rows])
    if lines.odd is not None:
        odd |= np.bincount(lines.patient[lines.odd & (lines.patient >= 0)], minlength=count) > 0
    asked = [insurances.get(each) for each in plans]
    slots: dict[tuple[str, bool], int] = {}
    persons = np.full((count, at.PERSON), -1, np.int64)
    persons[:, at.EFFECTIVE :] = 0
    for place in range(MOST_PLANS):
        put_plans(place, names[:, place], asked, slots, persons, effective[:, place], used, odd, more)
    put_choices(names, asked, persons, more)
    persons[odd, : at.EFFECTIVE] = -1
    most = int((persons[:, : at.EFFECTIVE] >= 0).sum(axis=1).max(initial=0))
    most = max(most, int((names >= 0).sum(axis=1).max(initial=0)))
    book = book_of({each.name: each for each in asked if each}, slots, codes, entries, as_of, heart_at_speed())
    return People(persons, more, odd, most), book


def put_plans(
    place: int,
    names: Any,
    asked: list[Insurance | None],
    slots: dict[tuple[str, bool], int],
    persons: Any,
    effective: Any,
    used: Any,
    odd: Any,
    more: Any,
) -> None:
    """Write the plans in one place: their slots, when they began, who needs words because something is wrong."""
    which = np.array([-1] * (len(asked) + 1), np.int64)
    figures = np.zeros((len(asked) + 1, 7), np.int64)
    for number in sorted(set(names[names >= 0].tolist())):
        each = asked[number]
        if each is None:
            figures[number, :2] = 1
            continue
        which[number] = slots.setdefault((each.name, place == 0), len(slots))
        flags = (bool(each.fault), bool(each.fault_begun), each.takes_used("deductible"), each.takes_used("maximum"))
        figures[number] = [*map(int, flags), began(each.plan), int(each.asks_the_day), int(each.plan.missing_tooth)]
    mine = figures[names]
    persons[:, at.SLOT + place] = which[names]
    persons[:, at.EFFECTIVE + place] = np.where(effective > 0, effective, mine[:, 4])
    odd |= np.where(effective > 0, mine[:, 1], mine[:, 0]) > 0
    odd |= used[:, place] & (mine[:, 2] == 0)
    odd |= used[:, 3 + place] & (mine[:, 3] == 0)
    odd |= (effective > 0) & (names < 0)
    needs = (mine[:, 5] > 0) | ((mine[:, 6] > 0) & (persons[:, at.EFFECTIVE + place] > 0))
    more[:, kernel.NEEDS_DAY] |= needs


def put_choices(names: Any, asked: list[Insurance | None], persons: Any, more: Any) -> None:
    """Write what the office decides for each patient, where a plan's facts say it."""
    if not any(each and each.has_choices for each in asked):
        return
    tuples, which = np.unique(names, axis=0, return_inverse=True)
    figures = np.zeros((len(tuples), 4), np.int64)
    for number, numbers in enumerate(tuples.tolist()):
        found = choices_of([each for place in numbers if place >= 0 and (each := asked[place])])
        switches = (found.secondary_write_off, found.exclusions_use_office_fee, found.blank_fixed_benefit_is_zero)
        figures[number] = [*map(int, switches), ORDERS.index(found.order)]
    mine = figures[which.reshape(-1)]
    persons[:, at.SECOND_WRITE_OFF :] = mine[:, :3]
    more[:, kernel.ORDER] = mine[:, 3]


def mark_names(flags: Any, lines: Lines, names: set[str]) -> None:
    """Mark the patients of some names."""
    for number, name in enumerate(lines.names):
        if name in names:
            flags[number] = True


def log_of(lines: Lines, history: History | None, plain_ones: Any, as_of: date | None) -> tuple[Any, Any]:
    """Return where each patient's history starts, and the history by patient; marks whose cannot be used."""
    count = len(lines.names)
    if history is None:
        return np.zeros(count + 1, np.int64), np.zeros(at.LOG, np.int64)
    numbers = {name: number for number, name in enumerate(lines.names)}
    patient = np.array([numbers.get(each, -1) for each in history.names] + [-1], np.int64)[history.patient]
    bad = np.zeros(len(patient), bool) if history.odd is None else history.odd.copy()
    if as_of is None:
        bad |= history.log[:, at.LOG_DAY] > 0
    plain_ones[patient[bad & (patient >= 0)]] = True
    if lines.refs:
        size = len(lines.refs) + 1
        at_lines = lines.extras.reshape(-1, kernel.EXTRA)[lines.extra, kernel.EXTRA_REF]
        own = np.unique((lines.patient.astype(np.int64) * size + at_lines)[at_lines > 0])
        ref = history.log[:, at.LOG_REF]
        history.log[:, at.LOG_OWN] = (ref > 0) & (ref < size) & np.isin(patient * size + ref, own)
    starts, order = grouped(patient, count)
    log = history.log if len(order) == 1 and len(patient) > 1 else history.log[np.argsort(patient, kind="stable")]
    return starts, np.ascontiguousarray(log).reshape(-1) if len(log) else np.zeros(at.LOG, np.int64)


def run(
    lines: Lines,
    people: People,
    book: Book,
    fee: Any,
    groups: tuple[Any, Any],
    log: tuple[Any, Any],
    out: Estimated,
    threads: int,
) -> None:
    """Run the kernel over all patients that are not for the plain engine."""
    count = len(lines.names)
    out.status[:] = people.plain
    if not count:
        return
    heart, (starts, order), (past_starts, past) = heart_at_speed(), groups, log
    most_lines, most_past = int(np.diff(starts).max()), int(np.diff(past_starts).max(initial=0))
    sizes = kernel.scratch_sizes(most_lines, most_past, len(book.rules))
    arguments = (
        *(book.plans, book.rules, book.reach, book.terms, book.width),
        *(people.persons.reshape(-1), people.more.reshape(-1), starts, order, lines.code, fee, lines.units, lines.day),
        *(lines.area, lines.allowed, lines.extra, lines.extras, past_starts, past),
        *(out.status, out.amounts, out.each, out.word, out.size),
    )

    def turn(first: int) -> None:
        scratch = [np.empty(each, np.int64) for each in sizes]
        heart.estimate_some(first, min(first + PATIENTS_A_TURN, count), *arguments, *scratch)

    in_turns(turn, range(0, count, PATIENTS_A_TURN), threads)


def in_turns(turn: Callable[[int], None], firsts: Sequence[int], threads: int) -> None:
    """Do all turns, on several threads where there are several; the kernel needs no lock of Python's."""
    threads = min(threads or processors(), len(firsts))
    if threads <= 1:
        for first in firsts:
            turn(first)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(turn, firsts))


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def finish(frame: pd.DataFrame, lines: Lines, out: Estimated, known: tuple[Any, ...]) -> pd.DataFrame:
    """Return the table, with the patients of the plain engine in it."""
    insurances, patients, facts, history, entries, as_of, option = known
    problems: dict[int, str] = {}
    rows_left = out.status[lines.patient] > 0 if len(lines.names) else np.ones(len(frame), bool)
    rows_left |= lines.patient < 0
    if rows_left.any():
        out.amounts.reshape(len(AMOUNTS), -1)[:, rows_left] = np.nan
        if out.plans > 1:
            out.each.reshape(MOST_PLANS, -1)[:, rows_left] = np.nan
        problems = dict.fromkeys(np.flatnonzero(lines.patient < 0).tolist(), NO_PATIENT)
        wanted = {lines.names[number] for number in np.flatnonzero(out.status).tolist()}
        at_hand = [Grouped(each, what, wanted) for each, what in ((facts, "facts"), (history, "history"))]
        whose = None if patients is None else Grouped(patients, "patients", wanted)
        tables = Tables(insurances, whose, at_hand[0], at_hand[1], entries, as_of, option)
        theirs = Grouped(frame, "lines", wanted)
        for name in theirs.rows:
            put_one(estimate_one(name, theirs, tables), out, problems)
    return as_frame(frame, lines, out, problems)


def put_one(found: dict[int, Any], out: Estimated, problems: dict[int, str]) -> None:
    """Write what the plain engine found for a patient into the columns."""
    for number, figures in found.items():
        row = number - 2
        if isinstance(figures, str):
            problems[row] = figures
            continue
        amounts, paid, word = figures
        out.amounts.reshape(len(AMOUNTS), -1)[:, row] = amounts
        out.word[row] = WORDS.index(word)
        if out.plans > 1:
            out.each.reshape(MOST_PLANS, -1)[:, row] = paid


def as_frame(frame: pd.DataFrame, lines: Lines, out: Estimated, problems: dict[int, str]) -> pd.DataFrame:
    """Return the columns as a table under the index of the lines."""
    table = pd.DataFrame(out.amounts.reshape(len(AMOUNTS), -1).T, index=frame.index, columns=list(AMOUNTS), copy=False)
    for place in range(out.plans if out.plans > 1 else 0):
        table[f"Plan {place + 1} pays"] = out.each[place * out.size : (place + 1) * out.size]
    table.insert(5, "Limit", pd.Categorical.from_codes(out.word, WORDS))
    table.insert(0, "Code", pd.Categorical.from_codes(np.maximum(lines.code - 2, -1), lines.codes))
    table.insert(0, "Patient", pd.Categorical.from_codes(lines.patient, lines.names))
    texts = sorted(set(problems.values()))
    number = np.full(len(frame), -1, np.int32)
    for row, text in problems.items():
        number[row] = texts.index(text)
    table["Problem"] = pd.Categorical.from_codes(number, texts)
    return table
