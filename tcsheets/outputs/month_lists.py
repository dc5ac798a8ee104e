"""What a month's report is made from: the lists and settings of a workbook, as the TC_ functions take them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tcsheets.casework.commission import read_tiers
from tcsheets.casework.decisions import read_log
from tcsheets.casework.queue import read_follow_ups
from tcsheets.casework.referrals import read_referrals
from tcsheets.errors import DataError, FileError
from tcsheets.outputs.presenting import value_of
from tcsheets.tables import Range, Reading
from tcsheets.workbook.package import Package, read_table

LISTS = ("AcceptanceLog", "FollowUps", "Referrals")
READERS: tuple[tuple[str, Callable[[Range], Reading[Any]]], ...] = (
    ("AcceptanceLog", read_log),
    ("FollowUps", read_follow_ups),
    ("Referrals", read_referrals),
    ("CommissionTiers", read_tiers),
)
ROW = re.compile(r"^\w+ row (\d+)")
HOURS, LETTER_DAYS = 48, 7  # where the workbook has no cell for them


@dataclass(frozen=True, slots=True)
class MonthLists:
    """The lists of a workbook, each with its header row, and the settings that the functions take beside them."""

    practice: str
    log: Range
    follow_ups: Range
    referred: Range
    tiers: Range
    ladder: list[Any]
    holidays: list[Any]
    office_hours: Range | None
    hours: float
    letter_days: int


def month_lists(package: Package) -> MonthLists:
    """Return what a workbook holds; `FileError` without its lists, `DataError` with the place of a bad row.

    No figure is made from the good rows alone: it would look like the whole.
    """
    missing = [name for name in LISTS if not package.has_table(name)]
    if missing:
        raise FileError(
            f"{package.name} has no table {missing[0]}; make a workbook with tcsheets new, or tcsheets upgrade"
        )
    for name, read in READERS:
        refuse_bad_rows(package, name, read)
    return MonthLists(
        str(setting(package, "PracticeName", "") or ""),
        cells_of(package, "AcceptanceLog"),
        cells_of(package, "FollowUps"),
        cells_of(package, "Referrals"),
        cells_of(package, "CommissionTiers"),
        column_of(package, "ContactLadder"),
        column_of(package, "Holidays"),
        cells_of(package, "OfficeHours") or None,
        float(setting(package, "FollowUpHours", HOURS)),
        int(setting(package, "LetterDays", LETTER_DAYS)),
    )


def cells_of(package: Package, name: str) -> list[list[Any]]:
    """Return a table with its header row; nothing where the workbook has none."""
    if not package.has_table(name):
        return []
    data = read_table(package, name)
    return [list(data.header), *data.rows]


def column_of(package: Package, name: str) -> list[Any]:
    """Return the first column of a table, without its heading."""
    return [row[0] for row in cells_of(package, name)[1:] if row[0] not in (None, "")]


def setting(package: Package, name: str, otherwise: Any) -> Any:
    """Return the value of a named cell, something else where there is none or it is blank."""
    if not any(each.name == name and not each.sheet for each in package.names):
        return otherwise
    value = value_of(package, name)
    if isinstance(otherwise, int) and not isinstance(value, int | float):
        return otherwise
    return otherwise if value in (None, "") else value


def refuse_bad_rows(package: Package, name: str, read: Callable[[Range], Reading[Any]]) -> None:
    """Raise a `DataError` that names the sheet and the row of the first bad row of a table."""
    cells = cells_of(package, name)
    problems = read(cells).problems if cells else ()
    if problems:
        table, problem = package.table(name), str(problems[0])
        head = table.area.first_row
        where = ROW.sub(lambda found: f"{table.sheet} row {int(found.group(1)) + head - 1}", problem)
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise DataError(f"{package.name}: {where}{more}; no report is made from the other rows alone")
