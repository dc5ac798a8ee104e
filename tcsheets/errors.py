"""The faults that tcsheets tells people about.

Three kinds of fault, and only the first two are here: wrong data in a row is a
`Problem` in a list, and the good rows go on; a wrong call or state raises a
`TcsheetsError`, whose message names the thing and says what to do.  A bug of
our own is neither: it crashes.
"""

from __future__ import annotations

from dataclasses import dataclass


class TcsheetsError(Exception):
    """A call or state that cannot go on; its text is one line for the person who made it."""


class ArgumentError(TcsheetsError):
    """An argument of a function is missing, of the wrong kind or out of range."""


class DataError(TcsheetsError):
    """A total was asked over rows of which at least one is bad."""


class FileError(TcsheetsError):
    """A file or folder is missing, locked, damaged or not what it should be."""


class StoreError(TcsheetsError):
    """A store is missing, is another practice's, or cannot be reached or written."""


class TryAgainError(TcsheetsError):
    """Nothing is wrong with the work; something was busy, and a later run will do."""


class DecisionError(TcsheetsError):
    """The program could go on in two ways and a person must say which."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in one place of the user's data: where it stands and what is wrong with it."""

    where: str
    message: str

    def __str__(self) -> str:
        """Return the place and the fault in one line."""
        return self.where + ": " + self.message if self.where else self.message


@dataclass(frozen=True, slots=True)
class CellError:
    """An error as a cell holds it: the spreadsheet's own code and, where known, a message."""

    code: str
    message: str = ""

    def __str__(self) -> str:
        """Return the message, or the bare code of an error that came without one."""
        return self.message or self.code
