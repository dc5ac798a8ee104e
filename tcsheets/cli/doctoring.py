"""`tcsheets doctor`: what on this computer, or in a workbook, stands in the way of the formulas, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from tcsheets.doctor.facts import Finding

MARKS = {"ok": "ok  ", "note": "note", "mend": "MEND"}


def doctor(
    book: Path = typer.Argument(None, help="A workbook (.xlsx, .xlsm) to examine as well."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
) -> None:
    """Examine this computer, and a workbook, for what the formulas and the sync need, and say what to do.

    Ends with 1 where something should be mended, else with 0; a note is for whoever wants it otherwise.

    Example: tcsheets doctor kim.xlsx
    """
    from datetime import datetime

    from tcsheets.cli.printing import print_json
    from tcsheets.doctor.books import book_findings
    from tcsheets.doctor.looking import this_machine
    from tcsheets.doctor.looking_at_books import book_at
    from tcsheets.doctor.machine import machine_findings
    from tcsheets.sync.home import open_home

    machine = this_machine(open_home())
    found = {"this computer": machine_findings(machine, datetime.now().date())}
    if book:
        facts = book_at(book, machine.system, [each.alias for each in machine.stores])
        found = {**found, book.name: book_findings(facts)}
    if as_json:
        fields = ("what", "level", "words", "to_do")
        print_json({name: [{key: getattr(e, key) for key in fields} for e in each] for name, each in found.items()})
    else:
        typer.echo("\n".join(line for name, each in found.items() for line in told(name, each)))
    raise typer.Exit(1 if any(e.level == "mend" for each in found.values() for e in each) else 0)


def told(name: str, findings: list[Finding]) -> list[str]:
    """Return the lines about one thing that was examined: each finding, and below it what to do."""
    from tcsheets.cli.printing import one_line

    lines = [f"{name}:"]
    for each in findings:
        lines.append(one_line(f"  {MARKS[each.level]}  {each.what}: {each.words}"))
        lines += [one_line(f"        -> {each.to_do}")] if each.to_do else []
    return lines
