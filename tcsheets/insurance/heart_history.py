"""What of deductibles, maxima and frequencies is used up on a day, over flat lists of ints.

A day is (year * 12 + month - 1) * 32 + day: days compare as numbers, and months count as whole numbers.
"""

from __future__ import annotations

from tcsheets.insurance.heart import at_least_zero, smaller
from tcsheets.insurance.heart_fields import (
    AMOUNT,
    CALENDAR_YEAR,
    COUNTS,
    FAMILY,
    FOREVER,
    HOLDS,
    LAST_12_MONTHS,
    LIFETIME,
    LOG,
    LOG_AREA,
    LOG_CODE,
    LOG_DAY,
    LOG_HAD,
    LOG_OTHER,
    LOG_OWN,
    LOG_PLAN,
    LOG_REF,
    LOG_USES,
    MONTHS,
    RULE,
    SEEN,
    SPAN,
    TALLY,
    TALLY_PLAN,
    TALLY_REF,
    TALLY_START,
    TALLY_SUM,
    USED,
    WHERE,
)


def days_in_month(month: int) -> int:
    """Return the days of a month, counted from year 0."""
    number, year = month % 12 + 1, month // 12
    if number == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if number in (4, 6, 9, 11) else 31


def months_before(day: int, months: int) -> int:
    """Return the same day so many months earlier, or the last of a shorter month."""
    month = day // 32 - months
    return month * 32 + min(day % 32, days_in_month(month))


def age_on(born: int, day: int) -> int:
    """Return the age in whole years on a day."""
    return (day - born) // 384


def benefit_year(day: int, first_month: int) -> int:
    """Return the benefit year that a day lies in, which starts on day 1 of its first month."""
    return (day // 32 - first_month + 1) // 12


def period(day: int, span: int, first_month: int) -> tuple[int, int]:
    """Return the period that a line's day lies in, from its first day to before another; of 12 months, with no end."""
    if span == LIFETIME:
        return 0, FOREVER
    if span == CALENDAR_YEAR:
        return day // 384 * 384, day // 384 * 384 + 384
    if span == LAST_12_MONTHS:
        return months_before(day, 12) + 1, FOREVER
    start = (benefit_year(day, first_month) * 12 + first_month - 1) * 32
    return start, start + 384


def window(day: int, months: int, span: int, first_month: int) -> tuple[int, int]:
    """Return a frequency's window up to a day; "every N months" still blocks on the anniversary."""
    if months:
        return months_before(day, months), day + 1
    start, end = period(day, span, first_month)
    return start, smaller(end, day + 1)


def is_within(past: int, start: int, end: int) -> bool:
    """Whether a past day counts; one without a date is of the current period."""
    return past == 0 or start <= past < end


def is_anothers(log: list[int], at: int, ordinal: int, ref: int) -> bool:
    """Whether an entry is another plan's, or a claim for another of the very lines that are estimated."""
    plan = log[at + LOG_PLAN]
    return (plan and plan != ordinal) or (log[at + LOG_OWN] != 0 and log[at + LOG_REF] != ref)


def amount_used(
    rules: list[int],
    rule: int,
    reach: list[int],
    width: int,
    log: list[int],
    count: int,
    figure: int,
    ordinal: int,
    first_month: int,
    day: int,
    ref: int,
    tally: list[int],
) -> int:
    """Return what is used of a deductible or maximum: on the services it counts, and amounts entered without a code.

    The log only grows, so the tally of each rule goes on where it stood, as long as it is asked for the same period.
    """
    at_rule, at_tally = rule * RULE, rule * TALLY
    used, seen = rules[at_rule + USED], 0
    start, end = period(day, rules[at_rule + SPAN], first_month)
    if (
        tally[at_tally + TALLY_START] == start
        and tally[at_tally + TALLY_PLAN] == ordinal
        and tally[at_tally + TALLY_REF] == ref
        and tally[at_tally + SEEN]
    ):
        used, seen = tally[at_tally + TALLY_SUM], tally[at_tally + SEEN]
    for entry in range(seen, count):
        at = entry * LOG
        amount = log[at + figure]
        if amount == 0 or log[at + LOG_USES] == 0 or is_anothers(log, at, ordinal, ref):
            continue
        if log[at + LOG_OTHER] != 0 and rules[at_rule + FAMILY] == 0:
            continue
        if reach[rule * width + log[at + LOG_CODE]] & COUNTS and is_within(log[at + LOG_DAY], start, end):
            used += amount
    tally[at_tally + TALLY_START], tally[at_tally + TALLY_PLAN], tally[at_tally + TALLY_REF] = start, ordinal, ref
    tally[at_tally + TALLY_SUM], tally[at_tally + SEEN] = used, count
    return used


def least_left(
    rules: list[int],
    start: int,
    end: int,
    reach: list[int],
    width: int,
    code: int,
    log: list[int],
    count: int,
    figure: int,
    ordinal: int,
    first_month: int,
    day: int,
    ref: int,
    tally: list[int],
) -> tuple[int, int]:
    """Return what is left of the deductibles or maxima that hold a code, and which has least; (0, -1) without any."""
    least, bound = 0, -1
    for rule in range(start, end):
        if reach[rule * width + code] & HOLDS:
            used = amount_used(rules, rule, reach, width, log, count, figure, ordinal, first_month, day, ref, tally)
            left = at_least_zero(rules[rule * RULE + AMOUNT] - used)
            if bound < 0 or left < least:
                least, bound = left, rule
    return least, bound


def same_area(one: int, other: int, where: int) -> bool:
    """Whether two services were done at one place, as a rule counts it (0: the mouth); two without a place were."""
    if where == 0:
        return True
    some, more = one & where, other & where
    if some == 0 or more == 0:
        return some == more
    return (some & more) != 0


def was_had(
    rules: list[int],
    rule: int,
    reach: list[int],
    width: int,
    log: list[int],
    at: int,
    ordinal: int,
    start: int,
    end: int,
    area: int,
    ref: int,
) -> bool:
    """Whether an entry is a service that a frequency counts: paid, on an open claim, or done elsewhere."""
    if log[at + LOG_HAD] == 0 or log[at + LOG_OTHER] != 0 or is_anothers(log, at, ordinal, ref):
        return False
    if reach[rule * width + log[at + LOG_CODE]] & COUNTS == 0:
        return False
    if not is_within(log[at + LOG_DAY], start, end):
        return False
    return same_area(log[at + LOG_AREA], area, rules[rule * RULE + WHERE])


def times_had(
    rules: list[int],
    rule: int,
    reach: list[int],
    width: int,
    log: list[int],
    count: int,
    ordinal: int,
    first_month: int,
    day: int,
    area: int,
    ref: int,
) -> int:
    """Return how often a service was had in a rule's window; several payments on one claim count once."""
    start, end = window(day, rules[rule * RULE + MONTHS], rules[rule * RULE + SPAN], first_month)
    times = 0
    for entry in range(count):
        at = entry * LOG
        if not was_had(rules, rule, reach, width, log, at, ordinal, start, end, area, ref):
            continue
        known = False
        if log[at + LOG_REF] != 0:
            for earlier in range(entry):
                if log[earlier * LOG + LOG_REF] == log[at + LOG_REF] and not known:
                    known = was_had(rules, rule, reach, width, log, earlier * LOG, ordinal, start, end, area, ref)
        if not known:
            times += 1
    return times


def reached_frequency(
    rules: list[int],
    start: int,
    end: int,
    reach: list[int],
    width: int,
    code: int,
    log: list[int],
    count: int,
    ordinal: int,
    first_month: int,
    day: int,
    area: int,
    ref: int,
) -> int:
    """Return the first frequency on a code that is reached; -1 for none."""
    for rule in range(start, end):
        if reach[rule * width + code] & HOLDS:
            times = times_had(rules, rule, reach, width, log, count, ordinal, first_month, day, area, ref)
            if times >= rules[rule * RULE + AMOUNT]:
                return rule
    return -1
