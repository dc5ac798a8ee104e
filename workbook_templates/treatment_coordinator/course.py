"""The sheet Course: the visits of the case shown with their dates, and the course of treatment as a chart."""

from __future__ import annotations

from typing import Any

from workbook_templates import entry
from workbook_templates.figures import Figure, draw_figures
from workbook_templates.page import Page, Style, column_letters
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.styles import BLUE, FONT, INK, LINE, SKY
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.layout import COUNT, WORD, draw_heading, draw_heads, hide_empty, rule_rows

DATES, ROOM = 9, 12
CHART = DATES + ROOM + 2
CHART_ROWS = 15
PHASES, PHASE_ROOM = CHART + CHART_ROWS + 3, 6
PLANNED = PHASES + PHASE_ROOM + 3
DAY: Style = ("cell", "date", "left", "indent")
COLUMNS: tuple[Style, ...] = (WORD, WORD, (*WORD, "wrap"), DAY, COUNT, WORD, COUNT)
PLANNED_COLUMNS = ("Visit", "Phase", "What", "Minutes", "Provider", "Gap", "After")
FIGURES = (
    Figure("B:C", "Case", "=CaseShown", "plain"),
    Figure("D", "About", "=CaseAbout", "plain"),
    Figure("E", "Option", "=OptionShown", "plain"),
    Figure("F:G", "Last visit", "=MAX(VisitDays)", "date_or_none"),
)
PHASE_HEADS: dict[str, tuple[str, Style]] = {
    "B": ("Phase", WORD),
    "C": ("First", DAY),
    "D": ("On the chart", WORD),
    "E": ("Last", DAY),
    "F": ("Days before", COUNT),
    "G": ("In treatment", COUNT),
    "H": ("Healing, waiting", COUNT),
}


def draw(page: Page, _facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Course of treatment",
        "The visits of the case shown, never on a closed day and never sooner than healing allows. They are planned on "
        "the sheet Visits; tcsheets visits writes them as a calendar file.",
        last_column="H",
    )
    page.widths({"A": 2, "B": 10, "C": 16, "D": 46, "E": 18, "F": 14, "G": 24, "H": 16})
    draw_figures(page, 4, FIGURES, "fact")
    page.put("B6", "First visit not before", "label")
    page.write("D6", "=Today", "entry", "date", "left", "indent")
    entry.dates(page, "D6")
    page.define("VisitsFrom", "D6")
    page.heights({6: 24})
    draw_dates(page)
    draw_chart(page)
    draw_phases(page)
    draw_planned(page)
    page.link("J1", "'Treatment Plan'!C5", "Choose another case", "The case is chosen on Treatment Plan")
    page.sheet.freeze_panes(5, 0)
    print_on(page, f"A1:H{CHART + CHART_ROWS}", pages_high=1)


def draw_dates(page: Page) -> None:
    """Draw the visits with their dates."""
    draw_heading(page, DATES - 1, "Visits", "H")
    call = "TC_VISIT_DATES(CaseVisits,VisitsFrom,Holidays[Date],OfficeHours[#All])"
    page.spill(f"B{DATES}", f'=IF(COUNT(Visits[Shown])=0,"",{call})', COLUMNS, ROOM + 1)
    first, last = DATES + 1, DATES + ROOM
    page.define("VisitDates", f"B{DATES}:H{last}")
    page.define("VisitPhases", f"C{first}:C{last}")
    page.define("VisitDays", f"E{first}:E{last}")
    page.heights(dict.fromkeys(range(first, last + 1), 20))
    hide_empty(page, f"B{DATES}:H{DATES}", f"$B{DATES}")
    rule_rows(page, f"B{first}:H{last}", f"$B{first}")


def draw_phases(page: Page) -> None:
    """Draw each phase's first and last visit, and the days before, in and after it, as the chart reads them."""
    draw_heading(page, PHASES - 1, "Phases, as the chart reads them", "H")
    draw_heads(page, PHASES, PHASE_HEADS)
    for row in range(PHASES + 1, PHASES + PHASE_ROOM + 1):
        draw_phase(page, row)
    rule_rows(page, f"B{PHASES + 1}:H{PHASES + PHASE_ROOM}", f"$D{PHASES + 1}")


def draw_phase(page: Page, row: int) -> None:
    """Draw one phase: that of the first visit after the phases above it, by the day."""
    begun = "MIN(VisitDays)" if row == PHASES + 1 else f'MINIFS(VisitDays,VisitDays,">"&$E{row - 1})'
    more = "MAX(VisitDays)=0" if row == PHASES + 1 else f'IF($C{row - 1}="",TRUE,MAX(VisitDays)<=$E{row - 1})'
    page.formula(f"C{row}", f'=IF({more},"",{begun})', *DAY)
    there = f'$C{row}=""'
    page.formula(f"B{row}", f'=IF({there},"",INDEX(VisitPhases,MATCH($C{row},VisitDays,0))&"")', *WORD)
    # A visit of an earlier phase that comes later belongs to the bar it stands in.
    page.formula(f"E{row}", f'=IF({there},"",MAX($C{row},MAXIFS(VisitDays,VisitPhases,$B{row})))', *DAY)
    days = f'TEXT($C{row},"mmm d")&IF($E{row}>$C{row}," to "&TEXT($E{row},"mmm d"),"")'
    page.formula(f"D{row}", f'=IF({there},"",IF($B{row}="","","Phase "&$B{row}&": ")&{days})', *WORD)
    page.formula(f"F{row}", f'=IF({there},"",$C{row}-$C${PHASES + 1})', *COUNT)
    page.formula(f"G{row}", f'=IF({there},"",$E{row}-$C{row}+1)', *COUNT)
    after = f'MINIFS(VisitDays,VisitDays,">"&$E{row})'
    page.formula(f"H{row}", f'=IF({there},"",IF(MAX(VisitDays)<=$E{row},0,{after}-$E{row}-1))', *COUNT)


def draw_chart(page: Page) -> None:
    """Draw a bar for each phase, and the time of healing or waiting after it."""
    draw_heading(page, CHART - 1, "From the first visit to the last, in days", "H")
    chart = page.styles.book.add_chart({"type": "bar", "subtype": "stacked"})
    for letter, colour in (("F", ""), ("G", BLUE), ("H", SKY)):
        chart.add_series(part(letter, colour))
    font = {"name": FONT, "size": 10, "color": INK}
    chart.set_title({"none": True})
    chart.set_x_axis({"num_font": font, "min": 0, "major_gridlines": {"visible": True, "line": {"color": LINE}}})
    chart.set_y_axis({"num_font": font, "reverse": True, "line": {"none": True}})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": 1000, "height": 20 * CHART_ROWS - 8})
    words = "A bar for each phase of the treatment, from its first visit to its last, with the time of healing after it"
    page.sheet.insert_chart(f"B{CHART}", chart, {"description": words, "object_position": 2})


def part(letter: str, colour: str) -> dict[str, Any]:
    """Return the bars of one column of the phases; without a colour they only move the others to the right."""
    first, last = PHASES + 1, PHASES + PHASE_ROOM
    return {
        # The legend shows a name of white space, and no colour beside it, for what only moves the others.
        "name": f"=Course!${letter}${PHASES}" if colour else " ",
        "categories": f"=Course!$D${first}:$D${last}",
        "values": f"=Course!${letter}${first}:${letter}${last}",
        "fill": {"color": colour} if colour else {"none": True},
        "border": {"none": True},
        "gap": 60,
    }


def draw_planned(page: Page) -> None:
    """Draw the visits planned for the case shown, picked from Visits by their numbers."""
    draw_heading(page, PLANNED - 1, "Visits planned for the case shown", "I")
    letters = list(column_letters("C", len(PLANNED_COLUMNS)))
    draw_heads(
        page, PLANNED, {"B": ("Row", COUNT)} | {letter: (name, WORD) for letter, name in zip(letters, PLANNED_COLUMNS)}
    )
    for row in range(PLANNED + 1, PLANNED + ROOM + 1):
        following = f'MINIFS(Visits[Shown],Visits[Shown],">"&N($B{row - 1}))'
        there = f"COUNT(Visits[Shown])<ROW()-ROW($B${PLANNED})"
        page.formula(f"B{row}", f'=IF({there},"",{following})', "label", "count", "center")
        for letter, name in zip(letters, PLANNED_COLUMNS):
            value = f'INDEX(Visits[{name}],$B{row})&""'
            page.formula(f"{letter}{row}", f'=IF($B{row}="","",{value})', *WORD)
    page.define("CaseVisits", f"C{PLANNED}:I{PLANNED + ROOM}")
