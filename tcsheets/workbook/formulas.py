"""The formulas on a sheet, each in its own words, shared wordings resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tcsheets.workbook.addresses import column_number
from tcsheets.workbook.markup import tags, unescape
from tcsheets.workbook.references import moved
from tcsheets.workbook.sheet_rows import SheetRows
from tcsheets.workbook.values import CELL, FORMULA, PREFIX, RawCell, raw_cells

WORDING = re.compile(rf"<{PREFIX}f(?=[\s/>])([^>]*?)(?:/>|>([^<]*)</)")


class FoundFormula(NamedTuple):
    """A formula on a sheet.

    text: its words without an equals sign; kind: "normal", "shared", "array" or "dataTable";
    area: what an array fills, or (at its first cell) where a wording is shared; group: the number of a shared wording.
    """

    row: int
    column: int
    text: str
    kind: str
    area: str
    group: str
    cell: RawCell

    @property
    def is_first_of_group(self) -> bool:
        """Whether the other cells of its group take their words from it."""
        return self.kind == "shared" and bool(self.area)


def formulas_of(rows: SheetRows) -> Iterator[FoundFormula]:
    """Return the formulas on a sheet, row by row."""
    firsts: dict[str, FoundFormula] = {}
    for place, number in enumerate(rows.numbers):
        text = rows.text(place)
        if not FORMULA.search(text):
            continue
        for cell in formula_cells(text):
            found = formula_at(number, cell)
            if found.group:
                found = resolved(found, firsts)
                if found.is_first_of_group:
                    firsts[found.group] = found
            yield found


def formula_cells(row: str) -> list[RawCell]:
    """Return the cells of a row that hold a formula."""
    found = CELL.findall(row)
    if not all(letters for letters, _, _, _ in found):
        return [cell for cell in raw_cells(row) if cell.has_formula]
    return [
        RawCell(column_number(letters), attributes, value, body)
        for letters, attributes, value, body in found
        if body and FORMULA.search(body)
    ]


def formula_at(row: int, cell: RawCell) -> FoundFormula:
    """Return the formula of a cell, with the words that stand in the cell itself."""
    found = WORDING.search(cell.body)
    attributes, words = (found[1], found[2] or "") if found else ("", "")
    if not attributes:
        return FoundFormula(row, cell.column, unescape(words), "normal", "", "", cell)
    tag = next(tags(f"<f{attributes}>"))
    text = unescape(words)
    return FoundFormula(row, cell.column, text, tag.get("t", "normal"), tag.get("ref"), tag.get("si"), cell)


def resolved(found: FoundFormula, firsts: dict[str, FoundFormula]) -> FoundFormula:
    """Return a formula that borrows its words from the first of its group in its own words."""
    first = firsts.get(found.group)
    if found.text or found.kind != "shared" or first is None:
        return found
    text = moved(first.text, found.row - first.row, found.column - first.column)
    return FoundFormula(found.row, found.column, text, found.kind, "", found.group, found.cell)
