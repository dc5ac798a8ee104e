"""`tcsheets demo`: the five-minute tour."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from tcsheets.demo import CaseFigures, Demo
    from tcsheets.sync.report import SyncReport


def demo(
    folder: Path = typer.Argument(None, help="A new folder; one is named where this is left out."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
) -> None:
    """Write two coordinators' workbooks, let both edit them, sync them, and say what came of it.

    Needs neither Excel nor a network.

    Example: tcsheets demo
    """
    from tcsheets.cli.printing import console, print_json
    from tcsheets.demo import run_demo

    screen = console()
    if as_json:
        print_json(run_demo(folder, lambda _: None).as_dict())
        return
    with screen.status("starting") as status:
        done = run_demo(folder, status.update)
    print_demo(screen, done)


def print_demo(screen: Console, done: Demo) -> None:
    """Print what the demo did: fees, figures, what was merged, what waits for a person, and where to look."""
    heading(screen, "1  A fee schedule was imported")
    screen.print(done.fees, markup=False, highlight=False)
    heading(screen, "2  Two workbooks were written and recalculated, without Excel")
    print_figures(screen, done.figures)
    for line in done.recalculated:
        screen.print(line, markup=False, highlight=False)
    heading(screen, "3  Both coordinators typed, apart from each other, and synced through a folder")
    for name, report in done.reports:
        screen.print(f"{name:<7} {report.summary}", markup=False, highlight=False)
    heading(screen, "4  What needs a person")
    print_conflicts(screen, done.reports[-1][1])
    heading(screen, "5  Where to look")
    for about, path in done.places:
        screen.print(f"{about:<21} {path}", markup=False, highlight=False, soft_wrap=True)


def heading(screen: Console, text: str) -> None:
    """Print the heading of a part."""
    screen.print(f"\n[bold]{text}[/bold]", highlight=False)


def print_figures(screen: Console, figures: tuple[CaseFigures, ...]) -> None:
    """Print the figures of the sample cases as they stand in the workbook."""
    from rich.table import Table

    from tcsheets.money import money_text

    table = Table("Case", "About", "Fees", "Insurance", "Savings", "Patient", "A month", box=None, pad_edge=False)
    for column in table.columns[2:]:
        column.justify = "right"
    for each in figures:
        amounts = (each.total, each.plan_pays, each.savings, each.patient, each.payment)
        table.add_row(each.case, each.about, *(money_text(amount) for amount in amounts))
    screen.print(table)


def print_conflicts(screen: Console, report: SyncReport) -> None:
    """Print the conflicts that the last sync left, and how to settle one."""
    for each in report.conflicts:
        screen.print(f"{each.id}  {each.label}: {each.field_title}", markup=False, highlight=False)
        screen.print(f"    here: {each.mine or '(blank)'}", markup=False, highlight=False)
        screen.print(f"    {each.theirs_by}: {each.theirs or '(blank)'}", markup=False, highlight=False)
    if report.conflicts:
        screen.print("Settle them on the sheet Conflicts, or with 'tcsheets resolve'.", highlight=False)
