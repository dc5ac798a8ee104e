"""The sheet Fee Schedule: the office's own fees and the network's, each from a day on."""

from __future__ import annotations

from datetime import date
from typing import Any

from tcsheets.importing.samples import sample_fees
from workbook_templates.page import Page
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.tables import Field, Table, draw_table
from workbook_templates.treatment_coordinator.facts import Facts

HEADER = 4
FEES = Table(
    "FeeSchedule",
    f"B{HEADER}",
    (
        Field("Code", 10),
        Field("Treatment", 52),
        Field("Category", 16),
        Field("Office fee", 13, "money"),
        Field("Member fee", 13, "money"),
        Field("Network fee", 13, "money"),
        Field("Effective", 15, "date"),
        Field("Minutes", 11, "count"),
        Field("Lab", 11, "money"),
        Field("Supplies", 12, "money"),
    ),
    "Fees by code: what is done, office, member and network fee, day from which they hold, time and costs",
)


def draw(page: Page, facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Fee Schedule",
        "A blank network fee means that the network has none; 0 would mean that it is free. "
        "To change a fee from a day on, add a row with that day.",
        last_column="K",
    )
    draw_table(page, FEES, fee_rows(facts))
    page.define_column("FeeCodes", "FeeSchedule", "Code")
    page.widths({"A": 2})
    page.sheet.freeze_panes(HEADER, 2)
    print_on(page, landscape=True, repeat=HEADER)


def fee_rows(facts: Facts) -> list[dict[str, Any]]:
    """Return the sample fees, in force from the first day of the year; none in a workbook without sample data."""
    if not facts.sample:
        return []
    header, *rows = sample_fees()
    # A workbook made in another year would otherwise hold no fee for today.
    begin = {"Effective": date(facts.today.year, 1, 1)}
    return [{name: fee_cell(name, text) for name, text in zip(header, row)} | begin for row in rows]


def fee_cell(header: str, text: str) -> Any:
    """Return a cell of the fee schedule: text in the first three columns, a number or nothing in the others."""
    return (
        text if header in ("Code", "Treatment", "Category") else float(text) if text and header != "Effective" else None
    )
