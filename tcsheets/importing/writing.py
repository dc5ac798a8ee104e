"""A fee schedule written back as CSV, as the templates and `tcsheets import-fees` read it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from tcsheets.cells import write_cell
from tcsheets.errors import FileError
from tcsheets.pricing.fees import FEE_COLUMNS, FeeEntry

TRIGGERS = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: Any) -> Any:
    """Return text that no spreadsheet program runs as a formula.

    >>> harmless("=1+1"), harmless("Crown")
    ("'=1+1", 'Crown')
    """
    return "'" + text if isinstance(text, str) and text.startswith(TRIGGERS) else text


def fee_rows(entries: tuple[FeeEntry, ...]) -> list[list[Any]]:
    """Return a fee schedule as rows of cells, header first; a fee that is not there stays blank."""
    header = [column.header for column in FEE_COLUMNS]
    rows = [[write_cell(getattr(entry, column.field), column.kind) for column in FEE_COLUMNS] for entry in entries]
    return [header, *rows]


def write_fees(entries: tuple[FeeEntry, ...], path: Path) -> None:
    """Write a fee schedule to a new CSV file; a file that is there already is not overwritten."""
    try:
        with path.open("x", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([[harmless(cell) for cell in row] for row in fee_rows(entries)])
    except FileExistsError as error:
        raise FileError(f"{path} exists already; choose another name") from error
    except OSError as error:
        raise FileError(f"{path} cannot be written ({error.strerror})") from error
