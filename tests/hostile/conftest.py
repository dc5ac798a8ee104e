"""Ends the suite with how many hostile inputs were refused or harmless."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent.name


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk():
    """Let files be written without waiting for the disk: what is proven here does not hang on it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", lambda handle: None)
        yield


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter):
    """Say how many of the hostile inputs did no harm."""
    counts = {
        outcome: sum(1 for each in terminalreporter.getreports(outcome) if f"/{HERE}/" in f"/{each.nodeid}")
        for outcome in ("passed", "failed", "error")
    }
    if any(counts.values()):
        terminalreporter.write_line(f"hostile input: {counts['passed']} of {sum(counts.values())} refused or harmless")
