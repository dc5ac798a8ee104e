"""A person's own workbook made ready for the sync: once, with a backup.

What the sync needs is added and nothing else is touched: a very hidden sheet for its base, the sheet Conflicts, and in
each list's table the columns `row_id` and `Sync`.  No base is written: what of the workbook is old and what is new,
only `tcsheets resync` can ask.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from tcsheets.errors import ArgumentError, DecisionError
from tcsheets.sync.base import Base, decoded
from tcsheets.sync.excel_file import ExcelBook, conflict_places, open_excel
from tcsheets.sync.home import Home, open_home
from tcsheets.sync.lists import (
    BASE_SHEET,
    CONFLICT_COLUMNS,
    CONFLICTS_SHEET,
    CONFLICTS_TABLE,
    ROW_ID,
    SYNC,
    ListDefinition,
    header_key,
    places_of,
)
from tcsheets.sync.workbook_file import BookFile, digest_of
from tcsheets.workbook.addresses import Area, cell_name
from tcsheets.workbook.contents import Pen
from tcsheets.workbook.new_columns import NewColumn, with_columns
from tcsheets.workbook.new_parts import NewSheet, NewTable, with_sheet
from tcsheets.workbook.new_tables import with_range_as_table
from tcsheets.workbook.package import Package

SYNC_WIDTH = 28
CONFLICT_WIDTHS = (14, 16, 20, 16, 20, 20, 18, 20, 15, 18, 18)
HEADER = 3  # the row of the headings in the sheet Conflicts
HINT = "Two people changed the same cell. In Choice write mine, theirs, or the value that is right; then sync."
BASE_BODY = '<sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetData/>'


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person says of the workbook: that a table, or the range on a sheet, is a list."""

    list_name: str
    table: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """What was done to a workbook, one line each, the backup's path, and the command that comes next."""

    workbook: str
    done: tuple[str, ...] = ()
    backup: str = ""
    next: str = ""

    @property
    def summary(self) -> str:
        """One line for a person."""
        after = f"; next: {self.next}" if self.next else ""
        return f"{self.workbook}: {'; '.join(self.done) or 'nothing to do'}{after}"

    def as_dict(self) -> dict[str, object]:
        """Return it as plain data."""
        return {**asdict(self), "summary": self.summary}


@dataclass(frozen=True, slots=True)
class Step:
    """A workbook on its way: as it is so far, what was done to it, and the command that comes next."""

    package: Package
    done: tuple[str, ...] = ()
    next: str = ""

    def then(self, package: Package, said: str) -> Step:
        """Return the next step."""
        return Step(package, (*self.done, said))


Change = Callable[[ExcelBook, Base | None], Step]


def attach_workbook(
    path: Path | str,
    store: str = "",
    *,
    wanted: Sequence[Wanted] = (),
    home: Home | None = None,
    clock: Callable[[], datetime] = datetime.now,
    definitions: tuple[ListDefinition, ...] | None = None,
) -> Made:
    """Return what was added to a workbook, so that it can be synced; a second time, nothing.

    DecisionError, ArgumentError, FileError: nothing was written.
    """
    here = home or open_home()
    if store:
        here.store(store).identity()

    file = BookFile(Path(path).resolve(), here.files)
    resync = " ".join(["tcsheets resync", file.path.name, *(["--store", store] if store else [])])

    def change(book: ExcelBook, base: Base | None) -> Step:
        step = attached(book.package, base, wanted, here.definitions() if definitions is None else definitions)
        return step if base else replace(step, next=resync)

    return changed_file(file, here, clock(), change)


def changed_file(file: BookFile, home: Home, now: datetime, change: Change) -> Made:
    """Change a workbook's file in one replacement, keeping what was there as a backup; where nothing changes, not."""
    home.files.make_folder(home.folder)
    with home.files.hold(home.folder / "lock"):
        data, name = file.read(), file.path.name
        book = open_excel(data, name)
        step = change(book, decoded(book.base_cells(), name))
        if not step.done:
            return Made(name, next=step.next)
        backup = file.backup_for(home.fresh(), now)
        file.replace(digest_of(data), step.package.data, backup)
    return Made(name, step.done, str(file.backups / backup), step.next)


def named_lists(tables: Sequence[str], sheets: Sequence[str], lists: Sequence[str]) -> list[Wanted]:
    """Return what a person says of tables and sheets; without lists, each is the list whose name it bears.

    >>> named_lists(["FollowUps"], ["Old"], ["follow_ups", "referrals"])[1]
    Wanted(list_name='referrals', table='', sheet='Old')
    """
    names = lists or [*tables, *sheets]
    if len(names) != len(tables) + len(sheets):
        raise ArgumentError("say with one --list each which list a --table or --sheet is: follow_ups, referrals, ...")
    found = [Wanted(name, table=table) for name, table in zip(names, tables)]
    return found + [Wanted(name, sheet=sheet) for name, sheet in zip(names[len(tables) :], sheets)]


def attached(
    package: Package, base: Base | None, wanted: Sequence[Wanted], definitions: tuple[ListDefinition, ...]
) -> Step:
    """Return a workbook with all that the sync needs."""
    step = Step(package)
    for said in wanted:
        step = listed(step, said, definition_of(said.list_name, definitions))
    here = [each for each in definitions if step.package.has_table(each.table)]
    if not here:
        known = ", ".join(each.table for each in definitions)
        raise ArgumentError(
            f"{package.name}: it has none of the tables {known}; name the sheet that is a list: "
            f"--sheet NAME --list {definitions[0].name}"
        )
    for each in here:
        step = with_sync_columns(step, each, base)
    return with_base_sheet(with_conflicts(step))


def definition_of(name: str, definitions: Sequence[ListDefinition]) -> ListDefinition:
    """Return a list by what a person calls it: its name, title, sheet or table."""
    key = header_key(name)
    for each in definitions:
        if key and key in {header_key(text) for text in (each.name, each.title, each.sheet, each.table)}:
            return each
    known = ", ".join(each.name for each in definitions)
    raise ArgumentError(f"there is no list {name!r}; the lists are: {known}")


def listed(step: Step, wanted: Wanted, definition: ListDefinition) -> Step:
    """Return a workbook in which the table or the range that a person named is a list's table."""
    package = step.package
    if wanted.table:
        table = package.table(wanted.table)
        if table.name.lower() != definition.table.lower():
            raise DecisionError(
                f"{package.name}: the table {table.name} must be named {definition.table} to be the list "
                f"{definition.title}; rename it in Excel (Table Design, Table Name), which changes all formulas along"
            )
        return step
    sheet = package.sheet(wanted.sheet)
    if package.has_table(definition.table) and package.table(definition.table).sheet == sheet.name:
        return step
    said = f"the range on {sheet.name} is the table {definition.table} now"
    return step.then(with_range_as_table(package, sheet.name, definition.table), said)


def with_sync_columns(step: Step, definition: ListDefinition, base: Base | None) -> Step:
    """Return a workbook whose list has the sync's columns."""
    package, table = step.package, step.package.table(definition.table)
    places = places_of(definition, table.header)
    if not any(each.key in places for each in definition.shared()):
        titles = ", ".join(each.title for each in definition.shared()[:4])
        raise DecisionError(
            f"{package.name}: the table {table.name} has no column of the list {definition.title}; "
            f"name its columns as the list does ({titles}, ...)"
        )
    if ROW_ID not in places and base and base.of(definition.name).rows:
        raise DecisionError(
            f"{package.name}: the table {table.name} has lost its column {ROW_ID}, by which the last sync knows its "
            "rows; undo what removed it, or put back a backup"
        )
    lacking = [each for each in sync_columns() if each.name not in places]
    return with_more_columns(step, definition.table, lacking)


def sync_columns() -> list[NewColumn]:
    """Return the columns in which the sync keeps a row's id and says what is the matter with it."""
    return [NewColumn(ROW_ID, is_hidden=True), NewColumn(SYNC, width=SYNC_WIDTH)]


def with_more_columns(step: Step, table: str, columns: Sequence[NewColumn]) -> Step:
    """Return a workbook with columns at a table's right edge."""
    if not columns:
        return step
    said = f"{table}: added {', '.join(each.name for each in columns)}"
    return step.then(with_columns(step.package, step.package.table(table), columns), said)


def with_conflicts(step: Step) -> Step:
    """Return a workbook that has the table of conflicts; DecisionError where something else bears its name."""
    package = step.package
    if package.has_table(CONFLICTS_TABLE):
        if "conflict_id" not in conflict_places(package.table(CONFLICTS_TABLE).header):
            raise DecisionError(taken(package, "table", CONFLICTS_TABLE))
        return step
    if package.has_sheet(CONFLICTS_SHEET):
        raise DecisionError(taken(package, "sheet", CONFLICTS_SHEET))
    if any(each.name.lower() == CONFLICTS_TABLE.lower() for each in package.names):
        raise DecisionError(taken(package, "name", CONFLICTS_TABLE))
    return step.then(with_sheet(package, conflicts_sheet()), f"added the sheet {CONFLICTS_SHEET}")


def taken(package: Package, kind: str, name: str) -> str:
    """Say that something of the person's bears a name that the sync needs."""
    return f"{package.name}: it has a {kind} {name} of its own, a name that the sync needs; rename it, then try again"


def with_base_sheet(step: Step) -> Step:
    """Return a workbook that has the sheet for the sync's base, empty where it is new."""
    if step.package.has_sheet(BASE_SHEET):
        return step
    sheet = NewSheet(BASE_SHEET, "veryHidden", BASE_BODY)
    return step.then(with_sheet(step.package, sheet), f"added the hidden sheet {BASE_SHEET}")


def conflicts_sheet() -> NewSheet:
    """Return the sheet of conflicts: a line that says what to do, and an empty table; hidden until needed."""
    titles = tuple(title for _, title in CONFLICT_COLUMNS)
    area = Area(HEADER, 1, HEADER + 1, len(titles))
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"{hidden_if(key == title)}/>'
        for number, ((key, title), width) in enumerate(zip(CONFLICT_COLUMNS, CONFLICT_WIDTHS), 1)
    )
    cells = "".join(text_cell(HEADER, column, title) for column, title in enumerate(titles, 1))
    last = chr(ord("A") + len(titles) - 1)
    return NewSheet(
        CONFLICTS_SHEET,
        "hidden",
        f'<dimension ref="A1:{last}{HEADER + 1}"/><sheetViews><sheetView workbookViewId="0">'
        f'<pane ySplit="{HEADER}" topLeftCell="A{HEADER + 1}" activePane="bottomLeft" state="frozen"/>'
        f'</sheetView></sheetViews><cols>{columns}</cols><sheetData><row r="1">{text_cell(1, 2, HINT)}</row>'
        f'<row r="{HEADER}">{cells}</row></sheetData><dataValidations count="1"><dataValidation type="list" '
        f'errorStyle="information" allowBlank="1" sqref="{last}{HEADER + 1}:{last}{HEADER + 400}">'
        '<formula1>"mine,theirs"</formula1></dataValidation></dataValidations>',
        NewTable(CONFLICTS_TABLE, area, titles),
    )


def text_cell(row: int, column: int, text: str) -> str:
    """Return the XML of a cell that holds text."""
    return Pen().cell(cell_name(row, column), "", text)


def hidden_if(is_hidden: bool) -> str:
    """Return the attribute of a column that is not shown, "" of one that is."""
    return ' hidden="1"' if is_hidden else ""
