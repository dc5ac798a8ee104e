"""Where the recordings of Google are, and what is said at the end of how far the stand-in agrees with them."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BESIDE = ROOT.parent / "shared" / "google_recordings"
LINES = pytest.StashKey[list]()


def folder_of(config):
    """Return the folder of recordings: the option's, the environment's, or the one beside the clone."""
    asked = config.getoption("--recordings") or os.environ.get("TCSHEETS_RECORDINGS")
    if asked:
        folder = Path(asked)
        if not list(folder.glob("*.json")):
            pytest.fail(f"there is no recording in {folder}")
        return folder
    if not list(BESIDE.glob("*.json")):
        pytest.skip("the recordings of Google are not beside this clone (../shared/google_recordings)")
    return BESIDE


@pytest.fixture(scope="session")
def replayed(request):
    """What came of every request of every recording."""
    from google_fake.recordings import replay, report

    results = replay(folder_of(request.config))
    request.config.stash[LINES] = report(results)
    return results


def pytest_terminal_summary(terminalreporter, config):
    """Say how many requests agree, by call and kind, and name every mismatch."""
    for line in config.stash.get(LINES, []):
        terminalreporter.write_line(line)
