"""The tables of a bulk estimate -> arrays: lines, patients and history, each with the patients it cannot judge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from tcsheets.bulk import kernel
from tcsheets.bulk.columns import (
    Found,
    always,
    by_value,
    cell,
    cents,
    columns_of,
    days,
    either,
    texts,
)
from tcsheets.insurance import heart_fields as at
from tcsheets.insurance.claims import OWN, PAST_COLUMNS, STATUSES
from tcsheets.insurance.facts import number_in, scope_for
from tcsheets.insurance.flat import HAD, USING
from tcsheets.insurance.places import area_mask, place_of, teeth_of
from tcsheets.insurance.services import SERVICE_COLUMNS
from tcsheets.pricing.fees import code_key
from tcsheets.pricing.lines import PlanLine, fault_in
from tcsheets.tables import Column, header_key

PATIENT = Column("patient", "Patient", "Text", ("Patient ID", "Chart", "Chart number"), required=True)
PATIENT_COLUMNS = (
    PATIENT,
    Column("plan_1", "Plan 1", "Text", ("Plan", "Insurance plan", "Insurance", "Insurance 1"), default=""),
    Column("plan_2", "Plan 2", "Text", ("Insurance 2",), default=""),
    Column("plan_3", "Plan 3", "Text", ("Insurance 3",), default=""),
    Column("birth", "Birth date", "Date", ("Birthday", "Date of birth")),
    Column("age", "Patient age", "Value", ("Age",)),
    Column("missing", "Missing teeth", "Text", ("Missing tooth",), default=""),
    *[
        Column(f"{name}_{number}", label + (f" {number}" if number > 1 else ""), kind, (f"{label} 1",) * (number == 1))
        for name, label, kind in (
            ("effective", "Effective", "Date"),
            ("deductible_used", "Deductible used", "Value"),
            ("maximum_used", "Maximum used", "Value"),
        )
        for number in (1, 2, 3)
    ],
)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines as columns of ints, in the order of the table; `odd`: rows that the plain engine must read."""

    patient: Any
    names: list[str]
    code: Any
    codes: list[str]
    fee: Any
    units: Any
    day: Any
    area: Any
    allowed: Any
    extra: Any
    extras: Any
    refs: list[str]
    odd: Any


def patients_of(frame: pd.DataFrame, what: str) -> tuple[Any, list[str], Any]:
    """Return whose each row is."""
    return texts(columns_of(frame, (PATIENT,), what)["patient"])


def area_bits(text: Any) -> int:
    """Return where in the mouth a cell says, as bits; one more where it names no teeth."""
    place = place_of(cell("Text")(text))
    return area_mask(place) + (0 if place.teeth else kernel.NO_TEETH)


def read_lines(frame: pd.DataFrame, as_of: int) -> Lines:
    """Return the lines as ints; as_of: the day of lines without a date, 0 for none."""
    columns = columns_of(frame, SERVICE_COLUMNS, "lines")
    patient, names, odd = patients_of(frame, "lines")
    code, codes, bad = texts(columns["code"])
    keys: dict[str, int] = {}
    numbers = np.array([keys.setdefault(code_key(each), len(keys)) for each in codes] + [at.NO_CODE - 2], np.int32)
    odd = either(either(odd, bad), code < 0 if (code < 0).any() else None)
    fee = cents(columns["fee"]) if "fee" in columns else Found(np.full(len(frame), -1, np.int64))
    units = read(columns, "units", lambda column: by_value(column, cell("Count"), always, int, 1), 1)
    day = read(columns, "day", days, 0)
    if as_of:
        day = Found(np.where(day.values == 0, np.int32(as_of), day.values).astype(np.int32), day.odd)
    area = read(columns, "tooth", lambda column: by_value(column, text_or_none(area_bits), always, int, 0), 0)
    allowed = read(columns, "allowed", cents, -1)
    extra, extras, refs, bad = read_extras(columns, len(frame))
    for found in (fee, units, day, area, allowed):
        odd = either(odd, found.odd)
    odd = either(either(odd, bad), odd_elsewhere(columns))
    return Lines(
        *(patient, names, numbers[code] + 2, list(keys), fee.values, units.values, day.values, area.values),
        *(allowed.values, extra, extras, refs, odd),
    )


def text_or_none(read: Any) -> Any:
    """Return a reader that leaves a blank cell blank."""
    return lambda value: None if cell("Text")(value) is None else read(value)


def read(columns: dict[str, Any], field: str, how: Any, otherwise: int) -> Found:
    """Return a column, or one element that stands for every row where there is none."""
    if field not in columns:
        return Found(np.full(1, otherwise, np.int64 if field != "day" else np.int32))
    found: Found = how(columns[field])
    return found


def read_extras(columns: dict[str, Any], count: int) -> tuple[Any, Any, list[str], Any]:
    """Return what only few lines have: for each row its place in a short table, the table, the references."""
    fields = ("allowed_2", "allowed_3", "said", "said_2", "said_3", "write_off")
    nothing = np.array([[-1] * 6 + [0, 0]], np.int64)
    given = {place: cents(columns[field]) for place, field in enumerate(fields) if field in columns}
    ref, refs, odd = texts(columns["ref"]) if "ref" in columns else (None, [], None)
    if not given and ref is None:
        return np.zeros(1, np.int32), nothing.reshape(-1), refs, None
    some = np.zeros(count, bool) if ref is None else ref >= 0
    for found in given.values():
        some = some | (found.values >= 0)
        odd = either(odd, found.odd)
    rows = np.flatnonzero(some)
    table = np.repeat(nothing, len(rows) + 1, axis=0)
    for place, found in given.items():
        table[1:, place] = found.values[rows]
    if ref is not None:
        table[1:, kernel.EXTRA_REF] = ref[rows] + 1
    extra = np.zeros(count, np.int32)
    extra[rows] = np.arange(1, len(rows) + 1)
    return extra, table.reshape(-1), refs, odd


def is_fine(field: str) -> Any:
    """Return the test whether a value that insurance does not look at is one that a line may have."""
    return lambda value: not fault_in(PlanLine(0, "", **{field: value}))


def odd_elsewhere(columns: dict[str, Any]) -> Any:
    """Return the rows with a fault in what insurance does not look at, or with an option: a person must choose."""
    odd = None
    for column in SERVICE_COLUMNS:
        if column.field in ("phase", "category", "description"):
            odd = either(odd, texts(columns[column.field])[2] if column.field in columns else None)
        if column.field in ("discount_share", "discount_amount", "taxable") and column.field in columns:
            found = by_value(columns[column.field], cell(column.kind), is_fine(column.field))
            odd = either(odd, found.odd)
    if "option" in columns:
        option, _, bad = texts(columns["option"])
        odd = either(either(odd, bad), option >= 0 if (option >= 0).any() else None)
    return odd


@dataclass(frozen=True, slots=True)
class Patients:
    """The patients: which row each is, the plans they name, their figures; `odd`: those the plain engine must read."""

    row: dict[str, int]
    names: Any
    plans: list[str]
    more: Any
    effective: Any
    has_used: Any
    odd: Any


def used(value: Any) -> Any:
    """Return an amount used; "unknown" is for the plain engine."""
    return cell("Money")(value)


def lost_bits(text: Any) -> int:
    """Return missing teeth as bits."""
    words = cell("Text")(text)
    scope_for("missing tooth", words)
    return sum([1 << (tooth - 1) for tooth in set(teeth_of(words))])


def age_in(value: Any) -> int:
    """Return an age as a benefits table has it."""
    return number_in(str(cell("Text")(value)), "years")


def read_patients(frame: pd.DataFrame) -> Patients:
    """Return the patients as ints."""
    columns = columns_of(frame, PATIENT_COLUMNS, "patients")
    patient, names, odd = texts(columns["patient"])
    count = len(frame)
    plans: dict[str, int] = {}
    slots = np.full((count, 3), -1, np.int32)
    for place in range(3):
        if f"plan_{place + 1}" in columns:
            which, words, bad = texts(columns[f"plan_{place + 1}"])
            numbers = np.array([plans.setdefault(each, len(plans)) for each in words] + [-1], np.int32)
            slots[:, place] = numbers[which]
            odd = either(odd, bad)
    more = np.zeros((count, kernel.MORE), np.int64)
    more[:, kernel.KNOWN_AGE] = -1
    effective, has_used = np.zeros((count, 3), np.int64), np.zeros((count, 6), bool)
    for field, place, how in FIGURES:
        if field in columns:
            found = how(columns[field])
            odd = either(odd, found.odd)
            if place < 0:
                effective[:, -place - 1] = found.values
            else:
                more[:, place] = found.values
            if place >= kernel.USED_DEDUCTIBLE:
                has_used[:, place - kernel.USED_DEDUCTIBLE] = found.values >= 0
                more[:, place] = np.maximum(found.values, 0)
    gaps = ((slots[:, 0] < 0) & (slots[:, 1] >= 0)) | ((slots[:, 1] < 0) & (slots[:, 2] >= 0))
    odd = either(odd, gaps if gaps.any() else None)
    rows: dict[str, int] = {}
    twice: list[int] = []
    for number, which in enumerate(patient.tolist()):
        if which >= 0 and rows.setdefault(names[which], number) != number:
            twice.append(rows[names[which]])
    if twice:
        odd = np.zeros(count, bool) if odd is None else odd
        odd[twice] = True
    return Patients(rows, slots, list(plans), more, effective, has_used, odd)


FIGURES = (
    ("birth", kernel.BORN, days),
    ("age", kernel.KNOWN_AGE, lambda column: by_value(column, text_or_none(age_in))),
    ("missing", kernel.LOST_TEETH, lambda column: by_value(column, text_or_none(lost_bits), always, int, 0)),
    *[(f"effective_{number}", -number, days) for number in (1, 2, 3)],
    *[(f"deductible_used_{each + 1}", kernel.USED_DEDUCTIBLE + each, cents) for each in range(3)],
    *[(f"maximum_used_{each + 1}", kernel.USED_MAXIMUM + each, cents) for each in range(3)],
)


@dataclass(frozen=True, slots=True)
class History:
    """What patients had before: whose, the heart's log entries, and the odd rows."""

    patient: Any
    names: list[str]
    codes: list[str]
    log: Any
    odd: Any


def read_history(frame: pd.DataFrame, codes: dict[str, int], refs: list[str]) -> History:
    """Return a history as the heart's log; codes and refs: those that lines have, with their numbers."""
    columns = columns_of(frame, PAST_COLUMNS, "history")
    patient, names, odd = patients_of(frame, "history")
    count = len(frame)
    log = np.zeros((count, at.LOG), np.int64)
    log[:, at.LOG_WRITE_OFF] = -1
    status = np.full(count, 0)
    statuses = ["received"]
    if "status" in columns:
        which, words, bad = texts(columns["status"])
        kinds = [STATUSES.get(header_key(word), "") for word in words]
        statuses = [*kinds, "received"]
        unknown = np.array([not each for each in statuses])[which]
        odd, status = either(either(odd, bad), unknown if unknown.any() else None), which
    which, words, bad = texts(columns["code"]) if "code" in columns else (np.full(count, -1), [], None)
    odd = either(odd, bad)
    numbers = [codes.setdefault(code_key(word), len(codes) + 1) for word in words]
    log[:, at.LOG_CODE] = np.array([*numbers, at.NO_CODE])[which]
    for field, place, how in PAST_FIGURES:
        if field in columns:
            figures = how(columns[field])
            odd = either(odd, figures.odd)
            log[:, place] = np.maximum(figures.values, 0) if place != at.LOG_WRITE_OFF else figures.values
    if "ref" in columns:
        ref, words, bad = texts(columns["ref"])
        known = {each: number + 1 for number, each in enumerate(refs)}
        numbers = [known.setdefault(word, len(known) + 1) for word in words]
        log[:, at.LOG_REF] = np.array([*numbers, 0])[ref]
        odd = either(odd, bad)
    if "member" in columns:
        found_own = by_value(columns["member"], cell("Text"), always, lambda word: int(header_key(word) not in OWN), 0)
        log[:, at.LOG_OTHER], odd = found_own.values, either(odd, found_own.odd)
    used_only, had = np.array([each == "used" for each in statuses]), np.array([each in HAD for each in statuses])
    is_received = np.array([each == "received" for each in statuses])[status]
    no_code = log[:, at.LOG_CODE] == at.NO_CODE
    wrong = (no_code & ~used_only[status]) | (~no_code & (log[:, at.LOG_DAY] == 0))
    log[:, at.LOG_USES] = np.array([each in USING for each in statuses])[status]
    log[:, at.LOG_RECEIVED] = is_received
    log[:, at.LOG_HAD] = (had[status] | (is_received & (log[:, at.LOG_PAID] > 0))) & ~no_code
    return History(patient, names, list(codes), log, either(odd, wrong if wrong.any() else None))


PAST_FIGURES = (
    ("day", at.LOG_DAY, days),
    ("plan", at.LOG_PLAN, lambda column: by_value(column, cell("Count"), always, int, 0)),
    ("paid", at.LOG_PAID, cents),
    ("deductible", at.LOG_DEDUCTIBLE, cents),
    ("write_off", at.LOG_WRITE_OFF, cents),
    ("tooth", at.LOG_AREA, lambda column: by_value(column, text_or_none(area_bits), always, int, 0)),
)
