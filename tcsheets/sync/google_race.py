"""What people did in a Google Sheet between the moment it was read and the moment it was written.

Each write copies the lists aside first, in the same batch (the pre-image), and keeps which rows it meant to write.
Where the pre-image is not what had been read, the next harvest finds here: values that somebody typed and the write
covered (they are edits by someone who had seen only what had been read), and cells that the write put into another row
than it meant, because rows were sorted or inserted just then (they are put back, and count as not written).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tcsheets.sync.base import Base, advanced
from tcsheets.sync.copies import Copy, is_from
from tcsheets.sync.google_tables import cells_to_write
from tcsheets.sync.lists import ROW_ID, ListDefinition
from tcsheets.sync.live_book import Changed, Grid, Picture, cell_data, cell_of_data, conflict_rows, same
from tcsheets.sync.live_book import list_table as table_in
from tcsheets.sync.table import ConflictRow, Contents, ListTable, TableRow
from tcsheets.workbook.values import Cell


@dataclass(frozen=True, slots=True)
class RowWrite:
    """What was meant for one row of a table: the row as it was read, and the cells it was to get, by column."""

    place: int
    was: tuple[Cell, ...]
    cells: Mapping[int, Cell]


Writes = Mapping[str, tuple[RowWrite, ...]]  # by table


@dataclass(frozen=True, slots=True)
class Settled:
    """The lists and the base as they would stand had nobody come in between, and what that somebody had typed."""

    picture: Picture
    base: Base
    copies: tuple[Copy, ...] = ()


def writes_between(now: Picture, wanted: Picture) -> Writes:
    """Return what is to be written to each table."""
    found: dict[str, tuple[RowWrite, ...]] = {}
    for name, grid in now.grids.items():
        rows: dict[int, dict[int, Cell]] = {}
        for (place, at), value in cells_to_write(grid, wanted.grids[name]).items():
            rows.setdefault(place, {})[at] = None if isinstance(value, Changed) else value
        if rows:
            found[name] = tuple(RowWrite(place, row_at(grid, place), rows[place]) for place in sorted(rows))
    return found


def row_at(grid: Grid, place: int) -> tuple[Cell, ...]:
    """Return a row of a table; a blank one below its end."""
    return grid.rows[place] if place < len(grid.rows) else (None,) * len(grid.header)


def settled(
    now: Picture, before: Picture, writes: Writes, base: Base, last: Base, definitions: Sequence[ListDefinition]
) -> Settled:
    """Return how things stand after a write from base `last` to `base` that somebody may have come in between of."""
    known = {each.table: each for each in definitions}
    read = replace(last, lists=advanced(last, [op for op in base.outbox if is_from(last, op)]))
    grids, tables, choices = dict(now.grids), {}, []
    for name, rows in writes.items():
        if name not in before.grids or name not in now.grids:
            continue
        definition = known.get(name)
        if definition is None:
            choices += covered_choices(now.grids[name], before.grids[name])
            continue
        meeting = Meeting(definition, before.grids[name])
        wrong = [each for each in rows if meeting.is_other_row(each)]
        right = [each for each in rows if each not in wrong]
        back = put_back(now.grids[name], before.grids[name], wrong)
        grids[name], aimed = aimed_again(back, meeting.id_at, wrong, right)
        lost = [each for each in wrong if each.place not in aimed]
        base = unwritten(base, read, definition, [meeting.meant_for(each) for each in lost])
        stood = [(each, row_at(before.grids[name], each.place)) for each in right]
        stood += [(each, aimed[each.place]) for each in wrong if each.place in aimed]
        covered = {meeting.meant_for(each): values for each, row in stood if (values := meeting.covered(each, row))}
        if covered:
            tables[definition.name] = table_with(definition, last, read, covered)
    copies = (Copy("the Google Sheet", Contents(tables, tuple(choices)), last),) if tables or choices else ()
    return Settled(replace(now, grids=grids), base, copies)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A list's table as it stood just before a write, beside what the write meant."""

    definition: ListDefinition
    before: Grid

    @property
    def id_at(self) -> int:
        """Where the ids stand."""
        return self.before.places(self.definition)[ROW_ID]

    def is_other_row(self, write: RowWrite) -> bool:
        """Whether the write hit another row than the one that was read at its place."""
        stood = row_at(self.before, write.place)
        if len(stood) != len(write.was) or stood == write.was:
            return len(stood) != len(write.was)
        if stood[self.id_at] != write.was[self.id_at]:
            return True
        if stood[self.id_at] is not None:
            return False
        return not any(cell is not None and same(cell, other) for cell, other in zip(stood, write.was))

    def meant_for(self, write: RowWrite) -> str:
        """Return the id of the row that was meant: the one it had, or the one it was to get."""
        own = write.was[self.id_at] if self.id_at < len(write.was) else None
        return str(own if own is not None else write.cells.get(self.id_at) or "")

    def covered(self, write: RowWrite, stood: tuple[Cell, ...]) -> dict[str, str]:
        """Return the values that somebody had typed since the row was read, and the write covered, by column key."""
        places = self.before.places(self.definition)
        if stood == write.was:
            return {}
        typed, read = (values_in(self.before, self.definition, row) for row in (stood, write.was))
        keys = [each.key for each in self.definition.shared() if places.get(each.key) in write.cells]
        return {key: str(typed[key]) for key in keys if typed[key] is not None and typed[key] != read[key]}


def values_in(grid: Grid, definition: ListDefinition, row: tuple[Cell, ...]) -> Mapping[str, str | None]:
    """Return a row's shared values in canonical form."""
    return table_in(replace(grid, rows=(row,), formulas={}), definition).rows[0].values


def put_back(now: Grid, before: Grid, wrong: Sequence[RowWrite]) -> Grid:
    """Return a table with the cells of rows that were hit by mistake as they stood before; typed over, they stay."""
    rows = [list(row) for row in now.rows]
    for write in wrong:
        stood = row_at(before, write.place)
        hit = tuple(write.cells.get(at, cell) for at, cell in enumerate(stood))
        place = found_at(rows, hit, write.place, set(write.cells))
        for at, value in write.cells.items():
            if place is not None and same(rows[place][at], value):
                rows[place][at] = stood[at]
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    kept = {spot: text for spot, text in now.formulas.items() if spot[0] < len(rows)}
    return replace(now, rows=tuple(map(tuple, rows)), formulas=kept)


def found_at(rows: Sequence[Sequence[Cell]], hit: Sequence[Cell], place: int, written: set[int]) -> int | None:
    """Return where a row that was hit stands now: where it was, or another place that looks like it.

    Of several that look alike, one by the write and one by an earlier one, either will do: nothing tells them apart.
    """

    def is_it(at: int) -> bool:
        return at < len(rows) and all(same(cell, other) for cell, other in zip(rows[at], hit))

    found = next((at for at in (place, *range(len(rows))) if is_it(at)), None)
    still = place < len(rows) and all(same(rows[place][at], hit[at]) for at in written)
    return place if found is None and still else found


def aimed_again(
    now: Grid, id_at: int, wrong: Sequence[RowWrite], right: Sequence[RowWrite]
) -> tuple[Grid, dict[int, tuple[Cell, ...]]]:
    """Return a table with what was meant for rows that had moved, written where they are now.

    With it come those rows as they stood, by the place that was missed; a row that cannot be found is not among them.
    """
    rows = [list(row) for row in now.rows]
    found: dict[int, tuple[Cell, ...]] = {}
    for write in wrong:
        place = moved_to(rows, write.was, id_at, given_again(write, right, id_at))
        if place is not None:
            found[write.place] = tuple(rows[place])
            for at, value in write.cells.items():
                rows[place][at] = value
    return replace(now, rows=tuple(map(tuple, rows))), found


def given_again(write: RowWrite, right: Sequence[RowWrite], id_at: int) -> list[int]:
    """Return the places that the same write has given a row which was to leave its old one: it may stand twice."""
    own = write.was[id_at] if id_at < len(write.was) else None
    return [each.place for each in right if own is not None and each.cells.get(id_at) == own]


def moved_to(rows: Sequence[Sequence[Cell]], was: Sequence[Cell], id_at: int, again: Sequence[int]) -> int | None:
    """Return where a row stands now that was read at another place: the one that looks like it, or has its id.

    It stands as often `again` as the same write has given it a new place.
    """
    if all(cell is None for cell in was) or any(len(row) != len(was) for row in rows):
        return None
    alike = [at for at, row in enumerate(rows) if all(same(cell, other) for cell, other in zip(row, was))]
    named = [at for at, row in enumerate(rows) if was[id_at] is not None and row[id_at] == was[id_at]]
    found = alike or named
    if len(found) != 1 + len(again):
        return named[0] if len(named) == 1 else None
    return next((at for at in found if at not in again), found[-1])


def unwritten(base: Base, read: Base, definition: ListDefinition, ids: Sequence[str]) -> Base:
    """Return a base that remembers some rows as they were read, and those that were not there not at all."""
    kept = base.of(definition.name)
    rows, before = dict(kept.rows), read.of(definition.name).rows
    for row_id in ids:
        rows.pop(row_id, None)
        if row_id in before:
            rows[row_id] = before[row_id]
    return replace(base, lists={**base.lists, definition.name: replace(kept, rows=rows)})


def table_with(
    definition: ListDefinition, last: Base, read: Base, covered: Mapping[str, Mapping[str, str]]
) -> ListTable:
    """Return a list as it had been read, with the values that were typed then."""
    columns = last.of(definition.name).columns or tuple(each.key for each in definition.shared())
    rows = [
        TableRow(place, row_id, {**dict.fromkeys(columns, ""), **values, **covered.get(row_id, {})})
        for place, (row_id, values) in enumerate(read.of(definition.name).rows.items())
    ]
    return ListTable(definition.name, columns, tuple(rows))


def covered_choices(now: Grid, before: Grid) -> list[ConflictRow]:
    """Return the choices that somebody had typed into the tab of conflicts and that are not there any more."""

    def choice(row: ConflictRow) -> tuple[str, str]:
        return row.texts.get("conflict_id", ""), row.texts.get("choice", "")

    here = {choice(each) for each in conflict_rows(now)}
    return [each for each in conflict_rows(before) if all(choice(each)) and choice(each) not in here]


# --- as plain data ---------------------------------------------------------------------------------------------------


def writes_data(writes: Writes) -> dict[str, object]:
    """Return writes as plain data."""
    return {
        name: [
            [each.place, [cell_data(cell) for cell in each.was], [[at, cell_data(c)] for at, c in each.cells.items()]]
            for each in rows
        ]
        for name, rows in writes.items()
    }


def writes_of(data: Mapping[str, Any]) -> Writes:
    """Return the writes in plain data."""
    return {
        name: tuple(
            RowWrite(place, tuple(map(cell_of_data, was)), {at: cell_of_data(cell) for at, cell in cells})
            for place, was, cells in rows
        )
        for name, rows in data.items()
    }
