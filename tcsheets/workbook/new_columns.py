"""Columns added at a table's right edge: their cells, the table's part, and how wide or hidden the sheet shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tcsheets.errors import DecisionError
from tcsheets.workbook.addresses import LAST_COLUMN, LAST_ROW, Area, area_of, cell_name
from tcsheets.workbook.contents import Content, Pen
from tcsheets.workbook.markup import Tag, tags, with_attribute
from tcsheets.workbook.new_parts import column_name, reopened, text_of, with_format
from tcsheets.workbook.package import Package, related, rows_of
from tcsheets.workbook.parts import COLUMNS, Table
from tcsheets.workbook.sheet_patch import SheetPatch, Splice, patched_sheet, spliced
from tcsheets.workbook.sheet_rows import DATA, SheetRows
from tcsheets.workbook.table_rows import first_in_the_way
from tcsheets.workbook.values import STYLE, raw_cells

SPARKLINE = re.compile(rb"<(?:[\w.-]+:)?sparkline>.*?sqref>([^<]+)<", re.DOTALL)
CORNER = re.compile(r"<(?:[\w.-]+:)?from>.*?col>([0-9]+)<.*?row>([0-9]+)<.*?from>", re.DOTALL)
OTHER_CORNER = re.compile(r"\s*<(?:[\w.-]+:)?to>.*?col>([0-9]+)<.*?row>([0-9]+)<", re.DOTALL)


@dataclass(frozen=True, slots=True)
class NewColumn:
    """A column to be added: its name, the sheet's column whose cells its own look like (0: none), how it is shown.

    `number_format` is a built-in one (14: a date) for a column that looks like no other; 0 for none.
    """

    name: str
    like: int = 0
    width: float = 0
    number_format: int = 0
    is_hidden: bool = False


def with_columns(package: Package, table: Table, columns: Sequence[NewColumn]) -> Package:
    """Return the workbook with columns at a table's right edge; DecisionError where something stands there."""
    if not columns:
        return package
    refuse_unfit(package, table)
    refuse_what_stands_right(package, table, columns)
    package, formats = with_formats(package, columns)
    part = package.sheet(table.sheet).part
    rows = rows_of(package, table.sheet)
    done = patched_sheet(rows, new_cells(rows, table, columns, formats), Pen(date1904=package.date1904))
    splices = [*done.splices, *shown_columns(rows, table.area.last_column + 1, columns)]
    return reopened(
        package,
        {part: spliced(package.raw(part), splices), table.part: widened(package, table, columns)},
    )


def refuse_unfit(package: Package, table: Table) -> None:
    """Refuse a table that columns cannot be added to here."""
    head = next(tag for tag in tags(text_of(package, table.part)) if tag.name == "table")
    where = f"{package.name}: the table {table.name}"
    if not table.has_header:
        raise DecisionError(f"{where} has no header row; switch it on (Table Design, Header Row)")
    if head.get("tableType", "worksheet") != "worksheet":
        raise DecisionError(f"{where} is filled by a query; unlink it (Table Design, Unlink)")


def refuse_what_stands_right(package: Package, table: Table, columns: Sequence[NewColumn]) -> None:
    """Refuse to add columns over anything, and to hide a column in which anything stands."""
    place = next(iter(in_the_way(package, table, columns)), "")
    if place:
        names = ", ".join(each.name for each in columns)
        where = f"{table.sheet}!{place} stands right of the table {table.name}, where the columns {names} should go"
        raise DecisionError(f"{package.name}: {where}; move it aside")


def in_the_way(package: Package, table: Table, columns: Sequence[NewColumn]) -> list[str]:
    """Return what stands where columns should go: cells, merged cells, tables, drawings, sparklines."""
    first, last = table.area.last_column + 1, table.area.last_column + len(columns)
    if last > LAST_COLUMN:
        return ["XFD1, the last column,"]
    rows = rows_of(package, table.sheet)
    area = Area(table.area.first_row, first, table.area.last_row, last)
    hidden = [first + place for place, each in enumerate(columns) if each.is_hidden]
    found = [first_in_the_way(package, table, rows, area)]
    found += [str(each) for each in [*drawn(package, table.sheet), *sparklines(rows)] if each.meets(area)]
    found += [cell_in(rows, Area(1, column, LAST_ROW, column)) for column in hidden]
    return [each for each in found if each]


def cell_in(rows: SheetRows, area: Area) -> str:
    """Return the first cell of an area that is not blank; "" where there is none."""
    for number, text in rows.texts(area.first_row, area.last_row).items():
        for cell in raw_cells(text):
            if area.holds(number, cell.column) and not cell.is_blank:
                return cell_name(number, cell.column)
    return ""


def drawn(package: Package, sheet: str) -> list[Area]:
    """Return the areas that charts and pictures of a sheet cover, as far as they are tied to cells."""
    parts = [each.target for each in related(package.archive, package.sheet(sheet).part) if each.kind == "drawing"]
    return [area for part in parts for area in anchors(text_of(package, part))]


def anchors(drawing: str) -> list[Area]:
    """Return the areas of a drawing's anchors; its rows and columns count from 0."""
    found = []
    for corner in CORNER.finditer(drawing):
        first_column, first_row = int(corner[1]) + 1, int(corner[2]) + 1
        other = OTHER_CORNER.match(drawing, corner.end())
        last_column, last_row = (int(other[1]) + 1, int(other[2]) + 1) if other else (first_column, first_row)
        found.append(Area(first_row, first_column, last_row, last_column))
    return found


def sparklines(rows: SheetRows) -> list[Area]:
    """Return the cells of a sheet that show a sparkline."""
    return [area_of(found.decode()) for found in SPARKLINE.findall(rows.content, rows.places[-1])]


# --- what is written -------------------------------------------------------------------------------------------------


def with_formats(package: Package, columns: Sequence[NewColumn]) -> tuple[Package, dict[int, str]]:
    """Return the workbook with the number formats that columns need, and the number of the style of each."""
    found: dict[int, str] = {}
    for number in sorted({each.number_format for each in columns if each.number_format and not each.like}):
        package, found[number] = with_format(package, number)
    return package, found


def new_cells(rows: SheetRows, table: Table, columns: Sequence[NewColumn], formats: Mapping[int, str]) -> SheetPatch:
    """Return the cells of new columns: their headers, and blank ones that look as they should."""
    cells: dict[tuple[int, int], Content] = {}
    styles: dict[tuple[int, int], str] = {}
    placed = list(enumerate(columns, table.area.last_column + 1))
    like_header = styles_in(rows, table.area.first_row).get(table.area.last_column, "")
    for column, each in placed:
        cells[table.area.first_row, column], styles[table.area.first_row, column] = each.name, like_header
    styled = [(column, each) for column, each in placed if each.like or formats.get(each.number_format)]
    for number in range(table.first_row, table.last_row + 1) if styled else ():
        known = styles_in(rows, number)
        for column, each in styled:
            style = known.get(each.like, "") if each.like else formats[each.number_format]
            if style:
                cells[number, column], styles[number, column] = None, style
    return SheetPatch(cells, styles)


def styles_in(rows: SheetRows, number: int) -> dict[int, str]:
    """Return the numbers of the styles of a row's cells, by column."""
    if not rows.has(number):
        return {}
    cells = raw_cells(rows.text(rows.place(number)))
    found = {cell.column: STYLE.search(cell.attributes) for cell in cells}
    return {column: style[1] for column, style in found.items() if style}


def widened(package: Package, table: Table, columns: Sequence[NewColumn]) -> str:
    """Return the table's part with columns added at its end."""
    rest = text_of(package, table.part)
    number = max(int(tag.get("id", "0")) for tag in tags(rest) if tag.name == "tableColumn" and not tag.is_end) + 1
    last, count = table.area.last_column + len(columns), len(table.columns) + len(columns)
    pieces, place = [], 0
    for tag in tags(rest):
        new = changed_tag(tag, rest[tag.start : tag.end], last, count)
        if tag.name == "tableColumns" and tag.is_end:
            names = enumerate((column_name(each.name) for each in columns), number)
            new = "".join(f'<{tag.prefix}tableColumn id="{each}" name="{name}"/>' for each, name in names) + new
        pieces += [rest[place : tag.start], new]
        place = tag.end
    return "".join(pieces) + rest[place:]


def changed_tag(tag: Tag, written: str, last_column: int, count: int) -> str:
    """Return a tag of a table's part as it must be when the table reaches to another column."""
    if tag.name == "tableColumns" and not tag.is_end:
        return with_attribute(written, "count", str(count))
    if tag.name not in ("table", "autoFilter") or not tag.get("ref"):  # an extension has a tag of that name too
        return written
    area = area_of(tag.get("ref"))
    return with_attribute(written, "ref", str(Area(area.first_row, area.first_column, area.last_row, last_column)))


# --- how the sheet shows them ----------------------------------------------------------------------------------------


def shown_columns(rows: SheetRows, first: int, columns: Sequence[NewColumn]) -> list[Splice]:
    """Return the splice that makes a sheet hide columns, or show them as wide as they need to be."""
    wanted = {first + place: each for place, each in enumerate(columns) if each.is_hidden or each.width}
    opening = DATA.search(rows.content)
    if not wanted or not opening:
        return []
    found = COLUMNS.search(rows.content, 0, opening.start())
    known = [tag for tag in tags(found[0].decode()) if tag.name == "col" and not tag.is_end] if found else []
    stretches = [each for tag in known for each in cut(tag, wanted)]
    covered = {number for number, _ in stretches}
    stretches += [(number, f"<{rows.prefix}col/>") for number in wanted if number not in covered]
    written = "".join(dressed(number, text, wanted) for number, text in sorted(stretches))
    place, end = found.span() if found else (opening.start(), opening.start())
    return [(place, end, f"<{rows.prefix}cols>{written}</{rows.prefix}cols>".encode())]


def cut(tag: Tag, wanted: dict[int, NewColumn]) -> list[tuple[int, str]]:
    """Return what a sheet says of a stretch of columns, in pieces with the first number of each: wanted ones alone."""
    first, last = int(tag.get("min")), int(tag.get("max"))
    text = f"<{tag.prefix}col{tag.attributes}/>"
    inside = sorted(number for number in wanted if first <= number <= last)
    if not inside:
        return [(first, text)]
    starts = sorted({first, *inside, *(number + 1 for number in inside if number < last)})
    ends = [*(start - 1 for start in starts[1:]), last]
    bounds = zip(starts, ends)
    return [(one, with_attribute(with_attribute(text, "min", str(one)), "max", str(end))) for one, end in bounds]


def dressed(number: int, text: str, wanted: dict[int, NewColumn]) -> str:
    """Return what a sheet says of a column, with the width and the hiding that are wanted."""
    column = wanted.get(number)
    if column is None:
        return text
    text = with_attribute(with_attribute(text, "min", str(number)), "max", str(number))
    if "width=" not in text or column.width:
        text = with_attribute(with_attribute(text, "width", f"{column.width or 14:g}"), "customWidth", "1")
    return with_attribute(text, "hidden", "1") if column.is_hidden else text
