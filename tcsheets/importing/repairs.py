"""What a file's cells need before they are fees, and a word about each: nothing is mended in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from tcsheets.cells import is_blank, text_of
from tcsheets.errors import Problem
from tcsheets.importing.columns import role_of
from tcsheets.pricing.fees import FEE_KINDS

NUMBER_CODE = re.compile(r"^\d{1,4}(\.0)?$")
SPACED_CODE = re.compile(r"^[Dd][\s-]+(\d{4})$")
NO_FEE = ("-", "\u2013", "\u2014", "n/a", "na", "n.a.")
SLASHED_DAY = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")


def repaired_code(value: Any) -> tuple[Any, str]:
    """Return a code and what was done to it: a spreadsheet may have made 120 of 0120.

    >>> repaired_code(120.0), repaired_code("D 2740"), repaired_code("D0120")
    (('D0120', 'the number 120 is read as D0120'), ('D2740', 'D 2740 is read as D2740'), ('D0120', ''))
    """
    text = "" if isinstance(value, bool) else str(value).strip()
    spaced = SPACED_CODE.match(text)
    if spaced:
        return "D" + spaced[1], f"{text} is read as D{spaced[1]}"
    if not NUMBER_CODE.match(text):
        return value, ""
    digits = text.split(".")[0]
    code = "D" + digits.zfill(4)
    return code, f"the number {digits} is read as {code}"


def repaired_fee(value: Any) -> tuple[Any, str]:
    """Return a fee and what was done to it: a dash or "n/a" is how people write that there is none.

    >>> repaired_fee("N/A"), repaired_fee("$0.00")
    (('', 'N/A is read as blank, which is no fee'), ('$0.00', ''))
    """
    text = value.strip() if isinstance(value, str) else ""
    return ("", f"{text} is read as blank, which is no fee") if text.lower() in NO_FEE else (value, "")


def repaired_day(value: Any) -> tuple[Any, str]:
    """Return a day and what was done to it: a date with slashes is month/day/year.

    >>> repaired_day("6/1/2025")
    ('2025-06-01', '6/1/2025 is read as month/day/year, 2025-06-01')
    """
    found = SLASHED_DAY.match(value.strip()) if isinstance(value, str) else None
    if not found:
        return value, ""
    try:
        day = date(int(found[3]), int(found[1]), int(found[2])).isoformat()
    except ValueError:
        return value, ""
    return day, f"{value.strip()} is read as month/day/year, {day}"


REPAIRS = {"code": repaired_code, "effective": repaired_day, **dict.fromkeys(FEE_KINDS, repaired_fee)}


def repaired_rows(rows: Sequence[Sequence[Any]], header_row: int) -> tuple[list[list[Any]], list[Problem]]:
    """Return the rows below a header, mended, and a problem for each thing that was done."""
    repairs = {place: REPAIRS[role_of(text)] for place, text in enumerate(rows[0]) if role_of(text) in REPAIRS}
    repaired, problems = [list(rows[0])], []
    for number, row in enumerate(rows[1:], start=header_row + 1):
        cells = list(row)
        for place, repair in repairs.items():
            if place < len(cells):
                cells[place], done = repair(cells[place])
                problems += [Problem(f"fees row {number}, {rows[0][place]}", done)] if done else []
        repaired.append(cells)
    return repaired, problems


def without_overlong(rows: Sequence[Sequence[Any]], header_row: int) -> tuple[list[list[Any]], list[Problem]]:
    """Return the rows with those emptied that have more cells than belong there, and a problem for each.

    An amount such as 1,285.00 without quotes splits into two cells and would be read as a fee of 1.
    """
    width = len(rows[0])
    usual = max([width, Counter(len(row) for row in rows[1:]).most_common(1)[0][0] if rows[1:] else 0])
    message = "has more cells than the header; text or an amount with a comma needs quotation marks; row left out"
    kept, problems = [list(rows[0])], []
    for number, row in enumerate(rows[1:], start=header_row + 1):
        overlong = len(row) > usual or any(not is_blank(cell) for cell in row[width:])
        kept.append([] if overlong else list(row))
        problems += [Problem(f"fees row {number}", message)] if overlong else []
    return kept, problems


def is_code(text: str) -> bool:
    """Whether a text can be a procedure code at all: short, and one word.

    >>> is_code("D2740"), is_code("X-CLEAN"), is_code("Fees may change")
    (True, True, False)
    """
    return len(text) <= 12 and len(text.split()) == 1


def looks_like_procedure(code: str) -> bool:
    """Whether a code has the form of a procedure code: D2740, 99213, J1100, 0001F.

    >>> looks_like_procedure("D2740"), looks_like_procedure("ACME")
    (True, False)
    """
    return bool(re.match(r"^([A-Z]\d{4}|\d{5}|\d{4}[A-Z])(\W|$)", text_of(code).upper()))
