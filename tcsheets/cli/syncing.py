"""`tcsheets sync` and what belongs to it: status, conflicts, resolve, resync, undo, watch, log, check, verify."""

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

DECIDE = 7


def sync(
    workbook: Path = WORKBOOK,
    store: str = STORE,
    person: str = PERSON,
    dry_run: bool = typer.Option(False, "--dry-run", help="Say what would be done, and do nothing."),
    max_delete: int = typer.Option(None, help="Allow so many rows to be deleted."),
    as_typed: bool = typer.Option(False, help="The rows are as I typed them: not sorted without their ids."),
    allow_personal: bool = typer.Option(False, help="What looks like a person's own data is meant to be shared."),
    thorough: bool = typer.Option(False, help="Look at everything, also where nothing seems to have changed."),
    as_json: bool = AS_JSON,
) -> None:
    """Bring a workbook and the shared store together.

    Example: tcsheets sync kim.xlsx --dry-run
    """
    from tcsheets.cli.printing import working
    from tcsheets.sync.run import sync_workbook

    with working(f"syncing {workbook.name}"):
        report = sync_workbook(
            workbook,
            store,
            actor=person,
            dry_run=dry_run,
            max_delete=max_delete,
            as_typed=as_typed,
            allow_personal=allow_personal,
            thorough=thorough,
        )
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


def resync(
    workbook: Path = WORKBOOK,
    store: str = STORE,
    person: str = PERSON,
    yes: bool = typer.Option(False, "--yes", help="Do not ask."),
    as_json: bool = AS_JSON,
) -> None:
    """Let a workbook that has lost its memory of the store, or comes from another one, join it anew.

    Rows that are the same on both sides are matched, one-sided ones go to the other side, different ones become
    conflicts, and nothing is deleted.

    Example: tcsheets resync kim.xlsx --store practice
    """
    from tcsheets.sync.run import sync_workbook

    if not yes:
        show_report(sync_workbook(workbook, store, actor=person, dry_run=True, joins=True), False)
        if typer.prompt("Type resync to do this") != "resync":
            typer.echo("nothing was done")
            raise typer.Exit(DECIDE)
    report = sync_workbook(workbook, store, actor=person, joins=True)
    show_report(report, as_json)
    raise typer.Exit(report.exit_code)


def undo(
    workbook: Path = WORKBOOK,
    at: str = typer.Option("", help="Which sync: its moment, as --list shows it; without it, the last."),
    only_list: bool = typer.Option(False, "--list", help="List the syncs of this workbook, and do nothing."),
    store: str = STORE,
    person: str = PERSON,
    dry_run: bool = typer.Option(False, "--dry-run", help="Say what would be done, and do nothing."),
    as_json: bool = AS_JSON,
) -> None:
    """Take back what one sync of this workbook sent, where nobody has gone on from there.

    Example: tcsheets undo kim.xlsx --list
    """
    from tcsheets.cli.printing import print_json
    from tcsheets.errors import ArgumentError
    from tcsheets.sync.run import looked_at, sync_workbook
    from tcsheets.sync.undoing import syncs_done

    syncs = syncs_done(looked_at(workbook, store).history, workbook.name)
    if only_list:
        lines = [f"{each.at}  {each.actor}  {each.count} sent" for each in syncs]
        if as_json:
            print_json([asdict(each) for each in syncs])
        else:
            typer.echo("\n".join(lines) or f"{workbook.name} has sent nothing yet")
        return
    moments = [each.at for each in syncs if each.at.startswith(at)]
    if not moments or (at and len(set(moments)) > 1):
        raise ArgumentError(f"{workbook.name} has no one sync at {at or 'any time'}; see: tcsheets undo --list")
    if not dry_run:
        sync_workbook(workbook, store, actor=person)
    report = sync_workbook(workbook, store, actor=person, undo=moments[0], dry_run=dry_run)
    show_report(report, as_json)
    raise typer.Exit(report.exit_code)


def watch(
    workbook: Path = WORKBOOK,
    store: str = STORE,
    person: str = PERSON,
    every: float = typer.Option(15, help="Seconds between two looks.", min=1),
    rounds: int = typer.Option(None, help="Stop after so many looks.", min=1),
) -> None:
    """Sync whenever something has changed, until stopped with Ctrl+C.

    Example: tcsheets watch kim.xlsx
    """
    from time import sleep

    from tcsheets.cli.printing import one_line
    from tcsheets.sync.run import sync_workbook
    from tcsheets.sync.watching import watched

    try:
        for said in watched(lambda: sync_workbook(workbook, store, actor=person), sleep, every, rounds):
            typer.echo("\n".join(one_line(line) for line in said.split("\n")))
    except KeyboardInterrupt:
        typer.echo("stopped watching")


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
    from tcsheets.cli.printing import one_line, print_json
    from tcsheets.sync.authors import written_about
    from tcsheets.sync.run import looked_at

    sources = looked_at(workbook, store)
    found = [line for each in sources.here() for line in written_about(each, sources.history, row, field)]
    if as_json:
        print_json([asdict(each) for each in found])
        return
    for each in found:
        what = f"{each.old or '(blank)'} -> {each.new or '(blank)'}"
        where = f"{each.actor} in {each.workbook}  {each.list_title}: {each.row}: {each.field}"
        typer.echo(one_line(f"{each.at}  {where}: {what}"))


def check(workbook: Path = WORKBOOK, store: str = STORE, as_json: bool = AS_JSON) -> None:
    """Say whether a workbook and its store fit together and can be read.

    Example: tcsheets check kim.xlsx
    """
    from tcsheets.cli.printing import one_line, print_json
    from tcsheets.sync.run import checked

    lines = checked(workbook, store)
    if as_json:
        print_json(lines)
    else:
        typer.echo("\n".join(map(one_line, lines)) or f"{workbook.name} and its store fit together")
    raise typer.Exit(1 if lines else 0)


def verify(workbook: Path = WORKBOOK, store: str = STORE, as_json: bool = AS_JSON) -> None:
    """Say whether a workbook's memory, the journals and the views agree to the last cell; nothing is written.

    Example: tcsheets verify kim.xlsx
    """
    from tcsheets.cli.printing import one_line, print_json
    from tcsheets.sync.verifying import verified

    lines = verified(workbook, store)
    if as_json:
        print_json(lines)
    else:
        typer.echo("\n".join(map(one_line, lines)) or f"{workbook.name}, the journals and the views agree")
    raise typer.Exit(1 if lines else 0)


def show_report(report: SyncReport, as_json: bool) -> None:
    """Print a report: the actions of a dry run, the notes, and one line that says it all."""
    from tcsheets.cli.printing import one_line, print_json

    if as_json:
        print_json(report.as_dict())
        return
    for line in (*(report.actions if report.is_dry else ()), *report.notes):
        typer.echo(one_line(line))
    typer.echo(one_line(report.summary))


def print_conflicts(report: SyncReport) -> None:
    """Print the conflicts as a table."""
    from rich.table import Table
    from rich.text import Text

    from tcsheets.cli.printing import console, one_line
    from tcsheets.sync.conflicts import side_words

    if not report.conflicts:
        typer.echo("no conflicts")
        return
    table = Table("Id", "List", "Row", "Field", "Was", "Mine", "Theirs", "By", box=None, header_style="bold")
    for each in report.conflicts:
        sides = (side_words(each, side) for side in (each.was, each.mine, each.theirs))
        texts = (each.id, each.list_title, each.label, each.field_title, *sides, each.theirs_by)
        table.add_row(*(Text(one_line(text)) for text in texts))
    console().print(table)
