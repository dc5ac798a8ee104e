"""Sheets of formulas, protected without a password: a slip of the keyboard changes nothing; anyone may take it off."""

from __future__ import annotations

from collections.abc import Callable

from workbook_templates.page import Page
from workbook_templates.treatment_coordinator.facts import Facts

# What stays allowed beside typing into the cells of the style "entry": looks, filters, and moving charts.
ALLOWED = dict.fromkeys(
    ("objects", "scenarios", "format_cells", "format_columns", "format_rows", "sort", "autofilter"), True
)


def guarded(draw: Callable[[Page, Facts], None]) -> Callable[[Page, Facts], None]:
    """Return what draws a sheet and protects it, its entries left open."""

    def draw_guarded(page: Page, facts: Facts) -> None:
        draw(page, facts)
        page.sheet.protect("", ALLOWED)

    return draw_guarded
