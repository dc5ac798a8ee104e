"""What may be typed into a cell: lists of choices, dates, amounts, shares, whole numbers.

Each rule leaves blank cells alone and says in one sentence what to type.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from workbook_templates.page import Page

# Wide enough for every practice; they catch a slipped key, not an unusual fee.
EARLIEST = date(2000, 1, 1)
LARGEST_AMOUNT = 1_000_000
LARGEST_COUNT = 1_000
TIME_WORDS = "Type a time, such as 8:00 AM; leave it blank where the office is closed."


def choices(page: Page, cells: str, allowed: Sequence[str] | str, *, strict: bool = True) -> None:
    """Allow the given words, or the cells of a named range; others are only questioned where not strict."""
    words = allowed if isinstance(allowed, str) else list(allowed)
    say = "Choose one from the list." if strict else "This is not in the list yet. Keep it all the same?"
    rule = {"validate": "list", "source": words, "error_title": "Not in the list", "error_message": say}
    page.sheet.data_validation(cells, rule | {"error_type": "stop" if strict else "warning"})


def dates(page: Page, cells: str) -> None:
    """Allow dates, with or without a time."""
    rule = {"validate": "date", "criteria": ">=", "value": EARLIEST, "error_title": "Not a date"}
    page.sheet.data_validation(cells, rule | {"error_message": "Type a date, such as 11/24/2026."})


def amounts(page: Page, cells: str) -> None:
    """Allow amounts of money from 0 up."""
    rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": LARGEST_AMOUNT}
    say = {"error_title": "Not an amount", "error_message": "Type an amount in dollars, 0 or more."}
    page.sheet.data_validation(cells, rule | say)


def shares(page: Page, cells: str) -> None:
    """Allow shares from 0 % to 100 %."""
    rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
    say = {"error_title": "Not a share", "error_message": "Type a share between 0% and 100%, such as 80%."}
    page.sheet.data_validation(cells, rule | say)


def whole_numbers(page: Page, cells: str, least: int = 0) -> None:
    """Allow whole numbers from the least up."""
    rule = {"validate": "integer", "criteria": "between", "minimum": least, "maximum": LARGEST_COUNT}
    say = {"error_title": "Not a whole number", "error_message": f"Type a whole number, {least} or more."}
    page.sheet.data_validation(cells, rule | say)


def times(page: Page, cells: str) -> None:
    """Allow times of a day."""
    rule = {"validate": "time", "criteria": "between", "minimum": time(0), "maximum": time(23, 59)}
    page.sheet.data_validation(cells, rule | {"error_title": "Not a time", "error_message": TIME_WORDS})
