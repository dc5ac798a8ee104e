"""What all tests share: options, and host programs that may be missing on a newcomer's machine only."""

import os
import shutil
from importlib.util import find_spec

import pytest
from golden_calls import HOSTS, agreement
from hypothesis import settings
from sizes import FULL, NAMED, QUICK, size_now

WORKED, STOPPED = pytest.StashKey[str](), pytest.StashKey[str]()
# Benchmarks are programs of their own: no examples are looked for in them.
collect_ignore_glob = ["benchmarks/[!t]*.py", "benchmarks/table.py"]
HOSTS_REQUIRED = os.environ.get("TCSHEETS_REQUIRE_HOSTS") == "1"
# What lands must not hang on a draw: CI draws the same examples each time, and people draw new ones.
settings.register_profile(QUICK, deadline=None)
settings.register_profile(NAMED, deadline=None, derandomize=True)
settings.register_profile(FULL, deadline=None, max_examples=1_000)


def pytest_addoption(parser):
    parser.addoption("--cases", action="append", default=[], help="a file of worked examples to run as well")
    parser.addoption("--update-readme", action="store_true", help="write the README's generated blocks anew")
    parser.addoption("--update-hosts", action="store_true", help="write the committed files of the hosts anew")
    parser.addoption("--update-transcripts", action="store_true", help="write what syncs say in scenarios anew")
    parser.addoption("--recordings", help="a folder of recorded conversations with Google to replay")
    parser.addoption("--full", action="store_true", help="run the larger sizes of the sync proofs")


class WithoutExtras:
    """Leaves out the docstrings of modules that a newcomer's machine cannot import, for an extra is not installed."""

    def pytest_ignore_collect(self, collection_path):
        is_bulk = collection_path.match("tcsheets/bulk/*.py")
        return True if is_bulk and not find_spec("pandas") and not HOSTS_REQUIRED else None


def pytest_configure(config):
    """Choose how large the proofs are, before any test is read."""
    config.pluginmanager.register(WithoutExtras())
    if config.getoption("--full"):
        os.environ["TCSHEETS_SIZES"] = FULL
    settings.load_profile(size_now())


def require_host(program, *names):
    """Return the path of a host program; skip without it, but fail where hosts are required (in CI)."""
    for name in names or (program,):
        path = shutil.which(name)
        if path:
            return path
    reason = f"{program} is not installed on this machine"
    if HOSTS_REQUIRED:
        pytest.fail(reason + ", and TCSHEETS_REQUIRE_HOSTS=1 says no host test may skip")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def soffice():
    """LibreOffice's program."""
    return require_host("LibreOffice", "soffice", "libreoffice")


@pytest.fixture(scope="session")
def node():
    """Node's program."""
    return require_host("Node", "node", "nodejs")


@pytest.fixture(scope="session")
def poppler():
    """Poppler, which draws and reads the pages of a PDF."""
    return [require_host("Poppler", each) for each in ("pdftoppm", "pdftotext")]


@pytest.fixture
def agree(record_property):
    """Return what compares a host's answers with all golden calls, and puts them into the table at the end."""

    def check(host, answers, shown=lambda result: result):
        came = agreement(host, answers, shown)
        record_property("conformance", [host, came.agreed, came.explained, came.total])
        assert came.wrong == {}

    return check


def conformance_table(reports):
    """Return the lines that say how many golden calls agree in each host."""
    found = {value[0]: value[1:] for each in reports for name, value in each.user_properties if name == "conformance"}
    lines = ["golden calls that agree, by host:"] if found else []
    for host, title in HOSTS.items():
        agreed, explained, total = found.get(host, (0, 0, 0))
        told = f"{agreed} of {total}" + (f", {explained} differ as explained" if explained else "")
        lines += [f"  {title:<50} {told if host in found else 'not run'}"] if found else []
    return lines


def pytest_terminal_summary(terminalreporter, config):
    """Name the worked examples that are not right, and show how hosts agree."""
    reports = [each for outcome in ("passed", "failed") for each in terminalreporter.getreports(outcome)]
    for line in conformance_table(reports):
        terminalreporter.write_line(line)
    found = [value for each in reports for name, value in each.user_properties if name == "worked example"]
    counts = {verdict: sum(1 for each in found if each[1] == verdict) for verdict in ("right", "wrong", "unsupported")}
    stopped = [value for each in reports for name, value in each.user_properties if name == "stopped"]
    done, calls = (sum(each[place] for each in stopped) for place in (0, 1))
    config.stash[STOPPED] = f"stopped: {done} of {calls}" if stopped else ""
    config.stash[WORKED] = ", ".join(f"{count} {verdict}" for verdict, count in counts.items()) if found else ""
    if config.getoption("--cases") or counts["wrong"]:
        for case, verdict, detail in found:
            if verdict != "right":
                terminalreporter.write_line(f"{case}: {verdict}: {detail}")


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    """End with what came of the worked examples, and how many calls a sync was stopped at."""
    if config.stash.get(STOPPED, ""):
        print(config.stash[STOPPED])
    if config.stash.get(WORKED, ""):
        print(f"worked examples: {config.stash[WORKED]}")
