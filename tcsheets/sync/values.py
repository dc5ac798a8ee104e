"""One canonical text for each value of a shared column, the same in every host.

A host rewrites what it stores: 1.0 becomes 1, a date a serial, line ends and accents another form.  Two cells whose
canonical texts are equal hold the same value, and what differs only in form is no edit.  What cannot be read as its
column's kind (`soon` in a column of dates) is kept as the text it is: nothing is guessed and nothing is dropped.
The canonical text of a canonical text is itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from tcsheets.cells import flag_of, is_blank, is_error, moment_of, moment_of_text, number_of, plain, serial_of
from tcsheets.sync.lists import ListColumn

# What XML cannot carry, and so no workbook: control characters, halves of a pair, two non-characters.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
PLAIN_AMOUNT = re.compile(r"(0|-?[1-9][0-9]{0,11}|-?0(?=\.0[1-9]|\.[1-9]))\.[0-9]{2}", re.ASCII)
MOMENT = ListColumn("", "", "datetime")
LONGEST_TEXT = 32_767  # characters in a cell
MOST_DIGITS = 15
NEARLY = 1e-7  # dollars: how far from whole cents a binary fraction may lie


def text_form(value: Any) -> str:
    """Return any cell's text: Unicode composed, line ends as one character, no space around it.

    >>> text_form(" called "), text_form(14.0), text_form(True)
    ('called', '14', 'TRUE')
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return number_form(float(value))
    if isinstance(value, date):
        return moment_form(moment_of(value))
    text = UNWRITABLE.sub("", str(value)).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text).strip()


def number_form(number: float) -> str:
    """Return a number to the 15 digits that spreadsheets keep.

    >>> number_form(1.0), number_form(0.1 + 0.2), number_form(-0.0)
    ('1', '0.3', '0')
    """
    text = format(number, ".15g")
    return "0" if text == "-0" else text


def money_form(number: float) -> str:
    """Return an amount with its cents; one that is no whole number of cents keeps all its digits.

    >>> money_form(1285), money_form(0.1 + 0.2), money_form(12.345)
    ('1285.00', '0.30', '12.345')
    """
    if abs(number) < 1e12 and abs(number - round(number, 2)) < NEARLY:
        text = f"{number:.2f}"
        return "0.00" if text == "-0.00" else text
    return number_form(number)


def moment_form(moment: datetime) -> str:
    """Return a date, and the time of day where there is one.

    >>> moment_form(datetime(2026, 11, 24)), moment_form(datetime(2026, 11, 24, 16, 30))
    ('2026-11-24', '2026-11-24T16:30:00')
    """
    text = moment.isoformat(timespec="seconds")
    return text.removesuffix("T00:00:00")


def choice_form(value: Any, choices: tuple[str, ...]) -> str:
    """Return a choice as the list spells it, or the text as it stands.

    >>> choice_form(" Thinking", ("thinking",)), choice_form("maybe", ("thinking",))
    ('thinking', 'maybe')
    """
    text = text_form(value)
    word = " ".join(text.split()).casefold()
    return next((each for each in choices if each.casefold() == word), text)


def exact_number(value: Any) -> float:
    """Return a number; ValueError for text of more digits than a number keeps (an account, not an amount).

    >>> exact_number("$1,285.00")
    1285.0
    """
    if isinstance(value, str) and sum(each.isdigit() for each in value) > MOST_DIGITS:
        raise ValueError("has more digits than a number keeps")
    return number_of(value)


FORMS: dict[str, Callable[[Any], str]] = {
    "text": text_form,
    "number": lambda value: number_form(exact_number(value)),
    "money": lambda value: money_form(exact_number(value)),
    "date": lambda value: moment_form(moment_of(value)),
    "datetime": lambda value: moment_form(moment_of(value)),
    "flag": lambda value: "yes" if flag_of(value) else "no",
}


def canonical(column: ListColumn, value: Any) -> str | None:
    """Return a cell's value in the canonical form of its column: "" where it is blank, None where it holds an error.

    >>> [canonical(ListColumn("v", "V", "money"), each) for each in ("$1,285.00", 1285, "free", None)]
    ['1285.00', '1285.00', 'free', '']
    >>> [canonical(ListColumn("d", "D", "date"), each) for each in (46350, "2026-11-24", "soon")]
    ['2026-11-24', '2026-11-24', 'soon']
    """
    if value is None:
        return ""
    if type(value) is str and is_settled(column, value):
        return value
    return carefully(column, value)


def carefully(column: ListColumn, value: Any) -> str | None:
    """Return the same as `canonical`, without its shortcuts."""
    if is_error(value):
        return None
    value = plain(value)
    if is_blank(value):
        return ""
    if column.kind == "choice":
        return choice_form(value, column.choices)
    try:
        return FORMS[column.kind](value)
    except ValueError:
        return text_form(value)


def is_settled(column: ListColumn, text: str) -> bool:
    """Whether a text plainly is in the canonical form of its column already; False where that takes a closer look.

    >>> is_settled(ListColumn("v", "V", "money"), "1285.00"), is_settled(ListColumn("v", "V", "money"), "1,285")
    (True, False)
    """
    if not text:
        return True
    if column.kind == "money":
        return PLAIN_AMOUNT.fullmatch(text) is not None
    if column.kind == "choice":
        return text in column.choices
    plain_text = column.kind == "text" and text.isascii() and text.isprintable()
    return plain_text and text[0] not in " #" and text[-1] != " "


def settled(column: ListColumn, text: str) -> str:
    """Return a value from a journal in canonical form, whichever program wrote it."""
    if is_settled(column, text):
        return text
    if column.kind in ("date", "datetime"):
        return settled_moment(text)
    form = canonical(column, text)
    return text_form(text) if form is None else form


@lru_cache(maxsize=1 << 16)
def settled_moment(text: str) -> str:
    """Return a moment in canonical form; a list has few different ones."""
    form = canonical(MOMENT, text)
    return text_form(text) if form is None else form


@lru_cache(maxsize=1 << 16)
def serial_moment(serial: float) -> str:
    """Return the canonical form of a date's serial; a list has few different ones."""
    return canonical(MOMENT, serial) or ""


def cell_of(column: ListColumn, text: str) -> str | float | None:
    """Return what a cell holds for a canonical text: a number for an amount or a date, text as text, None for blank.

    >>> cell_of(ListColumn("v", "V", "money"), "1285.00"), cell_of(ListColumn("v", "V", "money"), "free")
    (1285.0, 'free')
    >>> cell_of(ListColumn("d", "D", "date"), "2026-11-24"), cell_of(ListColumn("n", "N"), "00123")
    (46350.0, '00123')
    """
    if text == "":
        return None
    try:
        if column.kind in ("money", "number"):
            return exact_number(text)
        if column.kind in ("date", "datetime"):
            return serial_of(moment_of_text(text))
    except ValueError:
        return text
    return text
