"""What recalculation asks of a calculation engine, and no more: two methods, so that engines can be exchanged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol

from tcsheets.workbook.addresses import Area
from tcsheets.workbook.values import Cell

Place = tuple[str, int, int]  # sheet, row, column
SheetFunction = Callable[[Sequence[Any]], Any]  # arguments as cells or rows of cells -> a cell or rows of cells


class Calculation(NamedTuple):
    """A formula to be computed.

    text: in A1 references only, TC_ functions in their one spelling; cached: the value it has now;
    area: what an array formula must fill, None where the result takes the room that it needs.
    """

    text: str
    cached: Cell
    area: Area | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """A workbook as an engine takes it.

    values: by sheet and row, what is not computed, from column 1 on (an engine may fill it in);
    functions: the TC_ functions by name;
    now: the moment that TODAY and NOW give, None for the real one.
    """

    values: Mapping[str, Mapping[int, list[Cell]]]
    formulas: Mapping[Place, Calculation]
    functions: Mapping[str, SheetFunction]
    now: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine computed.

    values: each formula's value, in its own cell; spills: by cell, the rows of a result that fills more than that;
    refused: by cell, why a formula was not computed; messages: by cell, what a TC_ function says of its error.
    """

    values: Mapping[Place, Cell]
    spills: Mapping[Place, Sequence[Sequence[Cell]]]
    refused: Mapping[Place, str]
    messages: Mapping[Place, str]


class Engine(Protocol):
    """A calculation engine."""

    def knows(self, function: str) -> bool:
        """Whether the engine has a function of that name, TC_ functions apart."""

    def compute(self, model: Model) -> Answer:
        """Return what all formulas of a workbook come to."""
