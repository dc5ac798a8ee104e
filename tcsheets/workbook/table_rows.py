"""Rows added below a table: the cells they need, and what else in the file says where the table ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tcsheets.errors import ArgumentError, DecisionError
from tcsheets.workbook.addresses import LAST_ROW, Area, area_of, cell_name
from tcsheets.workbook.contents import Content, Formula
from tcsheets.workbook.formulas import FoundFormula, formula_at, formulas_of
from tcsheets.workbook.markup import small_part, tags, with_attribute
from tcsheets.workbook.package import Package, rows_of
from tcsheets.workbook.parts import Column, Table
from tcsheets.workbook.references import is_relative, moved
from tcsheets.workbook.sheet_patch import ROW_TAG, SheetPatch, Splice
from tcsheets.workbook.sheet_rows import SheetRows
from tcsheets.workbook.values import STYLE, RawCell, raw_cells

MERGED = re.compile(r"<(?:[\w.-]+:)?mergeCell\s[^>]*?ref=[\"']([^\"']+)[\"']")
RULE = re.compile(r"<(?:[\w.-]+:)?(?:dataValidation|conditionalFormatting)\s[^>]*>")
EXTENDED_RULE = re.compile(r"(<(?:[\w.-]+:)?sqref>)([^<]*)(?=</[^>]*>(?!\s*</(?:[\w.-]+:)?sparkline\s*>))")
MARK = re.compile(r"\scm=\"([0-9]+)\"")
SQREF = re.compile(r"\ssqref\s*=\s*[\"']([^\"']*)[\"']")


@dataclass(frozen=True, slots=True)
class LastRow:
    """The row that new ones look like: its tag and its cells by column."""

    tag: str
    cells: dict[int, RawCell]
    formulas: dict[int, FoundFormula]

    def style(self, column: int) -> str:
        """Return the style of one of its cells."""
        cell = self.cells.get(column)
        found = STYLE.search(cell.attributes) if cell else None
        return found[1] if found else ""


def added_rows(package: Package, table: Table, rows: Sequence[Sequence[Content]]) -> SheetPatch:
    """Return the cells of rows added below a table, which look and compute like its last row."""
    sheet = rows_of(package, table.sheet)
    refuse_what_is_in_the_way(package, table, sheet, len(rows))
    last = last_row(sheet, table)
    cells: dict[tuple[int, int], Content] = {}
    styles: dict[tuple[int, int], str] = {}
    for row, contents in enumerate(rows, start=table.last_row + 1):
        if len(contents) != len(table.columns):
            raise ArgumentError(f"a row for {table.name} needs {len(table.columns)} values, {len(contents)} were given")
        for column, content in enumerate(contents, start=table.area.first_column):
            field = table.columns[column - table.area.first_column]
            filled = content if content is not None else computed(field, last.formulas.get(column), row)
            style = last.style(column)
            if filled is not None or style:
                cells[row, column], styles[row, column] = filled, style
    return SheetPatch(cells, styles, {table.last_row + place: last.tag for place in range(1, len(rows) + 1)})


def last_row(sheet: SheetRows, table: Table) -> LastRow:
    """Return the table's last row."""
    number = table.last_row
    if not sheet.has(number):
        return LastRow("", {}, {})
    text = sheet.text(sheet.place(number))
    tag = ROW_TAG.match(text)
    cells = {cell.column: cell for cell in raw_cells(text)}
    formulas = {column: formula_at(number, cell) for column, cell in cells.items() if cell.has_formula}
    if any(each.kind == "shared" and not each.text for each in formulas.values()):
        formulas = {each.column: each for each in formulas_of(sheet) if each.row == number}
    return LastRow(tag[0] if tag else "", cells, formulas)


def computed(column: Column, above: FoundFormula | None, row: int) -> Formula | None:
    """Return the formula of a new cell: the column's own, or the one above it where that speaks of its own row."""
    if not column.formula:
        return None
    text = moved(above.text, row - above.row, 0) if above and is_relative(column.formula) else column.formula
    if above and above.kind == "array":
        mark = MARK.search(above.cell.attributes)
        return Formula(text, None, cell_name(row, above.column), mark[1] if mark else "")
    return Formula(text)


def refuse_what_is_in_the_way(package: Package, table: Table, sheet: SheetRows, count: int) -> None:
    """Refuse to add rows where the sheet ends, below a totals row, or over anything that stands there."""
    if table.has_totals:
        raise DecisionError(f"{package.name}: take the totals row off the table {table.name}, then rows can be added")
    area = Area(table.last_row + 1, table.area.first_column, table.last_row + count, table.area.last_column)
    if area.last_row > LAST_ROW:
        raise DecisionError(f"{package.name}: the sheet {table.sheet} has no room for {count} more rows")
    place = first_in_the_way(package, table, sheet, area)
    if place:
        below = f"{table.sheet}!{place} stands below the table {table.name}, where {count} new rows should go"
        raise DecisionError(f"{package.name}: {below}; move it aside")


def first_in_the_way(package: Package, table: Table, sheet: SheetRows, area: Area) -> str:
    """Return the first thing inside an area below a table: a cell that is not blank, a merged cell, another table."""
    for number, text in sheet.texts(area.first_row, area.last_row).items():
        for cell in raw_cells(text):
            if area.holds(number, cell.column) and not cell.is_blank:
                return cell_name(number, cell.column)
    others = [each.area for each in package.tables if each.sheet == table.sheet and each.name != table.name]
    merged = [area_of(found) for found in MERGED.findall(sheet.content[sheet.places[-1] :].decode())]
    return next((str(each) for each in others + merged if each.meets(area)), "")


def grown_table(package: Package, table: Table, count: int) -> bytes:
    """Return the table's part, saying that the table and its filter reach so many rows further."""
    text = small_part(package.content(table.part), table.part, package.name)
    area = str(Area(table.area.first_row, table.area.first_column, table.area.last_row + count, table.area.last_column))
    pieces, place = [], 0
    for tag in tags(text):
        if tag.name in ("table", "autoFilter") and tag.get("ref"):  # an extension has a tag of that name too
            pieces += [text[place : tag.start], with_attribute(text[tag.start : tag.end], "ref", area)]
            place = tag.end
    return ("".join(pieces) + text[place:]).encode()


def grown_rules(sheet: SheetRows, table: Table, count: int) -> list[Splice]:
    """Return the splices that let validations and conditional formats that end with the table end with it again."""
    start = sheet.places[-1]
    text = sheet.content[start:].decode("latin-1")  # one character a byte, so that places stay places
    found = [SQREF.search(text, rule.start(), rule.end()) for rule in RULE.finditer(text)]
    spots = [each.span(1) for each in found if each] + [each.span(2) for each in EXTENDED_RULE.finditer(text)]
    grown = [(first, last, grown_areas(text[first:last], table, count)) for first, last in spots]
    return [
        (start + first, start + last, new.encode("latin-1")) for first, last, new in grown if new != text[first:last]
    ]


def grown_areas(areas: str, table: Table, count: int) -> str:
    """Return a rule's areas, those over the table's columns that ended with it longer by so many rows."""
    return " ".join(grown_area(each, table, count) for each in areas.split(" "))


def grown_area(name: str, table: Table, count: int) -> str:
    """Return one of a rule's areas, longer if it ended with the table."""
    try:
        area = area_of(name)
    except ValueError:
        return name  # whole columns (A:A) need nothing
    if area.last_row != table.last_row or not area.meets(table.data_area):
        return name
    return str(Area(area.first_row, area.first_column, area.last_row + count, area.last_column))
