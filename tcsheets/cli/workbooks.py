"""`tcsheets recalc`, `freeze` and `repair`: a workbook computed anew, one to send out, one for another host."""

from __future__ import annotations

from pathlib import Path

import typer

from tcsheets.errors import FileError
from tcsheets.files import DiskFiles

BOOK = typer.Argument(help="A workbook (.xlsx).")
OUT = typer.Option(None, "--out", help="Write to this new file.")
AS_JSON = typer.Option(False, "--json", help="Print as JSON.")


def recalc(book: Path = BOOK, out: Path = OUT, as_json: bool = AS_JSON) -> None:
    """Compute every formula of a workbook without Excel, and change nothing else in the file.

    A formula that is not understood keeps its value and is named.

    Example: tcsheets recalc kim.xlsx
    """
    from tcsheets.cli.printing import console, print_json
    from tcsheets.workbook.package import open_package
    from tcsheets.workbook.recalculation import recalculate

    done = recalculate(open_package(read_book(book), book.name))
    write_book(out or book, done.data, replace=out is None)
    said = [f"kept: {each}" for each in done.kept] + [f"error: {each}" for each in done.errors]
    if as_json:
        print_json({"formulas": done.formulas, "changed": done.changed, "problems": said})
        return
    for line in [f"{done.formulas} formulas computed, {done.changed} cells changed", *said]:
        console().print(line, markup=False, highlight=False)


def freeze(
    book: Path = BOOK,
    out: Path = OUT,
    everything: bool = typer.Option(False, "--all", help="Replace all formulas, not only TC_ ones."),
    as_json: bool = AS_JSON,
) -> None:
    """Write a copy of a workbook with values in place of its TC_ formulas, to send out.

    Example: tcsheets freeze kim.xlsx --out for-the-patient.xlsx
    """
    from tcsheets.cli.printing import print_json
    from tcsheets.workbook.freezing import frozen
    from tcsheets.workbook.package import open_package

    target = out or book.with_name(f"{book.stem} (values).xlsx")
    write_book(target, frozen(open_package(read_book(book), book.name), everything=everything), replace=False)
    if as_json:
        print_json({"book": book, "out": target})
    else:
        typer.echo(f"{target} holds values only where TC_ formulas stood")


def repair(
    book: Path = BOOK,
    host: str = typer.Option("excel", help="excel (the Office add-in), windows (xlwings), google or libreoffice."),
    out: Path = OUT,
    as_json: bool = AS_JSON,
) -> None:
    """Spell the TC_ functions of a workbook as a host wants them, where they show #NAME? there.

    Example: tcsheets repair kim.xlsx --host xlwings
    """
    from tcsheets.cli.printing import print_json
    from tcsheets.workbook.package import open_package
    from tcsheets.workbook.repairing import repaired
    from tcsheets.workbook.spelling import dialect_of

    done = repaired(open_package(read_book(book), book.name), dialect_of(host))
    write_book(out or book, done.data, replace=out is None)
    if as_json:
        print_json({"book": out or book, "host": host, "formulas": done.formulas})
    else:
        typer.echo(f"{out or book}: {done.formulas} formulas spelled for {host}")


def read_book(path: Path) -> bytes:
    """Return a workbook's bytes; `FileError` in one line where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FileError(f"{path} does not exist; check the name and the folder") from error
    except OSError as error:
        raise FileError(f"{path} cannot be read ({error.strerror}); close it elsewhere and try again") from error


def write_book(path: Path, content: bytes, *, replace: bool) -> None:
    """Write a workbook; another file that is there already is not replaced, and the same bytes are not written."""
    if path.exists() and not replace:
        raise FileError(f"{path} is there already; give another name with --out")
    if path.exists() and path.read_bytes() == content:
        return
    files = DiskFiles()
    half = path.with_name(f".{path.name}.new")
    files.remove(half)
    files.write_new(half, content)
    files.replace(half, path)
