"""Every printed page of the template as a picture, and what the printed pages say."""

import re
import struct
import subprocess
import zipfile

import pytest

from tcsheets.errors import FileError
from tcsheets.outputs import rendering


@pytest.fixture(scope="session")
def template_file(made, tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "template.xlsx"
    path.write_bytes(made.data)
    return path


@pytest.fixture(scope="session")
def pages(soffice, poppler, template_file, tmp_path_factory):
    """The pictures, and the printed text of each page."""
    folder = tmp_path_factory.mktemp("pages")
    pictures = rendering.rendered(template_file, folder)
    text = printed(rendering.to_pdf(printable_copy(template_file, folder), folder))
    return pictures, text


def printable_copy(book, folder):
    folder.mkdir(exist_ok=True)
    copy = folder / book.name
    copy.write_bytes(rendering.printable(book.read_bytes(), book.name))
    return copy


def printed(pdf):
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[:-1]


def sheet_of(page):
    """Return the sheet that a page is of: its name stands at the left of the footer."""
    return re.split(r"\s{2,}", page.strip().splitlines()[-1].strip())[0]


@pytest.mark.host("libreoffice")
def test_there_is_one_picture_a_page_and_each_is_a_page_high(pages):
    pictures, text = pages
    assert len(pictures) == len(text)
    sizes = {struct.unpack(">II", picture.read_bytes()[16:24]) for picture in pictures}
    assert sizes <= {(680, 880), (880, 680)}


@pytest.mark.host("libreoffice")
def test_every_visible_sheet_is_printed_and_no_hidden_one(pages, made):
    visible = [page.title for page in made.book.worksheets if page.sheet_state == "visible"]
    assert list(dict.fromkeys(sheet_of(page) for page in pages[1])) == visible


@pytest.mark.host("libreoffice")
def test_no_page_is_empty_and_none_shows_hashes_or_errors(pages):
    for page in pages[1]:
        assert len(page.split()) > 20, f"a page of {sheet_of(page)} is nearly empty"
        said = page.replace("shows #NAME? needs the add-in", "")
        assert not re.search(r"###|#NAME\?|#VALUE!|#REF!|#N/A|Err:\d", said), sheet_of(page)


@pytest.mark.host("libreoffice")
def test_the_page_for_the_patient_is_one_page_and_says_it_all(pages):
    (page,) = [page for page in pages[1] if sheet_of(page) == "Presentation"]
    for words in ("Your treatment plan", "Savings", "Insurance", "You pay", "12 monthly payments of", "Your next step"):
        assert words in page
    assert "Your plan pays 80 % of its $198 fee." in page
    assert "$1,162.00" in page
    assert "maximum" in page


@pytest.mark.host("libreoffice")
def test_a4_needs_no_more_pages_than_letter_and_the_patients_page_stays_one(soffice, poppler, pages, made, tmp_path):
    a4 = tmp_path / "a4.xlsx"
    with zipfile.ZipFile(a4, "w") as archive:
        for name, text in made.parts.items():
            archive.writestr(name, text.replace('paperSize="1"', 'paperSize="9"'))
    text = printed(rendering.to_pdf(printable_copy(a4, tmp_path / "printed"), tmp_path))
    for sheet in ("Presentation", "Consent"):
        assert [sheet_of(page) for page in text].count(sheet) == 1
        assert [sheet_of(page) for page in pages[1]].count(sheet) == 1
    # Lists that go on for pages may break elsewhere on paper that is less wide.
    lists = ("Glossary", "Words", "Help", "Fee Schedule")
    on_a4 = [sheet_of(page) for page in text if sheet_of(page) not in lists]
    assert len(on_a4) <= len([page for page in pages[1] if sheet_of(page) not in lists])


@pytest.mark.host("libreoffice")
def test_a_hidden_sheet_with_a_print_area_is_not_printed(soffice, poppler, tmp_path):
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "three.xlsx"))
    for name in ("one", "two", "three"):
        sheet = book.add_worksheet(name)
        sheet.write("A1", f"sheet {name}")
        sheet.print_area("A1:B2")
        if name == "two":
            sheet.hide()
    book.close()
    assert len(rendering.rendered(tmp_path / "three.xlsx", tmp_path / "pages")) == 2


def test_a_missing_workbook_is_named_in_one_line(tmp_path):
    with pytest.raises(FileError, match=r"gone\.xlsx is not there; give the path of an \.xlsx file"):
        rendering.rendered(tmp_path / "gone.xlsx", tmp_path)


def test_a_missing_program_is_named_with_what_it_is_for(monkeypatch):
    monkeypatch.setattr(rendering.shutil, "which", lambda _name: None)
    with pytest.raises(FileError, match="soffice is not installed; drawing pages needs LibreOffice"):
        rendering.program("soffice", "libreoffice")


@pytest.mark.host("libreoffice")
def test_pictures_of_an_earlier_run_are_replaced(soffice, poppler, template_file, tmp_path):
    old = tmp_path / "template-99.png"
    old.write_bytes(b"old")
    assert old not in rendering.rendered(template_file, tmp_path)
    assert not old.exists()
