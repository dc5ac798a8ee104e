"""Excel on Windows: the wrappers are what the register makes, and xlwings itself takes golden calls through them."""

import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from golden_calls import Sender, golden_calls, with_error_text

from tcsheets.functions import registry
from tcsheets.hosts import excel_windows

HERE = Path(__file__).parent
AS_COM = Sender(date=lambda text: {"date": text})
SIGNATURE = re.compile(r"^Function (TC_\w+)\((.*)\)$", re.MULTILINE)
CALL = re.compile(r"(TC_\w+) = XLPy\.CallUDF\(\"tcsheets_udfs\", \"(TC_\w+)\", Array\((.*?)\), ThisWorkbook")


def test_the_committed_files_are_what_the_register_makes(request):
    for name, text in excel_windows.files().items():
        path = excel_windows.FOLDER / name
        if request.config.getoption("--update-hosts"):
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text, f"{name}: run pytest tests/hosts --update-hosts"


def in_cells(value):
    """Return an argument as cells of a sheet; None where it is left out."""
    if value is None:
        return None
    rows = AS_COM.sent(value if isinstance(value, list) else [[value]])
    return {"cells": rows if isinstance(rows[0], list) else [rows]}


def typed(value):
    """Return an argument as it stands in the formula, where a formula can hold it; else as cells."""
    in_formula = value not in (None, "") and not isinstance(value, list | dict) and AS_COM.sent(value) == value
    return {"typed": value} if in_formula else in_cells(value)


@pytest.fixture(scope="module")
def through_xlwings():
    """What xlwings makes of the wrappers, and gives for all golden calls: {"vba", "results"}, in cells, then typed."""
    calls = [
        {"function": call.function, "arguments": [put(each) for each in call.arguments]}
        for put in (in_cells, typed)
        for call in golden_calls()
    ]
    told = json.dumps({"folder": str(excel_windows.FOLDER), "calls": calls})
    command = [sys.executable, HERE / "excel_windows_calls.py"]
    done = subprocess.run(command, input=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def came_back(value):
    """Return a result as golden calls have it: a single row comes as one list."""
    if isinstance(value, list):
        rows = value if isinstance(value[0], list) else [value]
        return [[came_back(cell) for cell in row] for row in rows]
    return value["date"] if isinstance(value, dict) else value


@pytest.mark.conformance
def test_every_golden_call_gives_its_result_through_xlwings_own_udfs(through_xlwings, agree):
    results = through_xlwings["results"][: len(golden_calls())]
    agree("windows", list(map(came_back, results)), with_error_text)


def test_what_is_typed_into_the_formula_gives_the_same_as_cells(through_xlwings):
    results = through_xlwings["results"]
    pairs = zip(golden_calls(), results[: len(results) // 2], results[len(results) // 2 :], strict=True)
    assert {call.name: (cells, typed) for call, cells, typed in pairs if cells != typed} == {}


def test_xlwings_makes_a_vba_function_of_each_wrapper_with_its_arguments(through_xlwings):
    vba = through_xlwings["vba"]
    signatures = dict(SIGNATURE.findall(vba))
    handed_on = {name: arguments for name, asked, arguments in CALL.findall(vba) if name == asked}
    for name, function in registry.REGISTER.items():
        told = [each.name if each.required else f"Optional {each.name}" for each in function.parameters]
        assert signatures[name] == ", ".join(told)
        assert handed_on[name] == ", ".join(each.name for each in function.parameters)
    assert set(signatures) == set(registry.names())
    assert max(map(len, vba.splitlines())) < 1023  # what a line of VBA may hold


def test_the_help_names_every_function_and_argument():
    tree = ET.fromstring(excel_windows.intellisense())
    space = "{http://schemas.excel-dna.net/intellisense/1.0}"
    told = {each.get("Name"): len(each.findall(f"{space}Argument")) for each in tree.iter(f"{space}Function")}
    assert told == {name: len(registry.REGISTER[name].parameters) for name in registry.names()}


def test_no_argument_is_a_word_of_visual_basic():
    words = {"date", "type", "end", "to", "next", "by", "name", "list", "function", "sub", "string", "loop", "with"}
    for function in registry.REGISTER.values():
        assert not words & {each.name for each in function.parameters}, function.name
