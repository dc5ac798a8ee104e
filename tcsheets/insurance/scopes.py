"""Which services a rule is about: a code, a group of codes, a category, or all; the most specific rule wins.

`code` > `group` > narrower category > category > catch-all category > `all`.
Codes match exactly; a category takes the four digits after D, a suffix ignored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tcsheets.errors import ArgumentError
from tcsheets.insurance import heart_plans
from tcsheets.insurance.heart_fields import RULE

# (category, first, last) of the four digits; crowns and diagnostic X-rays are taken out of, or narrower than, another.
CATEGORIES = (
    ("diagnostic", 0, 999),
    ("diagnostic_xray", 200, 399),
    ("preventive", 1000, 1999),
    ("restorative", 2000, 2999),
    ("crowns", 2700, 2799),
    ("endo", 3000, 3999),
    ("perio", 4000, 4999),
    ("removable", 5000, 5899),
    ("implants", 6000, 6199),
    ("fixed", 6200, 6899),
    ("oral_surgery", 7000, 7999),
    ("ortho", 8000, 8999),
    ("adjunctive", 9000, 9999),
)
CATCH_ALL = ("general", "all_codes")
SYNONYMS = {
    "endodontics": "endo",
    "periodontics": "perio",
    "orthodontics": "ortho",
    "bridges": "fixed",
    "dentures": "removable",
    "x rays": "diagnostic_xray",
    "crown": "crowns",
    "implant": "implants",
}
RANKS = {"all": 1, "catch_all": 2, "category": 3, "narrow": 4, "group": 5, "code": 6}


@dataclass(frozen=True, slots=True)
class Scope:
    """What a rule is about: kind (all, catch_all, category, narrow, group, code) and its names."""

    kind: str
    names: tuple[str, ...] = ()

    @property
    def rank(self) -> int:
        """How specific it is; more is more specific."""
        return RANKS[self.kind]


EVERYTHING = Scope("all")


def digits_of(code: str) -> int | None:
    """Return the four digits after D, a suffix ignored; None for an office-made code.

    >>> digits_of("D2740"), digits_of("D1201.1"), digits_of("X1")
    (2740, 1201, None)
    """
    digits = code[1:5]
    if not code.upper().startswith("D") or len(digits) < 4 or not all(each in "0123456789" for each in digits):
        return None
    return int(digits)


def in_category(code: str, category: str) -> bool:
    """Whether a code is of a category; restorative is without crowns.

    >>> in_category("D2740", "crowns"), in_category("D2740", "restorative")
    (True, False)
    """
    number = digits_of(code)
    if number is None:
        return False
    if category == "restorative" and 2700 <= number <= 2799:
        return False
    return any(name == category and first <= number <= last for name, first, last in CATEGORIES)


def covers(scope: Scope, code: str) -> bool:
    """Whether a rule of a scope is about a code."""
    if scope.kind in ("all", "catch_all"):
        return True
    if scope.kind in ("category", "narrow"):
        return in_category(code, scope.names[0])
    return code.strip().upper() in scope.names


def category_scope(name: str) -> Scope:
    """Return the scope of a category's name, as a plan or a person calls it."""
    key = SYNONYMS.get(name.strip().lower().replace("-", " "), name.strip().lower().replace("-", "_").replace(" ", "_"))
    if key in CATCH_ALL:
        return Scope("catch_all", (key,))
    if not any(key == known for known, _, _ in CATEGORIES):
        known = ", ".join(known for known, _, _ in CATEGORIES)
        raise ArgumentError(f"a category is not known; the categories are {known} and general")
    return Scope("narrow" if key == "diagnostic_xray" else "category", (key,))


def scope_of(text: str) -> Scope:
    """Return the scope of what a person writes: all (or nothing), a category, a code, or codes with commas.

    >>> scope_of("crowns").names, scope_of("D2740").kind, scope_of("D0272, D0274").kind, scope_of("").kind
    (('crowns',), 'code', 'group', 'all')
    """
    label, colon, rest = text.strip().partition(":")
    names = tuple(part.strip().upper() for part in (rest if colon else text).split(",") if part.strip())
    if not names or text.strip().lower() == "all":
        return EVERYTHING
    if colon and label == "cat":
        return category_scope(rest)
    if (colon and label == "code") or (not colon and len(names) == 1 and digits_of(names[0]) is not None):
        return Scope("code", names)
    if colon or len(names) > 1:
        return Scope("group", names)
    return category_scope(text)


def scope_words(scope: Scope) -> str:
    """Return a scope as a person writes it.

    >>> scope_words(EVERYTHING), scope_words(scope_of("oral surgery"))
    ('all', 'oral surgery')
    """
    return ", ".join(scope.names).replace("_", " ") if scope.names else "all"


def most_specific(scopes: Sequence[Scope], code: str) -> int | None:
    """Return the place of the most specific scope that is about a code, the first of equals; None if there is none."""
    rules = [figure for place in range(len(scopes)) for figure in [place] + [0] * (RULE - 1)]
    ranks, about = [scope.rank for scope in scopes], [int(covers(scope, code)) for scope in scopes]
    found = heart_plans.most_specific(rules, 0, len(scopes), ranks, about, 1, 0)
    return found if found >= 0 else None


def about(code: str) -> Callable[[Scope], bool]:
    """Return the test whether a scope is about a code."""
    return lambda scope: covers(scope, code)
