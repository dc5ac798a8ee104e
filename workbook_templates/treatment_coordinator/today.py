"""The sheet Today: whom to call now, in which order, and what to say."""

from __future__ import annotations

from collections.abc import Sequence

from workbook_templates.figures import Figure, draw_figures
from workbook_templates.page import Page, Style
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.styles import WARN, WARN_INK
from workbook_templates.treatment_coordinator import follow_ups, referrals
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.layout import AMOUNT, COUNT, WORD, draw_heading, hide_empty, rule_rows

CALLS, ROOM = 8, 41
LAST = CALLS + ROOM - 1
MOMENT: Style = ("cell", "moment", "left", "indent")
WRAPPED: Style = (*WORD, "wrap")
COLUMNS: tuple[Style, ...] = (
    *(WORD, WORD, WORD, MOMENT, COUNT, AMOUNT, AMOUNT),
    *(WORD, WRAPPED, WORD, WORD, (*WRAPPED, "small")),
)
FIGURES = (
    Figure("B:C", "Calls overdue", follow_ups.OVERDUE),
    Figure("D:E", "Calls due today", follow_ups.DUE_TODAY),
    Figure("F:G", "Value waiting", follow_ups.WAITING_VALUE, "money"),
    Figure("H:I", "Referrers to tell", referrals.TO_TELL),
    Figure("J:K", "Closed days known until", "=MAX(Holidays[Date])", "date", "HolidaysUntil"),
)
TO_RENEW = Figure("L:M", "Given estimates to give anew", "=EstimatesToRenew")
ARGUMENTS = "FollowUps[#All],Today,FollowUpHours,ContactLadder[Days later],Holidays[Date],OfficeHours[#All]"
QUEUE = f"=TC_FOLLOW_UPS({ARGUMENTS},,Scripts[#All])"
RUN_OUT = (
    '=IF(HolidaysUntil<EDATE(Today,HolidayWarning),"The closed days on Settings run out: add those to come, '
    'or calls will fall on holidays.","")'
)


def draw(page: Page, _facts: Facts) -> None:
    """Draw the sheet."""
    draw_calls(page, QUEUE, (*FIGURES, TO_RENEW))


def draw_calls(page: Page, queue: str, figures: Sequence[Figure] = FIGURES) -> None:
    """Draw the sheet with some figures above the queue that a formula gives."""
    open_sheet(
        page,
        "Today",
        "Whom to call, the most urgent first; then the most value times chance. Write down each call on Follow-ups.",
        last_column="M",
    )
    page.widths(
        {"A": 2, "B": 12, "C:D": 11, "E": 23, "F": 10, "G:H": 14, "I": 22, "J": 24, "K": 18, "L": 13, "M": 60, "N": 40}
    )
    draw_figures(page, 4, figures)
    page.formula(page.across("B6:M6", "note"), RUN_OUT, "note")
    draw_heading(page, CALLS - 1, "Calls", "M")
    page.spill(f"B{CALLS}", queue, COLUMNS, ROOM)
    first, last = CALLS + 1, LAST
    page.define("CallsHead", f"B{CALLS}")
    page.define("CallStandings", f"B{first}:B{last}")
    page.define("CallCoordinators", f"L{first}:L{last}")
    page.define("CallProblems", f"N{CALLS}")
    page.heights({CALLS: 34} | dict.fromkeys(range(first, last + 1), 32))
    for word, properties in (
        ("overdue", {"bg_color": WARN, "font_color": WARN_INK}),
        ("due today", {"bg_color": page.styles.pale}),
    ):
        rule = {"type": "formula", "criteria": f'=$B{first}="{word}"', "format": page.styles.tint(**properties)}
        page.sheet.conditional_format(f"B{first}:B{last}", rule)
    hide_empty(page, f"B{CALLS}:M{CALLS}", f"$B{CALLS}")
    rule_rows(page, f"B{first}:M{last}", f"$B{first}")
    page.sheet.freeze_panes(CALLS, 0)
    print_on(page, f"A1:M{CALLS + 20}", landscape=True, pages_high=1)
