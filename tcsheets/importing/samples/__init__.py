"""A made-up practice's fee schedule, for the demo and the templates; the descriptions are the project's own."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from tcsheets.importing.text_files import read_text_rows

NAME = "cedar_family_dental.csv"


def sample_path() -> Traversable:
    """Return where the sample fee schedule is kept."""
    return files(__package__).joinpath(NAME)


def sample_fees() -> list[list[str]]:
    """Return the sample fee schedule as rows of cells, the header first."""
    rows = read_text_rows(sample_path().read_bytes(), NAME).rows
    return [list(row) for row in rows]
