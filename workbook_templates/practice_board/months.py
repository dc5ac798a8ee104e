"""The sheet Months: acceptance by the month of presentation, and the figures behind the chart on Board."""

from __future__ import annotations

from workbook_templates.page import Page
from workbook_templates.practice_board.board import WIDTHS, summary
from workbook_templates.practice_board.places import CHART_MONTHS, FIRST, LAST, MONTHS
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.treatment_coordinator.facts import Facts

ROOM = 40
# Month, what the table by month calls it, value presented, value accepted.
DATA = ("O", "P", "Q", "R")
TITLES = ("Month", "As text", "Presented", "Accepted")


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
    draw_months(page)
    page.sheet.freeze_panes(MONTHS, 2)
    print_on(page, f"A1:{LAST}{MONTHS + ROOM}", landscape=True, pages_high=1)


def draw_months(page: Page) -> None:
    """Draw the figures behind the chart: every month of the last twelve, also one without a plan."""
    first, last = MONTHS + 1, MONTHS + CHART_MONTHS
    page.put(f"O{MONTHS - 1}", "For the chart on Board", "label")
    page.put_row(f"O{MONTHS}", TITLES, "label")
    for name, column in (("MonthNames", FIRST), ("MonthPresented", "J"), ("MonthAccepted", "K")):
        page.define(name, f"{column}{first}:{column}{MONTHS + ROOM - 1}")
    for row in range(first, last + 1):
        page.write(f"O{row}", "=BoardTo-DAY(BoardTo)+1" if row == last else f"=EDATE(O{row + 1},-1)", "label", "date")
        page.write(f"P{row}", f'=TEXT(O{row},"yyyy-mm")', "label")
        for letter, name in zip(DATA[2:], ("MonthPresented", "MonthAccepted")):
            found = f"IFERROR(INDEX({name},MATCH(P{row},MonthNames,0)),0)"
            page.write(f"{letter}{row}", f'=IF(AND(B{MONTHS}="Group",N{MONTHS}=""),{found},NA())', "label", "money")
