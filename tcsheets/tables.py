"""A range with a header row <-> typed records.

Columns are found by name or synonym, in any order; columns nobody asked for
are ignored and blank rows skipped.  A bad cell makes a `Problem` for its row,
and the good rows go on; who adds them up asks for `all_records`, and gets the
error instead of the sum of the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from tcsheets.cells import is_blank, is_error, read_cell, text_of, write_cell
from tcsheets.errors import ArgumentError, DataError, Problem

T = TypeVar("T")
Range = Sequence[Sequence[Any]]
# The last reading of each table: a column of formulas sends the same fee schedule once a row.
LAST_READ: dict[str, tuple[Any, list[list[Any]], Any]] = {}


@dataclass(frozen=True, slots=True)
class Column:
    """A column a table may have: field of the record, header, kind of value, other headers it is known by.

    A required column must be there, and none of its cells blank.  Elsewhere a
    blank cell, or a missing column, gives the default.
    """

    field: str
    header: str
    kind: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    default: Any = None


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """What a range held: the good records in order, and a problem for each bad row."""

    records: tuple[T, ...]
    problems: tuple[Problem, ...]

    def all_records(self) -> tuple[T, ...]:
        """Return the records, if all rows are good; a `DataError` names the first bad one otherwise."""
        if self.problems:
            more = len(self.problems) - 1
            raise DataError(str(self.problems[0]) + (f" (and {more} more)" if more else ""))
        return self.records


@dataclass(frozen=True, slots=True)
class Spill:
    """A table to be spilled into cells: its columns, rows of typed values, and the problems of bad rows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    problems: tuple[Problem, ...] = ()


def header_key(header: Any) -> str:
    """Return a header for comparison: lower case, single spaces for all but letters and digits, % as a word.

    >>> header_key("Discount (%)"), header_key("ADA_Code")
    ('discount percent', 'ada code')
    """
    text = text_of(header).lower().replace("%", " percent ") if not is_blank(header) and not is_error(header) else ""
    return " ".join("".join(c if c in "abcdefghijklmnopqrstuvwxyz0123456789" else " " for c in text).split())


def as_rows(cells: Any) -> list[list[Any]]:
    """Return a range as rows; a single cell is a range of one, a flat list one row."""
    if not isinstance(cells, (list, tuple)):
        return [[cells]]
    if cells and not isinstance(cells[0], (list, tuple)):
        return [list(cells)]
    return [list(row) for row in cells]


def matches(headers: Sequence[str], names: Sequence[str]) -> list[int]:
    """Return the places of the headers that are one of the names."""
    return [place for place, header in enumerate(headers) if header and header in names]


def find_column(headers: Sequence[str], column: Column, what: str) -> int | None:
    """Return the place of a column among header keys: by its own header first, then by a synonym.

    `ArgumentError` where two headers could be meant.
    """
    own = matches(headers, [header_key(column.header)])
    found = own or matches(headers, [header_key(each) for each in column.synonyms])
    if len(found) > 1:
        names = " and ".join('"' + headers[place] + '"' for place in found)
        raise ArgumentError(f"{what}: {names} could each be {column.header}; rename one")
    return found[0] if found else None


def places_of(header: Sequence[Any], columns: Sequence[Column], what: str) -> dict[str, int]:
    """Return the place of each column that the header row has; a missing required one is refused by name."""
    headers = [header_key(cell) for cell in header]
    places: dict[str, int] = {}
    for column in columns:
        place = find_column(headers, column, what)
        if place is not None:
            places[column.field] = place
        elif column.required:
            others = " or " + ", ".join(column.synonyms) if column.synonyms else ""
            raise ArgumentError(f'{what} has no column "{column.header}"{others}; give the range with its header row')
    return places


def read_row(
    cells: Sequence[Any], columns: Sequence[Column], places: dict[str, int]
) -> tuple[dict[str, Any], str, str]:
    """Return (values by field, field of the first bad cell, what is wrong with it)."""
    values: dict[str, Any] = {}
    for column in columns:
        place = places.get(column.field, len(cells))
        try:
            value = read_cell(cells[place], column.kind) if place < len(cells) else None
        except ValueError as error:
            return values, column.field, str(error)
        if value is None and column.required:
            return values, column.field, "is blank"
        values[column.field] = column.default if value is None else value
    return values, "", ""


def read_table(
    cells: Any, columns: Sequence[Column], make: Callable[..., T], what: str, header_row: int = 1
) -> Reading[T]:
    """Return the records of a range with a header row, and its problems.

    cells: rows of cells, the header row first.
    make: called for each good row with the columns' fields by name, and `row`,
        its place; a `ValueError` from it is a problem of that row.
    what: the table's name, for messages.
    header_row: the number of the header row, where rows are counted from elsewhere than the range.

    >>> fee = Column("fee", "Fee", "Money", ("UCR", "Charge"), required=True)
    >>> read_table([["Code", "UCR"], ["D0120", "$64.00"], ["", ""], ["D0140", "?"]], [fee], dict, "Fees").problems
    (Problem(where='Fees row 4, UCR', message='is text, not an amount; write it like 1285.00'),)
    """
    rows = as_rows(cells)
    known = LAST_READ.get(what)
    if known is not None and known[0] == (columns, make, header_row) and same_cells(known[1], rows):
        remembered: Reading[T] = known[2]
        return remembered
    reading = read_rows(rows, columns, make, what, header_row)
    LAST_READ[what] = ((columns, make, header_row), rows, reading)
    return reading


def same_cells(some: list[list[Any]], other: list[list[Any]]) -> bool:
    """Whether two ranges hold the same: True is not 1 here, though Python finds them equal."""
    return some == other and [[type(each) for each in row] for row in some] == [
        [type(each) for each in row] for row in other
    ]


def read_rows(
    rows: list[list[Any]], columns: Sequence[Column], make: Callable[..., T], what: str, header_row: int
) -> Reading[T]:
    """Return the records and problems of rows that have not been read before."""
    places = places_of(rows[0], columns, what)
    records: list[T] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows[1:], start=header_row + 1):
        if all(place >= len(row) or is_blank(row[place]) for place in places.values()):
            continue
        values, field, fault = read_row(row, columns, places)
        if not fault:
            try:
                records.append(make(row=number, **values))
                continue
            except ValueError as error:
                fault = str(error)
        header = ", " + text_of(rows[0][places[field]]) if field else ""
        problems.append(Problem(f"{what} row {number}" + header, fault))
    return Reading(tuple(records), tuple(problems))


def write_table(spill: Spill) -> list[list[Any]]:
    """Return a spill as rows of cells, header first.

    Where there are problems a last column, Problem, is added, and a row for each bad row of the input.

    >>> write_table(Spill((Column("fee", "Fee", "Money"),), ((6400,),), (Problem("row 4", "is blank"),)))
    [['Fee', 'Problem'], [64.0, ''], ['', 'row 4: is blank']]
    """
    more = [""] if spill.problems else []
    header = [column.header for column in spill.columns] + (["Problem"] if spill.problems else [])
    rows = [
        [blank_text(write_cell(value, column.kind)) for value, column in zip(row, spill.columns)] + more
        for row in spill.rows
    ]
    bad = [[""] * len(spill.columns) + [str(problem)] for problem in spill.problems]
    return [header] + rows + bad


def blank_text(value: Any) -> Any:
    """Return an empty text for nothing: a spilled None would show as 0 in several hosts."""
    return "" if value is None else value
