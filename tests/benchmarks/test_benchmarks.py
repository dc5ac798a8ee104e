"""Every benchmark runs at its smallest size by the one command, and its table names every bar; no time is asserted."""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NEEDS = {"bulk": "numba", "practices": "distributed", "postgres": "psycopg", "server": "starlette"}
HOSTS = {"server": ("Node", "node"), "embedded": ("Node", "node"), "recalc": ("LibreOffice", "soffice")}
OTHERS = ("__main__", "shape", "bars", "table", "picture", "practice", "conftest", "test_benchmarks")
NAMES = [each.stem for each in sorted(HERE.glob("*.py")) if each.stem not in OTHERS]


def run(*words):
    """Run the one command; return its exit code, and what it printed."""
    done = subprocess.run([sys.executable, HERE, *words], capture_output=True, text=True, timeout=500, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def bars():
    """The bars' own words, read from their text."""
    found = re.findall(r'Bar\((\d), "([^"]+)"', (HERE / "bars.py").read_text(encoding="utf-8"))
    assert {number for number, _ in found} == {"5", "7", "9"}
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_runs_at_its_smallest_size_and_tells_its_figures(name, tmp_path, request):
    from conftest import HOSTS_REQUIRED, require_host

    if name in NEEDS and find_spec(NEEDS[name]) is None and not HOSTS_REQUIRED:
        pytest.skip(f"{NEEDS[name]} is not installed")
    if name in HOSTS:
        require_host(*HOSTS[name])
    code, table, said = run(name, "--size", "smoke", "--out", tmp_path)
    assert code == 0, said
    assert "Failed" not in table
    assert len(re.findall(r"^\| [^|]+\| [\d,]*\s*\| tcsheets \|", table, re.MULTILINE)) >= 1, table
    assert (tmp_path / "benchmarks.md").read_text(encoding="utf-8") in table
    assert (tmp_path / "benchmarks.svg").read_text(encoding="utf-8").startswith("<svg ")


def test_the_table_names_each_bar_and_what_was_not_measured(bars):
    code, table, _ = run("sync_year", "--size", "smoke")
    assert code == 0
    for number, words in bars:
        assert f"| {number} | {words} |" in table
    assert "| not measured in this run |" in table


def test_a_benchmark_that_is_not_there_is_named_with_those_that_are():
    code, _, said = run("speed")
    assert code == 2
    assert "no benchmark speed; there are: bulk, " in said
