"""TC_ calls that need no engine: alone in their cell, over cells that are known.

`TC_LINE_TOTAL(D2,C2,E2)` over typed cells is called at once, and so is a call
over what other such calls gave.  What the engine gets instead are values, which
cost it a fraction of a formula.  A formula is left to the engine where anything
is in doubt: an argument that an ordinary formula computes or a spilled result
might fill, a result of more than one cell, a nested function.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from tcsheets.errors import CellError
from tcsheets.workbook.addresses import LAST_COLUMN, LAST_ROW, column_number
from tcsheets.workbook.engine import Answer, Calculation, Model, Place
from tcsheets.workbook.formualizer_values import as_kept, kept_value
from tcsheets.workbook.known_results import KnownResults
from tcsheets.workbook.lowering import unquoted
from tcsheets.workbook.shadows import Shadows
from tcsheets.workbook.values import Cell

SHEET = r"'(?:[^']|'')+'!|[^\W\d][\w.]*!"
REFERENCE = rf"(?:{SHEET})?\$?[A-Z]{{1,3}}\$?[1-9][0-9]{{0,6}}(?::\$?[A-Z]{{1,3}}\$?[1-9][0-9]{{0,6}})?"
ARGUMENT = rf"{REFERENCE}|[0-9]+(?:\.[0-9]+)?|\"[^\"]*\"|TRUE|FALSE"
CALL = re.compile(rf"(TC_[A-Z][A-Z0-9_]*)\(((?:{ARGUMENT})(?:,(?:{ARGUMENT}))*)\)")
WORD = re.compile(rf"({SHEET})?\$?([A-Z]{{1,3}})\$?([0-9]+)(?![0-9.:])(?=,|$)|({ARGUMENT})")
SINGLE = (float, int, str, date, CellError, type(None))
MOST = 1e18  # beyond it the engine judges: whole numbers without room there, infinities, what is no number
MOST_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class LoneCalls:
    """What lone calls gave: by cell its value, and what a function says of an error."""

    values: dict[Place, Cell] = field(default_factory=dict)
    messages: dict[Place, str] = field(default_factory=dict)

    @property
    def answer(self) -> Answer:
        """The same as an engine says it."""
        return Answer(self.values, {}, {}, self.messages)

    def rest(self, model: Model) -> Model:
        """Return what is left for the engine; the values go in where the formulas were."""
        for (sheet, row, column), value in self.values.items():
            model.values[sheet][row][column - 1] = value
        formulas = {place: each for place, each in model.formulas.items() if place not in self.values}
        return replace(model, formulas=formulas)


def lone_calls(model: Model, results: KnownResults) -> LoneCalls:
    """Return the values of all formulas of a workbook that need no engine."""
    calls = {place: found for place, each in model.formulas.items() if (found := call_in(each))}
    shadows = Shadows(place for place, each in model.formulas.items() if place not in calls and may_fill(each))
    for _ in range(MOST_ROUNDS):
        run = Round(model, results, calls, shadows)
        run.call_all()
        left = [place for place in calls if place not in run.found.values and may_fill(model.formulas[place])]
        if not Shadows(left).any_on(run.blanks):
            return run.found
        shadows = shadows.joined(left)
    run = Round(model, results, calls, shadows.joined(place for place in calls if may_fill(model.formulas[place])))
    run.call_all()
    return run.found


def call_in(calculation: Calculation) -> tuple[str, str] | None:
    """Return the function and the arguments of a formula that is one call, None of any other.

    >>> call_in(Calculation("TC_FEE(B2,'Fees'!$A$1:$B$9)", None))
    ('TC_FEE', "B2,'Fees'!$A$1:$B$9")
    """
    found = CALL.fullmatch(calculation.text)
    return (found[1], found[2]) if found and not fills_fixed(calculation) else None


def fills_fixed(calculation: Calculation) -> bool:
    """Whether a formula must fill an area of more than its own cell."""
    area = calculation.area
    return area is not None and (area.first_row, area.first_column) != (area.last_row, area.last_column)


def may_fill(calculation: Calculation) -> bool:
    """Whether a formula's result may fill more than its own cell."""
    return calculation.area is None or fills_fixed(calculation)


@dataclass(slots=True)
class Round:
    """One round over all lone calls: the only thing here that changes.

    begun: the cells whose call waits for another one; left: those left to the engine; blanks: what was read as blank.
    """

    model: Model
    results: KnownResults
    calls: dict[Place, tuple[str, str]]
    shadows: Shadows
    found: LoneCalls = field(default_factory=LoneCalls)
    begun: set[Place] = field(default_factory=set)
    left: set[Place] = field(default_factory=set)
    blanks: set[Place] = field(default_factory=set)

    def call_all(self) -> None:
        """Make every call whose arguments are known, those that it waits for before it."""
        for place in self.calls:
            waiting = [place]
            while waiting:
                needed = self.settle(waiting[-1])
                if needed is None:
                    waiting.pop()
                else:
                    waiting.append(needed)

    def settle(self, place: Place) -> Place | None:
        """Make the call of a cell, or leave it to the engine; or return the cell that must be settled first."""
        if place in self.found.values or place in self.left:
            return None
        name, written = self.calls[place]
        values: list[Any] = []
        for where, letters, row, other in WORD.findall(written):
            if letters:
                value = self.cell((unquoted(where) if where else place[0], int(row), column_number(letters)))
            else:
                value = self.other(other)
            if isinstance(value, tuple) and value not in self.begun and value != place:
                self.begun.add(value)
                return value
            if value is NotImplemented or isinstance(value, tuple):  # in doubt, or it goes round
                self.left.add(place)
                return None
            values.append(value)
        self.call(place, name, tuple(values))
        return None

    def cell(self, place: Place) -> Any:
        """Return the value of a cell, the cell where it must be settled first, or NotImplemented."""
        if place in self.calls:
            return NotImplemented if place in self.left else self.found.values.get(place, place)
        sheet, row, column = place
        is_strange = sheet not in self.model.values or row > LAST_ROW or column > LAST_COLUMN
        return NotImplemented if is_strange or place in self.model.formulas else self.typed(place)

    def typed(self, place: Place) -> Any:
        """Return the value of a cell that no formula computes; NotImplemented for a blank that a result may fill."""
        sheet, row, column = place
        cells = self.model.values[sheet].get(row, ())
        value = cells[column - 1] if column <= len(cells) else None
        if value is None:
            self.blanks.add(place)
            return NotImplemented if self.shadows.on(place) else None
        return as_kept(value) if isinstance(value, CellError) else float(value) if isinstance(value, float) else value

    def other(self, written: str) -> Any:
        """Return an argument that is no cell: a number, a text, a truth value, or the mark of a still range."""
        if written in ("TRUE", "FALSE"):
            return written == "TRUE"
        if written[0] == '"':
            return written[1:-1]
        if written[0].isdigit():
            return float(written)
        return self.results.still.mark(written) or NotImplemented

    def call(self, place: Place, name: str, values: tuple[Any, ...]) -> None:
        """Make a call; one that gives more than a cell, or what no cell holds, is left to the engine."""
        result = self.results.known_result(self.model.functions[name], values)
        if not isinstance(result, SINGLE) or (isinstance(result, float | int) and not abs(result) < MOST):
            self.left.add(place)
            return
        self.found.values[place] = kept_value(result)
        if isinstance(result, CellError):
            self.found.messages[place] = result.message
