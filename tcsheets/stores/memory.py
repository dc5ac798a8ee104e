"""A store in memory, for tests: with it come faults on demand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tcsheets.errors import StoreError, TryAgainError
from tcsheets.stores.contract import Reading, beyond, missing_from, refuse_moved
from tcsheets.sync.foundation import Foundation
from tcsheets.sync.history import history_of
from tcsheets.sync.op import Entry, Vector
from tcsheets.sync.views import HandEdit, ListView


class MemoryStore:
    """A store that forgets all when the program ends.

    Faults, each a plain attribute to be set: `is_gone` (every call fails), `is_offline` (appending fails),
    `loses_reply` (the next append is done and seems to fail), `delayed` (journals that do not show yet),
    `twice` and `reordered` (how entries are read).
    """

    def __init__(self, identity: str = "memory", name: str = "memory") -> None:
        self.id, self.name = identity, name
        self.journals: dict[str, list[Entry]] = {}
        self.views: dict[str, ListView] = {}
        self.is_gone = self.is_offline = self.loses_reply = self.twice = self.reordered = False
        self.delayed: set[str] = set()
        self.moved_to = ""

    def identity(self) -> str:
        """Return the store's own id."""
        if self.is_gone:
            raise StoreError(f"the store {self.name} is not there; find it before you sync")
        return self.id

    def entries(self) -> list[Entry]:
        """Return all entries that show, in the order asked for."""
        self.identity()
        found = [each for name, chain in self.journals.items() if name not in self.delayed for each in chain]
        found = found * 2 if self.twice else found
        return found[::-1] if self.reordered else found

    def vector(self) -> Vector:
        """Return the ends of all chains."""
        return history_of(self.entries()).tips

    def read(self, since: Vector = ()) -> Reading:
        """Return the entries beyond a vector."""
        return Reading(beyond(self.entries(), since))

    def ready(self, journal: str) -> None:
        """Raise an error where the journal could not be added to now."""
        refuse_moved(self)
        if self.is_offline:
            raise TryAgainError(f"the store {self.name} cannot be reached to add to {journal}; try again later")

    def append(self, journal: str, after: str, entries: Sequence[Entry]) -> None:
        """Add entries to a journal that ends with the hash `after`."""
        self.ready(journal)
        chain = self.journals.get(journal, [])
        lacking = missing_from(chain, after, entries, journal)
        self.journals[journal] = [*chain, *lacking]
        if self.loses_reply:
            self.loses_reply = False
            raise TryAgainError(f"the store {self.name} did not answer; try again later")

    def publish(self, views: Sequence[ListView]) -> None:
        """Keep the views."""
        self.identity()
        self.views.update((view.name, view) for view in views)

    def check(self) -> list[str]:
        """Return what is the matter: chains with a gap."""
        waiting = history_of(self.entries()).waiting
        return [f"{waiting} entries wait for others that have not arrived"] if waiting else []

    def take_identity(self, identity: str) -> None:
        """Take another id, as long as it holds nothing."""
        self.id = self.id if self.entries() else identity

    def moved(self) -> str:
        """Return where the history goes on; "" where that is here."""
        self.identity()
        return self.moved_to

    def mark_moved(self, place: str) -> None:
        """Say that the history goes on at another place."""
        self.moved_to = place

    def stale_views(self, views: Iterable[ListView]) -> list[str]:
        """Return which of some views are there and not as they should be."""
        return [view.name for view in views if self.views.get(view.name, view) != view]

    def prints(self) -> None:
        """Return nothing: a reading costs no more."""

    def hand_edits(self, names: Sequence[str]) -> tuple[list[HandEdit], list[str]]:  # noqa: ARG002
        """Return nothing: nobody can open its views."""
        return [], []

    def read_quickly(self) -> Reading:
        """Return all entries: they are in memory already."""
        return self.read()

    def keep_checkpoint(self, made: Foundation) -> None:
        """Keep none."""
