"""Syncing again and again while people work, and saying something only when there is something to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

from tcsheets.errors import TcsheetsError
from tcsheets.sync.report import SyncReport


def watched(
    once: Callable[[], SyncReport], wait: Callable[[float], None], every: float, rounds: int | None = None
) -> Iterator[str]:
    """Sync every so many seconds and yield what is new to a person; `rounds` limits how often.

    A fault (the store is away, the workbook is open, a person must decide) is said once, and watching goes on.

    >>> def away():
    ...     raise TcsheetsError("the store practice is not there")
    >>> list(watched(away, lambda seconds: None, 10, rounds=3))
    ['the store practice is not there']
    """
    said = ""
    for number in range(rounds) if rounds is not None else count():
        if number:
            wait(every)
        line = outcome(once)
        if line and line != said:
            yield line
        said = line


def outcome(once: Callable[[], SyncReport]) -> str:
    """Return what came of one sync; "" where there was nothing to do."""
    try:
        report = once()
    except TcsheetsError as error:
        return str(error)
    is_quiet = not (report.sent or report.received or report.pending or report.conflicts or report.notes)
    return "" if is_quiet else "\n".join([*report.notes, report.summary])
