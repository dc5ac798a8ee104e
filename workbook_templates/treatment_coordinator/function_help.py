"""The sheet Help: each TC_ function of this version, what it returns, what it takes, an example."""

from __future__ import annotations

from tcsheets.hosts.catalogue import Entry, entries
from workbook_templates.page import Page
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.tables import Field, Table, draw_table
from workbook_templates.treatment_coordinator.facts import Facts

HEADER = 11
HELP = Table(
    "Help",
    f"B{HEADER}",
    (
        Field("Function", 24),
        Field("Family", 12),
        Field("What it returns", 46, wrap=True),
        Field("Write it like this, after =", 60, wrap=True),
    ),
    "The TC_ functions with what each returns and how it is written",
)
# What people ask first.
HINTS = (
    "Yellow cells are yours. Sheets of formulas are protected, without a password: Review, Unprotect Sheet opens one.",
    "Type services under the last row of a table: the table grows, and its formulas with it.",
    "Give a table to a function with its header row, for example FeeSchedule[#All]. Columns are found by their names.",
    "A cell that shows #NAME? needs the add-in. Its last figure comes back when the add-in is there.",
    "An error says what is wrong and where. It never stands for a smaller amount.",
    "Names and telephone numbers stay in this workbook; the sync sends chart references only.",
)


def draw(page: Page, _facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(page, "Help", "How the workbook works, and each of its functions.", last_column="E")
    page.put("B3", "Good to know", "heading")
    for place, hint in enumerate(HINTS):
        page.put(f"B{4 + place}", hint)
    draw_table(page, HELP, [help_row(each) for each in entries().values()])
    page.widths({"A": 2})
    page.sheet.freeze_panes(HEADER, 0)
    print_on(page, repeat=HEADER)  # upright: A4 then never needs more pages than Letter


def help_row(each: Entry) -> dict[str, str]:
    """Return what the sheet says of one function."""
    returns = each.summary.replace("Return ", "", 1)
    return {
        "Function": each.name,
        "Family": each.family,
        "What it returns": returns[:1].upper() + returns[1:],
        "Write it like this, after =": each.call,
    }
