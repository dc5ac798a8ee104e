"""Every golden call gives its result as a formula of a workbook that is recalculated without a spreadsheet program."""

import pytest
from golden_calls import Sender, golden_calls, serial, with_serials
from golden_sheet import GoldenSheet, size

from tcsheets.errors import CellError
from tcsheets.workbook.engine import Calculation, Model
from tcsheets.workbook.formualizer_engine import FormualizerEngine
from tcsheets.workbook.recalculation import sheet_functions

AS_CELLS = Sender(empty=None, empty_in_range=None, date=serial, error=CellError, number=float)


@pytest.fixture(scope="module")
def computed():
    """The answer of the engine, and the cell of each call."""
    sheet = GoldenSheet(AS_CELLS, "!", ",")
    formulas, places, top = {}, [], 1
    for text, call in zip(sheet.formulas(), golden_calls(), strict=True):
        places.append(("Results", top, 1))
        formulas[places[-1]] = Calculation(text, None)
        top += size(call.result)[0] + 1
    values = {"Cells": dict(enumerate(sheet.grid(), start=1)), "Results": {}}
    return FormualizerEngine().compute(Model(values, formulas, sheet_functions())), places


def came_of(answer, place):
    """Return what came of a call: rows where it fills more than a cell, the message where it is an error."""
    value = answer.spills.get(place, answer.values[place])
    if isinstance(value, CellError):
        return {"error": answer.messages[place]} if place in answer.messages else value.code
    return value


@pytest.mark.conformance
def test_every_golden_call_gives_its_result_in_a_workbook_recalculated_headless(computed, agree):
    answer, places = computed
    assert answer.refused == {}
    agree("headless", [came_of(answer, place) for place in places], with_serials)
