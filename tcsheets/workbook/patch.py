"""A workbook with some cells, rows and sheet states changed; every other byte of the file stays as it was.

Members of the zip that are not changed are copied packed as they are.  In a
changed sheet only the cells, new rows and the note of its used area differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import merge
from posixpath import basename

from tcsheets.workbook.addresses import cell_name
from tcsheets.workbook.archive import Packed, packed, rewritten
from tcsheets.workbook.calc_chain import without_entries, without_override, without_relation
from tcsheets.workbook.contents import Content, Pen, Reworded, keeps_formula
from tcsheets.workbook.fillings import Filling
from tcsheets.workbook.formulas import FoundFormula, formulas_of
from tcsheets.workbook.package import Package, rows_of
from tcsheets.workbook.parts import Sheet, Table, relations_part
from tcsheets.workbook.sheet_patch import SheetPatch, Splice, extent, patched_sheet, pieces_of
from tcsheets.workbook.sheet_rows import SheetRows
from tcsheets.workbook.sheet_states import changed_states, selections, with_states
from tcsheets.workbook.table_rows import added_rows, grown_rules, grown_table

AT_ONCE = 1 << 16  # bytes that are packed together
Places = Mapping[tuple[int, int], Content]


@dataclass(frozen=True, slots=True)
class Patch:
    """Changes to a workbook.

    cells: by sheet, then by row and column from 1 (None blanks a cell in place, its style stays);
    rows: by table, whole rows to be added below it, one content a column (None where the column has a formula);
    states: by sheet, "visible", "hidden" or "veryHidden"; parts: other parts' new contents;
    fillings: by sheet, what results of many cells fill.
    """

    cells: Mapping[str, Places] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Sequence[Content]]] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, bytes] = field(default_factory=dict)
    fillings: Mapping[str, Sequence[Filling]] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """The parts that change, as they are being changed; sheets are packed at once."""

    package: Package
    parts: dict[str, bytes | None] = field(default_factory=dict)
    sheets: dict[str, Packed] = field(default_factory=dict)

    def text(self, part: str) -> str:
        """Return a part's text, with what was changed already."""
        return (self.parts.get(part) or self.package.raw(part)).decode()

    def put(self, part: str, content: bytes) -> None:
        """Change a part, unless that changes nothing."""
        if content != self.package.raw(part):
            self.parts[part] = content

    def put_spliced(self, part: str, splices: Iterable[Splice]) -> None:
        """Change stretches of a sheet's part, given in their order, unless that changes nothing."""
        raw = self.package.raw(part)
        change = Change(raw)
        found = packed(gathered(pieces_of(raw, change.watched(splices))))
        if change.is_one:
            self.sheets[part] = found


@dataclass(slots=True)
class Change:
    """Whether the splices that went by change anything."""

    content: bytes
    is_one: bool = False

    def watched(self, splices: Iterable[Splice]) -> Iterator[Splice]:
        """Give splices on, and remember whether one changes anything."""
        for splice in splices:
            start, end, new = splice
            self.is_one = self.is_one or self.content[start:end] != new
            yield splice


def gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Give small pieces on together."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > AT_ONCE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def patched(package: Package, patch: Patch) -> bytes:
    """Return the bytes of the changed workbook; the very same bytes where nothing changes.

    DecisionError, and nothing is written, where new rows would run into something below their table.
    """
    draft = Draft(package)
    for part, content in patch.parts.items():
        draft.put(part, content)
    states = changed_states(package, patch.states)
    views = put_states(draft, states) if states else {}
    gone: set[tuple[str, str]] = set()
    for place, sheet in enumerate(package.sheets, start=1):
        lost = put_sheet(draft, sheet, patch, views.get(sheet.part, []))
        gone |= {(number, name) for name in lost for number in (sheet.id, str(place))}
    for name, rows in patch.rows.items():
        table = package.table(name)
        if rows:
            draft.put(table.part, grown_table(package, table, len(rows)))
    drop_from_chain(draft, gone)
    return rewritten(package.archive, {**draft.parts, **draft.sheets})


def put_states(draft: Draft, states: Mapping[str, str]) -> dict[str, list[Splice]]:
    """Show and hide sheets in the main part, and return what that changes in the sheets' own XML."""
    part = draft.package.workbook_part
    text = draft.text(part)
    draft.put(part, with_states(draft.package, text, states).encode())
    return selections(draft.package, text, states)


def put_sheet(draft: Draft, sheet: Sheet, patch: Patch, views: Sequence[Splice]) -> list[str]:
    """Change a sheet, and return the names of the cells that hold a formula no more."""
    package = draft.package
    cells = {name: places for name, places in patch.cells.items() if places and package.sheet(name) is sheet}
    fillings = [each for name, some in patch.fillings.items() if package.sheet(name) is sheet for each in some]
    grown = [(package.table(name), rows) for name, rows in patch.rows.items() if rows]
    grown = [(table, rows) for table, rows in grown if table.sheet == sheet.name]
    if not cells and not grown and not views and not fillings:
        return []
    rows = rows_of(package, sheet.name)
    whole = SheetPatch(one_of(list(cells.values())), fillings=fillings)
    splices = list(views)
    for table, contents in grown:
        whole = united(added_rows(package, table, contents), whole)
        splices += grown_rules(rows, table, len(contents))
    pen = Pen(date1904=package.date1904)
    done = patched_sheet(rows, with_lone_followers(rows, whole), pen)
    draft.put_spliced(sheet.part, merge(sorted(splices, key=extent), done.splices, key=extent))
    return [cell_name(*place) for place in done.formulas_gone]


def one_of(places: Sequence[Places]) -> Places:
    """Return the changes that were given under one or more spellings of a sheet's name as one."""
    return places[0] if len(places) == 1 else {place: each for some in places for place, each in some.items()}


def united(first: SheetPatch, second: SheetPatch) -> SheetPatch:
    """Return both changes; where both write a cell, the second's content in the first's style."""
    return SheetPatch(
        {**first.cells, **second.cells},
        {**first.styles, **second.styles},
        {**first.row_tags, **second.row_tags},
        (*first.fillings, *second.fillings),
    )


def with_lone_followers(rows: SheetRows, patch: SheetPatch) -> SheetPatch:
    """Return the changes with those that follow from them: who shares a formula that goes keeps it in own words."""
    if b'"shared"' not in rows.content:
        return patch
    gone = {each.group for each in formulas_of(rows) if each.is_first_of_group and is_replaced(each, patch)}
    if not gone:
        return patch
    followers: dict[tuple[int, int], Content] = {
        (each.row, each.column): Reworded(each.text, alone=True)
        for each in formulas_of(rows)
        if each.kind == "shared" and each.group in gone and not each.is_first_of_group
    }
    return replace(patch, cells={**followers, **patch.cells})


def is_replaced(found: FoundFormula, patch: SheetPatch) -> bool:
    """Whether a formula's words will not be there any more."""
    place = (found.row, found.column)
    if not patch.writes(place):
        return False
    content = patch.content(place)
    return isinstance(content, Reworded) or not keeps_formula(content)


def drop_from_chain(draft: Draft, gone: set[tuple[str, str]]) -> None:
    """Take formulas that are gone off the list of formulas; an empty list goes as a whole."""
    package = draft.package
    part = next((each.target for each in package.relations if each.kind == "calcChain"), "")
    if not gone or not package.has_part(part):
        return
    chain = without_entries(draft.text(part), gone)
    if chain:
        draft.put(part, chain.encode())
        return
    relations, types = relations_part(package.workbook_part), "[Content_Types].xml"
    draft.parts[part] = None
    draft.put(relations, without_relation(draft.text(relations), basename(part)).encode())
    draft.put(types, without_override(draft.text(types), part).encode())


def table_cells(table: Table, contents: Mapping[tuple[int, str], Content]) -> dict[tuple[int, int], Content]:
    """Return contents given by (place of the row from 0, column's name) by the sheet's row and column."""
    return {(table.first_row + row, table.column(name)): content for (row, name), content in contents.items()}
