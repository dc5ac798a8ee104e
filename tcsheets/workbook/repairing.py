"""A workbook's TC_ functions spelled as one host wants them, whatever the host that wrote them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tcsheets.errors import ArgumentError
from tcsheets.workbook.contents import Content, Formula, Reworded, formula_text
from tcsheets.workbook.formulas import FoundFormula, formulas_of
from tcsheets.workbook.markup import unescape
from tcsheets.workbook.modelling import google_area
from tcsheets.workbook.package import Package, reader, rows_of
from tcsheets.workbook.patch import Patch, patched
from tcsheets.workbook.spelling import DIALECTS, Dialect, respelled, spoken
from tcsheets.workbook.values import Reader

COLUMN_FORMULA = re.compile(r"(<(?:[\w.-]+:)?calculatedColumnFormula(?:\s[^>]*)?>)([^<]*)(?=<)")
DEFINED_NAME = re.compile(r"(<(?:[\w.-]+:)?definedName\s[^>]*>)([^<]*)(?=<)")


@dataclass(frozen=True, slots=True)
class Repaired:
    """A workbook in another spelling: its bytes, and how many formulas were spelled otherwise."""

    data: bytes
    formulas: int


def repaired(package: Package, dialect: Dialect) -> Repaired:
    """Return a workbook whose TC_ functions, in cells, table columns and names, are spelled as a host wants them.

    "office_js" for the add-in that Windows, Mac and web share, "dotted" for LibreOffice, "plain" for all others.
    Values stay as they are.
    """
    if dialect not in DIALECTS:
        raise ArgumentError(f"there is no spelling {dialect}; there is {', '.join(DIALECTS)}")
    read = reader(package)
    cells = {
        sheet.name: respelled_cells(list(formulas_of(rows_of(package, sheet.name))), dialect, read)
        for sheet in package.sheets
        if sheet.kind == "worksheet"
    }
    parts = {table.part: respelled_part(package, table.part, COLUMN_FORMULA, dialect) for table in package.tables}
    parts[package.workbook_part] = respelled_part(package, package.workbook_part, DEFINED_NAME, dialect)
    count = sum(len(each) for each in cells.values())
    return Repaired(patched(package, Patch(cells, parts=parts)), count)


def respelled_cells(formulas: list[FoundFormula], dialect: Dialect, read: Reader) -> dict[tuple[int, int], Content]:
    """Return what must be written into the cells whose formulas are spelled otherwise."""
    parts = {("", each.row, each.column) for each in formulas if spoken(each.text).is_part_of_spill}
    found: dict[tuple[int, int], Content] = {}
    for each in formulas:
        wrapped = spoken(each.text)
        text = respelled(each.text, dialect, fills_area=each.kind == "array" or wrapped.is_google)
        if wrapped.is_part_of_spill:
            found[each.row, each.column] = read.cell(each.cell)
        elif wrapped.is_google and text != each.text:
            area = google_area(("", each.row, each.column), parts)
            spill = str(area) if area.height * area.width > 1 else ""
            found[each.row, each.column] = Formula(text, read.cell(each.cell), spill)
        elif text != each.text:
            found[each.row, each.column] = Reworded(text, alone=each.kind == "shared")
    return found


def respelled_part(package: Package, part: str, pattern: re.Pattern[str], dialect: Dialect) -> bytes:
    """Return a part of the workbook whose formulas, found by a pattern, are spelled as a host wants them."""

    def changed(found: re.Match[str]) -> str:
        old = unescape(found[2])
        new = respelled(old, dialect)
        return found[0] if new == old else found[1] + formula_text(new)

    return pattern.sub(changed, package.raw(part).decode()).encode()
