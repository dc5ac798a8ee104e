"""A core source is rewritten for the small Python without a change of meaning."""

import ast
import json
import types

import pytest

from tcsheets.hosts.embedded.lowering import lower_all
from tcsheets.hosts.embedded.runtime import text
from tcsheets.hosts.embedded.sources import program

LETTERS = [chr(code) for code in (*range(0xA0, 0x180), *range(0x386, 0x3D0), *range(0x400, 0x460))]
# Letters with no single partner of the other case, or one far away: left as they are.
ALONE = {
    "small": set("İΆΈΉΊΌΎΏϏ"),
    "capital": set("µßŉıſǰΐάέήίΰςόύώϐϑϕϖ"),
}


def one(source):
    return lower_all({"one": source})["one"].strip()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from __future__ import annotations\nimport math", "import math"),
        ('"""A module."""\nx: int = 1_000', "x = 1000"),
        ("def f(a: int, *, b: str = 'c') -> None:\n    '''Do.'''", "def f(a, *, b='c'):\n    pass"),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import x\nelse:\n    y = 1", "y = 1"),
        ("from typing import Literal\nKind = Literal['a', 'b']\nKINDS = ('a', 'b')", "KINDS = ('a', 'b')"),
        ("from collections.abc import Sequence\nRange = Sequence[int]\nOther = Range", ""),
        ("from typing import Generic, TypeVar\nT = TypeVar('T')\nclass A(Generic[T]):\n    pass", "class A:\n    pass"),
        ("from typing import cast\nx = cast('int', y)", "x = y"),
        ("try:\n    f()\nexcept KeyError as error:\n    raise ValueError('x') from error",
         "try:\n    f()\nexcept KeyError as error:\n    raise ValueError('x')"),
        ("x = f'{a!r:>8}{{}}{b:{w}d}'", "x = '{!r:>8}{{}}{:{}d}'.format(a, b, w)"),
        ("x = f'{{}}'", "x = '{}'"),
        ("x = [*a, b, *c]", "x = list(a) + [b] + list(c)"),
        ("x = (*a, b)", "x = tuple(a) + (b,)"),
        ("a, *b = c", "a, *b = c"),
        ("isinstance(x, int | float)", "isinstance(x, (int, bool, float))"),
        ("isinstance(x, str)", "isinstance(x, str)"),
        ("isinstance(x, date)", "from datetime import datetime\nisinstance(x, (date, datetime))"),
        ("x = a.strip('.').split(',')", "x = a.strip('.').split(',')"),
    ],
)  # fmt: skip
def test_a_construct_becomes_an_older_spelling(source, expected):
    assert one(source).replace("(a, *b)", "a, *b") == expected


def test_a_type_of_another_module_is_not_imported():
    lowered = lower_all(
        {
            "base.rows": "from collections.abc import Sequence\nRow = Sequence[int]\nSIZE = 3",
            "kinds": "from base import rows\nfrom base.rows import Row, SIZE\nTable = rows.Row",
        }
    )
    assert lowered["kinds"].split("\n")[:2] == ["from base import rows", "from base.rows import SIZE"]
    assert "Table" not in lowered["kinds"]


def record(source):
    """Return the names of a lowered module, run here."""
    names = {}
    exec(
        one("from dataclasses import dataclass, field, replace\n@dataclass(frozen=True, slots=True)\n" + source), names
    )
    return types.SimpleNamespace(**names)


def test_a_lowered_record_compares_hashes_shows_and_replaces_like_a_dataclass():
    made = record(
        "class Pay:\n    cents: int\n    note: str = field(default='none')\n    def half(self): return self.cents / 2"
    )
    pay = made.Pay(5)
    assert repr(pay) == "Pay(cents=5, note='none')"
    assert pay == made.Pay(cents=5, note="none")
    assert pay != made.Pay(6)
    assert pay != (5, "none")
    assert len({pay, made.Pay(5)}) == 1
    assert made.replace(pay, cents=8).half() == 4
    assert pay.cents == 5


def test_a_declared_function_keeps_its_signature():
    head = "def TC_X(fee: Money, holidays: Dates = (), times: Count | None = 1) -> Spill: ..."
    statement = ast.parse(one('@sheet_function("Pricing")\n' + head)).body[-1]
    assert ast.unparse(statement) == (
        "TC_X = declare(SheetFunction('TC_X', 'Pricing', (Parameter('fee', 'Money', True, None), "
        "Parameter('holidays', 'Dates', False, ()), Parameter('times', 'Count', False, 1)), 'Spill', TC_X, ''))"
    )


def test_the_program_is_the_same_each_time_and_needs_no_type_at_run_time():
    lowered = program()
    assert lowered == program()
    assert list(lowered) == sorted(lowered)
    for path, source in lowered.items():
        for word in ("typing", "dataclass", "collections.abc", "__future__", "Literal[", "TypeVar"):
            assert word not in source, path


def test_letters_beyond_ascii_change_case_as_here():
    for letter in LETTERS:
        assert text.small(letter) == (letter if letter in ALONE["small"] else letter.lower())
        assert text.capital(letter) == (letter if letter in ALONE["capital"] else letter.upper())


WORDS = ["", "  a b ", "\u00a0a\u00a0b\u2003", "\x1fé\u3000", "ÀÉÎ", "straße", "Ωmega", "Жук"]
METHODS = ["strip", "lstrip", "rstrip", "split", "lower", "upper"]


def test_text_methods_see_white_space_and_letters_beyond_ascii_inside_too(micropython):
    calls = [(word, name) for word in WORDS for name in METHODS if (word, name) != ("straße", "upper")]
    asked = [[f"{name}({word!r})", True] for word, name in calls]
    request = json.dumps({"module": "tcsheets.hosts.embedded.runtime.text", "examples": asked}, ensure_ascii=False)
    (answer,) = micropython("run", [request])
    assert json.loads(answer) == [getattr(word, name)() for word, name in calls]
