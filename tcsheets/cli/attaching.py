"""`tcsheets attach` and `upgrade`: a workbook made ready for the sync, and one of an older tcsheets moved on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from tcsheets.sync.attaching import Made

WORKBOOK = typer.Argument(help="Your workbook (.xlsx or .xlsm).")
AS_JSON = typer.Option(False, "--json", help="Print as JSON.")


def attach(
    workbook: Path = WORKBOOK,
    store: str = typer.Option("", "--store", help="The store that it is to meet, by its name on this computer."),
    tables: list[str] = typer.Option([], "--table", help="A table that is a list; say which with --list."),
    sheets: list[str] = typer.Option([], "--sheet", help="A sheet whose range is a list: it becomes a table."),
    lists: list[str] = typer.Option([], "--list", help="The list that it is: of the tables first, then of the sheets."),
    as_json: bool = AS_JSON,
) -> None:
    """Make your own workbook ready for the sync; what was there stays, and a backup is kept.

    Example: tcsheets attach recalls.xlsx --sheet Recalls --list follow_ups
    """
    from tcsheets.sync.attaching import attach_workbook, named_lists

    show(attach_workbook(workbook, store, wanted=named_lists(tables, sheets, lists)), as_json)


def upgrade(workbook: Path = WORKBOOK, as_json: bool = AS_JSON) -> None:
    """Give a workbook of an older tcsheets the columns that its lists have by now; a backup is kept.

    Example: tcsheets upgrade kim.xlsx
    """
    from tcsheets.sync.upgrading import upgrade_workbook

    show(upgrade_workbook(workbook), as_json)


def show(made: Made, as_json: bool) -> None:
    """Print what was done."""
    from tcsheets.cli.printing import one_line, print_json

    if as_json:
        print_json(made.as_dict())
        return
    typer.echo(one_line(made.summary))
    if made.backup:
        typer.echo(f"as it was: {made.backup}")
