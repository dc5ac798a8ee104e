"""The part of a history that a checkpoint stands for, so that it need not be read again entry by entry.

It says of every entry that it was there (by its hash) and of every operation that it is known (by its id), and keeps
what may still matter: of a row on which all agree, each value with the operation that says it; of any other row, and
of rows that are gone, the operations themselves.  The journals stay; a checkpoint is a view of them.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from tcsheets.sync.op import WHOLE_ROW, Entry, Mark, Operation, compact, kind_of, row_text, vector_data, vector_of

HASH, ID = 16, 10  # bytes


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row on which all agree: its values, the operation that made it and its number, and packed what says a value."""

    values: Mapping[str, str]
    born: Operation
    place: int
    heads: str


@dataclass(frozen=True)
class Foundation:
    """What a checkpoint stands for.

    chains: of each writer, the hashes of all entries; ids: of all operations, shortened and sorted; rows: by list;
    entries: those that are kept whole; modes: of each list, how edits met; segments: which files need not be read.
    """

    chains: Mapping[str, bytes]
    ids: bytes
    rows: Mapping[str, Mapping[str, KeptRow]]
    entries: tuple[Entry, ...]
    modes: Mapping[str, str]
    segments: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def kept_whole(self) -> frozenset[str]:
        """The ids of the operations that are kept whole."""
        return frozenset(entry.operation.id for entry in self.entries)

    def has_settled(self, op_id: str) -> bool:
        """Whether it stands for an operation without keeping it whole: found again elsewhere, it says nothing new."""
        return op_id not in self.kept_whole and self.holds(op_id)

    @cached_property
    def lines(self) -> dict[str, int]:
        """The number of each writer's line."""
        return {writer: number for number, writer in enumerate(sorted(self.chains))}

    def length(self, writer: str) -> int:
        """Return how many entries of a writer it stands for."""
        return len(self.chains.get(writer, b"")) // HASH

    def tip(self, writer: str) -> Mark:
        """Return the last of a writer's entries that it stands for."""
        return Mark(writer, self.length(writer), self.chains[writer][-HASH:].hex())

    def has(self, mark: Mark) -> bool:
        """Whether it stands for an entry."""
        chain = self.chains.get(mark.writer, b"")
        return 0 < mark.seq <= len(chain) // HASH and chain[(mark.seq - 1) * HASH : mark.seq * HASH].hex() == mark.hash

    def place_of(self, writer: str, name: str) -> int:
        """Return the number of a writer's entry by its hash, 0 where there is none."""
        chain = self.chains.get(writer, b"")
        try:
            wanted = bytes.fromhex(name)
        except ValueError:
            return 0
        place = chain.find(wanted)
        while place % HASH and place > 0:
            place = chain.find(wanted, place + 1)
        return place // HASH + 1 if place >= 0 else 0

    def holds(self, op_id: str) -> bool:
        """Whether it stands for an operation."""
        count, wanted = len(self.ids) // ID, short(op_id)
        place = bisect_left(range(count), wanted, key=lambda number: self.ids[number * ID : (number + 1) * ID])
        return place < count and self.ids[place * ID : (place + 1) * ID] == wanted


def short(op_id: str) -> bytes:
    """Return an operation's id as it is kept: short, and of one length."""
    return sha256(op_id.encode("utf-8", "surrogatepass")).digest()[:ID]


Places = tuple[Mark, ...]  # where an operation stands: once for each journal that holds it


def packed(heads: Iterable[tuple[Operation, Places]]) -> str:
    """Return operations with their places, so that `unpacked` returns what still matters of them."""
    data = [
        [
            op.id,
            op.kind,
            op.field,
            op.old if op.field else "",
            op.new,
            op.at,
            op.actor,
            op.workbook,
            vector_data(places),
        ]
        for op, places in heads
    ]
    return compact(data)


def unpacked(list_name: str, row_id: str, row: KeptRow) -> list[tuple[Operation, Places]]:
    """Return the operations that a kept row stands for, each with its places; the one that made the row comes first.

    What they had seen of one another is settled, so they only say the values that stand.
    """
    found = []
    for op_id, kind, key, old, new, at, actor, workbook, places in json.loads(row.heads):
        after = (row.born.id,) if op_id != row.born.id else ()
        op = Operation(op_id, kind_of(kind), list_name, row_id, key, old, new, at, actor, workbook, (), after)
        found.append((op, vector_of(places)))
    return found


def kept_row(born: Operation, places: Mapping[str, Places], said: Mapping[str, tuple[Operation, str]]) -> KeptRow:
    """Return a row on which all agree; `said` is, of each cell, the operation that says its value, and the value."""
    own = {key: text for key, (op, text) in said.items() if op.id == born.id}
    birth = Operation(
        *(born.id, "create", born.list_name, born.row_id, WHOLE_ROW, "", row_text(own)),
        *(born.at, born.actor, born.workbook),
    )
    others = [op for op, _ in said.values() if op.id != born.id]
    heads = packed((each, places[each.id]) for each in (birth, *others))
    return KeptRow({key: text for key, (_, text) in said.items()}, birth, places[birth.id][0].seq, heads)
