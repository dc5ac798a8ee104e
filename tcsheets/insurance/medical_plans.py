"""A medical plan from the facts of a benefits table, in and out of network, and the services it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tcsheets.cells import read_cell
from tcsheets.errors import ArgumentError
from tcsheets.insurance.medical import MedicalLine, MedicalPlan, MedicalService, after, medical_line
from tcsheets.money import money_text, share_text
from tcsheets.tables import Column, Range, Reading, header_key, read_table

KINDS = {
    "deductible": "Money",
    "deductible used": "Money",
    "coinsurance": "Share",
    "out of pocket limit": "Money",
    "out of pocket used": "Money",
    "family deductible": "Money",
    "family deductible used": "Money",
    "family out of pocket limit": "Money",
    "family out of pocket used": "Money",
    "family rule": "Text",
    "copay": "Money",
    "deductible first": "Flag",
    "not covered": "Flag",
    "prior authorization": "Flag",
}
SYNONYMS = {
    "out of pocket maximum": "out of pocket limit",
    "family out of pocket maximum": "family out of pocket limit",
    "patient share": "coinsurance",
    "prior authorisation": "prior authorization",
    "excluded": "not covered",
}
FACT_COLUMNS = (
    Column("benefit", "Benefit", "Text", ("What",), required=True),
    Column("about", "For", "Text", ("Services", "Service"), default=""),
    Column("value", "Value", "Value", ("Amount",), required=True),
    Column("network", "Network", "Text", default="in"),
)
LINE_COLUMNS = (
    Column("code", "Code", "Text", ("CPT", "Procedure Code"), default=""),
    Column("words", "Service", "Text", ("Treatment", "Description"), default=""),
    Column("allowed", "Allowed", "Money", ("Allowed amount", "Plan fee"), required=True),
    Column("fee", "Fee", "Money", ("Charge", "Billed")),
    Column("network", "Network", "Text", default="in"),
)
SAY_NETWORK = "Network is not one of: in, out"


@dataclass(frozen=True, slots=True)
class MedicalFact:
    """One fact of a medical plan: what it states, for which service (blank: all), its value, and network."""

    row: int
    benefit: str
    about: str
    value: Any
    network: str


@dataclass(frozen=True, slots=True)
class MedicalRequest:
    """A service as it is asked for: allowed amount and fee in cents (fee None: as allowed), in or out of network."""

    row: int
    code: str
    words: str
    allowed: int
    fee: int | None
    network: str


@dataclass(frozen=True, slots=True)
class MedicalResult:
    """A service with what the plan makes of it; over: what is billed above the allowed amount out of network."""

    request: MedicalRequest
    line: MedicalLine
    over: int
    warning: str
    why: str


def network_of(text: str) -> str:
    """Return in or out; `ValueError` for another word."""
    key = header_key(text).replace(" of network", "").replace(" network", "")
    if key not in ("in", "out"):
        raise ValueError(SAY_NETWORK)
    return key


def make_fact(row: int, benefit: str, about: str, value: Any, network: str) -> MedicalFact:
    """Return a fact from a row's cells; `ValueError` says what is wrong with it."""
    key = header_key(benefit)
    name = SYNONYMS.get(key, key)
    if name not in KINDS:
        raise ValueError("Benefit is not one of: " + ", ".join(sorted(KINDS)))
    try:
        found = read_cell(value, KINDS[name])
    except ValueError as error:
        raise ValueError(f"Value {error}") from error
    if name == "family rule" and header_key(found) not in ("embedded", "aggregate"):
        raise ValueError("Value is not one of: embedded, aggregate")
    return MedicalFact(row, name, header_key(about), found, network_of(network))


def make_request(row: int, code: str, words: str, allowed: int, fee: int | None, network: str) -> MedicalRequest:
    """Return a service from a row's cells; `ValueError` says what is wrong with it."""
    if allowed < 0 or (fee or 0) < 0:
        raise ValueError("Allowed or Fee is below 0; an amount here is 0 or more")
    return MedicalRequest(row, code, words, allowed, fee, network_of(network))


def read_medical(cells: Range) -> Reading[MedicalFact]:
    """Return the facts of a medical plan, and a problem for each bad row."""
    return read_table(cells, FACT_COLUMNS, make_fact, "benefits")


def read_requests(cells: Range) -> Reading[MedicalRequest]:
    """Return the services, and a problem for each bad row."""
    return read_table(cells, LINE_COLUMNS, make_request, "lines")


def amount(facts: Sequence[MedicalFact], name: str, network: str) -> int | None:
    """Return an amount of a plan; None where it has none. Two of one kind are an error."""
    found = [each for each in facts if each.benefit == name and each.network == network]
    if len(found) > 1:
        raise ArgumentError(f"benefits row {found[1].row}: {name} stands in row {found[0].row} already")
    value: int | None = found[0].value if found else None
    return value


def left_of(facts: Sequence[MedicalFact], name: str, used: str, network: str) -> int | None:
    """Return what is left of an amount; None where the plan has none."""
    whole = amount(facts, name, network)
    return None if whole is None else max(whole - (amount(facts, used, network) or 0), 0)


def plan_of(facts: Sequence[MedicalFact], network: str) -> MedicalPlan:
    """Return the plan as it stands in or out of network."""
    rule = [each.value for each in facts if each.benefit == "family rule" and each.network == network]
    return MedicalPlan(
        left_of(facts, "deductible", "deductible used", network) or 0,
        amount(facts, "coinsurance", network) or 0,
        left_of(facts, "out of pocket limit", "out of pocket used", network),
        left_of(facts, "family deductible", "family deductible used", network),
        left_of(facts, "family out of pocket limit", "family out of pocket used", network),
        bool(rule) and header_key(rule[0]) == "aggregate",
    )


def about(facts: Sequence[MedicalFact], name: str, request: MedicalRequest) -> Any:
    """Return what a plan says of one service: for its code or name before what it says for all; None for nothing."""
    own = (header_key(request.code), header_key(request.words))
    found = [each for each in facts if each.benefit == name and each.network == request.network]
    named = [each.value for each in found if each.about and each.about in own]
    general = [each.value for each in found if not each.about]
    return (named + general)[0] if named or general else None


def service_of(facts: Sequence[MedicalFact], request: MedicalRequest) -> MedicalService:
    """Return a service with what the plan says of it."""
    first, excluded = about(facts, "deductible first", request), about(facts, "not covered", request)
    return MedicalService(request.allowed, about(facts, "copay", request), bool(first), not excluded)


def results(requests: Sequence[MedicalRequest], facts: Sequence[MedicalFact]) -> tuple[MedicalResult, ...]:
    """Return what a plan makes of services in their order; in and out of network are counted apart."""
    plans = {"in": plan_of(facts, "in"), "out": plan_of(facts, "out")}
    if any(each.network == "out" for each in requests) and not any(each.network == "out" for each in facts):
        raise ArgumentError("benefits say nothing of out of network; add rows with Network out")
    found: list[MedicalResult] = []
    for request in requests:
        service = service_of(facts, request)
        line = medical_line(service, plans[request.network])
        plans[request.network] = after(plans[request.network], line, service.is_covered)
        needs = about(facts, "prior authorization", request)
        warning = "Ask for prior authorization before the visit." if needs else ""
        over = max((request.fee or 0) - request.allowed, 0) if request.network == "out" else 0
        found.append(MedicalResult(request, line, over, warning, why(service, line, over, facts, request.network)))
    return tuple(found)


def why(service: MedicalService, line: MedicalLine, over: int, facts: Sequence[MedicalFact], network: str) -> str:
    """Return why the patient pays what he pays, in one sentence."""
    if not service.is_covered:
        return "The plan does not cover this; what you pay counts toward no deductible and no limit."
    parts = [f"{money_text(line.deductible)} to the deductible"] if line.deductible else []
    if line.copay:
        parts.append(f"the {money_text(line.copay)} copay")
    if line.coinsurance:
        rate = share_text(amount(facts, "coinsurance", network) or 0)
        parts.append(f"{money_text(line.coinsurance)}, {rate} of {'the rest' if line.deductible else 'it'}")
    said = "You pay " + " and ".join(parts) if parts else "The plan pays all of it"
    if parts and not line.patient:
        said = "The out-of-pocket limit is reached, so the plan pays all of it"
    elif line.patient < line.deductible + line.copay + line.coinsurance:
        said += f"; the out-of-pocket limit holds it to {money_text(line.patient)}"
    if over:
        said += f"; {money_text(over)} above what the plan recognises is billed to you and counts toward nothing"
    return said + "."
