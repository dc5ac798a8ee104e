"""The sheet Margins: what each procedure earns under each fee schedule, and for an hour of the chair."""

from __future__ import annotations

from workbook_templates.page import Page, Style
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.styles import WARN, WARN_INK
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.layout import AMOUNT, WORD, hide_empty, rule_rows

HEADER, ROOM = 4, 260
COLUMNS: tuple[Style, ...] = (WORD, WORD, WORD, *(AMOUNT,) * 7)
MARGINS = "=TC_PROCEDURE_MARGIN(FeeSchedule[#All],HourlyCost,CollectedShare,Today)"


def draw(page: Page, _facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Margins",
        "Collected fee less lab, supplies and the chair's cost, for each procedure and fee schedule. "
        "The rows of the network show what its write-off really costs; a loss is tinted.",
        last_column="K",
    )
    page.widths({"A": 2, "B": 10, "C": 52, "D": 12, "E:K": 14})
    page.spill(f"B{HEADER}", MARGINS, COLUMNS, ROOM)
    page.heights({HEADER: 34})
    first, last = HEADER + 1, HEADER + ROOM - 1
    loss = {"type": "formula", "criteria": f"=AND(ISNUMBER($J{first}),$J{first}<0)"}
    tint = page.styles.tint(bg_color=WARN, font_color=WARN_INK)
    page.sheet.conditional_format(f"J{first}:K{last}", loss | {"format": tint})
    hide_empty(page, f"B{HEADER}:K{HEADER}", f"$B{HEADER}")
    rule_rows(page, f"B{first}:K{last}", f"$B{first}")
    page.sheet.freeze_panes(HEADER, 3)
    print_on(page, landscape=True, repeat=HEADER)
