"""Calls that are made without the engine come to what the engine makes of them, argument by argument."""

import io

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from sizes import sized

from tcsheets.errors import CellError
from tcsheets.workbook import formualizer_engine
from tcsheets.workbook.engine import Calculation, Model
from tcsheets.workbook.known_results import KnownResults
from tcsheets.workbook.lone_calls import LoneCalls, lone_calls
from tcsheets.workbook.package import open_package
from tcsheets.workbook.recalculation import recalculate
from tcsheets.workbook.still_ranges import StillRanges

COLUMNS, ROWS = "ABCDE", 6
ODD = [None, 7, True, -0.0, "", "x", CellError("#N/A", "why"), CellError("#WHAT!", "odd"), [["p", "q"], [None, 2.0]]]
ODD += [10**30, 1e300, float("inf")]
FUNCTIONS = {
    "TC_SHOW": repr,
    "TC_PICK": lambda cells: ODD[int(cells[0]) % len(ODD)] if cells and type(cells[0]) is float else "no number",
    "TC_ROWS": lambda cells: [[float(row), str(cells[:1])] for row in range(2)],
    "TC_SUM": lambda cells: sum(cell for cell in cells if isinstance(cell, float)),
}


def model(formulas, values=()):
    """Return a model of one sheet: formulas by row and column, values from A1 on."""
    calculations = {("S", *place): Calculation(text, None) for place, text in formulas.items()}
    rows = {number: list(cells) for number, cells in enumerate(values, start=1)}
    return Model({"S": rows}, calculations, FUNCTIONS)


def lone(formulas, values=()):
    """Return the values of the formulas that need no engine, by row and column."""
    found = model(formulas, values)
    return {place[1:]: value for place, value in lone_calls(found, KnownResults(StillRanges(found))).values.items()}


def test_a_chain_of_calls_needs_no_engine_in_whatever_order_it_stands():
    formulas = {(row, 5): f"TC_SUM(E{row + 1},1)" for row in range(1, 3000)} | {(3000, 5): "TC_SUM(A1)"}
    assert lone(formulas, [[2.0]])[1, 5] == 2.0 + 2999


LEFT = {
    "a nested function": "TC_SUM(ABS(A1))",
    "more than the call": "TC_SUM(A1)+1",
    "an omitted argument": "TC_SUM(A1,)",
    "no argument": "TC_SUM()",
    "a range that moves": "TC_SUM(A1:B2)",
    "a result of many cells": "TC_ROWS(A1)",
    "a cell that an ordinary formula computes": "TC_SUM(D1)",
    "a range in which a formula stands": "TC_SHOW('S'!$D$1:$D$2)",
    "a sheet that is not there": "TC_SUM('T'!A1)",
    "a cell off the sheet": "TC_SUM(A1048577)",
    "itself": "TC_SUM(E1)",
    "a blank that another's result may fill": "TC_SUM(E9)",
}


@pytest.mark.parametrize("what", LEFT)
def test_what_is_in_doubt_is_left_to_the_engine(what):
    formulas = {(1, 4): "A1+1", (1, 5): LEFT[what], (2, 4): "TC_ROWS(A1)", (3, 5): "TC_SUM(A1,2)"}
    assert lone(formulas, [[2.0]]) == {(3, 5): 4.0}


def test_two_calls_that_wait_for_each_other_are_left_and_keep_their_values():
    assert lone({(1, 1): "TC_SUM(B1)", (1, 2): "TC_SUM(A1)", (2, 1): "TC_SUM(B1)"}) == {}


def test_a_result_that_proves_wide_takes_back_what_was_read_as_blank():
    def wide(cells):
        return [[1.0], [2.0]]

    found = Model({"S": {1: [5.0]}}, {}, FUNCTIONS | {"TC_WIDE": wide})
    formulas = {("S", 1, 2): Calculation("TC_SHOW(C2)", None), ("S", 1, 3): Calculation("TC_WIDE(A1)", None)}
    found = Model(found.values, formulas, found.functions)
    assert lone_calls(found, KnownResults(StillRanges(found))).values == {}


NAMES = [f"{column}{row}" for row in range(1, ROWS + 1) for column in COLUMNS]
TYPED = st.sampled_from([None, None, 0, 1.5, 2, "text", "", True, False, '=HYPERLINK("x")', "#N/A"])
ENDS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES))
RANGES = ENDS.map(lambda two: ":".join(map(absolute, two)))
TYPED_CELLS = ("Typed!A1", "'Typed'!$B$2", "'Typed'!$A$1:$B$3")
LITERALS = st.sampled_from(
    ["1", "2.5", "9", "10", "11", '"a,b"', '"(")', "TRUE", "Typed!A1", "'Typed'!$B$2", "'Typed'!$A$1:$B$3"]
)


def absolute(name):
    return f"'Typed'!${name[0]}${name[1:]}"


@st.composite
def cells(draw):
    """Draw the cells of a sheet, each formula reading only cells before its own: (name, value or formula)."""
    found = []
    for place, name in enumerate(NAMES):
        before = [st.sampled_from(NAMES[:place])] if place else []
        arguments = st.lists(st.one_of(*before, *before, LITERALS, RANGES, st.sampled_from(["F9", ""])), max_size=3)
        kind = draw(st.integers(0, 6))
        if kind < 2:
            found.append((name, draw(TYPED)))
            continue
        function = draw(st.sampled_from(sorted(FUNCTIONS)))
        text = f"{function}({','.join(draw(arguments))})"
        wrap = draw(st.sampled_from(["={}", "={}", "={}", "={{{}}}", '={}&""', "=IFERROR({},0)"]))
        found.append((name, wrap.format(text) if "{{" not in wrap else "{=" + text + "}"))
    return found


def workbook(found):
    """Return the bytes of a workbook with these cells, and a sheet of typed values beside it."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, typed = made.add_worksheet("S"), made.add_worksheet("Typed")
    typed.write_column("A1", [1, "b", True])
    typed.write_column("B1", [2.5, 3])
    for name, cell in found:
        if isinstance(cell, str) and cell.startswith("{="):
            sheet.write_dynamic_array_formula(name, cell[1:-1])
        elif isinstance(cell, str) and cell.startswith("=") and "HYPERLINK" not in cell:
            sheet.write_formula(name, cell)
        elif cell is not None:
            sheet.write(name, cell) if not isinstance(cell, str) else sheet.write_string(name, cell)
    made.close()
    return out.getvalue()


def computed(data):
    """Return all that recalculation gives, in a form to be compared."""
    done = recalculate(open_package(data, "a.xlsx"), FUNCTIONS)
    return {place: repr(value) for place, value in done.values.items()}, done.spills, done.kept, done.errors, done.data


@settings(max_examples=sized(quick=25, named=250, full=5000), deadline=None)
@given(cells())
def test_the_workbook_is_the_same_as_if_the_engine_had_made_every_call(found):
    data = workbook(found)
    ours = computed(data)
    with pytest.MonkeyPatch.context() as change:
        change.setattr(formualizer_engine, "lone_calls", lambda *_: LoneCalls())
        assert computed(data) == ours
