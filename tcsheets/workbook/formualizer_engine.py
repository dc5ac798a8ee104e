"""Calculation by formualizer, as an `Engine`.

What it cannot do is seen to here: results of more than 10,000 cells, array
formulas of a fixed size, errors that carry a message, and formulas over which
the whole calculation would stop.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import formualizer as fz

from tcsheets.errors import CellError
from tcsheets.workbook.addresses import Area, area_of, cell_name
from tcsheets.workbook.engine import Answer, Model, Place
from tcsheets.workbook.formualizer_calls import Calls, numbered
from tcsheets.workbook.formualizer_captures import Captures
from tcsheets.workbook.formualizer_loading import loaded
from tcsheets.workbook.formualizer_values import argument_of, cell_of, value_of
from tcsheets.workbook.known_results import KnownResults
from tcsheets.workbook.lone_calls import lone_calls
from tcsheets.workbook.still_ranges import StillRanges
from tcsheets.workbook.values import Cell

CANNOT = {
    "NImpl": "the calculation here lacks something it uses",
    "Error": "it cannot be read",
    "Circ": "it goes round",
}
CAPTURE = "TC_0CAPTURE"  # no TC_ function begins with a digit
MOST_PASSES = 20
MAKES_ARRAYS = re.compile(r"[:#{]|\b(?:SEQUENCE|RANDARRAY|MUNIT|OFFSET|INDIRECT|TEXTSPLIT|EXPAND)\(", re.IGNORECASE)


@lru_cache(maxsize=2048)
def is_known(function: str) -> bool:
    """Whether the engine has a function: called with nothing, an unknown one is an unknown name."""
    book = fz.Workbook(mode=fz.WorkbookMode.Ephemeral)
    book.add_sheet("S")
    book.set_formula("S", 1, 1, f"={function}()")
    try:
        book.evaluate_all()
    except fz.ExcelEvaluationError:
        return False
    value = book.get_value("S", 1, 1)
    return not (isinstance(value, dict) and value["kind"] in ("Name", "NImpl", "Error"))


class FormualizerEngine:
    """Calculation by formualizer."""

    def knows(self, function: str) -> bool:
        """Whether it has a function of that name."""
        return is_known(function.upper())

    def compute(self, model: Model) -> Answer:
        """Return what all formulas of a workbook come to."""
        results = KnownResults(StillRanges(model))
        lone = lone_calls(model, results)
        rest = lone.rest(model)
        if not rest.formulas:
            return lone.answer
        results.still = results.still.after(rest)
        places = tuple(rest.formulas)
        captures = Captures(rest.formulas)
        run = Run(rest, loaded(rest), places, Calls(results, places, captures), captures)
        run.start()
        run.settle()
        return run.answer(lone.answer)


@dataclass(slots=True)
class Run:
    """One calculation, as it goes on: the only thing here that changes.

    A result too large for the engine, or of a fixed size, is captured by a function around the formula and
    published as values; then all that reads it is computed again, until nothing changes any more.

    errors: the kinds of the errors that cells show now; arrays: the formulas whose words may make more than a cell.
    """

    model: Model
    book: fz.Workbook
    places: tuple[Place, ...]
    calls: Calls
    captures: Captures
    numbers: dict[Place, int] = field(default_factory=dict)
    published: dict[Place, list[list[Any]]] = field(default_factory=dict)
    refused: dict[Place, str] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    arrays: dict[Place, None] = field(default_factory=dict)

    def start(self) -> None:
        """Give the engine its functions and formulas."""
        self.numbers = {place: number for number, place in enumerate(self.places)}
        formulas = self.model.formulas
        self.arrays = dict.fromkeys(place for place in self.places if MAKES_ARRAYS.search(formulas[place].text))
        for name, function in self.model.functions.items():
            self.book.register_function(name, self.calls.callback(function), min_args=1)
        self.book.register_function(CAPTURE, self.capture, min_args=2, max_args=2)
        for place, calculation in self.model.formulas.items():
            fixed = calculation.area is not None and calculation.area.height * calculation.area.width > 1
            self.put(place, captures=fixed)

    def put(self, place: Place, *, captures: bool) -> None:
        """Give the engine a formula, its calls marked with the number of their cell."""
        number = self.numbers[place]
        text = numbered(self.calls.results.still.marked(self.model.formulas[place].text), number)
        if captures:
            self.captures.results.setdefault(place, [])
            text = text if self.captures.is_one_call(place) else f"{CAPTURE}({number},{text})"
        try:
            self.book.set_formula(*place, "=" + text)
        except RuntimeError as error:
            self.keep(place, CANNOT["Circ"] if "#CIRC!" in str(error) else CANNOT["Error"])

    def capture(self, number: float, result: Any) -> Any:
        """Take a whole result aside, and return what its own cell shows of it."""
        return self.captures.take(self.places[int(number)], argument_of(result))

    def settle(self) -> None:
        """Compute until nothing changes any more."""
        for _ in range(MOST_PASSES):
            self.evaluate()
            if not (self.refuse() or self.begin_captures() or self.publish()):
                return
        for place in list(self.captures.results):
            self.keep(place, "its result never comes to rest")
        self.evaluate()

    def evaluate(self) -> None:
        """Let the engine compute; a formula over which it stops keeps its value."""
        try:
            self.book.evaluate_all()
        except fz.ExcelEvaluationError:
            for place in self.places:
                self.evaluate_alone(place)
            self.book.evaluate_all()
        self.calls.results.raise_unfinished()

    def evaluate_alone(self, place: Place) -> None:
        """Compute one cell, and let it keep its value if the engine stops over it."""
        try:
            self.book.evaluate_cell(*place)
        except fz.ExcelEvaluationError as error:
            self.keep(place, str(error))

    def keep(self, place: Place, why: str) -> None:
        """Let a formula keep the value that it has."""
        self.refused[place] = why
        self.captures.results.pop(place, None)
        self.book.set_value(*place, value_of(self.model.formulas[place].cached))

    def refuse(self) -> bool:
        """Let formulas that the engine cannot compute keep their values; return whether there were any.

        A formula that only reads such a one is computed from the value that was kept.
        """
        kinds = ((place, self.kind(place)) for place in self.places)
        self.errors = {place: kind for place, kind in kinds if kind}
        suspects = [place for place, kind in self.errors.items() if kind in CANNOT and place not in self.refused]
        for place in suspects:
            self.book.set_value(*place, value_of(self.model.formulas[place].cached))
        for place in suspects:
            self.put(place, captures=place in self.captures.results)
            self.evaluate()
            if self.kind(place) in CANNOT:
                self.keep(place, CANNOT[self.kind(place)])
        return bool(suspects)

    def kind(self, place: Place) -> str:
        """Return the kind of the error in a cell, "" where there is none."""
        value = self.book.get_value(*place)
        return str(value["kind"]) if isinstance(value, dict) else ""

    def begin_captures(self) -> bool:
        """Capture what did not find room, and what fills more than its cell may; return whether there was any."""
        suspects = dict.fromkeys([*self.errors, *self.may_fill()])
        found = [
            place
            for place in suspects
            if place not in self.captures.results
            and place not in self.refused
            and (self.errors.get(place) == "Spill" or (self.is_fixed(place) and self.spilled(place)))
        ]
        for place in found:
            self.put(place, captures=True)
        return bool(found)

    def may_fill(self) -> list[Place]:
        """Return the formulas whose result may fill more than their cell."""
        return [*self.arrays, *sorted(self.calls.wide - self.arrays.keys())]

    def is_fixed(self, place: Place) -> bool:
        """Whether a formula's result must keep to its area."""
        return self.model.formulas[place].area is not None

    def spilled(self, place: Place) -> Area | None:
        """Return the area that the engine itself filled with a formula's result, None for a single cell."""
        if place not in self.calls.wide and place not in self.arrays:
            return None
        sheet, row, column = place
        role = self.book.inspect_cell(f"{quoted(sheet)}!{cell_name(row, column)}", include_values=False).cell.spill
        extent = str(role.extent).rpartition("!")[2] if role and role.extent else ""
        return area_of(extent) if ":" in extent else None

    def publish(self) -> bool:
        """Write captured results as values where there is room; return whether that changed anything."""
        changed = False
        for place, rows in self.captures.results.items():
            free = self.has_room(place, rows)
            if free == (place in self.captures.blocked):
                self.captures.blocked ^= {place}
                self.put(place, captures=True)
                changed = True
            shown = rows if free else [[None]]
            if shown != self.published.get(place, [[None]]):
                self.write(place, shown)
                changed = True
        return changed

    def has_room(self, place: Place, rows: list[list[Any]]) -> bool:
        """Whether nothing stands where a result would go, its own cell apart."""
        sheet, first, column = place
        area = area_at(place, rows)
        if self.model.formulas[place].area is not None:
            return True
        typed = self.model.values[sheet]
        for row in range(first, area.last_row + 1):
            if any(cell is not None for cell in typed.get(row, ())[column - 1 : area.last_column]):
                return False
        others = [other for other in self.places if other != place and other[0] == sheet]
        if any(area.holds(other[1], other[2]) for other in others):
            return False
        filled = [self.filled(other) for other in others]
        return not any(each.meets(area) for each in filled if each)

    def filled(self, place: Place) -> Area | None:
        """Return the area that a formula's result fills, None for a single cell."""
        if place in self.captures.results:
            return area_at(place, self.published[place]) if place in self.published else None
        return self.spilled(place)

    def write(self, place: Place, rows: list[list[Any]]) -> None:
        """Put a result's values into the cells around its own, and clear those it filled before."""
        before = self.published.get(place, [[None]])
        if len(before) > len(rows) or len(before[0]) > len(rows[0]):
            self.put_around(place, [[None] * len(before[0]) for _ in before])
        self.put_around(place, [[value_of(cell) for cell in row] for row in rows])
        self.published[place] = rows

    def put_around(self, place: Place, cells: list[list[Any]]) -> None:
        """Put cells into the sheet, all but the first, which is the formula's own."""
        sheet, row, column = place
        if cells[0][1:]:
            self.book.set_values_batch(sheet, row, column + 1, [cells[0][1:]])
        if cells[1:]:
            self.book.set_values_batch(sheet, row + 1, column, cells[1:])

    def answer(self, known: Answer) -> Answer:
        """Return what was computed, together with what was known before."""
        computed = [place for place in self.places if place not in self.refused]
        values = {place: cell_of(self.book.get_value(*place)) for place in computed}
        filling = [place for place in {**self.captures.results, **dict.fromkeys(self.may_fill())} if place in values]
        spills = {place: rows for place in filling if len(rows := self.result(place)) > 1 or len(rows[0]) > 1}
        messages = {
            place: message for place, message in self.calls.messages.items() if isinstance(values.get(place), CellError)
        }
        return Answer({**known.values, **values}, spills, self.refused, {**known.messages, **messages})

    def result(self, place: Place) -> list[list[Cell]]:
        """Return the rows of a formula's result."""
        if place in self.captures.results:
            return self.published.get(place, [[None]])
        area = self.spilled(place)
        if area is None:
            return [[None]]
        address = fz.RangeAddress(place[0], area.first_row, area.first_column, area.last_row, area.last_column)
        return [[cell_of(cell) for cell in row] for row in self.book.sheet(place[0]).get_values(address)]


def quoted(sheet: str) -> str:
    """Return a sheet's name as a reference writes it."""
    return "'" + sheet.replace("'", "''") + "'"


def area_at(place: Place, rows: Sequence[Sequence[Any]]) -> Area:
    """Return the area that rows fill from a cell on."""
    _, row, column = place
    return Area(row, column, row + len(rows) - 1, column + len(rows[0]) - 1)
