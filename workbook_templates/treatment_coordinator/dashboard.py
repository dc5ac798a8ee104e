"""The sheet Dashboard: how far plans came, value by month, acceptance by coordinator, calls on time, commission."""

from __future__ import annotations

from typing import Any

from workbook_templates import entry
from workbook_templates.charting import draw_funnel, draw_months, draw_values
from workbook_templates.figures import Figure, draw_figures
from workbook_templates.page import Page, Style
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.styles import BLUE, FONT, GREY, INK, LINE
from workbook_templates.treatment_coordinator import acceptance_log, follow_ups
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.layout import AMOUNT, COUNT, WORD, draw_heading, hide_empty, rule_rows

GLANCE = 7  # the heading over the charts, which cover the rows below
ALL = GLANCE + 15
MONTHS, MONTH_ROOM = ALL + 4, 14
PEOPLE, PEOPLE_ROOM = MONTHS + MONTH_ROOM + 2, 8
EARNED, EARNED_ROOM = PEOPLE + PEOPLE_ROOM + 4, 10
LAST = "M"
# What was scheduled and completed stands in the follow-up list.
SUMMED = '=TC_ACCEPTANCE_SUMMARY(AcceptanceLog[#All],"{}",,,,,,FollowUps[#All])'
SHARE: Style = ("cell", "percent", "center")
SUMMARY: tuple[Style, ...] = (
    *(WORD, COUNT, COUNT, COUNT, COUNT, SHARE, SHARE, SHARE, AMOUNT, AMOUNT),
    *((*WORD, "wrap", "small"), (*WORD, "wrap", "small")),
)
COMMISSION: tuple[Style, ...] = (WORD, AMOUNT, AMOUNT, ("cell", "rate", "center"), AMOUNT, WORD)
FIGURES = (
    Figure("B:C", "Decisions", acceptance_log.DECISIONS_MADE),
    Figure("D:F", "Value accepted", acceptance_log.ACCEPTED_VALUE, "money"),
    Figure("G:I", "Accepted plans, of presented", '=TC_ACCEPTANCE_RATE(AcceptanceLog[#All],"plan")', "percent"),
    Figure("J:K", "Accepted value, of presented", '=TC_ACCEPTANCE_RATE(AcceptanceLog[#All],"value")', "percent"),
    Figure("L", "Calls overdue", follow_ups.OVERDUE),
    Figure("M", "Calls within their time", follow_ups.IN_TIME, "percent"),
)


def draw(page: Page, _facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Dashboard",
        "From the Acceptance Log and Follow-ups. Acceptance has no single meaning: each rate says what it counts. "
        "Few cases say little, and are marked.",
        last_column=LAST,
    )
    page.widths({"A": 2, "B": 18, "C:F": 14, "G:I": 12, "J:K": 15, "L": 36, "M": 32, "O:R": 14})
    draw_figures(page, 4, FIGURES)
    draw_glance(page)
    draw_summary(page, ALL, "All plans presented", "", 2)
    draw_summary(page, MONTHS, "By month of presentation", "month", MONTH_ROOM)
    draw_months(page, MONTHS, MONTH_ROOM, "Today", page.name)
    draw_people(page)
    draw_commission(page)
    page.sheet.freeze_panes(GLANCE - 2, 0)
    page.sheet.set_h_pagebreaks([PEOPLE - 2])
    print_on(page, f"A1:{LAST}{EARNED + EARNED_ROOM + 8}", landscape=True)


def draw_glance(page: Page) -> None:
    """Draw how many plans came how far, and the value of each month, as charts side by side."""
    page.put(page.across(f"B{GLANCE}:F{GLANCE}", "heading"), "From presented to completed, plans", "heading")
    page.put(page.across(f"G{GLANCE}:{LAST}{GLANCE}", "heading"), "Value by month of presentation", "heading")
    page.heights({GLANCE: 26})
    draw_funnel(page, f"B{GLANCE + 1}", ALL, (510, 250))
    draw_values(page, f"G{GLANCE + 1}", page.name, MONTHS, (950, 250))


def draw_summary(page: Page, row: int, title: str, group: str, room: int) -> None:
    """Draw acceptance by one kind of group."""
    draw_heading(page, row - 1, title, LAST)
    page.spill(f"B{row}", SUMMED.format(group), SUMMARY, room)
    hide_empty(page, f"B{row}:{LAST}{row}", f"$B{row}")
    rule_rows(page, f"B{row + 1}:{LAST}{row + room - 1}", f"$B{row + 1}")
    page.heights({row - 1: 26, row: 34} | dict.fromkeys(range(row + 1, row + room), 28))


def draw_people(page: Page) -> None:
    """Draw acceptance by coordinator, and value presented and accepted as a chart."""
    draw_summary(page, PEOPLE, "By coordinator", "coordinator", PEOPLE_ROOM)
    chart = page.styles.book.add_chart({"type": "column"})
    for letter, colour in (("J", GREY), ("K", BLUE)):
        chart.add_series(column_of(page.name, letter, colour))
    font = {"name": FONT, "size": 9, "color": INK}
    chart.set_title({"none": True})
    chart.set_x_axis({"num_font": font})
    chart.set_y_axis(
        {"num_font": font, "num_format": "$#,##0", "major_gridlines": {"visible": True, "line": {"color": LINE}}}
    )
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": 620, "height": 300})
    words = "Columns that show the value presented and the value accepted of each coordinator, and of all"
    page.sheet.insert_chart(f"J{EARNED}", chart, {"description": words, "object_position": 2, "y_offset": 8})


def column_of(sheet: str, letter: str, colour: str) -> dict[str, Any]:
    """Return the columns of one value over the coordinators."""
    first, last = PEOPLE + 1, PEOPLE + PEOPLE_ROOM - 1
    return {
        "name": f"='{sheet}'!${letter}${PEOPLE}",
        "categories": f"='{sheet}'!$B${first}:$B${last}",
        "values": f"='{sheet}'!${letter}${first}:${letter}${last}",
        "fill": {"color": colour},
        "border": {"none": True},
    }


def draw_commission(page: Page) -> None:
    """Draw the commission of a period, by the tiers on Settings."""
    page.heights(
        {EARNED - 2: 24, EARNED - 1: 8, EARNED: 20} | dict.fromkeys(range(EARNED + 1, EARNED + EARNED_ROOM), 20)
    )
    draw_heading(page, EARNED - 3, "Commission", LAST)
    for column, (label, name, formula) in zip(
        "BE", (("From", "CommissionFrom", "=EDATE(Today,-1)"), ("Up to", "CommissionTo", "=Today")), strict=True
    ):
        cell = f"{'C' if column == 'B' else 'F'}{EARNED - 2}"
        page.put(f"{column}{EARNED - 2}", label, "label")
        page.write(cell, formula, "entry", "date", "left", "indent")
        entry.dates(page, cell)
        page.define(name, cell)
    call = "=TC_COMMISSION(AcceptanceLog[#All],CommissionTiers[#All],CommissionFrom,CommissionTo)"
    page.spill(f"B{EARNED}", call, COMMISSION, EARNED_ROOM)
    hide_empty(page, f"B{EARNED}:G{EARNED}", f"$B{EARNED}")
    rule_rows(page, f"B{EARNED + 1}:G{EARNED + EARNED_ROOM - 1}", f"$B{EARNED + 1}")
