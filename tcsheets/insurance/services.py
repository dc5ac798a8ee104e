"""The lines of a treatment plan as insurance sees them: discounts and tax apart, with each plan's own fees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tcsheets.errors import ArgumentError, Problem
from tcsheets.insurance.estimate import amount_of, rule_for, substitute_of
from tcsheets.insurance.model import InsurancePlan, Service
from tcsheets.insurance.places import place_of
from tcsheets.insurance.plans import Benefits
from tcsheets.pricing.fees import FeeEntry, code_key, entry_for
from tcsheets.pricing.lines import LINE_COLUMNS, PlanLine, lines_of_option, plan_line, with_fee
from tcsheets.tables import Column, Range, Reading, read_table

NO_DAY = date(2000, 1, 1)  # of lines that no rule asks the day of
SERVICE_COLUMNS = (
    *LINE_COLUMNS,
    Column("allowed", "Allowed", "Money", ("Allowed amount", "Network fee", "PPO fee", "Plan fee", "Allowed 1")),
    Column("allowed_2", "Allowed 2", "Money", ("Second plan allows",)),
    Column("allowed_3", "Allowed 3", "Money"),
    Column("said", "Predetermined", "Money", ("Predetermination", "Carrier says", "Predetermined 1")),
    Column("said_2", "Predetermined 2", "Money"),
    Column("said_3", "Predetermined 3", "Money"),
    Column("day", "Date", "Date", ("Service date", "Planned", "Visit date")),
    Column("write_off", "Write-off", "Money", ("Write off",)),
    Column("ref", "Ref", "Text", ("Claim number", "Reference"), default=""),
)


@dataclass(frozen=True, slots=True)
class InsuredLine:
    """A line of a treatment plan with what insurance adds: each plan's allowed amount for one unit, and the like."""

    line: PlanLine
    allowed: tuple[int | None, ...]
    said: tuple[int | None, ...] = ()
    day: date | None = None
    write_off: int | None = None
    ref: str = ""


def insured_line(
    row: int,
    code: str,
    day: date | None,
    write_off: int | None,
    ref: str,
    allowed: int | None,
    said: int | None,
    **more: Any,
) -> InsuredLine:
    """Return a line from the cells of its row; `ValueError` where an amount makes no sense."""
    allowances = (allowed, more.pop("allowed_2"), more.pop("allowed_3"))
    figures = (said, more.pop("said_2"), more.pop("said_3"))
    if any(amount is not None and amount < 0 for amount in (*allowances, *figures, write_off)):
        raise ValueError("Allowed, Predetermined or Write-off is below 0; an amount here is 0 or more")
    return InsuredLine(plan_line(row, code, **more), allowances, figures, day, write_off, ref)


@dataclass(frozen=True, slots=True)
class Context:
    """What turns lines into services: the fee schedule, the day of the estimate, the option, the benefits."""

    entries: Sequence[FeeEntry]
    as_of: date | None
    option: str
    benefits: Benefits


def network_fee(entries: Sequence[FeeEntry], code: str, as_of: date | None) -> int | None:
    """Return the network fee of a code in the schedule; None where it has none."""
    known = any(entry.code == code_key(code) for entry in entries)
    return entry_for(entries, code, as_of).network if known else None


def plan_fee(each: InsuredLine, plan: InsurancePlan, ordinal: int, context: Context) -> int | None:
    """Return a plan's own fee for one unit: the line's, its list's, or the schedule's network fee."""
    given = each.allowed[ordinal - 1]
    listed, fee = amount_of(plan.fee_schedule, each.line.code)
    if given is not None or listed:
        return given if given is not None else fee
    # The schedule's network fee is of one network: the first plan's, if that has one.
    in_network = ordinal == 1 and plan.plan_type != "percentage"
    return network_fee(context.entries, each.line.code, context.as_of) if in_network else None


def cheaper_fee(each: InsuredLine, plan: InsurancePlan, ordinal: int, context: Context) -> int | None:
    """Return a plan's fee for the cheaper code it pays as for; None where it has none."""
    cheaper = substitute_of(plan, each.line.code)
    if cheaper == each.line.code:
        return None
    listed, fee = amount_of(plan.fee_schedule, cheaper)
    if listed:
        return fee
    if plan.plan_type == "percentage":
        found = [entry for entry in context.entries if entry.code == code_key(cheaper)]
        return entry_for(context.entries, cheaper, context.as_of).office if found else None
    return network_fee(context.entries, cheaper, context.as_of) if ordinal == 1 else None


def service_of(each: InsuredLine, context: Context) -> Service:
    """Return a line as insurance sees it."""
    line = with_fee(each.line, context.entries, context.as_of, "office")
    day, place = each.day or context.as_of, place_of(line.tooth)
    plans, patient = context.benefits.plans, context.benefits.patient
    numbered = list(enumerate(plans, start=1))
    return Service(
        line.row,
        code_key(line.code),
        line.fee or 0,
        line.units,
        tuple([plan_fee(each, plan, ordinal, context) for ordinal, plan in numbered]),
        tuple([cheaper_fee(each, plan, ordinal, context) for ordinal, plan in numbered]),
        day or NO_DAY,
        place,
        patient.age_on(day) if day else None,
        each.write_off,
        each.ref,
        line.description,
        each.said[: len(plans)],
        patient.lost_on(place.teeth),
        line.phase,
    )


def with_known_age(service: Service, plans: Sequence[InsurancePlan]) -> Service:
    """Return a service, if the patient's age is known or no plan asks for it."""
    if service.age is None and any(rule_for(plan.age_limits, service.code) for plan in plans):
        raise ArgumentError("depends on the patient's age; add Birth date or Patient age to benefits")
    return service


def needs_day(benefits: Benefits) -> bool:
    """Whether some rule of the plans depends on the day of a service."""
    return any(
        plan.frequencies or plan.waitings or plan.age_limits or (plan.missing_tooth and plan.effective)
        for plan in benefits.plans
    )


def read_services(cells: Range, context: Context) -> Reading[Service]:
    """Return the services of one option of a treatment plan, and a problem for each line that cannot be estimated."""
    reading = read_table(cells, SERVICE_COLUMNS, insured_line, "lines")
    chosen = [line.row for line in lines_of_option([each.line for each in reading.records], context.option)]
    services: list[Service] = []
    problems = list(reading.problems)
    for each in reading.records:
        if each.line.row not in chosen:
            continue
        try:
            if each.day is None and context.as_of is None and needs_day(context.benefits):
                raise ArgumentError("has no date, and as_of is blank; the plan's rules depend on the day")
            services.append(with_known_age(service_of(each, context), context.benefits.plans))
        except ArgumentError as error:
            problems.append(Problem(f"lines row {each.line.row}", str(error)))
    return Reading(tuple(services), tuple(problems))
