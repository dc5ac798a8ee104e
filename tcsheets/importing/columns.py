"""Which column of a list is what: codes, words, fees.

An office fee, a member fee and a network fee are known by their headers.
Several columns that could each be the fee are refused with their names until
one is chosen; a column that is not read is named, not passed over in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tcsheets.cells import is_blank, read_cell
from tcsheets.errors import FileError
from tcsheets.pricing.fees import CLEAR_OFFICE_NAMES, FEE_COLUMNS, FEE_KINDS
from tcsheets.tables import header_key

FEE_WORDS = ("fee", "fees", "price", "charge", "ucr", "amount", "cost", "rate")
KNOWN = {column.field: [header_key(name) for name in (column.header, *column.synonyms)] for column in FEE_COLUMNS}
HEADERS = {column.field: column.header for column in FEE_COLUMNS}
CLEAR = [header_key(name) for name in ("Office fee", *CLEAR_OFFICE_NAMES)]
FARTHEST_HEADER = 30  # rows of titles and addresses above the header row


@dataclass(frozen=True, slots=True)
class Columns:
    """How a header row is read: the headers to read by, what each of ours was in the file, and what is not read."""

    header: tuple[str, ...]
    read_from: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]


def header_place(rows: Sequence[Sequence[Any]]) -> int | None:
    """Return the place of the header row, the first in which a column of codes is named; None without one."""
    for place, row in enumerate(rows[:FARTHEST_HEADER]):
        if any(header_key(cell) in KNOWN["code"] for cell in row):
            return place
    return None


def shown(header: Sequence[Any]) -> list[str]:
    """Return the headers of a row as a person reads them, blank ones left out."""
    return [str(cell).strip() for cell in header if not is_blank(cell)]


def is_amount(cell: Any) -> bool:
    """Whether a cell holds an amount.

    >>> is_amount("$64.00"), is_amount("PPO"), is_amount("")
    (True, False, False)
    """
    try:
        return read_cell(cell, "Money") is not None
    except ValueError:
        return False


def holds_amounts(rows: Sequence[Sequence[Any]], place: int) -> bool:
    """Whether a column has an amount below its header."""
    return any(place < len(row) and is_amount(row[place]) for row in rows[1:])


def places_known_as(header: Sequence[Any], field: str) -> list[int]:
    """Return the places of the headers that are known names of one of our columns."""
    return [place for place, cell in enumerate(header) if header_key(cell) in KNOWN[field]]


def unknown_fees(rows: Sequence[Sequence[Any]]) -> list[int]:
    """Return the places of columns that hold amounts under a header of fees which is none of ours."""
    ours = [key for keys in KNOWN.values() for key in keys]
    keys = [header_key(cell) for cell in rows[0]]
    like = [place for place, key in enumerate(keys) if key not in ours and set(key.split()) & set(FEE_WORDS)]
    return [place for place in like if holds_amounts(rows, place)]


def fee_place(rows: Sequence[Sequence[Any]], name: str) -> int | None:
    """Return the place of the one column that is the fee; None where only member or network fees are named.

    Refused with their names where several could be it.
    """
    header = rows[0]
    office, unknown = places_known_as(header, "office"), unknown_fees(rows)
    if len(office) == 1 and (not unknown or header_key(header[office[0]]) in CLEAR):
        return office[0]
    others = places_known_as(header, "member") + places_known_as(header, "network")
    candidates = office + unknown if office or not others else []
    if len(candidates) > 1:
        names = ", ".join(str(header[place]).strip() for place in sorted(candidates))
        raise FileError(f"{name}: {names} could each be the fee; choose one with --fee-column")
    if not candidates and not others:
        raise FileError(f"{name} has codes but no column of fees; its columns are: {', '.join(shown(header))}")
    return candidates[0] if candidates else None


def chosen_place(header: Sequence[Any], wanted: str, name: str) -> int:
    """Return the place of the column that a person chose as the fee; `FileError` names those there are."""
    found = [place for place, cell in enumerate(header) if header_key(cell) == header_key(wanted)]
    if len(found) > 1:
        raise FileError(f'{name} has {len(found)} columns "{wanted}"; rename one in the file')
    if not found:
        raise FileError(f'{name} has no column "{wanted}"; its columns are: {", ".join(shown(header))}')
    return found[0]


def columns_of(rows: Sequence[Sequence[Any]], name: str, wanted: str = "", which: str = "office") -> Columns:
    """Return how the header row of a list is read.

    wanted: the header of the fee, where a person chose it.
    which: which fee it is, office as a rule; a file of a network's fees may call them just "Fee".
    """
    header = rows[0]
    if which not in FEE_KINDS:
        raise FileError(f'there are no "{which}" fees; say one of: {", ".join(FEE_KINDS)}')
    if wanted:
        return named_columns(header, chosen_place(header, wanted, name), which)
    own = places_known_as(header, which)
    if which != "office" and own:
        return named_columns(header, own[0] if len(own) == 1 else None, which)
    return named_columns(header, fee_place(rows, name), which)


def named_columns(header: Sequence[Any], fee: int | None, which: str) -> Columns:
    """Return how a header row is read, with the column at a place as the fee and no other in its stead."""
    texts = ["" if is_blank(cell) else str(cell).strip() for cell in header]
    renamed = list(texts)
    if fee is not None:
        for place in places_known_as(header, which):
            renamed[place] = ""
        renamed[fee] = HEADERS[which]
    roles = [role_of(text) for text in renamed]
    read_from = tuple((HEADERS[role], text) for role, text in zip(roles, texts) if role)
    return Columns(tuple(renamed), read_from, tuple(text for role, text in zip(roles, texts) if text and not role))


def role_of(header: str) -> str:
    """Return which of our columns a header is, "" for none."""
    return next((field for field, keys in KNOWN.items() if header_key(header) in keys), "")
