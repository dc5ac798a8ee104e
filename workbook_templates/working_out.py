"""What the formulas of a draft come to, by the headless engine."""

from __future__ import annotations

from datetime import date

import tcsheets.functions  # noqa: F401 (registers them)
from tcsheets.errors import DataError
from tcsheets.workbook.addresses import cell_name
from tcsheets.workbook.package import open_package
from tcsheets.workbook.recalculation import recalculate
from workbook_templates.page import Values

DRAFT = "the template's draft"


def worked_out(draft: bytes, today: date) -> Values:
    """Return what each formula gives on a day, and the size of each table that one spills.

    `DataError` where a formula cannot be computed or comes to an error: no template may hold one.
    """
    done = recalculate(open_package(draft, DRAFT), today=today)
    # A template with an error in it would be handed to a patient; better it cannot be made.
    faults = [*done.kept, *done.errors]
    if faults:
        raise DataError(f"{len(faults)} formulas of the template give no value; the first: {faults[0]}")
    cells = {(sheet, cell_name(row, column)): value for (sheet, row, column), value in done.values.items()}
    spills = {
        (sheet, cell_name(row, column)): (area.last_row - area.first_row + 1, area.last_column - area.first_column + 1)
        for (sheet, row, column), area in done.spills.items()
    }
    return Values(cells, spills)
