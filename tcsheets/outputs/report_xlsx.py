"""A month's figures as a workbook: one sheet a section, charts on the two that are looked at; values, no formulas."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tcsheets.outputs.month_figures import MonthFigures, Section
from tcsheets.outputs.showing import NUMBERS, plain_text
from tcsheets.tables import Column

FORMATS = {"Money": "$#,##0.00;-$#,##0.00", "Share": "0%", "Rate": "0.00%", "Count": "#,##0"}
WIDTHS = {"definition": 44, "remark": 46, "cases": 60, "name": 26, "referrer": 30, "group": 24}
ACCENT, SECOND, INK, MUTED, LINE = "#1F5F7A", "#B4C0C7", "#22313F", "#5C6B76", "#C9D6DC"
HEADER = 3  # the row of the headings, counted from 0
LONGEST = 32_000  # characters that a cell holds
BASE = {"font_name": "Calibri", "font_color": INK, "valign": "vcenter"}


def xlsx_report(figures: MonthFigures) -> bytes:
    """Return the report as a workbook."""
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    book.set_properties({"title": f"Report of {figures.month}", "company": plain_text(figures.practice)[:200]})
    for section in figures.sections:
        draw_section(book, section, figures)
    book.close()
    return buffer.getvalue()


def draw_section(book: Workbook, section: Section, figures: MonthFigures) -> None:
    """Draw one section on a sheet of its own."""
    sheet = book.add_worksheet(section.title[:31])
    sheet.hide_gridlines(2)
    title = f"{figures.practice or 'The practice'}, {figures.month}: {section.title}"
    sheet.write_string(0, 0, plain_text(title)[:LONGEST], style(book, font_size=18, bold=True, font_color=ACCENT))
    about = style(book, font_color=MUTED, text_wrap=True)
    sheet.merge_range(1, 0, 1, max(len(section.columns), 7) - 1, plain_text(section.about), about)
    for line, height in ((0, 30), (1, 34), (HEADER, 34)):
        sheet.set_row(line, height)
    for place, column in enumerate(section.columns):
        wide = WIDTHS.get(column.field, 14 if column.kind in NUMBERS else 18)
        sheet.set_column(place, place, wide)
        look: dict[str, Any] = {"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "text_wrap": True}
        side: dict[str, Any] = {"align": "right" if column.kind in NUMBERS else "left", "indent": 1}
        sheet.write_string(HEADER, place, column.header, style(book, **look, **side))
    for down, row in enumerate(section.rows, start=HEADER + 1):
        sheet.set_row(down, 20)
        for place, (value, column) in enumerate(zip(row, section.columns)):
            write(sheet, (down, place), value, style(book, **look_of(column, is_whole=row[0] == "all")))
    if not section.rows:
        sheet.write_string(HEADER + 1, 0, "Nothing to show.", style(book))
    draw_chart(book, sheet, section)
    sheet.freeze_panes(HEADER + 1, 1)
    sheet.repeat_rows(HEADER)
    sheet.set_landscape()
    sheet.set_paper(1)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&9&A&R&9Page &P of &N")


def look_of(column: Column, *, is_whole: bool) -> dict[str, Any]:
    """Return the look of a column's cells, bold in the row of the whole."""
    number = {"num_format": FORMATS[column.kind]} if column.kind in FORMATS else {}
    side = "right" if column.kind in NUMBERS else "left"
    return {"bottom": 1, "bottom_color": LINE, "indent": 1, "align": side, "bold": is_whole} | number


def style(book: Workbook, **properties: Any) -> Any:
    """Return a cell format."""
    return book.add_format(BASE | properties)


def write(sheet: Worksheet, cell: tuple[int, int], value: Any, look: Any) -> None:
    """Write a value as what it is: a text that begins with = stays a text."""
    if value in ("", None):
        sheet.write_blank(*cell, None, look)
    elif isinstance(value, str):
        sheet.write_string(*cell, plain_text(value)[:LONGEST], look)
    else:
        sheet.write_number(*cell, value, look)


def draw_chart(book: Workbook, sheet: Worksheet, section: Section) -> None:
    """Draw the chart of a section below its table, where it has one."""
    if section.key not in ("funnel", "month"):
        return
    first, last, name = HEADER + 1, HEADER + len(section.rows), section.title[:31]
    is_funnel = section.key == "funnel"
    chart = book.add_chart({"type": "bar" if is_funnel else "column"})
    for column, colour in ((1, ACCENT),) if is_funnel else ((8, SECOND), (9, ACCENT)):
        chart.add_series(
            {
                "name": section.columns[column].header,
                "categories": [name, first, 0, last, 0],
                "values": [name, first, column, last, column],
                "fill": {"color": colour},
                "gap": 50,
                "data_labels": {"value": is_funnel},
            }
        )
    if is_funnel:
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    else:
        chart.set_y_axis(
            {"num_format": "$#,##0", "min": 0, "major_gridlines": {"visible": True, "line": {"color": LINE}}}
        )
    chart.set_legend({"none": True} if is_funnel else {"position": "bottom"})
    chart.set_title({"none": True})
    chart.set_size({"width": 860, "height": 320})
    told = "; ".join(
        f"{row[0]} {row[1]}" if is_funnel else f"{row[0]} ${row[9]:,.0f} of ${row[8]:,.0f}" for row in section.rows
    )
    words = {"description": f"{section.title}: {told}", "object_position": 2}
    sheet.insert_chart(last + 2, 0, chart, words)
