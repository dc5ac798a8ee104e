"""`tcsheets new`, `render`, `present`, `visits`: a new workbook; pictures of it; a patient's page; a calendar file."""

from __future__ import annotations

from pathlib import Path

import typer


def new(
    template: str = typer.Argument(
        "treatment_coordinator", help="treatment_coordinator, pricing_workbook or practice_board."
    ),
    path: Path = typer.Argument(None, help="Where to write it; the template's name in this folder where left out."),
    host: str = typer.Option("excel", help="excel (the Office add-in), windows (xlwings), google or libreoffice."),
    practice: str = typer.Option("", help="The practice's name, as it stands on the page for the patient."),
    sample: bool = typer.Option(True, help="With sample cases, or empty."),
    colour: str = typer.Option("", "--colour", "--color", help="The colour of headings, as #RRGGBB."),
    logo: Path = typer.Option(None, help="A PNG or JPEG, up to 1 MB, for the first sheet and the patient's page."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
) -> None:
    """Write a new workbook from a template.

    Example: tcsheets new treatment_coordinator lakeside.xlsx --practice "Lakeside Dental"
    """
    import workbook_templates
    from tcsheets.cli.printing import print_json

    name = practice or workbook_templates.PRACTICE
    made = workbook_templates.new(template, path, host=host, practice=name, sample=sample, colour=colour, logo=logo)
    if as_json:
        print_json({"template": template, "host": host, "path": made})
    else:
        typer.echo(f"{made} is ready; open it and begin on its first sheet")


def render(
    book: Path = typer.Argument(help="A workbook."),
    out: Path = typer.Option(Path("pages"), "--out", help="The folder for the pictures; made where it is missing."),
    dots_per_inch: int = typer.Option(80, "--dpi", help="How fine the pictures are."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
) -> None:
    """Draw every printed page of a workbook as a picture, with LibreOffice; hidden sheets are left out.

    Example: tcsheets render lakeside.xlsx --out pages
    """
    from tcsheets.cli.printing import print_json
    from tcsheets.outputs.rendering import rendered

    pages = rendered(book, out, dots_per_inch)
    if as_json:
        print_json([str(page) for page in pages])
    else:
        typer.echo(f"{len(pages)} pages in {out}")


def present(
    book: Path = typer.Argument(help="A workbook."),
    case: str = typer.Option(..., "--case", help="The case, as it stands on the sheet Cases."),
    pdf: Path = typer.Option(None, "--pdf", help="The file to write; the case's name where left out."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
) -> None:
    """Write the page that a patient takes home as a PDF; the workbook is not changed.

    Example: tcsheets present lakeside.xlsx --case C-101 --pdf for-the-patient.pdf
    """
    from tcsheets.cli.printing import print_json
    from tcsheets.outputs.presenting import present as make_page

    made = make_page(book, case, pdf or Path(f"{case}.pdf"))
    if as_json:
        print_json({"pdf": made.pdf, "case": made.case, "patient_pays": made.patient_pays})
    else:
        typer.echo(f"{made.pdf}: case {made.case}, the patient pays ${made.patient_pays:,.2f}")


def visits(
    book: Path = typer.Argument(help="A workbook."),
    case: str = typer.Option(..., "--case", help="The case, as it stands on the sheet Cases."),
    out: Path = typer.Option(None, "--out", help="The calendar file to write; the case's name where left out."),
    with_name: bool = typer.Option(False, "--with-name", help="Put the patient's name into it."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
) -> None:
    """Write the dated visits of a case as a calendar file (.ics), without the patient's name unless asked.

    Example: tcsheets visits lakeside.xlsx --case C-101 --out visits.ics
    """
    from tcsheets.cli.printing import print_json
    from tcsheets.outputs.calendars import write_visits

    done = write_visits(book, case, out or Path(f"{case}.ics"), with_name=with_name)
    if as_json:
        print_json({"file": done.path, "case": done.case, "visits": done.visits})
    else:
        typer.echo(f"{done.path}: case {done.case}, {done.visits} visits")
