"""The lines of a treatment plan as a person types them, and each line's fee.

A line without an option belongs to every option: the exam that comes before
either the implant or the bridge is written once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tcsheets.errors import ArgumentError, Problem
from tcsheets.pricing.fees import FeeEntry, code_key, entries_of, fee_of
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


def fault_in(line: PlanLine) -> str:
    """Return what is wrong with a line's amounts, "" if nothing is.

    >>> fault_in(PlanLine(2, "D2740", fee=-100))
    'Fee is below 0; write a discount instead'
    """
    if line.fee is not None and line.fee < 0:
        return "Fee is below 0; write a discount instead"
    if line.discount_amount < 0:
        return "Discount is below 0; a surcharge is a line of its own"
    # A cell that shows 10% holds 0.1, which as an amount would take off ten cents.
    if 0 < line.discount_amount < 100:
        return "Discount is less than a dollar; a percentage stands in a column Discount %"
    return ""


def plan_line(row: int, code: str, **fields: Any) -> PlanLine:
    """Return a line from the cells of its row; `ValueError` where an amount makes no sense."""
    line = PlanLine(row, code, **fields)
    fault = fault_in(line)
    if fault:
        raise ValueError(fault)
    return line


def read_lines(cells: Range) -> Reading[PlanLine]:
    """Return the lines of a treatment plan, and a problem for each bad row."""
    return read_table(cells, LINE_COLUMNS, plan_line, "lines")


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
    """Return a line with its fee, and what it leaves blank, filled in from the fee schedule.

    A line with a fee of its own needs none from the schedule, and takes its words from there if it can.
    """
    if line.fee is None:
        return described(replace(line, fee=looked_up(line, entries, as_of, which)), entries, as_of)
    return described(line, entries, as_of)


def looked_up(line: PlanLine, entries: Sequence[FeeEntry], as_of: date | None, which: str) -> int:
    """Return the fee of a line's code in the schedule; `ArgumentError` where there is none."""
    if not entries:
        raise ArgumentError("has no fee, and no fee schedule was given")
    key = code_key(line.code)
    if not any(entry.code == key for entry in entries):
        raise ArgumentError(f"{key[:12]} is not in the fee schedule; add it, or give the line its own fee")
    return fee_of(entries, line.code, as_of, which)


def described(line: PlanLine, entries: Sequence[FeeEntry], as_of: date | None) -> PlanLine:
    """Return a line with the words and category of its code in the schedule, where it has none itself."""
    found = entries_of(entries, line.code, as_of)
    if not found:
        return line
    words, category = line.description or found[0].description, line.category or found[0].category
    return replace(line, description=words, category=category)


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
