"""A price list as typed for a web page or a letter: a code, words, a price on each line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tcsheets.errors import Problem

CODE = r"D\d{4}(?:\.\d+)?"
DASH = r"\s*[-\u2013\u2014:.|\t]+\s*"
PRICE = r"\$?\s*[\d,]+(?:\.\d{1,2})?"
BULLET = r"^[^A-Za-z0-9]*(?:\d{1,3}[.)]\s+)?"
LINE = re.compile(rf"{BULLET}({CODE})(?:{DASH}|\s+)(?:(.*?)(?:{DASH}|\s+(?=\$)))?({PRICE})\s*$", re.IGNORECASE)
ANY_CODE = re.compile(rf"\b{CODE}\b", re.IGNORECASE)
ANY_PRICE = re.compile(r"\$\s*\d")
SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WORDED = re.compile(r"\b(" + "|".join(MONTHS) + r")[a-z]*\.? (\d{1,2}),? (\d{4})\b", re.IGNORECASE)
HEAD = 5  # lines in which the day of a list is looked for


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line of a price list: its code, words and price, or what keeps it from being read."""

    number: int
    code: str = ""
    words: str = ""
    price: str = ""
    fault: str = ""


def typed_line(number: int, line: str) -> TypedLine | None:
    """Return a line of a price list; None for one with neither a code nor a price.

    >>> typed_line(3, "D0120 - Check-up exam - $90")
    TypedLine(number=3, code='D0120', words='Check-up exam', price='$90', fault='')
    >>> typed_line(4, "D0140 - Problem exam - ask us").fault
    'has a code but no price that can be read'
    """
    if not ANY_CODE.search(line):
        return TypedLine(number, fault="has a price but no code") if ANY_PRICE.search(line) else None
    found = LINE.match(line)
    if len(ANY_CODE.findall(line)) > 1:
        return TypedLine(number, fault="has more than one code; write each on a line of its own")
    if not found:
        return TypedLine(number, fault="has a code but no price that can be read")
    words = found[2] or ""
    if holds_price(words):
        return TypedLine(number, fault="has more than one price; which one holds?")
    return TypedLine(number, found[1].upper(), words, found[3])


def holds_price(words: str) -> bool:
    """Whether a price stands among the words of a line.

    >>> holds_price("Exam - $90"), holds_price("Exam - 90"), holds_price("Root canal, tooth 3")
    (True, True, False)
    """
    parts = re.split(DASH, words)
    return bool(ANY_PRICE.search(words)) or any(re.fullmatch(PRICE, part) for part in parts)


def typed_list(lines: Sequence[str]) -> tuple[list[list[str]], list[Problem]]:
    """Return a price list as rows of cells (code, words, price), one for each line, and a problem for each bad line."""
    found = [typed_line(number, line) for number, line in enumerate(lines, start=1)]
    rows = [[each.code, each.words, each.price] if each and not each.fault else ["", "", ""] for each in found]
    return rows, [Problem(f"line {each.number}", each.fault) for each in found if each and each.fault]


def day_in(lines: Sequence[str]) -> date | None:
    """Return the one date in the head of a list (with slashes: month/day/year), or None.

    >>> day_in(["Fee Schedule 06/01/2025"]), day_in(["Fees from January 1, 2026"])
    (datetime.date(2025, 6, 1), datetime.date(2026, 1, 1))
    """
    head = "\n".join(lines[:HEAD])
    parts = [(each[3], each[1], each[2]) for each in SLASHED.finditer(head)]
    parts += [(each[1], each[2], each[3]) for each in ISO.finditer(head)]
    parts += [(each[3], str(MONTHS.index(each[1].lower()[:3]) + 1), each[2]) for each in WORDED.finditer(head)]
    try:
        days = {date(int(year), int(month), int(day)) for year, month, day in parts}
    except ValueError:
        return None
    return days.pop() if len(days) == 1 else None
