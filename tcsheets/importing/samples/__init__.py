"""A made-up practice's fee schedule, for the demo and the templates; the descriptions are the project's own."""

from __future__ import annotations

from importlib.resources import files

from tcsheets.importing.text_files import read_text_rows


def sample_fees() -> list[list[str]]:
    """Return the sample fee schedule as rows of cells, the header first."""
    name = "cedar_family_dental.csv"
    rows = read_text_rows(files(__package__).joinpath(name).read_bytes(), name).rows
    return [list(row) for row in rows]
