"""The core alone as a wheel: pure Python without dependencies, for a Python that runs in a browser.

It is made here, byte by byte the same each time, so that nobody needs a build tool.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import tcsheets
from tcsheets import __version__
from tcsheets.hosts.embedded.sources import CORE, paths_of

NAME = f"tcsheets-{__version__}-py3-none-any.whl"
INFORMATION = f"tcsheets-{__version__}.dist-info"
PARTS = (*CORE, "hosts/__init__", "hosts/xlwings_cells")
METADATA = f"""Metadata-Version: 2.1
Name: tcsheets
Version: {__version__}
Summary: The spreadsheet functions of tcsheets for treatment coordinators, without the rest
License: MIT
Requires-Python: >=3.11
"""
WHEEL = """Wheel-Version: 1.0
Generator: tcsheets
Root-Is-Purelib: true
Tag: py3-none-any
"""


def members() -> Iterator[tuple[str, bytes]]:
    """Yield the files of the wheel, but for the record of them: the core's own sources, and what they are."""
    root = Path(tcsheets.__file__).parent.parent
    for part in PARTS:
        for path in paths_of(part):
            yield path.relative_to(root).as_posix(), path.read_bytes()
    yield f"{INFORMATION}/METADATA", METADATA.encode()
    yield f"{INFORMATION}/WHEEL", WHEEL.encode()


def recorded(name: str, content: bytes) -> str:
    """Return a file's line in the record."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(content)}\n"


def wheel() -> bytes:
    """Return the wheel."""
    files = dict(members())
    record = f"{INFORMATION}/RECORD"
    lines = "".join(recorded(name, content) for name, content in files.items()) + f"{record},,\n"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**files, record: lines.encode()}.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
