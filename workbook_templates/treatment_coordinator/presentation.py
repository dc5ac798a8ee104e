"""The sheet Presentation: the one page the patient takes home."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from workbook_templates.figures import Figure, draw_figures
from workbook_templates.logos import draw_logo
from workbook_templates.page import Page
from workbook_templates.printing import print_on
from workbook_templates.styles import BLUE, FONT, GREY, INK, LINE, ORANGE, PAPER, WARN, WARN_INK
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.layout import SPLIT_AMOUNT, SPLIT_FIRST, rule_rows
from workbook_templates.treatment_coordinator.page_words import said

# Everything stands at a fixed place with room to spare: the page is the same whatever case is shown.
OPTIONS, SPLIT, STEPS, WAYS = 7, 13, 19, 32  # rows of headings
SHOWN_OPTIONS, SHOWN_STEPS = 3, 10
WIDTHS = {"A": 2, "B": 9, "C": 13, "D": 25, "E:H": 12.5, "I": 40, "J": 3, "K": 28}
LOGO_BOX = (220, 40)  # left of the telephone number
PATIENT = f'=IF(CasePatient="",{said("chart")}&" "&CaseChart,CasePatient)'
LETTERHEAD = (
    Figure("B:C", f"={said('prepared for')}", PATIENT, "plain"),
    Figure("D", f"={said('prepared on')}", "=Today", "date"),
    Figure("E:F", f"={said('holds until')}", "=Today+EstimateDays", "date"),
    Figure("G:H", f"={said('dentist')}", "=CaseProvider", "plain"),
    Figure("I", f"={said('coordinator')}", "=CaseCoordinator", "plain"),
)
OPTION_HEADINGS = {"B": "option", "C:D": "what it is", "E": "fee", "F": "savings", "G": "insurance", "H": "you pay"}
OPTION_AMOUNTS = {"E": "Fee", "F": "Savings", "G": "Insurance", "H": "You pay", "I": "Payment"}
STEP_HEADINGS = OPTION_HEADINGS | {"B": "phase", "C:D": "what is done", "I": "why"}
STEP_AMOUNTS = ("E", "F", "G", "H")


def from_table(name: str, head: int, header: str) -> str:
    """Return the value of a named block with headings that belongs to this row, counted from a row of headings.

    >>> from_table("OptionTable", 7, "Fee")
    'INDEX(OptionTable,ROW()-ROW(B$7)+1,MATCH("Fee",INDEX(OptionTable,1,0),0))'
    """
    return f'INDEX({name},ROW()-ROW(B${head})+1,MATCH("{header}",INDEX({name},1,0),0))'


def known(found: str) -> str:
    """Return a formula for a value that may be blank, for a blank is no 0; an error stays one."""
    return f'=IF({found}="","",{found})'


def named(code: str, treatment: str) -> str:
    """Return the expression of a service's name: in another language as the Glossary calls it, where it does."""
    called = f'COUNTIFS(Glossary[Code],{code},Glossary[Called],"?*")'
    own = f'TC_EXPLAIN({code},Glossary[#All],"name",PlainLanguage)'
    return f'IF(OR(PlainLanguage="",PlainLanguage="English",{called}=0),{treatment},{own})'


def step_formulas() -> dict[str, str]:
    """Return the formulas of a service's row by columns; estimated and priced lines stand in the same order."""
    treatment, tooth = from_table("InsuredLines", STEPS, "Treatment"), from_table("PricedLines", STEPS, "Tooth")
    code = from_table("InsuredLines", STEPS, "Code")
    portion = from_table("InsuredLines", STEPS, "Patient pays")
    discount, tax = from_table("PricedLines", STEPS, "Discount"), from_table("PricedLines", STEPS, "Tax")
    saved, why = from_table("InsuredLines", STEPS, "Write-off"), from_table("InsuredLines", STEPS, "Why")
    return {
        "B": known(from_table("PricedLines", STEPS, "Phase")),
        "C:D": f'=IF({treatment}="","",{named(code, treatment)}&IF({tooth}="","",", "&{said("tooth")}&" "&{tooth}))',
        "E": known(from_table("InsuredLines", STEPS, "Fee")),
        "F": f'=IF({saved}="","",{saved}+{discount})',
        "G": known(from_table("InsuredLines", STEPS, "Plan pays")),
        "H": f'=IF({portion}="","",MAX(0,{portion}-{discount}+{tax}))',
        "I": f'=IF({why}="","",IF(CasePlan="",{said("no insurance")},{why}))',
    }


SUMMARY = "TC_PLAN_SUMMARY(CaseLines,Glossary[#All],FeeSchedule[#All],Today,OptionShown,PlainLanguage)"
IN_SHORT = (
    '=IF(ISERROR(PatientPays),"Not ready to hand out: a figure is missing. The sheet Estimate says why.",'
    f'IF(CaseShown="","",IF(COUNTIFS(TreatmentPlan[Case],CaseShown)=0,"",{SUMMARY})))'
)
RATE_NOTE = (
    f"=IF(PatientPays=0,{said('nothing left')},IF(RateOffered=0,{said('without interest')},"
    f'{said("at a rate")}&" "&TEXT(RateOffered,"0.00%")&" "&{said("a year")}))'
)
# The part of the bar is called as the column of the options is.
SPLIT_COLOURS = {"G": BLUE, "F": GREY, "H": ORANGE}
CHART_WIDTH, CHART_HEIGHT = 990, 140
CAVEATS = ("caveat estimate", "caveat used", "caveat savings", "caveat new")


def draw(page: Page, facts: Facts) -> None:
    """Draw the sheet."""
    page.sheet.hide_gridlines(2)
    page.widths(WIDTHS)
    draw_letterhead(page)
    draw_logo(page, "H1", facts.logo, facts.practice, LOGO_BOX)
    draw_options(page)
    draw_split(page)
    draw_steps(page)
    draw_ways_to_pay(page)
    draw_caveats(page)
    draw_next_step(page)
    page.link("K1", "'Treatment Plan'!C5", "Choose another case", "The case is chosen on Treatment Plan")
    draw_given(page)
    print_on(page, f"B1:I{WAYS + 9}", pages_high=1)


def draw_given(page: Page) -> None:
    """Draw beside the page, where it is not printed, how the estimate stands that was given of this case."""
    page.formula(page.across("K3:K8", "note"), '=GivenEstimateSays&""', "note")


def span(page: Page, columns: str, row: int, *style: str) -> str:
    """Return the first cell of columns in a row, merged where there are several."""
    first, _, last = columns.partition(":")
    return page.across(f"{first}{row}:{last}{row}", *style) if last else f"{first}{row}"


def draw_text(page: Page, columns: str, row: int, text: str, *style: str) -> None:
    """Write a text or formula across columns."""
    page.write(span(page, columns, row, *style), text, *style)


def draw_letterhead(page: Page) -> None:
    """Draw the practice's name, what the plan is about, and for whom it is."""
    draw_text(page, "B:G", 1, "=PracticeName", "title")
    draw_text(page, "H:I", 1, "=PracticePhone", "label", "right")
    draw_text(page, "B:I", 2, f'={said("your treatment plan")}&" "&CaseAbout', "plain", "large")
    page.heights({1: 34, 2: 28})
    draw_figures(page, 3, LETTERHEAD, "fact")
    draw_text(page, "B:I", 5, IN_SHORT, "cell", "wrap", "left")
    page.heights({5: 52} | dict.fromkeys((OPTIONS - 1, SPLIT - 1, STEPS - 1, WAYS, WAYS + 6), 26))
    missing = page.styles.tint(bg_color=WARN, font_color=WARN_INK)
    page.sheet.conditional_format("B5:I5", {"type": "formula", "criteria": "=ISERROR(PatientPays)", "format": missing})


def draw_heads(page: Page, row: int, heads: Mapping[str, str], amounts: Collection[str]) -> None:
    """Draw the headings of columns, given by their places on Words or as formulas; those of amounts at the right."""
    for columns, words in heads.items():
        text = words if words.startswith("=") else "=" + said(words)
        draw_text(page, columns, row, text, "column", *(("right",) if columns in amounts else ("left", "indent")))
    page.heights({row: 22})


def draw_options(page: Page) -> None:
    """Draw up to three options side by side, and tint the one described below."""
    draw_text(page, "B:I", OPTIONS - 1, f'=IF(OptionShown="",{said("your plan")},{said("your options")})', "heading")
    payments = f'=PaymentsOffered&" "&{said("payments of")}'
    draw_heads(page, OPTIONS, OPTION_HEADINGS | {"I": payments}, STEP_AMOUNTS)
    first, last = OPTIONS + 1, OPTIONS + SHOWN_OPTIONS
    for row in range(first, last + 1):
        page.heights({row: 21})
        draw_text(page, "B", row, known(from_table("OptionTable", OPTIONS, "Option")), "cell", "left", "indent")
        draw_text(page, "C:D", row, known(from_table("OptionTable", OPTIONS, "What it is")), "cell", "left", "indent")
        for letter, header in OPTION_AMOUNTS.items():
            side = ("right",) if letter in STEP_AMOUNTS else ("left", "indent")
            draw_text(page, letter, row, known(from_table("OptionTable", OPTIONS, header)), "cell", "money", *side)
    # First, for LibreOffice applies the first rule that holds.
    shown = {"type": "formula", "criteria": f"=AND(LEN($C{first})>0,$B{first}=OptionShown)"}
    tint = page.styles.tint(bg_color=page.styles.pale, bold=True, bottom=1, bottom_color=LINE)
    page.sheet.conditional_format(f"B{first}:I{last}", shown | {"format": tint})
    rule_rows(page, f"B{first}:I{last}", f"$C{first}")


def draw_split(page: Page) -> None:
    """Draw who pays what for the option shown, as one bar."""
    option = f'IF(OptionShown="","",": "&{said("option")}&" "&OptionShown)'
    draw_text(page, "B:I", SPLIT - 1, f"={said('who pays what')}&{option}", "heading")
    chart = page.styles.book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for row, (letter, colour) in enumerate(SPLIT_COLOURS.items(), start=SPLIT_FIRST):
        chart.add_series(segment(row, letter, colour))
    chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": 10, "color": INK}})
    chart.set_title({"none": True})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_y_axis({"visible": False})
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    chart.set_plotarea({"layout": {"x": 0.01, "y": 0.02, "width": 0.98, "height": 0.66}})
    # LibreOffice breaks a label that is wider than its bar is thick.
    page.heights(dict.fromkeys(range(SPLIT, SPLIT + 5), 22))
    chart.set_size({"width": CHART_WIDTH, "height": CHART_HEIGHT})
    words = "One bar that shows how the fee is shared: insurance, savings, and what the patient pays"
    page.sheet.insert_chart(f"B{SPLIT}", chart, {"description": words, "object_position": 2})


def segment(row: int, letter: str, colour: str) -> dict[str, Any]:
    """Return one part of the bar: its name is the heading of a column, its amount stands on the sheet Estimate."""
    font = {"name": FONT, "size": 8, "bold": True, "color": PAPER if colour == BLUE else INK}
    # A label of 0 would hang over the edge of the next part; its number format hides it.
    return {
        "name": f"=Presentation!${letter}${OPTIONS}",
        "values": f"=Estimate!${SPLIT_AMOUNT}${row}",
        "fill": {"color": colour},
        "border": {"none": True},
        "gap": 5,
        "data_labels": {"value": True, "num_format": "$#,##0;;", "font": font},
    }


def draw_steps(page: Page) -> None:
    """Draw the services of the option shown: what each costs, what insurance should pay, and why."""
    draw_text(page, "B:I", STEPS - 1, f"={said('step by step')}", "heading")
    draw_heads(page, STEPS, STEP_HEADINGS, STEP_AMOUNTS)
    for row in range(STEPS + 1, STEPS + 1 + SHOWN_STEPS):
        page.heights({row: 30})
        for columns, formula in step_formulas().items():
            style = ("cell", "money", "right") if columns in STEP_AMOUNTS else ("cell", "left", "indent", "wrap")
            style = (*style, "small") if columns == "I" else style
            draw_text(page, columns, row, formula, *style)
    rule_rows(page, f"B{STEPS + 1}:I{STEPS + SHOWN_STEPS}", f"$C{STEPS + 1}")
    count, room = "(COUNTA(INDEX(InsuredLines,0,1))-1)", f"ROWS(B{STEPS + 1}:B{STEPS + SHOWN_STEPS})"
    more = f'=IF({count}>{room},{said("and")}&" "&({count}-{room})&" "&{said("more")},"")'
    draw_text(page, "B:I", STEPS + SHOWN_STEPS + 1, more, "note")


def draw_ways_to_pay(page: Page) -> None:
    """Draw what the patient can choose between: all at once, a few payments, more payments."""
    draw_text(page, "B:E", WAYS, f"={said('ways to pay')}", "heading")
    ways = (
        (f"={said('in full')}", "=PatientPays"),
        (f'=FewPaymentsOffered&" "&{said("monthly payments of")}', payment("FewPaymentsOffered")),
        (f'=PaymentsOffered&" "&{said("monthly payments of")}', payment("PaymentsOffered")),
    )
    for row, (label, amount) in enumerate(ways, start=WAYS + 1):
        page.heights({row: 21})
        draw_text(page, "B:D", row, label, "row", "left", "indent")
        page.write(f"E{row}", amount, "row", "money", "right", "bold")
    draw_text(page, "B:E", WAYS + 4, RATE_NOTE, "note")


def payment(count: str) -> str:
    """Return the formula of a level payment, blank where the patient pays nothing.

    >>> payment("PaymentsOffered")
    '=IF(PatientPays>0,TC_PAYMENT(PatientPays,RateOffered,PaymentsOffered),PatientPays)'
    """
    return f"=IF(PatientPays>0,TC_PAYMENT(PatientPays,RateOffered,{count}),PatientPays)"


def draw_caveats(page: Page) -> None:
    """Draw what can still change the figures."""
    draw_text(page, "G:I", WAYS, f"={said('good to know')}", "heading")
    for row, words in enumerate(CAVEATS, start=WAYS + 1):
        draw_text(page, "G:I", row, "=" + said(words), "cell", "small", "wrap")
        page.heights({row: 30})


def draw_next_step(page: Page) -> None:
    """Draw what happens next, and where to sign."""
    draw_text(page, "B:I", WAYS + 6, f"={said('next step')}", "heading")
    whom = f'{said("call")}&" "&CaseCoordinator&" "&{said("at number")}&" "&PracticePhone'
    step = f'={whom}&" "&{said("to choose")}'
    draw_text(page, "B:I", WAYS + 7, step, "plain")
    draw_text(page, "B:D", WAYS + 9, f"={said('signed')}", "label")
    page.across(f"E{WAYS + 9}:H{WAYS + 9}", "row")
    draw_text(page, "I", WAYS + 9, f"={said('date')}", "row", "indent")
    page.heights({WAYS + 7: 22, WAYS + 8: 12, WAYS + 9: 24})
