"""The month's report of a workbook, written as .xlsx and as one HTML file; the workbook is not changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tcsheets.errors import FileError
from tcsheets.outputs.month_figures import MonthFigures, month_days, month_figures
from tcsheets.outputs.month_lists import month_lists
from tcsheets.outputs.report_html import html_report
from tcsheets.outputs.report_xlsx import xlsx_report
from tcsheets.workbook.package import open_package


@dataclass(frozen=True, slots=True)
class Report:
    """A report made: its figures and its two files."""

    figures: MonthFigures
    xlsx: Path
    html: Path


def report(
    book: Path, month: str, folder: Path, *, today: date, replace: bool = False, say: Callable[[str], object] = str
) -> Report:
    """Write the report of a month; files of an earlier report are replaced only where that is asked for.

    say: is told each step before it is taken.
    """
    month_days(month)
    targets = [folder / f"{book.stem} {month}{ending}" for ending in (".xlsx", ".html")]
    there = [each for each in targets if each.exists()]
    if there and not replace:
        raise FileError(f"{there[0]} is there already; add --replace, or name another folder with --out")
    if targets[0].exists() and book.exists() and targets[0].samefile(book):
        raise FileError(f"{book} is the workbook itself; name another folder with --out")
    say(f"reading {book.name}")
    lists = month_lists(open_package(content_of(book), book.name))
    say("working out the figures")
    figures = month_figures(lists, month, today)
    say("writing the report")
    contents = (xlsx_report(figures), html_report(figures).encode())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for target, content in zip(targets, contents):
            target.write_bytes(content)
    except OSError as error:
        raise FileError(f"{folder} cannot be written to ({error.strerror}); name another folder with --out") from error
    return Report(figures, *targets)


def content_of(book: Path) -> bytes:
    """Return a workbook's bytes."""
    try:
        return book.read_bytes()
    except OSError as error:
        raise FileError(f"{book} cannot be read ({error.strerror}); check the name, or close it elsewhere") from error
