"""The page for one patient: that case's figures, one page, the workbook untouched."""

import re
import subprocess
from datetime import date

import pytest

import workbook_templates
from tcsheets.errors import ArgumentError, DataError, FileError
from tcsheets.outputs.presenting import present
from tcsheets.workbook.package import open_package
from tcsheets.workbook.patch import Patch, patched

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A workbook with the sample cases."""
    path = tmp_path_factory.mktemp("present") / "practice.xlsx"
    workbook_templates.build(path, today=TODAY)
    return path


@pytest.mark.host("libreoffice")
def test_the_page_is_one_page_with_the_figures_of_its_case(soffice, book, tmp_path):
    before = book.read_bytes()
    made = present(book, "C-102", tmp_path / "page.pdf", today=TODAY)
    text = subprocess.run(
        ["pdftotext", "-layout", str(made.pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert made.patient_pays == 3783
    assert text.count("\f") == 1
    assert "$3,783.00" in text
    assert "Implant with a crown" in text
    assert book.read_bytes() == before


def test_a_case_that_is_not_there_is_named_with_those_that_are(book, tmp_path):
    with pytest.raises(ArgumentError, match="there is no case C-999; the workbook has C-101, C-102"):
        present(book, "C-999", tmp_path / "page.pdf", today=TODAY)


def test_a_page_with_a_figure_missing_is_not_made(book, tmp_path):
    package = open_package(book.read_bytes(), "book")
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(patched(package, Patch(cells={"Treatment Plan": {(9, 6): "D9998"}})))
    with pytest.raises(DataError, match="a figure is missing"):
        present(bad, "C-101", tmp_path / "page.pdf", today=TODAY)
    assert not (tmp_path / "page.pdf").exists()


def test_a_file_that_is_there_is_never_replaced(book, tmp_path):
    (tmp_path / "page.pdf").write_text("mine")
    with pytest.raises(FileError, match="is there already"):
        present(book, "C-101", tmp_path / "page.pdf", today=TODAY)


@pytest.mark.host("libreoffice")
@pytest.mark.parametrize(
    ("page", "words"),
    [("consent", "Consent to treatment"), ("agreement", "Payment agreement"), ("good-faith", "Good faith estimate")],
)
@pytest.mark.parametrize(("paper", "size"), [("letter", "612 x 792"), ("a4", "595")])
def test_a_page_to_sign_is_one_page_on_either_paper(soffice, book, tmp_path, page, words, paper, size):
    made = present(book, "C-101", tmp_path / "page.pdf", page=page, paper=paper, today=TODAY)
    told = subprocess.run(["pdfinfo", str(made.pdf)], capture_output=True, text=True, check=True).stdout
    text = subprocess.run(["pdftotext", str(made.pdf), "-"], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Pages: +1\n", told)
    assert size in told
    assert words in text


@pytest.mark.parametrize(("paper", "size"), [("letter", (612, 792)), ("a4", (595, 841))])
def test_without_libreoffice_the_patients_page_comes_on_either_paper_and_others_say_what_they_need(
    book, tmp_path, paper, size
):
    made = present(book, "C-101", tmp_path / "page.pdf", paper=paper, today=TODAY, libreoffice=False)
    assert (
        tuple(int(float(each)) for each in re.findall(rb"MediaBox \[ 0 0 (\S+) (\S+)", made.pdf.read_bytes())[0])
        == size
    )
    with pytest.raises(FileError, match="the page consent needs LibreOffice, which is not here; print the sheet Con"):
        present(book, "C-101", tmp_path / "other.pdf", page="consent", today=TODAY, libreoffice=False)


def test_a_page_or_paper_that_is_none_is_refused_with_those_there_are(book, tmp_path):
    with pytest.raises(ArgumentError, match="page menu is not one of: presentation, consent, agreement, good-faith"):
        present(book, "C-101", tmp_path / "page.pdf", page="menu")
    with pytest.raises(ArgumentError, match="paper legal is not one of: letter, a4"):
        present(book, "C-101", tmp_path / "page.pdf", paper="legal")


def test_whoever_presents_is_told_how_the_estimate_given_before_stands(book, tmp_path):
    blank = {"Given Estimates": {(13, place): None for place in range(2, 15)}}
    bare = tmp_path / "bare.xlsx"
    bare.write_bytes(patched(open_package(book.read_bytes(), "book"), Patch(cells=blank)))
    assert present(bare, "C-101", tmp_path / "c.pdf", today=TODAY, libreoffice=False).given == ""
    current = present(book, "C-101", tmp_path / "a.pdf", today=TODAY, libreoffice=False).given
    expired = present(book, "C-103", tmp_path / "b.pdf", today=TODAY, libreoffice=False).given
    assert current == "The estimate given on Nov 23, 2026: current until December 22, 2026."
    assert expired.startswith("The estimate given on Oct 15, 2026: expired on November 13, 2026; ")
