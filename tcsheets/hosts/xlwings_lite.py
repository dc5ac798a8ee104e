"""What Excel needs through xlwings Lite, an add-in that runs Python in its own pane: a wrapper for each function.

The core goes along as a text that lives in the workbook beside `main.py`; or, where the practice has a place for
it, as a wheel at an https address that `requirements.txt` names.
"""

from __future__ import annotations

import base64
from pathlib import Path

from tcsheets import __version__
from tcsheets.errors import ArgumentError
from tcsheets.hosts import core_wheel
from tcsheets.hosts.catalogue import entries
from tcsheets.hosts.excel_windows import wrapper

FOLDER = Path(__file__).parents[2] / "udfs" / "xlwings_lite"
MAIN, CARRIED, REQUIREMENTS = "main.py", "tcsheets_core.py", "requirements.txt"
HEAD = '''"""The TC_ functions for Excel through xlwings Lite; made from the register, do not change it here."""

# mypy: ignore-errors
from contextlib import suppress

import xlwings as xw

with suppress(ModuleNotFoundError):  # not there where requirements.txt names the wheel
    import tcsheets_core  # noqa: F401

from tcsheets.hosts.xlwings_cells import asked_in_lite as asked
'''
CARRYING = '''"""tcsheets {version}: the core, which main.py imports; made by the build, do not change it here."""

import base64
import sys
import tempfile
from pathlib import Path

WHEEL = Path(tempfile.gettempdir()) / "{name}"
WHEEL.write_bytes(base64.b64decode("""
{text}"""))
sys.path.insert(0, str(WHEEL))
'''


def main() -> str:
    """Return main.py: all wrappers."""
    return HEAD + "\n\n" + "\n\n".join(wrapper(each, "@xw.func") for each in entries().values())


def carried() -> str:
    """Return tcsheets_core.py: the wheel as a text, for a workbook that takes it along."""
    text = base64.encodebytes(core_wheel.wheel()).decode()
    return CARRYING.format(version=__version__, name=core_wheel.NAME, text=text)


def requirement(address: str) -> str:
    """Return the line of requirements.txt that names the wheel at an address.

    >>> requirement("https://example.test/tc/")
    'https://example.test/tc/tcsheets-0.1.0-py3-none-any.whl'
    """
    if not address.startswith(("https://", "http://localhost", "http://127.0.0.1")):
        raise ArgumentError(f"the address {address[:40]} does not begin with https://; Excel reads no other")
    return f"{address.rstrip('/')}/{core_wheel.NAME}"


def files() -> dict[str, str]:
    """Return the committed file that is made from the register, by name."""
    return {MAIN: main()}


def contents(address: str) -> dict[str, bytes]:
    """Return all files by name; with an https address the wheel, which will stand there, in place of the text."""
    if not address:
        return {MAIN: main().encode(), CARRIED: carried().encode()}
    wheel = {core_wheel.NAME: core_wheel.wheel()}
    return {MAIN: main().encode(), REQUIREMENTS: f"{requirement(address)}\n".encode(), **wheel}


def build(folder: Path, address: str = "") -> list[Path]:
    """Write the files into a folder, and return them."""
    made = contents(address)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in made]
