"""The sheet Claims: earlier services and claims by chart, also those of other offices, which use up benefits."""

from __future__ import annotations

from workbook_templates.page import Page
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.tables import Field, Table, draw_table
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.lists import BLANK_ROWS

HEADER = 4
LINE = '=IF(Claims[[#This Row],[Chart]]="","",ROW()-ROW(Claims[[#Headers],[Line]]))'
STATUSES = ("paid", "open", "elsewhere", "used", "not billed", "preauthorized")
CLAIMS = Table(
    "Claims",
    f"B{HEADER}",
    (
        Field("Chart", 12, "text"),
        Field("Line", 8, "count", formula=LINE),
        Field("Date", 14, "date"),
        Field("Code", 10, allowed="=FeeCodes", strict=False),
        Field("Tooth", 10, "text"),
        Field("Status", 15, allowed=STATUSES),
        Field("Plan", 8, "count"),
        Field("Paid", 13, "money"),
        Field("Deductible", 13, "money"),
        Field("Member", 14, "text"),
        Field("Note", 40, "text", wrap=True),
    ),
    "Earlier services and claims: chart, date, code, tooth, status, plan, what it paid, deductible, family member",
)
KINDS = {"Date": "date", "Plan": "count", "Paid": "money", "Deductible": "money"}


def draw(page: Page, facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Claims",
        "What the patient had before, here or elsewhere: paid and open claims use up the maximum, every service counts "
        "toward how often the plan pays. Status used: an amount without a service. Member: blank for the patient.",
        last_column="L",
    )
    draw_table(page, CLAIMS, facts.rows("claims", KINDS), BLANK_ROWS)
    page.widths({"A": 2})
    page.sheet.freeze_panes(HEADER, 2)
    print_on(page, landscape=True, repeat=HEADER)
