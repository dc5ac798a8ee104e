"""`tcsheets google`: make a practice board of a Google Sheet, see what is missing, sync its lists."""

from __future__ import annotations

from pathlib import Path

import typer

from tcsheets.cli.syncing import AS_JSON

google = typer.Typer(help="A Google Sheet as the shared store and as a workbook.", no_args_is_help=True)
NAME = typer.Option("practice", "--name", help="What this computer calls it.")


@google.command("setup")
def google_setup(
    sheet: str = typer.Argument(help="The Google Sheet: the link from the browser, or google: and its id."),
    name: str = NAME,
) -> None:
    """Make a practice board of a Google Sheet: lists, conflicts, settings, figures; what is there is left as it is.

    Example: tcsheets google setup "https://docs.google.com/spreadsheets/d/1AbC.../edit"
    """
    from tcsheets.cli.printing import working
    from tcsheets.stores.opening import google_sheet, where_of
    from tcsheets.sync.google_setup import set_up
    from tcsheets.sync.home import fresh_id, open_home

    home, where = open_home(), where_of(google_place(sheet))
    with working("setting up the Google Sheet"):
        made = set_up(google_sheet(str(where)), home.definitions(), fresh_id)
    home.add_store(name, where)
    typer.echo(f"made: {', '.join(made)}" if made else "all its tabs are there already")
    typer.echo(f"this computer calls it {name}; next: tcsheets google doctor {name}")


@google.command("doctor")
def google_doctor(
    sheet: str = typer.Argument("", help="A store's name on this computer, a link, or google: and an id."),
    as_json: bool = AS_JSON,
) -> None:
    """Say what is missing: packages, credentials, the API, access to the sheet, its tabs, room, quota.

    Example: tcsheets google doctor practice
    """
    from tcsheets.cli.printing import one_line, print_json
    from tcsheets.stores.google_doctor import examined
    from tcsheets.stores.opening import where_of
    from tcsheets.sync.google_tables import lacking
    from tcsheets.sync.home import open_home

    known = open_home().stores()
    where = known.get(sheet) or (where_of(google_place(sheet)) if sheet else None)
    lists = open_home().definitions()
    found = examined(str(where) if where else "", lost=lambda snapshot: lacking(snapshot, lists, ()))
    if as_json:
        print_json([{"what": each.what, "ok": each.is_well, "words": each.words} for each in found])
    else:
        typer.echo("\n".join(one_line(f"{'ok     ' if e.is_well else 'MISSING'}  {e.what}: {e.words}") for e in found))
    raise typer.Exit(0 if all(each.is_well for each in found) else 1)


@google.command("login")
def google_login(
    client_file: Path = typer.Argument(help="The OAuth client's file, as Google's console gives it."),
    account: str = typer.Option(..., help="Your address at Google, for messages."),
) -> None:
    """Ask for your consent in the browser and keep it on this computer, readable by you alone.

    Example: tcsheets google login client.json --account kim@practice.example
    """
    from tcsheets.stores.google_client import log_in

    typer.echo(f"kept at {log_in(client_file, account)}; now remove {client_file.name} from your downloads")


@google.command("sync")
def google_sync(
    name: str = typer.Argument("practice", help="The store's name on this computer."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Say what would be done, and do nothing."),
    max_delete: int = typer.Option(None, help="Allow so many rows to be deleted."),
    as_typed: bool = typer.Option(False, help="The rows are as they were typed: not sorted without their ids."),
    as_json: bool = AS_JSON,
) -> None:
    """Take over what people have typed in the Google Sheet, and show there what has come.

    Every sync of a workbook with this store does that too.

    Example: tcsheets google sync practice
    """
    from tcsheets.cli.printing import working
    from tcsheets.cli.syncing import show_report
    from tcsheets.sync.google_board import sync_board
    from tcsheets.sync.guards import Limits
    from tcsheets.sync.home import open_home

    with working("syncing the Google Sheet"):
        report = sync_board(open_home(), name, limits=Limits(max_delete, as_typed), dry_run=dry_run)
    show_report(report, as_json)
    raise typer.Exit(report.exit_code)


def google_place(text: str) -> str:
    """Return the address of a Google Sheet that a person has named."""
    from tcsheets.stores.google_access import google_address

    return google_address(text)
