"""A workbook's cells and formulas as a calculation engine takes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import NamedTuple

from tcsheets.errors import FileError
from tcsheets.workbook.addresses import Area, area_of, column_number
from tcsheets.workbook.engine import Calculation, Engine, Model, Place, SheetFunction
from tcsheets.workbook.formula_words import functions_in
from tcsheets.workbook.formulas import FoundFormula, formulas_of
from tcsheets.workbook.lowering import Lowering, lowering_of
from tcsheets.workbook.package import Package, reader, rows_of
from tcsheets.workbook.sheet_rows import SheetRows
from tcsheets.workbook.spelling import Spoken, our_name, spoken
from tcsheets.workbook.structured import LoweringError
from tcsheets.workbook.values import STYLE, Cell, Reader, raw_cells

LAST_CELL = '<c r="'
AT_ONCE = 1_000  # rows whose XML is held as text


class ModelFormula(NamedTuple):
    """A formula of the workbook: in the one spelling, its kind, its value, and the area it fills now.

    is_dynamic: whether it is marked as an array formula that takes the room it needs.
    """

    spoken: Spoken
    kind: str
    cached: Cell
    area: Area
    is_dynamic: bool
    shows_date: bool

    @property
    def is_array(self) -> bool:
        """Whether it is an array formula."""
        return self.kind == "array"

    @property
    def fills_more(self) -> bool:
        """Whether it fills more than its own cell now."""
        area = self.area
        return area.first_row != area.last_row or area.first_column != area.last_column

    @property
    def may_spill(self) -> bool:
        """Whether its result takes the room that it needs: a dynamic array, or one of Google's."""
        return self.is_dynamic or self.spoken.is_google


@dataclass(frozen=True, slots=True)
class WorkbookModel:
    """A workbook ready to be computed.

    values: by sheet and row, all values as they are in the file; formulas: those to be computed;
    kept: by cell, why a formula is not computed but keeps its value; model: what the engine is given.
    """

    values: Mapping[str, Mapping[int, list[Cell]]]
    formulas: Mapping[Place, ModelFormula]
    kept: Mapping[Place, str]
    model: Model


@dataclass(frozen=True, slots=True)
class Judge:
    """Who says which formulas can be computed: those whose names, tables and functions are all known.

    known: the functions met so far that are known.
    """

    lowering: Lowering
    engine: Engine
    functions: Mapping[str, SheetFunction]
    known: set[str] = field(default_factory=set)

    def calculation(self, formula: ModelFormula, place: Place) -> Calculation:
        """Return a formula as the engine takes it; `LoweringError` where it cannot be computed."""
        if formula.kind == "dataTable" or not formula.spoken.text:
            raise LoweringError("it is a data table")
        unknown = functions_in(formula.spoken.text) - self.known
        for name in sorted(unknown):
            self.must_know(name)
        self.known.update(unknown)
        text = self.lowering.lowered(formula.spoken.text, place)
        return Calculation(text, formula.cached, None if formula.may_spill else formula.area)

    def must_know(self, name: str) -> None:
        """Refuse a function that nobody here knows."""
        known = name in self.functions if our_name(name) else self.engine.knows(name)
        if not known:
            raise LoweringError(f"the function {name} is not known here")


def model_of(
    package: Package, engine: Engine, functions: Mapping[str, SheetFunction], now: date | None
) -> WorkbookModel:
    """Return a workbook ready to be computed."""
    judge = Judge(lowering_of(package), engine, functions)
    read = reader(package)
    values: dict[str, dict[int, list[Cell]]] = {}
    found: dict[Place, ModelFormula] = {}
    for sheet in package.sheets:
        if sheet.kind == "worksheet":
            rows = rows_of(package, sheet.name)
            values[sheet.name] = values_of(rows, read, f"{package.name}: the sheet {sheet.name}")
            for each in formulas_of(rows):
                place = (sheet.name, each.row, each.column)
                found[place] = model_formula(each, values[sheet.name][each.row][each.column - 1], read)
    found = with_google_areas(found)
    judged = {place: verdict(judge, formula, place) for place, formula in found.items()}
    formulas = {place: each for place, each in judged.items() if isinstance(each, Calculation)}
    kept = {place: each for place, each in judged.items() if isinstance(each, str) and each}
    computed = {place: found[place] for place in formulas}
    return WorkbookModel(values, computed, kept, Model(without_results(values, computed), formulas, functions, now))


def with_google_areas(found: Mapping[Place, ModelFormula]) -> dict[Place, ModelFormula]:
    """Return the formulas, those of Google's that fill more than their cell with the area that they fill."""
    parts = {place for place, formula in found.items() if formula.spoken.is_part_of_spill}
    if not parts:
        return dict(found)
    whole = {place: formula for place, formula in found.items() if formula.spoken.is_google and place not in parts}
    return {**found, **{place: formula._replace(area=google_area(place, parts)) for place, formula in whole.items()}}


def google_area(place: Place, parts: Set[Place]) -> Area:
    """Return the area that a formula of Google's fills: the parts to its right, and those below it."""
    sheet, first, column = place
    row, last = first, column
    while (sheet, first, last + 1) in parts:
        last += 1
    while (sheet, row + 1, column) in parts:
        row += 1
    return Area(first, column, row, last)


def verdict(judge: Judge, formula: ModelFormula, place: Place) -> Calculation | str:
    """Return a formula as the engine takes it, or why it is not computed ("" where that needs no word)."""
    if formula.spoken.is_part_of_spill:
        return ""
    try:
        return judge.calculation(formula, place)
    except LoweringError as error:
        return str(error)


def model_formula(found: FoundFormula, cached: Cell, read: Reader) -> ModelFormula:
    """Return a formula of the workbook with all that is known of it."""
    is_array, attributes = found.kind == "array", found.cell.attributes
    area = area_of(found.area) if is_array else Area(found.row, found.column, found.row, found.column)
    style = STYLE.search(attributes) if read.date_styles and " s=" in attributes else None
    shows_date = style is not None and style[1] in read.date_styles
    return ModelFormula(spoken(found.text), found.kind, cached, area, is_array and " cm=" in attributes, shows_date)


def values_of(rows: SheetRows, read: Reader, where: str) -> dict[int, list[Cell]]:
    """Return all values of a sheet by row, from column 1 on."""
    found: dict[int, list[Cell]] = {}
    try:
        for first in range(0, len(rows.numbers), AT_ONCE):
            found.update(values_in(rows, range(first, min(first + AT_ONCE, len(rows.numbers))), read))
    except (ValueError, LookupError) as error:
        raise FileError(f"{where} is damaged; open the file in Excel, let it repair it and save it") from error
    return found


def values_in(rows: SheetRows, places: range, read: Reader) -> Iterator[tuple[int, list[Cell]]]:
    """Give the values of some rows, each with the row's number."""
    texts = {rows.numbers[place]: rows.text(place) for place in places}
    for width, alike in groupby(texts.items(), lambda row: last_column(row[1])):
        known = dict(alike)
        yield from zip(known, read.rows(list(known.values()), 1, width)[0])


def last_column(row: str) -> int:
    """Return the number of the last cell's column in a row's XML; 0 for a row without cells."""
    start = row.rfind(LAST_CELL)
    if start < 0:  # a prefix, or a cell whose name does not come first
        return max((cell.column for cell in raw_cells(row)), default=0)
    name = row[start + len(LAST_CELL) : row.index('"', start + len(LAST_CELL))]
    return column_number(name.rstrip("0123456789"))


def without_results(
    values: Mapping[str, Mapping[int, list[Cell]]], formulas: Mapping[Place, ModelFormula]
) -> dict[str, dict[int, list[Cell]]]:
    """Return the values without those that will be computed: of formulas and of the cells that they fill now."""
    typed = {sheet: {row: list(cells) for row, cells in rows.items()} for sheet, rows in values.items()}
    for (sheet, _, _), formula in formulas.items():
        for row, column in formula.area.cells():
            cells = typed[sheet].get(row, [])
            if column <= len(cells):
                cells[column - 1] = None
    return typed
