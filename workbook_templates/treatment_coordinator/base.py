"""The very hidden sheet in which the sync keeps what it last saw; a new workbook's says only that it was born."""

from __future__ import annotations

from tcsheets.sync.base import born_mark
from workbook_templates.page import Page
from workbook_templates.treatment_coordinator.facts import Facts


def draw(page: Page, facts: Facts) -> None:
    """Write the mark of a new workbook, and hide the sheet so that only a program finds it."""
    page.put("A1", born_mark(facts.base_id), "plain")
    page.sheet.very_hidden()
