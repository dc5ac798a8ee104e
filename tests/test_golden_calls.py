"""Every call in tests/golden/*.calls.json gives the result that stands beside it, however its cells are sent."""

import json

import pytest
from golden_calls import GOLDEN, HOSTS, Sender, agreement, day, golden_calls, plain, serial

from tcsheets.errors import CellError
from tcsheets.functions import registry

AS_TEXT = Sender(error=CellError)
AS_PYTHON = Sender(empty=None, empty_in_range=None, date=day, error=CellError, number=float)
AS_EXCEL = Sender(empty=0.0, date=serial, error=CellError, number=float)
TESTS = GOLDEN.parent


def answers(sender):
    return [plain(registry.call(call.function, sender.arguments(call.arguments))) for call in golden_calls()]


@pytest.mark.conformance
def test_every_golden_call_gives_its_result(agree):
    agree("python", answers(AS_TEXT))


@pytest.mark.parametrize("sender", [AS_PYTHON, AS_EXCEL])
def test_every_golden_call_gives_its_result_whatever_stands_for_a_blank_and_a_date(sender):
    assert agreement("python", answers(sender)).wrong == {}


def test_each_rule_that_is_proven_stands_beside_its_proof():
    data = json.loads((GOLDEN / "insurance_rules.calls.json").read_text(encoding="utf-8"))
    assert len(data["calls"]) >= 30
    assert [call["about"] for call in data["calls"] if len(call.get("rule", "")) < 20] == []


@pytest.mark.parametrize("host", HOSTS)
def test_every_host_of_the_table_has_a_test_that_reports_it(host):
    sources = [path.read_text(encoding="utf-8") for path in TESTS.glob("*/test_*.py")]
    sources.append((TESTS / "test_golden_calls.py").read_text(encoding="utf-8"))
    assert sum(source.count(f'agree("{host}", ') for source in sources) == 1
