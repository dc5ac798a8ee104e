"""The page a patient takes home or signs, as a PDF: one case of a workbook chosen, computed, and printed alone.

The workbook itself is not changed.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import tcsheets.functions  # noqa: F401 (registers them)
from tcsheets.errors import ArgumentError, DataError, FileError
from tcsheets.outputs.drawing import drawn
from tcsheets.outputs.rendering import LIBREOFFICE, printable, to_pdf
from tcsheets.workbook.addresses import Area, area_of, cell_name
from tcsheets.workbook.contents import Content
from tcsheets.workbook.package import Package, open_package, read_area, read_table
from tcsheets.workbook.patch import Patch, patched, table_cells
from tcsheets.workbook.recalculation import recalculate

PAGES = {
    "presentation": "Presentation",
    "consent": "Consent",
    "agreement": "Agreement",
    "good-faith": "Good Faith Estimate",
}
PAPERS = {"letter": "1", "a4": "9"}  # as a sheet's page setup numbers them
A4_POINTS, LETTER_POINTS = (595.28, 841.89), (612.0, 792.0)
PAPER_SIZE = re.compile(rb'(<pageSetup [^>]*?)paperSize="\d+"')
GIVEN, GIVEN_LINE = "GivenEstimateSays", "GivenEstimateLine"


@dataclass(frozen=True, slots=True)
class Presented:
    """A page made: its file, the case, what the patient pays by it, and how the estimate last given of it stands."""

    pdf: Path
    case: str
    patient_pays: float
    given: str = ""


def area_named(package: Package, name: str) -> tuple[str, Area]:
    """Return (sheet, area) of cells with a defined name."""
    found = [each.text for each in package.names if each.name == name and not each.sheet]
    if not found:
        raise FileError(f"{package.name} has no cell named {name}; make it with tcsheets new, or tcsheets upgrade")
    sheet, _, cell = found[0].rpartition("!")
    return sheet.strip("'").replace("''", "'"), area_of(cell)


def place_of(package: Package, name: str) -> tuple[str, tuple[int, int]]:
    """Return (sheet, (row, column)) of a cell with a defined name."""
    sheet, area = area_named(package, name)
    return sheet, (area.first_row, area.first_column)


def value_of(package: Package, name: str) -> object:
    """Return the value of a cell with a defined name."""
    sheet, (row, column) = place_of(package, name)
    return read_area(package, sheet, area_of(cell_name(row, column)))[0][0][0]


def cases_in(package: Package) -> list[str]:
    """Return the cases of a workbook, in their order."""
    table = next((each for each in package.tables if each.name == "Cases"), None)
    if table is None:
        raise FileError(f"{package.name} has no table Cases; make it with tcsheets new, or tcsheets upgrade")
    rows = read_area(package, table.sheet, table.area)[0]
    place = [str(cell) for cell in rows[0]].index("Case")
    return [str(row[place]) for row in rows[1:] if row[place] not in (None, "")]


def computed(package: Package, case: str, today: date | None, option: str = "") -> Package:
    """Return the workbook with a case, and an option of it, chosen and everything computed."""
    known = cases_in(package)
    if case not in known:
        raise ArgumentError(f"there is no case {case[:20]}; the workbook has {', '.join(known[:12])}")
    sheet, cell = place_of(package, "CaseShown")
    cells: dict[str, dict[tuple[int, int], Content]] = {sheet: {cell: case}}
    if option:
        table, rows = package.table("Cases"), read_table(package, "Cases").rows
        column = table.column("Case") - table.area.first_column
        place = [str(row[column]) for row in rows].index(case)
        cells.setdefault(table.sheet, {}).update(table_cells(table, {(place, "Option"): option}))
    chosen = open_package(patched(package, Patch(cells=cells)), package.name)
    return open_package(recalculate(chosen, today=today).data, package.name)


def printed(package: Package, page: str, paper: str) -> bytes:
    """Return a page as LibreOffice prints it."""
    part = package.sheet(page).part
    with tempfile.TemporaryDirectory(prefix="tcsheets-page-") as work:
        sized = PAPER_SIZE.sub(rb'\1paperSize="%s"' % PAPERS[paper].encode(), package.raw(part))
        alone = {sheet.name: "hidden" for sheet in package.sheets if sheet.name != page}
        alone_on_paper = open_package(patched(package, Patch(parts={part: sized})), package.name)
        copy = Path(work) / "page.xlsx"
        copy.write_bytes(printable(patched(alone_on_paper, Patch(states=alone)), package.name))
        return to_pdf(copy, Path(work)).read_bytes()


def choice(name: str, word: str, known: Mapping[str, str]) -> str:
    """Return what a word of the call stands for."""
    if word not in known:
        raise ArgumentError(f"{name} {word[:20]} is not one of: {', '.join(known)}")
    return known[word]


def given_before(package: Package) -> str:
    """Return how the estimate last given of the case shown stands; "" where none is kept."""
    if not any(each.name == GIVEN for each in package.names) or not value_of(package, GIVEN_LINE):
        return ""
    return str(value_of(package, GIVEN) or "")


def present(
    book: Path,
    case: str,
    pdf: Path,
    *,
    page: str = "presentation",
    paper: str = "letter",
    today: date | None = None,
    libreoffice: bool | None = None,
) -> Presented:
    """Write a page of one case as a PDF; a file that is there already is never replaced.

    A page with a figure missing is not made: the message says where to look.
    libreoffice: whether it draws the page; where left out, if it is installed. Without it a library draws the same
    texts and figures.
    """
    sheet, _ = choice("page", page, PAGES), choice("paper", paper, PAPERS)
    if not book.is_file():
        raise FileError(f"{book} does not exist; check the name and the folder")
    if pdf.exists():
        raise FileError(f"{pdf} is there already; give another name with --pdf")
    package = computed(open_package(book.read_bytes(), book.name), case, today)
    pays = value_of(package, "PatientPays")
    if not isinstance(pays, (int, float)):
        raise DataError(f"case {case}: a figure is missing, so there is no page; the sheet Estimate says why")
    there = any(shutil.which(name) for name in LIBREOFFICE) if libreoffice is None else libreoffice
    if there:
        pdf.write_bytes(printed(package, sheet, paper))
    else:
        if page != "presentation":
            raise FileError(f"the page {page} needs LibreOffice, which is not here; print the sheet {sheet} from Excel")
        title = f"Treatment plan, {value_of(package, 'PracticeName')}"
        size = A4_POINTS if paper == "a4" else LETTER_POINTS
        pdf.write_bytes(drawn(package.data, sheet, today or datetime.now().date(), title, size))
    return Presented(pdf, case, float(pays), given_before(package))
