"""One installation's own journal: its writer id, and a copy of all it ever wrote, beside each other on this computer.

The copy is written first, so a number is never given out twice, and whatever the store has lost of it is put back.
An installation that was cloned finds entries under its name that it did not write: it goes on under a new name, and
both branches are kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from tcsheets.files import Files, write_whole
from tcsheets.stores.contract import ChainError, Store, journal_name
from tcsheets.stores.journals import Journals
from tcsheets.sync.history import History
from tcsheets.sync.op import Entry, Operation, chained


class OwnJournal:
    """The journals that this installation has written to one store, and the writer id it goes by now."""

    def __init__(self, files: Files, folder: Path, fresh: Callable[[], str]) -> None:
        self.files, self.folder, self.fresh = files, folder, fresh
        self.journals = Journals(files, folder / "journal")

    def writer(self) -> str:
        """Return the writer id, a new one where there is none."""
        path = self.folder / "writer.json"
        try:
            return str(json.loads(self.files.read(path))["writer"]) if self.files.exists(path) else self.renew()
        except (ValueError, KeyError, TypeError):
            return self.renew()  # what cannot be read is gone, and a name whose last number is unknown is not used

    def names(self) -> list[str]:
        """Return the names of the journals that this installation writes."""
        return sorted({*self.journals.names(), self.writer()})

    def renew(self) -> str:
        """Return a new writer id, under which this installation goes on from now."""
        writer = self.fresh()
        self.files.make_folder(self.folder)
        write_whole(self.files, self.folder / "writer.json", json.dumps({"writer": writer}).encode(), "own")
        return writer

    def repair(self, store: Store, history: History) -> int:
        """Put back what the store has lost of the own journals, and take a new name if another goes by the old one.

        How many operations were put back; if any, the store must be read again.
        """
        writer, count = self.writer(), 0
        for name in self.names():
            chain = self.journals.chain(name)
            mine = {each.mark for each in chain}
            is_forked = any(mark.writer == name and mark not in mine for mark in history.lines)
            count += put_back(store, history, name, chain)
            if is_forked and name == writer:
                self.renew()
        return count

    def ready(self, store: Store) -> None:
        """Raise StoreError or TryAgainError where nothing could be journaled now."""
        store.ready(self.writer())

    def append(self, store: Store, operations: Sequence[Operation]) -> None:
        """Journal operations: in the copy on this computer first, then in the store."""
        if not operations:
            return
        writer = self.writer()
        chain, extent = self.journals.read(writer)
        if extent != "whole" and self.journals.holds_newer(writer):  # it is left as the newer program wrote it
            writer, chain = self.renew(), []
        last = chain[-1].mark if chain else None
        entries = chained(writer, last, operations)
        after = last.hash if last else ""
        self.journals.append(writer, after, entries)
        try:
            store.append(writer, after, entries)
        except ChainError:
            if put_down(store, writer, [*chain, *entries], entries[0]):
                self.renew()


def put_back(store: Store, history: History, name: str, chain: Sequence[Entry]) -> int:
    """Put back what a store lacks of a journal, and return how many operations that were."""
    lacking = [each for each in chain if not history.knows(each.mark)]
    if lacking:
        put_down(store, name, chain, lacking[0])
    return len(lacking)


def put_down(store: Store, name: str, chain: Sequence[Entry], lacking: Entry) -> bool:
    """Bring a journal in the store up to a whole chain, and return whether that took a branch of its own.

    It does where another installation has continued the journal under the same name: so both are kept.
    """
    try:
        store.append(name, "", chain)
    except ChainError:
        store.append(journal_name(name, lacking.hash), "", chain)
        return True
    return False
