"""Where the parts of the sheet Estimate stand, and the styles they share."""

from __future__ import annotations

from collections.abc import Mapping

from workbook_templates.page import Page, Style
from workbook_templates.styles import LINE, PAPER

ROOM = 20  # services a case may have, all options together
OPTION_ROOM = 3
PHASE_ROOM = 6
# The rows of headings, from top to bottom.
OPTIONS = 8
INSURED = OPTIONS + OPTION_ROOM + 3
TOTALS = INSURED + ROOM + 3  # the second printed page begins above
COMPARED = TOTALS + 2 * OPTION_ROOM + 2
PHASES = COMPARED + OPTION_ROOM + 3
RANGE, YEARS = TOTALS, TOTALS + 5  # beside these three
PRICES = PHASES + PHASE_ROOM + 3
LINES = PRICES + ROOM + 3
SPLIT = OPTIONS  # beside the options
LAST_COLUMN = "Q"
SPLIT_LABEL, SPLIT_AMOUNT, SPLIT_FIRST = "M", "N", SPLIT + 1

AMOUNT: Style = ("cell", "money", "right")
WORD: Style = ("cell", "left", "indent")
COUNT: Style = ("cell", "count", "center")


def draw_heading(page: Page, row: int, text: str, last: str = LAST_COLUMN) -> None:
    """Draw a heading across the sheet, or as far as a column."""
    page.put(page.across(f"B{row}:{last}{row}", "heading"), text, "heading")


def draw_heads(page: Page, row: int, heads: Mapping[str, tuple[str, Style]]) -> None:
    """Draw the headings of columns, given by letter, each where the cells under it stand."""
    for letter, (text, style) in heads.items():
        page.put(f"{letter}{row}", text, *heading_of(style))
    page.heights({row: 20})


def heading_of(style: Style) -> Style:
    """Return the style of the heading over cells of a style.

    >>> heading_of(("cell", "money", "right"))
    ('column', 'right')
    """
    return ("column", *(part for part in style[1:] if part in ("left", "center", "right", "indent")))


def hide_empty(page: Page, cells: str, filled: str) -> None:
    """Let a row of headings vanish while its first cell, such as $B13, is empty."""
    # The heading's style cannot know how many options a case has; the tint can.
    rule = {"type": "formula", "criteria": f"=LEN({filled})=0"}
    page.sheet.conditional_format(cells, rule | {"format": page.styles.tint(bg_color=PAPER, border_color=PAPER)})


def rule_rows(page: Page, cells: str, filled: str) -> None:
    """Draw a line under each row of cells in which a column, such as $F9, is filled."""
    rule = {"type": "formula", "criteria": f"=LEN({filled})>0"}
    page.sheet.conditional_format(cells, rule | {"format": page.styles.tint(bottom=1, bottom_color=LINE)})
