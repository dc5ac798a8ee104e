"""The sheet of a workbook that holds the fee list; which of several is never guessed."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import python_calamine

from tcsheets.errors import FileError
from tcsheets.importing.columns import header_place
from tcsheets.workbook.archive import read_archive

Rows = tuple[tuple[Any, ...], ...]


def sheets_of(content: bytes, name: str) -> dict[str, Rows]:
    """Return the rows of each sheet that has any, by the sheet's name; unsafe and damaged files are refused."""
    read_archive(content, name)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        # Rows above the first filled one are kept, so that a row's number is the one the person sees.
        found = {sheet: book.get_sheet_by_name(sheet).to_python(skip_empty_area=False) for sheet in book.sheet_names}
    except (python_calamine.CalamineError, OSError) as error:
        raise FileError(f"{name} is damaged or not a workbook; open it in Excel and save it again") from error
    return {sheet: tuple(tuple(row) for row in rows) for sheet, rows in found.items() if rows}


def sheet_with_fees(content: bytes, name: str, wanted: str = "") -> tuple[str, Rows]:
    """Return the name and rows of the sheet that a person chose, or else of the only one with a column of codes.

    Without a column of codes anywhere, the first sheet that has rows.
    """
    sheets = sheets_of(content, name)
    if not sheets:
        raise FileError(f"{name} has no rows on any sheet")
    if wanted:
        return chosen_sheet(sheets, name, wanted)
    found = [sheet for sheet, rows in sheets.items() if header_place(rows) is not None]
    if len(found) > 1:
        raise FileError(f"{name} has a list on several sheets: {', '.join(found)}; choose one with --sheet")
    sheet = found[0] if found else next(iter(sheets))
    return sheet, sheets[sheet]


def chosen_sheet(sheets: dict[str, Rows], name: str, wanted: str) -> tuple[str, Rows]:
    """Return the sheet that a person named; `FileError` names those there are."""
    for sheet, rows in sheets.items():
        if sheet.strip().lower() == wanted.strip().lower():
            return sheet, rows
    raise FileError(f'{name} has no sheet "{wanted}"; its sheets with rows are: {", ".join(sheets)}')
