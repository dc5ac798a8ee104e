"""The register of sheet functions: each declared once, called from every host through `call`.

A function is declared with typed parameters over a domain function:

    @sheet_function("Insurance")
    def TC_INS_PAYS(allowed: Money, plan_share: Share, deductible_left: Money = 0) -> Money:

From Python it is called with cells and gives cells; a fault is raised as a
`TcsheetsError`.  `call` gives the fault as a `CellError` instead, as hosts want it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tcsheets.cells import is_blank
from tcsheets.errors import ArgumentError, CellError, TcsheetsError
from tcsheets.functions.arguments import Parameter, broadcast_shape, pick, read_argument, write_result


@dataclass(frozen=True, slots=True)
class SheetFunction:
    """A registered function: its name, family, parameters, kind of result, and the typed body."""

    name: str
    family: str
    parameters: tuple[Parameter, ...]
    returns: str
    body: Callable[..., Any]
    documentation: str

    @property
    def spills(self) -> bool:
        """Whether the result is a table."""
        return self.returns == "Spill"

    @property
    def summary(self) -> str:
        """The first line of the documentation: the help shown in the sheet."""
        return self.documentation.strip().split("\n")[0]


REGISTER: dict[str, SheetFunction] = {}


def parameters_of(body: Callable[..., Any]) -> tuple[tuple[Parameter, ...], str]:
    """Return the parameters of a declared function, and the kind of its result, from its signature."""
    code = body.__code__
    names = code.co_varnames[: code.co_argcount]
    given = body.__defaults__ or ()
    required = len(names) - len(given)
    defaults = (None,) * required + given
    kinds = {name: str(kind).split(" |")[0] for name, kind in body.__annotations__.items()}
    parameters = tuple(
        Parameter(name, kinds[name], place < required, defaults[place]) for place, name in enumerate(names)
    )
    return parameters, kinds["return"]


def declare(function: SheetFunction) -> Callable[..., Any]:
    """Return a function made callable with cells, and register it.

    The build for the embedded Python, which keeps no annotations, declares through this.
    """
    REGISTER[function.name] = function

    def with_cells(*cells: Any, **named: Any) -> Any:
        return evaluate(function, arranged(function, cells, named))

    return with_cells


def sheet_function(family: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the decorator that registers a function by its signature and makes it callable with cells."""

    def register(body: Callable[..., Any]) -> Callable[..., Any]:
        parameters, returns = parameters_of(body)
        function = SheetFunction(body.__name__, family, parameters, returns, body, body.__doc__ or "")
        with_cells = declare(function)
        with_cells.__name__ = function.name
        with_cells.__doc__ = function.documentation
        return with_cells

    return register


def arranged(function: SheetFunction, cells: Sequence[Any], named: dict[str, Any]) -> list[Any]:
    """Return the arguments in the order of the parameters; what was not given is None."""
    count = len(function.parameters)
    if len(cells) > count:
        raise ArgumentError(f"{function.name} takes at most {count} arguments, {len(cells)} were given")
    given = list(cells) + [None] * (count - len(cells))
    if not named:
        return given
    known = [parameter.name for parameter in function.parameters]
    for name in named:
        if name not in known:
            raise ArgumentError(f"{function.name} has no argument {name}; it has {', '.join(known)}")
    return [named.get(name, value) for name, value in zip(known, given)]


def run(function: SheetFunction, values: Sequence[Any]) -> Any:
    """Return the result, as cells, of one call whose single arguments are single."""
    try:
        arguments = [read_argument(value, parameter) for value, parameter in zip(values, function.parameters)]
        return write_result(function.body(*arguments), function.returns)
    except OverflowError as error:  # a date after 9999, a number beyond what a cell holds
        raise ArgumentError(f"{function.name}: a number or a date is too large to compute with") from error


def run_or_error(function: SheetFunction, values: Sequence[Any]) -> Any:
    """Return the result, or the fault as a `CellError`."""
    try:
        return run(function, values)
    except TcsheetsError as error:
        return CellError("#VALUE!", str(error))


def evaluate(function: SheetFunction, values: Sequence[Any]) -> Any:
    """Return the result as cells; where ranges stand for single cells, a range of results.

    In a range of results a cell without its first argument stays empty and a fault is that cell's own.
    """
    shape = None if function.spills else broadcast_shape(values, function.parameters)
    if shape is None:
        return run(function, values)
    return [[evaluate_cell(function, values, row, column) for column in range(shape[1])] for row in range(shape[0])]


def evaluate_cell(function: SheetFunction, values: Sequence[Any], row: int, column: int) -> Any:
    """Return one cell of a range of results."""
    cells = [pick(value, parameter, row, column) for value, parameter in zip(values, function.parameters)]
    lead = cells[0] if not function.parameters[0].is_range else None
    return "" if is_blank(lead) and not function.parameters[0].is_range else run_or_error(function, cells)


def call(name: str, arguments: Sequence[Any]) -> Any:
    """Return the result of a function by name, as cells; a fault is a `CellError` that carries its message."""
    function = REGISTER.get(name)
    if function is None:
        return CellError("#NAME?", f"there is no function {name}")
    try:
        return evaluate(function, arranged(function, arguments, {}))
    except TcsheetsError as error:
        return CellError("#VALUE!", str(error))


def names() -> list[str]:
    """Return the names of all registered functions, sorted."""
    return sorted(REGISTER)
