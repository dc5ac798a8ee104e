"""Excel on Windows: the wrappers are what the register makes, golden calls agree, and xlwings makes VBA of them."""

import importlib
import importlib.util
import sys
import types
from datetime import date, datetime
from xml.etree import ElementTree as ET

import pytest
from test_golden_calls import golden_calls, plain, positional

from tcsheets.functions import registry
from tcsheets.hosts import excel_windows


def load(path):
    spec = importlib.util.spec_from_file_location("tcsheets_udfs", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def wrappers():
    return load(excel_windows.FOLDER / "tcsheets_udfs.py")


def test_the_committed_files_are_what_the_register_makes(request):
    for name, text in excel_windows.files().items():
        path = excel_windows.FOLDER / name
        if request.config.getoption("--update-hosts"):
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text, f"{name}: run pytest tests/hosts --update-hosts"


def sent(cell):
    """Return a cell as xlwings gives it: numbers as floats, an empty one as None, dates as datetime."""
    if isinstance(cell, list):
        return [sent(each) for each in cell]
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return datetime(cell.year, cell.month, cell.day)
    if isinstance(cell, int) and not isinstance(cell, bool):
        return float(cell)
    return None if cell == "" else cell


@pytest.mark.parametrize(("tables", "call"), list(golden_calls()))
def test_a_golden_call_gives_its_result_through_its_wrapper(wrappers, tables, call):
    cells = [sent(each) for each in positional(call["function"], call["arguments"], tables)]
    result = plain(getattr(wrappers, call["function"])(*cells))
    wanted = call["result"]
    assert result == (f"#TC! {wanted['error']}" if isinstance(wanted, dict) else wanted)


def test_the_help_names_every_function_and_argument():
    tree = ET.fromstring(excel_windows.intellisense())
    space = "{http://schemas.excel-dna.net/intellisense/1.0}"
    told = {each.get("Name"): len(each.findall(f"{space}Argument")) for each in tree.iter(f"{space}Function")}
    assert told == {name: len(registry.REGISTER[name].parameters) for name in registry.names()}


def test_no_argument_is_a_word_of_visual_basic():
    words = {"date", "type", "end", "to", "next", "by", "name", "list", "function", "sub", "string", "loop", "with"}
    for function in registry.REGISTER.values():
        assert not words & {each.name for each in function.parameters}, function.name


def test_xlwings_itself_makes_a_vba_function_of_each_wrapper(monkeypatch, tmp_path):
    for name in ("pythoncom", "pywintypes", "win32com", "win32com.client", "win32com.server", "win32com.server.util",
                 "win32com.server.dispatcher", "win32com.server.policy", "xlwings._xlwindows"):  # fmt: skip
        stand_in = types.ModuleType(name)
        stand_in.__getattr__ = lambda attribute: type(attribute, (), {})
        monkeypatch.setitem(sys.modules, name, stand_in)
    sys.modules["win32com"].client = sys.modules["win32com.client"]
    udfs = importlib.import_module("xlwings.udfs")
    monkeypatch.setattr("xlwings.func", udfs.xlfunc)
    monkeypatch.setattr("xlwings.arg", udfs.xlarg)
    monkeypatch.setattr("xlwings.ret", udfs.xlret)
    module = load(excel_windows.FOLDER / "tcsheets_udfs.py")
    target = tmp_path / "made.bas"
    with target.open("w", encoding="utf-8") as file:
        udfs.generate_vba_wrapper("tcsheets_udfs", module, file, types.SimpleNamespace(Name="book.xlsm"))
    text = target.read_text(encoding="utf-8")
    assert [name for name in registry.names() if f"Function {name}(" not in text] == []
