"""The page for one patient: that case's figures, one page, the workbook untouched."""

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
