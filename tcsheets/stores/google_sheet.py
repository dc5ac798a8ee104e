"""A store in a Google Sheet: hidden journals, one a writer, and a marker tab that says which store it is.

All is read in one call and added to in one atomic batch.  Where the lists are shown in the same spreadsheet, whoever
keeps them (`sync.google_board`) puts what they show into the same batch.

The batch rests on three documented rules: requests are done in order, all or none of them, and an id that exists is an
error.  None of it was seen on a live sheet yet.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from tcsheets.errors import StoreError, TryAgainError
from tcsheets.stores.contract import ChainError, Reading, beyond, fault_words, missing_from, refuse_moved
from tcsheets.stores.folder import Marker, marker_text, read_marker
from tcsheets.stores.google_journals import added, journal_tab, journals_in, read_journal
from tcsheets.stores.google_pace import RefusedError, Sheet, UnsureError
from tcsheets.stores.google_snapshot import (
    FIELDS,
    MARKER_ID,
    Request,
    Snapshot,
    hidden_tab,
    snapshot_of,
    written_texts,
)
from tcsheets.stores.journals import Extent
from tcsheets.sync.foundation import Foundation
from tcsheets.sync.history import history_of
from tcsheets.sync.op import Entry, Vector, compact
from tcsheets.sync.views import HandEdit, ListView

MARKER_TAB = "_tcsheets"
TRIES = 4  # how often a write is thought over after somebody was first, or an answer was lost
MARKER_ROWS, MARKER_COLUMNS = 200, 8


class Keeper(Protocol):
    """Whoever keeps the lists that are shown in the spreadsheet itself."""

    def harvest(self, store: GoogleSheetStore) -> list[str]:
        """Take over what people have typed there, and return lines about what could not be taken over."""
        ...

    def beside(self, snapshot: Snapshot, journal: str, entries: Sequence[Entry]) -> Beside:
        """Return what else goes into the batch that adds entries to a journal."""
        ...


@dataclass(frozen=True, slots=True)
class Beside:
    """What goes into a batch beside the entries: requests before and after them, further entries, what to do then."""

    first: Sequence[Request] = ()
    last: Sequence[Request] = ()
    entries: Sequence[Entry] = ()
    done: Callable[[], None] = lambda: None


NOTHING_BESIDE = Beside()


class GoogleSheetStore:
    """A store in a Google Sheet."""

    def __init__(self, calls: Sheet, name: str = "", keeper: Keeper | None = None) -> None:
        self.calls, self.name, self.keeper = calls, name or "in Google Sheets", keeper
        self.fresh: Snapshot | None = None  # read, and not changed by us since
        self.is_shown = False  # whether it was given out by `read`

    # --- reading ---

    def snapshot(self) -> Snapshot:
        """Return the spreadsheet as it was read last; read now where that is out of date."""
        if self.fresh is None:
            self.fresh, self.is_shown = snapshot_of(self.calls.read(FIELDS)), False
        return self.fresh

    def forget(self) -> None:
        """Read again the next time."""
        self.fresh = None

    def identity(self) -> str:
        """Return the store's own id; StoreError where the spreadsheet is no store."""
        return self.marker().identity

    def moved(self) -> str:
        """Return where the store's history goes on; "" where that is here."""
        return self.marker().moved

    def mark_moved(self, place: str) -> None:
        """Say in the marker that the history goes on at another place."""
        self.calls.write([marker_request(self.identity(), place)])
        self.forget()

    def marker(self) -> Marker:
        """Return what the marker says."""
        marker = self.snapshot().tab(MARKER_ID)
        text = "".join(marker.texts(0)[:1]) if marker else ""
        if not text:
            raise StoreError(
                f"the store {self.name}: this Google Sheet has lost its tab {MARKER_TAB}, or never was a store; "
                "restore an earlier version of it (File, Version history), or make one: tcsheets google setup"
            )
        return read_marker(text.encode(), self.name)

    def vector(self) -> Vector:
        """Return the ends of all chains."""
        return history_of(self.read().entries).tips

    def read(self, since: Vector = ()) -> Reading:
        """Return the entries beyond a vector."""
        if self.is_shown:
            self.forget()
        self.identity()
        self.is_shown = True
        reading = reading_of(self.snapshot())
        return replace(reading, entries=beyond(reading.entries, since))

    def read_quickly(self) -> Reading:
        """Return all entries: one answer holds them."""
        return self.read()

    def hand_edits(self, names: Sequence[str]) -> tuple[list[HandEdit], list[str]]:  # noqa: ARG002
        """Have what people typed into the visible lists journaled, as edits of theirs; return lines about the rest."""
        return [], self.keeper.harvest(self) if self.keeper else []

    def stale_views(self, views: Iterable[ListView]) -> list[str]:  # noqa: ARG002
        """Return nothing: what the visible lists show is harvested, whatever it is."""
        return []

    def check(self) -> list[str]:
        """Return what is the matter with the store: unreadable journals, and chains with a gap."""
        reading = self.read()
        waiting = history_of(reading.entries).waiting
        gaps = [f"{waiting} entries wait for others that have not arrived"] if waiting else []
        return [*reading.problems, *gaps]

    def prints(self) -> None:
        """Return nothing: a look costs as much as a reading."""

    # --- writing ---

    def ready(self, journal: str) -> None:  # noqa: ARG002
        """Raise an error where the spreadsheet cannot be reached; whether it may be changed shows when it is."""
        refuse_moved(self)

    def append(self, journal: str, after: str, entries: Sequence[Entry]) -> None:
        """Add entries to a journal that ends with the hash `after`, and show them in the lists, in one batch.

        Where somebody was first, or the answer was lost, what stands there now is read before anything is sent again.
        """
        beside = NOTHING_BESIDE
        for attempt in range(TRIES):
            snapshot = self.snapshot()
            refuse_moved(self)
            chain, extent = chain_in(snapshot, journal)
            if extent == "newer":
                raise ChainError(f"{journal}: the journal was continued by a newer tcsheets")
            lacking = missing_from(chain, after, entries, journal)
            if not lacking:
                if beside.entries and chain[-1].mark == beside.entries[-1].mark:
                    beside.done()
                return
            beside = self.keeper.beside(snapshot, journal, lacking) if self.keeper and not attempt else NOTHING_BESIDE
            requests = added(snapshot, journal, chain, [*lacking, *beside.entries])
            if self.written([*beside.first, *requests, *beside.last], attempt):
                beside.done()
                return
        raise TryAgainError(f"the store {self.name} is being changed by others all the time; try again later")

    def written(self, requests: Sequence[Request], attempt: int) -> bool:
        """Whether a batch was done; where it was refused or nobody knows, the next look is a fresh one."""
        self.forget()
        try:
            self.calls.write(requests)
        except RefusedError:
            if attempt == TRIES - 1:
                raise
            return False
        except UnsureError:
            if attempt == TRIES - 1:
                raise
            self.calls.pace.wait(attempt)
            return False
        return True

    def publish(self, views: Sequence[ListView]) -> None:
        """Do nothing: what is shown was written with what was added."""

    def keep_checkpoint(self, made: Foundation) -> None:
        """Keep none: one answer holds all."""

    def take_identity(self, identity: str) -> None:
        """Give the store another id, as long as it holds nothing."""
        if self.identity() == identity:
            return
        if journals_in(self.snapshot()):
            raise StoreError(f"the store {self.name} holds a history of its own; choose another Google Sheet")
        self.calls.write([marker_request(identity)])
        self.forget()


def reading_of(snapshot: Snapshot) -> Reading:
    """Return the entries of all journals, and what of them cannot be read."""
    journals = [(name, *read_journal(tab)) for name, tab in journals_in(snapshot)]
    problems = [fault_words(name, extent) for name, _, extent in journals if extent != "whole"]
    return Reading(tuple(entry for _, entries, _ in journals for entry in entries), tuple(problems))


def chain_in(snapshot: Snapshot, journal: str) -> tuple[list[Entry], Extent]:
    """Return a journal's entries as far as they can be read, and how far that is."""
    tab = snapshot.tab(journal_tab(journal))
    return read_journal(tab) if tab else ([], "whole")


# --- making one ----------------------------------------------------------------------------------------------------


def marker_request(identity: str, moved: str = "") -> Request:
    """Return the request that writes what the marker says."""
    return written_texts(MARKER_ID, 0, 0, [[compact(marker_text(identity, moved))]])


def make_google_store(calls: Sheet, identity: str) -> bool:
    """Make sure that a spreadsheet is a store; return whether it had to be made one."""
    for attempt in range(TRIES):
        marker = snapshot_of(calls.read(FIELDS)).tab(MARKER_ID)
        if marker and marker.texts(0):
            json.loads(marker.texts(0)[0])
            return attempt > 0
        made = [] if marker else hidden_tab(MARKER_ID, MARKER_TAB, MARKER_ROWS, MARKER_COLUMNS)
        try:
            calls.write([*made, marker_request(identity)])
        except UnsureError:
            calls.pace.wait(attempt)
        except RefusedError:
            if attempt == TRIES - 1:
                raise
        else:
            return True
    raise TryAgainError("the Google Sheet could not be made a store now; try again later")
