"""The sample data: small files beside this module, with days counted from the day the workbook is made."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "samples"
FRIDAY = 4  # the last working day of date.weekday()


def sample_rows(name: str, kinds: Mapping[str, str], today: date) -> list[dict[str, Any]]:
    """Return the rows of a sample file by header; a blank cell is None.

    kinds: of the headers that are not text: "money", "count", "date" or "moment".
    """
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return [
            {header: sample_value(text, kinds.get(header, "text"), today) for header, text in row.items()}
            for row in csv.DictReader(lines)
        ]


def sample_value(text: str, kind: str, today: date) -> Any:
    """Return a sample cell's value; a date is written as working days from today, such as -3 or "-3 16:00".

    >>> sample_value("-1 16:00", "moment", date(2026, 11, 23))
    datetime.datetime(2026, 11, 20, 16, 0)
    """
    if not text:
        return None
    if kind in ("money", "count", "percent", "rate"):
        return float(text)
    if kind not in ("date", "moment"):
        return text
    days, _, clock = text.partition(" ")
    day = working_day(today, int(days))
    return datetime.combine(day, time.fromisoformat(clock)) if clock else day


def working_day(today: date, days: int) -> date:
    """Return the day so many working days before (negative) or after a day.

    >>> working_day(date(2026, 11, 24), -2), working_day(date(2026, 11, 20), 1)
    (datetime.date(2026, 11, 20), datetime.date(2026, 11, 23))
    """
    day, step = today, timedelta(days=1 if days > 0 else -1)
    for _ in range(abs(days)):
        day += step
        # A sample patient is never called on a Sunday.
        while day.weekday() > FRIDAY:
            day += step
    return day
