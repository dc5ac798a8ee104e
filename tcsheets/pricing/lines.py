"""The lines of a treatment plan as a person types them, and each line's fee.

A line without an option belongs to every option: the exam that comes before
either the implant or the bridge is written once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tcsheets.errors import ArgumentError, Problem
from tcsheets.pricing.fees import FeeEntry, code_key, entry_for, fee_kind
from tcsheets.tables import Column, Range, Reading, read_table

LINE_COLUMNS = (
    Column("code", "Code", "Text", ("ADA Code", "CDT", "CDT Code", "Procedure Code", "Proc Code"), required=True),
    Column("description", "Treatment", "Text", ("Description", "Service", "Procedure"), default=""),
    Column("fee", "Fee", "Money", ("Office fee", "UCR", "Charge")),
    Column("units", "Qty", "Count", ("Quantity", "Units"), default=1),
    Column("tooth", "Tooth", "Text", ("Tooth or area", "Area"), default=""),
    Column("phase", "Phase", "Text", ("Visit",), default=""),
    Column("option", "Option", "Text", ("Alternative",), default=""),
    Column("category", "Category", "Text", ("Class",), default=""),
    Column("discount_share", "Discount %", "Share", ("Discount percent", "Discount share"), default=0),
    Column("discount_amount", "Discount", "Money", ("Discount amount",), default=0),
    Column("taxable", "Taxable", "Flag", ("Tax",), default=True),
)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of a treatment plan; its fee is for one unit, in cents, None until it is looked up."""

    row: int
    code: str
    description: str = ""
    fee: int | None = None
    units: int = 1
    tooth: str = ""
    phase: str = ""
    option: str = ""
    category: str = ""
    discount_share: int = 0
    discount_amount: int = 0
    taxable: bool = True


def read_lines(cells: Range) -> Reading[PlanLine]:
    """Return the lines of a treatment plan, and a problem for each bad row."""
    return read_table(cells, LINE_COLUMNS, PlanLine, "lines")


def options_of(lines: Sequence[PlanLine]) -> list[str]:
    """Return the options that lines name, sorted, in capitals."""
    found: list[str] = []
    for line in lines:
        if line.option and line.option.upper() not in found:
            found.append(line.option.upper())
    return sorted(found)


def lines_of_option(lines: Sequence[PlanLine], option: str) -> list[PlanLine]:
    """Return the lines of one option, with those that belong to every option.

    Without an option, all lines; `ArgumentError` where they name more than one, for a sum over options is no price.
    """
    known = options_of(lines)
    if not option and len(known) > 1:
        raise ArgumentError(f"the lines hold options {', '.join(known)}; say in option which one")
    if option and option.upper() not in known:
        raise ArgumentError(f"the lines have no option {option[:12]}; they have {', '.join(known) or 'none'}")
    return [line for line in lines if not line.option or not option or line.option.upper() == option.upper()]


def with_fee(line: PlanLine, entries: Sequence[FeeEntry], as_of: date | None, which: str) -> PlanLine:
    """Return a line with its fee, and what it leaves blank, filled in from the fee schedule."""
    if line.fee is not None and not any(code_key(line.code) == code_key(entry.code) for entry in entries):
        return line
    if not entries:
        raise ArgumentError("has no fee, and no fee schedule was given")
    entry = entry_for(entries, line.code, as_of)
    fee = entry.fee(fee_kind(which)) if line.fee is None else line.fee
    if fee is None:
        raise ArgumentError(f"{code_key(line.code)} has no {which} fee in the fee schedule; its cell is blank")
    words = line.description or entry.description
    return replace(line, fee=fee, description=words, category=line.category or entry.category)


def with_fees(
    reading: Reading[PlanLine], entries: Sequence[FeeEntry], as_of: date | None, which: str
) -> Reading[PlanLine]:
    """Return the lines with their fees; a line without one becomes a problem."""
    good: list[PlanLine] = []
    problems = list(reading.problems)
    for line in reading.records:
        try:
            good.append(with_fee(line, entries, as_of, which))
        except ArgumentError as error:
            problems.append(Problem(f"lines row {line.row}", str(error)))
    return Reading(tuple(good), tuple(problems))
