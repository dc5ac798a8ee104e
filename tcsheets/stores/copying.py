"""Moving a history from one store to another: every entry, with its place and its hash, and nothing twice.

The target becomes the same store: it has the source's id, so workbooks go on with it.  What it holds already of that
history (from a copy that was stopped, or from a colleague who has moved on) is left as it is, so a copy can be started
again at any time.  Nothing is taken away from the source; a move marks it, so that nobody goes on writing there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tcsheets.errors import FileError, StoreError
from tcsheets.stores.contract import ChainError, MovedError, Store, journal_name
from tcsheets.sync.history import History, history_of
from tcsheets.sync.op import Entry, Mark, is_sound

AT_ONCE = 5_000  # entries in one piece, between which a copy may be stopped
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Copied:
    """What came of a copy: entries in the history, those of them that were written now, journals; is it a move?"""

    entries: int
    written: int
    journals: int
    has_moved: bool = False


def move_store(source: Store, target: Store, place: str, told: Told | None = None) -> Copied:
    """Copy a history and mark the source as moved to a place; what was added meanwhile is copied after that.

    StoreError: the source has moved elsewhere, or cannot be marked, or both are one.  A target that had been moved away
    from is in use again.
    """
    refuse_elsewhere(source, place)
    if target.identity() == source.identity() and target.moved():
        target.mark_moved("")
    first = copy_store(source, target, told)
    try:
        source.mark_moved(place)
    except (StoreError, FileError) as error:
        raise StoreError(
            f"all is copied, but the old store could not be marked as moved ({error}); let its owner do it with the "
            "same command, or write --keep if it stays in use and this is a backup"
        ) from error
    last = copy_store(source, target)
    if target.moved():
        source.mark_moved("")
        raise StoreError(f"the store {source.name} cannot move to {place}: it is there already")
    return Copied(last.entries, first.written + last.written, last.journals, has_moved=True)


def refuse_elsewhere(source: Store, place: str) -> None:
    """Refuse to go on from a store whose history goes on somewhere else."""
    moved = source.moved()
    if moved not in ("", place):
        raise MovedError(f"the store {source.name} has moved to {moved}; copy it from there")


def copy_store(source: Store, target: Store, told: Told | None = None) -> Copied:
    """Copy a history and read it back; StoreError where the source is not whole, or the target is another's.

    told: is given how many entries are done, and of how many.
    """
    identity = source.identity()
    history = whole_history(source)
    claim(target, identity)
    there = {entry.mark for entry in target.read().entries}
    chains = chains_of(history)
    done = 0
    for writer, branches in chains.items():
        for chain in branches:
            done += len(chain)
            if any(entry.mark not in there for entry in chain):
                put(target, writer, chain, there)
            if told:
                told(done, sum(len(each) for found in chains.values() for each in found))
    verify(history, target)
    written = sum(entry.mark not in there for entry in history.entries)
    return Copied(len(history.entries), written, sum(map(len, chains.values())))


def whole_history(source: Store) -> History:
    """Return all that a store holds; StoreError where something in it cannot be read or has not arrived."""
    reading = source.read()
    history = reading.history()
    waiting = [f"{history.waiting} entries wait for others that have not arrived"] if history.waiting else []
    if problems := [*reading.problems, *waiting]:
        raise StoreError(f"the store {source.name} is not whole, and nothing was copied: {'; '.join(problems)}")
    return history


def claim(target: Store, identity: str) -> None:
    """Give an empty target the source's id; StoreError where it holds another history."""
    if target.identity() == identity:
        return
    if target.read().entries:
        raise StoreError(f"the store {target.name} holds the history of another store; name an empty one")
    target.take_identity(identity)
    if target.identity() != identity:
        raise StoreError(f"the store {target.name} was written to in this moment; look what it is, and try again")


def chains_of(history: History) -> dict[str, list[list[Entry]]]:
    """Return all chains from first to last entry by writer; of a forked writer the longest first."""
    known = {entry.mark: entry for entry in history.entries}
    found: dict[str, list[list[Entry]]] = defaultdict(list)
    for tip in history.tips:
        found[tip.writer].append(chain_to(tip, known))
    return {
        writer: sorted(chains, key=lambda chain: (-len(chain), chain[-1].hash))
        for writer, chains in sorted(found.items())
    }


def chain_to(tip: Mark, known: dict[Mark, Entry]) -> list[Entry]:
    """Return the entries that lead to one, from its writer's first."""
    chain = [known[tip]]
    while chain[-1].previous:
        chain.append(known[Mark(tip.writer, chain[-1].seq - 1, chain[-1].previous)])
    return chain[::-1]


def put(target: Store, writer: str, chain: Sequence[Entry], there: set[Mark]) -> None:
    """Write a chain into the writer's journal; into one of its own where that journal holds another branch."""
    try:
        put_into(target, writer, chain, there)
    except ChainError:
        put_into(target, journal_name(writer, chain[-1].hash), chain, set())


def put_into(target: Store, journal: str, chain: Sequence[Entry], there: set[Mark]) -> None:
    """Write a chain into a journal, piece by piece, from the first entry on that is not there."""
    known = sum(entry.mark in there for entry in chain)
    for place in range(known, len(chain), AT_ONCE):
        target.append(journal, chain[place - 1].hash if place else "", chain[place : place + AT_ONCE])


def verify(history: History, target: Store) -> None:
    """Read the target back; StoreError where an entry is not there exactly as it was."""
    reading = target.read()
    found = {entry.mark: entry for entry in history_of(reading.entries).entries}
    wrong = [entry for entry in history.entries if found.get(entry.mark) != entry or not is_sound(entry)]
    if wrong or reading.problems:
        said = reading.problems or (f"{len(wrong)} entries are not there as they were",)
        raise StoreError(f"the store {target.name} does not hold the whole copy: {'; '.join(said)}; copy again")
