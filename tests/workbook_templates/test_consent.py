"""The consent page says of each thing when it was explained and by whom, and that it cannot be signed before."""

from datetime import date

import pytest

from tcsheets.sync.lists import LISTS
from tcsheets.workbook.package import open_package
from tcsheets.workbook.patch import Patch, patched
from tcsheets.workbook.recalculation import recalculate
from workbook_templates.treatment_coordinator import consent, notes

PICKER = {"Treatment Plan": {(5, 3): "C-102"}}


@pytest.fixture
def changed(made, read_book):
    """Return what changes cells of the template and computes it anew."""

    def change(cells):
        package = open_package(patched(open_package(made.data, "template"), Patch(cells=cells)), "template")
        done = recalculate(package, today=date(2026, 11, 24))
        assert [str(each) for each in (*done.kept, *done.errors)] == []
        return read_book(done.data)

    return change


def topics(book):
    """Return (when, by) of each topic on the page."""
    first = consent.TALKS + 1
    rows = book.values["Consent"].iter_rows(first, first + len(notes.TOPICS) - 1, 4, 5, values_only=True)
    return dict(zip(notes.TOPICS, rows, strict=True))


def warning(book):
    return book.values["Consent"]["B5"].value or ""


def said(book):
    rows = book.values["Consent"].iter_rows(consent.SAID + 1, consent.SAID + consent.SAID_ROOM, 2, 5, values_only=True)
    return [(row[2], row[3]) for row in rows if row[0]]


def test_each_topic_says_who_explained_it_and_what_is_missing_says_not_yet(made):
    found = topics(made)
    assert found["risks"][1] == "Dr. Okafor"
    assert found["risks"][0].strftime("%H:%M") == "15:20"
    assert found["cost"][1] == "Morgan"
    assert found["healing"][0] == "not yet"
    assert warning(made).startswith("Not ready to sign")


def test_the_newest_word_of_each_kind_stands_first(made):
    assert said(made)[0] == ("decided, Morgan", "Wants to think about monthly payments until the end of the week")
    assert [each[0] for each in said(made)] == ["decided, Morgan", "answered, Dr. Okafor", "asked, Morgan"]


def test_a_talk_written_down_makes_the_page_ready_to_sign(changed):
    row = notes.HEADER + 13
    note = {(row, 2): "C-101", (row, 4): 46351.5, (row, 5): "explained", (row, 6): "healing", (row, 8): "Riley"}
    book = changed({"Notes": note})
    assert topics(book)["healing"][1] == "Riley"
    assert warning(book) == ""


def test_another_case_shows_its_own_talks_and_no_others(changed):
    book = changed(PICKER)
    assert {topic for topic, row in topics(book).items() if row[0] == "not yet"} == set(notes.TOPICS[2:])
    assert [each[0] for each in said(book)] == ["asked, Riley"]
    assert book.values["Consent"]["B6"].value == "What is to be done: option A"


def test_a_figure_that_is_missing_keeps_the_page_from_being_signed(made, read_book):
    bad = patched(open_package(made.data, "t"), Patch(cells={"Treatment Plan": {(9, 6): "D9998"}}))
    book = read_book(recalculate(open_package(bad, "t"), today=date(2026, 11, 24)).data)
    assert "a figure is missing" in warning(book)


def test_a_service_without_words_asks_the_patient_to_ask_and_shows_no_error(made, changed):
    codes = [row[0] for row in made.values["Glossary"].iter_rows(1, 90, 2, 2, values_only=True)]
    book = changed({"Glossary": {(codes.index("D3330") + 1, 6): None}})
    page = book.values["Consent"]
    assert page[f"E{consent.SERVICES + 1}"].value == "Please ask us."
    assert page[f"E{consent.SERVICES + 3}"].value.startswith("A cracked tooth can split.")


def test_notes_are_no_list_of_the_sync(made):
    tables = {name for page in made.book.worksheets for name in page.tables}
    assert "Notes" in tables
    assert "Notes" not in {each.table for each in LISTS}
    assert not {"row_id", "Sync"} & {column.name for column in made.book["Notes"].tables["Notes"].tableColumns}


def test_each_column_of_words_to_choose_from_has_its_list(made):
    rules = {str(rule.sqref).split(":")[0]: rule for rule in made.book["Notes"].data_validations.dataValidation}
    assert rules["E5"].formula1 == '"explained,asked,answered,decided,note"'
    assert {rules[cell].type for cell in ("B5", "E5", "F5", "H5", "I5", "J5")} == {"list"}
    assert rules["D5"].type == "date"
