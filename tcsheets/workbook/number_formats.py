"""Which cell styles show a number as a date or a time."""

from __future__ import annotations

import re

from tcsheets.workbook.markup import tags

BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
DATE_LETTER = re.compile(r"[dmyhs]", re.IGNORECASE)


def is_date_format(code: str) -> bool:
    """Whether a number format's code shows dates or times.

    >>> is_date_format("yyyy-mm-dd"), is_date_format('0.00 "days"'), is_date_format("[Red]0"), is_date_format("[h]:mm")
    (True, False, False, True)
    """
    return DATE_LETTER.search(NOT_CODE.sub("", code)) is not None and code.lower() != "general"


def date_styles(styles: str) -> frozenset[str]:
    """Return the numbers, as cells write them, of the styles that show dates."""
    codes: dict[str, str] = {}
    formats: list[str] = []
    inside = False
    for tag in tags(styles):
        if tag.name == "numFmt" and tag.get("numFmtId"):
            codes.setdefault(tag.get("numFmtId"), tag.get("formatCode"))
        elif tag.name == "cellXfs":
            inside = not tag.is_end
        elif tag.name == "xf" and inside and not tag.is_end:
            formats.append(tag.get("numFmtId", "0"))
    return frozenset(str(place) for place, number in enumerate(formats) if shows_date(number, codes))


def shows_date(number: str, codes: dict[str, str]) -> bool:
    """Whether a number format, by its number, shows dates: a custom code, or one of the built-in ones."""
    return is_date_format(codes[number]) if number in codes else int(number) in BUILT_IN_DATES
