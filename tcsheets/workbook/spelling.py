"""The ways in which programs spell a TC_ function in a file, and the one that everything here works with.

Office.js stores `_xldudf_TC_X`, Windows add-ins `TC_X` or `_xll.TC_X`,
LibreOffice's import `TC.X`, and Google's export wraps the whole formula:
`IFERROR(__xludf.DUMMYFUNCTION("TC_X(...)"), cached)`.  An .xlam add-in that was moved leaves its own name before the
function: `[1]!TC_X`, or `'our add-in.xlam'!TC_X`.

In LibreOffice a text in an add-in's answer equals no other text (its tables of texts are not shared), so there a
call that may give texts is written `IF(ISTEXT(TC.X(...)),TC.X(...)&"",TC.X(...))`: what & makes does equal others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import tcsheets.functions  # noqa: F401 (registers them)
from tcsheets.errors import ArgumentError, CellError
from tcsheets.functions.registry import REGISTER
from tcsheets.workbook.contents import number_text
from tcsheets.workbook.formula_words import Word, words_of
from tcsheets.workbook.values import Cell

Dialect = Literal["office_js", "plain", "dotted"]
DIALECTS: tuple[Dialect, ...] = ("office_js", "plain", "dotted")
# What stands before a function's own name, FEE of TC_FEE.
STEMS = {"office_js": "_xldudf_TC_", "plain": "TC_", "dotted": "TC."}

# The program a workbook is for -> how it spells our functions; windows and xlwings are one.
HOSTS: dict[str, Dialect] = {
    "excel": "office_js",
    "windows": "plain",
    "xlwings": "plain",
    "google": "plain",
    "libreoffice": "dotted",
}

OURS = re.compile(r"(?:_xldudf_|_xll\.)?TC[_.]([A-Z][A-Z0-9_]*)$", re.IGNORECASE)
FUTURE = re.compile(r"_xlfn\.(?:_xlws\.)?|_xlws\.", re.IGNORECASE)
GOOGLE = re.compile(r"\s*IFERROR\(__xludf\.DUMMYFUNCTION\(\"((?:[^\"]|\"\")*)\"\)\s*,(.*)\)\s*$", re.DOTALL)
PART_OF_TABLE = re.compile(r"(?<!\[)\[{1,2}(#(?:All|Data|Headers|Totals))\]{1,2}$", re.IGNORECASE)
PART_IN_FORMULA = re.compile(r"\[#(?:All|Data|Headers|Totals)\]", re.IGNORECASE)
OTHER_BOOK = re.compile(r"\[[0-9]+\]$")
SHARED = "IF(ISTEXT("  # how a call begins whose texts equal those of other cells
PART_OF_SPILL = '"COMPUTED_VALUE"'  # what Google's export writes into the cells that another cell's result fills


@dataclass(frozen=True, slots=True)
class Spoken:
    """A formula in the one spelling: its text, and whether Google's export wrapped it."""

    text: str
    is_google: bool

    @property
    def is_part_of_spill(self) -> bool:
        """Whether the cell only shows a part of another cell's result."""
        return self.is_google and self.text == PART_OF_SPILL


def dialect_of(host: str) -> Dialect:
    """Return the spelling that a host wants.

    >>> dialect_of("excel"), dialect_of("google")
    ('office_js', 'plain')
    """
    if host not in HOSTS:
        raise ArgumentError(f"host {host} is not known; it is one of: {', '.join(HOSTS)}")
    return HOSTS[host]


def our_name(function: str) -> str:
    """Return a TC_ function's name in the one spelling; "" for any other function.

    >>> our_name("_xldudf_TC_FEE"), our_name("tc.fee"), our_name("SUM")
    ('TC_FEE', 'TC_FEE', '')
    """
    found = OURS.match(function)
    return "TC_" + found[1].upper() if found else ""


@lru_cache(maxsize=8192)
def spoken(formula: str) -> Spoken:
    """Return a formula in the one spelling: TC_X, and newer Excel functions without their prefixes.

    >>> spoken('_xlfn.MAX(_xll.TC_FEE(A1),1)').text
    'MAX(TC_FEE(A1),1)'
    >>> spoken('IFERROR(__xludf.DUMMYFUNCTION("TC_FEE(""D1110"")"),72.5)').text
    'TC_FEE("D1110")'
    """
    wrapped = GOOGLE.match(formula)
    text = own_texts(wrapped[1].replace('""', '"').removeprefix("=") if wrapped else formula)
    if "_" not in text and "." not in text:
        return Spoken(text, wrapped is not None)
    said = "".join(spoken_word(word.kind, word.text) for word in unlinked(words_of(text)))
    return Spoken(said, wrapped is not None)


def unlinked(words: Iterable[Word]) -> list[Word]:
    """Return a formula's words without the add-in that is named before a function of ours.

    >>> "".join(word.text for word in unlinked(words_of("[1]!TC_FEE(A1)+'our add-in.xlam'!TC_FEE(A2)+[1]!A3")))
    'TC_FEE(A1)+TC_FEE(A2)+[1]!A3'
    """
    found: list[Word] = []
    for word in words:
        if word.kind == "function" and our_name(word.text):
            if found and found[-1].kind == "sheet":
                found.pop()
            elif len(found) > 1 and found[-1].text == "!" and OTHER_BOOK.match(found[-2].text):
                del found[-2:]
        found.append(word)
    return found


def spoken_word(kind: str, text: str) -> str:
    """Return one word of a formula in the one spelling."""
    if kind == "function":
        return our_name(text) or FUTURE.sub("", text)
    return text.removeprefix("_xlpm.") if kind == "name" else text


def respelled(formula: str, dialect: Dialect, fills_area: bool = False) -> str:
    """Return a formula whose TC_ functions are spelled as a host wants them; everything else stays.

    fills_area: it is an array formula, in which a call of LibreOffice's spelling also shares its texts.

    >>> respelled("TC_FEE(A1)&TC.FEE(A2)", "office_js")
    '_xldudf_TC_FEE(A1)&_xldudf_TC_FEE(A2)'
    """
    wrapped = spoken(formula)
    text = wrapped.text if wrapped.is_google else formula
    if not calls_ours(text) and not PART_IN_FORMULA.search(text):
        return formula
    text = "".join(respelled_word(word.kind, word.text, dialect) for word in unlinked(words_of(own_texts(text))))
    return shared_texts(text) if dialect == "dotted" and fills_area else text


def call_at(words: tuple[Word, ...], place: int) -> tuple[Word, ...]:
    """Return the words of the call of a function, to the parenthesis that ends it; all others if none does."""
    depth = 0
    for end in range(place + 1, len(words)):
        depth += {"(": 1, ")": -1}.get(words[end].text, 0)
        if depth == 0:
            return words[place : end + 1]
    return words[place:]


def may_give_texts(word: Word) -> bool:
    """Whether a word is a TC_ function that gives a table or a text."""
    function = REGISTER.get(our_name(word.text)) if word.kind == "function" else None
    return function is not None and function.returns in ("Spill", "Text")


def shared_texts(formula: str) -> str:
    """Return a formula in which the texts that TC_ functions give equal the same texts in other cells.

    >>> shared_texts("TC.EXPLAIN(A1)")
    'IF(ISTEXT(TC.EXPLAIN(A1)),TC.EXPLAIN(A1)&"",TC.EXPLAIN(A1))'
    """
    words = words_of(formula)
    made, place = "", 0
    while place < len(words):
        ours = may_give_texts(words[place])
        taken = call_at(words, place) if ours else words[place : place + 1]
        text = "".join(word.text for word in taken)
        made += f'{SHARED}{text}),{text}&"",{text})' if ours else text
        place += len(taken)
    return made


def own_texts(formula: str) -> str:
    """Return a formula as it was before its texts were shared.

    >>> own_texts('1+IF(ISTEXT(TC.EXPLAIN(A1)),TC.EXPLAIN(A1)&"",TC.EXPLAIN(A1))')
    '1+TC.EXPLAIN(A1)'
    """
    if SHARED not in formula:
        return formula
    words = words_of(formula)
    for place in range(4, len(words)):
        if may_give_texts(words[place]):
            text = "".join(word.text for word in call_at(words, place))
            formula = formula.replace(f'{SHARED}{text}),{text}&"",{text})', text)
    return formula


def respelled_word(kind: str, text: str, dialect: Dialect) -> str:
    """Return one word of a formula in a host's spelling.

    LibreOffice 7.4 shows #NAME? for `Fees[#All]`; with two brackets it knows it, as Excel does.

    >>> respelled_word("structured", "Fees[#All]", "dotted")
    'Fees[[#All]]'
    """
    if kind == "structured":
        return PART_OF_TABLE.sub(r"[[\1]]" if dialect == "dotted" else r"[\1]", text)
    name = our_name(text) if kind == "function" else ""
    return STEMS[dialect] + name.removeprefix("TC_") if name else text


def calls_ours(formula: str) -> bool:
    """Whether a formula calls a TC_ function, in any spelling.

    >>> calls_ours("SUM(tc_fee(A1),2)"), calls_ours('"TC_FEE(A1)"')
    (True, False)
    """
    if "tc" not in formula.lower():
        return False
    text = spoken(formula).text
    return any(word.kind == "function" and our_name(word.text) for word in words_of(text))


def google_text(text: str, value: Cell) -> str:
    """Return a formula as Google's export writes it, with the value it falls back on.

    >>> google_text('TC_FEE("D1110")', 72.5)
    'IFERROR(__xludf.DUMMYFUNCTION("TC_FEE(""D1110"")"),72.5)'
    """
    quoted = text.replace('"', '""')
    return f'IFERROR(__xludf.DUMMYFUNCTION("{quoted}"),{literal(value)})'


def literal(value: Cell) -> str:
    """Return a value as a formula writes it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        return number_text(value)
    if isinstance(value, CellError):
        return value.code
    return '"' + (value or "").replace('"', '""') + '"'
