"""The sheet Insurance Plans: one column a plan, as it is asked for over the telephone, with what is left beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbook_templates import entry
from workbook_templates.page import Page, Style
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.tables import KIND_RULES
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.layout import AMOUNT, WORD, hide_empty, rule_rows
from workbook_templates.treatment_coordinator.plan_questions import SECTIONS, Question

HEADER = 4
PLANS = "DEFGHI"
KINDS = {question.ask: question.kind for _, questions in SECTIONS for question in questions}
LEFT, LEFT_ROOM = "K", 16
DAY: Style = ("cell", "date", "left", "indent")
LEFT_COLUMNS: tuple[Style, ...] = (WORD, WORD, WORD, WORD, AMOUNT, AMOUNT, AMOUNT, DAY)


def placed() -> Iterator[tuple[int, str, Question | None]]:
    """Give each row with its section's title, or with its question."""
    row = HEADER
    for title, questions in SECTIONS:
        row += 1
        yield row, title, None
        for question in questions:
            row += 1
            yield row, title, question


LAST = max(row for row, _, _ in placed())


def draw(page: Page, facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Insurance Plans",
        "One column a plan, in the order in which you ask for it on the telephone. What is left blank is not stated; "
        "0 is an answer. On the right: what is left for the case shown.",
        last_column="R",
    )
    page.widths({"A": 2, "B": 36, "C": 40, "D:I": 20, "J": 3, "K": 18, "L": 20, "M:N": 13, "O:Q": 13, "R": 15})
    draw_names(page, facts)
    for row, title, question in placed():
        if question is None:
            page.put(page.across(f"B{row}:I{row}", "heading"), title, "heading")
            page.heights({row: 24})
        else:
            draw_question(page, row, question, plan_rows(facts))
    draw_left(page)
    page.sheet.freeze_panes(HEADER, 2)
    print_on(page, f"A1:I{LAST}", pages_high=1)


def plan_rows(facts: Facts) -> list[dict[str, Any]]:
    """Return the sample plans."""
    return facts.rows("insurance_plans", KINDS)


def draw_names(page: Page, facts: Facts) -> None:
    """Draw the heading: what is asked, how to write it, and the plans' names, which are typed."""
    page.put_row(f"B{HEADER}", ("Ask", "How to write it"), "column", "left", "indent")
    names = [plan["Plan"] for plan in plan_rows(facts)]
    for letter, name in zip(PLANS, [*names, *[None] * len(PLANS)], strict=False):
        page.put(f"{letter}{HEADER}", name, "entry", "bold", "wrap", "center")
    page.define("InsurancePlanNames", f"{PLANS[0]}{HEADER}:{PLANS[-1]}{HEADER}")
    page.heights({HEADER: 34})


def draw_question(page: Page, row: int, question: Question, plans: list[dict[str, Any]]) -> None:
    """Draw a question with each plan's answer, and the rule for what may be typed."""
    page.put(f"B{row}", question.ask, "row", "left", "indent")
    page.put(f"C{row}", question.hint, "label", "small")
    kind = () if question.kind == "plain" else (question.kind,)
    for place, letter in enumerate(PLANS):
        answer = plans[place].get(question.ask) if place < len(plans) else None
        page.put(f"{letter}{row}", answer, "entry", *kind, "center", "wrap")
    cells = f"{PLANS[0]}{row}:{PLANS[-1]}{row}"
    if question.allowed:
        entry.choices(page, cells, question.allowed)
    elif question.kind in KIND_RULES:
        KIND_RULES[question.kind](page, cells)
    page.loose_height(row, 20)


def draw_left(page: Page) -> None:
    """Draw what is left of the benefits of the case shown."""
    page.formula(
        page.across(f"{LEFT}{HEADER}:R{HEADER}", "heading"), '="Left for the case shown: "&CaseShown', "heading"
    )
    first = HEADER + 1
    there = '=IF(CasePlan="","",TC_INS_REMAINING(CaseBenefits,Today,CaseHistory))'
    page.spill(f"{LEFT}{first}", there, LEFT_COLUMNS, LEFT_ROOM)
    page.define("RenewalDays", f"R{first + 1}:R{first + LEFT_ROOM - 1}")
    hide_empty(page, f"{LEFT}{first}:R{first}", f"${LEFT}{first}&$L{first}")
    rule_rows(page, f"{LEFT}{first + 1}:R{first + LEFT_ROOM - 1}", f"$L{first + 1}")
