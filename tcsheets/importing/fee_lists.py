"""A fee list from a file -> fee entries, with everything doubtful reported and nothing dropped in silence.

Which columns are fees is never guessed: an office fee, a member fee and a
network fee are known by their headers; several columns that could each be the
fee are refused with their names until one is chosen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import python_calamine

from tcsheets.cells import is_blank
from tcsheets.errors import ArgumentError, FileError, Problem
from tcsheets.importing.plausible import implausible_fees
from tcsheets.importing.price_lists import day_in, lines_with_a_code, typed_rows
from tcsheets.importing.text_files import file_bytes, read_text_rows
from tcsheets.pricing.fees import FEE_COLUMNS, FEE_KINDS, FeeEntry, code_key, read_fees
from tcsheets.tables import Column, header_key

FEE_WORDS = ("fee", "price", "charge", "ucr", "amount", "cost", "rate")
NUMBER_CODE = re.compile(r"^\d{1,4}(\.0)?$")
SHORT_CODE = re.compile(r"^\d{2,4}$")


@dataclass(frozen=True, slots=True)
class FeeList:
    """What a file held: the entries, what is doubtful, and what was recognised on the way."""

    name: str
    entries: tuple[FeeEntry, ...]
    problems: tuple[Problem, ...]
    form: str
    fee_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file and how it was written."""

    rows: tuple[tuple[Any, ...], ...]
    form: str
    lines: tuple[str, ...] = ()


def read_sheet(path: Path) -> Sheet:
    """Return the rows of a CSV, text or .xlsx file."""
    content = file_bytes(path)
    if content.startswith(b"PK"):
        return Sheet(workbook_rows(content, path.name), "workbook")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileError(f"{path.name} is an old .xls file or has a password; save it as .xlsx or CSV without one")
    text = read_text_rows(content, path.name)
    lines = tuple(" ".join(row) for row in text.rows)
    return Sheet(text.rows, f"{text.delimiter or 'typed list'}, {text.encoding}", lines)


def workbook_rows(content: bytes, name: str) -> tuple[tuple[Any, ...], ...]:
    """Return the rows of the first sheet that has any."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        for sheet in book.sheet_names:
            rows = book.get_sheet_by_name(sheet).to_python()
            if rows:
                return tuple(tuple(row) for row in rows)
    except (python_calamine.CalamineError, OSError) as error:
        raise FileError(f"{name} is damaged or not a workbook; open it in Excel and save it again") from error
    raise FileError(f"{name} has no rows on any sheet")


def header_place(rows: tuple[tuple[Any, ...], ...]) -> int | None:
    """Return the place of the header row: the first of thirty rows in which a column of codes is named."""
    names = [header_key(name) for name in (FEE_COLUMNS[0].header, *FEE_COLUMNS[0].synonyms)]
    for place, row in enumerate(rows[:30]):
        if any(header_key(cell) in names for cell in row):
            return place
    return None


def fee_headers(header: tuple[Any, ...]) -> list[str]:
    """Return the headers that look like a column of fees."""
    texts = [str(cell).strip() for cell in header if not is_blank(cell)]
    return [text for text in texts if set(header_key(text).split()) & set(FEE_WORDS)]


def known_names(column: Column) -> list[str]:
    """Return all header keys a column is known by."""
    return [header_key(name) for name in (column.header, *column.synonyms)]


def chosen_header(header: tuple[Any, ...], wanted: str) -> str:
    """Return the header that a person chose as the fee; `FileError` names those there are."""
    for cell in header:
        if header_key(cell) == header_key(wanted):
            return str(cell)
    raise FileError(f'there is no column "{wanted}"; the columns are: ' + ", ".join(str(cell) for cell in header))


def with_office_fee(rows: list[list[Any]], chosen: str) -> list[list[Any]]:
    """Return the rows with one header named as the office fee, and no other column that could be it."""
    office = known_names(FEE_COLUMNS[3])
    header = [
        "Office fee"
        if str(cell) == chosen
        else ("(" + str(cell) + " left out)" if header_key(cell) in office else cell)
        for cell in rows[0]
    ]
    return [header] + rows[1:]


def the_fee_column(header: tuple[Any, ...], name: str) -> str:
    """Return the one header that is the office fee, "" where only member or network fees are named.

    Refused with their names where several could be it.
    """
    found = fee_headers(header)
    kinds = {column.field: known_names(column) for column in FEE_COLUMNS if column.field in FEE_KINDS}
    office = [each for each in found if header_key(each) in kinds["office"]]
    others = [each for each in found if header_key(each) in kinds["member"] + kinds["network"]]
    unknown = [each for each in found if each not in office + others]
    if len(office) == 1:
        return office[0]
    candidates = office or unknown
    if len(candidates) > 1:
        raise FileError(f"{name}: {', '.join(candidates)} could each be the fee; choose one with --fee-column")
    if not candidates and not others:
        raise FileError(f"{name} has codes but no column of fees; its columns: {', '.join(str(c) for c in header)}")
    return candidates[0] if candidates else ""


def repaired_code(value: Any) -> tuple[Any, str]:
    """Return a code and what was done to it: a spreadsheet may have made 120 of D0120 or of 0120.

    >>> repaired_code(120.0), repaired_code("D0120")
    (('D0120', 'the number 120 is read as D0120'), ('D0120', ''))
    """
    text = str(value).strip()
    if isinstance(value, bool) or not NUMBER_CODE.match(text):
        return value, ""
    digits = text.split(".")[0]
    code = "D" + digits.zfill(4)
    return code, f"the number {digits} is read as {code}"


def repaired_rows(rows: list[list[Any]], header_row: int) -> tuple[list[list[Any]], list[Problem]]:
    """Return the rows with their codes, and a problem for each code that was a number."""
    names = known_names(FEE_COLUMNS[0])
    place = next(place for place, cell in enumerate(rows[0]) if header_key(cell) in names)
    problems: list[Problem] = []
    repaired = [rows[0]]
    for number, row in enumerate(rows[1:], start=header_row + 1):
        code, done = repaired_code(row[place] if place < len(row) else "")
        repaired.append([code if at == place else cell for at, cell in enumerate(row)])
        if done:
            problems.append(Problem(f"fees row {number}, Code", done))
    return repaired, problems


def duplicate_codes(entries: tuple[FeeEntry, ...]) -> list[Problem]:
    """Return a problem for each entry whose code and day stood in an earlier row."""
    first: dict[tuple[str, date | None], int] = {}
    problems: list[Problem] = []
    for entry in entries:
        key = (code_key(entry.code), entry.effective)
        if key in first:
            problems.append(Problem(f"fees row {entry.row}", f"{key[0]} stands in row {first[key]} already; keep one"))
        first.setdefault(key, entry.row)
    return problems


def from_table(sheet: Sheet, place: int, name: str, fee_column: str) -> FeeList:
    """Return the fee list of rows with a header."""
    header = sheet.rows[place]
    chosen = chosen_header(header, fee_column) if fee_column else the_fee_column(header, name)
    rows = [list(row) for row in sheet.rows[place:]]
    repaired, notes = repaired_rows(with_office_fee(rows, chosen) if chosen else rows, place + 1)
    try:
        reading = read_fees(repaired, place + 1)
    except ArgumentError as error:
        raise FileError(f"{name}: {error}") from error
    fees = tuple(kind for kind in FEE_KINDS if any(entry.fee(kind) is not None for entry in reading.records))
    return FeeList(name, reading.records, reading.problems + tuple(notes), sheet.form, fees)


def from_lines(sheet: Sheet, name: str) -> FeeList:
    """Return the fee list of typed lines; a line with a code but no price is a problem."""
    lines = list(sheet.lines)
    rows = typed_rows(lines)
    if not rows:
        raise FileError(
            f"{name} is no fee schedule: no column of codes and no lines with a code and a price were found"
        )
    table = [["Code", "Treatment", "Office fee"], *[list(row) for row in rows]]
    reading = read_fees(table)
    priced = {row[0] for row in rows}
    bad = [number for number in lines_with_a_code(lines) if lines[number - 1].split()[0].upper()[:5] not in priced]
    problems = tuple(Problem(f"line {number}", "has a code but no price that can be read") for number in bad)
    entries = tuple(replace(entry, effective=day_in(lines)) for entry in reading.records)
    return FeeList(name, entries, reading.problems + problems, sheet.form, ("office",))


def import_fees(
    path: Path, fee_column: str = "", effective: date | None = None, previous: tuple[FeeEntry, ...] = ()
) -> FeeList:
    """Return the fee list of a file: CSV, .xlsx or a typed price list.

    fee_column: the header of the office fee, where several columns could be it.
    effective: the day from which fees without a date of their own hold.
    previous: the last schedule, to find fees that moved implausibly far.
    """
    sheet = read_sheet(path)
    place = header_place(sheet.rows)
    found = from_lines(sheet, path.name) if place is None else from_table(sheet, place, path.name, fee_column)
    if not found.entries:
        raise FileError(f"{path.name} has a header but no fees below it")
    entries = tuple(replace(entry, effective=entry.effective or effective) for entry in found.entries)
    doubts = duplicate_codes(entries) + implausible_fees(entries, previous)
    return replace(found, entries=entries, problems=found.problems + tuple(doubts))
