"""The sample glossary: every service of the sample schedule, in words that most patients read with ease."""

from datetime import date

import textstat

from tcsheets.importing.samples import sample_fees
from tcsheets.workbook.package import open_package
from tcsheets.workbook.patch import Patch, patched
from tcsheets.workbook.recalculation import recalculate
from workbook_templates.sampling import sample_rows
from workbook_templates.treatment_coordinator import consent

PARTS = ("What it is", "Why it matters", "If we wait", "How long it takes")


def glossary(today):
    return sample_rows("glossary", {}, today)


def test_every_code_of_the_sample_schedule_is_explained_in_all_its_parts(facts):
    rows = {row["Code"]: row for row in glossary(facts.today)}
    assert sorted(rows) == sorted(row[0] for row in sample_fees()[1:])
    assert [code for code, row in rows.items() if not all(row[part] for part in (*PARTS, "Called"))] == []


def test_no_text_is_harder_to_read_than_grade_eight(facts):
    for row in glossary(facts.today):
        assert textstat.flesch_kincaid_grade(" ".join(row[part] for part in PARTS)) <= 8, row["Code"]


def test_the_common_services_are_told_in_spanish_in_all_their_parts_or_not_at_all(facts):
    names = [f"{part} (Spanish)" for part in ("Called", *PARTS)]
    told = [row for row in glossary(facts.today) if any(row[name] for name in names)]
    assert len(told) >= 15
    assert [row["Code"] for row in told if not all(row[name] for name in names)] == []


def test_the_language_on_settings_is_that_of_the_consent_page(made, read_book):
    cell = made.book.defined_names["PlainLanguage"].attr_text.rsplit("$", 1)[1]
    data = patched(open_package(made.data, "t"), Patch(cells={"Settings": {(int(cell), 3): "Spanish"}}))
    book = read_book(recalculate(open_package(data, "t"), today=date(2026, 11, 24)).data)
    page = book.values["Consent"]
    assert page[f"E{consent.SERVICES + 1}"].value == "La infección puede pasar al hueso y el diente se puede perder."
    assert made.values["Consent"][f"E{consent.SERVICES + 1}"].value.startswith("The infection can spread")
