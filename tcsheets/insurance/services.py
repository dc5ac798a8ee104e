"""The lines of a treatment plan as insurance sees them: discounts and tax apart, with the plan's own fee."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tcsheets.errors import ArgumentError, Problem
from tcsheets.insurance.model import Service
from tcsheets.pricing.fees import FeeEntry, code_key, entry_for
from tcsheets.pricing.lines import LINE_COLUMNS, PlanLine, lines_of_option, plan_line, with_fee
from tcsheets.tables import Column, Range, Reading, read_table

ALLOWED = Column("allowed", "Allowed", "Money", ("Allowed amount", "Network fee", "PPO fee", "Plan fee"))
SERVICE_COLUMNS = LINE_COLUMNS + (ALLOWED,)


@dataclass(frozen=True, slots=True)
class InsuredLine:
    """A line of a treatment plan with what the plan allows for one unit, in cents; None where it is blank."""

    line: PlanLine
    allowed: int | None


def insured_line(allowed: int | None, row: int, code: str, **fields: Any) -> InsuredLine:
    """Return a line from the cells of its row; `ValueError` where an amount makes no sense."""
    return InsuredLine(plan_line(row, code, **fields), allowed)


def plan_fee(each: InsuredLine, entries: Sequence[FeeEntry], as_of: date | None) -> int | None:
    """Return the plan's own fee for one unit of a line: the line's, or the schedule's network fee."""
    fee, key = each.allowed, code_key(each.line.code)
    if fee is None and any(entry.code == key for entry in entries):
        fee = entry_for(entries, each.line.code, as_of).network
    return fee


def service_of(each: InsuredLine, entries: Sequence[FeeEntry], as_of: date | None) -> Service:
    """Return a line as insurance sees it."""
    line = with_fee(each.line, entries, as_of, "office")
    own = plan_fee(each, entries, as_of)
    code, words = code_key(line.code), line.description
    return Service(line.row, code, line.fee or 0, line.units, (own,), description=words)


def read_services(cells: Range, entries: Sequence[FeeEntry], as_of: date | None, option: str) -> Reading[Service]:
    """Return the services of one option of a treatment plan, and a problem for each line that cannot be estimated."""
    reading = read_table(cells, SERVICE_COLUMNS, insured_line, "lines")
    chosen = [line.row for line in lines_of_option([each.line for each in reading.records], option)]
    services: list[Service] = []
    problems = list(reading.problems)
    for each in reading.records:
        if each.line.row not in chosen:
            continue
        try:
            services.append(service_of(each, entries, as_of))
        except ArgumentError as error:
            problems.append(Problem(f"lines row {each.line.row}", str(error)))
    return Reading(tuple(services), tuple(problems))
