"""Cutting a checkpoint: what a history comes to, in a form that is quick to read.

One is cut only where nothing is missing: every entry hangs together with its writer's first, nobody's chain is forked,
and all that any author had seen is there.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from tcsheets.errors import StoreError
from tcsheets.sync.fold import ListState, fold, fold_cells, heads_of, parted
from tcsheets.sync.foundation import ID, Foundation, KeptRow, kept_row, packed, short
from tcsheets.sync.history import History
from tcsheets.sync.lists import ListDefinition
from tcsheets.sync.op import WHOLE_ROW, Entry, Operation, Vector, compact, is_sound, kind_of, vector_data, vector_of

FORMAT = 1
TITLE = b"tcsheets checkpoint"
WORTH_WHILE = 150_000  # entries to be read one by one, from which on a checkpoint saves more than it costs
PIECE, LINE, MOST_UNPACKED = 1 << 14, 3 << 14, 1 << 30  # bytes


def is_closed(history: History) -> bool:
    """Whether nothing is missing from a history and no chain is forked."""
    writers = [mark.writer for mark in history.tips]
    vectors = {op.seen for op in history.operations.values()}
    known = all(history.knows(mark) for vector in vectors for mark in vector)
    return not history.waiting and len(writers) == len(set(writers)) and known


def cut(
    definitions: Sequence[ListDefinition], history: History, segments: Mapping[str, str] | None = None
) -> Foundation | None:
    """Return what stands for a whole history; None where something is missing, or a chain is forked."""
    if not is_closed(history):
        return None
    before = history.foundation
    new = [each for each in history.entries if before is None or not before.has(each.mark)]
    hashes = defaultdict(
        bytearray, {writer: bytearray(each) for writer, each in (before.chains if before else {}).items()}
    )
    for entry in sorted(new, key=lambda entry: entry.mark):
        hashes[entry.writer] += bytes.fromhex(entry.hash)
    old_ids = before.ids if before else b""
    ids = {old_ids[place : place + ID] for place in range(0, len(old_ids), ID)} | {
        short(op) for op in history.operations
    }
    rows: dict[str, dict[str, KeptRow]] = {name: dict(each) for name, each in (before.rows if before else {}).items()}
    plain: set[tuple[str, str]] = set()
    for definition in definitions:
        rows[definition.name] = plain_rows(definition, history, plain)
    open_entries = [each for each in history.entries if each.operation.id in history.operations]
    whole = tuple(each for each in open_entries if (each.operation.list_name, each.operation.row_id) not in plain)
    modes = {**(before.modes if before else {}), **{each.name: each.mode for each in definitions}}
    chains = {writer: bytes(each) for writer, each in hashes.items()}
    return Foundation(chains, b"".join(sorted(ids)), rows, whole, modes, dict(segments or {}))


def plain_rows(definition: ListDefinition, history: History, plain: set[tuple[str, str]]) -> dict[str, KeptRow]:
    """Return the rows of a list on which all agree, and note those whose operations need not be kept."""
    state = fold(definition, history)
    disputed = {op.row_id for op in state.proposals}
    given: dict[str, list[Operation]] = defaultdict(list)
    for op in history.operations.values():
        if op.list_name == definition.name:
            given[op.row_id].append(op)
    kept = kept_again(definition, history)
    found = {}
    for row in state.in_order():
        if row.row_id not in given:
            found[row.row_id] = kept[row.row_id]
            continue
        is_plain = not (row.disputed or row.deletions or row.row_id in disputed)
        made = plain_row(definition, history, row.row_id, given[row.row_id]) if is_plain else None
        if made:
            found[row.row_id] = made
            plain.add((definition.name, row.row_id))
        elif row.row_id in kept:
            found[row.row_id] = kept[row.row_id]
    return {**left_over(kept, found, state), **found}


def kept_again(definition: ListDefinition, history: History) -> dict[str, KeptRow]:
    """Return the rows that a checkpoint stands for, with what other journals say of them again."""
    kept = history.kept(definition.name)
    fresh = {}
    for row_id in {op.row_id for op in history.again.values()} & kept.keys():
        heads = [(op, history.marks(op.id)) for op in history.unpacked(definition.name, row_id)]
        fresh[row_id] = replace(history.kept_row(definition.name, row_id), heads=packed(heads))
    return {**kept, **fresh}


def left_over(kept: Mapping[str, KeptRow], found: Mapping[str, KeptRow], state: ListState) -> dict[str, KeptRow]:
    """Return the kept rows that stand no more: what they said last may still matter to somebody."""
    return {row_id: row for row_id, row in kept.items() if row_id not in found and row_id not in state.rows}


def plain_row(
    definition: ListDefinition, history: History, row_id: str, operations: Sequence[Operation]
) -> KeptRow | None:
    """Return a row of which each cell has one head and nothing else stands; None where it is not as simple as that."""
    kept = history.kept(definition.name).get(row_id)
    older = history.unpacked(definition.name, row_id) if kept else []
    everything = [*older, *operations]
    edits, deletions, keeps = parted(definition, everything)
    births = [op for op in edits if op.kind == "create"]
    if len(births) != 1 or deletions or keeps or any(op.kind == "propose" for op in everything):
        return None
    if definition.mode != "cell" and len(everything) > 1:
        return None
    cells = {key: cell for key, cell in fold_cells(definition, history, edits).items() if key != WHOLE_ROW}
    said = {key: (cell.heads[0].operation, cell.heads[0].operation.cells()[key]) for key, cell in cells.items()}
    others = [op for op, _ in said.values() if op.id != births[0].id]
    stands = bool(heads_of(history, births, edits))
    if any(len(cell.heads) > 1 for cell in cells.values()) or (others and stands) or not said:
        return None
    places = {op.id: history.marks(op.id) for op in (births[0], *others)}
    return kept_row(births[0], places, said)


# --- as a file -----------------------------------------------------------------------------------------------------


def lines_of(made: Foundation) -> Iterator[object]:
    """Yield a foundation as plain data, a line at a time."""
    yield [dict(made.modes), dict(made.segments)]
    for writer, chain in sorted(made.chains.items()):
        yield from (["c", writer, piece] for piece in in_lines(chain))
    yield from (["i", piece] for piece in in_lines(made.ids))
    vectors: dict[Vector, int] = {}
    for entry in made.entries:
        op = entry.operation
        if op.seen not in vectors:  # one vector stands for all that was written from one view
            vectors[op.seen] = len(vectors)
            yield ["v", vector_data(op.seen)]
        what = [op.id, op.kind, op.list_name, op.row_id, op.field, op.old, op.new, op.at, op.actor, op.workbook]
        yield ["e", entry.writer, entry.seq, entry.previous, entry.hash, *what, vectors[op.seen], op.after]
    for name, rows in made.rows.items():
        for row_id, row in rows.items():
            born = row.born
            birth = (born.id, born.at, born.actor, born.workbook, born.new)
            yield ["r", name, row_id, row.values, row.place, *birth, row.heads]


def in_lines(data: bytes) -> Iterator[str]:
    """Yield bytes as texts of lines that are not too long."""
    for place in range(0, len(data), LINE):
        yield base64.b64encode(data[place : place + LINE]).decode()


def checkpoint_bytes(made: Foundation) -> bytes:
    """Return a foundation as the bytes of a file."""
    packer = zlib.compressobj(1)
    body = b"".join(
        [
            *(packer.compress(compact(each).encode("utf-8", "surrogatepass") + b"\n") for each in lines_of(made)),
            packer.flush(),
        ]
    )
    return b"%s %d %s\n" % (TITLE, FORMAT, sha256(body).hexdigest().encode()) + body


def read_checkpoint(data: bytes) -> Foundation:
    """Return the foundation in a file's bytes; StoreError where it is none, not whole, or of another version."""
    head, _, body = data.partition(b"\n")
    if head != b"%s %d %s" % (TITLE, FORMAT, sha256(body).hexdigest().encode()):
        raise StoreError("the checkpoint is not whole; the next sync makes it anew")
    try:
        return foundation_of(map(json.loads, unpacked_lines(body)))
    except (ValueError, TypeError, KeyError, IndexError, zlib.error, RecursionError) as error:
        raise StoreError("the checkpoint cannot be read; the next sync makes it anew") from error


def unpacked_lines(body: bytes) -> Iterator[bytes]:
    """Yield the lines of a packed body, a piece at a time."""
    opener, rest, count = zlib.decompressobj(), b"", 0
    for place in range(0, len(body), PIECE):
        *lines, rest = (rest + opener.decompress(body[place : place + PIECE])).split(b"\n")
        count += sum(map(len, lines))
        if count + len(rest) > MOST_UNPACKED:
            raise ValueError("packed beyond reason")
        yield from lines


def foundation_of(lines: Iterator[Any]) -> Foundation:
    """Return the foundation of such lines."""
    modes, segments = next(lines)
    chains: dict[str, bytearray] = defaultdict(bytearray)
    ids = bytearray()
    entries: list[Entry] = []
    rows: dict[str, dict[str, KeptRow]] = defaultdict(dict)
    strings: dict[str, str] = {}
    vectors: list[Vector] = []
    for kind, *rest in lines:
        if kind == "c":
            chains[rest[0]] += base64.b64decode(rest[1])
        elif kind == "i":
            ids += base64.b64decode(rest[0])
        elif kind == "v":
            vectors.append(vector_of(rest[0]))
        elif kind == "e":
            entries.append(entry_of(rest, vectors))
        else:
            name, row_id, values, place, op_id, at, actor, workbook, new, heads = rest
            birth = Operation(op_id, "create", name, row_id, "", "", new, at, actor, workbook)
            texts = {key: strings.setdefault(text, text) for key, text in values.items()}
            rows[name][row_id] = KeptRow(texts, birth, place, heads)
    whole = {writer: bytes(each) for writer, each in chains.items()}
    return Foundation(whole, bytes(ids), rows, tuple(entries), modes, segments)


def entry_of(line: Sequence[Any], vectors: Sequence[Vector]) -> Entry:
    """Return the entry of such a line; ValueError where it is not what its hash says."""
    writer, seq, previous, name, op_id, kind, *what, seen, after = line
    list_name, row_id, key, old, new, at, actor, workbook = what
    seen_by, ids = vectors[seen], tuple(after)
    op = Operation(op_id, kind_of(kind), list_name, row_id, key, old, new, at, actor, workbook, seen_by, ids)
    entry = Entry(writer, seq, previous, name, op)
    if not is_sound(entry):
        raise ValueError("an entry that does not agree with its hash")
    return entry
