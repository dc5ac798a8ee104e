"""The five-minute tour: two coordinators' workbooks, filled in, recalculated, edited by both, and synced.

All of it runs on files in one folder; what a person would type is written into
the workbooks by the same patcher that the sync uses.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import as_file
from pathlib import Path
from typing import Any

from tcsheets.cells import money_of
from tcsheets.errors import FileError
from tcsheets.importing.fee_lists import import_fees
from tcsheets.importing.samples import sample_path
from tcsheets.stores.folder import create_folder_store
from tcsheets.sync.home import Home, open_home
from tcsheets.sync.report import SyncReport
from tcsheets.sync.run import sync_workbook
from tcsheets.workbook.addresses import Area, area_of
from tcsheets.workbook.package import Package, open_package, read_area, read_table
from tcsheets.workbook.patch import Patch, patched, table_cells
from tcsheets.workbook.recalculation import recalculate
from workbook_templates import PRACTICE, built
from workbook_templates.treatment_coordinator.facts import Facts

PEOPLE = ("Morgan", "Riley")
STORE = "practice"
CASES_SHOWN = {"Morgan": "C-101", "Riley": "C-102"}


@dataclass(frozen=True, slots=True)
class Typing:
    """What a person types into one table: cells by (first cell of the row, column), new rows, rows taken out."""

    table: str
    cells: dict[tuple[str, str], Any]
    added: tuple[dict[str, Any], ...] = ()
    removed: tuple[str, ...] = ()


def typing_of(today: date) -> dict[str, tuple[Typing, ...]]:
    """Return what the two coordinators type while neither sees the other's work."""
    now = datetime(today.year, today.month, today.day, 10, 30)
    return {
        "Morgan": (
            Typing(
                "FollowUps",
                {("C-101", "Status"): "accepted", ("C-098", "Next step"): "Call on Friday with two long visits"},
                ({"Case": "C-104", "Chart": "CH-1077", "Treatment": "Night guard", "Plan value": 620}
                 | {"Presented": now, "Status": "presented", "Coordinator": "Morgan"},),
                ("C-088",),
            ),
            Typing("AcceptanceLog", {}, (decision("C-101", "CH-1041", "Morgan", today, 3454, "in-house plan"),)),
        ),
        "Riley": (
            Typing(
                "FollowUps",
                {("C-102", "Concern"): "cost", ("C-098", "Next step"): "Send the price list first"}
                | {("C-088", "Note"): "Wants to hear about a smaller bridge"},
                ({"Case": "C-105", "Chart": "CH-1080", "Treatment": "Two crowns", "Plan value": 2760}
                 | {"Presented": now, "Status": "presented", "Coordinator": "Riley"},),
            ),
            Typing("AcceptanceLog", {}, (decision("C-095", "CH-0952", "Riley", today, 640, "patient"),)),
        ),
    }  # fmt: skip


def decision(case: str, chart: str, who: str, today: date, value: int, paid_by: str) -> dict[str, Any]:
    """Return an entry of the acceptance log."""
    about = {"Case": case, "Chart": chart, "Presented": today, "Decided": today, "Decision": "accepted"}
    return about | {"Value presented": value, "Value accepted": value, "Coordinator": who, "Paid by": paid_by}


def place_of(rows: list[list[Any]], header: tuple[str, ...], case: str) -> int:
    """Return the place of a case's row in a table."""
    column = header.index("Case")
    for place, row in enumerate(rows):
        if row[column] == case:
            return place
    raise FileError(f"the workbook has no row for case {case}; run the demo in a new folder")


def free_places(rows: list[list[Any]], header: tuple[str, ...]) -> list[int]:
    """Return the places of the rows in which nobody has typed yet."""
    column = header.index("Case")
    return [place for place, row in enumerate(rows) if row[column] in (None, "")]


def typed(package: Package, typing: Typing) -> dict[str, dict[tuple[int, int], Any]]:
    """Return the cells of a sheet that a person's typing changes."""
    table, data = package.table(typing.table), read_table(package, typing.table)
    own = [name for place, name in enumerate(data.header) if not table.columns[place].formula]
    changes: dict[tuple[int, str], Any] = {}
    for (case, column), value in typing.cells.items():
        changes[place_of(data.rows, data.header, case), column] = value
    for case in typing.removed:
        changes |= {(place_of(data.rows, data.header, case), column): None for column in own}
    for place, row in zip(free_places(data.rows, data.header), typing.added):
        changes |= {(place, column): value for column, value in row.items()}
    return {table.sheet: table_cells(table, changes)}


def type_into(path: Path, typings: tuple[Typing, ...]) -> None:
    """Change a workbook as a person would."""
    package = open_package(path.read_bytes(), path.name)
    cells: dict[str, dict[tuple[int, int], Any]] = {}
    for typing in typings:
        cells |= typed(package, typing)
    path.write_bytes(patched(package, Patch(cells=cells)))


@dataclass(frozen=True, slots=True)
class Person:
    """A coordinator: name, workbook, and the local state of the program on their computer."""

    name: str
    book: Path
    home: Home


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """The figures of the case a workbook shows, as they stand in its cells, in cents."""

    book: str
    case: str
    about: str
    total: int
    plan_pays: int
    savings: int
    patient: int
    payment: int


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo did: the fees it imported, the figures it computed, each sync in order, and where to look."""

    folder: Path
    fees: str
    figures: tuple[CaseFigures, ...]
    recalculated: tuple[str, ...]
    reports: tuple[tuple[str, SyncReport], ...]
    places: tuple[tuple[str, Path], ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data, for scripts."""
        return {
            "folder": str(self.folder),
            "fees": self.fees,
            "figures": [{name: getattr(each, name) for name in CaseFigures.__slots__} for each in self.figures],
            "recalculated": list(self.recalculated),
            "syncs": [{"who": name, **report.as_dict()} for name, report in self.reports],
            "places": {about: str(path) for about, path in self.places},
        }


def run_demo(folder: Path | None, say: Callable[[str], None]) -> Demo:
    """Return what came of the whole tour in a new folder.

    say: is told each step before it is taken.
    """
    today = datetime.now().date()
    root = new_folder(folder)
    say("importing a fee schedule")
    fees = sample_list()
    say("writing the workbook")
    content = built("treatment_coordinator", Facts(PRACTICE, today, True, secrets.token_hex(8)), "office_js")
    store = root / "shared"
    create_folder_store(store)
    people = tuple(person(root, name, content, store) for name in PEOPLE)
    reports = tour(people, today, say)
    recalculated = tuple(recalculate_book(each.book, today, say) for each in people)
    figures = tuple(figures_of(each.book) for each in people)
    places = (
        *((f"{each.name}'s workbook", each.book) for each in people),
        ("what both share", store / "view"),
        ("the journals", store / "journal"),
    )
    return Demo(root, fees, figures, recalculated, reports, places)


def sample_list() -> str:
    """Return what the import of the sample fee schedule found, in a line."""
    with as_file(sample_path()) as path:
        found = import_fees(path)
    kinds = ", ".join(found.fee_columns)
    doubts = f"{len(found.problems)} doubtful" if found.problems else "none doubtful"
    return f"{found.name}: {len(found.entries)} codes with {kinds} fees, {doubts}"


def new_folder(wanted: Path | None) -> Path:
    """Return the folder for the demo, made new; one that holds anything is refused."""
    numbered = (Path("tcsheets-demo" + (f"-{number}" if number > 1 else "")) for number in range(1, 1000))
    folder = wanted or next(path for path in numbered if not path.exists())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise FileError(f"{folder} is not empty; name a new folder for the demo")
    except OSError as error:
        raise FileError(f"{folder} cannot be made or used as a folder ({error.strerror})") from error
    return folder


def person(folder: Path, name: str, content: bytes, store: Path) -> Person:
    """Return a coordinator with a workbook of their own, who knows the store."""
    book = folder / f"{name.lower()}.xlsx"
    book.write_bytes(content)
    home = open_home(folder / "computers" / name.lower())
    home.add_store(STORE, store)
    return Person(name, book, home)


def tour(people: tuple[Person, ...], today: date, say: Callable[[str], None]) -> tuple[tuple[str, SyncReport], ...]:
    """Return the report of each sync: both once, both after they typed apart, the first a last time."""
    reports: list[tuple[str, SyncReport]] = []

    def sync(each: Person) -> None:
        say(f"{each.name} syncs")
        reports.append((each.name, sync_workbook(each.book, STORE, actor=each.name, home=each.home)))

    for each in people:
        sync(each)
    for each in people:
        type_into(each.book, typing_of(today)[each.name])
        show_case(each.book, CASES_SHOWN[each.name])
    for each in (*people, people[0]):
        sync(each)
    return tuple(reports)


def named_cell(package: Package, name: str) -> tuple[str, Area]:
    """Return the sheet and the cell that a name of the workbook stands for."""
    text = next(each.text for each in package.names if each.name == name)
    sheet, _, cells = text.lstrip("=").rpartition("!")
    return sheet.strip("'").replace("''", "'"), area_of(cells.replace("$", ""))


def value_named(package: Package, name: str) -> Any:
    """Return the value of a named cell."""
    sheet, area = named_cell(package, name)
    return read_area(package, sheet, area)[0][0][0]


def show_case(path: Path, case: str) -> None:
    """Choose the case that a workbook shows, as a person would."""
    package = open_package(path.read_bytes(), path.name)
    sheet, area = named_cell(package, "CaseShown")
    path.write_bytes(patched(package, Patch(cells={sheet: {(area.first_row, area.first_column): case}})))


def recalculate_book(path: Path, today: date, say: Callable[[str], None]) -> str:
    """Work out all formulas of a workbook, and return what was done in a line."""
    say(f"recalculating {path.name}")
    package = open_package(path.read_bytes(), path.name)
    done = recalculate(package, today=today)
    path.write_bytes(done.data)
    return (
        f"{path.name}: {done.formulas} formulas worked out, {len(done.kept)} not understood, {len(done.errors)} errors"
    )


def figures_of(path: Path) -> CaseFigures:
    """Return the figures of the case that a workbook shows, as they stand in its cells."""
    package = open_package(path.read_bytes(), path.name)
    names = ("PlanFee", "InsurancePays", "PlanSavings", "PatientPays", "EachPayment")
    amounts = [money_of(value_named(package, name)) for name in names]
    return CaseFigures(path.name, value_named(package, "CaseShown"), value_named(package, "CaseAbout"), *amounts)
