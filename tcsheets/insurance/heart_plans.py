"""Which rules of a plan are about a code, over flat lists of ints: the most specific wins; what counts, what holds.

scopes: what each rule is about; ranks: how specific a scope is; covers: whether a scope (times width) has a code.
"""

from __future__ import annotations

from tcsheets.insurance.heart_fields import (
    AGE_LIMIT,
    AGE_LIMITS,
    AMOUNT,
    COUNTS,
    DEDUCTIBLES,
    END,
    EXCLUDED,
    EXCLUSIONS,
    FAMILY,
    FIXED_BENEFIT,
    FLAT_COPAY,
    FREQUENCIES,
    GENERAL_RANK,
    GROUP_RANK,
    HOLDS,
    MAXIMUMS,
    NO_CODE,
    OF_PATIENT,
    PLAN,
    RULE,
    SCOPE,
    SHARE,
    SHARES,
    SPAN,
    STATED,
    TERM,
    TYPE,
    WAITING,
    WAITINGS,
    WHOLE,
)


def most_specific(
    rules: list[int], start: int, end: int, ranks: list[int], covers: list[int], width: int, code: int
) -> int:
    """Return the most specific rule that is about a code, the first of equals; -1 if there is none."""
    best, found = 0, -1
    for rule in range(start, end):
        scope = rules[rule * RULE + SCOPE]
        if covers[scope * width + code] and ranks[scope] > best:
            best, found = ranks[scope], rule
    return found


def best_rank(
    rules: list[int], start: int, end: int, family: int, ranks: list[int], covers: list[int], width: int, code: int
) -> int:
    """Return how specific the most specific rule about a code is, of one level or (-1) of both; 0 without any."""
    best = 0
    for rule in range(start, end):
        scope = rules[rule * RULE + SCOPE]
        if covers[scope * width + code] and (family < 0 or rules[rule * RULE + FAMILY] == family):
            best = max(best, ranks[scope])
    return best


def reach_deductibles(
    plan: list[int],
    at: int,
    rules: list[int],
    ranks: list[int],
    covers: list[int],
    width: int,
    code: int,
    reach: list[int],
) -> None:
    """Write which deductibles count a code, and hold it: at each level the most specific, and the general ones."""
    start, end = plan[at + DEDUCTIBLES], plan[at + MAXIMUMS]
    own = best_rank(rules, start, end, 0, ranks, covers, width, code)
    family = best_rank(rules, start, end, 1, ranks, covers, width, code)
    for rule in range(start, end):
        rank = ranks[rules[rule * RULE + SCOPE]]
        best = family if rules[rule * RULE + FAMILY] else own
        is_about = covers[rules[rule * RULE + SCOPE] * width + code]
        flags = HOLDS if is_about and (rank == best or rank <= GENERAL_RANK) else 0
        if is_about or code == NO_CODE:
            flags += COUNTS
        reach[rule * width + code] = flags


def reach_maximums(
    plan: list[int],
    at: int,
    rules: list[int],
    ranks: list[int],
    covers: list[int],
    width: int,
    code: int,
    reach: list[int],
) -> None:
    """Write which maxima hold and count a code: the most specific over both levels, under a group the general too."""
    start, end = plan[at + MAXIMUMS], plan[at + FREQUENCIES]
    best = best_rank(rules, start, end, -1, ranks, covers, width, code)
    for rule in range(start, end):
        rank = ranks[rules[rule * RULE + SCOPE]]
        is_general = rank <= GENERAL_RANK
        is_about = covers[rules[rule * RULE + SCOPE] * width + code] != 0
        holds = (is_about and rank == best) or (best == GROUP_RANK and is_general)
        counts = is_general if code == NO_CODE else holds
        reach[rule * width + code] = (HOLDS if holds else 0) + (COUNTS if counts else 0)


def reach_frequencies(
    plan: list[int], at: int, rules: list[int], covers: list[int], width: int, code: int, reach: list[int]
) -> None:
    """Write which frequencies count a code, and hold it: one set for the patient replaces the plan's for its scope."""
    start, end = plan[at + FREQUENCIES], plan[at + END]
    for rule in range(start, end):
        scope = rules[rule * RULE + SCOPE]
        holds = covers[scope * width + code] != 0
        counts = holds and code != NO_CODE
        if holds and rules[rule * RULE + OF_PATIENT] == 0:
            for other in range(start, end):
                if rules[other * RULE + OF_PATIENT] != 0 and rules[other * RULE + SCOPE] == scope:
                    holds = False
        reach[rule * width + code] = (HOLDS if holds else 0) + (COUNTS if counts else 0)


def reach_stated(plan: list[int], at: int, rules: list[int], ranks: list[int], width: int, reach: list[int]) -> None:
    """Write which rules count what a table says is used of a plan's own yearly amounts for everything."""
    for rule in range(plan[at + DEDUCTIBLES], plan[at + END]):
        is_whole = ranks[rules[rule * RULE + SCOPE]] == 1 and rules[rule * RULE + FAMILY] == 0
        is_amount = rule < plan[at + FREQUENCIES] and rules[rule * RULE + SPAN] == 0
        reach[rule * width + STATED] = COUNTS if is_whole and is_amount else 0


def share_of_plan(
    plan: list[int], at: int, rules: list[int], ranks: list[int], covers: list[int], width: int, code: int
) -> int:
    """Return the part of a service a plan pays, in ppm; all of it for copay and fixed-benefit plans that name none."""
    rule = most_specific(rules, plan[at + SHARES], plan[at + WAITINGS], ranks, covers, width, code)
    if rule >= 0:
        return rules[rule * RULE + AMOUNT]
    return WHOLE if plan[at + TYPE] in (FLAT_COPAY, FIXED_BENEFIT) else 0


def read_terms(
    plans: list[int],
    slot: int,
    rules: list[int],
    ranks: list[int],
    covers: list[int],
    width: int,
    code: int,
    terms: list[int],
) -> None:
    """Write what a plan's rules say of a code: share, waiting, age limit, whether it is excluded."""
    at, term = slot * PLAN, (slot * width + code) * TERM
    waiting = most_specific(rules, plans[at + WAITINGS], plans[at + AGE_LIMITS], ranks, covers, width, code)
    limit = most_specific(rules, plans[at + AGE_LIMITS], plans[at + EXCLUSIONS], ranks, covers, width, code)
    excluded = most_specific(rules, plans[at + EXCLUSIONS], plans[at + DEDUCTIBLES], ranks, covers, width, code)
    terms[term + SHARE] = share_of_plan(plans, at, rules, ranks, covers, width, code)
    terms[term + WAITING] = rules[waiting * RULE + AMOUNT] if waiting >= 0 else 0
    terms[term + AGE_LIMIT] = rules[limit * RULE + AMOUNT] if limit >= 0 else -1
    terms[term + EXCLUDED] = 1 if excluded >= 0 else 0


def read_reach(
    plans: list[int],
    slot: int,
    rules: list[int],
    ranks: list[int],
    covers: list[int],
    width: int,
    code: int,
    reach: list[int],
) -> None:
    """Write which of a plan's deductibles, maxima and frequencies count a code, and which hold it."""
    at = slot * PLAN
    reach_deductibles(plans, at, rules, ranks, covers, width, code, reach)
    reach_maximums(plans, at, rules, ranks, covers, width, code, reach)
    reach_frequencies(plans, at, rules, covers, width, code, reach)


def read_plan(
    plans: list[int],
    slot: int,
    rules: list[int],
    ranks: list[int],
    covers: list[int],
    width: int,
    terms: list[int],
    reach: list[int],
) -> None:
    """Write what a plan says of every code; the code that means "as stated" is no service."""
    for code in range(width):
        if code == STATED:
            reach_stated(plans, slot * PLAN, rules, ranks, width, reach)
        else:
            read_terms(plans, slot, rules, ranks, covers, width, code, terms)
            read_reach(plans, slot, rules, ranks, covers, width, code, reach)
