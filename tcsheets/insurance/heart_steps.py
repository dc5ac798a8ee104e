"""The steps of the dental estimate that are more than arithmetic, over flat lists of ints; each rule has a name."""

from __future__ import annotations

from tcsheets.insurance.heart import (
    at_least_zero,
    coordinated_basic,
    coordinated_carve_out,
    coordinated_standard,
    smaller,
    write_off_of,
)
from tcsheets.insurance.heart_fields import (
    AGE,
    AGE_LIMIT,
    AREA,
    BY_DATE,
    CAPITATION,
    CARVE_OUT,
    COB,
    CODE,
    DAY,
    DOWNGRADED,
    END,
    EXCLUDED,
    FEE,
    FIRST_MONTH,
    FIXED_BENEFIT,
    FREQUENCIES,
    HIGHEST_FEE,
    HIGHEST_SHARE,
    IS_EXCLUDED,
    IS_FREQUENCY,
    IS_MISSING_TOOTH,
    IS_OVER_AGE,
    IS_WAITING,
    LINE_REF,
    LOST,
    LOWEST_FEE,
    MEDICAID,
    MISSING_TOOTH,
    NO_LIMIT,
    NOT_EXHAUSTED,
    NOT_LIMITED,
    OFFICE_FEE,
    ON_DOWNGRADE,
    OWN_FEE,
    PPO,
    REPLACES,
    SECOND_WRITE_OFF,
    SLOT,
    STANDARD,
    TERM,
    TYPE,
    UNITS,
    WAITING,
)
from tcsheets.insurance.heart_history import months_before, reached_frequency


def charged_fee(person: list[int], terms: list[int], width: int, lines: list[int], line: int) -> int:
    """Return the fee charged for all units: a percentage plan's own schedule replaces the office fee."""
    code, units = lines[line + CODE], lines[line + UNITS]
    for place in range(3):
        slot = person[SLOT + place]
        if slot < 0:
            break
        term = (slot * width + code) * TERM
        if terms[term + OWN_FEE] >= 0 and not (person[OFFICE_FEE] and terms[term + EXCLUDED]):
            return terms[term + OWN_FEE] * units
    return lines[line + FEE] * units


def for_all_units(given: int, listed: int, units: int) -> int:
    """Return a fee for all units: the line's own, or the listed one; -1 where there is neither."""
    fee = given if given >= 0 else listed
    return fee * units if fee >= 0 else -1


def copay_of(plan_type: int, allowed: int, copay: int, fixed: int, units: int, blank_is_zero: int) -> int:
    """Return the copay of a service: as listed, or the rest beside a fixed benefit."""
    if plan_type != FIXED_BENEFIT:
        return smaller(copay * units, allowed)
    if fixed < 0:
        return allowed if blank_is_zero else 0
    return allowed - smaller(fixed * units, allowed)


def is_waiting(day: int, months: int, effective: int) -> bool:
    """Whether a waiting period is not over; it is over on the day effective + months."""
    return months > 0 and effective > 0 and months_before(day, months) < effective


def replaces_lost_tooth(has_clause: int, replaces: int, lost: int, effective: int) -> bool:
    """Whether a plan with a missing-tooth clause sees a tooth replaced that was lost before coverage began."""
    return has_clause != 0 and replaces != 0 and lost > 0 and (effective == 0 or lost < effective)


def limit_on(
    plans: list[int],
    plan: int,
    rules: list[int],
    reach: list[int],
    terms: list[int],
    term: int,
    width: int,
    lines: list[int],
    line: int,
    effective: int,
    ordinal: int,
    log: list[int],
    count: int,
) -> int:
    """Return why a plan pays nothing for a service (step 7), in the order in which it is asked; 0 where it pays."""
    day, limit = lines[line + DAY], terms[term + AGE_LIMIT]
    if terms[term + EXCLUDED]:
        return IS_EXCLUDED
    if replaces_lost_tooth(plans[plan + MISSING_TOOTH], terms[term + REPLACES], lines[line + LOST], effective):
        return IS_MISSING_TOOTH
    if is_waiting(day, terms[term + WAITING], effective):
        return IS_WAITING
    if limit >= 0 and lines[line + AGE] > limit:
        return IS_OVER_AGE
    start, end = plans[plan + FREQUENCIES], plans[plan + END]
    reached = reached_frequency(
        rules,
        start,
        end,
        reach,
        width,
        lines[line + CODE],
        log,
        count,
        ordinal,
        plans[plan + FIRST_MONTH],
        day,
        lines[line + AREA],
        lines[line + LINE_REF],
    )
    return IS_FREQUENCY if reached >= 0 else NO_LIMIT


def coordinated(own: int, allowed: int, cob: int, ordinal: int, fee: int, paid: int, written_off: int) -> int:
    """Return a plan's payment after coordination (step 6); on the first plan the rule does nothing."""
    if ordinal == 1:
        return own
    if cob == STANDARD or (cob == MEDICAID and ordinal > 2):
        return coordinated_standard(own, fee, paid, written_off)
    if cob == CARVE_OUT:
        return coordinated_carve_out(own, paid)
    return coordinated_basic(own, allowed, paid)


def is_write_off_stopped(
    plans: list[int], plan: int, person: list[int], limit: int, kind: int, exhausted: bool, ordinal: int, paid: int
) -> bool:
    """Whether an option of the plan or the office turns a write-off to 0."""
    if exhausted and plans[plan + NOT_EXHAUSTED]:
        return True
    if limit in (IS_FREQUENCY, IS_OVER_AGE) and plans[plan + NOT_LIMITED]:
        return True
    if limit == IS_EXCLUDED and person[OFFICE_FEE]:
        return True
    if kind == DOWNGRADED and not plans[plan + ON_DOWNGRADE]:
        return True
    return ordinal > 1 and paid > 0 and not person[SECOND_WRITE_OFF]


def write_off(
    plans: list[int],
    plan: int,
    given: int,
    fee: int,
    network: int,
    copay: int,
    ordinal: int,
    room: int,
    written_off: int,
    is_stopped: bool,
) -> int:
    """Return what is written off for a plan (step 9), at most what is left; -1 for a plan type without write-off."""
    plan_type = plans[plan + TYPE]
    if given >= 0 and ordinal == 1:
        return smaller(given, room)
    if plans[plan + COB] == MEDICAID and ordinal == 2:
        return room
    if plan_type == CAPITATION:
        return smaller(at_least_zero(fee - copay), room)
    if plan_type not in (PPO, FIXED_BENEFIT):
        return -1
    if is_stopped or network < 0:
        return 0
    return smaller(at_least_zero(write_off_of(fee, network, True) - written_off), room)


def order_key(order: int, day: int, fee: int, units: int, share: int) -> int:
    """Return what a line is ranked by where an insurer is taken to work on the lines in another order than listed."""
    if order == BY_DATE:
        return day
    weight = fee * units if order in (HIGHEST_FEE, LOWEST_FEE) else share
    return -weight if order in (HIGHEST_FEE, HIGHEST_SHARE) else weight
