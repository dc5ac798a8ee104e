"""Sheets -> the bytes of a workbook, drawn twice: a draft to work out the formulas, then the file with their values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from tcsheets import __version__
from tcsheets.workbook.spelling import Dialect
from workbook_templates.finishing import Finish, finished
from workbook_templates.page import Page, Values
from workbook_templates.styles import BASE, Styles
from workbook_templates.treatment_coordinator.facts import Facts

CALCULATED_BY = 191029  # the version of Excel's calculation; an older one makes Excel work out all formulas on opening

Draw = Callable[[Page, Facts], None]


def assembled(sheets: Sequence[tuple[str, Draw]], facts: Facts, dialect: Dialect, values: Values) -> bytes:
    """Return a workbook of these sheets whose formulas hold the given values."""
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "use_future_functions": True, "strings_to_urls": False})
    styles = Styles(book, facts.accent)
    # The first format is that of all cells without one: the workbook's style Normal.
    book.formats[0].set_font_name(BASE["font_name"])
    pages = [(Page(book.add_worksheet(name), styles, values, dialect), draw) for name, draw in sheets]
    for page, draw in pages:
        draw(page, facts)
    describe(book, facts)
    book.close()
    return finished(buffer.getvalue(), Finish(styles.by_name(), [page.loose_rows for page, _ in pages]))


def describe(book: Workbook, facts: Facts) -> None:
    """Set the workbook's properties, and that its values need not be worked out again on opening."""
    made = datetime(facts.today.year, facts.today.month, facts.today.day)
    book.set_properties({"title": "Workbook of tcsheets", "company": facts.practice, "created": made})
    book.set_custom_property("tcsheets", __version__)
    book.set_calc_mode("auto", CALCULATED_BY)
    # Without the add-in a recalculation on opening would turn every TC_ cell into #NAME?.
    book.calc_on_load = False
    book.set_size(2000, 1400)
