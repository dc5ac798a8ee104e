"""The sheet Acceptance Log: what was decided, by whom, and what it was worth; entries are never changed."""

from __future__ import annotations

from tcsheets.sync import lists
from workbook_templates.figures import Figure, draw_figures
from workbook_templates.page import Page
from workbook_templates.printing import open_sheet
from workbook_templates.tables import draw_table
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.lists import (
    BLANK_ROWS,
    FIGURES,
    HEADER,
    finish_list,
    kinds_of,
    list_table,
)

ACCEPTANCE_LOG = list_table(
    lists.ACCEPTANCE,
    f"A{HEADER}",
    {
        "Case": 9,
        "Chart": 11,
        "Presented": 14,
        "Decided": 14,
        "Decision": 13,
        "Value presented": 14,
        "Value accepted": 14,
        "Coordinator": 13,
        "Provider": 15,
        "Paid by": 18,
        "Corrects": 11,
        "Note": 26,
    },
    {},
    "Decisions: case, dates, decision, value presented and accepted, who presented it",
)
PRESENTED_VALUE = "=SUM(AcceptanceLog[Value presented])"
ACCEPTED_VALUE = "=SUM(AcceptanceLog[Value accepted])"
ACCEPTED_SHARE = (
    '=IF(SUM(AcceptanceLog[Value presented])=0,"",'
    "SUM(AcceptanceLog[Value accepted])/SUM(AcceptanceLog[Value presented]))"
)
DECISIONS_MADE = "=COUNTA(AcceptanceLog[Decision])"


def draw(page: Page, facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Acceptance Log",
        "One row a decision. An entry is not changed later: a correction is a new row that names what it corrects.",
        last_column="M",
    )
    figures = (
        Figure("B:C", "Decisions", DECISIONS_MADE),
        Figure("D:E", "Value presented", PRESENTED_VALUE, "money"),
        Figure("F:G", "Value accepted", ACCEPTED_VALUE, "money"),
        Figure("H:J", "Accepted value, of value presented", ACCEPTED_SHARE, "percent"),
    )
    draw_figures(page, FIGURES, figures)
    draw_table(page, ACCEPTANCE_LOG, facts.rows("acceptance_log", kinds_of(lists.ACCEPTANCE)), BLANK_ROWS)
    finish_list(page, ACCEPTANCE_LOG)
