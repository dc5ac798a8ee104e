"""Ranges that no formula can change while a workbook is computed, handed to TC_ functions only once.

A column of 10,000 lookups in one fee schedule would otherwise carry the
schedule out of the engine 10,000 times.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tcsheets.workbook.addresses import Area, area_of
from tcsheets.workbook.engine import Model
from tcsheets.workbook.formula_words import Word, words_of
from tcsheets.workbook.lowering import unquoted
from tcsheets.workbook.spelling import our_name
from tcsheets.workbook.values import Cell

MARK = "\ue000range "  # a character no one types; what follows is the range's number
RANGE = re.compile(r"('(?:[^']|'')+'!)(\$[A-Z]+\$[0-9]+:\$[A-Z]+\$[0-9]+)")


@dataclass(slots=True)
class StillRanges:
    """The ranges handed out so far: their rows, and by their text their number (None for one that may change).

    formulas: by sheet, the row and column of each formula and the area it fills (None where that is not known).
    """

    model: Model
    rows: list[list[list[Cell]]] = field(default_factory=list)
    numbers: dict[str, int | None] = field(default_factory=dict)
    formulas: dict[str, list[tuple[int, int, Area | None]]] = field(default_factory=dict)

    def marked(self, formula: str) -> str:
        """Return a formula whose TC_ calls have still ranges' numbers for arguments instead of the ranges."""
        if ":" not in formula or "TC_" not in formula or not RANGE.search(formula):
            return formula
        pieces: list[str] = []
        callers: list[str] = []
        words = words_of(formula)
        skipped = 0
        for place, word in enumerate(words):
            if skipped:
                skipped -= 1
                continue
            follow(callers, words, place)
            text = "".join(each.text for each in words[place : place + 4]) if word.kind == "sheet" else ""
            if text and callers and our_name(callers[-1]) and is_argument(words, place) and self.mark(text):
                pieces.append(f'"{self.mark(text)}"')
                skipped = 3
            else:
                pieces.append(word.text)
        return "".join(pieces)

    def number(self, text: str) -> int | None:
        """Return the number of a still range, None for what is no range or may change."""
        if text not in self.numbers:
            found = RANGE.fullmatch(text)
            sheet, area = (unquoted(found[1]), area_of(found[2])) if found else ("", None)
            self.numbers[text] = None
            if area and sheet in self.model.values and self.is_still(sheet, area):
                self.numbers[text] = len(self.rows)
                self.rows.append(rows_in(self.model.values[sheet], area))
        return self.numbers[text]

    def mark(self, text: str) -> str:
        """Return what stands for a still range in a call's arguments, "" for what is no range or may change."""
        number = self.number(text)
        return "" if number is None else f"{MARK}{number}"

    def is_still(self, sheet: str, area: Area) -> bool:
        """Whether no formula stands in an area or could fill any of it."""
        if not self.formulas:
            for (other, row, column), calculation in self.model.formulas.items():
                self.formulas.setdefault(other, []).append((row, column, calculation.area))
        return not any(
            row <= area.last_row and column <= area.last_column and (filled is None or filled.meets(area))
            for row, column, filled in self.formulas.get(sheet, ())
        )

    def after(self, model: Model) -> StillRanges:
        """Return the same ranges of a workbook in which fewer formulas are left: more may be still."""
        still = {text: number for text, number in self.numbers.items() if number is not None}
        return StillRanges(model, self.rows, dict(still))

    def given(self, value: object) -> list[list[Cell]] | None:
        """Return the rows of a still range that an argument stands for, None for any other argument."""
        return self.rows[int(value[len(MARK) :])] if isinstance(value, str) and value.startswith(MARK) else None


def follow(callers: list[str], words: Sequence[Word], place: int) -> None:
    """Keep count of the functions, "" for mere parentheses, inside which a word stands."""
    word = words[place]
    if word.text == "(":
        before = words[place - 1] if place else None
        callers.append(before.text if before and before.kind == "function" else "")
    elif word.text == ")" and callers:
        callers.pop()


def is_argument(words: Sequence[Word], place: int) -> bool:
    """Whether the four words of a range are an argument by themselves."""
    after = words[place + 4].text if place + 4 < len(words) else ""
    return words[place - 1].text in ("(", ",") and after in (")", ",")


def rows_in(values: Mapping[int, Sequence[Cell]], area: Area) -> list[list[Cell]]:
    """Return the cells of an area, row by row."""
    found: list[list[Cell]] = []
    for row in range(area.first_row, area.last_row + 1):
        cells = list(values.get(row, ())[area.first_column - 1 : area.last_column])
        found.append(cells + [None] * (area.width - len(cells)))
    return found
