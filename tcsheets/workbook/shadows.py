"""The cells that results of more than one cell might fill: all that lie below and to the right of such a formula."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from tcsheets.workbook.engine import Place


class Shadows:
    """The places of formulas whose results may fill other cells.

    >>> found = Shadows([("S", 5, 2)])
    >>> found.on(("S", 5, 9)), found.on(("S", 4, 9)), found.on(("S", 9, 1)), found.on(("T", 5, 9))
    (True, False, False, False)
    """

    def __init__(self, places: Iterable[Place]) -> None:
        """Sort the places by sheet and row, each with the leftmost column down to there."""
        self.places = tuple(places)
        by_sheet: dict[str, list[tuple[int, int]]] = {}
        for sheet, row, column in sorted(self.places):
            by_sheet.setdefault(sheet, []).append((row, column))
        self.rows = {sheet: [row for row, _ in found] for sheet, found in by_sheet.items()}
        self.columns = {sheet: list(accumulate((each for _, each in found), min)) for sheet, found in by_sheet.items()}

    def on(self, place: Place) -> bool:
        """Whether a cell lies where one of the results might reach."""
        sheet, row, column = place
        if sheet not in self.rows:
            return False
        above = bisect_right(self.rows[sheet], row)
        return above > 0 and self.columns[sheet][above - 1] <= column

    def any_on(self, places: Iterable[Place]) -> bool:
        """Whether any of some cells lies where one of the results might reach."""
        return bool(self.places) and any(self.on(place) for place in places)

    def joined(self, places: Iterable[Place]) -> Shadows:
        """Return these and further formulas."""
        return Shadows({*self.places, *places})
