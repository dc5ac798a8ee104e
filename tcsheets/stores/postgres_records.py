"""Entries of journals as rows of a table, and back.

A text that a database cannot hold as it is (with a NUL, or half a surrogate pair) stands there as JSON, which `stored`
writes and `unguarded` turns back; so does any text that begins like JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from tcsheets.stores.journals import Extent, unguarded
from tcsheets.sync.op import OP_KINDS, Entry, Operation, OpKind, compact, digest, is_sound, vector_data, vector_of

COLUMNS = (
    *("journal", "seq", "writer", "previous", "hash", "id", "kind", "list", "row_id", "field"),
    *("old", "new", "at", "actor", "workbook", "seen", "after"),
)
ODD = re.compile('^"|[\x00\ud800-\udfff]')
NOT_SHOWN = re.compile("[\x00\ud800-\udfff]")


def stored(text: str) -> str:
    r"""Return a text as a column can hold it.

    >>> stored("called"), stored("a\x00b")
    ('called', '"a\\u0000b"')
    """
    return json.dumps(text) if ODD.search(text) else text


def shown(text: str) -> str:
    """Return a text as people may read it in a list: what no database holds is replaced by a mark."""
    return NOT_SHOWN.sub("\ufffd", text)


def vector_row(operation: Operation) -> tuple[str, str]:
    """Return the vector that an operation had seen, by a name that says what it holds."""
    marks = compact(vector_data(operation.seen))
    return digest(marks)[:32], stored(marks)


def record(journal: str, entry: Entry, vector: str) -> tuple[Any, ...]:
    """Return an entry as a row."""
    op = entry.operation
    what = (op.list_name, op.row_id, op.field, op.old, op.new, op.at, op.actor, op.workbook)
    place = (journal, entry.seq, entry.writer, entry.previous, entry.hash)
    return (*place, op.id, op.kind, *map(stored, what), vector, " ".join(op.after))


def entry_of(row: Sequence[Any], vectors: Mapping[str, Any]) -> Entry:
    """Return the entry in a row, without its journal; ValueError or KeyError where it is none."""
    seq, writer, previous, name, op_id, kind, *what, seen, after = row
    list_name, row_id, key, old, new, at, actor, workbook = map(unguarded, what)
    ids = tuple(after.split())
    texts = (list_name, row_id, key, old, new, at, actor, workbook)
    return Entry(
        writer, seq, previous, name, Operation(op_id, cast(OpKind, kind), *texts, seen=vectors[seen], after=ids)
    )


def vectors_of(rows: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return vectors by their names; those that cannot be read are left out."""
    found = {}
    for name, marks in rows:
        try:
            found[name] = vector_of(json.loads(unguarded(marks)))
        except (ValueError, TypeError):
            continue
    return found


def sound_part(rows: Iterable[Sequence[Any]], vectors: Mapping[str, Any]) -> tuple[list[Entry], Extent]:
    """Return the entries of a journal up to the first that does not hold, and how far that is."""
    found: list[Entry] = []
    for row in rows:
        try:
            entry = entry_of(row, vectors)
        except (ValueError, KeyError, TypeError):
            return found, "cut"
        if not is_sound(entry) or (found and entry.previous != found[-1].hash):
            return found, "cut"
        if entry.operation.kind not in OP_KINDS:
            return found, "newer"
        found.append(entry)
    return found, "whole"
