"""The sheet Words: the fixed words of the pages a patient gets, in English and each language that has a column."""

from __future__ import annotations

from datetime import date

from workbook_templates.page import Page
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.sampling import sample_rows
from workbook_templates.tables import Field, Table, draw_table
from workbook_templates.treatment_coordinator.facts import Facts

HEADER = 4
PAGE_WORDS = Table(
    "PageWords",
    f"B{HEADER}",
    (
        Field("Place", 24, "text"),
        Field("English", 76, "text", wrap=True),
        Field("Spanish", 76, "text", wrap=True),
    ),
    "Fixed words of Presentation and Consent: the place they stand in, English, Spanish",
)
ROWS = sample_rows("page_words", {}, date.min)  # no row has a day
ENGLISH = {row["Place"]: row["English"] for row in ROWS}


def said(place: str) -> str:
    """Return the formula, without its equals sign, of the words of a place in the language on Settings.

    Where the language has no such column or no words there, they are English; where the row is gone, ours.
    """
    row = f'MATCH("{place}",PageWords[Place],0)'
    own = f"INDEX(PageWords[#All],{row}+1,MATCH(PlainLanguage,INDEX(PageWords[#All],1,0),0))"
    english = f'INDEX(PageWords[English],{row})&""'
    return f'IFERROR(IF(IFERROR({own}&"","")="",{english},{own}),"{ENGLISH[place]}")'


def draw(page: Page, _facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(
        page,
        "Words",
        "The fixed words of Presentation and Consent, yours to change; leave Place as it is. The language is chosen on "
        "Settings. For another language add a column with its name, such as Polish; what it leaves blank is English.",
        last_column="D",
    )
    draw_table(page, PAGE_WORDS, ROWS)
    page.widths({"A": 2})
    page.sheet.freeze_panes(HEADER, 2)
    print_on(page, landscape=True, repeat=HEADER)
