"""A store in a folder, on a share or a drive that several computers keep in step.

    STORE.json               what store it is; missing means stop, never "all deleted"
    journal/<writer>/        one folder a writer, whose files nobody else writes
    view/<list>.csv          for people to read, never read as truth
    checkpoint/              saves reading: what the journals came to, made anew at will
    inbox/                   conflict copies and anything unexpected: read if it is a journal, otherwise reported

A drive may deliver files late, twice and in pieces, and may keep a conflict copy beside a journal's segment: whatever
reads as a piece of a journal is united with the rest by its hashes.
"""

from __future__ import annotations

import json
import platform
import re
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tcsheets.errors import FileError, StoreError
from tcsheets.files import DISK, Files, write_whole
from tcsheets.stores.contract import NEWER, Reading, beyond, fault_words, refuse_moved
from tcsheets.stores.journals import LONGEST_SEGMENT, SEGMENT, Journals, read_stray
from tcsheets.stores.view_files import read_view, view_bytes
from tcsheets.sync.checkpoint import checkpoint_bytes, read_checkpoint
from tcsheets.sync.foundation import Foundation
from tcsheets.sync.history import history_of
from tcsheets.sync.op import Entry, Vector, digest
from tcsheets.sync.views import HandEdit, ListView

FORMAT, FORMAT_MOVED = 1, 2  # the second is a moved store's: programs that know no such thing stop there
MARKER, JOURNAL, VIEW, INBOX = "STORE.json", "journal", "view", "inbox"
CHECKPOINT, LATEST = "checkpoint", "latest.bin"
EDITED = "edited"  # views in which somebody has added rows
IDENTITY = re.compile(r"[0-9A-Za-z_-]{4,64}")
LONGEST_MARKER = 10_000
WRITER = re.compile(r"[0-9A-Za-z_-]{1,64}")
OF_THE_SYSTEM = re.compile(r"\.|~|desktop\.ini$|Thumbs\.db$")  # what a computer leaves in every folder; ours unfinished

STRAY_FAULTS = {"cut": "is no journal and was left where it is", "newer": NEWER}


class FolderStore:
    """A store in a folder."""

    def __init__(self, folder: Path, files: Files = DISK, name: str = "") -> None:
        self.folder, self.files, self.name = folder, files, name or folder.name
        self.journals = Journals(files, folder / JOURNAL)

    def identity(self) -> str:
        """Return the store's own id; StoreError where the folder is missing or is no store."""
        return self.marker().identity

    def moved(self) -> str:
        """Return where the store's history goes on; "" where that is here."""
        return self.marker().moved

    def mark_moved(self, place: str) -> None:
        """Say in the marker that the history goes on at another place."""
        with self.writing():
            write_whole(self.files, self.folder / MARKER, marker_bytes(self.identity(), place), "store")

    def marker(self) -> Marker:
        """Return what the marker says."""
        marker = self.folder / MARKER
        if not self.files.exists(marker):
            raise StoreError(
                f"the store {self.name} is not at {self.folder}: the folder or its {MARKER} is missing; "
                "connect the drive or find the folder, and nothing is lost"
            )
        return read_marker(self.files.read(marker), self.name)

    def vector(self) -> Vector:
        """Return the ends of all chains."""
        return history_of(self.read().entries).tips

    def read(self, since: Vector = ()) -> Reading:
        """Return the entries beyond a vector, from all journals and from what lies about."""
        reading = self.reading({})
        return replace(reading, entries=beyond(reading.entries, since))

    def read_quickly(self) -> Reading:
        """Return a checkpoint and the entries in all segments that it does not stand for; without one, all entries.

        A checkpoint counts only while the journals hold all that it stands for.
        """
        foundation = self.checkpoint()
        if foundation is None:
            return self.reading({})
        known: dict[str, set[str]] = {}
        for path in foundation.segments:
            journal, _, name = path.partition("/")
            known.setdefault(journal, set()).add(name)
        found = self.reading(known)
        there = {entry.mark for entry in found.entries}
        unsealed = [
            writer
            for writer in foundation.chains
            if foundation.length(writer) > len(known.get(writer, ())) * LONGEST_SEGMENT
        ]
        is_whole = all(foundation.tip(writer) in there for writer in unsealed)
        return replace(found, foundation=foundation) if is_whole else self.reading({})

    def reading(self, known: Mapping[str, Collection[str]]) -> Reading:
        """Return the entries of all journals but for some segments, by journal, and of what lies about."""
        self.identity()
        names = [name for name in self.journals.names() if not name.startswith(".")]
        journals = [(name, *self.journals.read(name, known.get(name, ()))) for name in names]
        strays = [(str(path.relative_to(self.folder)), *read_stray(self.files, path)) for path in self.strays()]
        found = [entry for _, entries, _ in (*journals, *strays) for entry in entries]
        problems = [
            *(fault_words(name, extent) for name, _, extent in journals if extent != "whole"),
            *(f"{name} {STRAY_FAULTS[extent]}" for name, _, extent in strays if extent != "whole"),
        ]
        return Reading(tuple(found), tuple(problems))

    def checkpoint(self) -> Foundation | None:
        """Return the checkpoint, if there is one and the segments it stands for are byte for byte what they were."""
        path = self.folder / CHECKPOINT / LATEST
        try:
            found = read_checkpoint(self.files.read(path)) if self.files.exists(path) else None
        except (StoreError, FileError):
            return None
        return found if found and all(map(self.is_as_it_was, found.segments.items())) else None

    def is_as_it_was(self, segment: tuple[str, str]) -> bool:
        """Whether a segment, given as its journal and name, still has the print that a checkpoint noted."""
        journal, _, name = segment[0].partition("/")
        is_ours = bool(WRITER.fullmatch(journal)) and bool(SEGMENT.fullmatch(name))
        return is_ours and self.print_of(JOURNAL, journal, name) == segment[1]

    def keep_checkpoint(self, made: Foundation) -> None:
        """Keep a checkpoint, with the prints of the sealed segments that it stands for."""
        segments = {}
        for writer in made.chains:
            sealed = made.length(writer) // LONGEST_SEGMENT
            names = self.journals.segments(writer)[:sealed]
            segments.update({f"{writer}/{name}": self.print_of(JOURNAL, writer, name) for name in names})
        path = self.folder / CHECKPOINT / LATEST
        self.files.make_folder(path.parent)
        write_whole(self.files, path, checkpoint_bytes(replace(made, segments=segments)), computer())

    def print_of(self, *names: str) -> str:
        """Return the digest of one of the store's files; "" where it is not there."""
        path = self.folder.joinpath(*names)
        return sha256(self.files.read(path)).hexdigest() if self.files.exists(path) else ""

    def strays(self) -> list[Path]:
        """Return the files that are not segments where only segments should be, and those in the inbox."""
        inbox = self.folder / INBOX
        places = [self.folder / JOURNAL / name for name in self.journals.names()]
        return [
            *(inbox / name for name in self.files.names(inbox) if not OF_THE_SYSTEM.match(name)),
            *(
                place / name
                for place in places
                for name in self.files.names(place)
                if not SEGMENT.match(name) and not OF_THE_SYSTEM.match(name)
            ),
        ]

    def ready(self, journal: str) -> None:
        """Raise StoreError where a journal could not be added to now: a share may be read-only or full."""
        refuse_moved(self)
        probe = self.inside(self.folder / JOURNAL / journal) / f".{computer()}.new"
        with self.writing():
            self.files.make_folder(probe.parent)
            self.files.remove(probe)
            self.files.write_new(probe, b"")
            self.files.remove(probe)

    def append(self, journal: str, after: str, entries: Sequence[Entry]) -> None:
        """Add entries to a journal that ends with the hash `after`."""
        refuse_moved(self)
        self.inside(self.folder / JOURNAL / journal)
        with self.writing():
            self.journals.append(journal, after, entries)

    def inside(self, place: Path) -> Path:
        """Return a place to write to; StoreError where a link that somebody put there makes it lead elsewhere."""
        if not place.resolve().is_relative_to(self.folder.resolve()):
            raise StoreError(f"the store {self.name}: {place.name} is a link that leads out of it; remove that link")
        return place

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Say of a fault while writing that it is the store's."""
        try:
            yield
        except FileError as error:
            raise StoreError(f"the store {self.name} cannot be written to: {error}") from error

    def publish(self, views: Sequence[ListView]) -> None:
        """Write the views that are not as they should be; rows that somebody has added there are kept aside."""
        for view in views:
            path, data = self.view_path(view.name), view_bytes(view)
            old = self.files.read(path) if self.files.exists(path) else b""
            if old != data:
                self.files.make_folder(path.parent)
                self.keep_added(view.name, old)
                write_whole(self.files, path, data, computer())

    def keep_added(self, name: str, old: bytes) -> None:
        """Keep a view's file in which somebody has added rows: nobody can say where they belong."""
        kept = self.inside(self.folder / VIEW / EDITED) / f"{name} {sha256(old).hexdigest()[:8]}.csv"
        if old and read_view(name, old).added and not self.files.exists(kept):
            self.files.make_folder(kept.parent)
            write_whole(self.files, kept, old, computer())

    def view_path(self, name: str) -> Path:
        """Return the file of a list's view."""
        return self.inside(self.folder / VIEW / f"{name}.csv")

    def stale_views(self, views: Iterable[ListView]) -> list[str]:
        """Return which of some views are there and were changed by hand or are old."""
        return [
            view.name
            for view in views
            if self.files.exists(path := self.view_path(view.name)) and self.files.read(path) != view_bytes(view)
        ]

    def hand_edits(self, names: Sequence[str]) -> tuple[list[HandEdit], list[str]]:
        """Return what was changed by hand in the views of some lists, and a line for rows that were added there."""
        edits: list[HandEdit] = []
        notes = []
        for name in names:
            path = self.view_path(name)
            found = read_view(name, self.files.read(path)) if self.files.exists(path) else None
            if found:
                edits += found.edits
                added = f"{found.added} rows were added to view/{name}.csv by hand; they are kept in view/{EDITED}: "
                notes += [f"{added}type them into a workbook"] if found.added else []
        return edits, notes

    def check(self) -> list[str]:
        """Return what is the matter with the store: unreadable files, and chains with a gap."""
        reading = self.read()
        waiting = history_of(reading.entries).waiting
        gaps = [f"{waiting} entries wait for others that have not arrived"] if waiting else []
        return [*reading.problems, *gaps]

    def take_identity(self, identity: str) -> None:
        """Give the store, as long as it holds nothing, the id of the one whose history it will hold."""
        self.identity()
        if not self.read().entries:
            write_whole(self.files, self.folder / MARKER, marker_bytes(identity), "store")

    def prints(self) -> dict[str, str]:
        """Return the digest of each file of the store, by its path inside."""
        self.identity()
        folders = [self.folder, self.folder / VIEW, self.folder / INBOX]
        folders += [self.folder / JOURNAL / name for name in self.journals.names()]
        paths = [folder / name for folder in folders for name in self.files.names(folder)]
        inside = [path for path in paths if path.suffix and not OF_THE_SYSTEM.match(path.name)]
        return {path.relative_to(self.folder).as_posix(): sha256(self.files.read(path)).hexdigest() for path in inside}


def computer() -> str:
    """Return a short name of this computer that says nothing about it."""
    return digest(platform.node())[:8]


class Marker(NamedTuple):
    """What a store's marker says: which store it is, and where its history goes on if that is not here."""

    identity: str
    moved: str = ""


def read_marker(data: bytes, name: str) -> Marker:
    """Return what a store's marker says; StoreError where it is no marker, or a newer program's."""
    try:
        found = json.loads(data[:LONGEST_MARKER])
        marker, version = Marker(str(found["id"]), str(found.get("moved", ""))), int(found["format"])
        if not IDENTITY.fullmatch(marker.identity):
            raise ValueError("no id that this program gives")
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise StoreError(f"the store {name}: its {MARKER} cannot be read; put back the file as it was") from error
    if version > FORMAT_MOVED:
        raise StoreError(f"the store {name} is of a newer tcsheets; bring this computer's up to date")
    return marker


def marker_text(identity: str, moved: str = "") -> dict[str, str | int]:
    """Return the marker of a store with an id, and where its history goes on if that is not there."""
    made: dict[str, str | int] = {"tcsheets": "store", "format": FORMAT_MOVED if moved else FORMAT, "id": identity}
    return {**made, "moved": moved} if moved else made


def marker_bytes(identity: str, moved: str = "") -> bytes:
    """Return the same as the content of a file."""
    return (json.dumps(marker_text(identity, moved), indent=2) + "\n").encode()


def create_folder_store(folder: Path, files: Files = DISK) -> FolderStore:
    """Make a new store in a folder; StoreError where one is, or has been, there."""
    there = set(files.names(folder)) & {MARKER, JOURNAL, VIEW, INBOX, CHECKPOINT}
    if MARKER in there:
        raise StoreError(f"{folder} is a store already; nothing was changed")
    if there:
        raise StoreError(f"{folder} holds a store that has lost its {MARKER}; put that file back, or choose another")
    files.make_folder(folder)
    write_whole(files, folder / MARKER, marker_bytes(secrets.token_hex(8)), "store")
    return FolderStore(folder, files)
