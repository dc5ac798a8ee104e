"""The sheet Cases: one row a case, with its coverage and what was used of it in this benefit year."""

from __future__ import annotations

from workbook_templates.page import Page
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.tables import Field, Table, draw_table
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.lists import BLANK_ROWS
from workbook_templates.treatment_coordinator.words import OPTIONS

HEADER = 4
CASES = Table(
    "Cases",
    f"B{HEADER}",
    (
        Field("Case", 10, "text"),
        Field("Chart", 12, "text"),
        Field("Patient", 14, "text"),
        Field("About", 32, "text", wrap=True),
        Field("Insurance plan", 26, allowed="=InsurancePlanNames"),
        Field("Deductible used", 14, "money"),
        Field("Benefits used", 14, "money"),
        Field("Option", 10, allowed=OPTIONS),
        Field("Option A", 18, "text", wrap=True),
        Field("Option B", 18, "text", wrap=True),
        Field("Option C", 18, "text", wrap=True),
        Field("Coordinator", 13, allowed="=CoordinatorNames", strict=False),
        Field("Provider", 16, allowed="=ProviderNames", strict=False),
        Field("Presented", 14, "date"),
        Field("Second plan", 22, allowed="=InsurancePlanNames"),
        Field("Coverage began", 14, "date"),
        Field("Age", 8, "count"),
        Field("Missing teeth", 14, "text"),
    ),
    "Cases: chart, insurance plan, what was used of it, the option under discussion",
)
KINDS = {"Deductible used": "money", "Benefits used": "money", "Presented": "date", "Coverage began": "date"}
KINDS["Age"] = "count"


def draw(page: Page, facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Cases",
        "One row a case. Patient is for this workbook only; everything else goes by the chart. "
        "Option is the one that is estimated in full; leave it blank where there is only one plan.",
        last_column="S",
    )
    draw_table(page, CASES, facts.rows("cases", KINDS), BLANK_ROWS)
    page.define_column("CaseNames", "Cases", "Case")
    page.widths({"A": 2})
    page.sheet.freeze_panes(HEADER, 2)
    print_on(page, landscape=True, repeat=HEADER)
