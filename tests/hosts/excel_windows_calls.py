"""Calls through xlwings' own `udfs` module, as its COM server makes them, with only Windows itself stood in for.

Standard input: {"folder": of tcsheets_udfs.py, "calls": [{"function", "arguments"}]}, an argument {"cells": rows} for
cells of a sheet, {"typed": value} for what stands in the formula, null for what is left out; a cell
{"date": ISO text} or {"error": code}.  Prints {"vba": text, "results": [value, or rows]}.
"""

import ctypes
import importlib
import io
import json
import sys
import types
from datetime import UTC, datetime

# What Excel's variants hold of an error and of an argument that is left out.
ERRORS = {"#DIV/0!": -2146826281, "#N/A": -2146826246, "#NAME?": -2146826259, "#NULL!": -2146826288,
          "#NUM!": -2146826252, "#REF!": -2146826265, "#VALUE!": -2146826273}  # fmt: skip
LEFT_OUT = -2147352572
RANGE = "{00020846-0000-0000-C000-000000000046}"
EXCEL = types.SimpleNamespace(Hwnd=1)
SHEET = types.SimpleNamespace(Parent=types.SimpleNamespace(Application=EXCEL))


class Time(datetime):
    """A date of COM's, which always has a zone."""


class ComRange:
    """Cells of a sheet as COM shows them: one value, or a tuple of rows."""

    def __init__(self, rows):
        values = tuple(tuple(variant(cell) for cell in row) for row in rows)
        self.Value = values[0][0] if len(values) == len(values[0]) == 1 else values
        self.Rows, self.Columns = types.SimpleNamespace(Count=len(rows)), types.SimpleNamespace(Count=len(rows[0]))
        self.Worksheet, self.Row, self.Column = SHEET, 1, 1
        self._oleobj_ = self

    def GetTypeInfo(self):  # noqa: N802 (COM's names)
        return self

    def GetTypeAttr(self):  # noqa: N802
        return types.SimpleNamespace(iid=RANGE)


def variant(cell):
    """Return a cell as COM hands it over: numbers as floats, dates with a zone, errors as numbers, blanks as None."""
    if isinstance(cell, dict) and "error" in cell:
        return ERRORS[cell["error"]]
    if isinstance(cell, dict):
        day = datetime.fromisoformat(cell["date"])
        return Time(day.year, day.month, day.day, day.hour, day.minute, tzinfo=UTC)
    if isinstance(cell, int) and not isinstance(cell, bool):
        return float(cell)
    return None if cell == "" else cell


def argument(told):
    """Return an argument as the COM server is given it."""
    if told is None:
        return LEFT_OUT
    return ComRange(told["cells"]) if "cells" in told else variant(told["typed"])


def shown(value):
    """Return a cell of a result as JSON can hold it."""
    if isinstance(value, list | tuple):
        return [shown(each) for each in value]
    if isinstance(value, datetime):
        assert value.tzinfo is not None, "COM takes no time without a zone"
        text = value.replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")
        return {"date": text.removesuffix(" 00:00")}
    return value


def stand_in(name, **parts):
    """Put a module of Windows in place, with any other name in it an empty class."""
    module = types.ModuleType(name)
    module.__path__, module.__getattr__ = [], lambda attribute: type(attribute, (), {})
    module.__dict__.update(parts)
    sys.modules[name] = module
    return module


def windows():
    """Stand in for pywin32 and for what only Windows' ctypes has."""
    for name in ("win32api", "win32con", "win32event", "win32gui"):
        stand_in(name)
    stand_in("win32process", GetWindowThreadProcessId=lambda window: (1, 1))
    stand_in("pythoncom", CoInitialize=lambda: None, IID_IDispatch="", TypeIIDs={"": ComRange.__class__})
    stand_in("pywintypes", TimeType=Time, IID=str)
    stand_in("win32timezone", TimeZoneInfo=types.SimpleNamespace(utc=lambda: UTC))
    parts = {name: stand_in(f"win32com.server.{name}") for name in ("dispatcher", "policy", "util")}
    stand_in("win32com", client=stand_in("win32com.client"), server=stand_in("win32com.server", **parts))
    ole32 = types.SimpleNamespace(CLSIDFromString=lambda *given: 0)
    ctypes.oledll = ctypes.windll = types.SimpleNamespace(ole32=ole32)
    ctypes.PyDLL = lambda name: types.SimpleNamespace(PyCom_PyObjectFromIUnknown=types.SimpleNamespace())


def udfs_of_xlwings():
    """Return xlwings' module of user-defined functions, its engine for Windows in place."""
    import xlwings
    from xlwings import _xlwindows

    xlwings.engines.add(xlwings.Engine(impl=_xlwindows.engine))
    xlwings.engines.active = xlwings.engines["excel"]
    xlwings._xlwindows = _xlwindows
    udfs = importlib.import_module("xlwings.udfs")
    xlwings.func, xlwings.arg, xlwings.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
    return udfs


def main():
    told = json.load(sys.stdin)
    windows()
    udfs = udfs_of_xlwings()
    sys.path.insert(0, told["folder"])
    vba = io.StringIO()
    module = udfs.get_udf_module("tcsheets_udfs", None)
    udfs.generate_vba_wrapper("tcsheets_udfs", module, vba, types.SimpleNamespace(Name="book.xlsm"))
    server = importlib.import_module("xlwings.com_server").XLPython()
    results = []
    for call in told["calls"]:
        given = tuple(argument(each) for each in call["arguments"])
        results.append(shown(server.CallUDF("tcsheets_udfs", call["function"], given, None, ComRange([[None]]))))
    print(json.dumps({"vba": vba.getvalue(), "results": results}))


if __name__ == "__main__":
    main()
