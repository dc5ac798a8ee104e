"""The sheet Today of the board: everybody's calls, with our own words for each concern."""

from __future__ import annotations

from workbook_templates.page import Page
from workbook_templates.treatment_coordinator import today
from workbook_templates.treatment_coordinator.facts import Facts

QUEUE = f"=TC_FOLLOW_UPS({today.ARGUMENTS})"


def draw(page: Page, _facts: Facts) -> None:
    """Draw the sheet."""
    today.draw_calls(page, QUEUE)
