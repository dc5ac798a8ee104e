"""A batch of calls in, a result or an error each out; no call's fault is another's.

The wire form is the embedded bundle's (`hosts/wire.py`), with a version around it: an answer is remembered by whoever
asked for as long as the version stays the same.  Works on bytes; knows no request.
"""

from __future__ import annotations

import hashlib
import json
import logging
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from tcsheets import __version__
from tcsheets.errors import ArgumentError
from tcsheets.functions.arguments import Parameter, broadcast_shape
from tcsheets.functions.registry import REGISTER, SheetFunction
from tcsheets.hosts.wire import cell_to, result_of
from tcsheets.server.limits import Limits, Refusal

LOG = logging.getLogger("tcsheets.server")
FORM = '{"calls": [{"function": "TC_FEE", "arguments": [...]}]}'
LONGEST_NAME = 40
MARK = "@"  # before the name of one of the server's price books


@dataclass(frozen=True, slots=True)
class PriceBooks:
    """Ranges that the server knows by name: `"@office"` in place of a range is the book of that name.

    version: what answers hold for, this program and these books.
    """

    books: Mapping[str, Sequence[Sequence[Any]]] = field(default_factory=dict)
    version: str = field(init=False)

    def __post_init__(self) -> None:
        """Work out the version, once."""
        content = orjson.dumps([[name, cell_to(list(map(list, rows)))] for name, rows in sorted(self.books.items())])
        object.__setattr__(self, "version", f"{__version__}-{hashlib.sha256(content).hexdigest()[:12]}")

    def in_place(self, value: Any, parameter: Parameter) -> Any:
        """Return an argument, or the book that it names."""
        if parameter.kind != "Table" or not isinstance(value, str) or not value.startswith(MARK):
            return value
        if value[1:] not in self.books:
            known = ", ".join(MARK + name for name in sorted(self.books)) or "none"
            raise ArgumentError(f"{parameter.name}: the server has no such price book; it has: {known}")
        return self.books[value[1:]]

    def in_places(self, given: Sequence[Any], parameters: Sequence[Parameter]) -> list[Any]:
        """Return arguments with the books that they name in their places."""
        if not any(isinstance(value, str) and value.startswith(MARK) for value in given):
            return list(given)
        known = zip(given, parameters, strict=False)
        return [*(self.in_place(value, each) for value, each in known), *given[len(parameters) :]]


def calls_in(body: bytes, limits: Limits) -> list[Any]:
    """Return the calls of a request's body; Refusal where it is no batch, or too large a one."""
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Refusal("not_json", f"the body is not JSON in UTF-8; send {FORM}") from error
    calls = told.get("calls") if isinstance(told, dict) else None
    if not isinstance(calls, list):
        raise Refusal("not_calls", f"there is no list of calls; send {FORM}")
    if len(calls) > limits.calls:
        raise Refusal("too_many_calls", f"{len(calls)} calls were sent at once; send at most {limits.calls}")
    cells = sum(cell_count(each) for call in calls for each in arguments_of(call))
    if cells > limits.cells:
        raise Refusal("too_many_cells", f"{cells} cells were sent at once; send at most {limits.cells}")
    return calls


def arguments_of(call: Any) -> list[Any]:
    """Return the arguments of a call; none where it has no list of them."""
    found = call.get("arguments") if isinstance(call, dict) else None
    return found if isinstance(found, list) else []


def cell_count(value: Any) -> int:
    """Return how many cells an argument holds: a cell, a row of cells or rows of cells; what lies deeper is refused.

    >>> cell_count(5), cell_count([[1, 2], [3, 4]])
    (1, 4)
    """
    if not isinstance(value, list):
        return 1
    return sum(len(row) if isinstance(row, list) else 1 for row in value)


def is_cell(value: Any) -> bool:
    """Whether a value is a cell as the wire has it."""
    return not isinstance(value, list) and (not isinstance(value, dict) or isinstance(value.get("error"), str))


def is_argument(value: Any) -> bool:
    """Whether a value is a cell, a row of cells or rows of cells."""
    if not isinstance(value, list):
        return is_cell(value)
    return all(all(map(is_cell, row)) if isinstance(row, list) else is_cell(row) for row in value)


def fault_of(call: Any) -> str:
    """Return what is wrong with the form of a call; "" where nothing is."""
    if not isinstance(call, dict) or not isinstance(call.get("function"), str):
        return "this is not a call; it needs a function and arguments"
    if len(call["function"]) > LONGEST_NAME:
        return "there is no function of so long a name"
    if not isinstance(call.get("arguments"), list):
        return f"{call['function']}: arguments must be a list"
    if all(map(is_argument, call["arguments"])):
        return ""
    wrong = next(place for place, each in enumerate(call["arguments"], start=1) if not is_argument(each))
    return f"{call['function']}: argument {wrong} is neither a cell nor rows of cells"


def refuse_endless(function: SheetFunction, given: Sequence[Any], most: int) -> None:
    """Raise ArgumentError where a range of results over large ranges would take too long."""
    has_range = not function.spills and any(isinstance(value, list) for value in given)
    shape = broadcast_shape(given, function.parameters) if has_range else None
    if shape is None:
        return
    count = shape[0] * shape[1]
    read = sum(cell_count(value) for value, each in zip(given, function.parameters, strict=False) if each.is_range)
    if count * (read + 1) > most:
        raise ArgumentError(f"{function.name}: {count} results over {read} cells are too many; give fewer at once")


def result(call: Any, books: PriceBooks, limits: Limits) -> Any:
    """Return the result of one call as the wire has it; any fault is its own error."""
    fault = fault_of(call)
    if fault:
        return {"error": "#VALUE!", "message": fault}
    name, given = call["function"], call["arguments"]
    function = REGISTER.get(name)
    try:
        if function is not None:
            given = books.in_places(given, function.parameters)
            refuse_endless(function, given, limits.work)
        return result_of(name, given)
    except ArgumentError as error:
        return {"error": "#VALUE!", "message": str(error)}
    except Exception as error:  # noqa: BLE001 (our own bug, in one call: the others are answered)
        LOG.error("%s: %s", name, place_of(error))
        return {"error": "#VALUE!", "message": f"{name}: the server failed on this call; its log says where"}


def place_of(error: BaseException) -> str:
    """Return what kind of error it was and where, without its text, which may hold what somebody typed."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].filename.rpartition('tcsheets')[2]}:{frames[-1].lineno}" if frames else ""
    return type(error).__name__ + where


def answers(
    body: bytes, books: PriceBooks, limits: Limits, clock: Callable[[], float], until: float
) -> tuple[bytes, int]:
    """Return the body of the answer, and how many calls it answers.

    A call that is not reached in time has an error of its own.
    """
    calls = calls_in(body, limits)
    late = {"error": "#VALUE!", "message": f"not reached within {limits.seconds:g} s; ask for fewer at once"}
    results = [result(each, books, limits) if clock() < until else late for each in calls]
    return dumped({"version": books.version, "results": results}), len(calls)


def dumped(told: Any) -> bytes:
    """Return JSON; numbers of more than 64 bits too.

    >>> dumped([2**70])
    b'[1180591620717411303424]'
    """
    try:
        return orjson.dumps(told)
    except TypeError:
        return json.dumps(told, ensure_ascii=False).encode()
