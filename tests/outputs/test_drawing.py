"""The page for one patient drawn without LibreOffice: the same texts and figures, on one page."""

import subprocess
from collections import Counter
from datetime import date, datetime

import pytest

import workbook_templates
from tcsheets.errors import FileError
from tcsheets.outputs import drawing, presenting
from tcsheets.outputs.presenting import present
from tcsheets.workbook.package import open_package
from tcsheets.workbook.patch import Patch, patched

# LibreOffice works out =TODAY() anew, so the two pages are made on the day of the test.
TODAY = datetime.now().date()
POLISH = "Łucja Wąsik"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A workbook with the sample cases."""
    path = tmp_path_factory.mktemp("drawing") / "practice.xlsx"
    workbook_templates.build(path, today=TODAY)
    return path


def text_of(pdf):
    command = ["pdftotext", "-layout", str(pdf), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.host("libreoffice")
@pytest.mark.parametrize("case", ["C-101", "C-102", "C-103"])
def test_both_ways_give_the_same_texts(soffice, poppler, book, tmp_path, case):
    office = present(book, case, tmp_path / "office.pdf", today=TODAY, libreoffice=True)
    alone = present(book, case, tmp_path / "alone.pdf", today=TODAY, libreoffice=False)
    assert office.patient_pays == alone.patient_pays
    theirs, ours = text_of(office.pdf), text_of(alone.pdf)
    assert Counter("".join(theirs.split())) == Counter("".join(ours.split()))
    # LibreOffice breaks the amounts on the bar into two lines; every other word is the same.
    missing = Counter(ours.split()) - Counter(theirs.split())
    assert all(word.startswith("$") and word.count(".") == 0 for word in missing), missing
    assert (theirs.count("\f"), ours.count("\f")) == (1, 1)


def test_without_libreoffice_the_page_is_made_all_the_same(poppler, book, tmp_path, monkeypatch):
    monkeypatch.setattr(presenting.shutil, "which", lambda _name: None)
    done = present(book, "C-102", tmp_path / "page.pdf", today=TODAY)
    text = text_of(done.pdf)
    for words in ("Implant with a crown", "$3,783.00", "12 monthly payments of", "You pay", "Savings", "Page 1 of 1"):
        assert words in text


def test_the_same_page_is_the_same_bytes(book, tmp_path):
    one, two = (
        present(book, "C-101", tmp_path / f"{name}.pdf", today=TODAY, libreoffice=False).pdf.read_bytes()
        for name in "ab"
    )
    assert one == two


def test_a_name_in_letters_that_no_font_has_is_refused_and_never_printed_wrongly(book, tmp_path, monkeypatch):
    data = patched(open_package(book.read_bytes(), "book"), Patch(cells={"Cases": {(5, 4): POLISH}}))
    named = tmp_path / "named.xlsx"
    named.write_bytes(data)
    monkeypatch.setattr(drawing, "FONT_FOLDERS", ())
    with pytest.raises(FileError, match="letters that no font here can print"):
        present(named, "C-101", tmp_path / "page.pdf", today=TODAY, libreoffice=False)
    assert not (tmp_path / "page.pdf").exists()


def test_a_name_in_letters_of_another_language_is_printed_where_a_font_has_them(poppler, book, tmp_path):
    try:
        drawing.wider_fonts()
    except FileError:
        pytest.skip("no such font is installed")
    named = tmp_path / "named.xlsx"
    named.write_bytes(patched(open_package(book.read_bytes(), "book"), Patch(cells={"Cases": {(5, 4): POLISH}})))
    done = present(named, "C-101", tmp_path / "page.pdf", today=TODAY, libreoffice=False)
    assert POLISH in text_of(done.pdf)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "General", ""),
        (-5.5, "$#,##0.00;-$#,##0.00;$0.00", "-$5.50"),
        (date(2027, 1, 4), "mmm d, yyyy", "Jan 4, 2027"),
    ]
    + [(0.8, "0%", "80%"), (3.0, "General", "3"), ("A", "@", "A")],
)
def test_a_value_is_shown_as_its_cell_shows_it(value, number_format, text):
    assert drawing.shown(value, number_format) == text
