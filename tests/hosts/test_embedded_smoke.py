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
NO_BREAK_SPACE = "\u00a0"


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
                json.dumps([{"function": each["function"], "arguments": cells}]),
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
    answers = micropython("answer", [request for _, request in named])
    differing = {
        name: (json.loads(inside), json.loads(answer(request)))
        for (name, request), inside in zip(named, answers)
        if json.loads(inside) != json.loads(answer(request))
    }
    assert differing == {}


def test_every_example_in_the_core_gives_the_same_inside_micropython(micropython):
    modules = [module_name(path) for path in core_paths() if "hosts" not in path.parts]
    requests = [json.dumps({"module": module, "examples": examples_of(module)}) for module in modules]
    inside = micropython("run", requests)
    here = runpy.run_path(str(EXAMPLES))["run"]
    for module, request, answered in zip(modules, requests, inside):
        assert json.loads(answered) == json.loads(here(request)), module
