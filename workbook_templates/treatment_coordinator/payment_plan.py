"""The sheet Payment Plan: the terms agreed for what the patient pays, and each payment of them."""

from __future__ import annotations

from workbook_templates import entry
from workbook_templates.figures import Figure, draw_figures
from workbook_templates.page import Page, Style
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.layout import hide_empty, rule_rows

SCHEDULE = 13
ROOM = 62  # the down payment, five years of months, and a row of headings
AMOUNT: Style = ("cell", "money", "right")
COLUMNS: tuple[Style, ...] = (("cell", "count", "center"), ("cell", "date", "left", "indent"), *(AMOUNT,) * 4)
PERIODS = ("weekly", "every two weeks", "twice a month", "monthly", "quarterly")
# Label, name, value or formula, kind.
TERMS = (
    ("Patient pays, from the estimate", "AmountDue", "=PatientPays", "money"),
    ("Down payment", "DownPayment", 0, "money"),
    ("Number of payments", "PaymentCount", "=PaymentsOffered", "count"),
    ("Yearly rate (APR)", "PaymentRate", "=RateOffered", "rate"),
    ("How often", "PaymentPeriod", "monthly", "plain"),
    ("First payment due", "FirstDue", "=EDATE(Today,1)", "date"),
)
RULES = {"money": entry.amounts, "count": entry.whole_numbers, "rate": entry.shares, "date": entry.dates}
LAST = SCHEDULE + ROOM - 1


def sum_of(column: str) -> str:
    """Return a formula that adds up a column of the schedule; an error where the schedule is one."""
    added = f"SUM({column}{SCHEDULE + 1}:{column}{LAST})"
    return f'=IF(AmountDue=0,AmountDue,IF($B${SCHEDULE}="No.",{added},NA()))'


# Nothing to pay: nothing to schedule.
EACH_PAYMENT = "=IF(AmountDue>0,TC_PAYMENT(AmountDue,PaymentRate,PaymentCount,DownPayment,PaymentPeriod),AmountDue)"
RESULTS = (
    Figure("F", "Each payment", EACH_PAYMENT, "money", "EachPayment"),
    Figure("G", "Interest in all", sum_of("E"), "money", "InterestInAll"),
    Figure("H", "Paid in all", sum_of("D"), "money", "PaidInAll"),
)
SCHEDULED = (
    '=IF(AmountDue>0,TC_PAY_SCHEDULE(AmountDue,PaymentRate,PaymentCount,0,DownPayment,FirstDue,PaymentPeriod),"")'
)
NO_DISCLOSURE = "InstalmentsWithoutDisclosure"
DISCLOSURE_NOTE = (
    '=IF(AmountDue=0,"There is nothing left to pay.",'
    f"IF(OR(InterestInAll>0,PaymentCount>{NO_DISCLOSURE}),"
    f'"There is a finance charge, or there are more than "&{NO_DISCLOSURE}&" payments: '
    'the practice counts as a creditor. Give the patient the Truth in Lending disclosure before signing.",'
    f'"No finance charge and no more than "&{NO_DISCLOSURE}&" payments: '
    'no Truth in Lending disclosure is asked of the practice."))'
)


def draw(page: Page, _facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Payment Plan",
        "The plan chosen for the case shown, payment by payment; Agreement prints it for signing. "
        "Change the yellow cells; type over a formula to try another figure.",
        last_column="H",
    )
    page.widths({"A": 2, "B": 12, "C": 24, "D:E": 18, "F:H": 17})
    draw_terms(page)
    draw_figures(page, 4, RESULTS)
    page.heights(dict.fromkeys(range(4, 4 + len(TERMS)), 21))
    page.formula(page.across("F7:H10", "note"), DISCLOSURE_NOTE, "note")
    page.spill(f"B{SCHEDULE}", SCHEDULED, COLUMNS, ROOM)
    page.define("PaymentSchedule", f"B{SCHEDULE}:G{LAST}")
    hide_empty(page, f"B{SCHEDULE}:G{SCHEDULE}", f"$B{SCHEDULE}")
    rule_rows(page, f"B{SCHEDULE + 1}:G{LAST}", f"$D{SCHEDULE + 1}")
    page.sheet.freeze_panes(SCHEDULE, 0)
    print_on(page, repeat=SCHEDULE)


def draw_terms(page: Page) -> None:
    """Draw the terms of the schedule, each with its name and the rule for what may be typed."""
    for row, (label, name, value, kind) in enumerate(TERMS, start=4):
        page.put(page.across(f"B{row}:C{row}", "label"), label, "label")
        cell = f"D{row}"
        page.write(cell, value, "entry", kind, "left", "indent")
        page.define(name, cell)
        if kind in RULES:
            RULES[kind](page, cell)
        else:
            entry.choices(page, cell, PERIODS)
