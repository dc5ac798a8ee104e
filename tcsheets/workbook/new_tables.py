"""A plain range with a header row made a table: where it begins and ends, and what it must not be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tcsheets.cells import is_blank
from tcsheets.errors import DecisionError
from tcsheets.workbook.addresses import Area, area_of, cell_name
from tcsheets.workbook.formulas import formulas_of
from tcsheets.workbook.new_parts import NewTable, with_table
from tcsheets.workbook.package import Package, read_area, related, rows_of
from tcsheets.workbook.parts import Sheet
from tcsheets.workbook.table_rows import MERGED
from tcsheets.workbook.values import Cell, raw_cells

LONGEST_HEADER = 255
FILTER = re.compile(rb"<(?:[\w.-]+:)?autoFilter[\s/>]")
Rows = Sequence[tuple[int, Sequence[int]]]  # of the rows in which anything stands: number, and columns of the cells


def with_range_as_table(package: Package, sheet_name: str, name: str) -> Package:
    """Return the workbook with a sheet's plain range made a table; DecisionError, in one line, where that cannot be.

    The first row in which anything stands is the header row; the range ends before the first empty row.
    """
    sheet = package.sheet(sheet_name)
    where = f"{package.name}: the sheet {sheet.name}"
    refuse_sheet(package, sheet, where)
    refuse_name(package, name)
    area = range_on(package, sheet, where)
    refuse_inside(package, sheet, area, where)
    header = header_of(package, sheet, area, where)
    return with_table(package, sheet, NewTable(name, area, header))


def refuse_sheet(package: Package, sheet: Sheet, where: str) -> None:
    """Refuse a sheet that has a table, a pivot table or a filter of its own, or that holds no cells."""
    if sheet.kind != "worksheet":
        raise DecisionError(f"{where} holds no cells; name the sheet of the list")
    tables = [each.name for each in package.tables if each.sheet == sheet.name]
    if tables:
        raise DecisionError(f"{where} has a table already ({', '.join(tables)}); name that with --table")
    if any(each.kind == "pivotTable" for each in related(package.archive, sheet.part)):
        raise DecisionError(f"{where} has a pivot table; move it to a sheet of its own")
    rows = rows_of(package, sheet.name)
    if FILTER.search(rows.content, rows.places[-1]):
        raise DecisionError(f"{where} has a filter; switch it off (Data, Filter), the table brings its own")


def refuse_name(package: Package, name: str) -> None:
    """Refuse a table's name that something else has."""
    if package.has_table(name) or any(each.name.lower() == name.lower() for each in package.names):
        raise DecisionError(f"{package.name}: the name {name} is taken already; rename what has it (Name Manager)")


def range_on(package: Package, sheet: Sheet, where: str) -> Area:
    """Return the area of a sheet's range, header row and at least one row below it."""
    used = used_cells(package, sheet)
    if not used:
        raise DecisionError(f"{where} is empty; type the headers of the list into its first row")
    first_row, headers = used[0]
    first, last = headers[0], headers[-1]
    missing = next((column for column in range(first, last + 1) if column not in headers), None)
    if missing:
        raise DecisionError(f"{where}: the header {cell_name(first_row, missing)} is blank; type one, or a row of them")
    inside = [row for place, row in enumerate(used) if row[0] == first_row + place]
    below = used[len(inside) :]
    astray = next(
        (cell_name(row, column) for row, columns in inside for column in columns if not first <= column <= last), ""
    )
    if astray:
        raise DecisionError(
            f"{where}: {astray} stands under no header; the first row that is used must hold all headers"
        )
    if below:
        place = cell_name(below[0][0], below[0][1][0])
        raise DecisionError(f"{where}: {place} stands below an empty row; delete that row, or move what is no list")
    return Area(first_row, first, max(inside[-1][0], first_row + 1), last)


def used_cells(package: Package, sheet: Sheet) -> Rows:
    """Return the rows of a sheet in which anything stands."""
    rows = rows_of(package, sheet.name)
    found = []
    for place, number in enumerate(rows.numbers):
        columns = [cell.column for cell in raw_cells(rows.text(place)) if not cell.is_blank]
        if columns:
            found.append((number, columns))
    return found


def refuse_inside(package: Package, sheet: Sheet, area: Area, where: str) -> None:
    """Refuse merged cells and formulas that fill several cells: a table has neither."""
    rows = rows_of(package, sheet.name)
    merged = [area_of(found) for found in MERGED.findall(rows.content[rows.places[-1] :].decode())]
    found = next((each for each in merged if each.meets(area)), None)
    if found:
        raise DecisionError(f"{where}: {found} are merged cells; unmerge them (Home, Merge & Center)")
    spilled = next(
        (each for each in formulas_of(rows) if each.kind == "array" and area.holds(each.row, each.column)), None
    )
    if spilled and ":" in spilled.area:
        raise DecisionError(f"{where}: a formula fills {spilled.area}; give each cell a formula of its own")


def header_of(package: Package, sheet: Sheet, area: Area, where: str) -> tuple[str, ...]:
    """Return the texts of a range's header row; DecisionError where one is no text, or stands there twice."""
    line = Area(area.first_row, area.first_column, area.first_row, area.last_column)
    (cells,), formulas = read_area(package, sheet.name, line)
    known: dict[str, str] = {}
    for place, cell in enumerate(cells):
        name = cell_name(area.first_row, area.first_column + place)
        known[header_text(cell, (0, place) in formulas, f"{where}: the header {name}", known)] = name
    return tuple(str(cell) for cell in cells)


def header_text(cell: Cell, is_computed: bool, where: str, known: dict[str, str]) -> str:
    """Return a header in lower case, as it is compared with the others."""
    if is_computed or not isinstance(cell, str):
        raise DecisionError(f"{where} is no plain text; type it as text")
    if is_blank(cell) or len(cell) > LONGEST_HEADER:
        raise DecisionError(f"{where} is blank or too long; type a short one")
    if cell.lower() in known:
        raise DecisionError(f"{where} is the same as {known[cell.lower()]}; give each column its own")
    return cell.lower()
