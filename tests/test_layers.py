"""Imports go one way, and the core keeps to the part of Python that also runs inside a spreadsheet's own JavaScript."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tcsheets.hosts.embedded.subset import faults

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "tcsheets"

BASE = {"errors", "money", "business_time", "cells", "tables"}
DOMAINS = {"pricing", "insurance", "lending", "casework"}
CORE = BASE | DOMAINS | {"functions"}
SYNC_EDGE = {
    "at_rest",
    "run",
    "starting",
    "home",
    "own_journal",
    "workbook_file",
    "excel_file",
    "live_book",
    "live_calls",
    "live_cells",
    "live_excel",
    "places",
    "google_board",
    "google_race",
    "google_setup",
    "google_tables",
    "verifying",
    "declaring",
    "watching",
    "attaching",
    "upgrading",
}  # they read and write; the others are pure
EDGES = CORE | {"files", "hosts", "sync", "workbook", "stores", "importing", "outputs", "server", "bulk", "doctor"}
MAY_IMPORT = {
    **dict.fromkeys(BASE, BASE),
    "pricing": BASE,
    "insurance": BASE | {"pricing"},
    "lending": BASE | {"pricing"},
    "casework": BASE | {"pricing", "insurance", "lending"},
    "functions": BASE | DOMAINS,
    "sync": BASE,
    "files": BASE,
    "hosts": CORE,
    "stores": BASE | {"files", "sync"},
    "workbook": CORE | {"hosts", "sync"},
    "importing": CORE | {"workbook"},
    "outputs": CORE | {"hosts", "workbook"},
    "server": CORE | {"files", "hosts", "sync", "sync.home", "sync.run"},  # it shows the sync to the task pane
    "bulk": CORE,
    **{f"sync.{each}": EDGES | {f"sync.{other}" for other in SYNC_EDGE} for each in SYNC_EDGE},
    "doctor": CORE | {"files", "hosts", "stores", "sync", "sync.excel_file", "sync.home", "workbook"},
    "demo": EDGES | {f"sync.{each}" for each in SYNC_EDGE},
    "cli": EDGES | {f"sync.{each}" for each in SYNC_EDGE} | {"demo"},
    "__main__": {"cli"},
}
EFFECTS = {"os", "io", "pathlib", "shutil", "tempfile", "socket", "subprocess", "time", "random", "secrets", "uuid"}
EFFECTS |= {"urllib", "http", "sqlite3", "threading", "asyncio", "logging", "locale", "platform", "getpass", "glob"}


def part_of(module):
    """Return the part of the house a module of tcsheets belongs to."""
    names = module.split(".")
    if names[1:2] == ["sync"] and names[2:3] and names[2] in SYNC_EDGE:
        return f"sync.{names[2]}"
    return names[1] if len(names) > 1 else ""


def sources():
    """Return every module of tcsheets by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        names = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(names[:-1] if names[-1] == "__init__" else names)] = path.read_text(encoding="utf-8")
    return found


SOURCES = sources()


def imports_of(source, modules=frozenset(SOURCES)):
    """Return the dotted names of all that a source imports; of a package, the module that is meant."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are written in full"
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            found += [each if each in modules else node.module for each in inner]
    return found


def wrong_way(module, source):
    """Return the imports of a module that go against the order of the house."""
    part = part_of(module)
    ours = [each for each in imports_of(source) if each.split(".")[0] == "tcsheets"]
    allowed = MAY_IMPORT.get(part, set()) | {part, ""}
    return [each for each in ours if part_of(each) not in allowed]


def foreign(module, source):
    """Return the imports of a pure module that touch the machine or are not of the standard library."""
    if part_of(module) not in CORE | {"sync"}:
        return []
    tops = [each.split(".")[0] for each in imports_of(source)]
    return [top for top in tops if top in EFFECTS or top not in sys.stdlib_module_names | {"tcsheets"}]


@pytest.mark.parametrize("module", SOURCES)
def test_imports_go_one_way(module):
    assert part_of(module) in MAY_IMPORT or module == "tcsheets", "a new part: say in MAY_IMPORT what it may import"
    assert wrong_way(module, SOURCES[module]) == []


@pytest.mark.parametrize("module", SOURCES)
def test_the_core_and_pure_sync_touch_no_machine_and_no_foreign_package(module):
    assert foreign(module, SOURCES[module]) == []


@pytest.mark.parametrize("module", [each for each in SOURCES if part_of(each) in CORE])
def test_the_core_keeps_to_what_the_embedded_python_runs(module):
    name = module.replace(".", "/") + ".py"
    assert [str(fault) for fault in faults(SOURCES[module], name)] == []


def test_no_modules_import_each_other_in_a_circle():
    edges = {module: set(imports_of(source)) & set(SOURCES) for module, source in SOURCES.items()}
    while free := [module for module, needs in edges.items() if not needs - {module}]:
        for module in free:
            del edges[module]
        edges = {module: needs & set(edges) for module, needs in edges.items()}
    assert edges == {}


def test_the_functions_load_in_a_fresh_python_without_any_package_installed():
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import tcsheets.functions; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-S", "-E", "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in run.stdout.split()}
    assert loaded - sys.stdlib_module_names - {"tcsheets", "__main__"} == set()
    assert loaded & {"socket", "subprocess", "tempfile", "urllib", "asyncio"} == set()


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("tcsheets.money", "from tcsheets.pricing import plans"),
        ("tcsheets.pricing.plans", "from tcsheets.insurance.benefits import Plan"),
        ("tcsheets.insurance.estimate", "import tcsheets.lending"),
        ("tcsheets.casework.visits", "from tcsheets.functions import registry"),
        ("tcsheets.functions.pricing", "from tcsheets.hosts import catalogue"),
        ("tcsheets.sync.fold", "from tcsheets.stores import folder"),
        ("tcsheets.workbook.patch", "from tcsheets.cli import app"),
    ],
)
def test_an_import_against_the_order_is_found(module, line):
    assert wrong_way(module, line) != []


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("tcsheets.pricing.fees", "import os.path"),
        ("tcsheets.cells", "from pathlib import Path"),
        ("tcsheets.sync.fold", "import time"),
        ("tcsheets.insurance.estimate", "import pandas"),
        ("tcsheets.functions.pricing", "from openpyxl import load_workbook"),
    ],
)
def test_a_core_module_that_touches_the_machine_or_a_package_is_found(module, line):
    assert foreign(module, line) != []


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("match x:\n case 1: pass", "Match"),
        ("class A(metaclass=M): pass", "metaclass"),
        ("class A(Enum): pass", "Enum"),
        ("class A(NamedTuple): pass", "NamedTuple"),
        ("class A(Protocol): pass", "Protocol"),
        ("@dataclass(frozen=True, slots=True)\nclass A(B): pass", "inherit"),
        ("@dataclass(frozen=True)\nclass A: pass", "slotted"),
        ("@dataclass\nclass A: pass", "frozen=True"),
        ("class A:\n def __post_init__(self): pass", "__post_init__"),
        ("class A[T]: pass", "Python 3.11"),
        ("type A = int", "Python 3.11"),
        ("def f(a, /): pass", "positional-only"),
        ("async def f(): pass", "Async"),
        ("@lru_cache\ndef f(): pass", "decorator lru_cache"),
        ("import decimal", "import decimal"),
        ("from fractions import Fraction", "fractions"),
        ("import enum", "enum"),
        ("import functools", "functools"),
        ("from itertools import groupby", "itertools"),
        ("from collections import Counter", "collections"),
        ("from typing import NamedTuple", "NamedTuple"),
        ("from dataclasses import asdict", "asdict"),
        ("from datetime import timezone", "timezone"),
        ("from math import isqrt", "isqrt"),
        ("a = math.gcd(4, 6)", "math.gcd"),
        ("a = {**b, 'c': 1}", "update"),
        ("a = b[::-1]", "step"),
        ("a = {*b, 1}", "star"),
        ("import datetime", "import datetime"),
        ("zip(a, b, strict=True)", "zip strict"),
        ("sum(a, start=1)", "sum start"),
        ("a.split(',', maxsplit=1)", "maxsplit"),
        ("a.title()", "title"),
        ("a.casefold()", "casefold"),
        ("a.removeprefix('b')", "removeprefix"),
        ("a.translate(b)", "translate"),
        ("a.zfill(3)", "zfill"),
        ("a.is_integer()", "is_integer"),
        ("date.today()", "clock"),
        ("datetime.now()", "clock"),
        ("day.strftime('%d')", "strftime"),
        ("re.match(r'(?P<year>.)', a)", "named groups"),
        ("re.match(r'D[0-9]{4}', a)", "counts"),
        ("re.search(r'\\bD', a)", "\\b"),
        ("re.compile('a', re.I)", "flags"),
        ("re.findall('a', b)", "findall"),
        ("f'{a:,.2f}'", "format ,.2f"),
        ("f'{day:%B}'", "format %B"),
        ("f'{a:_}'", "format _"),
        ("open('a')", "effect"),
        ("print(a)", "effect"),
        ("hash(a)", "another result"),
        ("iter(a, None)", "end mark"),
        ("field(default_factory=list)", "default value"),
        ("f.__annotations__", "__annotations__"),
        ("f.__name__", "__name__"),
        ("try: pass\nexcept* ValueError: pass", "TryStar"),
    ],
)
def test_what_the_embedded_python_lacks_is_found(line, word):
    found = [str(fault) for fault in faults(line, "planted.py")]
    assert any(word in each for each in found), found


@pytest.mark.parametrize(
    "line",
    [
        "@dataclass(frozen=True, slots=True)\nclass A(Generic[T]):\n a: int = field(default=1)",
        "from collections.abc import Callable, Sequence",
        "type(a).__name__",
        "re.sub(r'[^0-9]+', '', a)",
        "f'{a:,d} {b:02d} {c:>8} {d!r} {e:.6g} {f:{w}d}'",
        "[*a, b]; isinstance(a, int | float)",
        "day.isoformat(sep=' ', timespec='minutes')",
    ],
)
def test_what_the_embedded_python_has_or_the_build_lowers_is_left_alone(line):
    assert faults(line, "core.py") == []
