"""The compiled heart and the plain one are one source, and give the same for every plan, line and history."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from insurance.drawn import DAY, HISTORIES, LISTED, PAST, PLANS, SERVICES
from sizes import sized
from test_worked_examples import run_case

from tcsheets.bulk.compiled import SOURCES, heart_at_speed, one_file
from tcsheets.insurance import estimate as plain
from tcsheets.insurance import flat, heart_lines, heart_plans
from tcsheets.insurance.estimate import estimate
from tcsheets.insurance.model import ORDERS, Options

CASES = Path(__file__).parent.parent / "golden" / "cases" / "insurance.json"


def at_speed(name):
    """Return a function of the compiled heart that takes lists, and writes into them what it wrote."""
    function = getattr(heart_at_speed(), name)

    def call(*arguments):
        arrays = [np.array(each + [0], np.int64) if isinstance(each, list) else each for each in arguments]
        function(*arrays)
        for each, array in zip(arguments, arrays, strict=True):
            if isinstance(each, list):
                each[:] = array[:-1].tolist()

    return call


@pytest.fixture
def compiled(monkeypatch):
    monkeypatch.setattr(plain, "estimate_lines", at_speed("estimate_lines"))
    monkeypatch.setattr(flat, "read_plan", at_speed("read_plan"))


def both(*arguments):
    """Return an estimate by the plain heart, and by the compiled one."""
    own = estimate(*arguments)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain, "estimate_lines", at_speed("estimate_lines"))
        patch.setattr(flat, "read_plan", at_speed("read_plan"))
        return own, estimate(*arguments)


OPTIONS = st.builds(Options, st.booleans(), st.booleans(), st.booleans(), st.sampled_from(ORDERS))


@settings(max_examples=sized(60, 400, 3_000))
@given(SERVICES, st.lists(PLANS, min_size=1, max_size=3), PAST, OPTIONS)
def test_the_compiled_heart_makes_the_same_of_every_plan(services, plans, past, options):
    own, fast = both(services, plans, past, options)
    assert own == fast


@settings(max_examples=sized(60, 400, 3_000))
@given(SERVICES, LISTED, HISTORIES, st.integers(1, 90), OPTIONS)
def test_the_compiled_heart_makes_the_same_of_every_history(services, plan, past, age, options):
    aged = [replace(each, age=age, ref="a" if each.row % 2 else "", lost=DAY) for each in services]
    own, fast = both(aged, [plan], [*past, *[replace(each, ref="a") for each in past]], options)
    assert own == fast


@pytest.mark.parametrize("case", json.loads(CASES.read_text("utf-8"))["cases"], ids=lambda case: case["id"])
def test_a_worked_example_is_right_by_the_compiled_heart_too(case, compiled):
    outcome = run_case(case)
    assert outcome.verdict == "right", outcome.detail


def test_the_compiled_source_is_the_hearts_own_and_no_rule_stands_twice():
    text = one_file()
    for module in SOURCES:
        for line in Path(module.__file__).read_text("utf-8").split("\n"):
            assert not line.startswith("def ") or text.count(line + "\n") == 1
    assert heart_at_speed().estimate_lines.py_func is not heart_lines.estimate_lines
    assert heart_at_speed().read_plan.__name__ == heart_plans.read_plan.__name__


def test_a_machine_without_a_cache_compiles_for_itself(monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr("tcsheets.bulk.compiled.platformdirs.user_cache_dir", lambda name: str(blocked))
    from tcsheets.bulk.compiled import written

    assert written("source", "1") is None
