"""A practice's logo: read from a picture, refused where it is none or too large, and set into a box on a sheet."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.image import Image

from tcsheets.errors import FileError
from workbook_templates.page import Page

LARGEST_FILE = 1_000_000  # bytes; it is kept in every copy of the workbook
LARGEST_SIDE = 4_000  # pixels
PNG, PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
JPEG, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
SCREEN = 96  # dots to the inch, as spreadsheets count


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture, and its size in pixels as a sheet would show it."""

    data: bytes
    width: float
    height: float


def read_logo(path: Path) -> Logo:
    """Return a logo from a PNG or JPEG file; `FileError` in one line where it cannot be used."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FileError(f"{path} has {path.stat().st_size / 1e6:.1f} MB; a logo has at most 1 MB: make it smaller")
        data = path.read_bytes()
    except OSError as error:
        raise FileError(f"{path} cannot be read ({error.strerror}); give the path of a PNG or JPEG file") from error
    return logo_of(data, str(path))


def logo_of(data: bytes, name: str) -> Logo:
    """Return a logo from a picture's bytes."""
    is_png = data.startswith(PNG)
    if not is_png and not data.startswith(JPEG):
        raise FileError(f"{name} is not a PNG or JPEG picture; save the logo as one")
    if not (data.endswith(PNG_END) if is_png else JPEG_END in data[-1024:]):
        raise FileError(f"{name} is cut short; copy the picture again")
    try:
        image = Image(BytesIO(data))
    except (XlsxWriterException, struct.error, IndexError) as error:
        raise FileError(f"{name} is damaged; save the logo anew as PNG") from error
    if max(image.width, image.height) > LARGEST_SIDE:
        raise FileError(
            f"{name} has {image.width:.0f} x {image.height:.0f} pixels; a logo has at most {LARGEST_SIDE} a side"
        )
    return Logo(data, image.width * SCREEN / image.x_dpi, image.height * SCREEN / image.y_dpi)


def draw_logo(page: Page, cell: str, logo: Logo | None, practice: str, box: tuple[int, int]) -> None:
    """Set a logo into a box of so many pixels (width, height) at a cell; nothing where there is none."""
    if logo is None:
        return
    scale = min(box[0] / logo.width, box[1] / logo.height)
    words = f"Logo of {practice}"
    place = {"x_offset": 2, "y_offset": 2, "x_scale": scale, "y_scale": scale, "object_position": 2}
    page.sheet.insert_image(cell, "logo", place | {"image_data": BytesIO(logo.data), "description": words})
