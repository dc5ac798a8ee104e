"""One cell's value <-> one typed value.

Spreadsheet programs send the same thing in many forms: a date as a serial, a
date or ISO text; an amount as a number or as "$1,285.00"; nothing as None, ""
or NaN.  Here each form becomes one value of one kind, or a `ValueError` whose
text ends the sentence "this cell ..." and never repeats what a person typed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from tcsheets.errors import ArgumentError, CellError
from tcsheets.money import (
    LARGEST,
    PPM,
    cents_from_number,
    cents_from_text,
    decimal_parts,
    divide_half_up,
    dollars,
    plain_number,
)

EPOCH_ORDINAL = 693_594  # 1899-12-30: day 0 of spreadsheet serials (right from 1900-03-01 on)
LAST_SERIAL = 2_958_465  # 9999-12-31
TOO_LARGE = "is an amount too large to be meant"
OUR_ERROR = "#TC!"  # how an error travels in hosts that can carry only text
YES = ("yes", "y", "true", "x", "1")
NO = ("no", "n", "false", "0", "none")


def is_blank(value: Any) -> bool:
    """Whether a cell holds nothing: None, empty or white text, or a DataFrame's NaN.

    >>> is_blank(None), is_blank("  "), is_blank(float("nan")), is_blank(0)
    (True, True, True, False)
    """
    if value is None or value != value:  # noqa: PLR0124 (only NaN differs from itself)
        return True
    return isinstance(value, str) and not value.strip()


def is_error(value: Any) -> bool:
    """Whether a cell holds an error, ours as text included.

    >>> is_error(CellError("#REF!")), is_error("#TC! code: D9 is not in the fee schedule"), is_error("# of units")
    (True, True, False)
    """
    return isinstance(value, CellError) or (isinstance(value, str) and value.startswith(OUR_ERROR))


def plain(value: Any) -> Any:
    """Return a value in Python's own types: numpy scalars unwrapped, Decimal as its text."""
    if type(value).__name__ == "Decimal":
        return str(value)
    return value.item() if hasattr(value, "item") else value


def money_of(value: Any) -> int:
    """Return cents.

    >>> money_of("$1,285.00"), money_of(45.5)
    (128500, 4550)
    """
    if isinstance(value, str):
        cents = cents_from_text(value)
        if cents is None:
            raise ValueError("is text, not an amount; write it like 1285.00")
        if not -LARGEST < cents // 100 < LARGEST:
            raise ValueError(TOO_LARGE)
        return cents
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError("is not an amount; write it like 1285.00")
    try:
        return cents_from_number(value)
    except ArgumentError as error:
        raise ValueError(TOO_LARGE) from error


def ppm_of(value: Any) -> int:
    """Return parts per million of a number, or of text with or without a % sign.

    >>> ppm_of(0.0824), ppm_of("8.24%"), ppm_of("0.5")
    (82400, 82400, 500000)
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise ValueError("is not a percentage; write it like 80% or 0.8")
    if not isinstance(value, str):
        scaled = int(abs(value) * PPM + 0.5 + 1e-6) if abs(value) < PPM else PPM * PPM
        return scaled if value >= 0 else -scaled
    stripped = value.strip()
    number = plain_number(stripped.rstrip("%").rstrip())
    parts = decimal_parts(number) if number is not None else None
    if parts is None:
        raise ValueError("is text, not a percentage; write it like 80% or 0.8")
    return divide_half_up(parts[0] * PPM, parts[1] * (100 if stripped.endswith("%") else 1))


def share_of_cell(value: Any) -> int:
    """Return a share from 0 to 1 in parts per million; 80 is refused, for it may mean 80 % or 8,000 %.

    >>> share_of_cell("80%"), share_of_cell(0.5)
    (800000, 500000)
    """
    ppm = ppm_of(value)
    if not 0 <= ppm <= PPM:
        meant = f"; for {ppm // PPM} % write {ppm // PPM}% or {ppm / PPM / 100:g}" if PPM < ppm <= 100 * PPM else ""
        raise ValueError("is not a share between 0 and 1 (0 % and 100 %)" + meant)
    return ppm


def number_of(value: Any) -> float:
    """Return a number.

    >>> number_of("1,200.5"), number_of(3)
    (1200.5, 3.0)
    """
    if isinstance(value, str):
        number = plain_number(value)
        parts = decimal_parts(number) if number is not None else None
        if parts is None:
            raise ValueError("is text, not a number")
        return parts[0] / parts[1]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError("is not a number")
    return float(value)


def count_of(value: Any) -> int:
    """Return a whole number, 0 or more.

    >>> count_of(3.0), count_of("12")
    (3, 12)
    """
    number = number_of(value)
    if not 0 <= number <= 1e9 or number != int(number):
        raise ValueError("is not a whole number, 0 or more")
    return int(number)


def text_of(value: Any) -> str:
    """Return text without surrounding space; a whole number without its .0, as a code may be typed.

    >>> text_of(" D2740 "), text_of(14.0)
    ('D2740', '14')
    """
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return str(int(value)) if value == int(value) else str(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def flag_of(value: Any) -> bool:
    """Return yes or no.

    >>> flag_of("yes"), flag_of(0), flag_of(True)
    (True, False, True)
    """
    if isinstance(value, (bool, int, float)):
        return bool(value)
    word = value.strip().lower() if isinstance(value, str) else ""
    if word not in YES and word not in NO:
        raise ValueError("is neither yes nor no")
    return word in YES


def moment_of_serial(serial: float) -> datetime:
    """Return the date and time of a spreadsheet serial, to the nearest second.

    >>> moment_of_serial(46350.6875)
    datetime.datetime(2026, 11, 24, 16, 30)
    """
    if not 1 <= serial < LAST_SERIAL + 1:
        raise ValueError("is a number that is no date; format the cell as a date or write 2026-11-24")
    seconds = int(serial * 86_400 + 0.5)
    day = date.fromordinal(EPOCH_ORDINAL + seconds // 86_400)
    return datetime(day.year, day.month, day.day) + timedelta(seconds=seconds % 86_400)


def serial_of(value: date) -> float:
    """Return the spreadsheet serial of a date, or of a date and time.

    >>> serial_of(date(2026, 11, 24)), serial_of(datetime(2026, 11, 24, 16, 30))
    (46350.0, 46350.6875)
    """
    days = float(value.toordinal() - EPOCH_ORDINAL)
    if isinstance(value, datetime):
        return days + (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
    return days


def moment_of_text(text: str) -> datetime:
    """Return the date and time of ISO text; midnight where it names no time.

    >>> moment_of_text("2026-11-24 16:30"), moment_of_text("2026-11-24")
    (datetime.datetime(2026, 11, 24, 16, 30), datetime.datetime(2026, 11, 24, 0, 0))
    """
    day, _, clock = text.strip().replace("T", " ").partition(" ")
    parts = day.split("-") + (clock.rstrip("Z").split(".")[0].split(":") if clock else [])
    try:
        if len(day) != 10 or len(parts) not in (3, 5, 6):
            raise ValueError
        return datetime(*[int(part) for part in parts])  # type: ignore[arg-type]
    except ValueError as error:
        raise ValueError("is not a date; format the cell as a date or write 2026-11-24") from error


def moment_of(value: Any) -> datetime:
    """Return a date and time, in the office's own clock.

    >>> moment_of(46350), moment_of(date(2026, 11, 24))
    (datetime.datetime(2026, 11, 24, 0, 0), datetime.datetime(2026, 11, 24, 0, 0))
    """
    if isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, value.hour, value.minute, value.second)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise ValueError("is not a date; format the cell as a date or write 2026-11-24")
    return moment_of_text(value) if isinstance(value, str) else moment_of_serial(value)


def date_of(value: Any) -> date:
    """Return a date; a time of day is dropped.

    >>> date_of("2026-11-24"), date_of(46350.6875)
    (datetime.date(2026, 11, 24), datetime.date(2026, 11, 24))
    """
    moment = moment_of(value)
    return date(moment.year, moment.month, moment.day)


def minutes_of(value: Any) -> int:
    """Return a time of day in minutes after midnight, from a cell's fraction of a day or text.

    >>> minutes_of("8:30"), minutes_of("5:00 PM"), minutes_of(0.5)
    (510, 1020, 720)
    """
    if isinstance(value, str):
        return minutes_of_text(value.strip().lower())
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 1:
        return int(value * 1440 + 0.5)
    if hasattr(value, "hour"):
        return int(value.hour * 60 + value.minute)
    raise ValueError("is not a time of day; write it like 8:30 or 17:00")


def minutes_of_text(text: str) -> int:
    """Return a typed time of day in minutes after midnight, with or without am and pm.

    >>> minutes_of_text("12:15 am"), minutes_of_text("17")
    (15, 1020)
    """
    half = text[-2:] if text[-2:] in ("am", "pm") else ""
    parts = (text[:-2] if half else text).strip().split(":")
    digits = all(part and all(each in "0123456789" for each in part) for part in parts) and len(parts) <= 3
    hour, minute = (int(parts[0]), int(parts[1]) if len(parts) > 1 else 0) if digits else (99, 0)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else 99
    if hour > 23 or minute > 59:
        raise ValueError("is not a time of day; write it like 8:30 or 17:00")
    return hour * 60 + minute


READERS: dict[str, Callable[[Any], Any]] = {
    "Money": money_of,
    "Share": share_of_cell,
    "Rate": ppm_of,
    "Number": number_of,
    "Count": count_of,
    "Text": text_of,
    "Flag": flag_of,
    "Date": date_of,
    "DateTime": moment_of,
    "Time": minutes_of,
    "Value": plain,
}


def read_cell(value: Any, kind: str) -> Any:
    """Return a cell's value in the given kind; None where it is blank.

    Kinds: Money (cents), Share (0 to 1) and Rate in ppm, Number, Count, Text, Flag, Date, DateTime; Value: as it is.
    ValueError, with the end of a sentence about the cell, where it cannot be read so.

    >>> read_cell("$45.50", "Money"), read_cell("", "Money")
    (4550, None)
    """
    if is_error(value):
        raise ValueError("holds the error " + (value.code if isinstance(value, CellError) else OUR_ERROR))
    value = plain(value)
    return None if is_blank(value) else READERS[kind](value)


def write_cell(value: Any, kind: str) -> Any:
    """Return a typed value as a cell holds it: dollars for cents, 0.8 for a share of 800,000 ppm.

    >>> write_cell(4550, "Money"), write_cell(800_000, "Share"), write_cell(None, "Money")
    (45.5, 0.8, None)
    """
    if value is None:
        return None
    if kind == "Money":
        return dollars(value)
    if kind in ("Share", "Rate"):
        return value / PPM
    return value
