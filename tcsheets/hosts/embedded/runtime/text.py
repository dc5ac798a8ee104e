"""Text as CPython sees it, where MicroPython sees only ASCII: white space beyond it, capital letters beyond it.

A pasted cell often ends in a no-break space, and a name may begin with a capital É.
"""

from __future__ import annotations

SPACES = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680"
SPACES += "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
# Capital letters beyond ASCII as (first, last, step, distance to the small letter): Latin, Greek, Cyrillic.
CAPITALS = (
    (0xC0, 0xD6, 1, 32),
    (0xD8, 0xDE, 1, 32),
    (0x100, 0x12E, 2, 1),
    (0x132, 0x136, 2, 1),
    (0x139, 0x147, 2, 1),
    (0x14A, 0x176, 2, 1),
    (0x178, 0x178, 1, -121),
    (0x179, 0x17D, 2, 1),
    (0x391, 0x3A1, 1, 32),
    (0x3A3, 0x3AB, 1, 32),
    (0x400, 0x40F, 1, 80),
    (0x410, 0x42F, 1, 32),
)


def is_plain(text: str) -> bool:
    """Whether a text is ASCII, and so safe with the small Python's own methods."""
    return len(text) == len(text.encode())


def lstrip(text: str) -> str:
    """Return a text without the white space before it."""
    text = text.lstrip()
    while text and text[0] in SPACES:
        text = text[1:]
    return text


def rstrip(text: str) -> str:
    """Return a text without the white space after it."""
    text = text.rstrip()
    while text and text[-1] in SPACES:
        text = text[:-1]
    return text


def strip(text: str) -> str:
    """Return a text without the white space around it."""
    text = text.strip()
    # Nearly every cell begins and ends in plain ASCII; this is the busiest function of all.
    if not text or ("!" <= text[0] <= "~" and "!" <= text[-1] <= "~"):
        return text
    return rstrip(lstrip(text))


def split(text: str) -> list[str]:
    """Return the words of a text."""
    if is_plain(text):
        return text.split()
    return "".join([" " if each in SPACES else each for each in text]).split()


def small(letter: str) -> str:
    """Return the small letter of one that is not ASCII."""
    code = ord(letter)
    for first, last, step, distance in CAPITALS:
        if first <= code <= last and (code - first) % step == 0:
            return chr(code + distance)
    return letter


def capital(letter: str) -> str:
    """Return the capital letter of one that is not ASCII."""
    code = ord(letter)
    for first, last, step, distance in CAPITALS:
        if first <= code - distance <= last and (code - distance - first) % step == 0:
            return chr(code - distance)
    return letter


def lower(text: str) -> str:
    """Return a text in small letters."""
    lowered = text.lower()
    return lowered if is_plain(text) else "".join([small(each) for each in lowered])


def upper(text: str) -> str:
    """Return a text in capital letters; ß stays."""
    raised = text.upper()
    return raised if is_plain(text) else "".join([capital(each) for each in raised])
