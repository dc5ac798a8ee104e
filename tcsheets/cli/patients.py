"""`tcsheets present`, `keep-estimate`, `visits`: what one patient is given: pages, an estimate, a calendar file."""

from __future__ import annotations

from pathlib import Path

import typer


def present(
    book: Path = typer.Argument(help="A workbook."),
    case: str = typer.Option(..., "--case", help="The case, as it stands on the sheet Cases."),
    pdf: Path = typer.Option(None, "--pdf", help="The file to write; the case's name where left out."),
    page: str = typer.Option("presentation", help="presentation, consent, agreement or good-faith."),
    paper: str = typer.Option("letter", help="letter or a4."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
) -> None:
    """Write the page that a patient takes home, or signs, as a PDF; the workbook is not changed.

    Example: tcsheets present lakeside.xlsx --case C-101 --pdf for-the-patient.pdf
    """
    from tcsheets.cli.printing import one_line, print_json
    from tcsheets.outputs.presenting import present as make_page

    made = make_page(book, case, pdf or Path(f"{case}.pdf"), page=page, paper=paper)
    if as_json:
        print_json({"pdf": made.pdf, "case": made.case, "patient_pays": made.patient_pays, "given": made.given})
        return
    typer.echo(f"{made.pdf}: case {made.case}, the patient pays ${made.patient_pays:,.2f}")
    tip = f"to keep this estimate as you give it: tcsheets keep-estimate {book} --case {case}"
    typer.echo(one_line(made.given or tip))


def keep_estimate(
    book: Path = typer.Argument(help="A workbook."),
    case: str = typer.Option(..., "--case", help="The case, as it stands on the sheet Cases."),
    option: str = typer.Option("", "--option", help="The option given: A, B or C; the one on Cases where left out."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
) -> None:
    """Keep an estimate as it is given to a patient: its figures and what they rest on, a row on Given Estimates.

    The sheets Start and Given Estimates say from then on when it no longer holds. Close the workbook first.

    Example: tcsheets keep-estimate lakeside.xlsx --case C-101
    """
    from tcsheets.cli.printing import one_line, print_json
    from tcsheets.cli.workbooks import read_book, write_book
    from tcsheets.outputs.keeping import estimate_words, keep
    from tcsheets.workbook.package import open_package

    done = keep(open_package(read_book(book), book.name), case, option)
    write_book(book, done.data, replace=True)
    if as_json:
        print_json({"book": book, "already": done.already, "estimate": done.estimate})
    else:
        typer.echo(one_line(f"{book}: {'kept already' if done.already else 'kept'}: {estimate_words(done.estimate)}"))


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
