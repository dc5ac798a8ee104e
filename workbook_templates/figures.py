"""A band of figures at the head of a sheet: what it is, in small letters, over the figure itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbook_templates.page import Page


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: the columns it stands in ("C" or "C:D"), what it is, its formula, its number format, its name.

    What it is may be a formula too.
    """

    columns: str
    caption: str
    formula: str
    kind: str = "count"
    name: str = ""


def draw_figures(page: Page, row: int, figures: Sequence[Figure], look: str = "figure") -> None:
    """Draw figures side by side, captions in one row and the figures, in the given look, in the next."""
    for each in figures:
        caption = band(page, each.columns, row, "caption", "left", "indent")
        page.write(caption, each.caption, "caption", "left", "indent")
        cell = band(page, each.columns, row + 1, look, each.kind, "left", "indent")
        page.write(cell, each.formula, look, each.kind, "left", "indent")
        if each.name:
            page.define(each.name, cell)
    # Figures are set large; facts about a case are words, and stand lower.
    page.heights({row: 18, row + 1: 26 if look == "figure" else 20})


def band(page: Page, columns: str, row: int, *style: str) -> str:
    """Return the cell to write to: the first of the columns, merged where there are several."""
    first, _, last = columns.partition(":")
    return page.across(f"{first}{row}:{last}{row}", *style) if last else f"{first}{row}"
