"""The sheet Given Estimates: each estimate as it was given to a patient, and whether it still holds."""

from __future__ import annotations

from datetime import date
from typing import Any

from workbook_templates.figures import Figure, draw_figures
from workbook_templates.page import Page
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.styles import WARN, WARN_INK
from workbook_templates.tables import ROWS_TO_COME, Field, Table, draw_table
from workbook_templates.treatment_coordinator import benefits, insurance_plans
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.lists import BLANK_ROWS
from workbook_templates.treatment_coordinator.words import OPTIONS

HEADER = 8
REPLACED, CURRENT = "replaced by a newer one", "current"
LINE = '=IF(GivenEstimates[[#This Row],[Case]]="","",ROW()-ROW(GivenEstimates[[#Headers],[Line]]))'


def own(header: str) -> str:
    """Return a reference to another column in the same row.

    >>> own("Case")
    'GivenEstimates[[#This Row],[Case]]'
    """
    return f"GivenEstimates[[#This Row],[{header}]]"


# What the same services cost at today's fees: those of the option, and those that belong to every option.
ALL_LINES = f"SUMIFS(TreatmentPlan[Line total],TreatmentPlan[Case],{own('Case')}"
PRICE_TODAY = (
    f'IF({own("Option")}="",{ALL_LINES}),{ALL_LINES})-{ALL_LINES},TreatmentPlan[Option],"?*")'
    f"+{ALL_LINES},TreatmentPlan[Option],{own('Option')}))"
)
SAME_PLAN = f'GivenEstimates[Case],{own("Case")},GivenEstimates[Option],{own("Option")}&"",GivenEstimates[Given on]'
# Of two that were given on one day the lower one in the list is the newer.
NEWER = (
    f'(COUNTIFS({SAME_PLAN},">"&{own("Given on")})'
    f'+COUNTIFS({SAME_PLAN},{own("Given on")},GivenEstimates[Line],">"&{own("Line")}))'
)
STATUS = (
    f'=IF({own("Given on")}="","",IF({NEWER}>0,"{REPLACED}",'
    f"TC_ESTIMATE_STATUS({own('Given on')},Today,{own('Valid until')},{own('Fees dated')},FeesDated,"
    f"{own('Benefits verified')},{own('Insurance')},{own('New benefit year')},BenefitDays,"
    f"{own('Fee')}-{own('Discounts')},{PRICE_TODAY})))"
)
GIVEN = Table(
    "GivenEstimates",
    f"B{HEADER}",
    (
        Field("Case", 10, allowed="=CaseNames"),
        Field("Option", 10, allowed=OPTIONS),
        Field("Given on", 14, "date"),
        Field("Valid until", 14, "date"),
        Field("Fee", 13, "money"),
        Field("Discounts", 13, "money"),
        Field("Network savings", 14, "money"),
        Field("Insurance", 13, "money"),
        Field("Patient pays", 14, "money"),
        Field("Fees dated", 14, "date"),
        Field("Benefits verified", 14, "date"),
        Field("New benefit year", 14, "date"),
        Field("Given by", 13, allowed="=CoordinatorNames", strict=False),
        Field("Status", 50, formula=STATUS, wrap=True),
        Field("Note", 26, "text", wrap=True),
        Field("Line", 8, "count", formula=LINE),
    ),
    "Estimates as given: case, option, figures, what they rest on, whether they still hold",
)
PRICE_SHOWN = PRICE_TODAY.replace(own("Case"), "CaseShown").replace(own("Option"), "OptionShown")
VERIFIED = next(row for row, _, question in insurance_plans.placed() if question and question.ask == "Verified on")
# The row to keep: what each column of the table holds for the case shown.
KEPT = {
    "Case": "=CaseShown",
    "Option": "=OptionShown",
    "Given on": "=Today",
    "Valid until": "=Today+EstimateDays",
    "Fee": "=PlanFee",
    "Discounts": f'=IF(CaseShown="",0,PlanFee-({PRICE_SHOWN}))',
    "Network savings": f'=IF(CaseShown="",0,PlanSavings-(PlanFee-({PRICE_SHOWN})))',
    "Insurance": "=InsurancePays",
    "Patient pays": "=PatientPays",
    "Fees dated": '=IF(FeesDated="","",FeesDated)',
    "Benefits verified": benefits.answer(VERIFIED, "CasePlan", ""),
    "New benefit year": '=IF(BenefitsRenew=0,"",BenefitsRenew)',
    "Given by": "=CaseCoordinator",
}
# How many no longer hold; an error counts as one of them.
TO_RENEW = (
    '=COUNTIFS(GivenEstimates[Case],"?*")'
    f'-COUNTIFS(GivenEstimates[Status],"{CURRENT}*")-COUNTIFS(GivenEstimates[Status],"{REPLACED}")'
)
MONEY = ("Fee", "Discounts", "Network savings", "Insurance", "Patient pays")
DATES = ("Given on", "Valid until", "Benefits verified")
SAMPLE_KINDS = dict.fromkeys(MONEY, "money") | dict.fromkeys(DATES, "date")


def draw(page: Page, facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Given Estimates",
        "An estimate stays as it was given, with what it rests on; Status says when it no longer holds. To keep one: "
        "tcsheets keep-estimate, or copy B5:N5 and paste the values under the last row of the table.",
        last_column="O",
    )
    page.put("B3", "To keep: the case shown, with today's figures", "heading")
    fields = {field.header: field for field in GIVEN.fields}
    kept = [Figure(GIVEN.column(header), header, KEPT[header], fields[header].kind) for header in KEPT]
    draw_figures(page, 4, kept, "fact")
    page.define("EstimateToKeep", f"{GIVEN.column('Case')}4:{GIVEN.column('Given by')}5")
    draw_counts(page)
    draw_table(page, GIVEN, sample_estimates(facts), BLANK_ROWS)
    tint_outdated(page)
    page.widths({"A": 2})
    page.sheet.freeze_panes(HEADER, 3)
    print_on(page, landscape=True, repeat=HEADER)


def draw_counts(page: Page) -> None:
    """Draw how many no longer hold, and what today's fees and benefits date from."""
    page.heights({6: 8, 7: 26})
    page.put("B7", "To give anew", "label")
    page.formula("D7", TO_RENEW, "plain", "count", "left", "bold")
    page.define("EstimatesToRenew", "D7")
    page.put("F7", "Today's fees hold since", "label", "left")
    newest = 'MAXIFS(FeeSchedule[Effective],FeeSchedule[Effective],"<="&Today)'
    page.formula("H7", f'=IF({newest}=0,"",{newest})', "plain", "date", "left", "bold")
    page.define("FeesDated", "H7")
    page.put("J7", "Benefits start anew", "label", "left")
    # 0, which is not shown: no benefits are on file, so nothing could start anew.
    page.formula("L7", "=MIN(RenewalDays)", "plain", "date_or_none", "left", "bold")
    page.define("BenefitsRenew", "L7")


def sample_estimates(facts: Facts) -> list[dict[str, Any]]:
    """Return the sample rows; their fees hold from the first day of the year, as the sample fees do."""
    rows = facts.rows("given_estimates", SAMPLE_KINDS)
    for row in rows:
        year = row["Given on"].year
        row["Fees dated"], row["New benefit year"] = date(year, 1, 1), date(year + 1, 1, 1)
    return rows


def tint_outdated(page: Page) -> None:
    """Tint the status of an estimate that no longer holds."""
    status, first = GIVEN.column("Status"), HEADER + 1
    words = f'{status}{first}<>"{REPLACED}"'
    rule = f'=AND(LEN(${status}{first})>0,COUNTIF(${status}{first},"{CURRENT}*")=0,${words})'
    tint = page.styles.tint(bg_color=WARN, font_color=WARN_INK)
    cells = f"{status}{first}:{status}{first + ROWS_TO_COME}"
    page.sheet.conditional_format(cells, {"type": "formula", "criteria": rule, "format": tint})
