"""The sheet Conflicts: what two people changed differently, and which of the two is meant; hidden until needed."""

from __future__ import annotations

from tcsheets.sync.lists import CONFLICT_COLUMNS, CONFLICTS_TABLE
from workbook_templates import entry
from workbook_templates.page import Page
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.tables import ROWS_TO_COME, Field, Table, draw_table, grow_alike
from workbook_templates.treatment_coordinator.facts import Facts

HEADER = 4
WIDTHS = (14, 16, 20, 16, 20, 20, 18, 20, 15, 18, 18)
WRAPPED = ("Row", "Was", "Mine", "Theirs")
COLUMNS = zip(CONFLICT_COLUMNS, WIDTHS)
CONFLICTS = Table(
    CONFLICTS_TABLE,
    f"A{HEADER}",
    tuple(
        Field(header, width, "text", hidden=key == header, wrap=header in WRAPPED) for (key, header), width in COLUMNS
    ),
    "Differences between two people's changes, to be settled by choosing mine, theirs or another value",
    lines=2,
)


def draw(page: Page, _facts: Facts) -> None:
    """Draw the sheet, and hide it."""
    open_sheet(
        page,
        "Conflicts",
        "Two people changed the same cell. In Choice write mine, theirs, or the value that is right; then press Sync.",
        last_column="K",
    )
    draw_table(page, CONFLICTS, [])
    grow_alike(page, CONFLICTS, (HEADER - 1,))
    choice = CONFLICTS.cells("Choice", ROWS_TO_COME)
    entry.choices(page, choice, ("mine", "theirs"), strict=False)
    page.sheet.freeze_panes(HEADER, 2)
    # No print area: LibreOffice would print the sheet though it is hidden.
    print_on(page, landscape=True, repeat=HEADER)
    page.sheet.hide()
