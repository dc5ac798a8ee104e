"""Fees that are probably a slip: far from the last schedule, or from the other fees of their kind.

A slipped decimal point makes a fee ten or a hundred times too large or too
small.  Real fees of one narrow group of codes (D27: crowns) lie within a factor
of eight of their middle, of one wide group (D2) within a factor of 25, and the
fees of one procedure within a factor of ten.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from tcsheets.errors import Problem
from tcsheets.money import money_text
from tcsheets.pricing.fees import FEE_KINDS, FeeEntry, start_of

FAR_FROM_LAST = 3  # a fee more than three times, or less than a third of, the last one
GROUPS = ((3, 8), (2, 25))  # characters of the code that make the group, factor within it; the narrow one first
FEWEST_NEIGHBOURS = 4
WITHIN_ROW = 10
MOST_NAMED = 10


def is_far(fee: int, other: float, factor: int) -> bool:
    """Whether two fees differ by more than a factor; a fee of 0 is free and never far."""
    return fee > 0 and other > 0 and (fee > other * factor or fee * factor < other)


def doubt(entry: FeeEntry, kind: str, reason: str) -> Problem:
    """Return the problem of a fee that is probably a slip."""
    return Problem(
        f"fees row {entry.row}", f"{entry.code}: {kind} fee {money_text(entry.fee(kind) or 0)}, but {reason}; check it"
    )


def priced(entries: Sequence[FeeEntry]) -> list[tuple[FeeEntry, str, int]]:
    """Return each fee above 0 with its entry and kind."""
    found = [(entry, kind, entry.fee(kind) or 0) for entry in entries for kind in FEE_KINDS]
    return [each for each in found if each[2] > 0]


def last_fees(previous: Sequence[FeeEntry]) -> dict[tuple[str, str], int]:
    """Return the fees of the last schedule by code and kind, each from its latest entry."""
    in_order = sorted(previous, key=lambda entry: (start_of(entry), entry.row))
    return {(entry.code, kind): fee for entry, kind, fee in priced(in_order)}


def far_from_last(entries: Sequence[FeeEntry], previous: Sequence[FeeEntry]) -> list[Problem]:
    """Return a problem for each fee that moved implausibly far since the last schedule."""
    last = last_fees(previous)
    return [
        doubt(entry, kind, f"was {money_text(last[entry.code, kind])} in the last schedule")
        for entry, kind, fee in priced(entries)
        if is_far(fee, last.get((entry.code, kind), 0), FAR_FROM_LAST)
    ]


def middles(entries: Sequence[FeeEntry], length: int) -> dict[tuple[str, str], float]:
    """Return the middle fee of each group of codes that begin alike, by beginning and kind of fee."""
    groups: dict[tuple[str, str], list[int]] = {}
    for entry, kind, fee in priced(entries):
        groups.setdefault((entry.code[:length], kind), []).append(fee)
    return {key: median(fees) for key, fees in groups.items() if len(fees) >= FEWEST_NEIGHBOURS}


def far_from_neighbours(entries: Sequence[FeeEntry]) -> list[Problem]:
    """Return a problem for each fee far from the middle of the narrowest group that has enough fees."""
    groups = [(length, factor, middles(entries, length)) for length, factor in GROUPS]
    problems: list[Problem] = []
    for entry, kind, fee in priced(entries):
        own = [
            (found[entry.code[:length], kind], by)
            for length, by, found in groups
            if (entry.code[:length], kind) in found
        ]
        if own and is_far(fee, own[0][0], own[0][1]):
            problems.append(doubt(entry, kind, f"others of its group are about {money_text(int(own[0][0]))}"))
    return problems


def far_within_row(entries: Sequence[FeeEntry]) -> list[Problem]:
    """Return a problem for each member or network fee far from the office fee beside it."""
    return [
        doubt(entry, kind, f"the office fee beside it is {money_text(entry.office or 0)}")
        for entry, kind, fee in priced(entries)
        if is_far(fee, entry.office or 0, WITHIN_ROW)
    ]


def implausible_fees(entries: Sequence[FeeEntry], previous: Sequence[FeeEntry] = ()) -> list[Problem]:
    """Return a problem for each row with a fee that is probably a slip; the clearest reason alone."""
    found: dict[str, Problem] = {}
    for problem in far_from_last(entries, previous) + far_from_neighbours(entries) + far_within_row(entries):
        found.setdefault(problem.where, problem)
    return list(found.values())


def named(codes: Sequence[str]) -> str:
    """Return codes as a list that stays short.

    >>> named(["D0120", "D0140"])
    'D0120, D0140'
    """
    more = len(codes) - MOST_NAMED
    return ", ".join(codes[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def gone_codes(entries: Sequence[FeeEntry], previous: Sequence[FeeEntry]) -> list[Problem]:
    """Return a problem that names the codes of the last schedule which a list no longer has."""
    here = {entry.code for entry in entries}
    gone = sorted({entry.code for entry in previous} - here)
    return [Problem("last schedule", f"of its codes this list lacks {len(gone)}: {named(gone)}")] if gone else []


def zero_fees(entries: Sequence[FeeEntry]) -> list[Problem]:
    """Return a problem that names the codes with an office or network fee of 0, which may mean that it is not known."""
    problems: list[Problem] = []
    for kind in ("office", "network"):
        codes = [entry.code for entry in entries if entry.fee(kind) == 0]
        if codes:
            message = f"is 0 for {named(codes)}: free? Where it is not known, leave the cell blank"
            problems.append(Problem(f"{kind} fee", message))
    return problems
