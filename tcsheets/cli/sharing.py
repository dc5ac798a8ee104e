"""`tcsheets lists` and `tcsheets store`: what is shared, and where it meets."""

from __future__ import annotations

from pathlib import Path

import typer

from tcsheets.cli.syncing import AS_JSON, WORKBOOK

lists = typer.Typer(help="The lists that are kept in step, and what of them is shared.", no_args_is_help=True)
store = typer.Typer(help="The shared folder that workbooks meet in.", no_args_is_help=True)


@lists.command("show")
def lists_show(as_json: bool = AS_JSON) -> None:
    """List what is kept in step: each list, its table and the columns that are shared.

    Example: tcsheets lists show
    """
    from tcsheets.cli.printing import print_json
    from tcsheets.sync.home import open_home

    known = [
        {"name": each.name, "table": each.table, "mode": each.mode, "shared": [one.title for one in each.shared()]}
        for each in open_home().definitions()
    ]
    if as_json:
        print_json(known)
        return
    for each in known:
        typer.echo(f"{each['name']} (table {each['table']}, {each['mode']}): {', '.join(each['shared'])}")


@lists.command("add")
def lists_add(
    workbook: Path = WORKBOOK,
    table: str = typer.Argument(help="The table's name in Excel (Table Design, Table Name)."),
    name: str = typer.Option("", help="What the list is called; without it, the table's name in small letters."),
    columns: str = typer.Option("", help="The columns to share, with commas between them; without it, all."),
    mode: str = typer.Option("cell", help="How edits meet: cell by cell, a whole row, or append_only."),
) -> None:
    """Keep a table of your own in step, from this computer: only the columns you name are shared.

    Example: tcsheets lists add kim.xlsx Recalls --columns "Chart, Last visit, Next step"
    """
    from tcsheets.files import DISK
    from tcsheets.sync.declaring import declare_list
    from tcsheets.sync.home import open_home
    from tcsheets.sync.own_lists import key_of

    made = name or key_of(table)
    shared = declare_list(open_home(), made, DISK.read(workbook), table, titles_in(columns), mode)
    typer.echo(f"{made} is kept in step now; shared: {', '.join(shared)}")
    typer.echo(f"next: tcsheets attach {workbook}, and the same lists add on each computer that shares it")


@lists.command("allow")
def lists_allow(
    name: str = typer.Argument(help="The list."),
    columns: str = typer.Argument("", help="The columns that may leave, with commas between them; none: all again."),
) -> None:
    """Say which columns of a list may leave this computer's workbooks.

    Example: tcsheets lists allow follow_ups "Case, Status, Next step"
    """
    from tcsheets.sync.declaring import allow_columns
    from tcsheets.sync.home import open_home

    typer.echo(f"{name} shares: {', '.join(allow_columns(open_home(), name, titles_in(columns)))}")


def titles_in(text: str) -> list[str]:
    """Return the column titles in a text with commas between them."""
    return [each.strip() for each in text.split(",") if each.strip()]


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
