"""A list's view as a CSV file: for people to read, safe to open in any spreadsheet program, and never the truth.

Each row ends with its id and a short digest of the row as it was written.  So a row that somebody has changed in the
file is told from one that is only old, and a file of which a piece has not arrived is not taken for anybody's work.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from tcsheets.stores.journals import SKIPPED, TRIGGERS
from tcsheets.sync.views import HandEdit, ListView

KEY_TITLE = "row (do not change)"
KEY = re.compile(r"([0-9A-Za-z_-]{1,64})\.([0-9a-f]{8})")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
FORMULA = re.compile(f"(^|[;\t\r\n|])({SKIPPED})(?=[{TRIGGERS}\t\r])")
ANY_TRIGGER = re.compile(f"[{TRIGGERS}\t\r]")


def harmless(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula, for people to read.

    >>> harmless("=HYPERLINK(1)"), harmless("-45.00"), harmless("call; =1+1")
    ("'=HYPERLINK(1)", '-45.00', "call; '=1+1")
    """
    return text if not ANY_TRIGGER.search(text) or NUMBER.fullmatch(text) else FORMULA.sub(r"\1\2'", text)


def meant(text: str) -> str:
    """Return the text that was made harmless by a mark before it.

    >>> meant("'=1+1"), meant("'tis")
    ('=1+1', "'tis")
    """
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text


def view_bytes(view: ListView) -> bytes:
    """Return a view as CSV that Excel opens as UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    for row_id, row in zip(view.ids, view.rows):
        texts = [harmless(each) for each in row]
        writer.writerow([*texts, f"{row_id}.{digest_of(texts)}"])
    body = out.getvalue().encode()
    header = ",".join(f'"{harmless(each)}"' for each in (*view.header, f"{KEY_TITLE} {digest_of_body(body)}"))
    return header.encode("utf-8-sig") + b"\r\n" + body


def digest_of_body(body: bytes) -> str:
    """Return the digest by which a whole view is known to be as it was written."""
    return sha256(body).hexdigest()[:16]


def is_untouched(data: bytes) -> bool:
    """Whether a view's file is, byte for byte, one that was written by the sync."""
    header, _, body = data.partition(b"\r\n")
    return header.endswith(f'"{KEY_TITLE} {digest_of_body(body)}"'.encode())


def digest_of(texts: Sequence[str]) -> str:
    """Return the digest by which a row of a view is known to be as it was written."""
    return sha256("\x1f".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class ReadView:
    """What stands in a view's file that was not written there: rows changed by hand, and how many rows were added."""

    edits: tuple[HandEdit, ...] = ()
    added: int = 0


def read_view(name: str, data: bytes) -> ReadView:
    """Return what somebody has done in a view's file; nothing where it cannot be read as one."""
    if is_untouched(data):
        return ReadView()
    try:
        header, *rows = rows_in(data)
    except (ValueError, csv.Error):
        return ReadView()
    if not header or not header[-1].startswith(KEY_TITLE):
        return ReadView(added=len(rows))
    edits, added = [], 0
    for row in rows:
        key = KEY.fullmatch(row[-1]) if len(row) == len(header) else None
        if key and key[2] != digest_of(row[:-1]):
            edits.append(HandEdit(name, key[1], key[2], tuple(zip(header[:-1], map(meant, row[:-1])))))
        added += key is None and any(row)
    return ReadView(tuple(edits), added)


def rows_in(data: bytes) -> Iterable[list[str]]:
    """Return the rows of a CSV file, whichever separator a spreadsheet program has saved it with."""
    text = data.decode("utf-8-sig")
    first = text.partition("\n")[0]
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count)))
