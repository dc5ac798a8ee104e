"""The same source runs inside MicroPython under Node, and gives the same cents and the same words as here."""

import ast
import doctest
import importlib
import json
import runpy
from pathlib import Path

from tcsheets.functions.registry import REGISTER
from tcsheets.hosts.embedded.lowering import lower_all
from tcsheets.hosts.embedded.sources import core_paths, module_name
from tcsheets.hosts.wire import answer

HERE = Path(__file__).parent
EXAMPLES = HERE / "examples.py"
# Cells as people type and programs send them, where two Pythons could read differently.
ODD_CELLS = [
    *(None, "", " ", "\u00a0", "\u2009", True, False),
    *(0, -0.0, 1e-7, 1.005, 0.285, 2.675, 1e9 + 0.005, 99999999999.0, 1e15, 1e300, -45.5),
    *("1,285.00", "$1,285", "$ 45.5", "(45.50)", "-$3", "1285,00", "12,5", "1.2.3", ".5", "5.", "+7", "--7", "1e3"),
    *("nan", "inf", "80%", "8.24 %", "0.8", "80", "\u00a045\u00a0", "12\u00a0500", "\u0664\u0665", "\u00bd"),
    *("2026-11-24", "2026-11-24 16:30", "2026-11-24T16:30:05Z", "2026-02-30", "11/24/2026", "2026-1-1", "24.11.2026"),
    *(46350, 46350.6875, 46350.99999999, 0.5, 60, 2958466, -1),
    *("yes", "NO", "x", "oui", "\u00c9t\u00e9", "#TC! fee: is text", "# of units", "D2740", 2740.0, 14.5),
    *("a\nb", "\U0001f600", "'5", "=1+1"),
]
KINDS = ["Money", "Share", "Rate", "Number", "Count", "Text", "Flag", "Date", "DateTime"]


def golden_requests():
    """Yield every golden call as a host sends it: (name, request)."""
    for path in sorted((HERE.parent / "golden").glob("*.calls.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        tables = {"@" + name: rows for name, rows in data.get("tables", {}).items()}
        for each in data["calls"]:
            named = {
                name: tables.get(value, value) if isinstance(value, str) else value
                for name, value in each["arguments"].items()
            }
            cells = [named.get(parameter.name) for parameter in REGISTER[each["function"]].parameters]
            yield (
                f"{each['function']}: {each['about']}",
                json.dumps([{"function": each["function"], "arguments": cells}], ensure_ascii=False),
            )


def examples_of(module):
    """Return the examples in a module's docstrings, lowered: [source, whether it is a value]."""
    found = []
    for test in doctest.DocTestFinder().find(importlib.import_module(module)):
        for example in test.examples:
            tree = ast.parse(example.source)
            is_value = isinstance(tree.body[0], ast.Expr) and not example.source.startswith("print(")
            if example.exc_msg is None:
                found.append([lower_all({"example": example.source})["example"], is_value])
    return found


def test_every_golden_call_gives_the_same_inside_micropython(micropython):
    named = list(golden_requests())
    answers = micropython("ask", [request for _, request in named])
    differing = {
        name: (json.loads(inside), json.loads(answer(request)))
        for (name, request), inside in zip(named, answers)
        if json.loads(inside) != json.loads(answer(request))
    }
    assert differing == {}


def test_every_example_in_the_core_gives_the_same_inside_micropython(micropython):
    modules = [module_name(path) for path in core_paths() if "hosts" not in path.parts]
    requests = [
        json.dumps({"module": module, "examples": examples_of(module)}, ensure_ascii=False) for module in modules
    ]
    inside = micropython("run", requests)
    here = runpy.run_path(str(EXAMPLES))["run"]
    for module, request, answered in zip(modules, requests, inside):
        assert json.loads(answered) == json.loads(here(request)), module


def test_every_odd_cell_is_read_the_same_inside_micropython(micropython):
    asked = [[f"read_cell({cell!r}, {kind!r})", True] for cell in ODD_CELLS for kind in KINDS]
    asked += [[f"header_key({cell!r})", True] for cell in ODD_CELLS]
    request = json.dumps({"module": "tcsheets.tables", "examples": asked}, ensure_ascii=False)
    (inside,) = micropython("run", [request])
    here = runpy.run_path(str(EXAMPLES))["run"](request)
    pairs = zip(asked, json.loads(inside), json.loads(here))
    assert [(source, there, ours) for (source, _), there, ours in pairs if there != ours] == []
