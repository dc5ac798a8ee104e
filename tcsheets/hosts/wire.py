"""Calls as JSON text and their results as JSON text: how hosts outside this Python speak with the functions.

A date goes in as ISO text and comes out as {"date": ISO text}; an error is
{"error": code, "message": text} both ways.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import tcsheets.functions  # noqa: F401 (registers them)
from tcsheets.errors import CellError
from tcsheets.functions.registry import call


def cell_from(value: Any) -> Any:
    """Return a cell, or rows of cells, as functions take it."""
    if isinstance(value, list):
        return [cell_from(each) for each in value]
    if isinstance(value, dict):
        return CellError(str(value.get("error", "#VALUE!")), str(value.get("message", "")))
    return value


def cell_to(value: Any) -> Any:
    """Return a result, or rows of results, as JSON can hold it."""
    if isinstance(value, list):
        return [cell_to(each) for each in value]
    if isinstance(value, CellError):
        return {"error": value.code, "message": value.message}
    if isinstance(value, datetime):
        return {"date": value.isoformat(sep=" ", timespec="minutes")}
    return {"date": value.isoformat()} if isinstance(value, date) else value


def result_of(function: str, arguments: list[Any]) -> Any:
    """Return the result of one call, as JSON can hold it.

    >>> result_of("TC_PAYMENT", [1200, None, 12])
    100.0
    """
    return cell_to(call(function, cell_from(arguments)))


def answer(request: str) -> str:
    """Return the results of a list of calls, each {"function": name, "arguments": cells}, as JSON text.

    >>> answer('[{"function": "TC_NOT_THERE", "arguments": []}]')
    '[{"error": "#NAME?", "message": "there is no function TC_NOT_THERE"}]'
    """
    calls = json.loads(request)
    return json.dumps([result_of(each["function"], each["arguments"]) for each in calls])
