"""`tcsheets serve`: the formulas over HTTP, the task pane, and the tokens of those who may ask."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from tcsheets.server.app import Setup
    from tcsheets.server.calls import PriceBooks
    from tcsheets.server.tokens import Tokens

serve = typer.Typer(invoke_without_command=True)
token = typer.Typer(help="Who may ask this server from other computers.", no_args_is_help=True)
serve.add_typer(token, name="token")
AS_JSON = typer.Option(False, "--json", help="Print as JSON.")


def folder() -> Path:
    """Return where the server keeps its tokens and its certificate, in this person's data folder."""
    from tcsheets.sync.home import open_home

    return open_home().folder / "server"


def tokens() -> Tokens:
    """Return the tokens of this computer."""
    needed()
    from tcsheets.server.tokens import Tokens

    return Tokens(folder() / "tokens.json")


def books_in(paths: list[Path]) -> PriceBooks:
    """Return fee lists as the server knows them: each by its file's name without its ending."""
    from tcsheets.importing.fee_lists import import_fees
    from tcsheets.importing.writing import fee_rows
    from tcsheets.server.calls import PriceBooks

    found = {path.stem: import_fees(path) for path in paths}
    for name, each in found.items():
        doubts = f", {len(each.problems)} doubtful: tcsheets import-fees {each.name}" if each.problems else ""
        typer.echo(f"@{name}: {len(each.entries)} codes{doubts}")
    return PriceBooks({name: fee_rows(each.entries) for name, each in found.items()})


def needed() -> None:
    """Raise ArgumentError where what the server needs is not installed."""
    from importlib.util import find_spec

    from tcsheets.errors import ArgumentError

    missing = [each for each in ("orjson", "starlette", "trustme", "uvicorn") if find_spec(each) is None]
    if missing:
        raise ArgumentError(f"{missing[0]} is not installed; get all that is needed: pip install 'tcsheets[server]'")


@serve.callback()
def root(
    context: typer.Context,
    host: str = typer.Option("127.0.0.1", help="The address to listen on; another one than this needs a token."),
    port: int = typer.Option(8443, help="The port; 0 for any that is free.", min=0, max=65535),
    tls: bool = typer.Option(False, "--tls", help="Serve https, with a certificate made for this computer."),
    address: str = typer.Option("", help="The https address at which others reach this server."),
    origin: list[str] = typer.Option([], help="Another web address whose pages may ask; may be given again."),
    workbook: list[Path] = typer.Option([], help="A workbook whose sync the task pane shows; may be given again."),
    store: str = typer.Option("", help="The store of the workbooks; without it, the one each belongs to."),
    price_book: list[Path] = typer.Option([], help="A fee list that calls may name, '@' and its name; again for more."),
) -> None:
    """Serve the formulas and the task pane: on this computer alone, or to those who have a token.

    Example: tcsheets serve --tls --workbook kim.xlsx
    """
    if context.invoked_subcommand:
        return
    needed()
    from tcsheets.server.app import Setup
    from tcsheets.server.workbooks import Workbooks

    own = f"https://localhost:{port}" if tls and port else ""
    books, shown = books_in(price_book), Workbooks(tuple(workbook), store)
    setup = Setup(tokens(), origins=frozenset(origin), address=address or own, books=books, workbooks=shown)
    run(setup, host, port, tls)


def run(setup: Setup, host: str, port: int, has_tls: bool) -> None:
    """Run the server until it is stopped."""
    from dataclasses import replace
    from datetime import datetime

    from tcsheets.server import running
    from tcsheets.server.admission import is_loopback
    from tcsheets.server.certificate import how_to_trust, local_certificate

    made = local_certificate(folder(), datetime.now()) if has_tls else None
    if made and made.is_new:
        typer.echo(how_to_trust(made.authority))
    public = replace(setup, is_public_tls=has_tls and not is_loopback(host))
    server = running.make_server(public, running.Listening(host, port, made.chain if made else None))
    running.log_to_screen()
    name = "localhost" if is_loopback(host) else host
    typer.echo(f"tcsheets answers at http{'s' if made else ''}://{name}:{port}/taskpane/ ; stop it with Ctrl+C")
    server.run()


@token.command("add")
def token_add(name: str = typer.Argument(help="Whose, or what for: a person, a sheet.")) -> None:
    """Make a token and show it, this once.

    Example: tcsheets serve token add front-desk
    """
    from datetime import datetime

    made = tokens().add(name, datetime.now().date())
    typer.echo(made)
    typer.echo("Keep it as you keep a password; it is not shown again.", err=True)


@token.command("list")
def token_list(as_json: bool = AS_JSON) -> None:
    """List the tokens by name, and when they were made.

    Example: tcsheets serve token list
    """
    from tcsheets.cli.printing import print_json

    known = [{"name": each.name, "made": each.made} for each in tokens().all()]
    if as_json:
        print_json(known)
        return
    typer.echo("\n".join(f"{each['name']}  made {each['made']}" for each in known) or "there are no tokens")


@token.command("revoke")
def token_revoke(name: str = typer.Argument(help="The token's name.")) -> None:
    """Take a token away, from the next request on.

    Example: tcsheets serve token revoke front-desk
    """
    tokens().revoke(name)
    typer.echo(f"{name} may not ask any more")
