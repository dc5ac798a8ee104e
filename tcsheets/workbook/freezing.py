"""A workbook to send out: TC_ formulas replaced by the values they have, so that any program shows them."""

from __future__ import annotations

import re

from tcsheets.workbook.contents import Content
from tcsheets.workbook.formulas import FoundFormula, formulas_of
from tcsheets.workbook.markup import unescape
from tcsheets.workbook.package import Package, reader, rows_of
from tcsheets.workbook.patch import Patch, patched
from tcsheets.workbook.spelling import calls_ours, spoken

COLUMN_FORMULA = re.compile(r"<(?:[\w.-]+:)?calculatedColumnFormula(?:\s[^>]*)?>([^<]*)</[^>]*>")


def frozen(package: Package, *, everything: bool = False) -> bytes:
    """Return the workbook with its TC_ formulas, or with all its formulas, replaced by their values.

    A formula of an ordinary function stays, so that a frozen workbook still adds up.  A table's column forgets a
    TC_ formula too, so that a row added later does not bring it back.
    """
    read = reader(package)
    cells: dict[str, dict[tuple[int, int], Content]] = {
        sheet.name: {
            (each.row, each.column): read.cell(each.cell)
            for each in formulas_of(rows_of(package, sheet.name))
            if everything or is_ours(each)
        }
        for sheet in package.sheets
        if sheet.kind == "worksheet"
    }
    parts = {
        table.part: without_column_formulas(package, table.part, everything=everything) for table in package.tables
    }
    return patched(package, Patch(cells, parts=parts))


def is_ours(found: FoundFormula) -> bool:
    """Whether a formula calls a TC_ function, or shows a part of what one gave (in Google's export)."""
    return calls_ours(found.text) or spoken(found.text).is_part_of_spill


def without_column_formulas(package: Package, part: str, *, everything: bool) -> bytes:
    """Return a table's part without the formulas, TC_ or all, that fill its columns."""
    text = package.raw(part).decode()
    return COLUMN_FORMULA.sub(
        lambda found: "" if everything or calls_ours(unescape(found[1])) else found[0], text
    ).encode()
