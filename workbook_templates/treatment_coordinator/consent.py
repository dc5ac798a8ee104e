"""The sheet Consent: what is to be done and what was explained, asked and decided, a page to print and sign."""

from __future__ import annotations

from workbook_templates.figures import Figure, band, draw_figures
from workbook_templates.page import Page, Style
from workbook_templates.printing import print_on
from workbook_templates.styles import PAPER, WARN, WARN_INK
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.layout import heading_of, rule_rows
from workbook_templates.treatment_coordinator.notes import TOPICS
from workbook_templates.treatment_coordinator.page_words import said
from workbook_templates.treatment_coordinator.presentation import PATIENT, from_table, known, named

# Rows of headings; everything stands at a fixed place with room to spare.
SERVICES, SERVICE_ROOM = 8, 10
COSTS = SERVICES + SERVICE_ROOM + 3
TALKS = COSTS + 4
SAID, SAID_ROOM = TALKS + len(TOPICS) + 3, 5
WORDS = SAID + SAID_ROOM + 3
WIDTHS = {"A": 2, "B": 9, "C": 27, "D": 26, "E": 24, "F": 22, "G": 11, "H": 3, "I": 26}
NOT_YET = said("not yet")

TEXT: Style = ("cell", "left", "indent")
WRAPPED: Style = (*TEXT, "wrap", "small")
MOMENT: Style = ("cell", "moment", "left", "indent")
COUNT: Style = ("label", "count", "center")
PARTIES = (
    Figure("B:C", f"={said('patient')}", PATIENT, "plain"),
    Figure("D", f"={said('treated by')}", "=CaseProvider", "plain"),
    Figure("E", f"={said('explained by')}", "=CaseCoordinator", "plain"),
    Figure("F:G", f"={said('on')}", "=Today", "date"),
)
COST_FIGURES = (
    Figure("B:C", f"={said('fee')}", "=PlanFee", "money"),
    Figure("D", f"={said('savings')}", "=PlanSavings", "money"),
    Figure("E", f"={said('insurance should pay')}", "=InsurancePays", "money"),
    Figure("F:G", f"={said('you pay')}", "=PatientPays", "money"),
)
# A practice has its own lawyer look at these words, which stand on Words; they are a beginning.
AGREED = ("agreed told", "agreed asked", "agreed insurance", "agreed change")
SIGNED = ("sign patient", "sign explained", "sign interpreter")


def draw(page: Page, _facts: Facts) -> None:
    """Draw the sheet."""
    page.sheet.hide_gridlines(2)
    page.widths(WIDTHS)
    page.formula("B1", f"={said('consent')}", "title")
    page.formula(page.across("B2:G2", "subtitle"), '=PracticeName&", "&PracticePhone', "subtitle")
    page.heights({1: 34, 2: 20})
    draw_figures(page, 3, PARTIES, "fact")
    draw_warning(page)
    draw_services(page)
    draw_costs(page)
    draw_topics(page)
    draw_said(page)
    draw_words(page)
    page.link("I1", "'Treatment Plan'!C5", "Choose another case", "The case is chosen on Treatment Plan")
    page.link("I2", "'Notes'!A1", "Write down a talk", "What is printed here is typed on Notes")
    page.link("I3", "'Words'!A1", "Change the words", "Fixed words, in each language, stand on Words")
    print_on(page, f"A1:G{WORDS + len(AGREED) + 2 * len(SIGNED) + 1}", pages_high=1)


def draw_warning(page: Page) -> None:
    """Draw what keeps the page from being signed; the line vanishes where there is nothing."""
    first, last = TALKS + 1, TALKS + len(TOPICS)
    open_topics = f"COUNTIFS($D${first}:$D${last},{NOT_YET})"
    warning = (
        '=IF(ISERROR(PatientPays),"Not ready to sign: a figure is missing. The sheet Estimate says why.",'
        f'IF({open_topics}>0,"Not ready to sign: what says "&{NOT_YET}&" below does not stand on the sheet Notes.",""))'
    )
    page.formula(page.across("B5:G5", "warning"), warning, "warning")
    empty = {"type": "formula", "criteria": "=LEN($B$5)=0", "format": page.styles.tint(bg_color=PAPER)}
    page.sheet.conditional_format("B5:G5", empty)
    page.heights({5: 22} | dict.fromkeys((SERVICES - 2, COSTS - 1, TALKS - 1, SAID - 1, WORDS - 1), 26))


def draw_heading(page: Page, row: int, words: str) -> None:
    """Draw a heading across the page, given by its place on Words."""
    page.formula(page.across(f"B{row}:G{row}", "heading"), f"={said(words)}", "heading")


def draw_heads(page: Page, row: int, heads: dict[str, tuple[str, Style]]) -> None:
    """Draw the headings of columns, given by their places on Words, some of them merged."""
    for columns, (words, style) in heads.items():
        page.formula(band(page, columns, row, *heading_of(style)), "=" + said(words), *heading_of(style))
    page.heights({row: 20})


def draw_services(page: Page) -> None:
    """Draw the services of the option shown, what happens if we wait, and room for initials."""
    title = f'=IF(OptionShown="",{said("to be done")},{said("to be done option")}&" "&OptionShown)'
    page.formula(page.across(f"B{SERVICES - 2}:G{SERVICES - 2}", "heading"), title, "heading")
    page.formula(page.across(f"B{SERVICES - 1}:G{SERVICES - 1}", "plain"), "=CaseAbout", "plain")
    heads = {"B": ("phase", TEXT), "C:D": ("treatment", TEXT), "E:F": ("if we wait", TEXT), "G": ("initials", TEXT)}
    draw_heads(page, SERVICES, heads)
    code, tooth = from_table("PricedLines", SERVICES, "Code"), from_table("PricedLines", SERVICES, "Tooth")
    treatment = from_table("PricedLines", SERVICES, "Treatment")
    explained = f'COUNTIFS(Glossary[Code],{code},Glossary[If we wait],"?*")'
    told = f'TC_EXPLAIN({code},Glossary[#All],"wait",PlainLanguage)'
    waiting = f'=IF({code}="","",IF({explained}>0,{told},{said("please ask")}))'
    where = f'IF({tooth}="","",", "&{said("tooth")}&" "&{tooth})'
    for row in range(SERVICES + 1, SERVICES + SERVICE_ROOM + 1):
        page.formula(f"B{row}", known(from_table("PricedLines", SERVICES, "Phase")), *TEXT)
        service = f'=IF({code}="","",{named(code, treatment)}&{where})'
        page.write(band(page, "C:D", row, *TEXT, "wrap"), service, *TEXT, "wrap")
        page.write(band(page, "E:F", row, *WRAPPED), waiting, *WRAPPED)
        page.put(f"G{row}", None, "cell")
        page.heights({row: 28})
    rule_rows(page, f"B{SERVICES + 1}:G{SERVICES + SERVICE_ROOM}", f"$C{SERVICES + 1}")
    count, room = "(COUNTA(INDEX(PricedLines,0,1))-1)", f"ROWS(B{SERVICES + 1}:B{SERVICES + SERVICE_ROOM})"
    more = f'=IF({count}>{room},{said("and")}&" "&({count}-{room})&" "&{said("sign estimate")},"")'
    last = SERVICES + SERVICE_ROOM + 1
    page.formula(page.across(f"B{last}:G{last}", "note"), more, "note")


def draw_costs(page: Page) -> None:
    """Draw what the option shown costs."""
    draw_heading(page, COSTS - 1, "cost heading")
    draw_figures(page, COSTS, COST_FIGURES, "fact")
    given = 'MAXIFS(GivenEstimates[Line],GivenEstimates[Case],CaseShown,GivenEstimates[Option],OptionShown&"")'
    page.formula(f"H{COSTS + 2}", f"={given}", "label", "unseen")
    at = f"$H{COSTS + 2}"
    said = f'TEXT(INDEX(GivenEstimates[Given on],{at}),"mmm d, yyyy")&": "&INDEX(GivenEstimates[Status],{at})&"."'
    there = f'=IF(CaseShown="","",IF({at}=0,"No estimate is kept as given yet.","The estimate given on "&{said}))'
    page.formula(page.across(f"B{COSTS + 2}:G{COSTS + 2}", "note"), there, "note")
    page.define("GivenEstimateSays", f"B{COSTS + 2}")
    page.define("GivenEstimateLine", f"H{COSTS + 2}")


def newest(*conditions: str) -> str:
    """Return the line of the newest note of the case shown that fulfils conditions; 0 where there is none."""
    return f"MAXIFS(Notes[Line],Notes[Case],CaseShown,{','.join(conditions)})"


def draw_topics(page: Page) -> None:
    """Draw when each thing was explained, by whom and with whom, from the newest note about it."""
    draw_heading(page, TALKS - 1, "was explained")
    heads = {"B:C": ("about", TEXT), "D": ("when", MOMENT), "E": ("by", TEXT), "F:G": ("with", TEXT)}
    draw_heads(page, TALKS, heads)
    for row, topic in enumerate(TOPICS, start=TALKS + 1):
        page.formula(band(page, "B:C", row, *TEXT), f"={said('topic ' + topic)}", *TEXT)
        line = newest("Notes[Kind]", '"explained"', "Notes[About]", f'"{topic}"')
        page.formula(f"H{row}", f"={line}", "label", "unseen")
        page.formula(f"D{row}", f'=IF($H{row}=0,IF(CaseShown="","",{NOT_YET}),INDEX(Notes[When],$H{row}))', *MOMENT)
        page.formula(f"E{row}", f'=IF($H{row}=0,"",INDEX(Notes[By],$H{row})&"")', *TEXT)
        page.formula(band(page, "F:G", row, *TEXT), f'=IF($H{row}=0,"",INDEX(Notes[With],$H{row})&"")', *TEXT)
        page.heights({row: 19})
    cells = f"B{TALKS + 1}:G{TALKS + len(TOPICS)}"
    missing = {"type": "formula", "criteria": f"=AND(LEN($D{TALKS + 1})>0,$H{TALKS + 1}=0)"}
    tint = page.styles.tint(bg_color=WARN, font_color=WARN_INK)
    page.sheet.conditional_format(cells, missing | {"format": tint})
    rule_rows(page, cells, f"$B{TALKS + 1}")


def draw_said(page: Page) -> None:
    """Draw what else was asked, answered and decided, the newest first."""
    draw_heading(page, SAID - 1, "asked and decided")
    heads = {"B:C": ("when", MOMENT), "D": ("kind by", TEXT), "E:G": ("what was said", TEXT)}
    draw_heads(page, SAID, heads)
    for row in range(SAID + 1, SAID + SAID_ROOM + 1):
        # Below the row before it; the heading's row has no number, and stands for the end of the table.
        before = f'"<"&$H{row - 1}' if row > SAID + 1 else '">0"'
        line = newest("Notes[Kind]", '"<>explained"', "Notes[Line]", before)
        page.formula(f"H{row}", f"={line}", "label", "unseen")
        page.formula(band(page, "B:C", row, *MOMENT), f'=IF($H{row}=0,"",INDEX(Notes[When],$H{row}))', *MOMENT)
        said_by = f'=IF($H{row}=0,"",INDEX(Notes[Kind],$H{row})&", "&INDEX(Notes[By],$H{row}))'
        page.formula(f"D{row}", said_by, *TEXT)
        words = f'=IF($H{row}=0,"",INDEX(Notes[What was said],$H{row})&"")'
        page.formula(band(page, "E:G", row, *WRAPPED), words, *WRAPPED)
        page.heights({row: 28})
    rule_rows(page, f"B{SAID + 1}:G{SAID + SAID_ROOM}", f"$B{SAID + 1}")
    lines = newest("Notes[Line]", f'"<"&$H{SAID + SAID_ROOM}')
    more = f'=IF($H{SAID + SAID_ROOM}=0,"",IF({lines}=0,"",{said("earlier talks")}))'
    last = SAID + SAID_ROOM + 1
    page.formula(page.across(f"B{last}:G{last}", "note"), more, "note")


def draw_words(page: Page) -> None:
    """Draw what the patient agrees to, which the practice changes on Words, and where to sign."""
    draw_heading(page, WORDS - 1, "i agree")
    for row, words in enumerate(AGREED, start=WORDS):
        page.formula(page.across(f"B{row}:G{row}", *TEXT, "wrap"), f"={said(words)}", *TEXT, "wrap")
        page.heights({row: 21})
    for place, who in enumerate(SIGNED):
        row = WORDS + len(AGREED) + 2 * place + 1
        page.formula(band(page, "B:C", row, "label"), f"={said(who)}", "label")
        page.put_row(f"D{row}", (None, None), "row")
        page.formula(f"F{row}", f"={said('date')}", "row", "indent")
        page.put(f"G{row}", None, "row")
        page.heights({row - 1: 10, row: 24})
