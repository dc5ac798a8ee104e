"""A practice's own colour: read, tinted, and refused where words in it could not be read."""

from __future__ import annotations

import re

from tcsheets.errors import ArgumentError

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
READABLE = 4.5  # contrast of words with their ground: WCAG 2.2, 1.4.3
PALENESS = 0.09  # how much of the colour its tint keeps
STEP = 0.96  # by how much a colour is darkened at a time, in search of a readable one

Parts = tuple[int, int, int]


def parts_of(colour: str) -> Parts:
    """Return red, green and blue of a colour.

    >>> parts_of("#1F5F7A")
    (31, 95, 122)
    """
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def named(parts: Parts) -> str:
    """Return a colour as #RRGGBB.

    >>> named((31, 95, 122))
    '#1F5F7A'
    """
    return "#" + "".join(f"{part:02X}" for part in parts)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 black to 1 white (WCAG 2.2)."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in scaled(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def scaled(colour: str) -> list[float]:
    """Return red, green and blue from 0 to 1."""
    return [part / 255 for part in parts_of(colour)]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21.

    >>> round(contrast("#FFFFFF", "#000000"), 1), contrast("#777777", "#777777")
    (21.0, 1.0)
    """
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def tint_of(colour: str) -> str:
    """Return a pale tint of a colour, as a ground for figures.

    >>> tint_of("#1F5F7A")
    '#EBF1F3'
    """
    red, green, blue = (round(255 - (255 - part) * PALENESS) for part in parts_of(colour))
    return named((red, green, blue))


def is_readable(colour: str) -> bool:
    """Whether white words on a colour can be read, and words in it on its own tint, which is the harder."""
    return contrast(colour, tint_of(colour)) >= READABLE


def darkened(colour: str) -> str:
    """Return the nearest darker shade of a colour that can be read."""
    while not is_readable(colour):
        red, green, blue = (int(part * STEP) for part in parts_of(colour))
        colour = named((red, green, blue))
    return colour


def checked_colour(text: str) -> str:
    """Return a colour that headings can have; `ArgumentError` names a darker shade where it is too light.

    >>> checked_colour("#1f5f7a")
    '#1F5F7A'
    """
    if not COLOUR.fullmatch(text):
        raise ArgumentError(f"colour {text[:20]!r} is not written like #1F5F7A: six digits for red, green and blue")
    colour = text.upper()
    if is_readable(colour):
        return colour
    found = contrast(colour, tint_of(colour))
    raise ArgumentError(
        f"colour {colour} is too light to read: its words would have a contrast of {found:.1f} to 1, and need "
        f"{READABLE}; {darkened(colour)} is the nearest darker shade that has it"
    )
