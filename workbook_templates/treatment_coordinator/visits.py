"""The sheet Visits: the visits each case needs, with healing times and who does what; Course gives them dates."""

from __future__ import annotations

from workbook_templates.page import Page
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.tables import Field, Table, draw_table
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.lists import BLANK_ROWS
from workbook_templates.treatment_coordinator.words import OPTIONS

HEADER = 4
# The row's number where the case and option shown have this visit; Course finds them by it.
SHOWN = (
    "=IF(AND(LEN(Visits[[#This Row],[Case]])>0,Visits[[#This Row],[Case]]=CaseShown,"
    'OR(Visits[[#This Row],[Option]]="",Visits[[#This Row],[Option]]=OptionShown)),'
    'ROW()-ROW(Visits[[#Headers],[Shown]]),"")'
)
VISITS = Table(
    "Visits",
    f"B{HEADER}",
    (
        Field("Case", 10, allowed="=CaseNames"),
        Field("Option", 10, allowed=OPTIONS),
        Field("Shown", 9, "count", formula=SHOWN),
        Field("Visit", 8, "text"),
        Field("Phase", 9, "text"),
        Field("What", 44, "text", wrap=True),
        Field("Minutes", 11, "count"),
        Field("Provider", 26, allowed="=ProviderNames", strict=False),
        Field("Gap", 14, "text"),
        Field("After", 9, "text"),
        Field("Note", 40, "text", wrap=True),
    ),
    "Visits planned: case, option, visit, phase, what is done, minutes, with whom, least time after another visit",
)


def draw(page: Page, facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Visits",
        "One row a visit, in their order. Gap is the least time after the visit before it, or after the one named in "
        "After: 10 days, 2 weeks, 3 months. The sheet Course gives the case shown its dates.",
        last_column="L",
    )
    draw_table(page, VISITS, facts.rows("visits", {"Minutes": "count"}), BLANK_ROWS)
    page.widths({"A": 2})
    page.sheet.freeze_panes(HEADER, 2)
    print_on(page, landscape=True, repeat=HEADER)
