"""Commission of coordinators: tiers over a period's value, shares between two, and what is taken back.

An entry that corrects an earlier one counts with the difference on its own day,
so that what fell through later is taken back then (clawback).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tcsheets.casework.decisions import YES, Entry
from tcsheets.errors import ArgumentError
from tcsheets.money import share_of
from tcsheets.tables import Column, Range, Reading, read_table

BASES = ("accepted", "collected")
TIER_COLUMNS = (
    Column("start", "From", "Money", ("Above",), default=0),
    Column("rate", "Rate", "Rate", ("Commission %", "Share"), required=True),
)


@dataclass(frozen=True, slots=True)
class Tier:
    """From which value in cents a rate in ppm holds, for the part above it."""

    row: int
    start: int
    rate: int


@dataclass(frozen=True, slots=True)
class Earned:
    """What one coordinator earns in one tier: the part of the base in it, and the cases all of the base is from."""

    coordinator: str
    start: int
    base: int
    rate: int
    cases: tuple[str, ...]

    @property
    def commission(self) -> int:
        """The commission in cents, rounded half up."""
        return share_of(self.base, self.rate) if self.base >= 0 else -share_of(-self.base, self.rate)


def read_tiers(cells: Range) -> Reading[Tier]:
    """Return the tiers of a commission, and a problem for each bad row."""
    return read_table(cells, TIER_COLUMNS, Tier, "tiers")


def amount_of(entry: Entry, base: str) -> int:
    """Return what an entry adds to a base."""
    if entry.decision not in YES:
        return 0
    return entry.accepted_value if base == "accepted" else entry.collected


def differences(entries: Sequence[Entry], base: str) -> list[tuple[Entry, int]]:
    """Return each entry, in the log's order, with what it changes: its amount less that of the entries it corrects."""
    found = []
    newest: dict[str, Entry] = {}  # by ref and by case: of several, only the newest still stood
    for each in entries:
        corrected = newest.get(each.corrects) if each.corrects else None
        found.append((each, amount_of(each, base) - (amount_of(corrected, base) if corrected else 0)))
        newest[each.ref] = newest[each.case] = each
    return found


def shares_of(entry: Entry, amount: int) -> list[tuple[str, int]]:
    """Return (coordinator, amount) of an entry that may be shared by two."""
    if not entry.shared_with or not entry.share:
        return [(entry.coordinator or "not said", amount)]
    other = share_of(abs(amount), entry.share) * (1 if amount >= 0 else -1)
    return [(entry.coordinator or "not said", amount - other), (entry.shared_with, other)]


def in_tiers(base: int, tiers: Sequence[Tier]) -> list[tuple[Tier, int]]:
    """Return the part of a base in each tier; below 0 all of it is in the first."""
    ordered = sorted(tiers, key=lambda tier: (tier.start, tier.row))
    if base <= 0:
        return [(ordered[0], base)]
    found = []
    for place, tier in enumerate(ordered):
        top = ordered[place + 1].start if place + 1 < len(ordered) else base
        part = min(base, top) - tier.start
        if part > 0:
            found.append((tier, part))
    return found


def commissions(
    entries: Sequence[Entry], tiers: Sequence[Tier], base: str, start: date, end: date
) -> tuple[Earned, ...]:
    """Return what each coordinator earns from a day to a day, tier by tier; every line names its cases."""
    if base not in BASES:
        raise ArgumentError("base is not one of: " + ", ".join(BASES))
    if not tiers:
        raise ArgumentError("tiers is empty; give at least one row with a Rate")
    sums: dict[str, int] = {}
    cases: dict[str, list[str]] = {}
    for entry, amount in differences(entries, base):
        if amount and start <= (entry.decided or entry.presented) <= end:
            for name, part in shares_of(entry, amount):
                sums[name] = sums.get(name, 0) + part
                cases.setdefault(name, []).append(entry.name)
    return tuple(
        [
            Earned(name, tier.start, part, tier.rate, tuple(cases[name]))
            for name in sorted(sums)
            for tier, part in in_tiers(sums[name], tiers)
        ]
    )
