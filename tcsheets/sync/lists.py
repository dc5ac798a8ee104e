"""The lists that are kept in step: their tables, their columns and how each column is read.

A list is a table with a header row.  Its columns are found by title or synonym, in any order; columns it does not
know belong to the person and never leave the workbook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Kind = Literal["text", "money", "date", "datetime", "choice", "flag", "number"]
Place = Literal["shared", "local", "formula"]
Mode = Literal["cell", "row", "append_only"]

ROW_ID, SYNC = "row_id", "Sync"
STATUSES = (
    "presented",
    "thinking",
    "accepted",
    "scheduled",
    "in treatment",
    "completed",
    "declined",
    "referred out",
    "expired",
)
CONCERNS = ("fear", "cost", "time", "trust", "needs to ask someone")
PAID_BY = ("insurance", "patient", "in-house plan", "lender", "membership")
CONFLICT_COLUMNS = (
    ("conflict_id", "conflict_id"),
    ("list", "List"),
    ("row", "Row"),
    ("field", "Field"),
    ("was", "Was"),
    ("mine", "Mine"),
    ("mine_at", "Mine when"),
    ("theirs", "Theirs"),
    ("theirs_by", "Theirs by"),
    ("theirs_at", "Theirs when"),
    ("choice", "Choice"),
)
CONFLICTS_TABLE, CONFLICTS_SHEET, BASE_SHEET = "Conflicts", "Conflicts", "_tcsheets"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list: shared with everybody, local to the workbook, or the workbook's own formula."""

    key: str
    title: str
    kind: Kind = "text"
    place: Place = "shared"
    choices: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    personal: bool = False  # meant for what names a person, and shared all the same


@dataclass(frozen=True)
class ListDefinition:
    """A list: its name in the store, its table in a workbook, how edits of it meet, and its columns."""

    name: str
    title: str
    sheet: str
    table: str
    mode: Mode
    columns: tuple[ListColumn, ...]
    label: tuple[str, ...] = ()

    def column(self, key: str) -> ListColumn:
        """Return a column by its key; an unknown one (a newer program's) is read as text."""
        return self.by_key.get(key) or ListColumn(key, key)

    @cached_property
    def by_key(self) -> Mapping[str, ListColumn]:
        """Its columns by key."""
        return {each.key: each for each in self.columns}

    def shared(self) -> tuple[ListColumn, ...]:
        """Return the columns that are kept in step."""
        return tuple(each for each in self.columns if each.place == "shared")

    def headers(self) -> tuple[str, ...]:
        """Return the header row of the list's table as a template writes it.

        >>> REFERRALS.headers()[:3]
        ('row_id', 'Chart', 'Direction')
        """
        return (ROW_ID, *(each.title for each in self.columns), SYNC)


FOLLOW_UPS = ListDefinition(
    "follow_ups",
    "Follow-ups",
    "Follow-ups",
    "FollowUps",
    "cell",
    (
        ListColumn("case_id", "Case", synonyms=("Case ID", "Case no.")),
        ListColumn("chart", "Chart", synonyms=("Chart no.", "Chart number")),
        ListColumn("patient", "Patient", place="local", synonyms=("Patient name", "Name")),
        ListColumn("phone", "Phone", place="local", synonyms=("Telephone",)),
        ListColumn("treatment", "Treatment"),
        ListColumn("value", "Plan value", "money", synonyms=("Value",)),
        ListColumn("presented", "Presented", "datetime", synonyms=("Presented on",)),
        ListColumn("due", "Follow-up due", "datetime", "formula", synonyms=("Due",)),
        ListColumn("status", "Status", "choice", choices=STATUSES),
        ListColumn("coordinator", "Coordinator"),
        ListColumn("concern", "Concern", "choice", choices=CONCERNS),
        ListColumn("last_contact", "Last contact", "date"),
        ListColumn("next_step", "Next step"),
        ListColumn("note", "Note", synonyms=("Notes",)),
    ),
    ("case_id", "treatment"),
)
ACCEPTANCE = ListDefinition(
    "acceptance",
    "Acceptance Log",
    "Acceptance Log",
    "AcceptanceLog",
    "append_only",
    (
        ListColumn("case_id", "Case", synonyms=("Case ID", "Case no.")),
        ListColumn("chart", "Chart", synonyms=("Chart no.", "Chart number")),
        ListColumn("presented", "Presented", "date", synonyms=("Presented on",)),
        ListColumn("decided", "Decided", "date", synonyms=("Decided on",)),
        ListColumn("decision", "Decision", "choice", choices=("accepted", "declined", "thinking", "partly accepted")),
        ListColumn("value_presented", "Value presented", "money"),
        ListColumn("value_accepted", "Value accepted", "money"),
        ListColumn("coordinator", "Coordinator"),
        ListColumn("provider", "Provider"),
        ListColumn("paid_by", "Paid by", "choice", choices=PAID_BY),
        ListColumn("corrects", "Corrects"),
        ListColumn("note", "Note", synonyms=("Notes",)),
    ),
    ("case_id", "decided"),
)
REFERRALS = ListDefinition(
    "referrals",
    "Referrals",
    "Referrals",
    "Referrals",
    "cell",
    (
        ListColumn("chart", "Chart", synonyms=("Chart no.", "Chart number")),
        ListColumn("direction", "Direction", "choice", choices=("in", "out")),
        ListColumn("referrer", "Referrer", synonyms=("Referred by", "Referring office")),
        ListColumn("specialty", "Specialty"),
        ListColumn("referred_on", "Referred on", "date", synonyms=("Referred",)),
        ListColumn("reason", "Reason"),
        ListColumn("told", "Referrer told", "choice", choices=("yes", "no")),
        ListColumn("told_on", "Told on", "date"),
        ListColumn("status", "Status", "choice", choices=STATUSES),
        ListColumn("coordinator", "Coordinator"),
        ListColumn("note", "Note", synonyms=("Notes",)),
    ),
    ("chart", "referrer"),
)
LISTS = (FOLLOW_UPS, ACCEPTANCE, REFERRALS)


def header_key(text: str) -> str:
    """Return a header for comparing: lower case, single spaces.

    >>> header_key(" Plan   Value")
    'plan value'
    """
    return " ".join(text.lower().split())


def places_of(definition: ListDefinition, headers: Sequence[str]) -> dict[str, int]:
    """Return where each known column stands in a header row, counted from 0; `row_id` and `Sync` included.

    A title counts before a synonym, and of two equal headers the first.

    >>> places_of(REFERRALS, ["row_id", "Notes", "my column", "Chart", "Sync"])
    {'row_id': 0, 'chart': 3, 'note': 1, 'Sync': 4}
    """
    known: dict[str, int] = {}
    for place, header in enumerate(headers):
        known.setdefault(header_key(header), place)
    wanted = [
        (ROW_ID, (ROW_ID,)),
        *((each.key, (each.title, each.key, *each.synonyms)) for each in definition.columns),
        (SYNC, (SYNC,)),
    ]
    found: dict[str, int] = {}
    for key, names in wanted:
        places = [known[header_key(name)] for name in names if header_key(name) in known]
        free = [place for place in places if place not in found.values()]
        if free:
            found[key] = free[0]
    return found
