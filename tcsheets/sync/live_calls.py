"""Calls to Excel: made again while it is busy, for a bounded time, and one line where it refuses.

xlwings is imported here only, and only where there may be an Excel to reach.  Only its BSD part is used.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from operator import attrgetter, getitem
from pathlib import Path
from typing import Any, TypeVar

from tcsheets.errors import FileError, TcsheetsError, TryAgainError

T = TypeVar("T")
ATTEMPTS, FIRST_WAIT = 7, 0.05  # in all 3 seconds a call
# What Excel answers while a cell is being edited or a dialog is open: RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER,
# VBA_E_IGNORE; on a Mac errAETimeout.
BUSY = {0x80010001, 0x8001010A, 0x800AC472, -1712 & 0xFFFFFFFF}
# What says that Excel or the workbook is not there any more: RPC_S_SERVER_UNAVAILABLE, RPC_S_CALL_FAILED,
# RPC_E_DISCONNECTED, CO_E_OBJNOTCONNECTED; on a Mac connectionInvalid, procNotFound, errAENoSuchObject.
GONE = {0x800706BA, 0x800706BE, 0x80010108, 0x800401FD, -609 & 0xFFFFFFFF, -600 & 0xFFFFFFFF, -1728 & 0xFFFFFFFF}
BUSY_TEXT = "Excel is busy: finish typing in the cell, then sync again"
GONE_TEXT = "Excel or the workbook was closed meanwhile; sync again"


@dataclass(frozen=True, slots=True)
class Calls:
    """How Excel is called: the errors that come from it, and how to wait."""

    errors: tuple[type[Exception], ...]
    sleep: Callable[[float], None] = time.sleep

    def ask(self, call: Callable[..., T], *arguments: Any) -> T:
        """Return what a call returns; TryAgainError where Excel stays busy or is gone, FileError where it refuses.

        The call may be made several times.
        """
        for attempt in range(ATTEMPTS):
            try:
                return call(*arguments)
            except self.errors as error:
                if not is_busy(error):
                    raise refused(error) from error
            self.sleep(FIRST_WAIT * 2**attempt)
        raise TryAgainError(BUSY_TEXT)

    def get(self, thing: Any, *names: str) -> Any:
        """Return properties of a thing in Excel: one, or several as a tuple; dots lead further."""
        return self.ask(attrgetter(*names), thing)

    def put(self, thing: Any, name: str, value: Any) -> None:
        """Set a property of a thing in Excel."""
        self.ask(setattr, thing, name, value)

    def item(self, things: Any, key: Any) -> Any:
        """Return one of several things in Excel."""
        return self.ask(getitem, things, key)


def is_busy(error: Exception) -> bool:
    """Whether an error says that Excel cannot answer just now.

    pywin32 takes a rejected call for a missing attribute; xlwings says so where it makes its own attempts.
    """
    return isinstance(error, AttributeError) or bool(codes_of(error) & BUSY)


def refused(error: Exception) -> TcsheetsError:
    """Return the error of a call that Excel does not carry out."""
    if codes_of(error) & GONE:
        return TryAgainError(GONE_TEXT)
    return FileError(
        f"Excel refused ({words_of(error)}); take off the sheet's protection, if it has one, and try again"
    )


def codes_of(error: Exception) -> set[int]:
    """Return the numbers of an error, those inside it as well: a com_error has one in its third argument too.

    >>> [hex(each) for each in codes_of(ValueError(-2147418111, "Call was rejected by callee."))]
    ['0x80010001']
    """
    numbers = [*flat(error.args), getattr(error, "errornumber", None)]
    return {each & 0xFFFFFFFF for each in numbers if isinstance(each, int) and not isinstance(each, bool)}


def flat(parts: Any) -> Iterator[Any]:
    """Yield the parts of tuples in tuples."""
    for each in parts:
        if isinstance(each, (tuple, list)):
            yield from flat(each)
        else:
            yield each


def words_of(error: Exception) -> str:
    """Return an error's longest text in one line."""
    texts = [each for each in flat(error.args) if isinstance(each, str)]
    return " ".join(max(texts or [type(error).__name__], key=len).split())


# --- the Excel on this computer --------------------------------------------------------------------------------------


def can_be_here() -> bool:
    """Whether this computer could have an Excel that xlwings reaches."""
    return sys.platform in ("win32", "darwin")


def excel_calls() -> Calls:
    """Return how the Excel on this computer is called.

    Left to itself xlwings calls a busy Excel again without end and without waiting (its issues 824 and 1001).
    """
    errors: list[type[Exception]] = [import_module("xlwings").XlwingsError]
    if sys.platform == "win32":  # pragma: no cover
        import_any("xlwings._xlwindows").N_COM_ATTEMPTS = 1
        errors += [import_any("pywintypes").com_error, AttributeError]
    if sys.platform == "darwin":  # pragma: no cover
        errors.append(import_any("appscript.reference").CommandError)
    return Calls(tuple(errors))


def import_any(name: str) -> Any:
    """Return a module that only some computers have."""
    return import_module(name)


def running_apps() -> Any:
    """Return the running Excels; none is started."""
    return import_any("xlwings").apps


def open_book_at(path: Path, apps: Any, calls: Calls) -> Any:
    """Return the workbook at a path that one of these Excels has open, or None; TryAgainError if that is unknown."""
    for book in calls.ask(all_books, apps):
        if calls.get(book, "name").lower() != path.name.lower():
            continue
        try:
            place = Path(calls.get(book, "fullname"))
        except FileError as error:  # xlwings cannot say where a cloud's workbook lies on this computer
            raise TryAgainError(
                f"{path.name} is open in Excel from a cloud; use its Sync button, or close it"
            ) from error
        if is_same(place, path):
            return book
    return None


def all_books(apps: Any) -> list[Any]:
    """Return the workbooks that are open in some Excels."""
    return [book for app in apps for book in app.books]


def is_same(place: Path, path: Path) -> bool:
    """Whether two paths are one file."""
    try:
        return place == path or place.samefile(path)
    except OSError:
        return False
