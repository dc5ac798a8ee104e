"""The sheet Start: the day's figures, what to do first, and the way to every sheet."""

from __future__ import annotations

from workbook_templates.figures import Figure, draw_figures
from workbook_templates.logos import draw_logo
from workbook_templates.page import Page
from workbook_templates.printing import print_on
from workbook_templates.styles import PAPER
from workbook_templates.treatment_coordinator import acceptance_log, follow_ups, referrals, today
from workbook_templates.treatment_coordinator.facts import Facts

FOLLOW_UP_FIGURES = (
    Figure("B:C", "Waiting for a decision", follow_ups.OPEN),
    Figure("D", "Calls overdue", follow_ups.OVERDUE),
    Figure("E", "Calls due today", follow_ups.DUE_TODAY),
    Figure("F", "Value waiting", follow_ups.WAITING_VALUE, "money"),
)
DECISION_FIGURES = (
    Figure("B:C", "Decisions", acceptance_log.DECISIONS_MADE),
    Figure("D", "Value accepted", acceptance_log.ACCEPTED_VALUE, "money"),
    Figure("E", "Of value presented", acceptance_log.ACCEPTED_SHARE, "percent"),
    Figure("F", "Referrers to tell", referrals.TO_TELL),
)
CASE_FIGURES = (
    Figure("B:C", "Case shown", "=CaseShown", "plain"),
    Figure("D", "Fee", "=PlanFee", "money"),
    Figure("E", "Insurance, expected", "=InsurancePays", "money"),
    Figure("F", "Patient pays", "=PatientPays", "money"),
)
NOTICES = (
    '=IF(EstimatesToRenew=0,"",'
    '"Estimates given to patients that no longer hold: "&EstimatesToRenew&". The sheet Given Estimates says why. ")'
    f"&{today.RUN_OUT.removeprefix('=')}"
)
LOGO_BOX = (190, 40)
# The order in which a new practice fills the workbook.
FIRST_STEPS = (
    ("Settings", "Put in your practice, hours and people. Yellow cells are yours."),
    ("Fee Schedule", "Replace the sample fees with your own; tcsheets import-fees reads your list."),
    ("Insurance Plans", "Put in what your patients' plans pay, as you ask for it on the telephone."),
    ("Cases", "Add a row for the patient's case: chart, insurance plan, benefits used."),
    ("Treatment Plan", "Type the services, then choose the case to be shown."),
    ("Presentation", "Print the page for the patient."),
    ("Payment Options", "Compare down payments, terms and lenders; then fix the plan on Payment Plan."),
)
DAILY = (
    ("Today", "Whom to call now, and what to say."),
    ("Follow-ups", "Write down each call."),
    ("Acceptance Log", "Write down each decision."),
    ("Referrals", "Who sent whom, and who is to be told."),
    ("Estimate", "How every figure of the case comes about."),
    ("Visits", "Which visits a case needs; the sheet Course gives them dates, and shows them as a chart."),
    ("Claims", "What patients had before: it uses up benefits."),
    ("Good Faith Estimate", "For patients without insurance, before the visit."),
    ("Given Estimates", "What patients were given, and what no longer holds."),
    ("Notes", "Write down what was explained, asked and decided."),
    ("Consent", "What was explained and agreed, a page to sign."),
    ("Dashboard", "Acceptance by month and coordinator; commission."),
    ("Glossary", "Every service in plain words, yours to change."),
    ("Words", "The fixed words of the pages for patients, in each language."),
    ("Help", "Each formula of the workbook, and what to do when something looks odd."),
)


def draw(page: Page, facts: Facts) -> None:
    """Draw the sheet."""
    page.sheet.hide_gridlines(2)
    page.widths({"A": 2, "B": 6, "C": 22, "D:F": 27})
    page.formula(page.across("B1:F1", "title"), "=PracticeName", "title")
    kind = "with sample cases: try it, then clear them" if facts.sample else "ready for your first case"
    page.put(page.across("B2:F2", "subtitle"), f"The treatment coordinator's workbook, {kind}.", "subtitle")
    page.heights({1: 34, 2: 28, 3: 22, 7: 22, 11: 22})
    draw_logo(page, "F1", facts.logo, facts.practice, LOGO_BOX)
    bands = (("Follow-ups", FOLLOW_UP_FIGURES), ("Decisions", DECISION_FIGURES), ("The case shown", CASE_FIGURES))
    for place, (title, figures) in enumerate(bands):
        page.put(page.across(f"B{3 + 4 * place}:F{3 + 4 * place}", "heading"), title, "heading")
        draw_figures(page, 4 + 4 * place, figures)
    draw_notices(page, 14)
    draw_ways(page, 15, "What to do first", FIRST_STEPS, numbered=True)
    draw_ways(page, 24, "Day by day", DAILY, numbered=False)
    print_on(page, pages_high=1)
    page.sheet.activate()


def draw_notices(page: Page, row: int) -> None:
    """Draw what a coordinator should hear on opening the workbook; the line vanishes where there is nothing."""
    page.formula(page.across(f"B{row}:F{row}", "warning"), NOTICES, "warning")
    empty = {"type": "formula", "criteria": f"=LEN($B${row})=0", "format": page.styles.tint(bg_color=PAPER)}
    page.sheet.conditional_format(f"B{row}:F{row}", empty)
    page.heights({row: 32, row + 1: 28})


def draw_ways(page: Page, row: int, title: str, ways: tuple[tuple[str, str], ...], *, numbered: bool) -> None:
    """Draw links to sheets with what each is for."""
    page.put(page.across(f"B{row}:F{row}", "heading"), title, "heading")
    for number, (sheet, words) in enumerate(ways, start=1):
        at = row + number
        page.put(f"B{at}", number if numbered else None, "label", "count", "center")
        page.link(f"C{at}", f"'{sheet}'!A1", sheet)
        page.put(page.across(f"D{at}:F{at}", "plain"), words, "plain")
        page.heights({at: 20})
