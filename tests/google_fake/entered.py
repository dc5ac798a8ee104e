"""What a typed or sent value becomes in a cell: the value and, where typing says so, a number format."""

import datetime as dt
import re

from google_fake.book import too_long

EPOCH = dt.datetime(1899, 12, 30)
NUMBER = re.compile(r"([-+]?)(\(?)([$€£]?)\s*(\d{1,3}(?:,\d{3})+|\d+)?(\.\d*)?([eE][-+]?\d+)?\s*(%?)(\)?)")
DATES = (
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"), "ymd", "yyyy-mm-dd"),
    (re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})"), "mdy", "m/d/yyyy"),
    (re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})"), "ymd", "yyyy/mm/dd"),
)
TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([aApP][mM])?")


def raw(value):
    """Return `(ExtendedValue or None, None)` of a value stored as it is."""
    if value is None or value == "":
        return None, None
    if isinstance(value, bool):
        return {"boolValue": value}, None
    if isinstance(value, int | float):
        return {"numberValue": value}, None
    too_long(value)
    return {"stringValue": value}, None


def typed(value):
    """Return `(ExtendedValue or None, number format or None)` of a value as if a person typed it."""
    if not isinstance(value, str) or value == "":
        return raw(value)
    too_long(value)
    if value.startswith("'"):
        return {"stringValue": value[1:]}, None
    if value.startswith("=") and len(value) > 1:
        return {"formulaValue": value}, None
    text = value.strip()
    if text.upper() in ("TRUE", "FALSE"):
        return {"boolValue": text.upper() == "TRUE"}, None
    for reader in (_number, _moment):
        found = reader(text)
        if found:
            number, form = found
            return {"numberValue": number}, form
    return {"stringValue": value}, None


def _number(text):
    match = NUMBER.fullmatch(text)
    if not match or not (match.group(4) or (match.group(5) or ".") != "."):
        return None
    sign, opened, money, whole, fraction, power, percent, closed = match.groups()
    if bool(opened) != bool(closed) or (opened and not money and not whole):
        return None
    number = float((whole or "0").replace(",", "") + (fraction or "") + (power or ""))
    number = -number if sign == "-" or opened else number
    form = _number_format(money, whole or "", fraction, power, percent)
    number = number / 100 if percent else number
    return (int(number) if number == int(number) and abs(number) < 1e15 else number), form


def _number_format(money, whole, fraction, power, percent):
    decimals = ".00" if fraction and fraction != "." else ""
    if percent:
        return {"type": "PERCENT", "pattern": f"0{decimals}%"}
    if money:
        return {"type": "CURRENCY", "pattern": f'"{money}"#,##0{decimals}'}
    if power:
        return {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    if "," in whole:
        return {"type": "NUMBER", "pattern": f"#,##0{decimals}"}
    return None


def _moment(text):
    day, _, clock = text.partition(" ")
    for pattern, order, written in DATES:
        match = pattern.fullmatch(day)
        if match:
            return _dated(dict(zip(order, match.groups(), strict=True)), written, clock.strip())
    seconds = _seconds(text)
    if seconds is None:
        return None
    return seconds / 86400, {"type": "TIME", "pattern": "h:mm:ss am/pm" if text[-1] in "mM" else "h:mm:ss"}


def _dated(parts, written, clock):
    year = int(parts["y"]) + (2000 if int(parts["y"]) < 30 else 1900 if len(parts["y"]) == 2 else 0)
    seconds = _seconds(clock) if clock else 0
    try:
        days = (dt.datetime(year, int(parts["m"]), int(parts["d"])) - EPOCH).days
    except ValueError:
        return None
    if seconds is None:
        return None
    if clock:
        return days + seconds / 86400, {"type": "DATE_TIME", "pattern": f"{written} h:mm:ss"}
    return days, {"type": "DATE", "pattern": written}


def _seconds(text):
    match = TIME.fullmatch(text)
    if not match:
        return None
    hours, minutes, seconds, half = match.groups()
    hours = int(hours) % 12 + 12 * (half in ("pm", "PM", "Pm")) if half else int(hours)
    return hours * 3600 + int(minutes) * 60 + int(seconds or 0)
