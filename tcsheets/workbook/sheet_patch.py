"""A sheet's XML with some cells changed: every other byte stays as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tcsheets.workbook.addresses import area_around, area_of, cell_name, column_number
from tcsheets.workbook.contents import Content, Pen, has_formula, keeps_formula
from tcsheets.workbook.markup import with_attribute, without_attribute
from tcsheets.workbook.sheet_rows import SheetRows
from tcsheets.workbook.values import CELL, PREFIX, column_of

ROW_TAG = re.compile(rf"\s*<{PREFIX}row(?=[\s/>])[^>]*>")
SPANS = re.compile(r'\sspans="([0-9]+):([0-9]+)"')
DIMENSION = re.compile(rb"<(?:[\w.-]+:)?dimension\s[^>]*>")
REF = re.compile(r'\sref\s*=\s*["\']([^"\']+)["\']')
NOT_COPIED = ("r", "hidden", "collapsed", "outlineLevel", "thickTop", "thickBot")


Splice = tuple[int, int, bytes]  # where the old begins and ends, and the new


@dataclass(frozen=True, slots=True)
class SheetPatch:
    """Changes to a sheet.

    cells: what cells will hold, by row and column; styles: the numbers of the styles that cells get ("" for none),
    where they do not keep their own; row_tags: for rows that do not exist yet, the tag of the row to look like.
    """

    cells: Mapping[tuple[int, int], Content]
    styles: Mapping[tuple[int, int], str] = field(default_factory=dict)
    row_tags: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PatchedSheet:
    """What changes in a sheet's XML, and the cells that hold a formula no more."""

    splices: tuple[Splice, ...]
    formulas_gone: tuple[tuple[int, int], ...]


Placed = tuple[int, re.Match[str]]  # a cell's column, and its XML and its place in the row


def spliced(content: bytes, splices: Sequence[Splice]) -> bytes:
    """Return bytes with stretches (start, end) replaced; stretches do not overlap.

    >>> spliced(b"abcdef", [(4, 5, b"X"), (1, 2, b"--")])
    b'a--cdXf'
    """
    pieces, place = [], 0
    for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
        pieces += [content[place:start], new]
        place = end
    return b"".join([*pieces, content[place:]])


def patched_sheet(rows: SheetRows, patch: SheetPatch, pen: Pen) -> PatchedSheet:
    """Return what changes in a sheet when cells change."""
    by_row: dict[int, list[int]] = {}
    for row, column in sorted(patch.cells):
        by_row.setdefault(row, []).append(column)
    pen = replace(pen, prefix=rows.prefix)
    splices, gone, fresh = [], [], {}
    for number, columns in by_row.items():
        if rows.has(number):
            place = rows.place(number)
            old = rows.text(place).rstrip()  # what stands between two rows is not the row's
            text, lost = patched_row(old, number, columns, patch, pen)
            start = rows.places[place]
            splices.append((start, start + len(old.encode()), text.encode()))
            gone += [(number, column) for column in lost]
        else:
            fresh[number] = new_row(number, columns, patch, pen)
    splices += inserted(rows, fresh) + dimension(rows.content, patch)
    return PatchedSheet(tuple(splices), tuple(gone))


def inserted(rows: SheetRows, fresh: Mapping[int, str]) -> list[Splice]:
    """Return the splices that put new rows where they belong."""
    by_place: dict[int, list[str]] = {}
    for number, text in sorted(fresh.items()):
        by_place.setdefault(rows.places[rows.place(number)], []).append(text)
    if rows.is_empty and by_place:
        end = rows.places[0]
        start = rows.content.rindex(b"<", 0, end)
        text = f"<{rows.prefix}sheetData>{''.join(by_place[end])}</{rows.prefix}sheetData>"
        return [(start, end, text.encode())]
    return [(place, place, "".join(texts).encode()) for place, texts in by_place.items()]


def placed_cells(row: str) -> list[Placed]:
    """Return the cells of a row, looking into what comes after the row's own tag."""
    found: list[Placed] = []
    for match in CELL.finditer(row):
        letters = match[1]
        column = column_number(letters) if letters else column_of(match[2], found[-1][0] if found else 0)
        found.append((column, match))
    return found


def patched_row(row: str, number: int, columns: Sequence[int], patch: SheetPatch, pen: Pen) -> tuple[str, list[int]]:
    """Return a row with cells changed or put in, and the columns that hold a formula no more."""
    tag = ROW_TAG.match(row)
    if not tag:
        raise AssertionError("a row begins with its tag")
    head, rest = tag[0], row[tag.end() :]
    if head.endswith("/>"):
        head, rest = head[:-2].rstrip() + ">", f"</{pen.prefix}row>" + rest
    cells = placed_cells(rest)
    pieces, place, gone = [], 0, []
    for column in columns:
        start, end, old = found_or_next(cells, column)
        pieces += [rest[place:start], written_cell((number, column), old, patch, pen)]
        place = max(end, place)
        if old and old[4] and has_formula(old[4]) and not keeps_formula(patch.cells[number, column]):
            gone.append(column)
    known = {column for column, _ in cells}
    added = [column for column in columns if column not in known]
    return with_spans(head, added) + "".join(pieces) + rest[place:], gone


def found_or_next(cells: Sequence[Placed], column: int) -> tuple[int, int, re.Match[str] | None]:
    """Return where a column's cell begins and ends, and the cell; where there is none, the place it would have."""
    for known, match in cells:
        if known == column:
            return match.start(), match.end(), match
        if known > column:
            return match.start(), match.start(), None
    end = cells[-1][1].end() if cells else 0
    return end, end, None


def written_cell(place: tuple[int, int], old: re.Match[str] | None, patch: SheetPatch, pen: Pen) -> str:
    """Return a cell's XML with its new content."""
    attributes, body = (old[2], old[4] or "") if old else ("", "")
    style = patch.styles.get(place)
    if style is not None:
        attributes = without_attribute(attributes, "s") + (f' s="{style}"' if style else "")
    return pen.cell(cell_name(*place), attributes, patch.cells[place], body)


def new_row(number: int, columns: Sequence[int], patch: SheetPatch, pen: Pen) -> str:
    """Return the XML of a row that the sheet did not have, its height and look taken from another row's tag."""
    like = patch.row_tags.get(number, "").strip()
    for name in NOT_COPIED if like else ():
        like = without_attribute(like, name)
    rest = like.removesuffix("/>").removesuffix(">").rstrip()
    rest = rest[rest.index("row") + 3 :] if rest else ""
    cells = "".join(written_cell((number, column), None, patch, pen) for column in columns)
    return with_spans(f'<{pen.prefix}row r="{number}"{rest}>', columns) + cells + f"</{pen.prefix}row>"


def with_spans(tag: str, columns: Sequence[int]) -> str:
    """Return a row's tag whose note of the columns it spans, if it has one, includes these.

    >>> with_spans('<row r="1" spans="1:3">', [5])
    '<row r="1" spans="1:5">'
    """
    spans = SPANS.search(tag)
    if not spans or not columns:
        return tag
    first, last = min(int(spans[1]), *columns), max(int(spans[2]), *columns)
    unchanged = (first, last) == (int(spans[1]), int(spans[2]))
    return tag if unchanged else with_attribute(tag, "spans", f"{first}:{last}")


def dimension(content: bytes, patch: SheetPatch) -> list[Splice]:
    """Return the splice that makes the sheet's note of its used area include all that was written."""
    if not patch.cells:
        return []
    found = DIMENSION.search(content)
    old = REF.search(found[0].decode()) if found else None
    if not found or not old:
        return []
    known = area_of(old[1])
    corners = [(known.first_row, known.first_column), (known.last_row, known.last_column)]
    new = area_around([*corners, *patch.cells])
    if new == known:
        return []
    return [(found.start(), found.end(), with_attribute(found[0].decode(), "ref", str(new)).encode())]
