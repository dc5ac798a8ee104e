"""How cells look: a restrained, colour-blind-safe palette, and styles put together from named parts.

A style is one role ("input", "total", "title" ...) and any number of additions
("money", "date", "right" ...).  Roles become named cell styles in the file, so that a
practice can change the look of all its inputs at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from workbook_templates.colours import tint_of

FONT = "Calibri"
INK = "#22313F"
ACCENT = "#1F5F7A"
MUTED = "#5C6B76"
LINE = "#C9D6DC"
PALE = "#EAF2F5"
PAPER = "#FFFFFF"
ENTRY = "#FFF8E1"  # what a person fills in
WARN = "#FCE8D5"
WARN_INK = "#7A3E00"
# Chart colours: told apart also by those who see no red or green, and in grey print.
BLUE, ORANGE, GREY, SKY = "#1F5F7A", "#E09F3E", "#B4C0C7", "#7FB3CB"

MONEY_FORMAT = "$#,##0.00;-$#,##0.00;$0.00"
NUMBER_FORMATS = {
    "money": MONEY_FORMAT,
    "date": "mmm d, yyyy",
    "date_or_none": "mmm d, yyyy;;",
    "moment": "ddd mmm d, h:mm AM/PM",
    "percent": "0%",
    "rate": "0.00%",
    "some_percent": "0%;-0%;",
    "clock": "h:mm AM/PM",
    "count": "0",
    "text": "@",
    "unseen": ";;;",  # for a figure that only formulas read
}

# What a cell is; a style begins with one of these.
ROLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "title": {"font_size": 20, "bold": True, "font_color": ACCENT},
    "subtitle": {"font_color": MUTED, "valign": "top", "text_wrap": True},
    "heading": {"font_size": 13, "bold": True, "font_color": ACCENT, "bottom": 2, "bottom_color": ACCENT},
    "column": {
        "bold": True,
        "font_color": PAPER,
        "bg_color": ACCENT,
        "text_wrap": True,
        "border": 1,
        "border_color": ACCENT,
    },
    "cell": {},
    "row": {"bottom": 1, "bottom_color": LINE},
    "label": {"font_color": MUTED},
    "entry": {"bg_color": ENTRY, "border": 1, "border_color": LINE, "locked": False},
    "total": {"bold": True, "top": 1, "top_color": ACCENT},
    "figure": {"font_size": 16, "bold": True, "font_color": ACCENT, "bg_color": PALE},
    "fact": {"bold": True, "bg_color": PALE},
    "caption": {"font_color": MUTED, "bg_color": PALE, "font_size": 10},
    "note": {"font_color": MUTED, "font_size": 10, "text_wrap": True, "valign": "top"},
    "warning": {"font_color": WARN_INK, "bg_color": WARN, "text_wrap": True},
    "link": {"font_color": ACCENT, "underline": 1},
}
ADDITIONS: dict[str, dict[str, Any]] = {
    "left": {"align": "left"},
    "right": {"align": "right", "indent": 1},
    "center": {"align": "center"},
    "wrap": {"text_wrap": True},
    "bold": {"bold": True},
    "indent": {"indent": 1},
    "beside_button": {"align": "right", "indent": 2},  # the filter's button covers the right end of a heading
    "small": {"font_size": 10},
    "large": {"font_size": 14, "bold": True},
}
# The roles a practice may want to change as a whole; the file lists them among Excel's cell styles.
STYLE_NAMES = {
    "title": "TC Title",
    "heading": "TC Heading",
    "column": "TC Column",
    "entry": "TC Entry",
    "total": "TC Total",
    "figure": "TC Figure",
    "note": "TC Note",
    "warning": "TC Warning",
}
BASE = {"font_name": FONT, "font_size": 11, "font_color": INK, "valign": "vcenter"}


def properties_of(parts: tuple[str, ...], accent: str = ACCENT) -> dict[str, Any]:
    """Return the properties of a style, its additions over its role over the base, in a practice's own colour.

    >>> properties_of(("total", "money"))["num_format"]
    '$#,##0.00;-$#,##0.00;$0.00'
    """
    properties = dict(BASE)
    for part in parts:
        if part in NUMBER_FORMATS:
            properties["num_format"] = NUMBER_FORMATS[part]
        else:
            properties.update(ROLES[part] if part in ROLES else ADDITIONS[part])
    own: dict[Any, Any] = {ACCENT: accent, PALE: pale_of(accent)}
    return {name: own.get(value, value) for name, value in properties.items()}


def pale_of(accent: str) -> str:
    """Return the tint that goes with an accent.

    >>> pale_of(ACCENT) == PALE, pale_of("#7A1F3D")
    (True, '#F3EBEE')
    """
    return PALE if accent == ACCENT else tint_of(accent)


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of one workbook in a practice's colour, each made once."""

    book: Workbook
    accent: str = ACCENT
    made: dict[tuple[str, ...], Format] = field(default_factory=dict)

    @property
    def pale(self) -> str:
        """The tint of the accent."""
        return pale_of(self.accent)

    def of(self, *parts: str) -> Format:
        """Return the format of a role and its additions."""
        if parts not in self.made:
            self.made[parts] = self.book.add_format(properties_of(parts, self.accent))
        return self.made[parts]

    def tint(self, **properties: Any) -> Format:
        """Return a format for conditional use, which changes only what it names."""
        return self.book.add_format(properties)

    def by_name(self) -> dict[str, list[int]]:
        """Return the places of the cell formats that belong to each named style, for `finishing`."""
        found: dict[str, list[int]] = {}
        for parts, made in self.made.items():
            if parts and parts[0] in STYLE_NAMES and made.xf_index is not None:
                found.setdefault(STYLE_NAMES[parts[0]], []).append(made.xf_index)
        return found
