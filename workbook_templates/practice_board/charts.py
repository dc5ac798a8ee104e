"""The two charts of the board: how many plans came how far, and the value of each month."""

from __future__ import annotations

from workbook_templates.charting import draw_funnel, draw_values
from workbook_templates.page import Page
from workbook_templates.practice_board.places import ALL, GLANCE, LAST, MONTHS

SHEET = "Months"


def draw(page: Page) -> None:
    """Draw both charts side by side; the sheet Months holds the figures of the second."""
    page.put(page.across(f"B{GLANCE}:F{GLANCE}", "heading"), "From presented to completed, plans", "heading")
    page.put(page.across(f"G{GLANCE}:{LAST}{GLANCE}", "heading"), "Value by month of presentation", "heading")
    page.heights({GLANCE: 26})
    draw_funnel(page, f"B{GLANCE + 1}", ALL, (490, 250))
    draw_values(page, f"G{GLANCE + 1}", SHEET, MONTHS, (960, 250))
