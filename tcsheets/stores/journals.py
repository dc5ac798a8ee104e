"""Journals as CSV files: one folder a journal, segments of at most 5,000 operations, each replaced whole.

A segment begins with a line that names format, writer and the hash before its first entry, and a header row.  Sealed
segments never change.  Every line is checked against its hash; where one does not hold, the journal ends before it.
Texts that a spreadsheet program might take for a formula are written as JSON, so that opening a journal does no harm.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Literal, cast

from tcsheets.errors import FileError
from tcsheets.files import Files, write_whole
from tcsheets.stores.contract import ChainError, missing_from
from tcsheets.sync.op import ID, OP_KINDS, Entry, Operation, OpKind, Vector, compact, is_sound, vector_data, vector_of

FORMAT = 1
TITLE = "tcsheets journal"
COLUMNS = (
    ("seq", "id", "kind", "list", "row", "field", "old", "new", "at", "actor", "workbook", "seen", "after", "hash")
)  # fmt: skip
LONGEST_SEGMENT = 5_000
SEGMENT = re.compile(r"[0-9]{6}\.csv\Z")
TRIGGERS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
# What a program may skip before a trigger: spaces of every width, none included, and what XML cannot carry.
SKIPPED = "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x20\\x7f-\\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]*"
RISKY = re.compile(f'^"|^{SKIPPED}[{TRIGGERS}\t\r]|[;\t\r\n|]{SKIPPED}[{TRIGGERS}]')
TRIGGER = re.compile(f"[{TRIGGERS}]")
csv.field_size_limit(1 << 24)  # a whole row may stand in one field
Extent = Literal["whole", "cut", "newer"]  # how far a journal could be read: cut short, or a newer program's from there


class NewerError(ValueError):
    """What comes next in a journal was written by a newer program; what came before it counts."""


def guarded(text: str) -> str:
    r"""Return a text as it may stand in a CSV file, in a form that `unguarded` turns back.

    >>> guarded("called"), guarded("=1+1")
    ('called', '"\\u003d1\\u002b1"')
    """
    if not RISKY.search(text):
        return text
    return TRIGGER.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(text, ensure_ascii=False))


def unguarded(text: str) -> str:
    """Return the text that was guarded.

    >>> unguarded(guarded("=1+1"))
    '=1+1'
    """
    return str(json.loads(text)) if text.startswith('"') else text


def segment_text(entries: Sequence[Entry]) -> str:
    """Return a segment's text; a vector that several entries share is written at the first of them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((TITLE, FORMAT, entries[0].writer, entries[0].previous))
    writer.writerow(COLUMNS)
    last: Vector | None = None
    for entry in entries:
        op = entry.operation
        seen = "" if op.seen == last else compact(vector_data(op.seen))
        what = (op.list_name, op.row_id, op.field, op.old, op.new, op.at, op.actor, op.workbook)
        writer.writerow((entry.seq, op.id, op.kind, *map(guarded, what), seen, " ".join(op.after), entry.hash))
        last = op.seen
    return out.getvalue()


def entries_in(text: str) -> Iterator[Entry]:
    """Yield the sound entries of a segment up to the first that is not; ValueError where it is none, or ends early."""
    rows = csv.reader(io.StringIO(text, newline=""))
    title, version, *rest = next(rows, ("", ""))
    if title == TITLE and int(version) > FORMAT:
        raise NewerError("a newer format")
    writer, previous = rest
    if title != TITLE or tuple(next(rows, ())) != COLUMNS:
        raise ValueError("no journal")
    vector: Vector = ()
    for row in rows:
        seq, op_id, kind, *what, seen, after, name = row
        vector = vector_of(json.loads(seen)) if seen else vector
        list_name, row_id, key, old, new, at, actor, workbook = map(unguarded, what)
        ids = tuple(after.split())
        if not all(ID.fullmatch(each) for each in (op_id, row_id, *ids)):
            raise ValueError("an id that no program gives")
        op = Operation(op_id, cast(OpKind, kind), list_name, row_id, key, old, new, at, actor, workbook, vector, ids)
        entry = Entry(writer, int(seq), previous, name, op)
        if not is_sound(entry):
            raise ValueError("a line that does not agree with its hash")
        if kind not in OP_KINDS:
            raise NewerError("an operation that is not known here")
        previous = entry.hash
        yield entry


REMEMBERED = 64  # segments: one sync reads each of its own several times, in the store and on this computer
known_segments: dict[bytes, tuple[list[Entry], Extent]] = {}


def read_segment(data: bytes) -> tuple[list[Entry], Extent]:
    """Return the entries of a segment, and how far it could be read."""
    name = sha256(data).digest()
    if name not in known_segments:
        if len(known_segments) >= REMEMBERED:
            known_segments.pop(next(iter(known_segments)))
        known_segments[name] = parsed_segment(data)
    return known_segments[name]


def parsed_segment(data: bytes) -> tuple[list[Entry], Extent]:
    """Return the same of a segment that was not read before."""
    found: list[Entry] = []
    try:
        for entry in entries_in(data.decode("utf-8")):
            found.append(entry)  # noqa: PERF402 (what was read before a fault counts)
    except NewerError:
        return found, "newer"
    except (ValueError, TypeError, OverflowError, RecursionError, csv.Error):
        return found, "cut"
    return found, "whole"


class Journals:
    """The journals in a folder."""

    def __init__(self, files: Files, folder: Path) -> None:
        self.files, self.folder = files, folder

    def names(self) -> list[str]:
        """Return the names of all journals."""
        return self.files.names(self.folder)

    def segments(self, journal: str) -> list[str]:
        """Return the names of a journal's segments, in order."""
        return [name for name in self.files.names(self.folder / journal) if SEGMENT.match(name)]

    def read(self, journal: str) -> tuple[list[Entry], Extent]:
        """Return a journal's entries as far as they can be read and hang together, and how far that is."""
        found: list[Entry] = []
        for name in self.segments(journal):
            entries, extent = read_segment(self.files.read(self.folder / journal / name))
            if entries and found and entries[0].previous != found[-1].hash:
                return found, "cut"
            found += entries
            if extent != "whole":
                return found, extent
        return found, "whole"

    def chain(self, journal: str) -> list[Entry]:
        """Return a journal's entries as far as they can be read."""
        return self.read(journal)[0]

    def holds_newer(self, journal: str) -> bool:
        """Whether any segment of a journal was written by a newer program."""
        paths = [self.folder / journal / name for name in self.segments(journal)]
        return any(read_segment(self.files.read(path))[1] == "newer" for path in paths)

    def append(self, journal: str, after: str, entries: Sequence[Entry]) -> None:
        """Add entries to a journal that ends with the hash `after`; ChainError where it ends otherwise.

        What a newer program wrote is an end that is not known here, and is never written over.
        """
        chain, extent = self.read(journal)
        if extent != "whole" and self.holds_newer(journal):
            raise ChainError(f"{journal}: the journal was continued by a newer tcsheets")
        lacking = missing_from(chain, after, entries, journal)
        if not lacking:
            return
        self.files.make_folder(self.folder / journal)
        sealed = len(chain) // LONGEST_SEGMENT
        whole = [*chain[sealed * LONGEST_SEGMENT :], *lacking]
        for number, part in enumerate(parts(whole), sealed + 1):
            path = self.folder / journal / f"{number:06d}.csv"
            write_whole(self.files, path, segment_text(part).encode("utf-8"), journal)


def parts(entries: Sequence[Entry]) -> Iterable[Sequence[Entry]]:
    """Return entries in pieces as long as a segment."""
    return [entries[place : place + LONGEST_SEGMENT] for place in range(0, len(entries), LONGEST_SEGMENT)]


def read_stray(files: Files, path: Path) -> tuple[list[Entry], Extent]:
    """Return what a file that is no segment holds of a journal, and how far it could be read as one."""
    try:
        return read_segment(files.read(path))
    except FileError:
        return [], "cut"
