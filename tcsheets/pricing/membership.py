"""Membership plans of the practice itself: member fees, a yearly discount maximum, services that are included.

Discount = fee - member fee, line by line, cut to what is left of the yearly
maximum.  An included service is free as often as the plan says; what it saves
counts toward the maximum like any other discount.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tcsheets.errors import ArgumentError, DataError
from tcsheets.pricing.fees import FeeEntry, code_key, entry_for
from tcsheets.pricing.lines import PlanLine
from tcsheets.pricing.prices import gross_of
from tcsheets.tables import Column, Range, Reading, read_table

INCLUDED_COLUMNS = (
    Column("code", "Code", "Text", ("ADA Code", "CDT", "CDT Code", "Procedure Code"), required=True),
    Column("times", "Times", "Count", ("Times a year", "Included", "Qty"), default=1),
)


@dataclass(frozen=True, slots=True)
class Included:
    """A service that membership includes, so many times."""

    row: int
    code: str
    times: int


def read_included(cells: Range) -> Reading[Included]:
    """Return the services a membership includes, and a problem for each bad row."""
    return read_table(cells, INCLUDED_COLUMNS, Included, "included")


def cut_to_maximum(discounts: Sequence[int], maximum_left: int | None) -> list[int]:
    """Return discounts in order, cut where the yearly maximum runs out; None is no maximum.

    >>> cut_to_maximum([500, 500, 500], 800)
    [500, 300, 0]
    """
    cut: list[int] = []
    for discount in discounts:
        left = discount if maximum_left is None else max(maximum_left - sum(cut), 0)
        cut.append(min(discount, left))
    return cut


def member_discounts(fees: Sequence[int], member_fees: Sequence[int | None], maximum_left: int | None) -> list[int]:
    """Return the member's discount on each line in cents; none where there is no member fee or it is dearer.

    >>> member_discounts([10_000] * 3, [9_500, None, 0], None)
    [500, 0, 10000]
    """
    wanted = [0 if member is None else max(fee - member, 0) for fee, member in zip(fees, member_fees)]
    return cut_to_maximum(wanted, maximum_left)


def member_fee(line: PlanLine, entries: Sequence[FeeEntry], as_of: date | None, free_units: int) -> int | None:
    """Return what a member pays for a line: the member fee of the units that are not included free.

    None where the schedule has no member fee and nothing is included.
    """
    fee = member_entry(line, entries, as_of).member
    if fee is None and not free_units:
        return None
    each = line.fee if fee is None else fee
    return (each or 0) * (line.units - free_units)


def member_entry(line: PlanLine, entries: Sequence[FeeEntry], as_of: date | None) -> FeeEntry:
    """Return the entry with a line's member fee; `DataError` names the line where there is none."""
    try:
        return entry_for(entries, line.code, as_of)
    except ArgumentError as error:
        raise DataError(f"lines row {line.row}: its member fee is not known: {error}") from error


def free_units(lines: Sequence[PlanLine], included: Sequence[Included]) -> list[int]:
    """Return how many units of each line are included, earlier lines first."""
    left = {code_key(each.code): 0 for each in included}
    for each in included:
        left[code_key(each.code)] += each.times
    free: list[int] = []
    for line in lines:
        units = min(left.get(code_key(line.code), 0), line.units)
        free.append(units)
        if units:
            left[code_key(line.code)] -= units
    return free


def plan_discounts(
    lines: Sequence[PlanLine],
    entries: Sequence[FeeEntry],
    included: Sequence[Included] = (),
    maximum_left: int | None = None,
    as_of: date | None = None,
) -> list[int]:
    """Return the member's discount on each line of a plan, in cents."""
    free = free_units(lines, included)
    members = [member_fee(line, entries, as_of, units) for line, units in zip(lines, free)]
    return member_discounts([gross_of(line) for line in lines], members, maximum_left)
