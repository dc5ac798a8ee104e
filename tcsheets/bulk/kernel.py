"""The loop over patients: columns -> one patient's flat lists -> the heart -> columns.

Plain Python over arrays or lists, compiled with the heart by `bulk.compiled`.  No rule stands here.
An optional column that is not there has one element, which stands for every row.
"""

from __future__ import annotations

from typing import Any

from tcsheets.insurance.heart_fields import (
    AGE,
    AGE_LIMIT,
    ALLOWED,
    AREA,
    AS_LISTED,
    BOUND,
    CHEAPER_FEE,
    CODE,
    DAY,
    DEDUCTIBLE,
    EACH,
    FEE,
    FOUND,
    LIMIT,
    LINE,
    LINE_COPAY,
    LINE_REF,
    LINE_WRITE_OFF,
    LISTED_CHEAPER,
    LISTED_FEE,
    LOG,
    LOG_CODE,
    LOG_DEDUCTIBLE,
    LOG_PAID,
    LOG_PLAN,
    LOG_USES,
    LOG_WRITE_OFF,
    LOST,
    PAYS,
    PERSON,
    PLAN_FEE,
    PLAN_SHARE,
    RULE,
    SAID,
    SHARE,
    SLOT,
    STATED,
    TALLY,
    TERM,
    UNITS,
    WRITE_OFF,
)
from tcsheets.insurance.heart_history import age_on
from tcsheets.insurance.heart_lines import estimate_lines
from tcsheets.insurance.heart_steps import order_key

FAULTY = -9  # a fee that the fee schedule cannot give: the plain engine says why
NO_TEETH = 1 << 40  # a place that names no teeth, though an arch has some
LONG_LOST = (1900 * 12) * 32 + 1  # as `facts.LONG_AGO`
MOST_PLANS = 3
NO_DAY = (2000 * 12) * 32 + 1  # as `services.NO_DAY`
# A patient beside the heart's `PERSON`: birth, age where that is all that is known, missing teeth, order, flags, used.
MORE = 11
BORN, KNOWN_AGE, LOST_TEETH, ORDER, NEEDS_DAY = 0, 1, 2, 3, 4
USED_DEDUCTIBLE, USED_MAXIMUM = 5, 8
# What few lines have: the second and third plan's fee, what carriers have said, a write-off, a reference.
EXTRA = 8
EXTRA_FEE, EXTRA_SAID, EXTRA_WRITE_OFF, EXTRA_REF = 0, 2, 5, 6
OVER_MAXIMUM = 6  # after the limits in the words of a line


def pack_line(
    row: int,
    code: Any,
    fee: Any,
    units: Any,
    day: Any,
    area: Any,
    allowed: Any,
    extra: Any,
    extras: Any,
    more: Any,
    at_more: int,
    lines: Any,
    line: int,
) -> None:
    """Write a row of the columns as the heart's line."""
    found_day, found_area = day[row if len(day) > 1 else 0], area[row if len(area) > 1 else 0]
    born, age = more[at_more + BORN], more[at_more + KNOWN_AGE]
    lines[line + CODE], lines[line + FEE] = code[row], fee[row]
    lines[line + UNITS] = units[row if len(units) > 1 else 0]
    lines[line + DAY] = found_day if found_day else NO_DAY
    lines[line + AREA] = found_area
    if found_day == 0:
        age = -1
    elif born > 0:
        age = age_on(born, found_day)
    lines[line + AGE] = age
    is_lost = found_area & NO_TEETH == 0 and found_area & more[at_more + LOST_TEETH] != 0
    lines[line + LOST] = LONG_LOST if is_lost else 0
    at = extra[row if len(extra) > 1 else 0] * EXTRA
    lines[line + LINE_WRITE_OFF], lines[line + LINE_REF] = extras[at + EXTRA_WRITE_OFF], extras[at + EXTRA_REF]
    lines[line + PLAN_FEE] = allowed[row if len(allowed) > 1 else 0]
    lines[line + PLAN_FEE + 1], lines[line + PLAN_FEE + 2] = extras[at + EXTRA_FEE], extras[at + EXTRA_FEE + 1]
    for place in range(MOST_PLANS):
        lines[line + CHEAPER_FEE + place] = -1
        lines[line + SAID + place] = extras[at + EXTRA_SAID + place]


def needs_words(has_day: bool, needs_day: int, terms: Any, width: int, person: Any, lines: Any, line: int) -> bool:
    """Whether a line cannot be estimated, so that the plain engine must say why: no day, age or fee."""
    if lines[line + FEE] < 0 or (needs_day and not has_day):
        return True
    for place in range(MOST_PLANS):
        slot = person[SLOT + place]
        if slot < 0:
            break
        term = (slot * width + lines[line + CODE]) * TERM
        if terms[term + AGE_LIMIT] >= 0 and lines[line + AGE] < 0:
            return True
        if terms[term + LISTED_CHEAPER] == FAULTY:
            return True
        if terms[term + LISTED_FEE] == FAULTY and lines[line + PLAN_FEE + place] < 0:
            return True
    return False


def put_in_order(order: int, terms: Any, width: int, person: Any, lines: Any, count: int, rows: Any) -> None:
    """Sort a patient's lines as the insurer is taken to work on them; equals stay as they stand."""
    for number in range(1, count):
        place = number
        while place > 0 and key_of(order, terms, width, person, lines, place) < key_of(
            order, terms, width, person, lines, place - 1
        ):
            for field in range(LINE):
                one, other = place * LINE + field, (place - 1) * LINE + field
                lines[one], lines[other] = lines[other], lines[one]
            rows[place], rows[place - 1] = rows[place - 1], rows[place]
            place -= 1


def key_of(order: int, terms: Any, width: int, person: Any, lines: Any, number: int) -> int:
    """Return what a line is ranked by."""
    line, slot = number * LINE, person[SLOT]
    share = terms[(slot * width + lines[line + CODE]) * TERM + SHARE]
    return order_key(order, lines[line + DAY], lines[line + FEE], lines[line + UNITS], share)


def start_log(past: Any, first: int, last: int, more: Any, at_more: int, log: Any) -> int:
    """Write what a patient had before, and what is stated as used, into the log; return how many entries that is."""
    size = (last - first) * LOG
    for place in range(size):
        log[place] = past[first * LOG + place]
    count = last - first
    for place in range(MOST_PLANS):
        deductible, maximum = more[at_more + USED_DEDUCTIBLE + place], more[at_more + USED_MAXIMUM + place]
        if deductible == 0 and maximum == 0:
            continue
        entry = count * LOG
        for field in range(LOG):
            log[entry + field] = 0
        log[entry + LOG_CODE], log[entry + LOG_PLAN], log[entry + LOG_USES] = STATED, place + 1, 1
        log[entry + LOG_DEDUCTIBLE], log[entry + LOG_PAID], log[entry + LOG_WRITE_OFF] = deductible, maximum, -1
        count += 1
    return count


def write_row(row: int, person: Any, out: Any, found: int, amounts: Any, each: Any, size: int, word: Any) -> None:
    """Write what comes of a line into the columns: dollars, the first plan's share, the word for what held it back."""
    first, paid, off = found + 1, 0, 0
    for place in range(MOST_PLANS):
        at = found + 1 + place * EACH
        if person[SLOT + place] < 0:
            for field in range(EACH):
                out[at + field] = 0
            out[at + BOUND] = -1
        paid += out[at + PAYS]
        off += max(out[at + WRITE_OFF], 0)
        if len(each) > 1:
            each[place * size + row] = out[at + PAYS] / 100
    amounts[row] = out[found] / 100
    amounts[size + row] = out[first + ALLOWED] / 100
    amounts[2 * size + row] = out[first + DEDUCTIBLE] / 100
    amounts[3 * size + row] = out[first + LINE_COPAY] / 100
    amounts[4 * size + row] = out[first + PLAN_SHARE] / 1_000_000
    amounts[5 * size + row] = paid / 100
    amounts[6 * size + row] = off / 100
    amounts[7 * size + row] = (out[found] - paid - off) / 100
    limit = out[first + LIMIT]
    word[row] = limit if limit or out[first + BOUND] < 0 else OVER_MAXIMUM


def estimate_person(
    patient: int,
    plans: Any,
    rules: Any,
    reach: Any,
    terms: Any,
    width: int,
    persons: Any,
    more: Any,
    starts: Any,
    order: Any,
    code: Any,
    fee: Any,
    units: Any,
    day: Any,
    area: Any,
    allowed: Any,
    extra: Any,
    extras: Any,
    past_starts: Any,
    past: Any,
    status: Any,
    amounts: Any,
    each: Any,
    word: Any,
    size: int,
    person: Any,
    lines: Any,
    log: Any,
    tally: Any,
    out: Any,
    rows: Any,
) -> None:
    """Estimate one patient's lines into the columns; or leave them, and say so in his status."""
    if status[patient]:
        return
    at_more, start, count = patient * MORE, starts[patient], starts[patient + 1] - starts[patient]
    for field in range(PERSON):
        person[field] = persons[patient * PERSON + field]
    for number in range(count):
        row = order[start + number] if len(order) > 1 else start + number
        rows[number] = row
        pack_line(row, code, fee, units, day, area, allowed, extra, extras, more, at_more, lines, number * LINE)
        has_day = day[row if len(day) > 1 else 0] > 0
        if needs_words(has_day, more[at_more + NEEDS_DAY], terms, width, person, lines, number * LINE):
            status[patient] = 1
            return
    if more[at_more + ORDER] != AS_LISTED:
        put_in_order(more[at_more + ORDER], terms, width, person, lines, count, rows)
    had = start_log(past, past_starts[patient], past_starts[patient + 1], more, at_more, log)
    estimate_lines(plans, rules, reach, terms, width, person, lines, count, log, had, tally, out)
    for number in range(count):
        write_row(rows[number], person, out, number * FOUND, amounts, each, size, word)


def estimate_some(
    first: int,
    last: int,
    plans: Any,
    rules: Any,
    reach: Any,
    terms: Any,
    width: int,
    persons: Any,
    more: Any,
    starts: Any,
    order: Any,
    code: Any,
    fee: Any,
    units: Any,
    day: Any,
    area: Any,
    allowed: Any,
    extra: Any,
    extras: Any,
    past_starts: Any,
    past: Any,
    status: Any,
    amounts: Any,
    each: Any,
    word: Any,
    size: int,
    person: Any,
    lines: Any,
    log: Any,
    tally: Any,
    out: Any,
    rows: Any,
) -> None:
    """Estimate the patients from the first to before the last, one after the other in the same scratch."""
    for patient in range(first, last):
        estimate_person(
            patient,
            plans,
            rules,
            reach,
            terms,
            width,
            persons,
            more,
            starts,
            order,
            code,
            fee,
            units,
            day,
            area,
            allowed,
            extra,
            extras,
            past_starts,
            past,
            status,
            amounts,
            each,
            word,
            size,
            person,
            lines,
            log,
            tally,
            out,
            rows,
        )


def scratch_sizes(most_lines: int, most_past: int, rules: int) -> tuple[int, int, int, int, int, int]:
    """Return how many ints one patient is worked on in: person, lines, log, tally, out, rows."""
    log = (most_past + MOST_PLANS + most_lines * MOST_PLANS) * LOG
    return PERSON, most_lines * LINE, log, rules // RULE * TALLY, most_lines * FOUND, most_lines
