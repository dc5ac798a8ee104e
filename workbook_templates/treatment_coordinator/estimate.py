"""The sheet Estimate: the services of the case shown, what insurance should pay for each and why, and the options."""

from __future__ import annotations

from workbook_templates.figures import Figure, draw_figures
from workbook_templates.page import Page, Style, column_letters
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.treatment_coordinator import layout
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.layout import (
    AMOUNT,
    COUNT,
    LINES,
    ROOM,
    WORD,
    draw_heading,
    hide_empty,
    rule_rows,
)
from workbook_templates.treatment_coordinator.options import draw_options, draw_split, draw_totals

# The styles of the tables that TC_ functions spill here, column by column.
PRICED: tuple[Style, ...] = (WORD, WORD, WORD, WORD, WORD, COUNT, AMOUNT, AMOUNT, AMOUNT, AMOUNT)
SUMMED: tuple[Style, ...] = (WORD, COUNT, AMOUNT, AMOUNT, AMOUNT, AMOUNT, AMOUNT)
SHARE: Style = ("cell", "percent", "right")
# What each plan pays stands last, where there are two.
INSURED: tuple[Style, ...] = (
    *(WORD, WORD, AMOUNT, AMOUNT, AMOUNT, AMOUNT, SHARE, WORD, AMOUNT, AMOUNT, AMOUNT),
    *((*WORD, "wrap"), AMOUNT, AMOUNT),
)
ENDS: tuple[Style, ...] = (WORD, AMOUNT, AMOUNT, (*WORD, "wrap", "small"))
YEARS: tuple[Style, ...] = (WORD, AMOUNT, AMOUNT, AMOUNT, (*WORD, "wrap", "small"), (*WORD, "wrap", "small"))
# Heading in TreatmentPlan and style; the headings are those the functions look for.
LINE_COLUMNS: tuple[tuple[str, Style], ...] = (
    ("Option", WORD),
    ("Phase", WORD),
    ("Code", WORD),
    ("Treatment", WORD),
    ("Tooth", WORD),
    ("Qty", COUNT),
    ("Fee", AMOUNT),
    ("Discount %", ("cell", "some_percent", "right")),
)
INSURANCE_ARGUMENTS = "CaseLines,CaseBenefits,FeeSchedule[#All],Today"
PLAN_ARGUMENTS = 'CaseLines,FeeSchedule[#All],Today,"office"'


def of_case(header: str) -> str:
    """Return a formula for what Cases says of the case shown; an empty text where it says nothing.

    >>> of_case("Chart")
    '=IFERROR(INDEX(Cases[Chart],MATCH(CaseShown,Cases[Case],0))&"","")'
    """
    return f'=IFERROR(INDEX(Cases[{header}],MATCH(CaseShown,Cases[Case],0))&"","")'


# The option chosen on Cases; the first one where none is chosen yet.
CHOSEN = of_case("Option").removeprefix("=")
OPTION = f'=IF({CHOSEN}="",$F${layout.COMPARED + 1}&"",{CHOSEN})'
CASE_FACTS = (
    Figure("B:C", "Case", "=CaseShown", "plain"),
    Figure("D", "Option", OPTION, "plain", "OptionShown"),
    Figure("E:F", "Chart", of_case("Chart"), "plain", "CaseChart"),
    Figure("G", "About", of_case("About"), "plain", "CaseAbout"),
    Figure("H:I", "Patient", of_case("Patient"), "plain", "CasePatient"),
    Figure("J:L", "Insurance plan", of_case("Insurance plan"), "plain", "CasePlan"),
    Figure("M:N", "Second plan", of_case("Second plan"), "plain", "CaseSecondPlan"),
    Figure("O:P", "Coordinator", of_case("Coordinator"), "plain", "CaseCoordinator"),
    Figure("Q", "Provider", of_case("Provider"), "plain", "CaseProvider"),
)


def draw(page: Page, _facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Estimate",
        "How every figure of the case shown comes about. Nothing here is typed: choose the case on Treatment Plan.",
        last_column=layout.LAST_COLUMN,
    )
    page.widths({"A": 1, "B:C": 5, "D:E": 8, "F": 10, "G": 40, "H:L": 13, "M": 20, "N:P": 14, "Q": 54, "R:S": 14})
    draw_figures(page, 4, CASE_FACTS, "fact")
    draw_options(page)
    draw_split(page)
    draw_insured(page)
    draw_totals(page)
    draw_ends(page)
    draw_prices(page)
    draw_lines(page)
    page.sheet.freeze_panes(5, 0)
    # The services of the case stand on Treatment Plan already; the second page is for those who check the figures.
    print_on(page, f"A1:{layout.LAST_COLUMN}{LINES - 2}", landscape=True)
    page.sheet.set_h_pagebreaks([layout.TOTALS - 2])


def draw_lines(page: Page) -> None:
    """Draw the services of the case shown, picked from the plans of all cases by their line numbers."""
    draw_heading(page, LINES - 1, "Services of the case, all options")
    letters = list(column_letters("D", len(LINE_COLUMNS)))
    layout.draw_heads(page, LINES, {"B": ("No.", COUNT), "C": ("Line", COUNT)} | dict(zip(letters, LINE_COLUMNS)))
    for number in range(1, ROOM + 1):
        draw_line(page, LINES + number, number)
    page.define("CaseLines", f"D{LINES}:K{LINES + ROOM}")
    rule_rows(page, f"B{LINES + 1}:K{LINES + ROOM}", f"$F{LINES + 1}")


def draw_line(page: Page, row: int, number: int) -> None:
    """Draw one service: the next line of the case after the one above, and what stands in it."""
    page.put(f"B{row}", number, "label", "count", "center")
    # The smallest line number of the case above that of the row before; N() makes 0 of the heading.
    following = f'MINIFS(TreatmentPlan[Line],TreatmentPlan[Case],CaseShown,TreatmentPlan[Line],">"&N(C{row - 1}))'
    found = f'=IF(COUNTIFS(TreatmentPlan[Case],CaseShown)<B{row},"",{following})'
    page.formula(f"C{row}", found, "label", "count", "center")
    for letter, (header, style) in zip(column_letters("D", len(LINE_COLUMNS)), LINE_COLUMNS):
        value = f"INDEX(TreatmentPlan[{header}],$C{row})" + ('&""' if style == WORD else "")
        page.formula(f"{letter}{row}", f'=IF($C{row}="","",{value})', *style)


def draw_insured(page: Page) -> None:
    """Draw what insurance should pay for each service of the option shown, and why."""
    first = layout.INSURED
    draw_heading(page, first - 1, "What insurance should pay, option shown")
    formula = f"=TC_INS_ESTIMATE({INSURANCE_ARGUMENTS},OptionShown,CaseHistory)"
    page.spill(f"F{first}", formula, INSURED, ROOM + 1)
    # A reason may need two lines, and a formula's new text does not make its row grow.
    page.heights({first: 20} | dict.fromkeys(range(first + 1, first + ROOM + 1), 30))
    hide_empty(page, f"R{first}", f"$R{first}")
    hide_empty(page, f"S{first}", f"$S{first}")
    page.define("InsuredLines", f"F{first}:Q{first + ROOM}")
    rule_rows(page, f"F{first + 1}:Q{first + ROOM}", f"$F{first + 1}")


def draw_ends(page: Page) -> None:
    """Draw both ends of the estimate, and the treatment now against split over two benefit years."""
    first = layout.RANGE
    page.put(page.across(f"N{first - 1}:Q{first - 1}", "heading"), "How sure it is: both ends, and why", "heading")
    ends = f"TC_INS_RANGE({INSURANCE_ARGUMENTS},OptionShown,CaseHistory)"
    page.spill(f"N{first}", f'=IF(CasePlan="","",{ends})', ENDS, 3)
    first = layout.YEARS
    page.put(page.across(f"M{first - 1}:Q{first - 1}", "heading"), "This benefit year, the next, or both", "heading")
    years = "TC_INS_TWO_YEARS(CaseLines,CaseBenefits,Today,FeeSchedule[#All],OptionShown,CaseHistory)"
    page.spill(f"M{first}", f'=IF(CasePlan="","",{years})', YEARS, 4)
    page.heights(dict.fromkeys((layout.RANGE + 1, layout.RANGE + 2, first + 1, first + 2, first + 3), 30))
    for cells in (f"N{layout.RANGE}:Q{layout.RANGE}", f"M{first}:R{first}"):
        hide_empty(page, cells, "$" + cells.split(":")[0])


def draw_prices(page: Page) -> None:
    """Draw the prices before insurance: the options side by side, the phases, and the lines of the option shown."""
    draw_heading(page, layout.COMPARED - 1, "Options side by side, before insurance", "K")
    page.spill(f"F{layout.COMPARED}", f"=TC_PLAN_COMPARE({PLAN_ARGUMENTS})", SUMMED, layout.OPTION_ROOM + 1)
    draw_heading(page, layout.PHASES - 1, "Phases of the option shown, before insurance", "K")
    phases = f"=TC_PHASE_TOTALS({PLAN_ARGUMENTS},OptionShown)"
    page.spill(f"F{layout.PHASES}", phases, SUMMED[:-1], layout.PHASE_ROOM + 1)
    for part, room in ((layout.PHASES, layout.PHASE_ROOM), (layout.PRICES, ROOM)):
        page.heights(dict.fromkeys(range(part, part + room + 1), 18))
    first = layout.PRICES
    draw_heading(page, first - 1, "Prices of the option shown, before insurance")
    page.spill(f"D{first}", f"=TC_PLAN_PRICE({PLAN_ARGUMENTS},OptionShown)", PRICED, ROOM + 1)
    page.define("PricedLines", f"D{first}:M{first + ROOM}")
    rule_rows(page, f"D{first + 1}:M{first + ROOM}", f"$F{first + 1}")
