"""The sheet Follow-ups: whom to call, by when, and what was said."""

from __future__ import annotations

from tcsheets.sync import lists
from workbook_templates.figures import Figure, draw_figures
from workbook_templates.page import Page
from workbook_templates.printing import open_sheet
from workbook_templates.styles import WARN, WARN_INK
from workbook_templates.tables import ROWS_TO_COME, draw_table
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.lists import (
    BLANK_ROWS,
    FIGURES,
    HEADER,
    finish_list,
    kinds_of,
    list_table,
)
from workbook_templates.treatment_coordinator.words import WAITING

# A row without a presentation owes no call.
DUE = (
    '=IF(FollowUps[[#This Row],[Presented]]="","",'
    "TC_FOLLOW_UP_DUE(FollowUps[[#This Row],[Presented]],FollowUpHours,Holidays[Date],OfficeHours[#All]))"
)
FOLLOW_UPS = list_table(
    lists.FOLLOW_UPS,
    f"A{HEADER}",
    {
        "Case": 9,
        "Chart": 11,
        "Patient": 10,
        "Phone": 12,
        "Treatment": 23,
        "Plan value": 12,
        "Presented": 22,
        "Follow-up due": 23,
        "Status": 12,
        "Coordinator": 13,
        "Concern": 15,
        "Last contact": 14,
        "Contacts": 10,
        "Next step": 20,
        "Best time": 16,
        "No calls": 9,
        "Note": 22,
    },
    {"Follow-up due": DUE},
    "Follow-up calls: case, when presented, when a call is due, status, concern and next step",
)


def guarded(found: str) -> str:
    """Return a formula that is an error where a row of the follow-up list cannot be read.

    >>> guarded("1")
    '=IF(CallsHead="Standing",IF(CallProblems="",1,NA()),NA())'
    """
    return f'=IF(CallsHead="Standing",IF(CallProblems="",{found},NA()),NA())'


# The calls that wait, as the sheet Today has them.
STANDINGS = ("overdue", "due today", "next")
EVERY_CALL = "(" + "+".join(f'COUNTIFS(CallStandings,"{each}")' for each in STANDINGS) + ")"
LATE_CALLS = 'COUNTIFS(CallStandings,"overdue")'
OVERDUE, DUE_TODAY = guarded(LATE_CALLS), guarded('COUNTIFS(CallStandings,"due today")')
IN_TIME = guarded(f'IF({EVERY_CALL}=0,"",1-{LATE_CALLS}/{EVERY_CALL})')
OPEN = "=" + "+".join(f'COUNTIFS(FollowUps[Status],"{status}")' for status in WAITING)
WAITING_VALUE = "=" + "+".join(f'SUMIFS(FollowUps[Plan value],FollowUps[Status],"{status}")' for status in WAITING)


def draw(page: Page, facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Follow-ups",
        "A call is due 48 hours after the plan was presented, moved to the next time the office is open. "
        "Patient and Phone never leave this workbook. Who wants no calls gets none: No calls, yes.",
        last_column="R",
    )
    figures = (
        Figure("B:C", "Waiting for a decision", OPEN),
        Figure("D:E", "Overdue", OVERDUE),
        Figure("F", "Due today", DUE_TODAY),
        Figure("G:H", "Value waiting", WAITING_VALUE, "money"),
    )
    draw_figures(page, FIGURES, figures)
    draw_table(page, FOLLOW_UPS, facts.rows("follow_ups", kinds_of(lists.FOLLOW_UPS)), BLANK_ROWS)
    tint_overdue(page)
    finish_list(page, FOLLOW_UPS)


def tint_overdue(page: Page) -> None:
    """Tint a due time that has passed while the case still waits."""
    due, status = FOLLOW_UPS.column("Follow-up due"), FOLLOW_UPS.column("Status")
    first = HEADER + 1
    waits = ",".join(f'${status}{first}="{word}"' for word in WAITING)
    formula = f"=AND(ISNUMBER(${due}{first}),${due}{first}<Today,OR({waits}))"
    tint = page.styles.tint(bg_color=WARN, font_color=WARN_INK, bold=True)
    cells = f"{due}{first}:{due}{first + ROWS_TO_COME}"
    page.sheet.conditional_format(cells, {"type": "formula", "criteria": formula, "format": tint})
