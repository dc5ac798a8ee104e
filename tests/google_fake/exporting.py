"""A spreadsheet as a file of another kind, and a CSV file as a spreadsheet."""

import csv
import io

from google_fake.book import new_sheet
from google_fake.entered import typed
from google_fake.errors import DriveError
from google_fake.formulas import effective
from google_fake.values import entered, read

CSV, TSV = "text/csv", "text/tab-separated-values"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OTHERS = {
    "application/pdf",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/x-vnd.oasis.opendocument.spreadsheet",
    "application/zip",
}


def export(book, mime_type):
    """Return `(mime type, bytes)`; formats that are not tables are only a placeholder."""
    if mime_type in (CSV, TSV):
        return mime_type, _text(book, "," if mime_type == CSV else "\t").encode()
    if mime_type == XLSX:
        return mime_type, _workbook(book)
    if mime_type in OTHERS:
        return mime_type, b"%PDF-1.4\n%stand-in\n" if mime_type.endswith("pdf") else b"PK\x05\x06" + bytes(18)
    raise DriveError(400, "The requested conversion is not supported.", "badRequest", "convertTo")


def _text(book, separator):
    sheet = book.sheets[0]
    rows = read(book, sheet, sheet.area, {}).get("values", [])
    width = max((len(each) for each in rows), default=0)
    written = io.StringIO()
    writer = csv.writer(written, delimiter=separator, lineterminator="\r\n")
    writer.writerows([*each, *[""] * (width - len(each))] for each in rows)
    return written.getvalue().removesuffix("\r\n")


def _workbook(book):
    from openpyxl import Workbook

    made = Workbook()
    made.remove(made.active)
    for sheet in book.sheets:
        page = made.create_sheet(sheet.title[:31])
        for row, cells in sheet.rows.items():
            for column, cell in cells.items():
                value = cell.get("userEnteredValue")
                if value:
                    held = next(iter(effective(book, sheet, row, column).values()))
                    text = value.get("formulaValue")
                    page.cell(row + 1, column + 1, text or (held if not isinstance(held, dict) else None))
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def fill_from_csv(world, file, data):
    """Replace a spreadsheet's contents by a CSV file's rows: one sheet stays, named as before."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    book = world.book(file.file_id).copy()
    width = max((len(each) for each in rows), default=1)
    sheet = new_sheet(0, book.sheets[0].title, rows=max(len(rows), 1), columns=max(width, 1))
    for at, row in enumerate(rows):
        sheet.put_row(at, {place: entered({}, typed(value)) for place, value in enumerate(row)})
    book.sheets = [sheet]
    world.keep(book)
