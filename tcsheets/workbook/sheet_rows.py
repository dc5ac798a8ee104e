"""The rows of a sheet's XML and where they stand in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from tcsheets.errors import FileError
from tcsheets.workbook.addresses import LAST_ROW

PREFIX = rb"(?:[\w.-]+:)?"
DATA = re.compile(rb"<(" + PREFIX + rb")sheetData\s*(/?)>")
ROW = re.compile(rb"<" + PREFIX + rb"row(?=[\s/>])(?: r=\"([0-9]+)\")?")
NUMBER = re.compile(rb"[^<>]*?\sr\s*=\s*[\"']([0-9]+)[\"']")
MOST_CELLS = 6_000_000
MOST_DIGITS = 7  # of a row's number


@dataclass(frozen=True, slots=True)
class SheetRows:
    """A sheet's XML, and its rows in order.

    numbers: the rows' numbers; places: where each begins, and at last where the rows end;
    prefix: of the XML's names ("x:"); is_empty: whether the XML has one tag for "no rows".
    """

    content: bytes
    numbers: list[int]
    places: list[int]
    prefix: str
    is_empty: bool

    def text(self, place: int) -> str:
        """Return the XML of a row, by its place among the rows."""
        return self.content[self.places[place] : self.places[place + 1]].decode()

    def place(self, number: int) -> int:
        """Return the place of a row, or of the row before which it would stand."""
        return bisect_left(self.numbers, number)

    def has(self, number: int) -> bool:
        """Whether the sheet has a row of that number."""
        place = self.place(number)
        return place < len(self.numbers) and self.numbers[place] == number

    def texts(self, first: int, last: int) -> dict[int, str]:
        """Return the XML of the rows with numbers from first to last, by number."""
        places = range(self.place(first), self.place(last + 1))
        return {self.numbers[place]: self.text(place) for place in places}


def sheet_rows(content: bytes, where: str) -> SheetRows:
    """Return a sheet's rows; FileError where it holds no data or more than can be meant."""
    opening = DATA.search(content)
    end = data_end(content, opening) if opening else -1
    if not opening or end < 0:
        raise FileError(f"{where} is damaged; open the file in Excel, let it repair it and save it")
    if content.count(b"c r=") > MOST_CELLS:
        raise FileError(f"{where} has more than {MOST_CELLS:,d} cells; delete what is not needed")
    if content.count(b"<row") > content.count(b"/"):
        raise FileError(f"{where} is damaged; open the file in Excel, let it repair it and save it")
    if content.count(b"<row") + content.count(b":row") // 2 > LAST_ROW:
        raise FileError(f"{where} has more than {LAST_ROW:,d} rows; delete what is not needed")
    numbers, places = located(content, opening.end(), end)
    if any(later <= number for number, later in pairwise(numbers)):
        raise FileError(f"{where} has rows out of order; open the file in Excel, let it repair it and save it")
    if numbers and numbers[-1] > LAST_ROW:
        raise FileError(f"{where} has rows beyond the last; open the file in Excel, let it repair it and save it")
    return SheetRows(content, numbers, [*places, end], opening[1].decode(), bool(opening[2]))


def data_end(content: bytes, opening: re.Match[bytes]) -> int:
    """Return where the rows end, -1 where nothing says so."""
    return opening.end() if opening[2] else content.find(b"</" + opening[1] + b"sheetData", opening.end())


def located(content: bytes, start: int, end: int) -> tuple[list[int], list[int]]:
    """Return the numbers and places of the rows; a row without a number comes after the one before it."""
    numbers, places, last = [], [], 0
    for found in ROW.finditer(content, start, end):
        number = found[1] or numbered_later(content, found.end())
        last = int(number[: MOST_DIGITS + 1]) if number else last + 1
        numbers.append(last)
        places.append(found.start())
    return numbers, places


def numbered_later(content: bytes, place: int) -> bytes | None:
    """Return a row's number where it is not the first of its attributes."""
    found = NUMBER.match(content, place)
    return found[1] if found else None
