"""The part of Estimate that states the benefits of the case's insurance plan, a row a fact, as functions read them."""

from __future__ import annotations

from workbook_templates.page import Page, Style
from workbook_templates.treatment_coordinator import layout
from workbook_templates.treatment_coordinator.insurance_plans import SHARES
from workbook_templates.treatment_coordinator.layout import BENEFITS, WORD

SHARE: Style = ("cell", "percent", "left", "indent")
AMOUNT: Style = ("cell", "money", "left", "indent")
HEADS = {"M": ("Benefit", WORD), "N": ("For", WORD), "O": ("Value", WORD)}


def of_plan(header: str) -> str:
    """Return what Insurance Plans says of the case's plan; nothing where it leaves the cell blank."""
    return known(f"INDEX(InsurancePlan[{header}],MATCH(CasePlan,InsurancePlan[Plan],0))")


def of_case(header: str) -> str:
    """Return what Cases says of the case shown; nothing where it leaves the cell blank."""
    return known(f"INDEX(Cases[{header}],MATCH(CaseShown,Cases[Case],0))")


def known(found: str) -> str:
    """Return a formula for a value that may be missing or blank, for a blank is no 0.

    >>> known("A1")
    '=IFERROR(IF(A1="","",A1),"")'
    """
    return f'=IFERROR(IF({found}="","",{found}),"")'


def facts_of_plan() -> list[tuple[str, str, str, Style]]:
    """Return (benefit, services, formula of its value, style) of each fact."""
    kind = '=IF(CasePlan="","percentage",INDEX(InsurancePlan[Kind],MATCH(CasePlan,InsurancePlan[Plan],0)))'
    # Most plans ask no deductible for exams and preventive care: a rule of its own, also where it is 0.
    early = of_plan("Preventive deductible")
    return [
        ("Plan type", "", kind, WORD),
        ("Maximum", "", of_plan("Yearly maximum"), AMOUNT),
        ("Maximum used", "", of_case("Benefits used"), AMOUNT),
        ("Deductible", "", of_plan("Deductible"), AMOUNT),
        ("Deductible used", "", of_case("Deductible used"), AMOUNT),
        ("Deductible", "diagnostic", early, AMOUNT),
        ("Deductible", "preventive", early, AMOUNT),
        *[("Share", category, of_plan(header), SHARE) for header, category in SHARES],
    ]


def draw_benefits(page: Page) -> None:
    """Draw the facts; a fact without a value is left out."""
    page.put(page.across(f"M{BENEFITS - 1}:O{BENEFITS - 1}", "heading"), "The benefits they rest on", "heading")
    layout.draw_heads(page, BENEFITS, HEADS)
    for row, (benefit, services, value, style) in enumerate(facts_of_plan(), start=BENEFITS + 1):
        page.formula(f"M{row}", f'=IF(O{row}="","","{benefit}")', *WORD)
        page.formula(f"N{row}", f'=IF(O{row}="","","{services}")', *WORD)
        page.formula(f"O{row}", value, *style)
    page.define("CaseBenefits", f"M{BENEFITS}:O{BENEFITS + layout.BENEFIT_ROOM}")
    layout.rule_rows(page, f"M{BENEFITS + 1}:O{BENEFITS + layout.BENEFIT_ROOM}", f"$M{BENEFITS + 1}")
