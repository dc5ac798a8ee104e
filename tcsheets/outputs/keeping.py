"""An estimate kept as given: today's figures of one case, written as values into the list Given Estimates.

What the row rests on stands in it: the day of the fees, of the verified benefits,
and its own last day.  The case that the workbook shows stays the one it showed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tcsheets.business_time import MONTHS
from tcsheets.cells import is_blank, read_cell
from tcsheets.errors import ArgumentError, DataError
from tcsheets.outputs.presenting import area_named, computed
from tcsheets.workbook.package import Package, open_package, read_area, read_table
from tcsheets.workbook.patch import Patch, patched, table_cells
from tcsheets.workbook.recalculation import recalculate
from tcsheets.workbook.values import Cell

LIST = "GivenEstimates"
TO_KEEP = "EstimateToKeep"  # the captions of what is to be kept, and its figures below them
FIGURES = ("Fee", "Discounts", "Network savings", "Insurance", "Patient pays")
DATES = ("Given on", "Valid until", "Fees dated", "Benefits verified", "New benefit year")


@dataclass(frozen=True, slots=True)
class Kept:
    """An estimate kept: the workbook's new bytes, what was kept by column, and whether it stood there already."""

    data: bytes
    estimate: Mapping[str, Cell | date]
    already: bool = False


def estimate_to_keep(package: Package) -> dict[str, Cell | date]:
    """Return what is to be kept of the case shown, by column; `DataError` where a figure is missing."""
    sheet, area = area_named(package, TO_KEEP)
    captions, values = read_area(package, sheet, area)[0]
    found: dict[str, Cell | date] = {str(name): value for name, value in zip(captions, values, strict=True)}
    for name in FIGURES:
        if not isinstance(found.get(name), (int, float)):
            case = found.get("Case")
            raise DataError(f"case {case}: a figure is missing, so nothing is kept; the sheet Estimate says why")
    return found | {name: day_in(found.get(name)) for name in DATES}


def options_of(package: Package, case: str) -> list[str]:
    """Return the options that a case's services have on the sheet Treatment Plan."""
    found = read_table(package, "TreatmentPlan")
    rows = [dict(zip(found.header, row, strict=True)) for row in found.rows]
    return sorted({str(row["Option"]) for row in rows if row["Case"] == case and not is_blank(row["Option"])})


def day_in(value: Cell | date) -> date | None:
    """Return a cell's day; None where it is blank."""
    return None if is_blank(value) else read_cell(value, "Date")


def same(row: Mapping[str, Cell], estimate: Mapping[str, Cell | date]) -> bool:
    """Whether a row of the list is that estimate, in every column that was kept of it."""
    return all(
        day_in(row.get(name)) == value if name in DATES else (row.get(name) or None) == (value or None)
        for name, value in estimate.items()
    )


def estimate_words(estimate: Mapping[str, Cell | date]) -> str:
    """Return a kept estimate in words.

    >>> estimate_words({"Case": "C-101", "Given on": date(2026, 11, 24), "Fee": 3454.0, "Patient pays": 1162.0})
    'C-101, given on Nov 24, 2026: fee $3,454.00, patient pays $1,162.00'
    """
    option = f" option {estimate['Option']}" if estimate.get("Option") else ""
    figures = [f"{name.lower()} ${estimate[name]:,.2f}" for name in FIGURES if estimate.get(name)]
    days = {name: value for name in DATES if isinstance(value := estimate.get(name), date)}
    rests = [
        f"{name.lower()} {short(day)}" for name, day in days.items() if name not in ("Given on", "New benefit year")
    ]
    given = f", given on {short(days['Given on'])}" if "Given on" in days else ""
    return f"{estimate.get('Case')}{option}{given}: " + ", ".join(figures + rests)


def short(day: date) -> str:
    """Return a day as the sheets show it.

    >>> short(date(2026, 11, 4))
    'Nov 4, 2026'
    """
    return f"{MONTHS[day.month - 1][:3]} {day.day}, {day.year}"


def keep(package: Package, case: str, option: str = "", today: date | None = None) -> Kept:
    """Return the workbook with the estimate of a case, and of one of its options, kept as it is given today.

    Kept once more on the same day with the same figures it changes nothing.
    """
    option = option.strip().upper()
    known = options_of(package, case)
    if option and option not in known:
        has = f"it has {', '.join(known)}" if known else "it has none; leave out --option"
        raise ArgumentError(f"case {case[:20]} has no option {option[:12]}: {has}")
    estimate = estimate_to_keep(computed(package, case, today, option))
    found, table = read_table(package, LIST), package.table(LIST)
    rows = [dict(zip(found.header, row, strict=True)) for row in found.rows]
    if any(same(row, estimate) for row in rows):
        return Kept(package.data, estimate, already=True)
    free = [place for place, row in enumerate(rows) if all(is_blank(row.get(name)) for name in estimate)]
    filled = {name: value for name, value in estimate.items() if not is_blank(value)}
    if free:
        change = Patch({table.sheet: table_cells(table, {(free[0], name): value for name, value in filled.items()})})
    else:
        change = Patch(rows={LIST: [[filled.get(name) for name in found.header]]})
    done = recalculate(open_package(patched(package, change), package.name), today=today)
    return Kept(done.data, estimate)
