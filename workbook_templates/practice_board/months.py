"""The sheet Months: acceptance by the month of presentation, and the figures behind the chart on Board."""

from __future__ import annotations

from workbook_templates.charting import draw_months
from workbook_templates.page import Page
from workbook_templates.practice_board.board import WIDTHS, summary
from workbook_templates.practice_board.places import LAST, MONTHS
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.treatment_coordinator.facts import Facts

ROOM = 40


def draw(page: Page, _facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Months",
        "Acceptance by the month of presentation, for the time chosen on Board. A month without a plan is left out.",
        last_column=LAST,
    )
    page.widths(WIDTHS | {"O:R": 14})
    summary(page, MONTHS, "month", ROOM)
    draw_months(page, MONTHS, ROOM, "BoardTo", "Board")
    page.sheet.freeze_panes(MONTHS, 2)
    print_on(page, f"A1:{LAST}{MONTHS + ROOM}", landscape=True, pages_high=1)
