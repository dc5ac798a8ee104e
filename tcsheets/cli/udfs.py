"""`tcsheets udfs`: the formulas' glue for each spreadsheet program."""

from __future__ import annotations

from pathlib import Path

import typer

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


@udfs.callback()
def root() -> None:
    """The formulas for each spreadsheet program."""
