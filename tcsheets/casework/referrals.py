"""Referrals in and out: who sent whom, whether the referrer was told, what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tcsheets.casework.decisions import YES, Entry
from tcsheets.tables import Column, Range, Reading, header_key, read_table

DIRECTIONS = ("in", "out")
REFERRAL_COLUMNS = (
    Column("chart", "Chart", "Text", ("Chart no.", "Chart number"), default=""),
    Column("direction", "Direction", "Text", required=True),
    Column("referrer", "Referrer", "Text", ("Referred by", "Referring office"), required=True),
    Column("referred_on", "Referred on", "Date", ("Referred",), required=True),
    Column("told", "Referrer told", "Flag", ("Told",), default=False),
)


@dataclass(frozen=True, slots=True)
class Referral:
    """A referral: to us (in) or by us (out); whether the referrer was told of progress."""

    row: int
    chart: str
    direction: str
    referrer: str
    referred_on: date
    told: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """What came of one office's referrals: how many, letters due, days the oldest waits, plans and value accepted."""

    direction: str
    referrer: str
    referrals: int
    letters_due: int
    waiting_days: int
    presented: int
    accepted: int
    value: int


def make_referral(row: int, direction: str, **fields: object) -> Referral:
    """Return a referral from a row's cells; `ValueError` where its direction is none."""
    word = header_key(direction)
    if word not in DIRECTIONS:
        raise ValueError("Direction is not one of: in, out")
    return Referral(row=row, direction=word, **fields)  # type: ignore[arg-type]


def read_referrals(cells: Range) -> Reading[Referral]:
    """Return the referrals of a list, and a problem for each bad row."""
    return read_table(cells, REFERRAL_COLUMNS, make_referral, "referred")


def sources(referrals: Sequence[Referral], cases: Sequence[Entry], as_of: date, days: int) -> tuple[Source, ...]:
    """Return what came of each office's referrals, the most value first; a letter is due so many days after one."""
    names = sorted({(each.direction, each.referrer) for each in referrals})
    found = [
        source_of([each for each in referrals if (each.direction, each.referrer) == name], cases, as_of, days)
        for name in names
    ]
    return tuple(sorted(found, key=lambda source: (source.direction, -source.value, source.referrer)))


def source_of(referrals: Sequence[Referral], cases: Sequence[Entry], as_of: date, days: int) -> Source:
    """Return what came of the referrals of one office."""
    charts = {each.chart for each in referrals if each.chart}
    own = [each for each in cases if each.chart in charts]
    good = [each for each in own if each.decision in YES]
    waits = [(as_of - each.referred_on).days for each in referrals if not each.told]
    due = [wait for wait in waits if wait >= days]
    first = referrals[0]
    value = sum([each.accepted_value for each in good])
    return Source(
        first.direction, first.referrer, len(referrals), len(due), max(due) if due else 0, len(own), len(good), value
    )
