"""What a procedure earns: collected fee less lab, supplies and chair time, per procedure and per chair hour.

By fee schedule, so that a write-off's real cost shows.  Blank lab and supplies cost nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tcsheets.errors import ArgumentError, Problem
from tcsheets.money import divide_half_up, share_of
from tcsheets.pricing.fees import FEE_KINDS, FeeEntry, entry_for
from tcsheets.tables import Reading


@dataclass(frozen=True, slots=True)
class Margin:
    """A procedure's margin under one schedule; `margin = collected - lab - supplies - chair`, in cents."""

    entry: FeeEntry
    schedule: str
    fee: int
    collected: int
    chair: int

    @property
    def margin(self) -> int:
        """What is left of the collected fee."""
        return self.collected - self.entry.lab - self.entry.supplies - self.chair

    @property
    def per_hour(self) -> int | None:
        """The margin for an hour of the chair, rounded half up; None for no time."""
        return divide_half_up(self.margin * 60, self.entry.minutes) if self.entry.minutes else None


def entries_held(entries: Sequence[FeeEntry], as_of: date | None) -> Reading[FeeEntry]:
    """Return the entry of each code that holds on a day, in the order of the schedule; a problem for each without."""
    held: list[FeeEntry] = []
    problems: list[Problem] = []
    for entry in first_of_each_code(entries):
        try:
            held.append(entry_for(entries, entry.code, as_of))
        except ArgumentError as error:
            problems.append(Problem(f"fees row {entry.row}", str(error)))
    return Reading(tuple(held), tuple(problems))


def first_of_each_code(entries: Sequence[FeeEntry]) -> list[FeeEntry]:
    """Return the first entry of each code, in the order of the schedule."""
    seen: set[str] = set()
    found: list[FeeEntry] = []
    for entry in entries:
        if entry.code not in seen:
            seen.add(entry.code)
            found.append(entry)
    return found


def lacking(entry: FeeEntry) -> Problem | None:
    """Return the problem of a procedure whose margin cannot be known, None if it can."""
    if entry.minutes is None:
        return Problem(f"fees row {entry.row}, Minutes", "is blank; the chair time is needed")
    if all(entry.fee(kind) is None for kind in FEE_KINDS):
        return Problem(f"fees row {entry.row}", f"{entry.code} has no fee in any column")
    return None


def margins_of_entry(entry: FeeEntry, hourly_cost: int, collected_share: int) -> list[Margin]:
    """Return the margin of each fee that a procedure has."""
    chair = divide_half_up(hourly_cost * (entry.minutes or 0), 60)
    fees = [(kind, entry.fee(kind)) for kind in FEE_KINDS]
    return [Margin(entry, kind, fee, share_of(fee, collected_share), chair) for kind, fee in fees if fee is not None]


def margins_of(
    entries: Sequence[FeeEntry], hourly_cost: int, collected_share: int, as_of: date | None = None
) -> Reading[Margin]:
    """Return the margin of each fee of each procedure, and a problem for each that lacks its minutes or a fee.

    hourly_cost: what an hour of the chair costs the practice, in cents.
    collected_share: the part of a fee that is in the end collected, in ppm.
    """
    reading = entries_held(entries, as_of)
    margins: list[Margin] = []
    problems = list(reading.problems)
    for entry in reading.records:
        problem = lacking(entry)
        if problem:
            problems.append(problem)
        else:
            margins += margins_of_entry(entry, hourly_cost, collected_share)
    return Reading(tuple(margins), tuple(problems))
