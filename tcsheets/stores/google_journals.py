"""Journals in a spreadsheet of Google's: one hidden, protected tab a writer, one row an operation, at explicit rows.

A row is one JSON text, in pieces where it is long; the first row says what the tab is.  A named range marks the end of
the journal: whoever adds to it moves the mark on in the same batch, so of two who read the same end one is refused, and
a request that arrives twice does nothing the second time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast

from tcsheets.stores.google_snapshot import (
    JOURNAL_END,
    Request,
    Snapshot,
    Tab,
    grown,
    hidden_tab,
    moved_mark,
    number_in,
    sheet_id_of,
    written_texts,
)
from tcsheets.stores.journals import Extent, NewerError
from tcsheets.sync.op import ID, OP_KINDS, Entry, Operation, OpKind, Vector, compact, is_sound, vector_data, vector_of

FORMAT = 1
TITLE = "tcsheets journal"
TAB = "_tcsheets journal "
PIECE = 20_000  # characters in a cell; it could hold 50,000, and some characters count twice
SPARE_ROWS = 200


def journal_tab(name: str) -> int:
    """Return the sheet id of a journal's tab."""
    return sheet_id_of("journal", name)


def pieces_of(text: str) -> list[str]:
    """Return a text in pieces that fit into cells.

    >>> [len(each) for each in pieces_of("a" * 45_000)]
    [20000, 20000, 5000]
    """
    return [text[place : place + PIECE] for place in range(0, len(text), PIECE)]


# --- reading -------------------------------------------------------------------------------------------------------


def journals_in(snapshot: Snapshot) -> list[tuple[str, Tab]]:
    """Return the journals of a spreadsheet by name, wherever their tabs are."""
    found = [(each.title.removeprefix(TAB), each) for each in snapshot.tabs.values() if each.title.startswith(TAB)]
    return sorted(found, key=lambda pair: pair[0])


def read_journal(tab: Tab) -> tuple[list[Entry], Extent]:
    """Return the entries of a journal as far as they can be read, and how far that is."""
    found: list[Entry] = []
    try:
        found.extend(each for each in collected(entries_in(tab.lines()), found))
    except NewerError:
        return found, "newer"
    except (ValueError, TypeError, OverflowError, RecursionError, KeyError):
        return found, "cut"
    return found, "whole"


def collected(entries: Iterator[Entry], into: list[Entry]) -> Sequence[Entry]:
    """Put entries into a list one by one, so that those before a fault count."""
    for each in entries:
        into.append(each)  # noqa: PERF402
    return ()


def entries_in(lines: Sequence[str]) -> Iterator[Entry]:
    """Yield the sound entries of a journal up to the first that is not."""
    if not lines:
        raise ValueError("an empty tab")
    title, version, writer = json.loads(lines[0])
    if title != TITLE:
        raise ValueError("no journal")
    if version > FORMAT:
        raise NewerError("a newer format")
    previous, vector = "", cast(Vector, ())
    for line in lines[1:]:
        if not line:
            break
        entry = parsed(line, str(writer), Before(previous, vector))
        previous, vector = entry.hash, entry.operation.seen
        yield entry


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a line: a hash, and the vector that was said last, which the hash stands for."""

    previous: str
    vector: Vector = field(compare=False)


@lru_cache(maxsize=1 << 15)
def parsed(line: str, writer: str, before: Before) -> Entry:
    """Return the entry in a line; ValueError where it does not agree with its hash."""
    seq, op_id, kind, list_name, row_id, key, old, new, at, actor, workbook, seen, after, name = json.loads(line)
    if not all(ID.fullmatch(each) for each in (op_id, row_id, *after)):
        raise ValueError("an id that no program gives")
    seen = before.vector if seen is None else vector_of(seen)
    what = (list_name, row_id, key, old, new, at, actor, workbook)
    entry = Entry(
        writer, int(seq), before.previous, name, Operation(op_id, cast(OpKind, kind), *what, seen, tuple(after))
    )
    if not is_sound(entry):
        raise ValueError("a line that does not agree with its hash")
    if kind not in OP_KINDS:
        raise NewerError("an operation that is not known here")
    return entry


# --- adding --------------------------------------------------------------------------------------------------------


def line_of(entry: Entry, last: Vector | None) -> str:
    """Return an entry as a line; a vector that is the one before it is not said again."""
    op = entry.operation
    seen = None if op.seen == last else vector_data(op.seen)
    what = (op.id, op.kind, op.list_name, op.row_id, op.field, op.old, op.new, op.at, op.actor, op.workbook)
    return compact([entry.seq, *what, seen, op.after, entry.hash])


def lines_of(entries: Sequence[Entry], last: Vector) -> list[str]:
    """Return entries as lines, after one with that vector."""
    lines = []
    for each in entries:
        lines.append(line_of(each, last))
        last = each.operation.seen
    return lines


def added(snapshot: Snapshot, journal: str, chain: Sequence[Entry], entries: Sequence[Entry]) -> list[Request]:
    """Return the requests that add entries to a journal that was read as this chain.

    They write the same cells however often they arrive; they are refused, all of them, where the journal has gone on.
    """
    sheet_id = journal_tab(journal)
    last = chain[-1].operation.seen if chain else ()
    rows = [pieces_of(each) for each in lines_of(entries, last)]
    width, end = max(map(len, rows)), 1 + len(chain) + len(rows)
    tab, mark = snapshot.tab(sheet_id), snapshot.mark(JOURNAL_END, sheet_id)
    if tab is None:
        head = compact([TITLE, FORMAT, entries[0].writer])
        made = [*hidden_tab(sheet_id, TAB + journal, end + SPARE_ROWS, width), written_texts(sheet_id, 0, 0, [[head]])]
    else:
        made = grown(tab, end + SPARE_ROWS if end > tab.height else 0, width)
    stale = len(tab.rows) - 1 - len(chain) if tab else 0  # rows that cannot be read stand there
    number = max(len(chain) + len(entries), number_in(mark.name) + 1 if mark else 0)
    return [
        *made,
        *moved_mark(mark, JOURNAL_END, sheet_id, number),
        written_texts(sheet_id, 1 + len(chain), 0, rows, stale),
    ]
