"""The command line: thin commands over the library, and the one place where errors become exit codes.

Exit codes: 0 ok, 1 try again later, 2 wrong call or file, 3 conflicts to resolve, 7 a person must decide.
"""

from __future__ import annotations

import sys

import typer

from tcsheets import __version__
from tcsheets.cli import (
    attaching,
    catalogue,
    demo,
    doctoring,
    estimating,
    fees,
    google,
    patients,
    reporting,
    serving,
    sharing,
    syncing,
    templates,
    udfs,
    workbooks,
)
from tcsheets.errors import DecisionError, TcsheetsError, TryAgainError

RETRY, USAGE, CONFLICTS, DECIDE = 1, 2, 3, 7

app = typer.Typer(
    help="Formulas, workbooks and safe sync for treatment coordinators.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def show_version(wanted: bool) -> None:
    """Print the version and stop, if that was asked for."""
    if wanted:
        typer.echo(f"tcsheets {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: bool = typer.Option(False, "--version", callback=show_version, is_eager=True, help="Show the version."),
) -> None:
    """Formulas, workbooks and safe sync for treatment coordinators."""


app.command("demo")(demo.demo)
app.command("doctor")(doctoring.doctor)
app.command("estimate")(estimating.estimate)
app.command("functions")(catalogue.functions)
app.command("import-fees")(fees.import_fees)
app.command("new")(templates.new)
app.command("recalc")(workbooks.recalc)
app.command("freeze")(workbooks.freeze)
app.command("repair")(workbooks.repair)
app.command("render")(templates.render)
app.command("present")(patients.present)
app.command("keep-estimate")(patients.keep_estimate)
app.command("visits")(patients.visits)
app.command("report")(reporting.report)
app.command("attach")(attaching.attach)
app.command("upgrade")(attaching.upgrade)
app.command("sync")(syncing.sync)
app.command("status")(syncing.status)
app.command("conflicts")(syncing.conflicts)
app.command("resolve")(syncing.resolve)
app.command("resync")(syncing.resync)
app.command("undo")(syncing.undo)
app.command("watch")(syncing.watch)
app.command("log")(syncing.log)
app.command("check")(syncing.check)
app.command("verify")(syncing.verify)
app.add_typer(sharing.lists, name="lists")
app.add_typer(sharing.store, name="store")
app.add_typer(google.google, name="google")
app.add_typer(udfs.udfs, name="udfs")
app.add_typer(serving.serve, name="serve")


def exit_code(error: TcsheetsError) -> int:
    """Return the exit code of an error: try again, decide, or mend the call."""
    if isinstance(error, TryAgainError):
        return RETRY
    return DECIDE if isinstance(error, DecisionError) else USAGE


def main() -> None:
    """Run the command line; an error is one line on stderr and an exit code."""
    try:
        app()
    except TcsheetsError as error:
        from tcsheets.cli.printing import one_line

        typer.echo(f"tcsheets: {one_line(str(error))}", err=True)
        sys.exit(exit_code(error))
