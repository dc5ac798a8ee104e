"""`tcsheets import-fees`: a fee list from a file, with what is doubtful in it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from tcsheets.importing.fee_lists import FeeList


def import_fees(
    file: Path = typer.Argument(help="A CSV, .xlsx or text file."),
    fee_column: str = typer.Option("", help="The header of the office fee, where several columns could be it."),
    effective: datetime = typer.Option(None, formats=["%Y-%m-%d"], help="The day from which the fees hold."),
    previous: Path = typer.Option(None, help="The last schedule: fees that moved far are reported."),
    out: Path = typer.Option(None, help="Write the schedule to this CSV file."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
) -> None:
    """Read a fee schedule from a file, and say what is doubtful in it.

    Example: tcsheets import-fees fees.csv --previous last-year.csv --out fees-2026.csv
    """
    from tcsheets.importing import fee_lists, writing

    last = fee_lists.import_fees(previous).entries if previous else ()
    found = fee_lists.import_fees(file, fee_column, effective.date() if effective else None, last)
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
    entries = [dict(zip(header, row)) for row in rows]
    print_json({"file": found.name, "form": found.form, "entries": entries, "problems": map_text(found)})


def map_text(found: FeeList) -> list[str]:
    """Return the problems of a fee list as text."""
    return [str(problem) for problem in found.problems]


def print_list(found: FeeList, out: Path | None) -> None:
    """Print what was recognised in a file, a few of its fees, and all that is doubtful."""
    from rich.table import Table

    from tcsheets.cli.printing import console
    from tcsheets.money import money_text

    screen = console()
    fees = " and ".join(found.fee_columns)
    screen.print(f"{found.name}: {len(found.entries)} codes with {fees} fees ({found.form})", highlight=False)
    table = Table("Code", "Treatment", "Office", "Member", "Network", box=None, pad_edge=False)
    for column in table.columns[2:]:
        column.justify = "right"
    for entry in found.entries[:5]:
        amounts = [money_text(fee) if fee is not None else "" for fee in (entry.office, entry.member, entry.network)]
        table.add_row(entry.code, entry.description, *amounts)
    screen.print(table)
    if len(found.entries) > 5:
        screen.print(f"... and {len(found.entries) - 5} more", highlight=False)
    for text in map_text(found):
        screen.print(f"check: {text}", markup=False, highlight=False)
    if out:
        screen.print(f"written to {out}", highlight=False)
