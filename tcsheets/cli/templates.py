"""`tcsheets new` and `render`: a new workbook; pictures of it."""

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
    country: str = typer.Option("US", help="Whose public holidays Settings begins with."),
    state: str = typer.Option("", help="The state, where it has holidays of its own, such as TX."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
) -> None:
    """Write a new workbook from a template.

    Example: tcsheets new treatment_coordinator lakeside.xlsx --practice "Lakeside Dental"
    """
    import workbook_templates
    from tcsheets.cli.printing import print_json

    name = practice or workbook_templates.PRACTICE
    made = workbook_templates.new(
        template,
        path,
        host=host,
        practice=name,
        sample=sample,
        colour=colour,
        logo=logo,
        country=country,
        state=state,
    )
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
