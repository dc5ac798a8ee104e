"""What the three shared lists have in common: the sync's columns, between a row id and words about the row."""

from __future__ import annotations

from collections.abc import Mapping

from tcsheets.sync.lists import ROW_ID, SYNC, ListColumn, ListDefinition
from workbook_templates.page import Page
from workbook_templates.printing import print_on
from workbook_templates.styles import WARN, WARN_INK
from workbook_templates.tables import ROWS_TO_COME, Field, Table, grow_alike, header_row

HEADER, FIGURES = 7, 4  # the rows of the headings, and of the figures above them
BLANK_ROWS = 10  # to type into; programs that do not grow a table by themselves need them
KINDS = {"datetime": "moment", "choice": "plain", "flag": "plain", "number": "count"}
# Columns of sentences; the others hold a word or a figure.
WRAPPED = ("Treatment", "Concern", "Next step", "Note", "Reason", "Referrer")
# Who works here may change, so other names are questioned, not refused.
NAMES = {"Coordinator": "=CoordinatorNames", "Provider": "=ProviderNames"}


def list_table(
    definition: ListDefinition, corner: str, widths: Mapping[str, float], formulas: Mapping[str, str], description: str
) -> Table:
    """Return a list's table: a width for each of its columns, and what fills its formula columns."""
    fields = [list_field(column, widths[column.title], formulas.get(column.title, "")) for column in definition.columns]
    row_id, words = Field(ROW_ID, 14, "text", hidden=True), Field(SYNC, 28, wrap=True)
    return Table(definition.table, corner, (row_id, *fields, words), description, lines=2)


def list_field(column: ListColumn, width: float, formula: str) -> Field:
    """Return a column of a list as the sheet shows it."""
    allowed = column.choices or NAMES.get(column.title, ())
    kind, wrap = KINDS.get(column.kind, column.kind), column.title in WRAPPED
    return Field(column.title, width, kind, allowed, bool(column.choices), formula, wrap=wrap)


def kinds_of(definition: ListDefinition) -> dict[str, str]:
    """Return the kind of each synced column by header, as sample files are read."""
    return {column.title: KINDS.get(column.kind, column.kind) for column in definition.columns}


def finish_list(page: Page, table: Table) -> None:
    """Tint what the sync has to say, freeze the heading, and print all rows on landscape pages."""
    heading = header_row(table)
    first, last, sync = heading + 1, heading + ROWS_TO_COME, table.column(SYNC)
    rule = {"type": "formula", "criteria": f"=LEN(${sync}{first})>0"}
    tint = page.styles.tint(bg_color=WARN, font_color=WARN_INK)
    page.sheet.conditional_format(f"{sync}{first}:{sync}{last}", rule | {"format": tint})
    grow_alike(page, table, (FIGURES - 1, heading - 1))
    page.sheet.freeze_panes(heading, 3)
    print_on(page, landscape=True, repeat=heading)
