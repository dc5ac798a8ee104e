"""What TC_ functions gave for what: the same arguments are computed once, as functions give the same for the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tcsheets.workbook.engine import SheetFunction
from tcsheets.workbook.formualizer_values import argument_of
from tcsheets.workbook.still_ranges import StillRanges

MOST_SPILLED = 10_000  # cells; the engine has no room for more, and asks again for what is captured


@dataclass(slots=True)
class KnownResults:
    """The results so far.

    known: by function and single arguments; large: large results;
    unfinished: calls that have begun and not ended, by which an error of a function's own is found.
    """

    still: StillRanges
    known: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    large: list[tuple[SheetFunction, list[Any], Any]] = field(default_factory=list)
    unfinished: list[tuple[SheetFunction, list[Any]]] = field(default_factory=list)

    def known_result(self, function: SheetFunction, values: tuple[Any, ...]) -> Any:
        """Return a function's result, made only once for the same single arguments and still ranges."""
        if any(isinstance(value, list | dict) for value in values):
            return self.large_result(function, [self.still.given(value) or argument_of(value) for value in values])
        key = (function, values, tuple(map(type, values)))  # True is not 1 here, though Python finds them equal
        if key not in self.known:
            self.known[key] = self.made(function, [self.still.given(value) or value for value in values])
        return self.known[key]

    def large_result(self, function: SheetFunction, arguments: list[Any]) -> Any:
        """Return a function's result; a large one, which the engine will ask for again, is made only once."""
        for known, given, result in self.large:
            if known is function and given == arguments:
                return result
        result = self.made(function, arguments)
        if isinstance(result, list) and len(result) * len(result[0]) > MOST_SPILLED:
            self.large.append((function, arguments, result))
        return result

    def made(self, function: SheetFunction, arguments: list[Any]) -> Any:
        """Return what a function gives."""
        self.unfinished.append((function, arguments))
        result = function(arguments)
        self.unfinished.pop()
        return result

    def raise_unfinished(self) -> None:
        """Call again what raised, so that its error is seen: the engine has made it #VALUE!."""
        for function, arguments in self.unfinished:
            function(arguments)
