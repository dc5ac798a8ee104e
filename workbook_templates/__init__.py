"""The workbook templates: one builder a template, and `new`, which writes a new workbook to a file.

A template lays out, names and prints; every number in it comes from a TC_
function or an ordinary formula, never from arithmetic done here.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from tcsheets.errors import ArgumentError, FileError
from tcsheets.workbook.spelling import Dialect, dialect_of
from workbook_templates import practice_board, pricing_workbook, treatment_coordinator
from workbook_templates.assembling import assembled
from workbook_templates.colours import checked_colour
from workbook_templates.logos import read_logo
from workbook_templates.page import NOTHING_KNOWN
from workbook_templates.styles import ACCENT
from workbook_templates.treatment_coordinator.facts import FIXED_BASE, Facts
from workbook_templates.working_out import worked_out

TEMPLATES = {
    "treatment_coordinator": treatment_coordinator.SHEETS,
    "pricing_workbook": pricing_workbook.SHEETS,
    "practice_board": practice_board.SHEETS,
}
PRACTICE = "Cedar Family Dental"


def built(template: str, facts: Facts, dialect: Dialect = "office_js") -> bytes:
    """Return a workbook of a template, every formula with its value; the same facts give the same bytes.

    It is drawn twice: a draft, which is recalculated to learn what each formula gives, and the file itself.
    """
    if template not in TEMPLATES:
        raise ArgumentError(f"there is no template {template}; there is: {', '.join(sorted(TEMPLATES))}")
    sheets = TEMPLATES[template]
    # The draft holds 0 in every formula; only its formulas count.
    draft = assembled(sheets, facts, dialect, NOTHING_KNOWN)
    return assembled(sheets, facts, dialect, worked_out(draft, facts.today))


def build(
    target: Path | BinaryIO,
    *,
    dialect: Dialect = "office_js",
    practice: str = PRACTICE,
    today: date,
    sample: bool = True,
    base_id: str = FIXED_BASE,
) -> None:
    """Write the treatment coordinator's workbook to a path or an open file."""
    made = built("treatment_coordinator", Facts(practice, today, sample, base_id), dialect)
    if isinstance(target, Path):
        target.write_bytes(made)
    else:
        target.write(made)


def new(
    template: str,
    path: Path | None = None,
    *,
    host: str = "excel",
    practice: str = PRACTICE,
    sample: bool = True,
    today: date | None = None,
    colour: str = "",
    logo: Path | None = None,
    country: str = "US",
    state: str = "",
) -> Path:
    """Write a new workbook of a template and return its path; a file that is there already is never replaced.

    host: excel (the Office add-in), windows (xlwings), google or libreoffice; colour: of headings, as #RRGGBB;
    logo: a PNG or JPEG file, set on the first sheet and on the page for the patient; country and state: whose public
    holidays Settings begins with, as ISO 3166 writes them, such as US and TX.
    """
    dialect = dialect_of(host)
    target = path or Path(f"{template}.xlsx")
    if target.is_dir():
        target = target / f"{template}.xlsx"
    picture = read_logo(logo) if logo else None
    day = today or datetime.now().date()
    own = secrets.token_hex(8)
    facts = Facts(practice, day, sample, own, checked_colour(colour or ACCENT), picture, "", country.upper(), state)
    made = built(template, facts, dialect)
    try:
        # "x": the operating system refuses a file that is there, also one made this very moment.
        with target.open("xb") as file:
            file.write(made)
    except FileExistsError as error:
        raise FileError(f"{target} is there already; give another path, or move it away first") from error
    except OSError as error:
        raise FileError(f"{target} cannot be written ({error.strerror}); give another path") from error
    return target
