"""The patient's pages speak the language on Settings: every fixed word stands on Words, and none is left in English."""

from datetime import date

import pytest
import textstat

from tcsheets.casework.queue import OTHERWISE, SCRIPTS
from tcsheets.workbook.package import open_package
from tcsheets.workbook.patch import Patch, patched
from tcsheets.workbook.recalculation import recalculate
from workbook_templates.treatment_coordinator import consent, page_words

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def changed(made, read_book):
    """Return what changes cells of the template and computes it anew."""

    def change(cells):
        done = recalculate(open_package(patched(open_package(made.data, "t"), Patch(cells=cells)), "t"), today=TODAY)
        assert [str(each) for each in (*done.kept, *done.errors)] == []
        return read_book(done.data)

    return change


def language(made, name):
    row = int(made.book.defined_names["PlainLanguage"].attr_text.rsplit("$", 1)[1])
    return {"Settings": {(row, 3): name}}


def texts(book, sheet):
    return {cell.value for row in book.values[sheet].iter_rows() for cell in row if isinstance(cell.value, str)}


@pytest.mark.parametrize("sheet", ["Presentation", "Consent"])
def test_in_spanish_no_fixed_word_of_a_page_stays_english(made, changed, sheet):
    found = texts(changed(language(made, "Spanish")), sheet)
    different = {row["English"]: row["Spanish"] for row in page_words.ROWS if row["English"] != row["Spanish"]}
    assert found & set(different) == set()
    assert len(found & set(different.values())) >= 15


def test_the_plan_is_told_in_short_and_its_services_named_in_that_language(made, changed):
    page = changed(language(made, "Spanish")).values["Presentation"]
    assert page["B5"].value.startswith("Su plan tiene 3 pasos. Primero: una endodoncia")
    assert page["C20"].value == "una endodoncia en una muela, diente 30"
    assert made.values["Presentation"]["B5"].value.startswith("Your plan has 3 steps. First: ")
    assert made.values["Presentation"]["C20"].value == "Root canal, molar, tooth 30"


def test_a_language_without_a_column_and_a_blank_translation_are_english(made, changed):
    place = [row["Place"] for row in page_words.ROWS].index("you pay") + page_words.HEADER + 1
    polish = changed(language(made, "Polish")).values["Presentation"]
    blank = changed(language(made, "Spanish") | {"Words": {(place, 4): None}}).values["Presentation"]
    assert (polish["H7"].value, blank["H7"].value, blank["E7"].value) == ("You pay", "You pay", "Precio")


def test_a_practices_own_words_stand_on_the_page_and_a_row_that_is_gone_leaves_ours(changed):
    place = [row["Place"] for row in page_words.ROWS].index("next step") + page_words.HEADER + 1
    own = changed({"Words": {(place, 3): "What comes next"}}).values["Presentation"]
    gone = changed({"Words": {(place, 2): None, (place, 3): None}}).values["Presentation"]
    assert (own["B38"].value, gone["B38"].value) == ("What comes next", "Your next step")


def test_every_place_has_both_languages_and_stands_once():
    places = [row["Place"] for row in page_words.ROWS]
    assert len(set(places)) == len(places)
    assert [row["Place"] for row in page_words.ROWS if not (row["English"] and row["Spanish"])] == []


def test_sentences_for_patients_are_no_harder_than_grade_eight():
    sentences = [row["English"] for row in page_words.ROWS if row["English"].endswith(".")]
    for said in ([*sentences], [*SCRIPTS.values(), OTHERWISE]):
        assert textstat.flesch_kincaid_grade(" ".join(said)) <= 8
    agreed = [page_words.ENGLISH[place] for place in consent.AGREED]
    assert textstat.flesch_kincaid_grade(" ".join(agreed)) <= 8
