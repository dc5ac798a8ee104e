"""The sheet Treatment Plan: the services of all cases, and the choice of the case that the next sheets show."""

from __future__ import annotations

from workbook_templates import entry
from workbook_templates.figures import Figure, draw_figures
from workbook_templates.page import Page
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.styles import PALE
from workbook_templates.tables import ROWS_TO_COME, Field, Table, draw_table
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.words import OPTIONS

HEADER = 8
PICKER = "C5"
BLANK_LINES = 4  # with the sample lines they fill the first printed page
# Lines are numbered so that Estimate can find the next one of a case with an ordinary formula.
LINE = '=IF(TreatmentPlan[[#This Row],[Case]]="","",ROW()-ROW(TreatmentPlan[[#Headers],[Line]]))'
TREATMENT = '=IFERROR(INDEX(FeeSchedule[Treatment],MATCH(TreatmentPlan[[#This Row],[Code]],FeeSchedule[Code],0)),"")'
FEE = '=IF(TreatmentPlan[[#This Row],[Code]]="","",TC_FEE(TreatmentPlan[[#This Row],[Code]],FeeSchedule[#All],Today))'
TOTAL = (
    '=IF(TreatmentPlan[[#This Row],[Code]]="","",'
    "TC_LINE_TOTAL(TreatmentPlan[[#This Row],[Fee]],TreatmentPlan[[#This Row],[Qty]],"
    "TreatmentPlan[[#This Row],[Discount %]]))"
)
PLAN = Table(
    "TreatmentPlan",
    f"B{HEADER}",
    (
        Field("Case", 10, allowed="=CaseNames"),
        Field("Line", 7, "count", formula=LINE),
        Field("Option", 10, allowed=OPTIONS),
        Field("Phase", 9, "count"),
        Field("Code", 10, allowed="=FeeCodes", strict=False),
        Field("Treatment", 38, formula=TREATMENT),
        Field("Tooth", 9, "text"),
        Field("Qty", 7, "count"),
        Field("Fee", 13, "money", formula=FEE),
        Field("Discount %", 12, "percent"),
        Field("Line total", 14, "money", formula=TOTAL),
        Field("Note", 34, "text", wrap=True),
    ),
    "Services of the treatment plans: case, option, phase, code, tooth, quantity, fee, discount, total",
)
KINDS = {"Phase": "count", "Qty": "count", "Discount %": "percent"}


def draw(page: Page, facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Treatment Plan",
        "Type one service a row: case, phase, code, tooth. Lines without an option belong to every option. "
        "Then choose the case that Estimate, Presentation and Payment Options show.",
        last_column="M",
    )
    draw_picker(page, facts)
    draw_table(page, PLAN, facts.rows("plan_lines", KINDS), BLANK_LINES)
    tint_shown(page)
    page.widths({"A": 2})
    page.sheet.freeze_panes(HEADER, 2)
    print_on(page, landscape=True, repeat=HEADER)


def draw_picker(page: Page, facts: Facts) -> None:
    """Draw the choice of the case, and the figures of the case chosen."""
    cases = facts.rows("cases", {})
    page.put("B5", "Case shown", "label")
    page.put(PICKER, cases[0]["Case"] if cases else None, "entry", "large", "center")
    page.define("CaseShown", PICKER)
    entry.choices(page, PICKER, "=CaseNames")
    figures = (
        Figure("F:G", "About", "=CaseAbout", "plain"),
        Figure("H:I", "Fee", "=PlanFee", "money"),
        Figure("J:K", "Insurance, expected", "=InsurancePays", "money"),
        Figure("L:M", "Patient pays", "=PatientPays", "money"),
    )
    draw_figures(page, 4, figures)


def tint_shown(page: Page) -> None:
    """Tint the lines of the case shown."""
    first = HEADER + 1
    cells = f"B{first}:M{first + ROWS_TO_COME}"
    rule = {"type": "formula", "criteria": f"=AND(LEN($B{first})>0,$B{first}=CaseShown)"}
    page.sheet.conditional_format(cells, rule | {"format": page.styles.tint(bg_color=PALE)})
