"""Operations: what a person did, as records that never change, and the chains they stand in.

An operation's id is derived from the base it was found against, so the same edit found twice (a backup, a copy of the
workbook, a second program) is one operation.  A journal gives it a place: writer, number and a hash chained to the
entry before it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

OpKind = Literal["create", "set", "resolve", "delete", "propose"]
OP_KINDS: tuple[OpKind, ...] = ("create", "set", "resolve", "delete", "propose")
ID_LENGTH, HASH_LENGTH = 20, 32
ID = re.compile(r"[0-9A-Za-z_-]{1,64}")  # of a row or an operation: as it goes into a cell, it comes back
WHOLE_ROW = ""  # the field of an operation that concerns its row as a whole
KEEP = "keep"  # the value of a `resolve` that keeps a row somebody else deleted


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a chain: it stands for the entry there and all before it in that chain."""

    writer: str
    seq: int
    hash: str


Vector = tuple[Mark, ...]  # one mark for each chain (two for a forked writer), sorted


@dataclass(frozen=True, slots=True)
class Operation:
    """What one person did to one cell or one row, and what they had seen of everybody's work when they did it."""

    id: str
    kind: OpKind
    list_name: str
    row_id: str
    field: str
    old: str
    new: str
    at: str = ""
    actor: str = ""
    workbook: str = ""
    seen: Vector = ()
    after: tuple[str, ...] = ()

    def cells(self) -> dict[str, str]:
        """Return the values it gives to cells of its row, by column key.

        >>> Operation("1", "set", "referrals", "r", "note", "", "called").cells()
        {'note': 'called'}
        """
        return row_of(self.new) if self.field == WHOLE_ROW else {self.field: self.new}


@dataclass(frozen=True, slots=True)
class Entry:
    """An operation at its place in a writer's journal."""

    writer: str
    seq: int
    previous: str
    hash: str
    operation: Operation

    @property
    def mark(self) -> Mark:
        """The entry's place, as vectors name it."""
        return Mark(self.writer, self.seq, self.hash)


def compact(data: object) -> str:
    """Return JSON without a needless character, the same for equal data."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def digest(*parts: object) -> str:
    """Return the SHA-256 of some values as hexadecimal text."""
    return hashlib.sha256(compact(parts).encode("utf-8", "surrogatepass")).hexdigest()


def derived_id(*parts: object) -> str:
    """Return an id that is the same wherever the same parts are found.

    >>> derived_id("base", "row", "note", "called") == derived_id("base", "row", "note", "called")
    True
    """
    return digest(*parts)[:ID_LENGTH]


def row_text(values: Mapping[str, str]) -> str:
    """Return a whole row as the `new` of a `create` carries it.

    >>> row_text({"note": "called", "chart": "1042"})
    '{"chart":"1042","note":"called"}'
    """
    return compact(dict(sorted(values.items())))


def row_of(text: str) -> dict[str, str]:
    """Return the row that a `create` carries; nothing where the text is no row."""
    try:
        found = json.loads(text)
        return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}
    except (ValueError, RecursionError):
        return {}


def entry_hash(writer: str, seq: int, previous: str, operation: Operation) -> str:
    """Return the hash that chains an entry to the one before it."""
    op = operation
    seen = [[mark.writer, mark.seq, mark.hash] for mark in op.seen]
    what = (op.id, op.kind, op.list_name, op.row_id, op.field, op.old, op.new, op.at, op.actor, op.workbook)
    return digest(writer, seq, previous, what, seen, op.after)[:HASH_LENGTH]


def chained(writer: str, last: Mark | None, operations: Iterable[Operation]) -> tuple[Entry, ...]:
    """Return operations as the next entries of a writer's chain.

    >>> first, second = chained("w", None, [Operation("1", "set", "l", "r", "f", "", v) for v in "ab"])
    >>> first.seq, second.seq, second.previous == first.hash
    (1, 2, True)
    """
    seq, previous = (last.seq, last.hash) if last else (0, "")
    entries = []
    for operation in operations:
        seq += 1
        entry = Entry(writer, seq, previous, entry_hash(writer, seq, previous, operation), operation)
        previous = entry.hash
        entries.append(entry)
    return tuple(entries)


def is_sound(entry: Entry) -> bool:
    """Whether an entry's hash is that of what it says."""
    return entry.hash == entry_hash(entry.writer, entry.seq, entry.previous, entry.operation)


def kind_of(word: str) -> OpKind:
    """Return a kind of operation; ValueError where there is no such kind."""
    for kind in OP_KINDS:
        if kind == word:
            return kind
    raise ValueError("no operation that is known here")


def vector_data(vector: Vector) -> list[list[str | int]]:
    """Return a vector as plain lists, for JSON."""
    return [[mark.writer, mark.seq, mark.hash] for mark in vector]


def vector_of(data: Sequence[Sequence[str | int]]) -> Vector:
    """Return the vector of such lists.

    >>> vector_of([["w", 2, "abc"]])
    (Mark(writer='w', seq=2, hash='abc'),)
    """
    return tuple(sorted(Mark(str(writer), int(seq), str(name)) for writer, seq, name in data))
