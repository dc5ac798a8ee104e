"""The sheet Payment Options: down payments against terms, what the patient can afford, and all offers compared."""

from __future__ import annotations

from typing import Any

from workbook_templates import entry
from workbook_templates.page import Page, Style
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.styles import BLUE, FONT, GREY, INK, LINE, ORANGE, SKY
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.layout import AMOUNT, COUNT, WORD, draw_heading, hide_empty, rule_rows

GRID, GRID_ROOM = 11, 7  # no down payment to half of the amount in tenths, and the headings
AFFORDED, AFFORDED_ROOM = GRID + GRID_ROOM + 3, 5
OFFERS, OFFER_ROOM = AFFORDED + AFFORDED_ROOM + 3, 16
LAST = "N"  # what is the matter with an offer
TERMS = (6, 12, 18, 24)
TERM_LETTERS = "CDEF"
COLOURS = (BLUE, ORANGE, SKY, GREY)
# Label, name, value or formula, kind.
QUESTIONS = (
    ("To pay, from the estimate", "AmountCompared", "=PatientPays", "money"),
    ("Yearly rate (APR) in-house", "RateCompared", "=RateOffered", "rate"),
    ("Can pay each month", "Affordable", 150, "money"),
)
RULES = {"money": entry.amounts, "rate": entry.shares}
RATE: Style = ("cell", "rate", "right")
AFFORDED_COLUMNS: tuple[Style, ...] = (AMOUNT, COUNT, AMOUNT, AMOUNT, AMOUNT, AMOUNT)
OFFER_COLUMNS: tuple[Style, ...] = (
    *(WORD, WORD, AMOUNT, AMOUNT, COUNT, AMOUNT, AMOUNT, RATE, AMOUNT, AMOUNT, AMOUNT),
    (*WORD, "wrap", "small"),
    (*WORD, "wrap", "small"),
)


def if_anything(call: str, amount: str = "AmountCompared") -> str:
    """Return a formula that calls only where there is something to pay; an error stays one.

    >>> if_anything("TC_X(1)")
    '=IF(AmountCompared>0,TC_X(1),"")'
    """
    return f'=IF({amount}>0,{call},"")'


def draw(page: Page, _facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Payment Options",
        "For the coordinator: how the case shown can be paid, and what each way costs the patient and the practice. "
        "Change the yellow cells; the offers stand on Financing.",
        last_column=LAST,
    )
    page.widths({"A": 2, "B": 24, "C": 18, "D:F": 14, "G": 14, "H:L": 13, "M": 52, "N": 26})
    draw_questions(page)
    draw_grid(page)
    draw_affordable(page)
    draw_offers(page)
    print_on(page, f"A1:{LAST}{OFFERS + OFFER_ROOM - 1}", landscape=True, pages_high=1)


def draw_questions(page: Page) -> None:
    """Draw what is compared: the amount, the rate, what the patient can pay, and the numbers of payments."""
    for row, (label, name, value, kind) in enumerate(QUESTIONS, start=4):
        page.put(f"B{row}", label, "label")
        page.write(f"C{row}", value, "entry", kind, "left", "indent")
        page.define(name, f"C{row}")
        RULES[kind](page, f"C{row}")
    row = 4 + len(QUESTIONS)
    page.put(f"B{row}", "Numbers of payments", "label")
    page.put_row(f"C{row}", TERMS, "entry", "count", "center")
    cells = f"{TERM_LETTERS[0]}{row}:{TERM_LETTERS[-1]}{row}"
    entry.whole_numbers(page, cells, least=1)
    page.define("TermsCompared", cells)
    page.heights(dict.fromkeys(range(4, row + 1), 21))


def draw_grid(page: Page) -> None:
    """Draw the payment for each down payment and number of payments, and the same as a chart."""
    draw_heading(page, GRID - 1, "What each month costs, by down payment and number of payments", LAST)
    formula = if_anything('TC_PAY_OPTIONS(AmountCompared,RateCompared,"",TermsCompared)')
    page.spill(f"B{GRID}", formula, (AMOUNT,) * (len(TERMS) + 1), GRID_ROOM)
    hide_empty(page, f"B{GRID}:F{GRID}", f"$B{GRID}")
    rule_rows(page, f"B{GRID + 1}:F{GRID + GRID_ROOM - 1}", f"$C{GRID + 1}")
    chart = page.styles.book.add_chart({"type": "line"})
    for letter, colour in zip(TERM_LETTERS, COLOURS):
        chart.add_series(line_of(page.name, letter, colour))
    dress(chart)
    words = "Lines that show how the monthly payment falls as the down payment grows, one line a number of payments"
    page.sheet.insert_chart(
        f"H{GRID}", chart, {"description": words, "object_position": 2, "x_offset": 8, "y_offset": 8}
    )
    page.heights(dict.fromkeys(range(GRID, AFFORDED + AFFORDED_ROOM), 21))


def line_of(sheet: str, letter: str, colour: str) -> dict[str, Any]:
    """Return the line of one number of payments, over the down payments."""
    first, last = GRID + 1, GRID + GRID_ROOM - 1
    return {
        "name": f"='{sheet}'!${letter}${GRID}",
        "categories": f"='{sheet}'!$B${first}:$B${last}",
        "values": f"='{sheet}'!${letter}${first}:${letter}${last}",
        "line": {"color": colour, "width": 2.25},
        "marker": {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}},
    }


def dress(chart: Any) -> None:
    """Give the chart its titles, fonts, lines and size."""
    font = {"name": FONT, "size": 9, "color": INK}
    heading = {"name": FONT, "size": 9, "color": INK, "bold": False}
    chart.set_title({"none": True})
    chart.set_x_axis({"name": "Down payment", "name_font": heading, "num_font": font, "num_format": "$#,##0"})
    grid = {"visible": True, "line": {"color": LINE, "width": 0.75}}
    chart.set_y_axis(
        {"name": "Each month", "name_font": heading, "num_font": font, "num_format": "$#,##0", "major_gridlines": grid}
        | {"min": 0, "line": {"none": True}}
    )
    chart.set_legend({"position": "right", "font": font})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": 940, "height": 27 * (AFFORDED + AFFORDED_ROOM - GRID)})


def draw_affordable(page: Page) -> None:
    """Draw the other way round: what down payment, or how many payments, the affordable payment needs."""
    heading = '="What "&TEXT(Affordable,"$#,##0")&" a month takes"'
    page.formula(page.across(f"B{AFFORDED - 1}:G{AFFORDED - 1}", "heading"), heading, "heading")
    call = 'TC_PAY_OPTIONS(AmountCompared,RateCompared,"",TermsCompared,Affordable)'
    formula = f'=IF(AmountCompared>0,IF(Affordable>0,{call},""),"")'
    page.spill(f"B{AFFORDED}", formula, AFFORDED_COLUMNS, AFFORDED_ROOM)
    hide_empty(page, f"B{AFFORDED}:G{AFFORDED}", f"$B{AFFORDED}")
    rule_rows(page, f"B{AFFORDED + 1}:G{AFFORDED + AFFORDED_ROOM - 1}", f"$C{AFFORDED + 1}")


def draw_offers(page: Page) -> None:
    """Draw all offers side by side, with what each costs the practice and what happens when a payment is late."""
    draw_heading(page, OFFERS - 1, "All ways to pay: what the patient pays, and what the practice gets", LAST)
    formula = if_anything("TC_PAY_COMPARE(AmountCompared,Financing[#All],MoneyCost)")
    page.spill(f"B{OFFERS}", formula, OFFER_COLUMNS, OFFER_ROOM)
    # A sentence may need two lines, and a formula's new text does not make its row grow.
    page.heights({OFFERS: 32} | dict.fromkeys(range(OFFERS + 1, OFFERS + OFFER_ROOM), 30))
    hide_empty(page, f"B{OFFERS}:M{OFFERS}", f"$B{OFFERS}")
    hide_empty(page, f"{LAST}{OFFERS}", f"${LAST}{OFFERS}")
    rule_rows(page, f"B{OFFERS + 1}:{LAST}{OFFERS + OFFER_ROOM - 1}", f"$B{OFFERS + 1}&${LAST}{OFFERS + 1}")
