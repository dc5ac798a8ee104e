"""How a report shows a cell: people's text made harmless to read, numbers as people write them."""

from __future__ import annotations

import re
from typing import Any

# What XML cannot hold, or what turns the direction of writing.
UNPRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")
NUMBERS = ("Money", "Share", "Rate", "Count")


def plain_text(value: Any) -> str:
    r"""Return a text without what cannot be printed.

    >>> plain_text("a\x00b\u202ec")
    'a b c'
    """
    return UNPRINTED.sub(" ", str(value))


def shown(value: Any, kind: str) -> str:
    """Return a cell as a report shows it; a blank stays blank.

    >>> shown(1234.5, "Money"), shown(-20.0, "Money"), shown(0.525, "Share"), shown("", "Share"), shown(0.015, "Rate")
    ('$1,234.50', '-$20.00', '53%', '', '1.50%')
    """
    if value in ("", None) or isinstance(value, str):
        return plain_text(value or "")
    if kind == "Money":
        return f"{'-' if value < 0 else ''}${abs(value):,.2f}"
    if kind == "Share":
        return f"{int(value * 100 + 0.5)}%"
    return f"{value:.2%}" if kind == "Rate" else f"{value:,d}" if isinstance(value, int) else f"{value:,g}"
