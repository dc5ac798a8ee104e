"""The sheet Referrals: who sent whom, in and out, and whether the referrer was told how it went."""

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

REFERRALS = list_table(
    lists.REFERRALS,
    f"A{HEADER}",
    {
        "Chart": 11,
        "Direction": 12,
        "Referrer": 25,
        "Specialty": 18,
        "Referred on": 15,
        "Reason": 26,
        "Referrer told": 12,
        "Told on": 14,
        "Status": 14,
        "Coordinator": 13,
        "Note": 28,
    },
    {},
    "Referrals in and out: chart, referrer, reason, whether the referrer was told, status",
)
RECEIVED = '=COUNTIFS(Referrals[Direction],"in")'
SENT = '=COUNTIFS(Referrals[Direction],"out")'
TO_TELL = '=COUNTIFS(Referrals[Referrer told],"no")'


def draw(page: Page, facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Referrals",
        "In: who sent this patient to us. Out: to whom we sent the patient. Tell the referrer how it went, and when.",
        last_column="L",
    )
    figures = (
        Figure("B:C", "Received", RECEIVED),
        Figure("D", "Sent out", SENT),
        Figure("E:F", "Referrer not told yet", TO_TELL),
    )
    draw_figures(page, FIGURES, figures)
    draw_table(page, REFERRALS, facts.rows("referrals", kinds_of(lists.REFERRALS)), BLANK_ROWS)
    finish_list(page, REFERRALS)
