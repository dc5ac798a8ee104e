"""A workbook -> a PDF and one picture a printed page, as LibreOffice prints it.

TC_ formulas stand in the pages with the values the file holds, for LibreOffice
does not know them.  Hidden sheets are left out; print areas and page breaks hold.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

from tcsheets.errors import FileError, TryAgainError
from tcsheets.workbook.freezing import frozen
from tcsheets.workbook.package import open_package

LIBREOFFICE = ("soffice", "libreoffice")  # the names it goes by
DOTS_PER_INCH = 80
SECONDS = 180
WORKBOOK_PART = "xl/workbook.xml"
SHEET = re.compile(r"<sheet [^>]*>")
PRINT_AREA = re.compile(r'<definedName name="_xlnm\.Print_Area" localSheetId="(\d+)"[^>]*>[^<]*</definedName>')


def rendered(book: Path, folder: Path, dots_per_inch: int = DOTS_PER_INCH) -> list[Path]:
    """Return one PNG a printed page of a workbook, in a folder that is made where it is missing."""
    if not book.is_file():
        raise FileError(f"{book} is not there; give the path of an .xlsx file")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tcsheets-pages-") as work:
        copy = Path(work) / book.name
        copy.write_bytes(printable(book.read_bytes(), book.name))
        return to_pictures(to_pdf(copy, Path(work)), folder, dots_per_inch)


def printable(book: bytes, name: str) -> bytes:
    """Return a workbook as LibreOffice can print it: TC_ formulas as values, hidden sheets without a print area."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(frozen(open_package(book, name)))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            data = old.read(member)
            if member.filename == WORKBOOK_PART:
                data = without_hidden_areas(data.decode()).encode()
            new.writestr(member, data)
    return out.getvalue()


def without_hidden_areas(part: str) -> str:
    """Return the workbook part without the print areas of hidden sheets."""
    hidden = {str(place) for place, sheet in enumerate(SHEET.findall(part)) if ' state="' in sheet}
    return PRINT_AREA.sub(lambda area: "" if area.group(1) in hidden else area.group(0), part)


def program(*names: str) -> str:
    """Return the path of a program that goes by one of these names."""
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    raise FileError(f"{names[0]} is not installed; drawing pages needs LibreOffice (soffice) and Poppler (pdftoppm)")


def run_program(command: list[str], what: str) -> None:
    """Run a program to its end; a fault names what it was to do."""
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603 (our own arguments)
    except subprocess.TimeoutExpired as error:
        raise TryAgainError(f"{what} took more than {SECONDS} seconds; try again") from error
    if ended.returncode:
        raise FileError(f"{what} failed: {(ended.stderr.strip() or 'no reason given').splitlines()[-1]}")


def to_pdf(book: Path, folder: Path) -> Path:
    """Return the PDF of a workbook, made in a folder by a LibreOffice with a fresh profile."""
    with tempfile.TemporaryDirectory(prefix="tcsheets-profile-") as profile:
        command = [program(*LIBREOFFICE), f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += ["--norestore", "--convert-to", "pdf", "--outdir", str(folder), str(book)]
        run_program(command, f"printing {book.name}")
    made = folder / (book.stem + ".pdf")
    if not made.is_file():
        raise FileError(f"LibreOffice could not read {book.name}; open it there to see why")
    return made


def to_pictures(pdf: Path, folder: Path, dots_per_inch: int) -> list[Path]:
    """Return one PNG a page, numbered in the order of printing; those of an earlier run are replaced."""
    for old in folder.glob(f"{pdf.stem}-*.png"):
        old.unlink()
    command = [program("pdftoppm"), "-r", str(dots_per_inch), "-png", str(pdf), str(folder / pdf.stem)]
    run_program(command, f"drawing {pdf.name}")
    return sorted(folder.glob(f"{pdf.stem}-*.png"))
