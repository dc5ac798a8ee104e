"""A store in a folder, on a share or a drive that several computers keep in step.

    STORE.json               what store it is; missing means stop, never "all deleted"
    journal/<writer>/        one folder a writer, whose files nobody else writes
    view/<list>.csv          for people to read, never read as truth
    inbox/                   conflict copies and anything unexpected: read if it is a journal, otherwise reported

A drive may deliver files late, twice and in pieces, and may keep a conflict copy beside a journal's segment: whatever
reads as a piece of a journal is united with the rest by its hashes.
"""

from __future__ import annotations

import csv
import io
import json
import platform
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from tcsheets.errors import FileError, StoreError
from tcsheets.files import DISK, Files, write_whole
from tcsheets.stores.contract import Reading, beyond
from tcsheets.stores.journals import SEGMENT, TRIGGERS, Journals, read_stray
from tcsheets.sync.history import history_of
from tcsheets.sync.op import Entry, Vector, digest
from tcsheets.sync.views import ListView

FORMAT = 1
MARKER, JOURNAL, VIEW, INBOX = "STORE.json", "journal", "view", "inbox"
IDENTITY = re.compile(r"[0-9A-Za-z_-]{4,64}$")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?$")
FORMULA = re.compile(f"(^|[;\t\r\n|])( *)(?=[{TRIGGERS}\t\r])")
ANY_TRIGGER = re.compile(f"[{TRIGGERS}\t\r]")
OF_THE_SYSTEM = re.compile(r"\.|~|desktop\.ini$|Thumbs\.db$")  # what a computer leaves in every folder; ours unfinished

NEWER = "was written by a newer tcsheets; bring this computer's up to date to see all of it"
FAULTS = {"cut": "is damaged or has not arrived whole", "newer": NEWER}
STRAY_FAULTS = {"cut": "is no journal and was left where it is", "newer": NEWER}


def harmless(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula, for people to read.

    >>> harmless("=HYPERLINK(1)"), harmless("-45.00"), harmless("call; =1+1")
    ("'=HYPERLINK(1)", '-45.00', "call; '=1+1")
    """
    return text if not ANY_TRIGGER.search(text) or NUMBER.match(text) else FORMULA.sub(r"\1\2'", text)


def view_bytes(view: ListView) -> bytes:
    """Return a view as CSV that Excel opens as UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([harmless(each) for each in view.header])
    writer.writerows([harmless(each) for each in row] for row in view.rows)
    return out.getvalue().encode("utf-8-sig")


class FolderStore:
    """A store in a folder."""

    def __init__(self, folder: Path, files: Files = DISK, name: str = "") -> None:
        self.folder, self.files, self.name = folder, files, name or folder.name
        self.journals = Journals(files, folder / JOURNAL)

    def identity(self) -> str:
        """Return the store's own id; StoreError where the folder is missing or is no store."""
        marker = self.folder / MARKER
        if not self.files.exists(marker):
            raise StoreError(
                f"the store {self.name} is not at {self.folder}: the folder or its {MARKER} is missing; "
                "connect the drive or find the folder, and nothing is lost"
            )
        return identity_in(self.files.read(marker), self.name)

    def vector(self) -> Vector:
        """Return the ends of all chains."""
        return history_of(self.read().entries).tips

    def read(self, since: Vector = ()) -> Reading:
        """Return the entries beyond a vector, from all journals and from what lies about."""
        self.identity()
        journals = [(name, *self.journals.read(name)) for name in self.journals.names() if not name.startswith(".")]
        strays = [(str(path.relative_to(self.folder)), *read_stray(self.files, path)) for path in self.strays()]
        found = [entry for _, entries, _ in (*journals, *strays) for entry in entries]
        problems = [
            *(f"the journal {name} {FAULTS[extent]}" for name, _, extent in journals if extent != "whole"),
            *(f"{name} {STRAY_FAULTS[extent]}" for name, _, extent in strays if extent != "whole"),
        ]
        return Reading(beyond(found, since), tuple(problems))

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
        self.identity()
        probe = self.folder / JOURNAL / journal / f".{computer()}.new"
        with self.writing():
            self.files.make_folder(probe.parent)
            self.files.remove(probe)
            self.files.write_new(probe, b"")
            self.files.remove(probe)

    def append(self, journal: str, after: str, entries: Sequence[Entry]) -> None:
        """Add entries to a journal that ends with the hash `after`."""
        self.identity()
        with self.writing():
            self.journals.append(journal, after, entries)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Say of a fault while writing that it is the store's."""
        try:
            yield
        except FileError as error:
            raise StoreError(f"the store {self.name} cannot be written to: {error}") from error

    def publish(self, views: Sequence[ListView]) -> None:
        """Write the views that are not as they should be."""
        for view in views:
            path, data = self.folder / VIEW / f"{view.name}.csv", view_bytes(view)
            if not self.files.exists(path) or self.files.read(path) != data:
                self.files.make_folder(path.parent)
                write_whole(self.files, path, data, computer())

    def check(self) -> list[str]:
        """Return what is the matter with the store: unreadable files, and chains with a gap."""
        reading = self.read()
        waiting = history_of(reading.entries).waiting
        gaps = [f"{waiting} entries wait for others that have not arrived"] if waiting else []
        return [*reading.problems, *gaps]

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


def identity_in(data: bytes, name: str) -> str:
    """Return the id in a store's marker; StoreError where it is no marker, or a newer program's."""
    try:
        found = json.loads(data)
        identity, version = str(found["id"]), int(found["format"])
        if not IDENTITY.match(identity):
            raise ValueError("no id that this program gives")
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"the store {name}: its {MARKER} cannot be read; put back the file as it was") from error
    if version > FORMAT:
        raise StoreError(f"the store {name} is of a newer tcsheets; bring this computer's up to date")
    return identity


def create_folder_store(folder: Path, files: Files = DISK) -> FolderStore:
    """Make a new store in a folder; StoreError where one is, or has been, there."""
    there = set(files.names(folder)) & {MARKER, JOURNAL, VIEW, INBOX}
    if MARKER in there:
        raise StoreError(f"{folder} is a store already; nothing was changed")
    if there:
        raise StoreError(f"{folder} holds a store that has lost its {MARKER}; put that file back, or choose another")
    files.make_folder(folder)
    marker = {"tcsheets": "store", "format": FORMAT, "id": secrets.token_hex(8)}
    write_whole(files, folder / MARKER, (json.dumps(marker, indent=2) + "\n").encode(), "store")
    return FolderStore(folder, files)
