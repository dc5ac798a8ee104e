"""The register: arguments as hosts send them, errors that are passed on, ranges for single cells, help."""

from __future__ import annotations

import doctest
import re

import pytest

import tcsheets.functions  # noqa: F401
from tcsheets.errors import ArgumentError, CellError, DataError
from tcsheets.functions import registry
from tcsheets.functions.kinds import Count, Dates, Flag, Money, Share, Spill, Table, Text
from tcsheets.functions.registry import call, sheet_function
from tcsheets.hosts.catalogue import entries
from tcsheets.money import share_of
from tcsheets.tables import Column, read_table

FEE = (Column("fee", "Fee", "Money", required=True),)


class Counted(list):
    """A range that counts how often all of it is gone through."""

    times = 0

    def __iter__(self):
        type(self).times += 1
        return super().__iter__()


@pytest.mark.parametrize("count", [10, 1000])
def test_a_range_of_results_goes_through_its_range_a_few_times_however_long_it_is(count):
    Counted.times = 0
    codes = Counted([["D2740"] for _ in range(count)])
    assert call("TC_FEE", [codes, [["Code", "Fee"], ["D2740", 1285]]]) == [[1285.0]] * count
    assert Counted.times < 5


@pytest.fixture
def declared(monkeypatch):
    """Three functions in a register of their own."""
    monkeypatch.setattr(registry, "REGISTER", {})

    @sheet_function("Pricing")
    def TC_TRY_PAYS(allowed: Money, plan_share: Share = 1_000_000, deductible: Money = 0) -> Money:  # noqa: N802
        """Return what is paid."""
        return share_of(max(allowed - deductible, 0), plan_share)

    @sheet_function("Pricing")
    def TC_TRY_TOTAL(lines: Table, holidays: Dates = ()) -> Money:  # noqa: N802
        """Return a total."""
        return sum(record["fee"] for record in read_table(lines, FEE, dict, "lines").all_records())

    @sheet_function("Pricing")
    def TC_TRY_LIST(lines: Table | None = None, word: Text = "all", times: Count = 1, strict: Flag = False) -> Spill:  # noqa: N802
        """Return a list."""
        reading = read_table(lines or [["Fee"]], FEE, dict, "lines")
        return Spill(FEE, tuple((record["fee"],) for record in reading.records), reading.problems)

    return TC_TRY_PAYS, TC_TRY_TOTAL, TC_TRY_LIST


@pytest.mark.parametrize("blank", [None, "", 0, 0.0, [[None]], [[""]]])
def test_blank_and_zero_arguments_are_the_default_in_every_form_a_host_sends(declared, blank):
    assert call("TC_TRY_PAYS", [100, blank, blank]) == 100


@pytest.mark.parametrize("error", [CellError("#REF!"), "#TC! fee: is text", [[CellError("#N/A", "no fee")]]])
def test_an_error_as_argument_is_passed_on_and_never_read_as_blank(declared, error):
    result = call("TC_TRY_PAYS", [100, 0.5, error])
    assert isinstance(result, CellError)
    assert result.message in ("deductible is the error #REF!; mend that cell first", "fee: is text", "no fee")


def test_a_range_for_a_single_argument_gives_a_range_with_each_fault_in_its_own_cell(declared):
    result = call("TC_TRY_PAYS", [[[100], [None], ["x"], [50]], "50%"])
    assert result[0] == [50.0]
    assert result[1] == [""]
    assert isinstance(result[2][0], CellError)
    assert result[3] == [25.0]


def test_ranges_of_different_shape_are_refused(declared):
    result = call("TC_TRY_PAYS", [[[1], [2]], [[0.5], [0.5], [0.5]]])
    assert "same number of rows" in result.message


def test_a_total_with_a_bad_row_is_an_error_and_never_the_sum_of_the_rest(declared):
    assert call("TC_TRY_TOTAL", [[["Fee"], [10], ["?"]]]).message.startswith("lines row 3, Fee: is text")
    with pytest.raises(DataError):
        declared[1]([["Fee"], [10], ["?"]])


def test_a_spill_gives_the_good_rows_and_the_problem_of_each_bad_one(declared):
    assert call("TC_TRY_LIST", [[["Fee"], ["?"], [10]]]) == [
        ["Fee", "Problem"],
        [10.0, ""],
        ["", "lines row 2, Fee: is text, not an amount; write it like 1285.00"],
    ]


def test_a_missing_range_a_missing_header_and_too_many_arguments_are_refused_in_one_line(declared):
    assert call("TC_TRY_TOTAL", [None]).message == "lines is missing; give the range with its header row"
    assert call("TC_TRY_TOTAL", [[["Cost"], [1]]]).message.startswith('lines has no column "Fee"')
    assert "at most 3 arguments" in call("TC_TRY_PAYS", [1, 2, 3, 4]).message
    assert call("TC_NOT_THERE", []).code == "#NAME?"


def test_a_python_call_takes_arguments_by_name_and_raises(declared):
    assert declared[0](allowed=100, deductible=20) == 80.0
    with pytest.raises(ArgumentError, match="has no argument typo"):
        declared[0](100, typo=1)


@pytest.mark.parametrize("name", registry.names())
def test_the_example_in_the_help_of_a_function_runs(name):
    function = registry.REGISTER[name]
    module = vars(__import__(function.body.__module__, fromlist=["_"]))
    found = doctest.DocTestParser().get_doctest(function.documentation, dict(module), name, None, 0)
    assert found.examples, f"{name} has no example"
    outcome = doctest.DocTestRunner(verbose=False).run(found)
    assert outcome.failed == 0


@pytest.mark.parametrize("name", registry.names())
def test_names_and_help_fit_every_host(name):
    assert re.fullmatch(r"TC_[A-Z](?:[A-Z0-9_]*[A-Z0-9])?", name)
    assert len(name) <= 40
    entry = entries()[name]
    assert entry.summary.startswith("Return ")
    assert len(entry.summary) <= 128
    for argument in entry.arguments:
        assert 0 < len(argument.help) <= 255, argument.name
        assert argument.name not in {"date", "type", "end", "to", "next", "by", "name", "loop", "step", "set", "let"}
