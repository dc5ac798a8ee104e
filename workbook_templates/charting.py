"""Charts that boards share: how many plans came how far, and the value of each month; the months behind it."""

from __future__ import annotations

from typing import Any

from workbook_templates.page import Page
from workbook_templates.styles import BLUE, FONT, GREY, INK, LINE

LABEL = {"name": FONT, "size": 9, "color": INK}
FUNNEL_WORDS = "Bars that show how many plans were presented, accepted, scheduled and completed"
VALUE_WORDS = "Columns that show the value presented and the value accepted of each month, the last twelve"
CHART_MONTHS = 12
# Columns of the months behind the chart: the day, what the table by month calls it, value presented, value accepted.
DATA = ("O", "P", "Q", "R")
TITLES = ("Month", "As text", "Presented", "Accepted")


def draw_funnel(page: Page, cell: str, summary: int, size: tuple[int, int]) -> None:
    """Draw the funnel of a summary: its headings stand in this row, all its cases in the next."""
    funnel = chart_of(page, "bar")
    funnel.add_series(
        {
            "name": "Plans",
            "categories": f"='{page.name}'!$C${summary}:$F${summary}",
            "values": f"='{page.name}'!$C${summary + 1}:$F${summary + 1}",
            "fill": {"color": BLUE},
            "border": {"none": True},
            "gap": 30,
            "data_labels": {"value": True, "font": LABEL | {"bold": True}},
        }
    )
    funnel.set_legend({"none": True})
    funnel.set_y_axis({"reverse": True, "num_font": LABEL, "line": {"color": LINE}})
    funnel.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    place(page, cell, funnel, size, FUNNEL_WORDS)


def draw_values(page: Page, cell: str, sheet: str, head: int, size: tuple[int, int]) -> None:
    """Draw the value of each month, from the months drawn on a sheet below this row."""
    values = chart_of(page, "column")
    for letter, colour in zip(DATA[2:], (GREY, BLUE), strict=True):
        values.add_series(month_series(sheet, letter, head, colour))
    values.set_legend({"position": "bottom", "font": LABEL})
    values.set_x_axis({"num_font": LABEL, "line": {"color": LINE}})
    grid = {"visible": True, "line": {"color": LINE}}
    values.set_y_axis({"num_font": LABEL, "num_format": "$#,##0", "min": 0, "major_gridlines": grid})
    place(page, cell, values, size, VALUE_WORDS)


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


def month_series(sheet: str, letter: str, head: int, colour: str) -> dict[str, Any]:
    """Return the columns of one value over the months."""
    first, last = head + 1, head + CHART_MONTHS
    return {
        "name": f"='{sheet}'!${letter}${head}",
        "categories": f"='{sheet}'!$P${first}:$P${last}",
        "values": f"='{sheet}'!${letter}${first}:${letter}${last}",
        "fill": {"color": colour},
        "border": {"none": True},
        "gap": 60,
    }


def draw_months(page: Page, head: int, room: int, last_day: str, chart_on: str) -> None:
    """Draw the figures behind the chart beside a summary by month: every month of the last twelve, also an empty one.

    head: the row of the summary's headings; room: its rows; last_day: in the last month, a formula or name.
    """
    first, last = head + 1, head + CHART_MONTHS
    page.put(f"O{head - 1}", f"For the chart on {chart_on}", "label")
    page.put_row(f"O{head}", TITLES, "label")
    for name, column in (("MonthNames", "B"), ("MonthPresented", "J"), ("MonthAccepted", "K")):
        page.define(name, f"{column}{first}:{column}{head + room - 1}")
    for row in range(first, last + 1):
        begins = f"={last_day}-DAY({last_day})+1" if row == last else f"=EDATE(O{row + 1},-1)"
        page.write(f"O{row}", begins, "label", "date")
        page.write(f"P{row}", f'=TEXT(O{row},"yyyy-mm")', "label")
        for letter, name in zip(DATA[2:], ("MonthPresented", "MonthAccepted"), strict=True):
            found = f"IFERROR(INDEX({name},MATCH(P{row},MonthNames,0)),0)"
            page.write(f"{letter}{row}", f'=IF(AND(B{head}="Group",N{head}=""),{found},NA())', "label", "money")
