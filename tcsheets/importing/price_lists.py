"""A price list as typed for a web page or a letter: a code, words, a price on each line."""

from __future__ import annotations

import re
from datetime import date

CODE = r"D\d{4}(?:\.\w+)?"
DASH = r"\s*[-\u2013\u2014:.|\t]+\s*"
LINE = re.compile(rf"^\s*({CODE}){DASH}(.*?){DASH}(\$?\s*[\d,]+(?:\.\d{{1,2}})?)\s*$", re.IGNORECASE)
DAY = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")


def typed_rows(lines: list[str]) -> list[tuple[str, str, str]]:
    """Return (code, words, price) of the lines that have all three.

    >>> typed_rows(["Fee Schedule", "D0120 - Check-up exam - $90"])
    [('D0120', 'Check-up exam', '$90')]
    """
    found = (LINE.match(line) for line in lines)
    return [(match[1].upper(), match[2], match[3]) for match in found if match]


def lines_with_a_code(lines: list[str]) -> list[int]:
    """Return the numbers (from 1) of lines that begin with a procedure code."""
    return [number for number, line in enumerate(lines, start=1) if re.match(rf"\s*{CODE}\b", line, re.IGNORECASE)]


def day_in(lines: list[str]) -> date | None:
    """Return the one date in the head of a list (month/day/year), or None.

    >>> day_in(["Fee Schedule 06/01/2025"])
    datetime.date(2025, 6, 1)
    """
    found = [match for line in lines[:5] for match in DAY.finditer(line)]
    if len(found) != 1:
        return None
    month, day, year = (int(part) for part in found[0].groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
