"""Worked examples from outside, in the schema of tests/golden/cases: figures that others asserted or published.

`pytest tests/test_worked_examples.py --cases FILE` runs any file in that schema
as well, and ends with `worked examples: R right, W wrong, U unsupported`.
"""

import json
from pathlib import Path

import pytest
from worked_examples.outcomes import Outcome
from worked_examples.running import run_case

CASES = Path(__file__).parent / "golden" / "cases"


def files(config):
    chosen = config.getoption("--cases")
    return [Path(name) for name in chosen] or sorted(CASES.glob("*.json"))


def pytest_generate_tests(metafunc):
    if "case" in metafunc.fixturenames:
        cases = [each for path in files(metafunc.config) for each in json.loads(path.read_text("utf-8"))["cases"]]
        metafunc.parametrize("case", cases, ids=[each["id"] for each in cases])


def test_a_worked_example_is_right_or_unsupported_with_its_reason(case, record_property):
    outcome = run_case(case)
    record_property("worked example", (case["id"], outcome.verdict, outcome.detail))
    assert outcome.verdict != "wrong", outcome.detail
    assert outcome.verdict == "right" or outcome.detail


def test_a_wrong_figure_is_found(request):
    case = json.loads((CASES / "insurance.json").read_text("utf-8"))["cases"]
    crowns = next(each for each in case if each["id"] == "od-034")
    crowns["expected"][0]["ins_est"] += 0.01
    assert run_case(crowns).verdict == "wrong"


def test_a_field_that_is_not_read_makes_a_case_unsupported_and_never_right():
    case = json.loads((CASES / "insurance.json").read_text("utf-8"))["cases"]
    crowns = next(each for each in case if each["id"] == "od-034")
    crowns["plans"][0]["moon_phase"] = "full"
    assert run_case(crowns) == Outcome("unsupported", "plan fields: moon_phase")


@pytest.mark.parametrize("name", ["insurance", "medical", "payments"])
def test_every_case_of_a_file_is_counted(name):
    data = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    assert len(data["cases"]) == data["count"]
