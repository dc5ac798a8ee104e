"""Formulas with their tables and names put into plain A1 references, as every engine understands them."""

from __future__ import annotations

from dataclasses import dataclass, field

from tcsheets.workbook.engine import Place
from tcsheets.workbook.formula_words import Word, is_plain, words_of
from tcsheets.workbook.moulds import Mould, mould_of
from tcsheets.workbook.package import Package
from tcsheets.workbook.parts import Table
from tcsheets.workbook.references import is_relative
from tcsheets.workbook.spelling import spoken
from tcsheets.workbook.structured import LoweringError, Spot, absolute, reference_of, spot_in

CONSTANTS = ("TRUE", "FALSE")
FIRM = ("text", "error", "function", "cell", "columns", "rows", "number", "other")  # words that need no lowering
MOST_MOULDS = 4096
DEEPEST = 16  # names that stand for names


@dataclass(frozen=True, slots=True)
class Lowering:
    """What the names in a workbook's formulas stand for.

    spots: the table references met so far; moulds: by formula and sheet, those that say the same in each row.
    """

    tables: dict[str, Table]
    names: dict[tuple[str, str], str]
    spots: dict[str, Spot] = field(default_factory=dict, compare=False)
    moulds: dict[tuple[str, str], Mould] = field(default_factory=dict, compare=False)

    def lowered(self, text: str, place: Place, depth: int = 0) -> str:
        """Return a formula, given in the one spelling, in plain references; `LoweringError` where that cannot be."""
        if is_plain(text):
            return text
        mould = self.moulds.get((text, place[0])) or self.mould(text, place)
        if mould and place[1] in mould.rows:
            return mould.text(place[1])
        words = words_of(text)
        free = any(word.kind == "function" and word.text.upper() in ("LET", "LAMBDA") for word in words)
        pieces = []
        for number, word in enumerate(words):
            before = words[number - 1] if number else None
            if word.kind == "sheet" and number + 1 < len(words) and words[number + 1].kind == "name":
                continue  # the name says itself where it is
            pieces.append(self.word(word, before, place, depth, free=free))
        return "".join(pieces)

    def word(self, word: Word, before: Word | None, place: Place, depth: int, *, free: bool) -> str:
        """Return one word in plain references."""
        if word.kind == "structured":
            return self.structured(word.text, place)
        if word.kind == "name" and word.text.upper() not in CONSTANTS:
            sheet = before.text if before and before.kind == "sheet" else ""
            return self.name(word.text, unquoted(sheet) or place[0], place, depth, free=free)
        if "[" in word.text and word.kind == "sheet":
            raise LoweringError("it refers to another workbook")
        return word.text

    def mould(self, text: str, place: Place) -> Mould | None:
        """Return the mould of a formula that says the same in each row; None of any other."""
        words = words_of(text)
        if not all(word.kind in FIRM or (word.kind == "structured" and word.text[0] != "[") for word in words):
            return None
        parts = [self.known_spot(each.text, place) if each.kind == "structured" else each.text for each in words]
        found = mould_of(parts, place[0])
        if len(self.moulds) < MOST_MOULDS:
            self.moulds[text, place[0]] = found
        return found

    def structured(self, text: str, place: Place) -> str:
        """Return a table reference in plain references."""
        spot = self.known_spot(text, place)
        return absolute(spot.table.sheet, spot.area(place[1]))

    def known_spot(self, text: str, place: Place) -> Spot:
        """Return the part of a table that a reference names, found once for each reference."""
        spot = self.spots.get(text)
        if spot is None:
            spot = self.spot(text, place)
            if not text.startswith("["):  # what it means hangs on the table around it
                self.spots[text] = spot
        return spot

    def spot(self, text: str, place: Place) -> Spot:
        """Return the part of a table that a reference names."""
        reference = reference_of(text)
        if not reference.table and all(name.isdigit() for name in reference.columns):
            raise LoweringError("it refers to another workbook")
        table = self.tables.get(reference.table.lower()) if reference.table else self.around(place)
        if table is None:
            raise LoweringError(f"there is no table {reference.table}" if reference.table else "it is in no table")
        return spot_in(table, reference)

    def around(self, place: Place) -> Table | None:
        """Return the table that a cell is in."""
        sheet, row, column = place
        return next(
            (each for each in self.tables.values() if each.sheet == sheet and each.area.holds(row, column)), None
        )

    def name(self, name: str, sheet: str, place: Place, depth: int, *, free: bool) -> str:
        """Return what a name stands for: an area, or a formula in parentheses."""
        text = self.names.get((sheet.lower(), name.lower()), self.names.get(("", name.lower()), ""))
        if text:
            return self.meaning(name, text, place, depth)
        table = self.tables.get(name.lower())
        if table:
            return absolute(table.sheet, table.data_area)
        if free:
            return name  # a name that LET or LAMBDA gives
        raise LoweringError(f"there is no name {name}")

    def meaning(self, name: str, text: str, place: Place, depth: int) -> str:
        """Return what a name stands for in plain references."""
        if depth > DEEPEST:
            raise LoweringError(f"the name {name} stands for itself")
        if is_relative(text):
            raise LoweringError(f"the name {name} means another cell in each cell")
        inner = self.lowered(spoken(text).text, place, depth + 1)
        plain = all(word.kind in ("sheet", "cell", "columns", "rows") or word.text == ":" for word in words_of(inner))
        return inner if plain else f"({inner})"


def unquoted(sheet: str) -> str:
    """Return the name of a sheet as it is, from the word before a reference.

    >>> unquoted("'It''s'!"), unquoted("Plan!")
    ("It's", 'Plan')
    """
    name = sheet.removesuffix("!")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def lowering_of(package: Package) -> Lowering:
    """Return what the names in a workbook's formulas stand for."""
    tables = {table.name.lower(): table for table in package.tables}
    names = {(each.sheet.lower(), each.name.lower()): each.text for each in package.names}
    return Lowering(tables, names)
