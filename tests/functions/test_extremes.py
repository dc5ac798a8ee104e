"""Whatever number or date stands in a cell, a function gives a result or an error that says what to do; none fails."""

from datetime import date

import pytest
from sizes import sized
from test_golden_calls import golden_calls, positional

from tcsheets.errors import CellError
from tcsheets.functions import registry
from tcsheets.functions.registry import call

EXTREMES = [1e9, -1e15, 1e300, float("inf"), 1e-300, 2**63, date(9999, 12, 31), date(1, 1, 1), "9" * 400, "1e308"]
CALLS = {}
for _param in golden_calls():
    _tables, _call = _param.values
    CALLS.setdefault(_call["function"], []).append(positional(_call["function"], _call["arguments"], _tables))


def spoilt(cells):
    """Return a call's arguments again and again, each time with an extreme in one argument or column of a range."""
    for place, value in enumerate(cells):
        for extreme in EXTREMES:
            if not isinstance(value, list):
                yield [*cells[:place], extreme, *cells[place + 1 :]]
                continue
            for column in range(max(map(len, value), default=0)):
                rows = [[*row[:column], extreme, *row[column + 1 :]] for row in value[1:]]
                yield [*cells[:place], [value[0], *rows], *cells[place + 1 :]]


@pytest.mark.parametrize("name", registry.names())
def test_no_function_fails_on_an_extreme_number_or_date(name):
    for cells in CALLS[name][: sized(1, 2, 6)]:
        for given in spoilt(cells):
            result = call(name, given)
            assert not isinstance(result, CellError) or result.message


def test_a_result_beyond_reason_is_an_error_that_says_so():
    told = call("TC_FOLLOW_UP_DUE", [date(9999, 12, 31), 1500])
    assert told == CellError("#VALUE!", "TC_FOLLOW_UP_DUE: a number or a date is too large to compute with")
    assert call("TC_PAYMENT", ["9" * 400, 0, 12]).message == call("TC_PAYMENT", [1e300, 0, 12]).message
