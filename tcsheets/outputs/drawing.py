"""One sheet of a workbook drawn as a PDF page without an office program: its cells as they look, and its bar of shares.

It draws what the page for the patient uses (merged cells, fills, lines, wrapped text, a stacked bar), not all that a
sheet may hold; the texts and figures are those of the cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries
from reportlab.lib.colors import Color, HexColor, black, white
from reportlab.lib.pagesizes import letter
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from tcsheets.errors import FileError

MARGIN, FOOT, INDENT = 36.0, 50.0, 7.0
UNIT = 5.4  # points in one unit of column width
FILLED_LINE = re.compile(r"LEN\(\$([A-Z]+)(\d+)\)>0$")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Where a font with more letters than Western Europe's may stand, and its bold one.
WIDER_FONTS = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("Arial.ttf", "Arial Bold.ttf"),
)
FONT_FOLDERS = ("/usr/share/fonts", "C:/Windows/Fonts", "/Library/Fonts", "/System/Library/Fonts/Supplemental")


@dataclass(frozen=True, slots=True)
class Box:
    """A cell, or merged cells, in points from the upper left corner of the area."""

    cell: Any
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Fonts:
    """The names of the plain and the bold font of a page."""

    plain: str
    bold: str

    def of(self, cell: Any) -> str:
        """Return the font a cell is written in."""
        return self.bold if cell.font.b else self.plain


def shown(value: Any, number_format: str) -> str:
    """Return a value as its cell shows it: amounts, dates, shares and numbers.

    >>> shown(1162.5, "$#,##0.00;-$#,##0.00;$0.00"), shown(date(2026, 12, 4), "mmm d, yyyy"), shown(0.0599, "0.00%")
    ('$1,162.50', 'Dec 4, 2026', '5.99%')
    """
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, date):
        return f"{MONTHS[value.month - 1]} {value.day}, {value.year}"
    if "$" in number_format:
        return ("-" if value < 0 else "") + f"${abs(value):,.2f}"
    if "%" in number_format:
        return f"{value:.2%}" if ".00" in number_format else f"{value:.0%}"
    return f"{value:g}"


def colour_of(colour: Any, otherwise: Color | None = None) -> Color | None:
    """Return a cell's colour where it is stated as one."""
    stated = getattr(colour, "rgb", None)
    return HexColor("#" + stated[-6:]) if isinstance(stated, str) else otherwise


def wider_fonts() -> Fonts:
    """Return a font of this computer that has letters of many languages; `FileError` where there is none."""
    for folder in FONT_FOLDERS:
        for plain, bold in WIDER_FONTS:
            found = [next(Path(folder).rglob(name), None) for name in (plain, bold)]
            if all(found):
                try:
                    for name, path in zip(("TcPlain", "TcBold"), found, strict=True):
                        pdfmetrics.registerFont(TTFont(name, str(path)))
                except TTFError:
                    continue
                return Fonts("TcPlain", "TcBold")
    raise FileError("the page has letters that no font here can print; install LibreOffice or the fonts DejaVu")


def fonts_for(texts: str) -> Fonts:
    """Return the fonts for some texts: those every reader of PDFs has, where they have all the letters."""
    try:
        texts.encode("cp1252")
    except UnicodeEncodeError:
        return wider_fonts()
    return Fonts("Helvetica", "Helvetica-Bold")


def width_of(sheet: Any, column: int) -> float:
    """Return a column's width in points."""
    for each in sheet.column_dimensions.values():
        if each.min <= column <= each.max:
            return float(each.width) * UNIT
    return 8.43 * UNIT


def edges(sheet: Any, bounds: tuple[int, int, int, int]) -> tuple[list[float], list[float]]:
    """Return where columns begin and where rows begin, one more than there are of each."""
    left, top, right, bottom = bounds
    across, down = [0.0], [0.0]
    for column in range(left, right + 1):
        across.append(across[-1] + width_of(sheet, column))
    for row in range(top, bottom + 1):
        down.append(down[-1] + float(sheet.row_dimensions[row].height or 15))
    return across, down


def boxes(sheet: Any, bounds: tuple[int, int, int, int]) -> Iterator[Box]:
    """Give the cells of an area with their places, merged ones once."""
    left, top, right, bottom = bounds
    across, down = edges(sheet, bounds)
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    covered = {
        (row, column)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    } - set(merged)
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            if (row, column) in covered:
                continue
            area = merged.get((row, column))
            last_row, last_column = (area.max_row, area.max_col) if area else (row, column)
            x, y = across[column - left], down[row - top]
            wide, high = across[min(last_column, right) - left + 1] - x, down[min(last_row, bottom) - top + 1] - y
            yield Box(sheet.cell(row, column), x, y, wide, high)


def draw_look(canvas: Canvas, box: Box) -> None:
    """Draw a cell's fill and the line below it; what is empty is not filled."""
    fill = colour_of(box.cell.fill.fgColor) if box.cell.fill.fill_type == "solid" else None
    if fill is not None and box.cell.value not in (None, ""):
        canvas.setFillColor(fill)
        canvas.rect(box.left, -box.top - box.height, box.width, box.height, stroke=0, fill=1)
    if box.cell.border.bottom.style:
        draw_line(canvas, box, colour_of(box.cell.border.bottom.color, black))


def draw_line(canvas: Canvas, box: Box, colour: Color | None) -> None:
    """Draw a line under a cell."""
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(0.7)
    canvas.line(box.left, -box.top - box.height, box.left + box.width, -box.top - box.height)


def draw_text(canvas: Canvas, box: Box, fonts: Fonts) -> None:
    """Draw a cell's text where it stands: wrapped if it says so, otherwise made small enough for its width."""
    text = shown(box.cell.value, box.cell.number_format)
    if not text:
        return
    font, size, look = fonts.of(box.cell), float(box.cell.font.sz or 11) * 0.92, box.cell.alignment
    room = box.width - 4 - INDENT * (look.indent or 0)
    lines = simpleSplit(text, font, size, room) if look.wrap_text else [text]
    while size > 5 and (
        len(lines) * size * 1.15 > box.height + 1 or max(pdfmetrics.stringWidth(x, font, size) for x in lines) > room
    ):
        size -= 0.25
        lines = simpleSplit(text, font, size, room) if look.wrap_text else [text]
    canvas.setFillColor(colour_of(box.cell.font.color, black))
    canvas.setFont(font, size)
    y = -box.top - box.height / 2 + len(lines) * size * 1.15 / 2 - size * 0.9
    for line in lines:
        if look.horizontal == "right":
            canvas.drawRightString(box.left + box.width - 2 - INDENT * (look.indent or 0), y, line)
        else:
            canvas.drawString(box.left + 2 + INDENT * (look.indent or 0), y, line)
        y -= size * 1.15


def drawn_rows(sheet: Any, found: list[Box]) -> Iterator[Box]:
    """Give the cells that stand in a row which is underlined as soon as it is filled."""
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            match = FILLED_LINE.search(rule.formula[0]) if rule.formula else None
            if not match:
                continue
            for box in found:
                inside = any(box.cell.coordinate in part for part in area.sqref.ranges)
                if inside and sheet[f"{match[1]}{box.cell.row}"].value not in (None, ""):
                    yield box


def shares_of(book: Any, chart: Any) -> list[tuple[str, float, Color | None]]:
    """Return the parts of a bar: name, amount, colour."""

    def at(reference: str) -> Any:
        sheet, _, cell = reference.rpartition("!")
        return book[sheet.strip("'")][cell.replace("$", "")].value

    return [
        (
            str(at(each.tx.strRef.f)),
            float(at(each.val.numRef.f) or 0),
            HexColor("#" + each.graphicalProperties.solidFill.srgbClr),
        )
        for each in chart.ser
    ]


def draw_bar(canvas: Canvas, shares: list[tuple[str, float, Color | None]], place: Box, fonts: Fonts) -> None:
    """Draw the bar of shares with its amounts, and its legend."""
    whole, x = sum(amount for _, amount, _ in shares), place.left + 6
    wide, high = place.width - 12, place.height * 0.6
    for _, amount, colour in shares:
        part = wide * amount / whole if whole else 0
        canvas.setFillColor(colour)
        canvas.rect(x, -place.top - 4 - high, part, high, stroke=0, fill=1)
        if amount:
            dark = colour is not None and colour.red + colour.green + colour.blue < 1.2
            canvas.setFillColor(white if dark else black)
            canvas.setFont(fonts.bold, 10)
            canvas.drawCentredString(x + part / 2, -place.top - 4 - high / 2 - 3, f"${amount:,.0f}")
        x += part
    x = place.left + place.width / 2 - 45 * len(shares)
    for name, _, colour in shares:
        canvas.setFillColor(colour)
        canvas.rect(x, -place.top - place.height + 9, 7, 7, stroke=0, fill=1)
        canvas.setFillColor(black)
        canvas.setFont(fonts.plain, 9)
        canvas.drawString(x + 11, -place.top - place.height + 9, name)
        x += 90


def drawn(book: bytes, name: str, day: date, title: str, size: tuple[float, float] = letter) -> bytes:
    """Return one sheet's print area as a PDF of one page, Letter where no other size is given.

    day: printed in the footer, as the office programs print it; title: of the PDF.
    """
    read = openpyxl.load_workbook(BytesIO(book), data_only=True)
    sheet: Any = read[name]
    bounds: Any = range_boundaries(sheet.print_area.split("!")[-1].replace("$", ""))
    found = list(boxes(sheet, bounds))
    across, down = edges(sheet, bounds)
    fonts = fonts_for("".join(shown(box.cell.value, box.cell.number_format) for box in found))
    scale = min((size[0] - 2 * MARGIN) / across[-1], (size[1] - MARGIN - FOOT) / down[-1])
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    canvas.setTitle(title)
    draw_footer(canvas, name, day, fonts, size[0])
    canvas.translate((size[0] - scale * across[-1]) / 2, size[1] - MARGIN)
    canvas.scale(scale, scale)
    for box in found:
        draw_look(canvas, box)
    for box in drawn_rows(sheet, found):
        draw_line(canvas, box, HexColor("#C9D6DC"))
    for box in found:
        draw_text(canvas, box, fonts)
    for chart in sheet._charts:  # noqa: SLF001 (openpyxl has no other way to them)
        top = down[chart.anchor._from.row + 1 - bounds[1]]  # noqa: SLF001
        rows = float(chart.anchor.to.row - chart.anchor._from.row)  # noqa: SLF001
        high = down[min(int(chart.anchor._from.row + rows + 1) - bounds[1], len(down) - 1)] - top  # noqa: SLF001
        draw_bar(canvas, shares_of(read, chart), Box(None, 0, top, across[-1], high), fonts)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def draw_footer(canvas: Canvas, name: str, day: date, fonts: Fonts, width: float) -> None:
    """Draw the sheet's name, the day and the page's number below the page."""
    canvas.setFont(fonts.plain, 8)
    canvas.drawString(MARGIN, 22, name)
    canvas.drawCentredString(width / 2, 22, f"{day.month}/{day.day:02d}/{day.year}")
    canvas.drawRightString(width - MARGIN, 22, "Page 1 of 1")
