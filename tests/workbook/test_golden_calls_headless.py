"""Every golden call gives its result as a formula of a workbook that is recalculated without a spreadsheet program."""

import pytest
from golden_calls import Sender, agreement, golden_calls, serial, with_serials
from golden_sheet import GoldenSheet, size

from tcsheets.errors import CellError
from tcsheets.workbook.engine import Calculation, Model
from tcsheets.workbook.formualizer_engine import FormualizerEngine
from tcsheets.workbook.recalculation import sheet_functions

AS_CELLS = Sender(empty=None, empty_in_range=None, date=serial, error=CellError, number=float)


def computed(written):
    """Return the answer of the engine for all calls, each written into a formula, and the cell of each call."""
    sheet = GoldenSheet(AS_CELLS, "!", ",")
    formulas, places, top = {}, [], 1
    for text, call in zip(sheet.formulas(), golden_calls(), strict=True):
        places.append(("Results", top, 1))
        formulas[places[-1]] = Calculation(written.format(text), None)
        top += size(call.result)[0] + 1
    values = {"Cells": dict(enumerate(sheet.grid(), start=1)), "Results": {row: [None] for row in range(1, top)}}
    return FormualizerEngine().compute(Model(values, formulas, sheet_functions())), places


def came_of(answer, place):
    """Return what came of a call: rows where it fills more than a cell, the message where it is an error."""
    rows = answer.spills.get(place)
    if rows:
        return [[cell.code if isinstance(cell, CellError) else cell for cell in row] for row in rows]
    value = answer.values[place]
    return {"error": answer.messages[place]} if isinstance(value, CellError) else value


def answers(written):
    """Return what came of all golden calls."""
    answer, places = computed(written)
    assert answer.refused == {}
    return [came_of(answer, place) for place in places]


@pytest.mark.conformance
def test_every_golden_call_gives_its_result_in_a_workbook_recalculated_headless(agree):
    agree("headless", answers("{}"), with_serials)


def test_every_golden_call_gives_its_result_as_a_part_of_a_formula_too():
    assert agreement("headless", answers("IF(TRUE,{})"), with_serials).wrong == {}
