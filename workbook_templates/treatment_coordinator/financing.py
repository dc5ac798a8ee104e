"""The sheet Financing: each way to pay that the practice offers, its own or a lender's, as data the practice edits."""

from __future__ import annotations

from tcsheets.lending.offers import KINDS as OFFER_KINDS
from workbook_templates.page import Page
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.tables import Field, Table, draw_table
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.lists import BLANK_ROWS

HEADER = 4
FINANCING = Table(
    "Financing",
    f"B{HEADER}",
    (
        Field("Offer", 24),
        Field("Kind", 20, allowed=OFFER_KINDS),
        Field("Months", 11, "count"),
        Field("APR", 12, "rate"),
        Field("Down %", 12, "percent"),
        Field("Discount %", 13, "percent"),
        Field("Merchant fee %", 14, "rate"),
        Field("Fee", 13, "money"),
        Field("Least payment", 13, "money"),
        Field("Late fee", 13, "money"),
        Field("From", 15, "money"),
        Field("Up to", 15, "money"),
    ),
    "Ways to pay: kind, months, yearly rate, down payment, discount, what it costs the practice, amounts it is for",
)
KINDS = {field.header: field.kind for field in FINANCING.fields}


def draw(page: Page, facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Financing",
        "One row an offer, as the lender or the practice states it; Payment Options compares them. "
        "Deferred interest: the APR is what is owed from the day of purchase if it is not paid in time, never 0%.",
        last_column="M",
    )
    draw_table(page, FINANCING, facts.rows("financing", KINDS), BLANK_ROWS)
    page.widths({"A": 2})
    page.sheet.freeze_panes(HEADER, 2)
    print_on(page, landscape=True, repeat=HEADER)
