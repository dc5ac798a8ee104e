"""Fee schedules: which fee a code has, in which column of fees, on which day.

A blank fee is no fee, never a fee of 0: asked for, it is an error.  A member
fee of 0 is a fee: the service is free to members.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from tcsheets.errors import ArgumentError
from tcsheets.tables import Column, Range, Reading, read_table

FeeKind = Literal["office", "member", "network"]
FEE_KINDS = ("office", "member", "network")

CLEAR_OFFICE_NAMES = ("UCR", "UCR fee", "Regular fee", "Standard fee", "Usual fee", "Full fee", "Our fee")
OFFICE_NAMES = (*CLEAR_OFFICE_NAMES, "Fee", "Charge", "Price")

FEE_COLUMNS = (
    Column("code", "Code", "Text", ("ADA Code", "CDT", "CDT Code", "Procedure Code", "Proc Code"), required=True),
    Column("description", "Treatment", "Text", ("Description", "Service", "Procedure"), default=""),
    Column("category", "Category", "Text", ("Plan pays as", "Type", "Class"), default=""),
    Column("office", "Office fee", "Money", OFFICE_NAMES),
    Column("member", "Member fee", "Money", ("Membership fee", "Member price")),
    Column("network", "Network fee", "Money", ("Allowed amount", "Allowed", "PPO fee", "Contracted fee")),
    Column("effective", "Effective", "Date", ("Effective date", "Valid from", "From")),
    Column("minutes", "Minutes", "Count", ("Chair minutes", "Chair time")),
    Column("lab", "Lab", "Money", ("Lab cost", "Lab fee"), default=0),
    Column("supplies", "Supplies", "Money", ("Supply cost", "Materials"), default=0),
)


@dataclass(frozen=True, slots=True)
class FeeEntry:
    """One row of a fee schedule: a code's fees in cents (None: no such fee) from a day on (None: always).

    The code stands as `code_key` gives it.
    """

    row: int
    code: str
    description: str = ""
    category: str = ""
    office: int | None = None
    member: int | None = None
    network: int | None = None
    effective: date | None = None
    minutes: int | None = None
    lab: int = 0
    supplies: int = 0

    def fee(self, which: str) -> int | None:
        """Return one of its fees."""
        if which == "member":
            return self.member
        return self.network if which == "network" else self.office


def code_key(code: str) -> str:
    """Return a code for comparison: without surrounding space, in capitals.

    >>> code_key(" d2740 ")
    'D2740'
    """
    return code.strip().upper()


def fee_entry(row: int, code: str, **fields: Any) -> FeeEntry:
    """Return a row of a fee schedule; `ValueError` where an amount in it is below 0."""
    entry = FeeEntry(row, code_key(code), **fields)
    for column in FEE_COLUMNS:
        if column.kind == "Money" and (getattr(entry, column.field) or 0) < 0:
            raise ValueError(f"{column.header} is below 0; an amount here is 0 or more")
    return entry


def read_fees(cells: Range, header_row: int = 1) -> Reading[FeeEntry]:
    """Return the entries of a fee schedule, and a problem for each bad row.

    >>> read_fees([["Code", "Fee"], ["D0120", "$64"]]).records[0].office
    6400
    """
    return read_table(cells, FEE_COLUMNS, fee_entry, "fees", header_row)


def fee_kind(which: str) -> str:
    """Return which column of fees is meant; `ArgumentError` names the three there are."""
    if which.lower() not in FEE_KINDS:
        raise ArgumentError("which is not one of: " + ", ".join(FEE_KINDS))
    return which.lower()


def start_of(entry: FeeEntry) -> int:
    """Return the day an entry starts to hold, as a number; one without a date is oldest."""
    return entry.effective.toordinal() if entry.effective else 0


def entries_of(entries: Sequence[FeeEntry], code: str, as_of: date | None) -> list[FeeEntry]:
    """Return the entries of a code that hold on a day: the latest that have begun; without a day, the latest.

    Empty where the code is not there or has not begun; more than one where it stands there twice.
    """
    key = code_key(code)
    known = [entry for entry in entries if entry.code == key]
    begun = [entry for entry in known if as_of is None or start_of(entry) <= as_of.toordinal()]
    latest = max([start_of(entry) for entry in begun]) if begun else 0
    return [entry for entry in begun if start_of(entry) == latest]


def entry_for(entries: Sequence[FeeEntry], code: str, as_of: date | None) -> FeeEntry:
    """Return the entry that holds for a code on a day.

    `ArgumentError` where there is none, or where two of the same day differ.
    """
    key = code_key(code)
    newest = entries_of(entries, key, as_of)
    if not newest and any(entry.code == key for entry in entries):
        raise ArgumentError(f"{key} has no fee yet on {as_of}; the fee schedule begins later")
    if not newest:
        raise ArgumentError(f"{key[:12]} is not in the fee schedule; add it there")
    if any(each.fee(kind) != newest[0].fee(kind) for each in newest for kind in FEE_KINDS):
        raise ArgumentError(f"{key} stands twice in the fee schedule with different fees; remove one")
    return newest[0]


def fee_of(entries: Sequence[FeeEntry], code: str, as_of: date | None = None, which: str = "office") -> int:
    """Return a code's fee in cents.

    >>> fee_of([FeeEntry(2, "D0120", office=6400)], "d0120")
    6400
    """
    fee = entry_for(entries, code, as_of).fee(fee_kind(which))
    if fee is None:
        raise ArgumentError(f"{code_key(code)} has no {which.lower()} fee in the fee schedule; its cell is blank")
    return fee
