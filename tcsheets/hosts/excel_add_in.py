"""Our own add-in for Excel on Windows, tcsheets.xlam, made from the template that the free part of xlwings carries.

The ribbon and the settings are put in here.  What needs Excel itself stays for a person: the macros of the ribbon, and
the functions that xlwings imports (`udfs/excel_windows/README.md`).
"""

from __future__ import annotations

import io
import re
import zipfile
from importlib import metadata
from pathlib import Path
from xml.sax.saxutils import escape

from tcsheets.errors import FileError
from tcsheets.hosts.excel_ribbon import ribbon

TEMPLATE = "xlwings/quickstart_addin_ribbon.xlam"
RIBBON, BOOK, SHEET, TEXTS = (
    "customUI/customUI.xml",
    "xl/workbook.xml",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
)
ASLEEP, AWAKE = 'name="_myaddin.conf"', 'name="myaddin.conf"'  # the sheet of settings counts without its underline
FUNCTIONS = "udfs.excel_windows.tcsheets_udfs"
THEN = (1980, 1, 1, 0, 0, 0)  # the same add-in is the same bytes
TEXT = re.compile(r"<si><t[^>]*>([^<]*)</t></si>")


def template() -> bytes:
    """Return the template of the installed xlwings; FileError where there is none."""
    try:
        return Path(str(metadata.distribution("xlwings").locate_file(TEMPLATE))).read_bytes()
    except (metadata.PackageNotFoundError, OSError) as error:
        raise FileError(
            "xlwings with its template for add-ins is not installed; pip install --upgrade tcsheets"
        ) from error


def add_in(template: bytes, interpreter: str = "") -> bytes:
    """Return tcsheets.xlam: our ribbon, our functions, and the Python that answers ("" for the one on the PATH)."""
    parts, out = read_parts(template), io.BytesIO()
    if RIBBON not in parts or ASLEEP not in parts[BOOK].decode():
        raise unknown()
    parts[RIBBON] = ribbon().encode()
    parts[BOOK] = parts[BOOK].replace(ASLEEP.encode(), AWAKE.encode())
    parts[SHEET] = with_settings(
        parts[SHEET].decode(),
        TEXT.findall(parts[TEXTS].decode()),
        {"UDF Modules": FUNCTIONS, "Interpreter_Win": interpreter},
    ).encode()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name, THEN), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def read_parts(data: bytes) -> dict[str, bytes]:
    """Return a file's parts by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def with_settings(sheet: str, texts: list[str], settings: dict[str, str]) -> str:
    """Return the sheet of settings, names in column A, with values in column B beside some of them."""
    for name, value in settings.items():
        place = texts.index(name) if name in texts else -1
        label = re.compile(rf'(<c r="A([0-9]+)"([^>]*?) t="s"><v>{place}</v></c>)(<c r="B\2"[^>]*?/>)?')
        found = label.findall(sheet)
        if len(found) != 1:
            raise unknown()
        whole, row, style, old = found[0]
        sheet = sheet.replace(whole + old, whole + beside(row, style, value))
    return sheet


def beside(row: str, style: str, value: str) -> str:
    """Return the cell beside a setting's name."""
    return f'<c r="B{row}"{style} t="inlineStr"><is><t>{escape(value)}</t></is></c>' if value else ""


def unknown() -> FileError:
    """Return the error of a template that is not the one we know."""
    return FileError(
        "this xlwings' template for add-ins is another one than tcsheets knows; pip install 'xlwings<0.38'"
    )
