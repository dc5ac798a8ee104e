"""The add-in's pictures, drawn here and written as PNG: a white T on a blue sheet, and its outline."""

from __future__ import annotations

import struct
import zlib

SIZES = (16, 32, 64, 80, 192)
OUTLINE_SIZE = 32
BLUE, WHITE, CLEAR = (31, 95, 122, 255), (255, 255, 255, 255), (0, 0, 0, 0)
CORNER = 0.16  # the radius of the sheet's corners


def is_letter(across: float, down: float) -> bool:
    """Whether a place, from 0 to 1 each way, belongs to the letter T."""
    return (0.2 <= across < 0.8 and 0.22 <= down < 0.36) or (0.42 <= across < 0.58 and 0.22 <= down < 0.8)


def is_sheet(across: float, down: float) -> bool:
    """Whether a place belongs to the sheet behind the letter, whose corners are round."""
    beyond = [max(CORNER - each, each - (1 - CORNER), 0) for each in (across, down)]
    return beyond[0] ** 2 + beyond[1] ** 2 <= CORNER**2


def colour(across: float, down: float, is_outline: bool) -> tuple[int, int, int, int]:
    """Return the colour of a place; the outline has the letter alone."""
    if is_letter(across, down):
        return WHITE
    return BLUE if is_sheet(across, down) and not is_outline else CLEAR


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def icon(size: int, is_outline: bool = False) -> bytes:
    """Return a picture as a PNG of so many pixels each way."""
    middles = [(each + 0.5) / size for each in range(size)]
    rows = [b"\0" + b"".join(bytes(colour(x, y, is_outline)) for x in middles) for y in middles]
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    packed = zlib.compress(b"".join(rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def icons() -> dict[str, bytes]:
    """Return the pictures that both manifests name, by file."""
    return {f"icon-{size}.png": icon(size) for size in SIZES} | {"icon-outline.png": icon(OUTLINE_SIZE, True)}
