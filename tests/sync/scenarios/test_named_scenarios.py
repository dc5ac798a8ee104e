"""The named folder scenarios: what each sync says is what the transcript in tests/sync/golden has, and nothing is lost.

`pytest tests/sync/scenarios --update-transcripts` writes the transcripts anew; read each line that changed.
"""

from pathlib import Path

import pytest
from sync.scenarios import the_computer, the_drive, the_workbook
from sync.scenarios.practice import Practice

GROUPS = (the_drive, the_computer, the_workbook)
SCENARIOS = [each for group in GROUPS for each in group.SCENARIOS]
GOLDEN = Path(__file__).parent.parent / "golden"
NEEDS_LIBREOFFICE = {the_workbook.saved_by_libreoffice_in_between}


def parameters():
    found = []
    for each in SCENARIOS:
        marks = [pytest.mark.host("libreoffice")] if each in NEEDS_LIBREOFFICE else []
        found.append(pytest.param(each, marks=marks, id=each.__name__))
    return found


@pytest.mark.parametrize("scenario", parameters())
def test_the_transcript_is_right_and_nothing_is_lost(scenario, tmp_path, request):
    practice = Practice(tmp_path, lambda: request.getfixturevalue("soffice"))
    practice.lines += [scenario.__doc__, ""]
    scenario(practice)
    practice.judged()
    text = "\n".join(practice.lines) + "\n"
    path = GOLDEN / f"{scenario.__name__}.txt"
    if request.config.getoption("--update-transcripts"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, "run with --update-transcripts and read what changed"


def test_every_scenario_has_its_transcript_and_its_line_in_the_table():
    names = {each.__name__ for each in SCENARIOS}
    assert len(names) == len(SCENARIOS) >= 28
    assert {path.stem for path in GOLDEN.glob("*.txt")} == names
    table = (Path(__file__).parent / "README.md").read_text(encoding="utf-8")
    assert [line for line in table.splitlines() if line.startswith("| `")] == lines_of_the_table()


def lines_of_the_table():
    return [f"| `{each.__name__}` | {each.__doc__} |" for each in SCENARIOS]
