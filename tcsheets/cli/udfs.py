"""`tcsheets udfs`: the formulas' glue for each spreadsheet program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from tcsheets.hosts.excel_installing import Step

udfs = typer.Typer(help="The formulas for each spreadsheet program.", no_args_is_help=True)
FOLDERS = {
    "google-sheets": "google_sheets",
    "office-js": "excel_office_js",
    "excel-windows": "excel_windows",
    "libreoffice": "libreoffice",
    "xlwings-lite": "xlwings_lite",
}


@udfs.command("build")
def build(
    host: str = typer.Argument(help="google-sheets, office-js, excel-windows, xlwings-lite or libreoffice"),
    out: Path = typer.Option(None, "--out", help="The folder to write to; the host's name where left out."),
    server: str = typer.Option("", "--server", help="Let the server at this address answer, in place of the bundle."),
    address: str = typer.Option("", help="office-js, xlwings-lite: the https address at which the files will stand."),
    namespace: str = typer.Option("", help="office-js: a namespace before the names, where Excel insists on one."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
) -> None:
    """Write what a spreadsheet program needs to know the TC_ functions, ready to be put there.

    Example: tcsheets udfs build google-sheets --out my-sheet
    """
    from tcsheets.cli.printing import print_json
    from tcsheets.errors import ArgumentError
    from tcsheets.hosts import excel_windows, google_sheets, libreoffice, office_js, xlwings_lite

    if host not in FOLDERS:
        raise ArgumentError(f"host {host} cannot be built; it is one of: {', '.join(FOLDERS)}")
    folder = out or Path(host)
    builders = {"excel-windows": excel_windows.build, "libreoffice": libreoffice.build}
    if host == "office-js":
        made = office_js.build(folder, address, namespace, server)
    elif host == "google-sheets":
        made = google_sheets.build(folder, bool(server))
    elif server:
        raise ArgumentError(f"{host} asks no server; leave --server out")
    elif host == "xlwings-lite":
        made = xlwings_lite.build(folder, address)
    else:
        made = builders[host](folder)
    if as_json:
        print_json([str(each) for each in made])
        return
    for each in made:
        typer.echo(each)
    if host == "google-sheets" and server:
        typer.echo(f"Set the script property TCSHEETS_SERVER to {server}; it is not written into the code.")
    typer.echo(f"How to put them there: udfs/{FOLDERS[host]}/README.md")


@udfs.command("install")
def install(
    host: str = typer.Argument(help="excel-windows; the others are put in by hand, as their pages say."),
    out: Path = typer.Option(None, "--out", help="Write there, in place of where Excel looks; works on any system."),
    python: str = typer.Option("", help="The Python that Excel is to start; this one, where left out."),
    anew: bool = typer.Option(False, "--anew", help="Make an add-in anew that is there; import into it again."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Say what would be written, and write nothing."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
) -> None:
    """Put our add-in where Excel on Windows looks for it, and say what is left to do in Excel.

    Example: tcsheets udfs install excel-windows
    """
    import platform

    from tcsheets.cli.printing import print_json
    from tcsheets.hosts import excel_installing as installing

    steps, folder = steps_of(host, out, python, anew, platform.system() == "Windows")
    if not dry_run:
        installing.carry_out(steps)
    if as_json:
        print_json(
            [{"path": e.path, "written": e.content is not None and not dry_run, "words": e.words} for e in steps]
        )
        return
    for each in steps:
        verb = "kept " if each.content is None else "would write " if dry_run else "wrote "
        typer.echo(f"{verb}{each.path}: {each.words}")
    typer.echo("\n".join(["", "In Excel, once:", *installing.by_hand(folder)]))


def steps_of(host: str, out: Path | None, python: str, anew: bool, is_windows: bool) -> tuple[list[Step], Path]:
    """Return the steps of an installation, and the folder it goes to; ArgumentError where there is none to go to."""
    import os
    import sys

    from tcsheets.errors import ArgumentError
    from tcsheets.hosts import excel_installing as installing

    if host != "excel-windows":
        raise ArgumentError(f"only excel-windows can be installed from here; for {host}: tcsheets udfs build {host}")
    if out is None and not is_windows:
        raise ArgumentError(
            "this is for Excel on Windows, and must be called there; here it can write the files to take along: "
            "tcsheets udfs install excel-windows --out FOLDER"
        )
    interpreter = python or (installing.windows_python(sys.executable) if is_windows else "")
    folder, settings = installing.places(os.environ, Path.home())
    steps = installing.planned(out or folder, interpreter, anew)
    return (steps if out else [*steps, installing.settings_step(settings, interpreter)]), out or folder


@udfs.callback()
def root() -> None:
    """The formulas for each spreadsheet program."""
