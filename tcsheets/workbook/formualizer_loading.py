"""A workbook's values, given to formualizer in blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import formualizer as fz

from tcsheets.workbook.engine import Model
from tcsheets.workbook.formualizer_values import value_of
from tcsheets.workbook.values import Cell


def loaded(model: Model) -> fz.Workbook:
    """Return the engine's workbook with all that is not computed."""
    book = fz.Workbook(mode=fz.WorkbookMode.Ephemeral)
    book.set_temporal_egress("serial")
    if model.now:
        moment = datetime(model.now.year, model.now.month, model.now.day, tzinfo=UTC)
        book.set_deterministic_clock(moment)
    for sheet, rows in model.values.items():
        book.add_sheet(sheet)
        for first, column, cells in blocks(rows):
            book.set_values_batch(sheet, first, column, cells)
    return book


def blocks(rows: Mapping[int, Sequence[Cell]]) -> list[tuple[int, int, list[list[Any]]]]:
    """Return the cells that are not blank in blocks: (first row, first column, cells).

    Blanks are left out: a blank that was given would hide what a formula puts there later.
    """
    found: list[tuple[int, int, list[list[Any]]]] = []
    growing: dict[tuple[int, int], tuple[int, list[list[Any]]]] = {}
    for number in sorted(rows):
        still: dict[tuple[int, int], tuple[int, list[list[Any]]]] = {}
        for column, cells in stretches(rows[number]):
            first, block = growing.get((column, len(cells)), (number, []))
            if not block or first + len(block) != number:
                first, block = number, []
                found.append((number, column, block))
            block.append([value_of(cell) for cell in cells])
            still[column, len(cells)] = (first, block)
        growing = still
    return found


def stretches(cells: Sequence[Cell]) -> list[tuple[int, list[Cell]]]:
    """Return the stretches of cells that are not blank: (first column, cells).

    >>> stretches([None, 1.0, "a", None, True])
    [(2, [1.0, 'a']), (5, [True])]
    """
    found: list[tuple[int, list[Cell]]] = []
    for column, cell in enumerate(cells, start=1):
        if cell is None:
            continue
        if found and found[-1][0] + len(found[-1][1]) == column:
            found[-1][1].append(cell)
        else:
            found.append((column, [cell]))
    return found
