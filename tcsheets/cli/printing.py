"""How commands print: one console, JSON for scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import typer
from rich.console import Console
from rich.progress import Progress

# What ends a line, moves the cursor, gives a terminal orders, turns the direction of writing, or cannot be printed.
UNPRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")


def one_line(text: str) -> str:
    r"""Return other people's text as a terminal may show it: in one line, and nothing that the terminal obeys.

    >>> one_line("called\n\x1b[2Jgone")
    'called [2Jgone'
    """
    return UNPRINTED.sub(" ", text)


def working(what: str) -> AbstractContextManager[object]:
    """Show that something is being done, for as long as it takes, to somebody who sits at a terminal."""
    return Console(stderr=True).status(one_line(what))


@contextmanager
def copying() -> Iterator[Callable[[int, int], None]]:
    """Show how far a copy is, by being told how much is done and of how much."""
    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("copying", total=None)
        yield lambda done, of: progress.update(bar, completed=done, total=of)


def console() -> Console:
    """Return the console that commands print on, as wide as the terminal (100 where there is none)."""
    found = Console()
    return found if found.is_terminal else Console(width=100)


def print_json(data: Any) -> None:
    """Print data as JSON, dates as ISO text."""
    typer.echo(json.dumps(data, indent=2, ensure_ascii=False, default=str))
