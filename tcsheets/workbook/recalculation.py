"""A workbook computed anew without any spreadsheet program: every formula's value, and nothing else, changes.

A formula that cannot be computed here keeps the value it has, and the report
says which and why.  Computing twice changes no byte the second time.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from tcsheets.errors import CellError, Problem
from tcsheets.functions import registry
from tcsheets.workbook.addresses import Area, cell_name
from tcsheets.workbook.collecting import without_collection
from tcsheets.workbook.contents import Cached, Content, Formula, error_code
from tcsheets.workbook.engine import Answer, Engine, Place, SheetFunction
from tcsheets.workbook.fillings import Filling
from tcsheets.workbook.formualizer_engine import FormualizerEngine
from tcsheets.workbook.modelling import ModelFormula, WorkbookModel, model_of
from tcsheets.workbook.package import Package
from tcsheets.workbook.patch import Patch, patched
from tcsheets.workbook.spelling import google_text
from tcsheets.workbook.values import Cell, DateSerial

Cells = dict[str, dict[tuple[int, int], Content]]


@dataclass(frozen=True, slots=True)
class Recalculated:
    """A workbook computed anew.

    data: its bytes; formulas: how many were computed; changed: how many cells have another value now;
    values: of the formulas, and of the cells that they fill; spills: by cell, the area that its result fills;
    kept: the formulas that were not computed, and why; errors: the formulas that come to an error, and what it says.
    """

    data: bytes
    formulas: int
    changed: int
    values: Mapping[Place, Cell]
    spills: Mapping[Place, Area]
    kept: tuple[Problem, ...]
    errors: tuple[Problem, ...]


def sheet_functions() -> dict[str, SheetFunction]:
    """Return all TC_ functions as an engine calls them."""
    return {name: caller(name) for name in registry.names()}


def caller(name: str) -> SheetFunction:
    """Return one TC_ function as an engine calls it."""
    return lambda arguments: registry.call(name, arguments)


def recalculate(
    package: Package,
    functions: Mapping[str, SheetFunction] | None = None,
    today: date | None = None,
    engine: Engine | None = None,
) -> Recalculated:
    """Return a workbook computed anew.

    functions: the TC_ functions (all registered ones if none are given); today: what TODAY() gives, else the clock's.
    """
    with without_collection():
        return computed(package, engine or FormualizerEngine(), functions, today)


def computed(
    package: Package, engine: Engine, functions: Mapping[str, SheetFunction] | None, today: date | None
) -> Recalculated:
    """Return a workbook computed anew by an engine."""
    workbook = model_of(package, engine, sheet_functions() if functions is None else functions, today)
    answer = engine.compute(workbook.model)
    cells, fillings = changes(workbook, answer)
    data = patched(package, Patch(cells, fillings=fillings))
    changed = sum(map(len, cells.values())) + sum(each.count for some in fillings.values() for each in some)
    spills = {place: area_at(place, rows) for place, rows in answer.spills.items()}
    values = ComputedValues(answer.values, answer.spills, spills)
    kept = {**workbook.kept, **answer.refused}
    return Recalculated(data, len(answer.values), changed, values, spills, problems(kept), errors_in(answer))


@dataclass(frozen=True, slots=True)
class ComputedValues(Mapping[Place, Cell]):
    """The values of all formulas, and of the cells that they fill."""

    formulas: Mapping[Place, Cell]
    spills: Mapping[Place, Sequence[Sequence[Cell]]]
    areas: Mapping[Place, Area]

    def __getitem__(self, place: Place) -> Cell:
        """Return the value of a cell; KeyError for one that no formula computes or fills."""
        for (sheet, row, column), area in self.areas.items():
            if sheet == place[0] and area.holds(*place[1:]):
                return self.spills[sheet, row, column][place[1] - row][place[2] - column]
        return self.formulas[place]

    def __iter__(self) -> Iterator[Place]:
        """Give the cells, those of formulas first."""
        yield from self.formulas
        for start, area in self.areas.items():
            yield from (place for cell in area.cells() if (place := (start[0], *cell)) not in self.formulas)

    def __len__(self) -> int:
        """Return the number of the cells."""
        return sum(1 for _ in self)


def area_at(place: Place, rows: Sequence[Sequence[Cell]]) -> Area:
    """Return the area that a result fills from a cell on."""
    _, row, column = place
    return Area(row, column, row + len(rows) - 1, column + len(rows[0]) - 1)


def changes(workbook: WorkbookModel, answer: Answer) -> tuple[Cells, dict[str, list[Filling]]]:
    """Return the cells that must be written to show all results: the formulas' own, and those they fill or filled."""
    cells: Cells = {}
    fillings: dict[str, list[Filling]] = {}
    computed = {sheet: set[int]() for sheet, _, _ in workbook.formulas}
    for sheet, row, _ in workbook.formulas:
        computed[sheet].add(row)
    for place, formula in workbook.formulas.items():
        if place in answer.refused:
            continue
        rows = answer.spills.get(place)
        sheet, row, column = place
        if rows or formula.fills_more:
            found = filling(workbook, place, formula, rows or [[answer.values[place]]], computed[sheet])
            fillings.setdefault(sheet, []).append(found)
        own = shown(rows[0][0] if rows else answer.values[place], formula)
        area = str(area_at(place, rows or [[None]])) if formula.is_array else ""
        moved = formula.is_array and area != str(formula.area)
        if moved or not same(own, formula.cached):
            cells.setdefault(sheet, {})[row, column] = own_content(formula, own, area if moved else "")
    return cells, fillings


def filling(
    workbook: WorkbookModel, place: Place, formula: ModelFormula, rows: Sequence[Sequence[Cell]], computed: Set[int]
) -> Filling:
    """Return what must be written around a formula: in the cells it fills otherwise now, and in those it left.

    computed: the rows of the sheet in which there are formulas.
    """
    sheet, first, column = place
    known, old, nothing = workbook.values[sheet], formula.area, list[Cell]()
    width = max(len(rows[0]), old.width)
    changed: dict[int, Sequence[int]] = {}
    whole = range(column, column + width)
    for number in range(first, max(first + len(rows), old.last_row + 1)):
        line = rows[number - first] if number - first < len(rows) else nothing
        before = known.get(number, nothing)[column - 1 : column - 1 + width]
        columns = [at for at, new, was in zip_longest(whole, line, before) if not same(new, was)]
        if number in computed:
            columns = [at for at in columns if (sheet, number, at) not in workbook.formulas]
        if columns:
            changed[number] = whole if len(columns) == width else columns
    return Filling(first, column, rows, changed, formula.spoken.is_google)


def own_content(formula: ModelFormula, value: Cell, spill: str) -> Content:
    """Return what is written into a formula's own cell."""
    if formula.spoken.is_google:
        return Formula(google_text(formula.spoken.text, value), value)
    return Cached(value, spill)


def shown(value: Cell, formula: ModelFormula) -> Cell:
    """Return a value as a file holds it: an error by a code that files know, a date as one."""
    if isinstance(value, CellError):
        return CellError(error_code(value))
    return DateSerial(value) if isinstance(value, float) and formula.shows_date else value


def same(new: Cell, old: Cell) -> bool:
    """Whether two values are the same; numbers to 13 digits, for programs add in different orders.

    >>> same(0.1 + 0.2, 0.3), same(1.0, True), same("", None)
    (True, False, False)
    """
    if type(new) is float and type(old) is float:
        return new == old or math.isclose(new, old, rel_tol=1e-13, abs_tol=1e-13)
    if isinstance(new, CellError) and isinstance(old, CellError):
        return error_code(new) == error_code(old)
    if isinstance(new, bool) or isinstance(old, bool) or not (isinstance(new, float) and isinstance(old, float)):
        return type(new) is type(old) and new == old
    return math.isclose(new, old, rel_tol=1e-13, abs_tol=1e-13)


def problems(found: Mapping[Place, str]) -> tuple[Problem, ...]:
    """Return what is to be said of cells, in their order."""
    return tuple(
        Problem(f"{sheet}!{cell_name(row, column)}", why) for (sheet, row, column), why in sorted(found.items())
    )


def errors_in(answer: Answer) -> tuple[Problem, ...]:
    """Return the formulas that come to an error, each with its code and what a TC_ function says of it."""
    found = {
        place: ": ".join(word for word in (value.code, answer.messages.get(place, "")) if word)
        for place, value in answer.values.items()
        if isinstance(value, CellError)
    }
    return problems(found)
