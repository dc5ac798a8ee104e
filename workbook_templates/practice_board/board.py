"""The sheet Board: what became of the plans presented in a time, at a glance and then in tables."""

from __future__ import annotations

from workbook_templates import entry
from workbook_templates.figures import Figure, draw_figures
from workbook_templates.logos import draw_logo
from workbook_templates.page import Page
from workbook_templates.practice_board import charts, on_time
from workbook_templates.practice_board.places import (
    ALL,
    COORDINATORS,
    EARNED,
    EARNED_ROOM,
    FIRST,
    LAST,
    PROVIDERS,
    RATES,
    SECOND_PAGE,
    SOURCES,
)
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.treatment_coordinator import follow_ups, referrals
from workbook_templates.treatment_coordinator.dashboard import COMMISSION, SUMMARY
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.layout import hide_empty, rule_rows

LOGO_BOX = (220, 40)
WIDTHS = {"A": 2, "B": 18, "C:F": 13, "G:I": 12, "J:K": 15, "L": 36, "M": 32, "N": 40}
PERIOD = (("C", "Presented from", "BoardFrom"), ("F", "up to", "BoardTo"))
PERIOD_DAYS = {"BoardFrom": "=EDATE(Today-DAY(Today)+1,1-BoardMonths)", "BoardTo": "=Today"}
JOINED = "FollowUps[#All]"
ACCEPTED_PLANS = f'=TC_ACCEPTANCE_RATE(AcceptanceLog[#All],"plan","accepted",,BoardFrom,BoardTo,,{JOINED})'
# Each rate says in words what it counts, of what.
MEANINGS = (
    ("Plans accepted, of plans presented", "plan", "accepted", ""),
    ("Patients who accepted a plan, of patients who were presented one", "patient", "accepted", ""),
    ("Value accepted, of value presented", "value", "accepted", ""),
    ("Plans accepted on the day they were presented", "plan", "accepted", '"same day"'),
    ('="Plans accepted within "&DecisionDays&" days, of plans presented"', "plan", "accepted", "DecisionDays"),
    ('="Plans accepted within "&LongDecisionDays&" days, of plans presented"', "plan", "accepted", "LongDecisionDays"),
    ("Plans with a visit scheduled, of plans presented", "plan", "scheduled", ""),
    ("Plans completed, of plans presented", "plan", "completed", ""),
)
FIGURES = (
    Figure("B:C", "Plans presented", f'=IF(BoardProblems="",C{ALL + 1},NA())'),
    Figure("D:E", "Value accepted", f'=IF(BoardProblems="",K{ALL + 1},NA())', "money"),
    Figure("F:G", "Accepted plans, of presented", ACCEPTED_PLANS, "percent"),
    Figure("H:I", "Calls overdue", follow_ups.OVERDUE),
    Figure("J:K", "Calls within their time", follow_ups.IN_TIME, "percent"),
    Figure("L:M", "Referrers to tell", referrals.TO_TELL),
)
UNREADABLE = (
    f'=IF(ISERROR(B{ALL}),"A list cannot be read, so figures are missing: the cell below All plans says why.",'
    'IF(BoardProblems="","","Rows of the Acceptance Log cannot be read, so figures are missing: '
    'column N names them below All plans."))'
)


def draw(page: Page, facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(page, facts.practice, "", last_column="K")
    page.write("B1", "=PracticeName", "title")
    page.put("B2", "The practice's board. Acceptance has no single meaning: each rate says what it counts.", "subtitle")
    draw_logo(page, "L1", facts.logo, facts.practice, LOGO_BOX)
    page.widths(WIDTHS)
    draw_period(page)
    draw_figures(page, 4, FIGURES)
    page.formula(page.across(f"B6:{LAST}6", "note"), UNREADABLE, "note")
    charts.draw(page)
    draw_summary(page, ALL, "All plans presented in this time", "", 2)
    page.define("BoardProblems", f"N{ALL}")
    draw_rates(page)
    draw_commission(page)
    for part in (COORDINATORS, PROVIDERS, SOURCES):
        draw_summary(page, part.row, part.title, part.group, part.room)
    on_time.draw(page)
    page.sheet.freeze_panes(3, 0)
    page.sheet.set_h_pagebreaks([SECOND_PAGE])
    print_on(page, f"A1:{LAST}{SOURCES.row + SOURCES.room}", landscape=True, pages_high=2)
    page.sheet.protect("", {"format_columns": True, "format_rows": True, "objects": True})
    page.sheet.activate()


def heading(page: Page, row: int, text: str, first: str = FIRST, last: str = LAST) -> None:
    """Draw a heading across some columns."""
    page.put(page.across(f"{first}{row}:{last}{row}", "heading"), text, "heading")
    page.heights({row: 26})


def draw_period(page: Page) -> None:
    """Draw from when to when plans were presented that the board counts; both days may be typed over."""
    for letter, label, name in PERIOD:
        page.put(f"{chr(ord(letter) - 1)}3", label, "label", "right")
        page.write(f"{letter}3", PERIOD_DAYS[name], "entry", "date", "center")
        entry.dates(page, f"{letter}3")
        page.define(name, f"{letter}3")
    page.put("G3", "Yellow cells are yours; the days come from Settings until you type others.", "label", "indent")
    page.heights({3: 24})


def draw_summary(page: Page, row: int, title: str, group: str, room: int) -> None:
    """Draw acceptance by one kind of group under a heading."""
    heading(page, row - 1, title)
    summary(page, row, group, room)


def summary(page: Page, row: int, group: str, room: int) -> None:
    """Draw acceptance by one kind of group, in the time chosen on the board."""
    lists = f"BoardFrom,BoardTo,,{JOINED},Referrals[#All]"
    page.spill(f"{FIRST}{row}", f'=TC_ACCEPTANCE_SUMMARY(AcceptanceLog[#All],"{group}",,,{lists})', SUMMARY, room)
    hide_empty(page, f"{FIRST}{row}:{LAST}{row}", f"${FIRST}{row}")
    rule_rows(page, f"{FIRST}{row + 1}:{LAST}{row + room - 1}", f"${FIRST}{row + 1}")
    page.heights({row: 34} | dict.fromkeys(range(row + 1, row + room), 28))


def draw_rates(page: Page) -> None:
    """Draw acceptance in each of its meanings, the definition before the number."""
    heading(page, RATES - 1, "Acceptance, in each of its meanings", last="F")
    page.put(
        page.across(f"B{RATES}:E{RATES}", "column", "left", "indent"), "What is counted", "column", "left", "indent"
    )
    page.put(f"F{RATES}", "Rate", "column", "center")
    for row, (words, measure, stage, within) in enumerate(MEANINGS, start=RATES + 1):
        page.write(page.across(f"B{row}:E{row}", "row", "left", "indent"), words, "row", "left", "indent")
        call = f'=TC_ACCEPTANCE_RATE(AcceptanceLog[#All],"{measure}","{stage}",{within},BoardFrom,BoardTo,,{JOINED})'
        page.write(f"F{row}", call, "row", "percent", "center")
        page.heights({row: 21})


def draw_commission(page: Page) -> None:
    """Draw the commission on what was decided in a time, by the tiers on Settings."""
    heading(page, EARNED - 2, "Commission on what was decided")
    for letter, label, name, formula in (
        ("C", "From", "CommissionFrom", "=Today-DAY(Today)+1"),
        ("E", "up to", "CommissionTo", "=Today"),
    ):
        page.put(f"{chr(ord(letter) - 1)}{EARNED - 1}", label, "label", "right")
        page.write(f"{letter}{EARNED - 1}", formula, "entry", "date", "center")
        entry.dates(page, f"{letter}{EARNED - 1}")
        page.define(name, f"{letter}{EARNED - 1}")
    page.heights({EARNED - 1: 24} | dict.fromkeys(range(EARNED, EARNED + EARNED_ROOM), 21))
    call = "=TC_COMMISSION(AcceptanceLog[#All],CommissionTiers[#All],CommissionFrom,CommissionTo)"
    page.spill(f"B{EARNED}", call, COMMISSION, EARNED_ROOM)
    # The cases run on into the empty cells beside them.
    page.put_row(f"H{EARNED}", [None] * 6, "column")
    hide_empty(page, f"B{EARNED}:{LAST}{EARNED}", f"$B{EARNED}")
    rule_rows(page, f"B{EARNED + 1}:{LAST}{EARNED + EARNED_ROOM - 1}", f"$B{EARNED + 1}")
