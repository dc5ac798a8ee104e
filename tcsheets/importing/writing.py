"""A fee schedule written to a new CSV or .xlsx file, as the templates and `tcsheets import-fees` read it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import xlsxwriter

from tcsheets.cells import write_cell
from tcsheets.errors import FileError
from tcsheets.pricing.fees import FEE_COLUMNS, FeeEntry

TRIGGERS = ("=", "+", "-", "@", "\t", "\r")
NUMBER_FORMATS = {"Money": "$#,##0.00", "Date": "yyyy-mm-dd", "Count": "0"}
WIDTHS = {"description": 44, "category": 16}


def harmless(text: Any) -> Any:
    """Return text that no spreadsheet program runs as a formula.

    >>> harmless("=1+1"), harmless("Crown")
    ("'=1+1", 'Crown')
    """
    return "'" + text if isinstance(text, str) and text.startswith(TRIGGERS) else text


def fee_rows(entries: Sequence[FeeEntry]) -> list[list[Any]]:
    """Return a fee schedule as rows of cells, header first; a fee that is not there stays blank."""
    header = [column.header for column in FEE_COLUMNS]
    rows = [[write_cell(getattr(entry, column.field), column.kind) for column in FEE_COLUMNS] for entry in entries]
    return [header, *rows]


def csv_content(entries: Sequence[FeeEntry]) -> bytes:
    """Return a fee schedule as CSV, with the mark by which Excel knows UTF-8."""
    text = StringIO(newline="")
    csv.writer(text).writerows([[harmless(cell) for cell in row] for row in fee_rows(entries)])
    return text.getvalue().encode("utf-8-sig")


def workbook_content(entries: Sequence[FeeEntry]) -> bytes:
    """Return a fee schedule as a workbook with one table, FeeSchedule."""
    header, *rows = fee_rows(entries)
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        formats = {kind: book.add_format({"num_format": text}) for kind, text in NUMBER_FORMATS.items()}
        columns = [{"header": each.header, "format": formats.get(each.kind)} for each in FEE_COLUMNS]
        sheet = book.add_worksheet("Fee Schedule")
        sheet.add_table(
            *(0, 0, max(len(rows), 1), len(header) - 1), {"name": "FeeSchedule", "columns": columns, "data": rows}
        )
        for place, column in enumerate(FEE_COLUMNS):
            sheet.set_column(place, place, WIDTHS.get(column.field, 13))
        sheet.freeze_panes(1, 1)
    return content.getvalue()


CONTENTS = {".csv": csv_content, ".xlsx": workbook_content}


def write_fees(entries: Sequence[FeeEntry], path: Path) -> None:
    """Write a fee schedule to a new file, CSV or .xlsx by its name; a file that is there already is not overwritten."""
    content_of = CONTENTS.get(path.suffix.lower())
    if content_of is None:
        raise FileError(f"{path.name}: a fee schedule is written as .csv or .xlsx; end the name so")
    content = content_of(entries)
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise FileError(f"{path} exists already; choose another name") from error
    except OSError as error:
        raise FileError(f"{path} cannot be written ({error.strerror}); choose another folder") from error
