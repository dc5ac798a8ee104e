"""`tcsheets sync` and what belongs to it: status, conflicts, resolve, log, check, store."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from tcsheets.sync.report import SyncReport

WORKBOOK = typer.Argument(help="The workbook (.xlsx).")
STORE = typer.Option(
    "", "--store", help="The store, by the name it has on this computer; without it, the one it is of."
)
PERSON = typer.Option("", "--as", help="Who you are; without it, your name on this computer.")
AS_JSON = typer.Option(False, "--json", help="Print as JSON.")

store = typer.Typer(help="The shared folder that workbooks meet in.", no_args_is_help=True)


def sync(
    workbook: Path = WORKBOOK,
    store: str = STORE,
    person: str = PERSON,
    dry_run: bool = typer.Option(False, "--dry-run", help="Say what would be done, and do nothing."),
    max_delete: int = typer.Option(None, help="Allow so many rows to be deleted."),
    as_typed: bool = typer.Option(False, help="The rows are as I typed them: not sorted without their ids."),
    as_json: bool = AS_JSON,
) -> None:
    """Bring a workbook and the shared store together.

    Example: tcsheets sync kim.xlsx --dry-run
    """
    from tcsheets.sync.run import sync_workbook

    report = sync_workbook(workbook, store, actor=person, dry_run=dry_run, max_delete=max_delete, as_typed=as_typed)
    show_report(report, as_json)
    raise typer.Exit(report.exit_code)


def status(workbook: Path = WORKBOOK, store: str = STORE, person: str = PERSON, as_json: bool = AS_JSON) -> None:
    """Say what a sync would do, and do nothing.

    Example: tcsheets status kim.xlsx
    """
    from tcsheets.sync.run import sync_workbook

    report = sync_workbook(workbook, store, actor=person, dry_run=True)
    show_report(report, as_json)
    raise typer.Exit(report.exit_code)


def conflicts(workbook: Path = WORKBOOK, store: str = STORE, person: str = PERSON, as_json: bool = AS_JSON) -> None:
    """List what needs a person: two versions of one cell, rows deleted here and changed there.

    Example: tcsheets conflicts kim.xlsx
    """
    from tcsheets.cli.printing import print_json
    from tcsheets.sync.run import sync_workbook

    report = sync_workbook(workbook, store, actor=person, dry_run=True)
    if as_json:
        print_json([asdict(each) for each in report.conflicts])
    else:
        print_conflicts(report)
    raise typer.Exit(report.exit_code)


def resolve(
    workbook: Path = WORKBOOK,
    conflict: str = typer.Argument(help="The conflict's id, or how it begins."),
    choice: str = typer.Argument(help="mine, theirs, or the value that is right."),
    store: str = STORE,
    person: str = PERSON,
    as_json: bool = AS_JSON,
) -> None:
    """Settle a conflict, as a choice in the sheet Conflicts does, and sync.

    Example: tcsheets resolve kim.xlsx 3f9a theirs
    """
    from tcsheets.sync.run import sync_workbook

    report = sync_workbook(workbook, store, actor=person, choices={conflict: choice})
    show_report(report, as_json)
    raise typer.Exit(report.exit_code)


def log(
    workbook: Path = WORKBOOK,
    row: str = typer.Argument(help="Some words by which the row is known: its case, its chart."),
    field: str = typer.Option("", help="Only this column."),
    store: str = STORE,
    as_json: bool = AS_JSON,
) -> None:
    """Say who wrote what in a row, when, and in which workbook.

    Example: tcsheets log kim.xlsx C-101 --field Status
    """
    from tcsheets.cli.printing import print_json
    from tcsheets.sync.authors import written_about
    from tcsheets.sync.run import looked_at

    sources = looked_at(workbook, store)
    found = [line for each in sources.here() for line in written_about(each, sources.history, row, field)]
    if as_json:
        print_json([asdict(each) for each in found])
        return
    for each in found:
        what = f"{each.old or '(blank)'} -> {each.new or '(blank)'}"
        typer.echo(f"{each.at}  {each.actor} in {each.workbook}  {each.list_title}: {each.row}: {each.field}: {what}")


def check(workbook: Path = WORKBOOK, store: str = STORE, as_json: bool = AS_JSON) -> None:
    """Say whether a workbook and its store fit together and can be read.

    Example: tcsheets check kim.xlsx
    """
    from tcsheets.cli.printing import print_json
    from tcsheets.sync.run import checked

    lines = checked(workbook, store)
    if as_json:
        print_json(lines)
    else:
        typer.echo("\n".join(lines) or f"{workbook.name} and its store fit together")
    raise typer.Exit(1 if lines else 0)


def verify(workbook: Path = WORKBOOK, store: str = STORE, as_json: bool = AS_JSON) -> None:
    """Say whether a workbook's memory, the journals and the views agree to the last cell; nothing is written.

    Example: tcsheets verify kim.xlsx
    """
    from tcsheets.cli.printing import print_json
    from tcsheets.sync.verifying import verified

    lines = verified(workbook, store)
    if as_json:
        print_json(lines)
    else:
        typer.echo("\n".join(lines) or f"{workbook.name}, the journals and the views agree")
    raise typer.Exit(1 if lines else 0)


@store.command("init")
def store_init(
    folder: Path = typer.Argument(help="The shared folder; made if it is not there."),
    name: str = typer.Option("practice", help="What this computer calls it."),
) -> None:
    """Make a store in a folder, or join the one that is there.

    Example: tcsheets store init S:/shared/tcsheets --name practice
    """
    from tcsheets.sync.home import join_store, open_home

    made = join_store(open_home(), folder, name)
    typer.echo(f"{'made' if made else 'joined'} the store in {folder}; this computer calls it {name}")


@store.command("show")
def store_show(as_json: bool = AS_JSON) -> None:
    """List the stores that this computer knows.

    Example: tcsheets store show
    """
    from tcsheets.cli.printing import print_json
    from tcsheets.sync.home import identity_or_none, open_home

    home = open_home()
    known = [
        {"name": name, "folder": str(place), "id": identity_or_none(home.store(name)) or "not there now"}
        for name, place in home.stores().items()
    ]
    if as_json:
        print_json(known)
        return
    for each in known:
        typer.echo(f"{each['name']}: {each['folder']} ({each['id']})")


def show_report(report: SyncReport, as_json: bool) -> None:
    """Print a report: the actions of a dry run, the notes, and one line that says it all."""
    from tcsheets.cli.printing import print_json

    if as_json:
        print_json(report.as_dict())
        return
    for line in (*(report.actions if report.is_dry else ()), *report.notes):
        typer.echo(line)
    typer.echo(report.summary)


def print_conflicts(report: SyncReport) -> None:
    """Print the conflicts as a table."""
    from rich.table import Table
    from rich.text import Text

    from tcsheets.cli.printing import console

    if not report.conflicts:
        typer.echo("no conflicts")
        return
    table = Table("Id", "List", "Row", "Field", "Was", "Mine", "Theirs", "By", box=None, header_style="bold")
    for each in report.conflicts:
        texts = (each.id, each.list_title, each.label, each.field_title, each.was, each.mine, each.theirs)
        table.add_row(*(Text(text) for text in (*texts, each.theirs_by)))
    console().print(table)
