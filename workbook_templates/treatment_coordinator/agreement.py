"""The sheet Agreement: the in-house payment plan with its Truth in Lending disclosure, a page to print and sign."""

from __future__ import annotations

from workbook_templates.figures import Figure, draw_figures
from workbook_templates.page import Page, Style
from workbook_templates.printing import print_on
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.layout import WORD, hide_empty, rule_rows

DISCLOSED, ROOM = 8, 14
CONDITIONS = DISCLOSED + ROOM + 1
PARTIES = (
    Figure("B", "Between", "=PracticeName", "plain"),
    Figure("C", "and", '=IF(CasePatient="","Chart "&CaseChart,CasePatient)', "plain"),
    Figure("D", "On", "=Today", "date"),
)
PROMISE = (
    '=IF(AmountDue>0,"I agree to pay for: "&CaseAbout&"."'
    '&IF(DownPayment>0," "&TEXT(DownPayment,"$#,##0.00")&" is paid today.",""),'
    '"Nothing is left to pay for: "&CaseAbout&".")'
)
DISCLOSURE = (
    "=IF(AmountDue>0,TC_PAY_DISCLOSURE(AmountDue,PaymentRate,PaymentCount,DownPayment,Today,FirstDue,PaymentPeriod,"
    '1,0,0,LateFee,PracticeName),"")'
)
COLUMNS: tuple[Style, ...] = (
    (*WORD, "wrap"),
    ("cell", "left", "indent", "bold"),
    (*WORD, "wrap"),
    ("cell", "money", "right"),
)
# A practice has its own lawyer look at these words; they stand here as a beginning.
WORDS = (
    "Insurance is estimated. Should it pay less or more, the payments that are left are worked out again.",
    "I may pay more, or all, at any time without a penalty.",
    "If treatment changes, I get a new plan before it goes on, and sign again.",
    "I received a copy of this page and of the schedule of payments.",
)


def draw(page: Page, _facts: Facts) -> None:
    """Draw the sheet."""
    page.sheet.hide_gridlines(2)
    page.widths({"A": 2, "B": 28, "C": 26, "D": 84})
    # The figures as numbers are for formulas; the page has them as text.
    page.sheet.set_column("E:E", 12, page.styles.of("plain"), {"hidden": True})
    page.put("B1", "Payment agreement", "title")
    page.heights({1: 34, 2: 8})
    draw_figures(page, 3, PARTIES, "fact")
    page.formula(page.across("B5:D5", "plain", "wrap"), PROMISE, "plain", "wrap")
    page.heights({5: 36, 6: 8})
    page.put(page.across("B7:D7", "heading"), "Truth in Lending disclosure", "heading")
    draw_disclosure(page)
    draw_conditions(page)
    draw_signatures(page, CONDITIONS + len(WORDS) + 3)
    print_on(page, f"A1:D{CONDITIONS + len(WORDS) + 6}", pages_high=1)


def draw_disclosure(page: Page) -> None:
    """Draw the figures of Regulation Z, in its words and order."""
    page.spill(f"B{DISCLOSED}", DISCLOSURE, COLUMNS, ROOM)
    for row in range(DISCLOSED + 1, DISCLOSED + ROOM):
        page.loose_height(row, 34)
    hide_empty(page, f"B{DISCLOSED}:D{DISCLOSED}", f"$B{DISCLOSED}")
    rule_rows(page, f"B{DISCLOSED + 1}:D{DISCLOSED + ROOM - 1}", f"$B{DISCLOSED + 1}")


def draw_conditions(page: Page) -> None:
    """Draw what else both sides agree on; the practice changes these sentences to its own."""
    page.put(page.across(f"B{CONDITIONS}:D{CONDITIONS}", "heading"), "What else we agree on", "heading")
    for row, text in enumerate(WORDS, start=CONDITIONS + 1):
        page.put(page.across(f"B{row}:D{row}", "entry", "wrap", "indent"), text, "entry", "wrap", "indent")
        page.heights({row: 24})


def draw_signatures(page: Page, row: int) -> None:
    """Draw where both sign."""
    for place, who in enumerate(("Patient or guardian, and date:", "For the practice, and date:")):
        at = row + 2 * place
        page.put(f"B{at}", who, "label")
        page.put_row(f"C{at}", (None, None), "row")
        page.heights({at: 30, at + 1: 12})
