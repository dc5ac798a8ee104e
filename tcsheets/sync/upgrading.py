"""A workbook that an older tcsheets made, moved on: what its lists and its Conflicts table lack by now is added.

New columns go to the right edge, so nothing that a person or a formula points to moves.  They come in blank; the next
sync fills them with what the others wrote there.  A workbook of a newer tcsheets is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tcsheets.errors import ArgumentError
from tcsheets.sync.attaching import Made, Step, changed_file, with_conflicts, with_more_columns
from tcsheets.sync.base import Base
from tcsheets.sync.excel_file import ExcelBook, conflict_places
from tcsheets.sync.home import Home, open_home
from tcsheets.sync.lists import BASE_SHEET, CONFLICT_COLUMNS, CONFLICTS_TABLE, SYNC, ListDefinition, places_of
from tcsheets.sync.workbook_file import BookFile
from tcsheets.workbook.new_columns import NewColumn
from tcsheets.workbook.package import Package

WIDTH = 20
FORMATS = {"date": 14, "datetime": 22}  # the built-in number formats of kinds that are no use as bare numbers


def upgrade_workbook(
    path: Path | str,
    *,
    home: Home | None = None,
    clock: Callable[[], datetime] = datetime.now,
    definitions: tuple[ListDefinition, ...] | None = None,
) -> Made:
    """Return what was added to a workbook of an older tcsheets; to one of today's, nothing.

    DecisionError, ArgumentError, FileError: nothing was written.
    """
    here = home or open_home()

    def change(book: ExcelBook, _: Base | None) -> Step:
        return upgraded(book.package, here.definitions() if definitions is None else definitions)

    return changed_file(BookFile(Path(path).resolve(), here.files), here, clock(), change)


def upgraded(package: Package, definitions: tuple[ListDefinition, ...]) -> Step:
    """Return a workbook with all the shared columns that its lists have by now."""
    if not package.has_sheet(BASE_SHEET):
        name = package.name
        raise ArgumentError(f"{name}: it was never made ready for the sync; first: tcsheets attach {name}")
    step = Step(package)
    for each in definitions:
        if package.has_table(each.table):
            step = with_more_columns(step, each.table, lacking_columns(step.package, each))
    step = with_conflicts(step)
    return with_more_columns(step, CONFLICTS_TABLE, lacking_of_conflicts(step.package))


def lacking_columns(package: Package, definition: ListDefinition) -> list[NewColumn]:
    """Return the shared columns that a list's table lacks, each to look like one of its kind; its column of ids not.

    A table that has lost its ids is no older one: the sync says what to do then.
    """
    table = package.table(definition.table)
    places = places_of(definition, table.header)
    first = table.area.first_column
    known = [each for each in definition.shared() if each.key in places]
    models = {each.kind: first + places[each.key] for each in reversed(known)}  # of each kind the first
    lacking = [each for each in definition.shared() if each.key not in places]
    found = [NewColumn(each.title, models.get(each.kind, 0), WIDTH, FORMATS.get(each.kind, 0)) for each in lacking]
    return found if SYNC in places else [*found, NewColumn(SYNC, models.get("text", 0), WIDTH)]


def lacking_of_conflicts(package: Package) -> list[NewColumn]:
    """Return the columns that the Conflicts table lacks, to look like its last one."""
    table = package.table(CONFLICTS_TABLE)
    places = conflict_places(table.header)
    return [NewColumn(title, table.area.last_column, WIDTH) for key, title in CONFLICT_COLUMNS if key not in places]
