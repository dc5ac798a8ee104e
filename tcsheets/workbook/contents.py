"""What may be written into a cell, and how its XML says it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tcsheets.cells import serial_of
from tcsheets.errors import ArgumentError, CellError
from tcsheets.workbook.markup import attribute_text, cell_text, with_attribute, without_attribute
from tcsheets.workbook.values import EPOCH_SHIFT, FORMULA, PREFIX, Cell, DateSerial

MOST_TEXT = 32_767
MOST_WHOLE = 1e15  # a number beyond is written with its exponent
NAME_OR_TYPE = re.compile(r"\s[rt]\s*=")
ERROR_CODES = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
WHOLE_FORMULA = re.compile(rf"<{PREFIX}f(?=[\s/>])[^<>]*?(?:/>|>[^<]*</{PREFIX}f\s*>)")
OPEN_FORMULA = re.compile(r"(<[^>]*?)\s*/?>.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, without its equals sign, and the value it is known to have (None: not known yet).

    spill: the area that it fills if it is an array formula; mark: the number that marks a dynamic one in this file.
    """

    text: str
    value: Cell = None
    spill: str = ""
    mark: str = ""


class Cached(NamedTuple):
    """A new value for a formula that stays; spill: the area its results fill now, "" where that stays too."""

    value: Cell
    spill: str = ""


class Spilled(NamedTuple):
    """A value that the formula of another cell puts here."""

    value: Cell


@dataclass(frozen=True, slots=True)
class Reworded:
    """A new wording of a formula whose value stays; alone: it no longer shares its wording with other cells."""

    text: str
    alone: bool = False


Content = Cell | date | Formula | Cached | Spilled | Reworded


@dataclass(frozen=True, slots=True)
class Pen:
    """How a sheet's cells are written: the prefix of its XML's names, and where its days are counted from."""

    prefix: str = ""
    date1904: bool = False

    def cell(self, name: str, attributes: str, content: Content, body: str = "") -> str:
        """Return a cell's XML; attributes and body are those it had (its style stays).

        >>> Pen().cell("B2", ' s="3" t="s"', 5.0)
        '<c r="B2" s="3"><v>5</v></c>'
        """
        if isinstance(content, Reworded):
            return self.reworded(name, attributes, content, body)
        if isinstance(content, Cached):
            return self.tagged(name, attributes, content.value, with_spill(formula_in(body), content.spill))
        bare = without_attribute(without_attribute(attributes, "cm"), "vm")
        if isinstance(content, Formula):
            marked = bare + (f' cm="{content.mark}"' if content.mark else "")
            return self.tagged(name, marked, content.value, self.formula(content))
        if isinstance(content, Spilled):
            return self.tagged(name, bare, content.value, "", computed=True)
        return self.tagged(name, bare, content, "")

    def formula(self, formula: Formula) -> str:
        """Return a formula's XML."""
        array = f' t="array" ref="{formula.spill}"' if formula.spill else ""
        return f"<{self.prefix}f{array}>{formula_text(formula.text)}</{self.prefix}f>"

    def tagged(self, name: str, attributes: str, value: Cell | date, formula: str, *, computed: bool = False) -> str:
        """Return a cell's XML with its value, and its formula's XML before it."""
        if type(value) is float and -MOST_WHOLE < value < MOST_WHOLE and not NAME_OR_TYPE.search(attributes):
            tail = f">{formula}<{self.prefix}v>{number_text(value)}</{self.prefix}v></{self.prefix}c>"
            return f'<{self.prefix}c r="{name}"{attributes.rstrip()}{tail}'
        kind, inside = self.value(value, name, computed=computed or bool(formula))
        attributes = without_attribute(without_attribute(attributes, "r"), "t") if attributes else ""
        kind = f' t="{kind}"' if kind else ""
        head = f'<{self.prefix}c r="{name}"{attributes.rstrip()}{kind}'
        return f"{head}>{formula}{inside}</{self.prefix}c>" if formula or inside else head + "/>"

    def value(self, value: Cell | date, name: str, *, computed: bool) -> tuple[str, str]:
        """Return the type of a cell with a value, and the XML of the value."""
        if value is None:
            return "", ""
        if isinstance(value, bool):
            return "b", self.plain("1" if value else "0")
        if isinstance(value, str):
            return self.text(value, name, computed=computed)
        if isinstance(value, CellError):
            return "e", self.plain(error_code(value))
        return self.number(value)

    def number(self, value: float | date) -> tuple[str, str]:
        """Return the type of a cell with a number or a date, and the XML of the value."""
        number = serial_of(value) if isinstance(value, date) else float(value)
        if not math.isfinite(number):
            return "e", self.plain("#NUM!")
        if self.date1904 and isinstance(value, date | DateSerial):
            number -= EPOCH_SHIFT
        return "", self.plain(number_text(number))

    def text(self, value: str, name: str, *, computed: bool) -> tuple[str, str]:
        """Return the type of a cell with text, and the XML of the value: never anything that is computed."""
        if len(value) > MOST_TEXT:
            raise ArgumentError(
                f"{name}: a text of {len(value):,d} characters; a cell holds {MOST_TEXT:,d}, shorten it"
            )
        if computed:
            return "str", self.plain(cell_text(value))
        space = ' xml:space="preserve"' if value != value.strip() or "\n" in value or "  " in value else ""
        prefix = self.prefix
        return "inlineStr", f"<{prefix}is><{prefix}t{space}>{cell_text(value)}</{prefix}t></{prefix}is>"

    def plain(self, written: str) -> str:
        """Return the XML of a value as it is written."""
        return f"<{self.prefix}v>{written}</{self.prefix}v>"

    def reworded(self, name: str, attributes: str, content: Reworded, body: str) -> str:
        """Return a formula cell's XML with another formula text."""
        old = formula_in(body)
        head = f"<{self.prefix}f>" if content.alone else OPEN_FORMULA.sub(r"\1>", old)
        new = f"{head}{formula_text(content.text)}</{self.prefix}f>"
        tag = f'<{self.prefix}c r="{name}"{without_attribute(attributes, "r")}>'
        return tag + body.replace(old, new, 1) + f"</{self.prefix}c>"


def formula_in(body: str) -> str:
    """Return the XML of the formula inside a cell."""
    found = WHOLE_FORMULA.search(body)
    return found[0] if found else ""


def with_spill(formula: str, area: str) -> str:
    """Return an array formula's XML with the area that it fills."""
    if not area:
        return formula
    end = formula.index(">") + 1
    return with_attribute(formula[:end], "ref", area) + formula[end:]


def formula_text(text: str) -> str:
    """Return a formula as XML holds it, without an equals sign before it."""
    return attribute_text(text.removeprefix("=")).replace("&quot;", '"').replace(">", "&gt;")


def error_code(error: CellError) -> str:
    """Return the code that a file can hold for an error; newer ones (#SPILL!) count as #VALUE! there, as in Excel."""
    return error.code if error.code in ERROR_CODES else "#VALUE!"


def number_text(number: float) -> str:
    """Return a number as a cell's XML writes it.

    >>> number_text(5.0), number_text(0.1), number_text(1e300)
    ('5', '0.1', '1e+300')
    """
    return str(int(number)) if abs(number) < MOST_WHOLE and number == int(number) else repr(float(number))


def keeps_formula(content: Content) -> bool:
    """Whether a cell is a formula after this was written."""
    return isinstance(content, Formula | Cached | Reworded)


def has_formula(body: str) -> bool:
    """Whether a cell's XML inside holds a formula."""
    return FORMULA.search(body) is not None
