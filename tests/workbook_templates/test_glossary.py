"""The sample glossary: every service of the sample schedule, in words that most patients read with ease."""

import textstat

from tcsheets.importing.samples import sample_fees
from workbook_templates.sampling import sample_rows

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
