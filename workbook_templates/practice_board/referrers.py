"""The sheet Referrers: what came of each office's referrals, and the letters that are due."""

from __future__ import annotations

from workbook_templates.page import Page, Style
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.styles import WARN, WARN_INK
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.layout import AMOUNT, COUNT, WORD, hide_empty, rule_rows

HEADER, ROOM = 4, 60
COLUMNS: tuple[Style, ...] = (WORD, WORD, COUNT, COUNT, COUNT, COUNT, COUNT, AMOUNT)
CALL = "=TC_REFERRAL_SUMMARY(Referrals[#All],Today,AcceptanceLog[#All],LetterDays)"


def draw(page: Page, _facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Referrers",
        "All that is on Referrals: in, who sent patients; out, to whom we sent them. A letter is due so many days "
        "after a referral as Settings says, until the referrer was told. Value: of accepted plans, by the chart.",
        last_column="I",
    )
    page.widths({"A": 2, "B": 12, "C": 34, "D:H": 13, "I": 18, "J": 40})
    page.spill(f"B{HEADER}", CALL, COLUMNS, ROOM)
    first, last = HEADER + 1, HEADER + ROOM - 1
    page.heights({HEADER: 34} | dict.fromkeys(range(first, last + 1), 21))
    due = {"type": "formula", "criteria": f"=AND(ISNUMBER($E{first}),$E{first}>0)"}
    tint = page.styles.tint(bg_color=WARN, font_color=WARN_INK)
    page.sheet.conditional_format(f"E{first}:F{last}", due | {"format": tint})
    hide_empty(page, f"B{HEADER}:I{HEADER}", f"$B{HEADER}")
    rule_rows(page, f"B{first}:I{last}", f"$B{first}")
    page.sheet.freeze_panes(HEADER, 3)
    print_on(page, f"A1:I{last}", pages_high=1)
