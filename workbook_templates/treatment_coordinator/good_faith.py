"""The sheet Good Faith Estimate: what a patient who pays himself is to be given before the visit (45 CFR 149.610)."""

from __future__ import annotations

from workbook_templates import entry
from workbook_templates.figures import Figure, draw_figures
from workbook_templates.page import Page
from workbook_templates.printing import print_on
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.layout import AMOUNT, COUNT, WORD, draw_heads, rule_rows

ASKED, SERVICES, ROOM = 6, 12, 14
TOTAL = SERVICES + ROOM + 1
WORDS = TOTAL + 3
PARTIES = (
    Figure("B:C", "Patient", '=IF(CasePatient="","Chart "&CaseChart,CasePatient)', "plain"),
    Figure("D", "Provider", "=CaseProvider", "plain"),
    Figure("E:G", "Prepared on", "=Today", "date"),
)
# Label, name, what stands there at first, kind.
QUESTIONS = (
    ("Booked on", "BookedOn", "=Today", "date"),
    ("Day of the first service", "ServiceDay", "=EDATE(Today,1)", "date"),
)
DUE = '=IF(ServiceDay="","Put in the day of the first service.",IF(GfeDue="","None is due so shortly before.",GfeDue))'
DISCLAIMERS = (
    "This lists what we reasonably expect to charge for the services above. It is no contract.",
    "Something may have to be added on the way. You then get a new estimate, at least one business day before.",
    "Services of other providers, such as a laboratory or a specialist, are estimated by them.",
    "Billed $400 or more above this, you may dispute the bill within 120 calendar days: see www.cms.gov/nosurprises.",
    "Keep this page. It is yours, also where you choose another office.",
)
SOURCES = {
    "B": ("Phase", WORD),
    "C": ("Code", WORD),
    "D": ("Treatment", WORD),
    "E": ("Tooth", WORD),
    "F": ("Qty", COUNT),
}


def from_priced(header: str, row: int) -> str:
    """Return a priced line's value for a row; empty where there is no such line."""
    found = f'INDEX(PricedLines,ROW()-ROW(B${SERVICES})+1,MATCH("{header}",INDEX(PricedLines,1,0),0))'
    return f'=IF($C{row}="","",{found}&"")' if header in ("Phase", "Tooth") else f'=IF({found}="","",{found})'


def draw(page: Page, _facts: Facts) -> None:
    """Draw the sheet."""
    page.sheet.hide_gridlines(2)
    page.widths({"A": 2, "B": 10, "C": 12, "D": 52, "E": 10, "F": 8, "G": 16})
    page.put("B1", "Good faith estimate", "title")
    page.formula(
        page.across("B2:G2", "subtitle"),
        '=PracticeName&", "&PracticePhone&IF(PracticeNumbers="","",", "&PracticeNumbers)',
        "subtitle",
    )
    page.heights({1: 34, 2: 22})
    draw_figures(page, 3, PARTIES, "fact")
    draw_dates(page)
    draw_services(page)
    draw_words(page)
    print_on(page, f"A1:G{WORDS + len(DISCLAIMERS) + 3}", pages_high=1)


def draw_dates(page: Page) -> None:
    """Draw when it was booked and is to be, and by when the estimate is due."""
    for row, (label, name, value, kind) in enumerate(QUESTIONS, start=ASKED):
        page.put(page.across(f"B{row}:C{row}", "label"), label, "label")
        page.write(f"D{row}", value, "entry", kind, "left", "indent")
        page.define(name, f"D{row}")
        entry.dates(page, f"D{row}")
        page.heights({row: 21})
    row = ASKED + len(QUESTIONS)
    page.heights({row: 21})
    page.put(page.across(f"B{row}:C{row}", "label"), "Give it by", "label")
    page.formula(f"D{row}", DUE, "fact", "date", "left", "indent")
    # The due day as a value of its own, so that the sentence above may be words.
    due = '=IF(ServiceDay="","",TC_GFE_DUE("appointment",BookedOn,ServiceDay,Holidays[Date]))'
    page.call(f"G{row}", due, "note", "unseen")
    page.define("GfeDue", f"G{row}")


def draw_services(page: Page) -> None:
    """Draw the services of the option shown with what each is expected to cost, and the sum."""
    page.put(page.across(f"B{SERVICES - 1}:G{SERVICES - 1}", "heading"), "Services and expected charges", "heading")
    draw_heads(page, SERVICES, SOURCES | {"G": ("Charge", AMOUNT)})
    for row in range(SERVICES + 1, SERVICES + ROOM + 1):
        for letter, (header, style) in SOURCES.items():
            page.formula(f"{letter}{row}", from_priced(header, row), *style)
        page.formula(f"G{row}", from_priced("Total", row), *AMOUNT)
    rule_rows(page, f"B{SERVICES + 1}:G{SERVICES + ROOM}", f"$C{SERVICES + 1}")
    page.put(page.across(f"B{TOTAL}:F{TOTAL}", "total"), "Expected in all", "total")
    # More services than have room here make an error, never a smaller sum.
    # Without its headings the table is an error, and so is the count.
    count = 'COUNTA(INDEX(PricedLines,0,MATCH("Code",INDEX(PricedLines,1,0),0)))-1'
    room = f"ROWS(C{SERVICES + 1}:C{SERVICES + ROOM})"
    added = f"SUM(G{SERVICES + 1}:G{SERVICES + ROOM})"
    page.formula(f"G{TOTAL}", f"=IF(GfeLines>{room},NA(),{added})", "total", "money", "right")
    page.formula(f"G{SERVICES - 2}", f"={count}", "note", "unseen")
    page.define("GfeLines", f"G{SERVICES - 2}")


def draw_words(page: Page) -> None:
    """Draw what the rule wants said, and where to sign."""
    page.put(page.across(f"B{WORDS - 1}:G{WORDS - 1}", "heading"), "What you should know", "heading")
    page.heights({TOTAL: 22, WORDS - 1: 24})
    for row, text in enumerate(DISCLAIMERS, start=WORDS):
        page.put(page.across(f"B{row}:G{row}", "cell", "wrap"), text, "cell", "wrap")
        page.heights({row: 32})
    row = WORDS + len(DISCLAIMERS) + 1
    page.put(page.across(f"B{row}:D{row}", "row"), "Received, name and date:", "row")
    page.put_row(f"E{row}", (None, None, None), "row")
    page.heights({row: 28})
