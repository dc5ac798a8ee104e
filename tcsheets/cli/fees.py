"""`tcsheets import-fees`: a fee list from a file, with what is doubtful in it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from tcsheets.importing.fee_lists import FeeList

FEES_SHOWN = 5
PROBLEMS_SHOWN = 20


def import_fees(
    file: Path = typer.Argument(help="A CSV, .xlsx or text file."),
    fee_column: str = typer.Option("", help="The header of the fee, where several columns could be it."),
    which: str = typer.Option("office", help="Which fee that column is: office, member or network."),
    sheet: str = typer.Option("", help="The sheet of a workbook, where several hold a list."),
    effective: datetime = typer.Option(None, formats=["%Y-%m-%d"], help="The day from which the fees hold."),
    previous: Path = typer.Option(None, help="The last schedule: fees that moved far are reported."),
    out: Path = typer.Option(None, help="Write the schedule to this new .csv or .xlsx file."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
) -> None:
    """Read a fee schedule from a file, and say what is doubtful in it.

    Example: tcsheets import-fees fees.csv --previous last-year.csv --out fees-2026.csv
    """
    from tcsheets.importing import fee_lists, writing

    last = fee_lists.last_schedule(previous, fee_column) if previous else ()
    found = fee_lists.import_fees(file, fee_column, effective.date() if effective else None, last, sheet, which)
    if out:
        writing.write_fees(found.entries, out)
    if as_json:
        print_json_list(found)
    else:
        print_list(found, out)


def print_json_list(found: FeeList) -> None:
    """Print a fee list as JSON."""
    from tcsheets.cli.printing import print_json
    from tcsheets.importing.writing import fee_rows

    header, *rows = fee_rows(found.entries)
    recognised = {"file": found.name, "form": found.form, "columns": dict(found.read_from), "not_read": found.left_out}
    entries = [dict(zip(header, row)) for row in rows]
    print_json({**recognised, "entries": entries, "problems": [str(problem) for problem in found.problems]})


def print_list(found: FeeList, out: Path | None) -> None:
    """Print what was recognised in a file, a few of its fees, and what is doubtful."""
    from tcsheets.cli.printing import console

    screen = console()
    for text in summary(found):
        screen.print(text, markup=False, highlight=False)
    screen.print(fee_table(found))
    if len(found.entries) > FEES_SHOWN:
        screen.print(f"... and {len(found.entries) - FEES_SHOWN} more", highlight=False)
    for problem in found.problems[:PROBLEMS_SHOWN]:
        screen.print(f"check: {problem}", markup=False, highlight=False)
    if len(found.problems) > PROBLEMS_SHOWN:
        screen.print(f"check: {len(found.problems) - PROBLEMS_SHOWN} more; --json shows all", highlight=False)
    if out:
        screen.print(f"written to {out}", markup=False, highlight=False)


def summary(found: FeeList) -> list[str]:
    """Return what was recognised in a file, as lines of text."""
    lines = [f"{found.name}: {len(found.entries)} codes with {' and '.join(found.fee_columns)} fees ({found.form})"]
    days = {entry.effective for entry in found.entries}
    if len(days) == 1 and None not in days:
        lines.append(f"they hold from {days.pop()}")
    renamed = [f"{theirs} as {ours}" for ours, theirs in found.read_from if ours.lower() != theirs.lower()]
    if renamed:
        lines.append("read: " + ", ".join(renamed))
    if found.left_out:
        lines.append("not read: " + ", ".join(found.left_out))
    return lines


def fee_table(found: FeeList) -> Table:
    """Return the first few fees as a table."""
    from rich.table import Table

    from tcsheets.money import money_text

    table = Table("Code", "Treatment", box=None, pad_edge=False)
    for kind in found.fee_columns:
        table.add_column(kind.capitalize(), justify="right")
    for entry in found.entries[:FEES_SHOWN]:
        fees = [entry.fee(kind) for kind in found.fee_columns]
        table.add_row(entry.code, entry.description, *[money_text(fee) if fee is not None else "" for fee in fees])
    return table
