"""`tcsheets functions`: the register of sheet functions, for people and for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from tcsheets.errors import ArgumentError

if TYPE_CHECKING:
    from tcsheets.hosts.catalogue import Entry


def functions(
    name: str = typer.Argument("", help="One function, for example TC_PLAN_TOTAL; all where left out."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
) -> None:
    """List the TC_ functions, or show the help of one.

    Example: tcsheets functions TC_PLAN_TOTAL
    """
    from tcsheets.cli.printing import print_json
    from tcsheets.hosts.catalogue import described, entries

    known = entries()
    if name and name.upper() not in known:
        raise ArgumentError(f"there is no function {name}; 'tcsheets functions' lists them all")
    chosen = [known[name.upper()]] if name else list(known.values())
    if as_json:
        print_json([described(each) for each in chosen])
    elif name:
        print_help(chosen[0])
    else:
        print_list(chosen)


def print_list(chosen: list[Entry]) -> None:
    """Print a table of functions."""
    from rich.table import Table

    from tcsheets.cli.printing import console

    table = Table("Function", "Family", "What it returns", box=None, header_style="bold", pad_edge=False)
    for each in chosen:
        table.add_row(each.name, each.family, each.summary.replace("Return ", "", 1))
    console().print(table)


def print_help(each: Entry) -> None:
    """Print all the help of one function."""
    from rich.table import Table

    from tcsheets.cli.printing import console

    screen = console()
    screen.print("=" + each.call, style="bold", markup=False, highlight=False)
    screen.print(each.summary + "\n", markup=False, highlight=False)
    table = Table(box=None, show_header=False, pad_edge=False)
    for one in each.arguments:
        table.add_row(one.name, one.kind.lower(), "" if one.required else "optional", one.help)
    screen.print(table)
    for text in (each.notes, each.example):
        if text:
            screen.print("\n" + text, markup=False, highlight=False)
