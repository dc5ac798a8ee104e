"""The sheet What If: one plan priced in every way the practice offers, as the yellow cells are changed."""

from __future__ import annotations

from typing import Any

from workbook_templates import entry
from workbook_templates.logos import draw_logo
from workbook_templates.page import Page
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.styles import BLUE, FONT, INK, LINE
from workbook_templates.tables import Field, Table, draw_table
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.layout import draw_heading

WAYS, PLAN_HEADER = 6, 24
LOGO_BOX = (230, 40)
RULES = {"money": entry.amounts, "rate": entry.shares, "percent": entry.shares, "count": entry.whole_numbers}
RULES["date"] = entry.dates
# Label, name, value or formula, kind.
QUESTIONS = (
    ("Today", "Today", "=TODAY()", "date"),
    ("Discount on the plan", "PlanDiscount", 0.05, "percent"),
    ("Courtesy for cash", "CashCourtesy", 0.03, "percent"),
    ("Membership, a year", "MembershipFee", 299, "money"),
    ("Monthly payments", "Payments", 12, "count"),
    ("Yearly rate (APR)", "PaymentRate", 0, "rate"),
    ("An hour of the chair costs", "HourlyCost", 240, "money"),
    ("Of fees, collected in the end", "CollectedShare", 0.97, "percent"),
)
ARGUMENTS = "PlanLines[#All],FeeSchedule[#All],Today"
# What it is, the price, what stands behind it.
PRICES = (
    ("Office fee", f'=TC_PLAN_TOTAL({ARGUMENTS},"office")', "as on the fee schedule"),
    ("With the discount", f'=TC_PLAN_TOTAL({ARGUMENTS},"office","",PlanDiscount)', "discount on the plan"),
    (
        "Discount, paid in cash",
        f'=TC_PLAN_TOTAL({ARGUMENTS},"office","",PlanDiscount,0,"",CashCourtesy)',
        "and the courtesy for cash",
    ),
    ("As a member", f'=TC_PLAN_TOTAL({ARGUMENTS},"member")+MembershipFee', "member fees, and the membership"),
    ("In network", f'=TC_PLAN_TOTAL({ARGUMENTS},"network")', "network fees, whoever pays them"),
)
TREATMENT = '=IFERROR(INDEX(FeeSchedule[Treatment],MATCH(PlanLines[[#This Row],[Code]],FeeSchedule[Code],0)),"")'
PLAN = Table(
    "PlanLines",
    f"B{PLAN_HEADER}",
    (
        Field("Code", 32, allowed="=FeeCodes", strict=False),
        Field("Treatment", 44, formula=TREATMENT),
        Field("Qty", 14, "count"),
        Field("Discount %", 16, "percent"),
    ),
    "The plan that is priced: code, quantity, discount",
)
SAMPLE = (("D3330", 1), ("D2950", 1), ("D2740", 1), ("D2392", 2))


def draw(page: Page, facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "What If",
        f"For {facts.practice}: one plan in every way you could price it. Change the yellow cells and the plan below.",
        last_column="I",
    )
    draw_logo(page, "I1", facts.logo, facts.practice, LOGO_BOX)
    page.widths({"A": 2, "B": 32, "C": 44, "D": 14, "E": 16, "F": 3, "G": 28, "H": 16, "I": 34})
    draw_questions(page)
    draw_prices(page)
    draw_heading(page, PLAN_HEADER - 1, "The plan", "E")
    rows = [{"Code": code, "Qty": count} for code, count in SAMPLE] if facts.sample else []
    draw_table(page, PLAN, rows, 6)
    page.sheet.activate()
    print_on(page, f"A1:I{PLAN_HEADER + 14}", landscape=True, pages_high=1)


def draw_questions(page: Page) -> None:
    """Draw what can be changed."""
    page.put(page.across("B4:C4", "heading"), "What if", "heading")
    for row, (label, name, value, kind) in enumerate(QUESTIONS, start=5):
        page.put(f"B{row}", label, "label")
        page.write(f"C{row}", value, "entry", kind, "left", "indent")
        page.define(name, f"C{row}")
        if kind in RULES:
            RULES[kind](page, f"C{row}")
        page.heights({row: 21})


def draw_prices(page: Page) -> None:
    """Draw the prices, what each means a month, and a chart of them."""
    page.put(page.across("G4:I4", "heading"), "The plan costs the patient", "heading")
    last = WAYS + len(PRICES) - 1
    page.put_row("G5", ("Priced so", "Price", "What is in it"), "column", "left", "indent")
    for row, (name, formula, words) in enumerate(PRICES, start=WAYS):
        page.put(f"G{row}", name, "row", "left", "indent")
        page.write(f"H{row}", formula, "row", "money", "left", "indent")
        page.put(f"I{row}", words, "row", "left", "indent")
    for row, (label, formula) in enumerate(
        (
            (
                "Each month, with the discount",
                f"=IF(H{WAYS + 1}>0,TC_PAYMENT(H{WAYS + 1},PaymentRate,Payments),H{WAYS + 1})",
            ),
            ("Membership saves", "=TC_MEMBERSHIP_SAVINGS(PlanLines[#All],FeeSchedule[#All],MembershipFee)"),
        ),
        start=last + 1,
    ):
        page.put(f"G{row}", label, "total", "left", "indent")
        page.write(f"H{row}", formula, "total", "money", "left", "indent")
    chart = page.styles.book.add_chart({"type": "bar"})
    chart.add_series(bars(page.name, last))
    font = {"name": FONT, "size": 9, "color": INK}
    chart.set_title({"none": True})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": font, "line": {"color": LINE}})
    chart.set_x_axis({"num_font": font, "num_format": "$#,##0", "min": 0, "major_gridlines": {"visible": False}})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": 560, "height": 240})
    words = "Bars that show what the plan costs the patient in each way of pricing it"
    page.sheet.insert_chart(f"G{last + 4}", chart, {"description": words, "object_position": 2})


def bars(sheet: str, last: int) -> dict[str, Any]:
    """Return the bars of the prices."""
    return {
        "name": "Price",
        "categories": f"='{sheet}'!$G${WAYS}:$G${last}",
        "values": f"='{sheet}'!$H${WAYS}:$H${last}",
        "fill": {"color": BLUE},
        "border": {"none": True},
        "data_labels": {"value": True, "num_format": "$#,##0", "font": {"name": FONT, "size": 9, "color": INK}},
    }
