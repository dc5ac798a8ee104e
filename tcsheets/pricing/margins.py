"""What a procedure earns: collected fee less lab, supplies and chair time, per procedure and per chair hour.

By fee schedule, so that a write-off's real cost shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tcsheets.errors import Problem
from tcsheets.money import divide_half_up, share_of
from tcsheets.pricing.fees import FEE_KINDS, FeeEntry


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


def margins_of(
    entries: Sequence[FeeEntry], hourly_cost: int, collected_share: int
) -> tuple[tuple[Margin, ...], tuple[Problem, ...]]:
    """Return the margin of each fee of each procedure, and a problem for each without its minutes.

    hourly_cost: what an hour of the chair costs the practice, in cents.
    collected_share: the part of a fee that is in the end collected, in ppm.
    """
    margins: list[Margin] = []
    problems: list[Problem] = []
    for entry in entries:
        if entry.minutes is None:
            problems.append(Problem(f"fees row {entry.row}, Minutes", "is blank; the chair time is needed"))
            continue
        chair = divide_half_up(hourly_cost * entry.minutes, 60)
        for schedule in FEE_KINDS:
            fee = entry.fee(schedule)
            if fee is not None:
                margins.append(Margin(entry, schedule, fee, share_of(fee, collected_share), chair))
    return tuple(margins), tuple(problems)
