"""How commands print: one console, JSON for scripts."""

from __future__ import annotations

import json
from typing import Any

import typer
from rich.console import Console


def console() -> Console:
    """Return the console that commands print on, as wide as the terminal (100 where there is none)."""
    found = Console()
    return found if found.is_terminal else Console(width=100)


def print_json(data: Any) -> None:
    """Print data as JSON, dates as ISO text."""
    typer.echo(json.dumps(data, indent=2, ensure_ascii=False, default=str))
