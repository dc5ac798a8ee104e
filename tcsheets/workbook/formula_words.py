"""A formula taken apart into words: references, names, functions, texts; joined again they are the formula."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
|(?P<sheet>'(?:[^']|'')+'!|[^\W\d][\w.]*!)
|(?P<structured>(?:[^\W\d][\w.\\]*)?\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])
|(?P<error>\#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!))
|(?P<function>[^\W\d][\w.\\]*(?=\())
|(?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w.(!:]))
|(?P<rows>\$?[0-9]{1,7}:\$?[0-9]{1,7}(?![\w.]))
|(?P<cell>\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}(?![\w.(!\\]))
|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
|(?P<name>[^\W\d][\w.\\?]*|\\[\w.\\?]+)
|(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)

FUNCTION = re.compile(r"[^\W\d][\w.\\]*(?=\()")
PLAIN = re.compile(
    r"(?:[^\W\d][\w.\\]*\(|\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}(?![\w.(!\\])|[0-9.]+(?![\w.])|[-+*/^&=<>(),:% ])*+"
)


class Word(NamedTuple):
    """A word of a formula and its kind.

    Kinds: text, sheet (with its !), structured (a table's reference), error, function (without its parenthesis),
    columns (A:B), rows (1:2), cell, number, name, other (operators, parentheses, spaces).
    """

    kind: str
    text: str


@lru_cache(maxsize=8192)
def words_of(formula: str) -> tuple[Word, ...]:
    """Return the words of a formula.

    >>> [(word.kind, word.text) for word in words_of("SUM(A1,Plan[Fee])") if word.kind != "other"]
    [('function', 'SUM'), ('cell', 'A1'), ('structured', 'Plan[Fee]')]
    """
    return tuple(Word(str(found.lastgroup), found[0]) for found in WORD.finditer(formula))


@lru_cache(maxsize=8192)
def functions_in(formula: str) -> frozenset[str]:
    """Return the names of the functions that a formula calls, as they are written."""
    if '"' not in formula and "'" not in formula and "[" not in formula:
        return frozenset(FUNCTION.findall(formula))
    return frozenset(word.text for word in words_of(formula) if word.kind == "function")


def is_plain(formula: str) -> bool:
    """Whether a formula is sure to hold no names and no table references: only cells, numbers and functions.

    >>> is_plain("N(G2)+SUM(F$3:F9)"), is_plain("Rate*2"), is_plain("SUM(Plan[Fee])")
    (True, False, False)
    """
    return PLAIN.fullmatch(formula) is not None
