"""`tcsheets estimate`: insurance estimates for every patient of one practice or of a thousand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from tcsheets.bulk.practices import Outcome, Sources, Task

FAILED = 2


def estimate(
    lines: Path = typer.Argument(
        metavar="IN", help="The lines: CSV, Parquet or .xlsx; or a folder, a practice a file."
    ),
    out: Path = typer.Argument(metavar="OUT", help="The file for the estimates; for a folder, or parts, a folder."),
    benefits: Path = typer.Option(
        None, help="Insurance plans: Plan, Benefit, For, Value; or the sheet Benefits of IN."
    ),
    patients: Path = typer.Option(None, help="Patient, Plan 1, Plan 2, Birth date, ...; or a folder as for IN."),
    fees: Path = typer.Option(None, help="A fee schedule, for lines whose Fee or Allowed is blank."),
    history: Path = typer.Option(None, help="Earlier services and claims of patients."),
    facts: Path = typer.Option(None, help="What the benefits of single patients say beside their plans."),
    as_of: datetime = typer.Option(None, formats=["%Y-%m-%d"], help="The day of the estimate; today where left out."),
    option: str = typer.Option("", help="The option to estimate, where lines have several."),
    workers: int = typer.Option(0, help="How many processes; with a folder, as many as fit where left out."),
    scheduler: str = typer.Option("", help="The address of a Dask scheduler, for a cluster."),
    as_json: bool = typer.Option(False, "--json", help="Print the outcome as JSON."),
) -> None:
    """Estimate every line of many patients, by the same rules as TC_INS_ESTIMATE.

    Example: tcsheets estimate lines.csv estimates.csv --benefits plans.csv --patients patients.csv
    """
    began, day = monotonic(), (as_of or datetime.now()).date()
    named = {"benefits": benefits, "patients": patients, "fees": fees, "history": history, "facts": facts}
    sources = sources_of(lines, named, day, option)
    tasks, done = tasks_of(lines, out, sources)
    outcomes = done + run(tasks, scheduler, workers if lines.is_dir() else max(workers, 1), as_json)
    report(outcomes, out, monotonic() - began, as_json)


def sources_of(lines: Path, named: Mapping[str, Path | None], day: Any, option: str) -> Sources:
    """Return where the tables are; those not named may be sheets of the workbook with the lines."""
    need_extra()
    from tcsheets.bulk.files import sheets_of
    from tcsheets.bulk.practices import Sources
    from tcsheets.errors import ArgumentError

    sheets = sheets_of(lines)
    places = {name: str(path or (lines if name in sheets else "")) for name, path in named.items()}
    if not places["benefits"]:
        raise ArgumentError("say with --benefits where the insurance plans are")
    return Sources(**places, as_of=day, option=option)


def need_extra() -> None:
    """Say what to install where bulk estimates cannot run."""
    from importlib.util import find_spec

    if not all(find_spec(name) for name in ("distributed", "numba", "pandas")):
        from tcsheets.bulk import MissingExtraError

        raise MissingExtraError('bulk estimates need more packages; run: pip install "tcsheets[bulk]"')


def tasks_of(lines: Path, out: Path, sources: Sources) -> tuple[list[Task], list[Outcome]]:
    """Return what is to be done, and what has been done before; one file to one file is always done anew."""
    from tcsheets.bulk.files import KINDS
    from tcsheets.bulk.practices import Task, missing
    from tcsheets.bulk.practices import tasks_of as all_tasks

    if not lines.is_dir() and out.suffix.lower() in KINDS:
        return [Task(lines.stem, str(lines), str(out), sources)], []
    return missing(all_tasks(lines, out, sources))


def run(tasks: Sequence[Task], scheduler: str, workers: int, quiet: bool) -> list[Outcome]:
    """Do the tasks with a progress bar."""
    from rich.progress import Progress

    from tcsheets.bulk.practices import run_here
    from tcsheets.cli.printing import console

    with Progress(console=console(), transient=True, disable=quiet) as progress:
        bar = progress.add_task("estimating", total=len(tasks))

        def say(outcome: Outcome) -> None:
            progress.update(bar, advance=1, description=outcome.name)

        if not scheduler and (workers == 1 or len(tasks) < 2):
            return run_here(list(tasks), say)
        from tcsheets.bulk import cluster

        return cluster.run(list(tasks), say, scheduler, workers)


def report(outcomes: Sequence[Outcome], out: Path, seconds: float, as_json: bool) -> None:
    """Print what came of it; a failed practice makes the exit code 2."""
    from tcsheets.cli.printing import print_json

    failed = [each for each in outcomes if each.failure]
    counts = {"lines": sum(each.lines for each in outcomes), "problems": sum(each.problems for each in outcomes)}
    counts |= {"done": sum(not each.failure and not each.skipped for each in outcomes)}
    counts |= {"done_before": sum(each.skipped for each in outcomes), "failed": len(failed)}
    if as_json:
        failures = {each.name: each.failure for each in failed}
        print_json({"out": str(out), **counts, "seconds": round(seconds, 2), "failures": failures})
    else:
        for each in failed:
            typer.echo(f"failed: {each.name}: {each.failure}", err=True)
        before = f", {counts['done_before']} done before" if counts["done_before"] else ""
        typer.echo(f"{counts['lines']:,} lines, {counts['done']} of {len(outcomes)} parts{before} in {seconds:.1f} s")
        if counts["problems"]:
            typer.echo(f"{counts['problems']:,} lines have a problem; see the column Problem")
        typer.echo(f"written to {out}")
    if failed:
        raise typer.Exit(FAILED)
