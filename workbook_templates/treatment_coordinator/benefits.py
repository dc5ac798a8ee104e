"""The sheet Benefits: the benefits and the history of the case shown, as the insurance functions read them."""

from __future__ import annotations

from collections.abc import Iterator

from workbook_templates.page import Page, Style
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.treatment_coordinator import insurance_plans
from workbook_templates.treatment_coordinator.claims import CLAIMS
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.layout import WORD, draw_heads, rule_rows

HEADER = 5
HISTORY_ROOM = 40
FIRST_PLAN = 60  # rows that the facts of the first plan take
HISTORY = "H"
SHEET = "Insurance Plans"
FACT_HEADS = {"B": ("Benefit", WORD), "C": ("For", WORD), "D": ("Value", WORD), "E": ("Plan", WORD)}
STYLES: dict[str, Style] = {
    "money": ("cell", "money", "left", "indent"),
    "percent": ("cell", "percent", "left", "indent"),
    "date": ("cell", "date", "left", "indent"),
    "count": ("cell", "count", "left", "indent"),
    "plain": WORD,
}
# The columns of Claims that the functions read.
PAST_COLUMNS = ("Date", "Code", "Tooth", "Status", "Plan", "Paid", "Deductible", "Member")


def known(found: str) -> str:
    """Return a formula for a value that may be missing or blank, for a blank is no 0.

    >>> known("A1")
    '=IFERROR(IF(A1="","",A1),"")'
    """
    return f'=IFERROR(IF({found}="","",{found}),"")'


def of_case(header: str) -> str:
    """Return what Cases says of the case shown; nothing where it leaves the cell blank."""
    return known(f"INDEX(Cases[{header}],MATCH(CaseShown,Cases[Case],0))")


def answer(row: int, name: str, states: str) -> str:
    """Return a plan's answer to the question of a row; where "yes" stands for something, that."""
    first, last = insurance_plans.PLANS[0], insurance_plans.PLANS[-1]
    found = f"INDEX('{SHEET}'!${first}${row}:${last}${row},MATCH({name},InsurancePlanNames,0))"
    return f'=IFERROR(IF({found}="yes","{states}",""),"")' if states else known(found)


def plan_facts(name: str) -> Iterator[tuple[str, str, str, str]]:
    """Give (benefit, services, formula of its value, kind) of each fact that a plan's answers state."""
    for row, _, question in insurance_plans.placed():
        for benefit, services, states in question.facts if question else ():
            # An age is no share and no amount: as it is typed.
            yield benefit, services, answer(row, name, states), "plain" if states else question.kind  # type: ignore[union-attr]


def case_facts() -> tuple[tuple[str, str, str, str], ...]:
    """Return what Cases says of the patient's coverage, as facts of the first plan."""
    teeth = of_case("Missing teeth")
    return (
        ("Maximum used", "", where_stated(of_case("Benefits used"), "Yearly maximum"), "money"),
        ("Deductible used", "", where_stated(of_case("Deductible used"), "Deductible"), "money"),
        ("Effective", "", of_case("Coverage began"), "date"),
        ("Patient age", "", of_case("Age"), "count"),
        ("Missing tooth", teeth, f'=IF({teeth[1:]}="","","before")', "plain"),
    )


def where_stated(formula: str, ask: str) -> str:
    """Return a formula that is blank where the case's plan does not answer a question: nothing is used of no amount."""
    row = next(row for row, _, question in insurance_plans.placed() if question and question.ask == ask)
    stated = answer(row, "CasePlan", "")[1:]
    return f'=IF({stated}="","",{formula[1:]})'


def draw(page: Page, _facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Benefits",
        "What the insurance functions read for the case shown: nothing is typed here. The facts come from Insurance "
        "Plans and Cases, the history from Claims.",
        last_column="Q",
    )
    page.widths({"A": 2, "B": 24, "C": 24, "D": 28, "E": 8, "F": 3, "G": 7, "H": 15, "I:O": 13})
    draw_facts(page)
    draw_history(page)
    page.sheet.freeze_panes(HEADER, 0)
    # A second plan's facts follow below; the page is for who checks the first.
    print_on(page, f"A1:O{HEADER + FIRST_PLAN}", pages_high=1)


def draw_facts(page: Page) -> None:
    """Draw the facts of the case's plans and of the patient; one without a value is left out."""
    page.put("B4", "Benefits", "heading")
    draw_heads(page, HEADER, FACT_HEADS)
    # A case without a plan still has an estimate: nothing is paid.
    row = HEADER + 1
    draw_fact(page, row, ("Plan type", "", '=IF(CasePlan="","percentage","")', "plain"), "1")
    for number, name in (("1", "CasePlan"), ("2", "CaseSecondPlan")):
        for fact in [*plan_facts(name), *(case_facts() if number == "1" else ())]:
            row += 1
            draw_fact(page, row, fact, number)
    page.define("CaseBenefits", f"B{HEADER}:E{row}")
    rule_rows(page, f"B{HEADER + 1}:E{row}", f"$B{HEADER + 1}")


def draw_fact(page: Page, row: int, fact: tuple[str, str, str, str], plan: str) -> None:
    """Draw one fact."""
    benefit, services, value, kind = fact
    page.formula(f"B{row}", f'=IF(D{row}="","","{benefit}")', *WORD)
    words = services[1:] if services.startswith("=") else f'"{services}"'
    page.formula(f"C{row}", f'=IF(D{row}="","",{words})', *WORD)
    page.formula(f"D{row}", value, *STYLES[kind])
    page.formula(f"E{row}", f'=IF(D{row}="","","{plan}")', *WORD)


def draw_history(page: Page) -> None:
    """Draw the patient's earlier services and claims, picked from Claims by the chart of the case."""
    page.put("G4", "History", "heading")
    letters = "HIJKLMNO"
    kinds = {field.header: field.kind for field in CLAIMS.fields}
    heads = {
        letter: (header, STYLES[kind_of(kinds[header])]) for letter, header in zip(letters, PAST_COLUMNS, strict=True)
    }
    draw_heads(page, HEADER, {"G": ("Line", STYLES["count"])} | heads)
    for number in range(1, HISTORY_ROOM + 1):
        row = HEADER + number
        following = f'MINIFS(Claims[Line],Claims[Chart],CaseChart,Claims[Line],">"&N(G{row - 1}))'
        there = f'=IF(COUNTIFS(Claims[Chart],CaseChart)<ROW()-ROW(G${HEADER}),"",{following})'
        page.formula(f"G{row}", there, "label", "count", "left", "indent")
        for letter, (header, style) in heads.items():
            value = f"INDEX(Claims[{header}],$G{row})"
            page.formula(f"{letter}{row}", f'=IF($G{row}="","",IF({value}="","",{value}))', *style)
    page.define("CaseHistory", f"H{HEADER}:O{HEADER + HISTORY_ROOM}")
    rule_rows(page, f"G{HEADER + 1}:O{HEADER + HISTORY_ROOM}", f"$G{HEADER + 1}")


def kind_of(kind: str) -> str:
    """Return how a column of Claims is shown here."""
    return kind if kind in STYLES else "plain"
