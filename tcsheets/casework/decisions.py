"""The acceptance log as cases: what was presented, what became of it, corrections applied.

An entry that names another in Corrects takes its place.  Several entries of a
case are its history: the last decision counts, from the first presentation on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tcsheets.tables import Column, Range, Reading, header_key, read_table

YES = ("accepted", "partly accepted")
DECISIONS = ("accepted", "partly accepted", "declined", "thinking", "cancelled", "")
LOG_COLUMNS = (
    Column("case", "Case", "Text", ("Case ID", "Case no."), default=""),
    Column("chart", "Chart", "Text", ("Chart no.", "Chart number"), default=""),
    Column("presented", "Presented", "Date", ("Presented on",), required=True),
    Column("decided", "Decided", "Date", ("Decided on",)),
    Column("decision", "Decision", "Text", ("Status",), default=""),
    Column("value", "Value presented", "Money", ("Plan value", "Value"), default=0),
    Column("accepted_value", "Value accepted", "Money", default=0),
    Column("collected", "Collected", "Money", ("Value collected",), default=0),
    Column("lines", "Lines presented", "Count", default=0),
    Column("accepted_lines", "Lines accepted", "Count", default=0),
    Column("scheduled", "Scheduled", "Date", ("Scheduled on",)),
    Column("completed", "Completed", "Date", ("Completed on",)),
    Column("coordinator", "Coordinator", "Text", default=""),
    Column("provider", "Provider", "Text", default=""),
    Column("category", "Category", "Text", ("Procedure category",), default=""),
    Column("source", "Source", "Text", ("Referral source",), default=""),
    Column("paid_by", "Paid by", "Text", ("Financing offered", "Financing"), default=""),
    Column("shared_with", "Shared with", "Text", default=""),
    Column("share", "Share %", "Share", ("Share",), default=0),
    Column("corrects", "Corrects", "Text", default=""),
    Column("ref", "row_id", "Text", ("Entry",), default=""),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the acceptance log; amounts in cents, share in ppm; status as the follow-up list has it."""

    row: int
    case: str
    chart: str
    presented: date
    decided: date | None
    decision: str
    value: int
    accepted_value: int
    collected: int = 0
    lines: int = 0
    accepted_lines: int = 0
    scheduled: date | None = None
    completed: date | None = None
    coordinator: str = ""
    provider: str = ""
    category: str = ""
    source: str = ""
    paid_by: str = ""
    shared_with: str = ""
    share: int = 0
    corrects: str = ""
    ref: str = ""
    status: str = ""

    @property
    def name(self) -> str:
        """What a case is told apart by."""
        return self.case or self.chart or f"row {self.row}"


def make_entry(row: int, decision: str, **fields: Any) -> Entry:
    """Return an entry from a row's cells; `ValueError` says what is wrong with it."""
    word = header_key(decision)
    if word not in DECISIONS:
        raise ValueError("Decision is not one of: " + ", ".join(DECISIONS[:-1]))
    entry = Entry(row=row, decision=word, **fields)
    if min(entry.value, entry.accepted_value, entry.collected) < 0:
        raise ValueError("an amount is below 0; what is taken back is an entry that corrects the first")
    if entry.decided and entry.decided < entry.presented:
        raise ValueError("Decided lies before Presented; check the dates")
    if entry.accepted_value > entry.value:
        raise ValueError("Value accepted is more than Value presented")
    return entry


def read_log(cells: Range) -> Reading[Entry]:
    """Return the entries of an acceptance log, and a problem for each bad row."""
    return read_table(cells, LOG_COLUMNS, make_entry, "log")


def in_force(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries that no later one corrects, which it does by their ref or their case."""
    corrected: dict[str, int] = {}
    for each in entries:
        if each.corrects:
            corrected[each.corrects] = max(each.row, corrected.get(each.corrects, 0))
    return [each for each in entries if each.row >= max(corrected.get(each.ref, 0), corrected.get(each.case, 0))]


def cases_of(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return one entry a case: its last decision, from its first presentation on, with the most that was presented."""
    found: dict[str, list[Entry]] = {}
    order: list[str] = []
    for each in in_force(entries):
        if each.name not in found:
            order.append(each.name)
        found.setdefault(each.name, []).append(each)
    return tuple([one_case(found[name]) for name in order])


def one_case(entries: Sequence[Entry]) -> Entry:
    """Return the entries of a case as one."""
    ordered = sorted(entries, key=lambda entry: ((entry.decided or entry.presented).toordinal(), entry.row))
    last = ordered[-1]
    return replace(
        last,
        presented=min([each.presented for each in entries]),
        value=max([each.value for each in entries]),
        lines=max([each.lines for each in entries]),
    )


def days_to_decide(entry: Entry) -> int:
    """Return how many days a decision took; on the day itself where it has no date."""
    return (entry.decided - entry.presented).days if entry.decided else 0
