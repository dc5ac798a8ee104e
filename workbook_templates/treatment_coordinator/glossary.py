"""The sheet Glossary: each service in plain words, and what to say to each concern; the practice's own to change."""

from __future__ import annotations

from tcsheets.casework.queue import SCRIPTS as WORDS
from workbook_templates.page import Page
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.tables import Field, Table, draw_table
from workbook_templates.treatment_coordinator.facts import Facts

HEADER = 4
GLOSSARY = Table(
    "Glossary",
    f"B{HEADER}",
    (
        Field("Code", 10, "text"),
        Field("Called", 34, "text", wrap=True),
        Field("What it is", 44, "text", wrap=True),
        Field("Why it matters", 42, "text", wrap=True),
        Field("If we wait", 42, "text", wrap=True),
        Field("How long it takes", 36, "text", wrap=True),
        Field("Called (Spanish)", 34, "text", wrap=True),
        Field("What it is (Spanish)", 44, "text", wrap=True),
        Field("Why it matters (Spanish)", 42, "text", wrap=True),
        Field("If we wait (Spanish)", 42, "text", wrap=True),
        Field("How long it takes (Spanish)", 36, "text", wrap=True),
    ),
    "Services in plain words: what it is, why it matters, what happens if we wait, how long it takes",
)
SCRIPTS = Table(
    "Scripts",
    f"N{HEADER}",
    (Field("Concern", 22, "text"), Field("Say", 60, "text", wrap=True)),
    "What to say to each concern",
)
SHEET_WORDS = (
    "What patients read and hear, in words of your own: change any of it. The language is chosen on Settings; what has "
    'no translation is English. For another language add columns such as "What it is (Polish)".'
)


def draw(page: Page, facts: Facts) -> None:
    """Draw the sheet."""
    open_sheet(page, "Glossary", SHEET_WORDS, last_column="G")
    draw_table(page, GLOSSARY, facts.rows("glossary", {}), 3)
    draw_table(page, SCRIPTS, [{"Concern": concern, "Say": words} for concern, words in sorted(WORDS.items())], 2)
    page.widths({"A": 2, "M": 3})
    page.sheet.freeze_panes(HEADER, 2)
    print_on(page, f"A1:G{HEADER + 70}", landscape=True, repeat=HEADER)
