"""What all sheets share when they are opened or printed: title, print area, header, footer, first view."""

from __future__ import annotations

from workbook_templates.page import Page

LETTER = 1  # fitted to one page wide, it prints on A4 as well


def open_sheet(page: Page, title: str, subtitle: str, *, last_column: str, zoom: int = 100) -> None:
    """Write the title and the sentence below it, and set how the sheet looks on the screen."""
    page.sheet.hide_gridlines(2)
    page.sheet.set_zoom(zoom)
    page.put("B1", title, "title")
    page.sheet.set_row(0, 34)
    page.sheet.merge_range(f"B2:{last_column}2", subtitle, page.styles.of("subtitle"))
    page.sheet.set_row(1, 34)


def print_on(page: Page, area: str = "", *, landscape: bool = False, pages_high: int = 0, repeat: int = 0) -> None:
    """Set what is printed and how: one page wide on Letter or A4.

    area: all that is used where it is left out; pages_high: 0 as many as needed; repeat: the row that heads each page.
    """
    # Without a print area of its own a sheet prints all its rows, also those that are added later.
    page.sheet.set_paper(LETTER)
    if landscape:
        page.sheet.set_landscape()
    if area:
        page.sheet.print_area(area)
    page.sheet.fit_to_pages(1, pages_high)
    page.sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.sheet.center_horizontally()
    page.sheet.set_footer("&L&9&A&C&9&D&R&9Page &P of &N", {"margin": 0.3})
    if repeat:
        page.sheet.repeat_rows(repeat - 1)
