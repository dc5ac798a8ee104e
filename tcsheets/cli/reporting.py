"""`tcsheets report`: the figures of a month as a workbook and as a page for the browser."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from time import monotonic

import typer


def report(
    book: Path = typer.Argument(help="A workbook with the lists AcceptanceLog, FollowUps and Referrals."),
    month: str = typer.Option("", "--month", help="The month, such as 2026-11; this one where left out."),
    out: Path = typer.Option(Path(), "--out", help="The folder for both files; this one where left out."),
    replace: bool = typer.Option(False, "--replace", help="Replace the files of an earlier report."),
    as_json: bool = typer.Option(False, "--json", help="Print the figures as JSON."),
) -> None:
    """Write the figures of a month as .xlsx and as one HTML file: acceptance, value, calls, commission, referrals.

    Example: tcsheets report practice.xlsx --month 2026-11 --out reports
    """
    from tcsheets.cli.printing import console, print_json
    from tcsheets.outputs.reporting import report as make_report

    today, began = datetime.now().date(), monotonic()
    wanted = month or today.isoformat()[:7]
    if as_json:
        made = make_report(book, wanted, out, today=today, replace=replace)
        print_json({"xlsx": made.xlsx, "html": made.html} | made.figures.as_dict())
        return
    with console().status("starting") as status:
        made = make_report(book, wanted, out, today=today, replace=replace, say=status.update)
    for path in (made.xlsx, made.html):
        typer.echo(str(path))
    typer.echo(f"{made.figures.month} in {monotonic() - began:.1f} s")
