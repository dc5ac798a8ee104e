"""The sheet Insurance Plans: one row a plan, with its deductible, yearly maximum, and share of each kind of care."""

from __future__ import annotations

from workbook_templates.page import Page
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.tables import Field, Table, draw_table
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.lists import BLANK_ROWS

HEADER = 4
# Heading of the column, category as the insurance functions know it.
SHARES = (
    ("Exams", "diagnostic"),
    ("Preventive", "preventive"),
    ("Fillings", "restorative"),
    ("Crowns", "crowns"),
    ("Root canals", "endo"),
    ("Gums", "perio"),
    ("Dentures", "removable"),
    ("Implants", "implants"),
    ("Bridges", "fixed"),
    ("Oral surgery", "oral_surgery"),
    ("Braces", "ortho"),
    ("Other", "adjunctive"),
)
AMOUNTS = ("Yearly maximum", "Deductible", "Preventive deductible")
PLANS = Table(
    "InsurancePlan",
    f"B{HEADER}",
    (
        Field("Plan", 24, "text"),
        Field("Kind", 13, allowed=("PPO", "percentage")),
        Field("Yearly maximum", 13, "money"),
        Field("Deductible", 13, "money"),
        Field("Preventive deductible", 14, "money"),
        *(Field(header, 11.5, "percent") for header, _ in SHARES),
    ),
    "Insurance plans: kind, yearly maximum, deductible, share paid of each kind of care",
)
KINDS = dict.fromkeys(AMOUNTS, "money") | {header: "percent" for header, _ in SHARES}


def draw(page: Page, facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Insurance Plans",
        "One row a plan, as its booklet states it. A blank share: the plan pays nothing for it. "
        "A blank maximum: there is none. The preventive deductible holds for exams too. "
        "PPO: the network fee holds, and what is above it is written off.",
        last_column="R",
    )
    draw_table(page, PLANS, facts.rows("insurance_plans", KINDS), BLANK_ROWS)
    page.define_column("InsurancePlanNames", "InsurancePlan", "Plan")
    page.widths({"A": 2})
    page.sheet.freeze_panes(HEADER, 2)
    print_on(page, landscape=True, repeat=HEADER)
