"""A fee list from a file -> fee entries, with everything doubtful reported and nothing dropped in silence.

Reading order: `text_files` and `workbooks` give rows, `columns` says what each
column is, `repairs` mends cells and says so, `price_lists` reads typed lines,
`plausible` finds slips.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from tcsheets.cells import text_of
from tcsheets.errors import ArgumentError, FileError, Problem
from tcsheets.importing.columns import Columns, columns_of, header_place
from tcsheets.importing.plausible import gone_codes, implausible_fees, zero_fees
from tcsheets.importing.price_lists import day_in, typed_list
from tcsheets.importing.repairs import is_code, looks_like_procedure, repaired_rows, without_overlong
from tcsheets.importing.text_files import file_bytes, read_text_rows
from tcsheets.importing.workbooks import sheet_with_fees
from tcsheets.pricing.fees import FEE_KINDS, FeeEntry, read_fees
from tcsheets.tables import header_key

TYPED = ("Code", "Treatment", "Office fee")


@dataclass(frozen=True, slots=True)
class FeeList:
    """What a file held: the entries, what is doubtful, and what was recognised on the way.

    read_from: our column and the file's header it was read from; left_out: the file's headers that were not read.
    """

    name: str
    entries: tuple[FeeEntry, ...]
    problems: tuple[Problem, ...]
    form: str
    read_from: tuple[tuple[str, str], ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def fee_columns(self) -> tuple[str, ...]:
        """Which fees it has: office, member, network."""
        return tuple(kind for kind in FEE_KINDS if any(entry.fee(kind) is not None for entry in self.entries))


@dataclass(frozen=True, slots=True)
class Source:
    """The rows and lines of a file, and how it was written."""

    name: str
    rows: tuple[tuple[Any, ...], ...]
    lines: tuple[str, ...]
    form: str
    encoding: str = ""


def read_source(path: Path, sheet: str = "") -> Source:
    """Return what stands in a CSV, text or .xlsx file."""
    content = file_bytes(path)
    if content.startswith(b"PK"):
        found, rows = sheet_with_fees(content, path.name, sheet)
        return Source(
            path.name, rows, tuple("\t".join(text_of(cell) for cell in row) for row in rows), f"sheet {found}"
        )
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileError(f"{path.name} is an old .xls file or has a password; save it as .xlsx or CSV without one")
    text = read_text_rows(content, path.name)
    return Source(path.name, text.rows, text.lines, f"{text.delimiter or 'one column'}, {text.encoding}", text.encoding)


def from_table(source: Source, place: int, columns: Columns, effective: date | None) -> FeeList:
    """Return the fee list of rows with a header."""
    rows, overlong = without_overlong(source.rows[place:], place + 1)
    repaired, notes = repaired_rows([columns.header, *rows[1:]], place + 1)
    try:
        reading = read_fees(repaired, place + 1)
    except ArgumentError as error:
        raise FileError(f"{source.name}: {error}") from error
    entries, words = with_codes(reading.records)
    problems = (*overlong, *in_the_files_words([*notes, *reading.problems], columns), *words)
    dated = with_day(entries, effective or day_in(source.lines[:place]))
    return FeeList(source.name, dated, problems, source.form, columns.read_from, columns.left_out)


def in_the_files_words(problems: Sequence[Problem], columns: Columns) -> list[Problem]:
    """Return problems whose places name a column as the file does."""
    named = [(f", {ours}", f", {theirs}") for ours, theirs in columns.read_from]
    found: list[Problem] = []
    for problem in problems:
        where = next((problem.where.removesuffix(a) + b for a, b in named if problem.where.endswith(a)), problem.where)
        found.append(replace(problem, where=where))
    return found


def with_codes(entries: Sequence[FeeEntry]) -> tuple[tuple[FeeEntry, ...], list[Problem]]:
    """Return the entries that have a code and not a sentence in its place, and a problem for each other row."""
    problems = [
        Problem(f"fees row {entry.row}", "has words in place of a code; row left out")
        for entry in entries
        if not is_code(entry.code)
    ]
    return tuple(entry for entry in entries if is_code(entry.code)), problems


def from_lines(source: Source, effective: date | None) -> FeeList:
    """Return the fee list of typed lines; a line with a code but no price is a problem."""
    rows, faults = typed_list(source.lines)
    if not any(row[0] for row in rows):
        lacking = "no header row with a column Code, and no lines with a code and a price, were found"
        raise FileError(f"{source.name} is no fee schedule: {lacking}")
    reading = read_fees([list(TYPED), *rows], 0)
    entries = with_day(reading.records, effective or day_in(source.lines))
    form = "typed list" + (f", {source.encoding}" if source.encoding else "")
    return FeeList(source.name, entries, (*reading.problems, *faults), form)


def with_day(entries: Sequence[FeeEntry], day: date | None) -> tuple[FeeEntry, ...]:
    """Return entries, those without a day of their own from a day on."""
    return tuple(replace(entry, effective=entry.effective or day) for entry in entries)


def import_fees(
    path: Path,
    fee_column: str = "",
    effective: date | None = None,
    previous: Sequence[FeeEntry] = (),
    sheet: str = "",
    which: str = "office",
) -> FeeList:
    """Return the fee list of a file: CSV, .xlsx or a typed price list.

    fee_column: the header of the fee, where several columns could be it.
    effective: the day from which fees hold; a day in a row of its own stands, one in the file's heading does not.
    previous: the last schedule, to find fees that moved implausibly far.
    sheet: the sheet of a workbook, where several hold a list.
    which: which fee the column is: office, member or network.
    """
    source = read_source(path, sheet)
    place = header_place(source.rows)
    if place is None:
        found = from_lines(source, effective)
    else:
        columns = columns_of(source.rows[place:], source.name, fee_column, which)
        found = from_table(source, place, columns, effective)
    if not found.fee_columns:
        raise FileError(f"{path.name} has a header but no fees below it" + first_of(found.problems))
    return checked(found, previous)


def first_of(problems: Sequence[Problem]) -> str:
    """Return the first of some problems as the end of a sentence, "" of none."""
    return f" that can be read; {problems[0]}" if problems else ""


def checked(found: FeeList, previous: Sequence[FeeEntry]) -> FeeList:
    """Return a fee list with all that is doubtful about its entries."""
    doubts = [*without_fee(found.entries), *duplicate_codes(found.entries), *zero_fees(found.entries)]
    doubts += [*implausible_fees(found.entries, previous), *gone_codes(found.entries, previous)]
    if not any(looks_like_procedure(entry.code) for entry in found.entries):
        doubts.append(Problem(found.name, "none of its codes looks like D0120; is this a fee schedule?"))
    return replace(found, problems=(*found.problems, *doubts))


def without_fee(entries: Sequence[FeeEntry]) -> list[Problem]:
    """Return a problem for each entry that has no fee of any kind."""
    bare = [entry for entry in entries if all(entry.fee(kind) is None for kind in FEE_KINDS)]
    return [Problem(f"fees row {entry.row}", f"{entry.code} has no fee; its cell is blank") for entry in bare]


def duplicate_codes(entries: Sequence[FeeEntry]) -> list[Problem]:
    """Return a problem for each entry whose code and day stood in an earlier row."""
    first: dict[tuple[str, date | None], int] = {}
    problems: list[Problem] = []
    for entry in entries:
        key = (entry.code, entry.effective)
        if key in first:
            problems.append(Problem(f"fees row {entry.row}", f"{key[0]} stands in row {first[key]} already; keep one"))
        first.setdefault(key, entry.row)
    return problems


def last_schedule(path: Path, fee_column: str = "") -> tuple[FeeEntry, ...]:
    """Return the entries of the last schedule, for comparison; its fee column is chosen alike where it has it."""
    source = read_source(path)
    place = header_place(source.rows)
    header = source.rows[place] if place is not None else ()
    known = any(header_key(cell) == header_key(fee_column) for cell in header)
    return import_fees(path, fee_column if known else "").entries
