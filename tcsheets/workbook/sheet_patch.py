"""A sheet's XML with some cells changed: every other byte stays as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import merge

from tcsheets.workbook.addresses import area_around, area_of, cell_name, column_number
from tcsheets.workbook.contents import Content, Pen, has_formula, keeps_formula
from tcsheets.workbook.fillings import Filling
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
    where they do not keep their own; row_tags: for rows that do not exist yet, the tag of the row to look like;
    fillings: what results of many cells fill.
    """

    cells: Mapping[tuple[int, int], Content]
    styles: Mapping[tuple[int, int], str] = field(default_factory=dict)
    row_tags: Mapping[int, str] = field(default_factory=dict)
    fillings: Sequence[Filling] = ()

    def content(self, place: tuple[int, int]) -> Content:
        """Return what a cell will hold; KeyError for one that stays."""
        if place in self.cells:
            return self.cells[place]
        row, column = place
        return next(each.contents(row)[column] for each in self.fillings if column in each.changed.get(row, ()))

    def writes(self, place: tuple[int, int]) -> bool:
        """Whether a cell is written."""
        row, column = place
        return place in self.cells or any(column in each.changed.get(row, ()) for each in self.fillings)

    def by_row(self) -> Iterator[tuple[int, dict[int, Content]]]:
        """Give what the cells of each row will hold, row by row and by column; rows of fillings are made here."""
        typed: dict[int, dict[int, Content]] = {}
        for (row, column), content in self.cells.items():
            typed.setdefault(row, {})[column] = content
        filled: dict[int, list[Filling]] = {}
        for each in self.fillings:
            for row in each.changed:
                filled.setdefault(row, []).append(each)
        for row in sorted(typed.keys() | filled.keys()):
            pieces = [*(each.contents(row) for each in filled.get(row, ())), typed.get(row, {})]
            contents = pieces[0] if not any(pieces[1:]) else {at: each for some in pieces for at, each in some.items()}
            yield row, dict(sorted(contents.items()))


@dataclass(frozen=True, slots=True)
class PatchedSheet:
    """What changes in a sheet's XML, in its order, and the cells that hold a formula no more.

    The changes are made while they are read; then the other is known.
    """

    splices: Iterator[Splice]
    formulas_gone: list[tuple[int, int]]


Placed = tuple[int, re.Match[str]]  # a cell's column, and its XML and its place in the row


def spliced(content: bytes, splices: Iterable[Splice]) -> bytes:
    """Return bytes with stretches (start, end) replaced; stretches do not overlap.

    >>> spliced(b"abcdef", [(4, 5, b"X"), (1, 2, b"--")])
    b'a--cdXf'
    """
    return b"".join(pieces_of(content, sorted(splices, key=extent)))


def pieces_of(content: bytes, splices: Iterable[Splice]) -> Iterator[bytes]:
    """Give bytes with stretches replaced piece by piece; stretches come in their order."""
    place = 0
    for start, end, new in splices:
        yield content[place:start]
        yield new
        place = end
    yield content[place:]


def extent(splice: Splice) -> tuple[int, int]:
    """Return where the old bytes of a change begin and end."""
    return splice[:2]


def patched_sheet(rows: SheetRows, patch: SheetPatch, pen: Pen) -> PatchedSheet:
    """Return what changes in a sheet when cells change."""
    gone: list[tuple[int, int]] = []
    changes = row_splices(rows, patch, replace(pen, prefix=rows.prefix), gone)
    return PatchedSheet(merge(dimension(rows.content, patch), changes, key=extent), gone)


def row_splices(rows: SheetRows, patch: SheetPatch, pen: Pen, gone: list[tuple[int, int]]) -> Iterator[Splice]:
    """Give what changes in the rows of a sheet, and put the cells that hold a formula no more on a list."""
    end = rows.places[-1]
    is_open = not rows.is_empty
    for number, contents in patch.by_row():
        if not is_open:
            yield rows.content.rindex(b"<", 0, end), end, f"<{rows.prefix}sheetData>".encode()
            is_open = True
        place = rows.place(number)
        start = rows.places[place]
        if rows.has(number):
            old = rows.text(place).rstrip()  # what stands between two rows is not the row's
            text, lost = patched_row(old, number, contents, patch, pen)
            gone += [(number, column) for column in lost]
            yield start, start + len(old.encode()), text.encode()
        else:
            yield start, start, new_row(number, contents, patch, pen).encode()
    if rows.is_empty and is_open:
        yield end, end, f"</{rows.prefix}sheetData>".encode()


def placed_cells(row: str) -> list[Placed]:
    """Return the cells of a row, looking into what comes after the row's own tag."""
    found: list[Placed] = []
    for match in CELL.finditer(row):
        letters = match[1]
        column = column_number(letters) if letters else column_of(match[2], found[-1][0] if found else 0)
        found.append((column, match))
    return found


def patched_row(
    row: str, number: int, contents: Mapping[int, Content], patch: SheetPatch, pen: Pen
) -> tuple[str, list[int]]:
    """Return a row with cells changed or put in, and the columns that hold a formula no more."""
    tag = ROW_TAG.match(row)
    if not tag:
        raise AssertionError("a row begins with its tag")
    head, rest = tag[0], row[tag.end() :]
    if head.endswith("/>"):
        head, rest = head[:-2].rstrip() + ">", f"</{pen.prefix}row>" + rest
    cells = placed_cells(rest)
    known = dict(cells)
    pieces, place, gone, added = [], 0, [], []
    for column, content in contents.items():
        old = known.get(column)
        if old is None:
            added.append(column)
        elif old[4] and not keeps_formula(content) and has_formula(old[4]):
            gone.append(column)
        start, end = old.span() if old else next_place(cells, column)
        pieces += [rest[place:start], written_cell((number, column), content, old, patch, pen)]
        place = max(end, place)
    return with_spans(head, added) + "".join(pieces) + rest[place:], gone


def next_place(cells: Sequence[Placed], column: int) -> tuple[int, int]:
    """Return the place, twice, at which the cell of a column would stand."""
    start = next((match.start() for known, match in cells if known > column), cells[-1][1].end() if cells else 0)
    return start, start


def written_cell(
    place: tuple[int, int], content: Content, old: re.Match[str] | None, patch: SheetPatch, pen: Pen
) -> str:
    """Return a cell's XML with its new content."""
    attributes, body = (old[2], old[4] or "") if old else ("", "")
    style = patch.styles.get(place) if patch.styles else None
    if style is not None:
        attributes = without_attribute(attributes, "s") + (f' s="{style}"' if style else "")
    return pen.cell(cell_name(*place), attributes, content, body)


def new_row(number: int, contents: Mapping[int, Content], patch: SheetPatch, pen: Pen) -> str:
    """Return the XML of a row that the sheet did not have, its height and look taken from another row's tag."""
    like = patch.row_tags.get(number, "").strip()
    for name in NOT_COPIED if like else ():
        like = without_attribute(like, name)
    rest = like.removesuffix("/>").removesuffix(">").rstrip()
    rest = rest[rest.index("row") + 3 :] if rest else ""
    cells = "".join(written_cell((number, column), content, None, patch, pen) for column, content in contents.items())
    tag = f'<{pen.prefix}row r="{number}"{rest}>'
    return (with_spans(tag, list(contents)) if rest else tag) + cells + f"</{pen.prefix}row>"


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
    written = [*patch.cells, *(corner for each in patch.fillings for corner in each.corners)]
    if not written:
        return []
    found = DIMENSION.search(content)
    old = REF.search(found[0].decode()) if found else None
    if not found or not old:
        return []
    known = area_of(old[1])
    corners = [(known.first_row, known.first_column), (known.last_row, known.last_column)]
    new = area_around([*corners, *written])
    if new == known:
        return []
    return [(found.start(), found.end(), with_attribute(found[0].decode(), "ref", str(new)).encode())]
