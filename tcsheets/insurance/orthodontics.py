"""Orthodontic benefits: a lifetime maximum, paid over the case in proportion to its own fees, not as a lump sum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tcsheets.errors import ArgumentError
from tcsheets.insurance import heart
from tcsheets.insurance.history import months_before
from tcsheets.money import divide_half_up

MOST_VISITS = 120


@dataclass(frozen=True, slots=True)
class OrthoCase:
    """An orthodontic case in cents: its fee, of which banding and debond; the rest is shared by the visits."""

    fee: int
    visits: int
    banding: int = 0
    debond: int = 0
    starts: date | None = None


@dataclass(frozen=True, slots=True)
class OrthoLine:
    """A part of the case in cents; `fee = plan_pays + patient`; left: of the lifetime maximum, None without one."""

    what: str
    day: date | None
    fee: int
    plan_pays: int
    patient: int
    left: int | None


def check_case(case: OrthoCase) -> None:
    """Raise `ArgumentError` where a case does not add up."""
    if not 1 <= case.visits <= MOST_VISITS:
        raise ArgumentError(f"visits is not between 1 and {MOST_VISITS}; say how many monthly visits the case has")
    if min(case.fee, case.banding, case.debond) < 0 or case.banding + case.debond > case.fee:
        raise ArgumentError("banding and debond are more than fee; they are parts of it")


def ortho_benefit(fee: int, share: int, deductible: int, maximum_left: int | None) -> int:
    """Return what the plan pays for the whole case in cents.

    >>> ortho_benefit(5000_00, 500_000, 0, 1500_00)
    150000
    """
    own = heart.benefit(fee, share, heart.deductible_owed(fee, share, deductible))
    return heart.capped(own, maximum_left or 0, maximum_left is not None)


def parts_of(case: OrthoCase) -> list[tuple[str, int, int]]:
    """Return (what, fee, months after the start) of each part; visits share what is left, the last takes the rest."""
    rest = case.fee - case.banding - case.debond
    each = rest // case.visits
    parts = [("Banding", case.banding, 0)] if case.banding else []
    for number in range(1, case.visits + 1):
        fee = each if number < case.visits else rest - each * (case.visits - 1)
        parts.append((f"Visit {number}", fee, number))
    return parts + ([("Debond", case.debond, case.visits + 1)] if case.debond else [])


def ortho_lines(case: OrthoCase, insurance: int, maximum_left: int | None) -> tuple[OrthoLine, ...]:
    """Return the parts of a case with what the plan pays of each: its fee x (insurance / case fee), to the cent.

    Payments add up to the insurance: each is what is due so far less what was paid before.

    >>> [line.plan_pays for line in ortho_lines(OrthoCase(3000_00, 2, 1000_00), 1500_00, None)]
    [50000, 50000, 50000]
    """
    check_case(case)
    lines: list[OrthoLine] = []
    done = paid = 0
    for what, fee, month in parts_of(case):
        done += fee
        pays = (divide_half_up(done * insurance, case.fee) if case.fee else 0) - paid
        paid += pays
        day = months_before(case.starts, -month) if case.starts else None
        left = None if maximum_left is None else maximum_left - paid
        lines.append(OrthoLine(what, day, fee, pays, fee - pays, left))
    return tuple(lines)
