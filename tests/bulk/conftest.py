"""Bulk estimates need the extra `bulk`: without it these tests skip, but not where hosts are required (in CI)."""

import os
from importlib.util import find_spec

import pytest

NEEDED = ("numba", "pandas", "dask", "distributed", "pyarrow")
MISSING = [name for name in NEEDED if find_spec(name) is None]
collect_ignore_glob = ["*.py"] if MISSING and os.environ.get("TCSHEETS_REQUIRE_HOSTS") != "1" else []


def pytest_report_header(config):
    """Say why nothing of bulk is tested."""
    return f'bulk: not tested, for {", ".join(MISSING)} is not installed (pip install ".[bulk]")' if MISSING else None


@pytest.fixture(scope="session", autouse=True)
def _needed():
    assert not MISSING, f'CI installs ".[bulk]"; {", ".join(MISSING)} is missing'
