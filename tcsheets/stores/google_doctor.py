"""What a Google Sheet needs to serve as a store, looked at one by one: the first thing missing says what to do."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass

from tcsheets.errors import TcsheetsError
from tcsheets.stores.google_access import account_of, credentials_path, read_credentials
from tcsheets.stores.google_pace import Pace, Sheet
from tcsheets.stores.google_sheet import reading_of
from tcsheets.stores.google_snapshot import FIELDS, MARKER_ID, VERSION, Snapshot, snapshot_of
from tcsheets.stores.opening import google_sheet

MOST_CELLS = 10_000_000
LONG_WAIT = 5.0  # seconds
PACKAGES = ("gspread", "google.auth")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and how it is."""

    what: str
    is_well: bool
    words: str


def looked_at(what: str, look: Callable[[], str]) -> Finding:
    """Return what a look finds; an error is what is missing."""
    try:
        return Finding(what, True, look())
    except TcsheetsError as error:
        return Finding(what, False, str(error))


def examined(
    where: str,
    open_sheet: Callable[[str], Sheet] | None = None,
    lost: Callable[[Snapshot], list[str]] = lambda _: [],
) -> list[Finding]:
    """Return what was found, up to the first thing that stands in the way of the rest.

    `lost` says what the visible lists have lost, for who knows the lists.
    """
    found = [] if open_sheet else [packages(), looked_at("credentials", credentials)]
    if not all(each.is_well for each in found) or not where:
        return found
    sheet = (open_sheet or google_sheet)(where)
    shown: list[Snapshot] = []

    def access() -> str:
        shown.append(snapshot_of(sheet.read(FIELDS)))
        return f"the Google Sheet {shown[0].title!r} can be opened"

    found.append(looked_at("access", access))
    return [*found, *inside(shown[0], sheet.pace, lost(shown[0]))] if shown else found


def packages() -> Finding:
    """Return whether the packages for Google are here."""
    missing = [each for each in PACKAGES if not is_here(each)]
    words = f"{', '.join(missing)}: pip install 'tcsheets[google]'" if missing else "gspread and google-auth are here"
    return Finding("packages", not missing, words)


def is_here(name: str) -> bool:
    """Whether a package can be imported."""
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def credentials() -> str:
    """Return whose credentials there are."""
    path = credentials_path()
    return f"of {account_of(read_credentials(path))}, at {path}, readable by you alone"


def inside(snapshot: Snapshot, pace: Pace, lost: list[str]) -> list[Finding]:
    """Return what was found inside a spreadsheet that can be opened."""
    marker = snapshot.tab(MARKER_ID)
    is_store = bool(marker and marker.texts(0))
    problems = reading_of(snapshot).problems
    cells = sum(each.height * each.width for each in snapshot.tabs.values())
    visible = [each.title for each in snapshot.tabs.values() if not each.is_hidden]
    lists = bool(snapshot.mark(VERSION, MARKER_ID)) or len(visible) > 1
    shown = ", ".join(visible) if lists else "its lists are missing; run: tcsheets google setup LINK"
    return [
        Finding("store", is_store, "its marker is there" if is_store else "run: tcsheets google setup LINK"),
        Finding("tabs", lists and not lost, "; ".join(lost) or shown),
        Finding("journals", not problems, "; ".join(problems) or "all can be read"),
        Finding("room", cells < MOST_CELLS // 2, f"{cells:,} of {MOST_CELLS:,} cells"),
        Finding(
            "quota",
            pace.waited < LONG_WAIT,
            "Google answered at once" if pace.waited < LONG_WAIT else f"waited {pace.waited:.0f} s: many syncs at once",
        ),
    ]
