"""The golden calls cover every function of the register: a function that is added without them makes this fail."""

import pytest
from golden_calls import DATE, DIFFERENCES, HOSTS, differences, golden_calls

from tcsheets.functions.arguments import Parameter
from tcsheets.functions.registry import REGISTER, SheetFunction


def cells(value):
    """Return all cells of an argument or result."""
    return [cell for each in value for cell in cells(each)] if isinstance(value, list) else [value]


def is_error(value):
    return isinstance(value, dict) and "error" in value


def given(call, place):
    """Whether a call says something in an argument."""
    return call.arguments[place] not in (None, "", 0)


def has_day(call, place):
    return any(isinstance(cell, str) and DATE.fullmatch(cell) for cell in cells(call.arguments[place]))


def gaps_of_arguments(function, good):
    """Yield the arguments that no call without a fault gives, and those of days that none gives as a day."""
    for place, parameter in enumerate(function.parameters):
        if not any(given(call, place) for call in good):
            yield f"the argument {parameter.name}"
        if parameter.kind in ("Date", "DateTime", "Dates") and not any(has_day(call, place) for call in good):
            yield f"a date in {parameter.name}"


def gaps_of_cells(function, calls):
    """Yield what cells may hold and no call's do, in single arguments and in ranges."""
    single = [
        call.arguments[place] for call in calls for place, one in enumerate(function.parameters) if not one.is_range
    ]
    ranges = [call.arguments[place] for call in calls for place, one in enumerate(function.parameters) if one.is_range]
    within = [cell for each in ranges if isinstance(each, list) for cell in cells(each)]
    if any(not each.is_range for each in function.parameters):
        if "" not in single:
            yield "an empty cell"
        if not any(map(is_error, single)):
            yield "a cell in error"
    if any(each.is_range for each in function.parameters):
        if not any(cell in ("", None) for cell in within):
            yield "an empty cell in a range"
        if not any(map(is_error, within)):
            yield "a cell in error in a range"
    texts = [cell for cell in [*single, *within] if isinstance(cell, str)]
    if all(text.isascii() for text in texts):
        yield "a letter beyond ASCII"


def gaps(function, calls):
    """Yield what the golden calls of a function leave out."""
    good = [call for call in calls if not is_error(call.result)]
    if not good:
        yield "a normal call"
    if len(good) == len(calls):
        yield "a call that ends in an error"
    if not any(isinstance(call.result, list) for call in good) and not all(one.is_range for one in function.parameters):
        yield "a result that spills"
    yield from gaps_of_arguments(function, good)
    yield from gaps_of_cells(function, calls)


@pytest.mark.parametrize("name", REGISTER)
def test_the_golden_calls_leave_nothing_of_a_function_out(name):
    calls = [call for call in golden_calls() if call.function == name]
    assert list(gaps(REGISTER[name], calls)) == []
    assert len(calls) >= 5


def test_a_function_without_golden_calls_is_found():
    parameters = (Parameter("on", "Date", True), Parameter("lines", "Table", False))
    made_up = SheetFunction("TC_MADE_UP", "Pricing", parameters, "Money", lambda on, lines: 1, "Return one cent.")
    assert list(gaps(made_up, [])) == [
        "a normal call",
        "a call that ends in an error",
        "a result that spills",
        "the argument on",
        "a date in on",
        "the argument lines",
        "an empty cell",
        "a cell in error",
        "an empty cell in a range",
        "a cell in error in a range",
        "a letter beyond ASCII",
    ]


def test_each_call_has_a_name_of_its_own():
    names = [call.name for call in golden_calls()]
    assert sorted(set(names)) == sorted(names)


def test_each_difference_is_of_a_host_and_a_call_that_are_there_and_says_why():
    abouts = {call.about for call in golden_calls()}
    for host in HOSTS:
        for (_, about), told in differences(host).items():
            assert about in abouts
            assert len(told["why"]) > 40
    assert DIFFERENCES.read_text(encoding="utf-8").count('"host"') == sum(len(differences(host)) for host in HOSTS)
