"""Runs inside Pyodide: golden calls and worked examples by the wheel, and golden calls as xlwings Lite makes them.

Leaves in `answer`, as JSON: {"version", "where", "wheel": results, "lite": results, "cases": outcomes by file}.
"""

import json
import sys
from pathlib import Path

import main  # first: it may bring the core along
from golden_calls import GOLDEN, Sender, golden_calls, plain, serial
from worked_examples.running import run_all
from xlwings import handed_over

from tcsheets.errors import CellError
from tcsheets.functions import registry

AS_TEXT = Sender(error=CellError)
AS_EXCEL = Sender(empty=0, date=serial)


def asked(function, arguments):
    """Return what a function of main.py gives for cells as Excel sends them; no date may come, and no error."""
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    given = [handed_over(each, function.options[name]) for name, each in zip(names, arguments, strict=True)]
    result = function(*given)
    return json.loads(json.dumps(result))


def in_lite():
    """Return the results of all golden calls through main.py."""
    return [asked(getattr(main, call.function), AS_EXCEL.arguments(call.arguments)) for call in golden_calls()]


def worked_examples():
    """Return what comes of all worked examples, by file."""
    paths = sorted((GOLDEN / "cases").glob("*.json"))
    return {path.name: json.loads(run_all(path.read_text(encoding="utf-8"))) for path in paths}


answer = json.dumps(
    {
        "version": sys.version_info[:2],
        "where": str(Path(registry.__file__)),
        "wheel": [plain(registry.call(call.function, AS_TEXT.arguments(call.arguments))) for call in golden_calls()],
        "lite": in_lite(),
        "cases": worked_examples(),
    }
)
