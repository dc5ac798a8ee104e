"""Fees that are probably a slip: far from the last schedule, or from the other fees of their kind.

A slipped decimal point makes a fee a hundred times too large or too small;
real fees of one group of codes lie within a factor of ten or so of each other.
"""

from __future__ import annotations

from statistics import median

from tcsheets.errors import Problem
from tcsheets.money import money_text
from tcsheets.pricing.fees import FEE_KINDS, FeeEntry, code_key

FAR_FROM_LAST = 3  # a fee more than three times, or less than a third of, the last one
FAR_FROM_NEIGHBOURS = 25
FEWEST_NEIGHBOURS = 4


def is_far(fee: int, other: float, factor: int) -> bool:
    """Whether two fees differ by more than a factor; a fee of 0 is free and never far."""
    return fee > 0 and other > 0 and (fee > other * factor or fee * factor < other)


def group_of(entry: FeeEntry) -> str:
    """Return the group whose fees an entry is compared with: the first two digits after D."""
    return code_key(entry.code)[:2]


def far_from_last(entries: tuple[FeeEntry, ...], previous: tuple[FeeEntry, ...]) -> list[Problem]:
    """Return a problem for each fee that moved implausibly far since the last schedule."""
    last = {(code_key(entry.code), kind): entry.fee(kind) for entry in previous for kind in FEE_KINDS}
    return [
        doubt(entry, kind, f"was {money_text(last[code_key(entry.code), kind] or 0)} in the last schedule")
        for entry in entries
        for kind in FEE_KINDS
        if is_far(entry.fee(kind) or 0, last.get((code_key(entry.code), kind)) or 0, FAR_FROM_LAST)
    ]


def far_from_neighbours(entries: tuple[FeeEntry, ...]) -> list[Problem]:
    """Return a problem for each fee far from the middle fee of its group of codes."""
    groups: dict[tuple[str, str], list[int]] = {}
    for entry in entries:
        for kind in FEE_KINDS:
            if entry.fee(kind):
                groups.setdefault((group_of(entry), kind), []).append(entry.fee(kind) or 0)
    middles = {key: median(fees) for key, fees in groups.items() if len(fees) >= FEWEST_NEIGHBOURS}
    return [
        doubt(entry, kind, f"others of its group are about {money_text(int(middles[group_of(entry), kind]))}")
        for entry in entries
        for kind in FEE_KINDS
        if is_far(entry.fee(kind) or 0, middles.get((group_of(entry), kind), 0), FAR_FROM_NEIGHBOURS)
    ]


def doubt(entry: FeeEntry, kind: str, reason: str) -> Problem:
    """Return the problem of a fee that is probably a slip."""
    fee = money_text(entry.fee(kind) or 0)
    return Problem(f"fees row {entry.row}", f"{code_key(entry.code)}: {kind} fee {fee}, but {reason}; check it")


def implausible_fees(entries: tuple[FeeEntry, ...], previous: tuple[FeeEntry, ...] = ()) -> list[Problem]:
    """Return a problem for each fee that is probably a slip."""
    moved = far_from_last(entries, previous)
    seen = [problem.where for problem in moved]
    return moved + [problem for problem in far_from_neighbours(entries) if problem.where not in seen]
