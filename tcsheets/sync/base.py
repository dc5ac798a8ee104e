"""The base: what a workbook remembers of its last sync, carried inside the workbook itself.

A copy, a backup or a mailed workbook so carries the right memory with it.  The base holds each list's rows as they
were read back after writing, the vector each list had been brought up to, and the outbox: operations that went into
the workbook and may not have reached a journal yet.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from sys import intern
from typing import Any

from tcsheets.errors import DecisionError
from tcsheets.sync.op import ID, Operation, Vector, compact, digest, kind_of, vector_data, vector_of

FORMAT = 1
CHUNK = 30_000  # characters in a cell; it could hold 32,767
MOST_UNPACKED = 1 << 27
MOST_RATIO, SMALL = 100, 8 << 20  # unpacked to packed, from a size on; a list comes to 5 to 20
MOST_BRACKETS = 1 << 20
LONGEST_NAME = 255  # of a file
Values = Mapping[str, str]  # of one row, by column key, in canonical form


@dataclass(frozen=True, slots=True)
class ListBase:
    """What a workbook remembers of one list: its columns, its rows by id, and how far it has seen the journals."""

    columns: tuple[str, ...] = ()
    rows: Mapping[str, Values] = field(default_factory=dict)
    vector: Vector = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A conflict as the workbook's Conflicts sheet shows it: what each choice would mean."""

    id: str
    list_name: str
    row_id: str
    field: str
    kind: str
    was: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """The workbook file that the present one replaced: its name among the backups, and its digest as it was read."""

    name: str = ""
    digest: str = ""


NOTHING_REPLACED = Replaced()


@dataclass(frozen=True, slots=True)
class Base:
    """The memory of a workbook: drawn afresh, with a new id, whenever the file is replaced."""

    id: str
    store: str = ""
    alias: str = ""
    place: str = ""  # a digest of installation and path: elsewhere the workbook is a copy
    replaced: Replaced = NOTHING_REPLACED
    lists: Mapping[str, ListBase] = field(default_factory=dict)
    outbox: tuple[Operation, ...] = ()
    conflicts: tuple[Shown, ...] = ()

    def of(self, name: str) -> ListBase:
        """Return what it remembers of a list; nothing of a list it never saw."""
        return self.lists.get(name, ListBase())


def born_mark(base_id: str) -> str:
    """Return the text that a fresh workbook has in cell A1 of its base sheet.

    >>> born_mark("0011223344556677")
    '{"tcsheets":"born","format":1,"base":"0011223344556677"}'
    """
    return compact({"tcsheets": "born", "format": FORMAT, "base": base_id})


def encoded(base: Base) -> tuple[str, ...]:
    """Return a base as the texts of a column of cells: what it is, then its packed content in pieces."""
    content = compact(base_data(base)).encode("utf-8", "surrogatepass")
    packed = base64.b64encode(zlib.compress(content, 6)).decode("ascii")
    pieces = [packed[place : place + CHUNK] for place in range(0, len(packed), CHUNK)]
    head = {"tcsheets": "base", "format": FORMAT, "pieces": len(pieces), "digest": digest(packed)[:16]}
    return (compact(head), *pieces)


def decoded(cells: Sequence[str], name: str) -> Base | None:
    """Return the base in a column of cells, None where there is none; DecisionError where it cannot be relied on."""
    if not cells or not cells[0].strip():
        return None
    head = object_of(cells[0])
    if head.get("tcsheets") not in ("born", "base") or not isinstance(head.get("format"), int):
        raise damaged(name)
    if head["format"] > FORMAT:
        raise DecisionError(f"{name}: a newer tcsheets synced this workbook; bring this computer's up to date")
    if head["tcsheets"] == "born":
        return Base(str(head.get("base", "")))
    count = head.get("pieces")
    pieces = "".join(cells[1 : 1 + count]) if isinstance(count, int) else ""
    if digest(pieces)[:16] != head.get("digest"):
        raise damaged(name)
    try:
        return base_of(object_of(unpacked(pieces)))
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, zlib.error) as error:
        raise damaged(name) from error


class DamagedError(DecisionError):
    """A workbook's memory of its last sync is not whole."""


def damaged(name: str) -> DamagedError:
    """Return the error of a workbook whose memory of the last sync is not whole."""
    return DamagedError(
        f"{name}: what it remembers of its last sync is damaged (sheet _tcsheets); put back a backup of the workbook, "
        "or let it join the store anew: tcsheets resync"
    )


def unpacked(text: str) -> str:
    """Return packed content; ValueError where it is beyond reason."""
    opener = zlib.decompressobj()
    packed = base64.b64decode(text, validate=True)
    content = opener.decompress(packed, min(MOST_UNPACKED, max(SMALL, MOST_RATIO * len(packed))))
    if opener.unconsumed_tail or not opener.eof:
        raise ValueError("packed beyond reason, or cut short")
    if content.count(b"[") + content.count(b"{") > MOST_BRACKETS:
        raise ValueError("more lists than a workbook has rows")
    return content.decode("utf-8", "surrogatepass")


def object_of(text: str) -> dict[str, Any]:
    """Return the JSON object in a text; an empty one where there is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def base_data(base: Base) -> dict[str, object]:
    """Return a base as plain data, rows as lists in the order of their columns."""
    return {
        "id": base.id,
        "store": base.store,
        "alias": base.alias,
        "place": base.place,
        "replaced": [base.replaced.name, base.replaced.digest],
        "lists": {name: list_data(each) for name, each in sorted(base.lists.items())},
        **outbox_data(base.outbox),
        "conflicts": [
            [each.id, each.list_name, each.row_id, each.field, each.kind, each.was, each.mine, each.theirs]
            for each in base.conflicts
        ],
    }


def list_data(kept: ListBase) -> dict[str, object]:
    """Return the memory of one list as plain data."""
    rows = {row_id: [values.get(key, "") for key in kept.columns] for row_id, values in kept.rows.items()}
    return {"columns": kept.columns, "vector": vector_data(kept.vector), "rows": rows}


def outbox_data(outbox: Sequence[Operation]) -> dict[str, object]:
    """Return the outbox as plain data; a vector that many operations share is written once."""
    vectors: list[Vector] = []
    numbers: dict[Vector, int] = {}
    for op in outbox:
        if op.seen not in numbers:
            numbers[op.seen] = len(vectors)
            vectors.append(op.seen)
    return {"vectors": [vector_data(each) for each in vectors], "outbox": [op_data(op, numbers) for op in outbox]}


def op_data(op: Operation, vectors: Mapping[Vector, int]) -> list[object]:
    """Return an operation as plain data."""
    what: list[object] = [op.id, op.kind, op.list_name, op.row_id, op.field, op.old, op.new]
    return [*what, op.at, op.actor, op.workbook, vectors[op.seen], op.after]


def base_of(data: Mapping[str, Any]) -> Base:
    """Return the base of such data."""
    vectors = [vector_of(each) for each in data["vectors"]]
    base_id, store, alias, place = texts(data["id"], data["store"], data["alias"], data["place"])
    return Base(
        base_id,
        store,
        alias,
        place,
        replaced_of(*data["replaced"]),
        {name: list_of(each) for name, each in data["lists"].items()},
        tuple(operation_of(each, vectors) for each in data["outbox"]),
        tuple(Shown(*texts(*each)) for each in data["conflicts"]),
    )


def texts(*values: Any) -> tuple[Any, ...]:
    """Return values that must be texts; TypeError or ValueError where one is none, or holds half a character."""
    "".join(values).encode()
    return values


def replaced_of(name: str, digest_then: str) -> Replaced:
    """Return the file that was replaced: one of the workbook's own backups, so never a path."""
    texts(name, digest_then)
    if Path(name).name != name or len(name) > LONGEST_NAME:
        raise ValueError("a backup's name that leads elsewhere")
    return Replaced(name, digest_then)


def operation_of(data: Sequence[Any], vectors: Sequence[Vector]) -> Operation:
    """Return the operation of such data."""
    op_id, kind, list_name, row_id, key, old, new, at, actor, workbook, vector, after = data
    if not all(ID.fullmatch(each) for each in (op_id, row_id, *after)):
        raise ValueError("an id that no program gives")
    texts(list_name, key, old, new, at, actor, workbook)
    seen = vectors[vector]
    return Operation(op_id, kind_of(kind), list_name, row_id, key, old, new, at, actor, workbook, seen, tuple(after))


def list_of(data: Mapping[str, Any]) -> ListBase:
    """Return the memory of one list."""
    columns = tuple(data["columns"])
    # One string for equal texts: a list says "accepted" a thousand times, here and in its table and in the journals.
    rows = {row_id: dict(zip(columns, map(intern, texts(*values)))) for row_id, values in data["rows"].items()}
    return ListBase(columns, rows, vector_of(data["vector"]))


def advanced(base: Base, operations: Sequence[Operation]) -> Mapping[str, ListBase]:
    """Return the memory of each list with what was found in the workbook taken in: rows as the person has them now.

    Vectors stay: nothing new has been seen.
    """
    lists = {name: dict(each.rows) for name, each in base.lists.items()}
    for op in operations:
        rows = lists.setdefault(op.list_name, {})
        if op.kind == "delete" or (op.kind == "propose" and not op.field):
            rows.pop(op.row_id, None)
        elif op.kind != "resolve":
            rows[op.row_id] = {**rows.get(op.row_id, {}), **op.cells()}
    return {name: with_rows(base.of(name), rows) for name, rows in lists.items()}


def with_rows(kept: ListBase, rows: Mapping[str, Values]) -> ListBase:
    """Return the memory of a list with other rows; a column it lacks stays unseen, unless it is a list it never saw."""
    columns = kept.columns or tuple(sorted({key for values in rows.values() for key in values}))
    return replace(kept, rows=rows, columns=columns)
