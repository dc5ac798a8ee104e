"""The two charts of the board: how many plans came how far, and the value of each month."""

from __future__ import annotations

from typing import Any

from workbook_templates.page import Page
from workbook_templates.practice_board.places import ALL, CHART_MONTHS, GLANCE, LAST, MONTHS
from workbook_templates.styles import BLUE, FONT, GREY, INK, LINE

LABEL = {"name": FONT, "size": 9, "color": INK}
SHEET = "Months"
FUNNEL_WORDS = "Bars that show how many plans were presented, accepted, scheduled and completed"
VALUE_WORDS = "Columns that show the value presented and the value accepted of each month, the last twelve"


def draw(page: Page) -> None:
    """Draw both charts side by side; the sheet Months holds the figures of the second."""
    page.put(page.across(f"B{GLANCE}:F{GLANCE}", "heading"), "From presented to completed, plans", "heading")
    page.put(page.across(f"G{GLANCE}:{LAST}{GLANCE}", "heading"), "Value by month of presentation", "heading")
    page.heights({GLANCE: 26})
    funnel = chart_of(page, "bar")
    funnel.add_series(
        {
            "name": "Plans",
            "categories": f"='{page.name}'!$C${ALL}:$F${ALL}",
            "values": f"='{page.name}'!$C${ALL + 1}:$F${ALL + 1}",
            "fill": {"color": BLUE},
            "border": {"none": True},
            "gap": 30,
            "data_labels": {"value": True, "font": LABEL | {"bold": True}},
        }
    )
    funnel.set_legend({"none": True})
    funnel.set_y_axis({"reverse": True, "num_font": LABEL, "line": {"color": LINE}})
    funnel.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    place(page, f"B{GLANCE + 1}", funnel, (490, 250), FUNNEL_WORDS)
    values = chart_of(page, "column")
    for letter, colour in zip("QR", (GREY, BLUE)):
        values.add_series(month_series(letter, colour))
    values.set_legend({"position": "bottom", "font": LABEL})
    values.set_x_axis({"num_font": LABEL, "line": {"color": LINE}})
    grid = {"visible": True, "line": {"color": LINE}}
    values.set_y_axis({"num_font": LABEL, "num_format": "$#,##0", "min": 0, "major_gridlines": grid})
    place(page, f"G{GLANCE + 1}", values, (960, 250), VALUE_WORDS)


def chart_of(page: Page, kind: str) -> Any:
    """Return a chart without a title or a frame: the heading above it says what it is."""
    chart = page.styles.book.add_chart({"type": kind})
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}})
    return chart


def place(page: Page, cell: str, chart: Any, size: tuple[int, int], words: str) -> None:
    """Set a chart on the sheet."""
    chart.set_size({"width": size[0], "height": size[1]})
    page.sheet.insert_chart(cell, chart, {"description": words, "object_position": 2, "x_offset": 4, "y_offset": 6})


def month_series(letter: str, colour: str) -> dict[str, Any]:
    """Return the columns of one value over the months."""
    first, last = MONTHS + 1, MONTHS + CHART_MONTHS
    return {
        "name": f"={SHEET}!${letter}${MONTHS}",
        "categories": f"={SHEET}!$P${first}:$P${last}",
        "values": f"={SHEET}!${letter}${first}:${letter}${last}",
        "fill": {"color": colour},
        "border": {"none": True},
        "gap": 60,
    }
