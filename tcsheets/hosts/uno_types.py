"""A UNO type library (`types.rdb`) with one interface whose methods take and give any value, written byte by byte.

LibreOffice calls an extension's functions through an interface that a binary file
describes.  Its SDK makes that file from a text; here it is made without the SDK,
in the format UNOIDL 0: little-endian, a map of names at the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

MAGIC = b"UNOIDL\xff\0"
MODULE, INTERFACE = b"\0", b"\5"
IN = b"\0"  # the direction of an argument

Methods = Mapping[str, Sequence[str]]  # arguments by method


def number(value: int) -> bytes:
    """Return a number as four bytes."""
    return value.to_bytes(4, "little")


def text(value: str) -> bytes:
    r"""Return a text with its length before it.

    >>> text("any")
    b'\x03\x00\x00\x00any'
    """
    return number(len(value)) + value.encode("ascii")


def method(name: str, arguments: Sequence[str], returns: str) -> bytes:
    """Return a method that raises nothing of its own."""
    taken = b"".join(IN + text(each) + text("any") for each in arguments)
    return text(name) + text(returns) + number(len(arguments)) + taken + number(0)


def interface(methods: Methods, returns: str) -> bytes:
    """Return the entry of an interface: its base, no optional bases, no attributes, and its methods."""
    described = b"".join(method(name, arguments, returns) for name, arguments in methods.items())
    base = number(1) + text("com.sun.star.uno.XInterface")
    return INTERFACE + base + number(0) + number(0) + number(len(methods)) + described


def append(content: bytearray, part: bytes) -> int:
    """Append a part and return where it begins."""
    place = len(content)
    content += part
    return place


def type_library(path: Sequence[str], methods: Methods, returns: str) -> bytes:
    r"""Return the library's bytes: modules, each holding the next, and in the last one the interface.

    >>> type_library(["org", "tcsheets", "XFunctions"], {"FEE": ["code"]}, "any")[:7]
    b'UNOIDL\xff'
    """
    content = bytearray(MAGIC + number(0) + number(1))
    inner = append(content, interface(methods, returns))
    for name in reversed(path):
        named = append(content, name.encode("ascii") + b"\0")
        inner = append(content, MODULE + number(1) + number(named) + number(inner))
    # The file itself is the outermost module, without its mark and its count.
    content[len(MAGIC) : len(MAGIC) + 4] = number(inner + 5)
    return bytes(content)
