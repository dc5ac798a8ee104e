"""The benchmark of recalculation runs: here at a size that proves it, not the program's speed."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parent.parent / "benchmarks" / "recalc.py"


@pytest.mark.host("libreoffice")
def test_every_program_that_is_here_computes_both_workbooks(soffice):
    command = [sys.executable, str(BENCHMARK), "--rows", "50", "--runs", "1", "--most", "100"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=400)
    assert done.returncode == 0, done.stdout + done.stderr
    for program in ("tcsheets", "LibreOffice"):
        assert [f" {program} " in line and "(" in line for line in done.stdout.splitlines()].count(True) == 2


def test_a_program_that_takes_too_long_is_stopped_and_said_to_be():
    command = [sys.executable, str(BENCHMARK), "--rows", "50", "--runs", "2", "--most", "0.05"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=400)
    assert done.returncode == 1
    assert "stopped after 0 s" in done.stdout
    assert "not asked: stopped at a smaller size" in done.stdout
