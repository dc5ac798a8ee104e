"""The Sync button in Excel on Windows and Mac: what `tcsheets sync` does, for the workbook that has the button.

Called by xlwings: RunPython "from udfs.excel_windows.sync_button import sync_this_workbook; sync_this_workbook()"
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from tcsheets.errors import TcsheetsError
from tcsheets.sync.places import LivePlace, live_place
from tcsheets.sync.run import sync_workbook

TITLE = "tcsheets sync"


def sync_this_workbook(book: Any = None) -> None:
    """Sync the workbook whose button was clicked, and say what came of it."""
    import xlwings  # noqa: PLC0415 (only here is it certain that there is an Excel)

    found = xlwings.Book.caller() if book is None else book
    found.app.status_bar = "one moment: syncing"
    lines, asks = ["the sync was stopped by a fault of its own"], False
    try:
        lines, asks = synced(live_place(found))
    except TcsheetsError as error:
        lines, asks = [str(error)], True
    finally:
        show(found.app, lines, asks)


def synced(place: LivePlace) -> tuple[list[str], bool]:
    """Return what a sync has to say, its summary first, and whether a person should be told with more than a line."""
    report = sync_workbook(place)
    return [report.summary, *report.notes], bool(report.exit_code or report.notes)


def show(app: Any, lines: list[str], asks: bool) -> None:
    """Show the first line in the status bar, and all of them in a box that waits where a person should do something."""
    app.status_bar = lines[0]
    if asks:
        with suppress(NotImplementedError):
            app.alert("\n".join(lines), title=TITLE)
