"""Results that formualizer has no room for, or must not spread: taken aside whole, one cell of each shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tcsheets.errors import CellError
from tcsheets.workbook.addresses import Area
from tcsheets.workbook.engine import Calculation, Place
from tcsheets.workbook.formualizer_values import kept_value, rows_of_result, value_of
from tcsheets.workbook.known_results import MOST_SPILLED
from tcsheets.workbook.values import Cell

ONE_CALL = re.compile(r"TC_[A-Z][A-Z0-9_]*\([^()]*\)")


@dataclass(slots=True)
class Captures:
    """The results taken aside, by cell; blocked: the cells whose result finds no room."""

    formulas: Mapping[Place, Calculation]
    results: dict[Place, list[list[Cell]]] = field(default_factory=dict)
    blocked: set[Place] = field(default_factory=set)

    def is_one_call(self, place: Place) -> bool:
        """Whether a formula is one TC_ call and nothing else, whose result need not go through the engine."""
        return ONE_CALL.fullmatch(self.formulas[place].text) is not None

    def wants(self, place: Place, result: Any) -> bool:
        """Whether what a TC_ function gave is to be taken aside at once, being the result of the whole formula."""
        is_large = isinstance(result, list) and len(result) * len(result[0]) > MOST_SPILLED
        return (is_large or place in self.results) and self.is_one_call(place)

    def take(self, place: Place, result: Any) -> Any:
        """Take a whole result aside, and return what the engine is to show in its cell."""
        rows = [[kept_value(cell) for cell in row] for row in rows_of_result(result)]
        area = self.formulas[place].area
        self.results[place] = fitted(rows, area) if area else rows
        return value_of(CellError("#SPILL!") if place in self.blocked else self.results[place][0][0])


def fitted(rows: list[list[Cell]], area: Area) -> list[list[Cell]]:
    """Return a result as an array formula of fixed size shows it.

    A single row or column is repeated; where there is nothing to show, #N/A.

    >>> fitted([[1.0, 2.0]], Area(1, 1, 2, 3))[1][:2]
    [1.0, 2.0]
    """
    height, width = len(rows), len(rows[0])
    nothing = CellError("#N/A")
    return [
        [
            rows[row if height > 1 else 0][column if width > 1 else 0]
            if (row < height or height == 1) and (column < width or width == 1)
            else nothing
            for column in range(area.width)
        ]
        for row in range(area.height)
    ]
