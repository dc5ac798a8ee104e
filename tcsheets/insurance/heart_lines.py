"""The order of the rules: each line of one patient through each of his plans, over flat lists of ints.

The ten steps of the dental estimate are here in their order; each calls its rule by name.
"""

from __future__ import annotations

from tcsheets.insurance.heart import (
    allowed_amount,
    at_least_zero,
    benefit,
    benefit_deductible_last,
    capped,
    deductible_owed,
    downgraded,
    smaller,
)
from tcsheets.insurance.heart_fields import (
    ACTUAL,
    ALLOWED,
    AREA,
    BLANK_IS_ZERO,
    BOUND,
    CAPITATION,
    CHEAPER_FEE,
    COB,
    CODE,
    COPAY,
    DAY,
    DEDUCTIBLE,
    DEDUCTIBLE_LAST,
    DEDUCTIBLES,
    DOWNGRADED,
    EACH,
    EFFECTIVE,
    ESTIMATED,
    EXHAUSTED,
    FIRST_MONTH,
    FIXED,
    FOUND,
    FREQUENCIES,
    KIND,
    LIMIT,
    LINE,
    LINE_COPAY,
    LINE_REF,
    LINE_WRITE_OFF,
    LISTED_CHEAPER,
    LISTED_FEE,
    LOG,
    LOG_AREA,
    LOG_CODE,
    LOG_DAY,
    LOG_DEDUCTIBLE,
    LOG_HAD,
    LOG_OTHER,
    LOG_OWN,
    LOG_PAID,
    LOG_PLAN,
    LOG_RECEIVED,
    LOG_REF,
    LOG_USES,
    LOG_WRITE_OFF,
    MAXIMUMS,
    NO_LIMIT,
    OVER,
    OWN,
    PAYS,
    PLAN,
    PLAN_FEE,
    PLAN_SHARE,
    PREDETERMINED,
    SAID,
    SEEN,
    SHARE,
    SLOT,
    SUBSTITUTED,
    TALLY,
    TERM,
    TYPE,
    UNITS,
    WRITE_OFF,
)
from tcsheets.insurance.heart_history import least_left
from tcsheets.insurance.heart_steps import (
    charged_fee,
    coordinated,
    copay_of,
    for_all_units,
    is_write_off_stopped,
    limit_on,
    write_off,
)


def actual_claim(
    lines: list[int], line: int, ordinal: int, log: list[int], count: int, out: list[int], at: int
) -> bool:
    """Write the received claims for this very line and plan, which take the estimate's place; False without any."""
    ref, found = lines[line + LINE_REF], False
    if ref == 0:
        return False
    paid, deductible, off = 0, 0, 0
    for entry in range(count):
        past = entry * LOG
        plan = log[past + LOG_PLAN]
        if log[past + LOG_REF] == ref and log[past + LOG_RECEIVED] and plan in (0, ordinal):
            found = True
            paid += log[past + LOG_PAID]
            deductible += log[past + LOG_DEDUCTIBLE]
            off += at_least_zero(log[past + LOG_WRITE_OFF])
    if found:
        out[at + PAYS], out[at + DEDUCTIBLE], out[at + WRITE_OFF] = paid, deductible, off
        out[at + KIND], out[at + LIMIT], out[at + OVER] = ACTUAL, NO_LIMIT, 0
        out[at + BOUND], out[at + OWN], out[at + EXHAUSTED] = -1, 0, 0
    return found


def plan_line(
    plans: list[int],
    rules: list[int],
    reach: list[int],
    terms: list[int],
    width: int,
    person: list[int],
    lines: list[int],
    line: int,
    fee: int,
    paid: int,
    written_off: int,
    place: int,
    log: list[int],
    count: int,
    tally: list[int],
    out: list[int],
    at: int,
) -> None:
    """Write what one plan makes of a service, given what others have paid and written off."""
    slot, ordinal, code, units = person[SLOT + place], place + 1, lines[line + CODE], lines[line + UNITS]
    plan, term = slot * PLAN, (slot * width + code) * TERM
    plan_type, first_month, day, ref = (
        plans[plan + TYPE],
        plans[plan + FIRST_MONTH],
        lines[line + DAY],
        lines[line + LINE_REF],
    )
    network = for_all_units(lines[line + PLAN_FEE + place], terms[term + LISTED_FEE], units)
    cheaper = for_all_units(lines[line + CHEAPER_FEE + place], terms[term + LISTED_CHEAPER], units)
    base = allowed_amount(fee, network, network >= 0)
    allowed = downgraded(base, cheaper, cheaper >= 0)
    copay = copay_of(plan_type, allowed, terms[term + COPAY], terms[term + FIXED], units, person[BLANK_IS_ZERO])
    share = terms[term + SHARE]
    out[at + ALLOWED], out[at + LINE_COPAY], out[at + PLAN_SHARE] = allowed, copay, share
    if actual_claim(lines, line, ordinal, log, count, out, at):
        return
    effective = person[EFFECTIVE + place]
    limit = limit_on(plans, plan, rules, reach, terms, term, width, lines, line, effective, ordinal, log, count)
    owed = 0
    if limit == NO_LIMIT:
        owed, _ = least_left(
            rules,
            plans[plan + DEDUCTIBLES],
            plans[plan + MAXIMUMS],
            reach,
            width,
            code,
            log,
            count,
            LOG_DEDUCTIBLE,
            ordinal,
            first_month,
            day,
            ref,
            tally,
        )
    deductible = deductible_owed(allowed - copay, share, owed)
    own = 0
    if limit == NO_LIMIT and plan_type != CAPITATION:
        if plans[plan + DEDUCTIBLE_LAST]:
            own = benefit_deductible_last(allowed - copay, share, deductible)
        else:
            own = benefit(allowed - copay, share, deductible)
    left, bound = least_left(
        rules,
        plans[plan + MAXIMUMS],
        plans[plan + FREQUENCIES],
        reach,
        width,
        code,
        log,
        count,
        LOG_PAID,
        ordinal,
        first_month,
        day,
        ref,
        tally,
    )
    room, said, over = at_least_zero(fee - paid - written_off), lines[line + SAID + place], 0
    is_downgraded = cheaper >= 0 and cheaper <= base and terms[term + SUBSTITUTED] != 0
    kind = DOWNGRADED if is_downgraded else ESTIMATED
    exhausted = bound >= 0 and left == 0
    if said >= 0:
        limit, wanted, payment = NO_LIMIT, said, said
    else:
        wanted = coordinated(own, allowed, plans[plan + COB], ordinal, fee, paid, written_off)
        payment = capped(wanted, left, bound >= 0)
        over = wanted - payment
    pays = smaller(payment, room)
    is_stopped = is_write_off_stopped(plans, plan, person, limit, kind, exhausted, ordinal, paid)
    out[at + WRITE_OFF] = write_off(
        plans,
        plan,
        lines[line + LINE_WRITE_OFF],
        fee,
        network,
        copay,
        ordinal,
        at_least_zero(room - pays),
        written_off,
        is_stopped,
    )
    out[at + PAYS], out[at + DEDUCTIBLE], out[at + LIMIT], out[at + OVER] = pays, deductible, limit, over
    out[at + BOUND] = bound if over > 0 else -1
    out[at + OWN], out[at + KIND] = own, kind + (PREDETERMINED if said >= 0 else 0)
    out[at + EXHAUSTED] = 1 if exhausted else 0


def add_to_log(lines: list[int], line: int, ordinal: int, out: list[int], at: int, log: list[int], count: int) -> None:
    """Write an estimated line into the log, as later lines see it."""
    entry = count * LOG
    log[entry + LOG_CODE], log[entry + LOG_DAY], log[entry + LOG_PLAN] = lines[line + CODE], lines[line + DAY], ordinal
    log[entry + LOG_PAID], log[entry + LOG_DEDUCTIBLE] = out[at + PAYS], out[at + DEDUCTIBLE]
    log[entry + LOG_USES], log[entry + LOG_HAD], log[entry + LOG_OTHER] = 1, 1 if out[at + PAYS] > 0 else 0, 0
    log[entry + LOG_AREA], log[entry + LOG_REF], log[entry + LOG_OWN] = lines[line + AREA], 0, 0
    log[entry + LOG_RECEIVED], log[entry + LOG_WRITE_OFF] = 0, -1


def start_tally(plans: list[int], person: list[int], tally: list[int]) -> None:
    """Forget what was added up for another patient."""
    for place in range(3):
        if person[SLOT + place] < 0:
            break
        plan = person[SLOT + place] * PLAN
        for rule in range(plans[plan + DEDUCTIBLES], plans[plan + FREQUENCIES]):
            tally[rule * TALLY + SEEN] = 0


def estimate_lines(
    plans: list[int],
    rules: list[int],
    reach: list[int],
    terms: list[int],
    width: int,
    person: list[int],
    lines: list[int],
    line_count: int,
    log: list[int],
    log_count: int,
    tally: list[int],
    out: list[int],
) -> None:
    """Write what all plans of a patient make of each line; the log grows by each line and plan."""
    start_tally(plans, person, tally)
    for number in range(line_count):
        line, found = number * LINE, number * FOUND
        fee = charged_fee(person, terms, width, lines, line)
        out[found] = fee
        paid, written_off, made = 0, 0, 0
        for place in range(3):
            if person[SLOT + place] < 0:
                break
            at = found + 1 + place * EACH
            plan_line(
                plans,
                rules,
                reach,
                terms,
                width,
                person,
                lines,
                line,
                fee,
                paid,
                written_off,
                place,
                log,
                log_count,
                tally,
                out,
                at,
            )
            paid += out[at + PAYS]
            written_off += at_least_zero(out[at + WRITE_OFF])
            made += 1
        for place in range(made):
            add_to_log(lines, line, place + 1, out, found + 1 + place * EACH, log, log_count)
            log_count += 1
