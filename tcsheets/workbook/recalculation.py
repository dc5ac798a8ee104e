"""A workbook computed anew without any spreadsheet program: every formula's value, and nothing else, changes.

A formula that cannot be computed here keeps the value it has, and the report
says which and why.  Computing twice changes no byte the second time.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tcsheets.errors import CellError, Problem
from tcsheets.functions import registry
from tcsheets.workbook.addresses import Area, cell_name
from tcsheets.workbook.collecting import without_collection
from tcsheets.workbook.contents import Cached, Content, Formula, Spilled, error_code
from tcsheets.workbook.engine import Answer, Engine, Place, SheetFunction
from tcsheets.workbook.formualizer_engine import FormualizerEngine
from tcsheets.workbook.modelling import ModelFormula, WorkbookModel, model_of
from tcsheets.workbook.package import Package
from tcsheets.workbook.patch import Patch, patched
from tcsheets.workbook.spelling import PART_OF_SPILL, google_text
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
    cells: Cells = {}
    for place, formula in workbook.formulas.items():
        if place not in answer.refused:
            rows = answer.spills.get(place, [[answer.values[place]]])
            cells.setdefault(place[0], {}).update(changes(workbook, place, formula, rows))
    data = patched(package, Patch(cells))
    values = dict(answer.values) | {
        (place[0], place[1] + row, place[2] + column): value
        for place, rows in answer.spills.items()
        for row, line in enumerate(rows)
        for column, value in enumerate(line)
    }
    spills = {place: area_at(place, rows) for place, rows in answer.spills.items()}
    changed = sum(len(each) for each in cells.values())
    kept = {**workbook.kept, **answer.refused}
    return Recalculated(data, len(answer.values), changed, values, spills, problems(kept), errors_in(answer))


def area_at(place: Place, rows: Sequence[Sequence[Cell]]) -> Area:
    """Return the area that a result fills from a cell on."""
    _, row, column = place
    return Area(row, column, row + len(rows) - 1, column + len(rows[0]) - 1)


def changes(
    workbook: WorkbookModel, place: Place, formula: ModelFormula, rows: Sequence[Sequence[Cell]]
) -> dict[tuple[int, int], Content]:
    """Return the cells that must be written to show a formula's result: itself, and those that it fills or filled."""
    area = area_at(place, rows)
    own = shown(rows[0][0], formula)
    moved = formula.is_array and str(area) != str(formula.area)
    found = parts(workbook, place, formula, rows) if area != formula.area or len(rows) > 1 or len(rows[0]) > 1 else {}
    if moved or not same(own, formula.cached):
        found[place[1], place[2]] = own_content(formula, own, str(area) if moved else "")
    return found


def parts(
    workbook: WorkbookModel, place: Place, formula: ModelFormula, rows: Sequence[Sequence[Cell]]
) -> dict[tuple[int, int], Content]:
    """Return the cells to be written around a formula: those that it fills otherwise now, and those it left."""
    sheet, first, column = place
    known, nothing = workbook.values[sheet], list[Cell]()
    found: dict[tuple[int, int], Content] = {}
    for at in {*formula.area.cells(), *area_at(place, rows).cells()} - {(first, column)}:
        row, place_in_row = at[0] - first, at[1] - column
        value = rows[row][place_in_row] if row < len(rows) and place_in_row < len(rows[0]) else None
        before = known.get(at[0], nothing)
        old = before[at[1] - 1] if at[1] <= len(before) else None
        if not same(value, old) and (sheet, *at) not in workbook.formulas:
            found[at] = part_content(formula, value)
    return found


def own_content(formula: ModelFormula, value: Cell, spill: str) -> Content:
    """Return what is written into a formula's own cell."""
    if formula.spoken.is_google:
        return Formula(google_text(formula.spoken.text, value), value)
    return Cached(value, spill)


def part_content(formula: ModelFormula, value: Cell) -> Content:
    """Return what is written into a cell that a formula's result fills, or does not fill any more (None)."""
    if value is None:
        return None
    return Formula(google_text(PART_OF_SPILL, value), value) if formula.spoken.is_google else Spilled(value)


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
