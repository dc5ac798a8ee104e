"""The golden calls, as each host is given them and gives their results, and where hosts may differ.

tests/golden/*.calls.json hold `tables` (ranges by name) and `calls`: function, about (the claim),
arguments by name ("@fees" is the table of that name), and result: a value, rows, or {"error": message}.
In both a date stands as ISO text; in arguments "" is an empty cell, null an argument that is left out,
and {"error": "#N/A"} a cell that holds the program's own error.

`conformance_differences.json` holds where a host gives something else, and why.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import tcsheets.functions  # noqa: F401 (registers them)
from tcsheets.cells import serial_of
from tcsheets.errors import CellError
from tcsheets.functions.registry import REGISTER

GOLDEN = Path(__file__).parent / "golden"
DIFFERENCES = GOLDEN / "conformance_differences.json"
DATE = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?")
# Every host and mode through which all golden calls go; each has a test that calls `agree` with its name.
HOSTS = {
    "python": "plain Python",
    "http": "HTTP server",
    "excel": "Excel add-in (functions.js), Python inside",
    "google": "Google Sheets (Code.gs), Python inside",
    "excel asking": "Excel add-in (functions.js), a server answers",
    "google asking": "Google Sheets (Code.gs), a server answers",
    "windows": "Excel on Windows, xlwings' own udfs module",
    "pyodide": "the wheel in Pyodide",
    "lite": "xlwings Lite's main.py in Pyodide",
    "libreoffice": "LibreOffice with the extension",
    "headless": "headless recalculation (formualizer)",
}


@dataclass(frozen=True)
class GoldenCall:
    """A call with its arguments in their order, and the result that stands beside it."""

    function: str
    about: str
    arguments: list
    result: Any

    @property
    def name(self):
        return f"{self.function}: {self.about}"

    @property
    def on_the_wire(self):
        """The call as JSON has it between hosts."""
        return {"function": self.function, "arguments": self.arguments}


def positional(function, named, tables):
    """Return arguments by name in their order, the names of tables replaced by the tables."""
    names = [parameter.name for parameter in REGISTER[function].parameters]
    unknown = set(named) - set(names)
    assert not unknown, f"{function} has no argument {unknown}"
    given = [named.get(name) for name in names]
    return [tables[each[1:]] if isinstance(each, str) and each.startswith("@") else each for each in given]


@cache
def golden_calls():
    """Return all golden calls."""
    found = []
    for path in sorted(GOLDEN.glob("*.calls.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        for each in data["calls"]:
            arguments = positional(each["function"], each["arguments"], data.get("tables", {}))
            found.append(GoldenCall(each["function"], each["about"], arguments, each["result"]))
    return tuple(found)


def day(text):
    """Return a date, or a date and time, of ISO text."""
    return datetime.fromisoformat(text) if " " in text else date.fromisoformat(text)


def serial(text):
    """Return ISO text as spreadsheets count days."""
    return serial_of(day(text))


@dataclass(frozen=True)
class Sender:
    """How a host hands over cells: single empty ones, empty ones in a range, dates, its own errors, whole numbers."""

    empty: Any = ""
    empty_in_range: Any = ""
    date: Callable = str
    error: Callable = lambda code: {"error": code}
    number: Callable = lambda value: value

    def arguments(self, arguments):
        """Return the arguments of a call."""
        return [self.empty if each == "" else self.sent(each) for each in arguments]

    def sent(self, cell):
        """Return a cell, or rows of cells."""
        if isinstance(cell, list):
            return [self.empty_in_range if each in ("", None) else self.sent(each) for each in cell]
        if isinstance(cell, dict):
            return self.error(cell["error"])
        if isinstance(cell, str) and DATE.fullmatch(cell):
            return self.date(cell)
        return self.number(cell) if type(cell) is int else cell


def plain(value):
    """Return a result of the functions as golden calls have it."""
    if isinstance(value, CellError):
        return {"error": value.message}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    return value.isoformat() if isinstance(value, date) else value


def with_serials(result):
    """Return a golden result as a host shows it that counts days."""
    if isinstance(result, list):
        return [with_serials(each) for each in result]
    return serial(result) if isinstance(result, str) and DATE.fullmatch(result) else result


def with_error_text(result):
    """Return a golden result as a host shows it where an error can only be text."""
    if isinstance(result, list):
        return [with_error_text(each) for each in result]
    return f"#TC! {result['error']}" if isinstance(result, dict) else result


def in_a_table(result):
    """Return a golden result as a host shows it where an error inside a table can only be text."""
    return with_error_text(result) if isinstance(result, list) else result


@cache
def differences(host):
    """Return what a host gives otherwise, by (function, claim) or, for every function, ("", claim)."""
    told = json.loads(DIFFERENCES.read_text(encoding="utf-8"))
    return {(each.get("function", ""), each["about"]): each for each in told if each["host"] == host}


@dataclass(frozen=True)
class Agreement:
    """What came of the golden calls in a host: how many agreed, how many differ as explained, and the others."""

    host: str
    agreed: int
    explained: int
    total: int
    wrong: dict


def agreement(host, answers, shown=lambda result: result):
    """Return what came of all golden calls: answers in their order, `shown` how the host shows a golden result."""
    agreed, explained, wrong = 0, 0, {}
    known = differences(host)
    for call, answer in zip(golden_calls(), answers, strict=True):
        different = known.get((call.function, call.about), known.get(("", call.about)))
        wanted = different["instead"] if different else shown(call.result)
        if answer != wanted:
            wrong[call.name] = (answer, wanted)
        elif different:
            explained += 1
        else:
            agreed += 1
    return Agreement(host, agreed, explained, len(golden_calls()), wrong)
