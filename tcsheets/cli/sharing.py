"""`tcsheets lists` and `tcsheets store`: what is shared, and where it meets."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import typer

from tcsheets.cli.syncing import AS_JSON, WORKBOOK

lists = typer.Typer(help="The lists that are kept in step, and what of them is shared.", no_args_is_help=True)
store = typer.Typer(help="The shared folder or database that workbooks meet in.", no_args_is_help=True)


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
    place: str = typer.Argument(help="The shared folder, or postgres://NAME@HOST/DATABASE; made if it is not there."),
    name: str = typer.Option("practice", help="What this computer calls it."),
) -> None:
    """Make a store in a folder or a PostgreSQL database, or join the one that is there.

    A database's address never holds a password: that stands in ~/.pgpass, or in the file that PGPASSFILE names.

    Example: tcsheets store init S:/shared/tcsheets --name practice
    """
    from tcsheets.stores.opening import where_of
    from tcsheets.sync.home import join_store, open_home

    made = join_store(open_home(), where_of(place), name)
    typer.echo(f"{'made' if made else 'joined'} the store in {place}; this computer calls it {name}")


@store.command("show")
def store_show(as_json: bool = AS_JSON) -> None:
    """List the stores that this computer knows.

    Example: tcsheets store show
    """
    from tcsheets.cli.printing import one_line, print_json
    from tcsheets.stores.opening import settings_of
    from tcsheets.sync.home import open_home, state_of

    home = open_home()
    known = [
        {"name": name, **settings_of(where), **state_of(home.store(name))} for name, where in home.stores().items()
    ]
    if as_json:
        print_json(known)
        return
    for each in known:
        moved = f"; has moved to {each['moved']}" if each["moved"] else ""
        typer.echo(one_line(f"{each['name']}: {each.get('folder') or each['address']} ({each['id']}){moved}"))


@store.command("copy")
def store_copy(
    source: str = typer.Argument(help="The store to copy: its name on this computer, a folder or an address."),
    target: str = typer.Argument(help="Where to: a name, a folder or an address; made if it is not there."),
    keep: bool = typer.Option(False, "--keep", help="A backup: the first store stays in use."),
    as_json: bool = AS_JSON,
) -> None:
    """Move a store's whole history to another place, and check every entry there.

    The first store keeps all it has and is marked as moved: syncs with it stop, and say where to go on. With --keep it
    stays in use, and the copy is a backup. Stopped half-way, it goes on where it was when it is started again.

    Example: tcsheets store copy practice postgres://kim@db.lan/practice
    """
    from tcsheets.cli.printing import copying, one_line, print_json
    from tcsheets.stores.copying import copy_store, move_store
    from tcsheets.stores.opening import made, opened, where_of, written
    from tcsheets.sync.home import open_home

    known = open_home().stores()
    before, after = known.get(source) or where_of(source), known.get(target) or where_of(target)
    made(after, name=target if target in known else "")
    old, new = opened(before, name=source if source in known else ""), opened(after)
    with copying() as told:
        done = copy_store(old, new, told) if keep else move_store(old, new, written(after), told)
    if as_json:
        print_json(asdict(done))
        return
    typer.echo(f"{done.entries:,} entries in {done.journals} journals are there and checked; {done.written:,} were new")
    if done.has_moved:
        name = source if source in known else "NAME"
        typer.echo(one_line(f'next, on each computer: tcsheets store init "{written(after)}" --name {name}'))


@store.command("grant")
def store_grant(
    address: str = typer.Argument(help="The store's address, with its owner's login."),
    writer: list[str] = typer.Option([], help="A role that may add to the journals, and change nothing in them."),
    reader: list[str] = typer.Option([], help="A role that may read the lists, for reporting tools."),
) -> None:
    """Say which logins of a PostgreSQL server may do what in a store.

    Example: tcsheets store grant postgres://owner@db.lan/practice --writer front_desk --reader reports
    """
    from tcsheets.stores.postgres_address import address_of
    from tcsheets.stores.postgres_connection import Connection
    from tcsheets.stores.postgres_making import allow

    allow(Connection(address_of(address), "in PostgreSQL"), writer, reader)
    typer.echo(f"may write: {', '.join(writer) or 'no more than before'}; may read: {', '.join(reader) or 'likewise'}")
