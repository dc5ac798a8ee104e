"""Which of a patient's plans pays first, and why.

The rules in their order: a plan that covers the patient as himself before one
that covers him as a dependent; for a child of two covered parents, the parent
whose birthday comes first in the year; an active before a retired holder; the
longer before the shorter cover.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tcsheets.tables import Column, Range, Reading, header_key, read_table

RELATIONS = {"self": "self", "holder": "self", "subscriber": "self", "patient": "self", "spouse": "spouse"}
RELATIONS.update({"child": "child", "dependent": "spouse", "parent": "child", "partner": "spouse"})
HOLDING = {"active": 0, "working": 0, "": 0, "retired": 1, "laid off": 1, "cobra": 1}
COVER_COLUMNS = (
    Column("name", "Plan", "Text", ("Insurance plan", "Carrier"), required=True),
    Column("relation", "Patient is", "Text", ("Relation", "Relationship"), required=True),
    Column("birthday", "Holder's birthday", "Date", ("Birthday", "Holder birth date")),
    Column("status", "Holder is", "Text", ("Employment", "Status"), default=""),
    Column("since", "Since", "Date", ("Covered since", "Effective")),
)


@dataclass(frozen=True, slots=True)
class Cover:
    """A plan as it covers the patient: as self, spouse or child of its holder; 1 in `holding` is not active."""

    row: int
    name: str
    relation: str
    holding: int = 0
    birthday: date | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A plan in its place, and why it stands before the next one."""

    cover: Cover
    reason: str


def make_cover(row: int, name: str, relation: str, status: str, birthday: date | None, since: date | None) -> Cover:
    """Return a plan's cover from a row's cells; `ValueError` says what is wrong with it."""
    who, holding = RELATIONS.get(header_key(relation)), HOLDING.get(header_key(status))
    if who is None:
        raise ValueError("the column Patient is holds none of: self, spouse, child (of the plan's holder)")
    if holding is None:
        raise ValueError("the column Holder is holds none of: active, retired, COBRA")
    return Cover(row, name, who, holding, birthday, since)


def read_covers(cells: Range) -> Reading[Cover]:
    """Return how each plan covers the patient, and a problem for each bad row."""
    return read_table(cells, COVER_COLUMNS, make_cover, "plans")


def day_in_year(cover: Cover) -> int:
    """Return a holder's birthday as month and day; the year does not count, and an unknown one comes last."""
    return cover.birthday.month * 100 + cover.birthday.day if cover.birthday else 9999


def keys(cover: Cover) -> tuple[int, int, int, int]:
    """Return what ranks a cover, rule by rule; the smaller comes first."""
    is_child = cover.relation == "child"
    return (
        0 if cover.relation == "self" else 1,
        day_in_year(cover) if is_child else 0,
        cover.holding,
        cover.since.toordinal() if cover.since else 9_999_999,
    )


def reason(first: Cover, second: Cover) -> str:
    """Return the first rule by which one plan comes before another."""
    mine, other = keys(first), keys(second)
    reasons = (
        "it covers the patient as its own holder, the next one as a dependent",
        "its holder's birthday comes earlier in the year (birthday rule)",
        "its holder is active, the next one's is not",
        "it has covered its holder for longer",
    )
    for place, words in enumerate(reasons):
        if mine[place] != other[place]:
            return words
    return "no rule decides; ask the carriers, and see which plan says it is first"


def ranked(covers: Sequence[Cover]) -> tuple[Ranked, ...]:
    """Return the plans in the order in which they pay.

    >>> mother = Cover(2, "Harbor", "child", birthday=date(1984, 9, 2))
    >>> father = Cover(3, "Meadow", "child", birthday=date(1986, 3, 30))
    >>> [(each.cover.name, each.reason) for each in ranked([mother, father])][0]
    ('Meadow', "its holder's birthday comes earlier in the year (birthday rule)")
    """
    ordered = sorted(covers, key=lambda cover: (*keys(cover), cover.row))
    following = [*ordered[1:], None]
    return tuple([Ranked(one, reason(one, other) if other else "") for one, other in zip(ordered, following)])
