"""Every call in tests/golden/*.calls.json gives the result that stands beside it.

A file holds `tables` (ranges by name) and `calls`: function, about (the claim),
arguments by name ("@fees" is the table of that name), and result: a value, rows,
or {"error": message}.  Dates stand as ISO text.
"""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

import tcsheets.functions  # noqa: F401 (registers them)
from tcsheets.errors import CellError
from tcsheets.functions import registry

GOLDEN = Path(__file__).parent / "golden"


def golden_calls():
    for path in sorted(GOLDEN.glob("*.calls.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        for call in data["calls"]:
            yield pytest.param(data.get("tables", {}), call, id=f"{call['function']}: {call['about']}")


def argument(value, tables):
    return tables[value[1:]] if isinstance(value, str) and value.startswith("@") else value


def positional(function, named, tables):
    names = [parameter.name for parameter in registry.REGISTER[function].parameters]
    unknown = set(named) - set(names)
    assert not unknown, f"{function} has no argument {unknown}"
    return [argument(named.get(name), tables) for name in names]


def plain(value):
    """Return a result as JSON holds it."""
    if isinstance(value, CellError):
        return {"error": value.message}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize(("tables", "call"), list(golden_calls()))
def test_a_golden_call_gives_its_result(tables, call):
    result = registry.call(call["function"], positional(call["function"], call["arguments"], tables))
    assert plain(result) == call["result"]


def test_every_function_has_at_least_five_golden_calls():
    counts = dict.fromkeys(registry.names(), 0)
    errors = set()
    for param in golden_calls():
        call = param.values[1]
        counts[call["function"]] += 1
        if isinstance(call["result"], dict):
            errors.add(call["function"])
    assert {name: count for name, count in counts.items() if count < 5} == {}
    assert set(counts) - errors == set(), "each function has a golden call that ends in an error"


def test_each_rule_that_is_proven_stands_beside_its_proof():
    data = json.loads((GOLDEN / "insurance_rules.calls.json").read_text(encoding="utf-8"))
    assert len(data["calls"]) >= 30
    assert [call["about"] for call in data["calls"] if len(call.get("rule", "")) < 20] == []
