"""The calls of TC_ functions that formualizer makes while it computes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tcsheets.errors import CellError
from tcsheets.workbook.engine import Place, SheetFunction
from tcsheets.workbook.formualizer_captures import Captures
from tcsheets.workbook.formualizer_values import rows_of_result, value_of
from tcsheets.workbook.known_results import KnownResults

CALL = re.compile(r"(?<![\w.])TC_[A-Z][A-Z0-9_]*\(")


@dataclass(slots=True)
class Calls:
    """The calls of one calculation, and what is known from them.

    messages: by cell, what a function last said of an error; wide: the cells whose function gave more than a cell.
    """

    results: KnownResults
    places: tuple[Place, ...]
    captures: Captures
    messages: dict[Place, str] = field(default_factory=dict)
    wide: set[Place] = field(default_factory=set)

    def callback(self, function: SheetFunction) -> Callable[..., Any]:
        """Return a function as the engine calls it: the number of the cell first, then the arguments."""

        def called(number: float, *values: Any) -> Any:
            result = self.results.known_result(function, values)
            place = self.places[int(number)]
            if isinstance(result, CellError):
                self.messages[place] = result.message
            if self.captures.wants(place, result):
                return self.captures.take(place, result)
            if not isinstance(result, list):
                return "" if result is None else value_of(result)
            self.wide.add(place)
            return [[value_of(cell) for cell in row] for row in rows_of_result(result)]

        return called


def numbered(formula: str, number: int) -> str:
    """Return a formula whose TC_ calls have a number as their first argument.

    >>> numbered("TC_FEE(A1,TC_X())", 7)
    'TC_FEE(7,A1,TC_X(7))'
    """
    if "TC_" not in formula:
        return formula
    pieces = formula.split('"')
    pieces[::2] = [CALL.sub(rf"\g<0>{number},", piece).replace(f"({number},)", f"({number})") for piece in pieces[::2]]
    return '"'.join(pieces)
