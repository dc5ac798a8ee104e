"""The sheet Notes: what was explained, asked and decided, by whom, with whom, when; it never leaves this workbook."""

from __future__ import annotations

from workbook_templates.page import Page
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.tables import Field, Table, draw_table
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.lists import BLANK_ROWS

HEADER = 4
KINDS_OF_NOTE = ("explained", "asked", "answered", "decided", "note")
# What has to be explained before a patient can agree; the sheet Consent shows when each was.
TOPICS = (
    "what is done",
    "other choices",
    "doing nothing",
    "risks",
    "healing",
    "cost",
    "insurance",
)
WITH = ("patient", "parent or guardian", "partner or family", "interpreter")
HOW = ("in person", "telephone", "video", "message", "letter")
LINE = '=IF(Notes[[#This Row],[Case]]="","",ROW()-ROW(Notes[[#Headers],[Line]]))'
NOTES = Table(
    "Notes",
    f"B{HEADER}",
    (
        Field("Case", 10, allowed="=CaseNames"),
        Field("Line", 8, "count", formula=LINE),
        Field("When", 23, "moment"),
        Field("Kind", 13, allowed=KINDS_OF_NOTE),
        Field("About", 17, allowed=TOPICS, strict=False),
        Field("What was said", 60, "text", wrap=True),
        Field("By", 16, allowed="=CoordinatorNames", strict=False),
        Field("With", 19, allowed=WITH, strict=False),
        Field("How", 13, allowed=HOW, strict=False),
    ),
    "Notes of talks: case, when, what kind, about what, what was said, by whom, with whom, how",
)
SAMPLE_KINDS = {"When": "moment"}


def draw(page: Page, facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Notes",
        "One row a talk: what was explained, asked or decided, by whom and when. The sheet Consent prints those of the "
        "case shown. These notes stay in this workbook; no sync sends them.",
        last_column="J",
    )
    draw_table(page, NOTES, facts.rows("notes", SAMPLE_KINDS), BLANK_ROWS)
    page.widths({"A": 2})
    page.sheet.freeze_panes(HEADER, 2)
    print_on(page, landscape=True, repeat=HEADER)
