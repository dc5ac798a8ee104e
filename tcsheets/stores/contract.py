"""What every store promises: journals that each have one writer and only grow, and views that can be made again.

There is no way to delete.  The same suite of tests runs on every store (`tests/stores/test_contract.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

from tcsheets.errors import StoreError
from tcsheets.sync.foundation import Foundation
from tcsheets.sync.history import History, history_of
from tcsheets.sync.op import Entry, Mark, Vector
from tcsheets.sync.views import HandEdit, ListView

NEWER = "was written by a newer tcsheets; bring this computer's up to date to see all of it"
FAULTS = {"cut": "is damaged or has not arrived whole", "newer": NEWER}


class ChainError(StoreError):
    """A journal does not end where its writer left it: somebody else has written under the same name."""


class MovedError(StoreError):
    """A store's history goes on at another place, and nothing may be added to it here."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a store shows: its entries, in any order, and what in it cannot be read, one line each.

    Entries that a checkpoint stands for are left out, where that was asked for.
    """

    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()
    foundation: Foundation | None = None

    def history(self) -> History:
        """Return the history of what the store shows."""
        return history_of(self.entries, self.foundation)


class Store(Protocol):
    """A shared place for journals and views."""

    @property
    def name(self) -> str:
        """What messages call the store."""
        ...

    def identity(self) -> str:
        """Return the store's own id; StoreError where it is missing or not a store."""
        ...

    def vector(self) -> Vector:
        """Return the ends of all chains."""
        ...

    def read(self, since: Vector = ()) -> Reading:
        """Return the entries beyond a vector."""
        ...

    def read_quickly(self) -> Reading:
        """Return all entries, or a checkpoint and those that it does not stand for."""
        ...

    def keep_checkpoint(self, made: Foundation) -> None:
        """Keep a checkpoint for those who read next, if this store keeps any."""
        ...

    def ready(self, journal: str) -> None:
        """Raise StoreError or TryAgainError where a journal could not be added to now."""
        ...

    def append(self, journal: str, after: str, entries: Sequence[Entry]) -> None:
        """Add entries to a journal that ends with the hash `after` ("" where it has none).

        The same entries again are nothing; ChainError where the journal ends otherwise.
        """
        ...

    def publish(self, views: Sequence[ListView]) -> None:
        """Make views anew, where they are not as they should be."""
        ...

    def stale_views(self, views: Iterable[ListView]) -> list[str]:
        """Return the names of those views that are there and not as they should be."""
        ...

    def hand_edits(self, names: Sequence[str]) -> tuple[list[HandEdit], list[str]]:
        """Return what people have changed in the views of some lists, and lines about what cannot be taken over."""
        ...

    def check(self) -> list[str]:
        """Return what is the matter with the store, one line each."""
        ...

    def take_identity(self, identity: str) -> None:
        """Give the store another id, as long as it holds nothing: that of the one whose history it will hold."""
        ...

    def moved(self) -> str:
        """Return where the store's history goes on, as people write it; "" where that is here."""
        ...

    def mark_moved(self, place: str) -> None:
        """Add nothing from now on, for the history goes on at another place; "" takes that back."""
        ...

    def prints(self) -> Mapping[str, str] | None:
        """Return a digest of each piece of the store by name, read afresh; None where that would cost a reading."""
        ...


def moved_words(name: str, place: str) -> str:
    """Return what is said of a store that has moved.

    >>> moved_words("practice", "S:/new")
    'the store practice has moved to S:/new; go on there: tcsheets store init "S:/new" --name practice'
    """
    return f'the store {name} has moved to {place}; go on there: tcsheets store init "{place}" --name {name}'


def refuse_moved(store: Store) -> None:
    """Raise MovedError where a store's history goes on at another place."""
    place = store.moved()
    if place:
        raise MovedError(moved_words(store.name, place))


def beyond(entries: Sequence[Entry], since: Vector) -> tuple[Entry, ...]:
    """Return the entries that a vector does not cover."""
    if not since:
        return tuple(entries)
    history = history_of(entries)
    reach = history.reach(since)
    return tuple(
        each for each in entries if each.mark not in history.lines or each.seq > reach.get(history.lines[each.mark], 0)
    )


def missing_from(chain: Sequence[Entry], after: str, entries: Sequence[Entry], name: str) -> Sequence[Entry]:
    """Return which of the entries a journal lacks; ChainError where they do not continue it.

    A reply may have been lost, so the journal may hold some or all of them already.
    """
    end = chain[-1].hash if chain else ""
    return entries if end == after else lacking_after(end, {each.mark for each in chain}, entries, name)


def lacking_after(end: str, known: Set[Mark], entries: Sequence[Entry], name: str) -> Sequence[Entry]:
    """Return which of the entries are not among a journal's; ChainError where they do not continue its end."""
    lacking = [each for each in entries if each.mark not in known]
    if len(lacking) == len(entries) or (lacking and lacking[0].previous != end):
        raise ChainError(f"{name}: the journal was continued by another installation")
    return lacking


def journal_name(writer: str, branch: str = "") -> str:
    """Return the name of a writer's journal, or of the branch that another installation of it has written.

    >>> journal_name("a1b2"), journal_name("a1b2", "ffee001122")
    ('a1b2', 'a1b2~ffee0011')
    """
    return f"{writer}~{branch[:8]}" if branch else writer


def fault_words(journal: str, extent: str) -> str:
    """Return what is to be said of a journal that could not be read to its end."""
    return f"the journal {journal} {FAULTS[extent]}"
