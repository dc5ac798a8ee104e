"""The TC_ functions as LibreOffice calls them: a method each, answered by the core that travels beside this file.

Runs in LibreOffice's own Python, which may be as old as 3.8.
"""

# mypy: ignore-errors
from datetime import date

import unohelper
from org.tcsheets import XFunctions

import tcsheets.functions  # noqa: F401 (registers them)
from tcsheets.cells import OUR_ERROR, serial_of
from tcsheets.errors import CellError
from tcsheets.functions.registry import REGISTER, call


def shown(value):
    """Return a cell of a result as LibreOffice holds it; an error can only be text, which the functions know as one."""
    if isinstance(value, CellError):
        return OUR_ERROR + " " + value.message
    if isinstance(value, date):
        return serial_of(value)
    if value is None:
        return ""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def table(result):
    """Return a result as LibreOffice takes it: a range of cells, of one cell for a single result."""
    rows = result if isinstance(result, list) else [[result]]
    return tuple(tuple(shown(cell) for cell in row) for row in rows)


def answer(name):
    """Return the method that answers for a function.

    It keeps its last answer, because a workbook in LibreOffice's dialect asks three times for the same.
    """
    last = {}

    def method(self, *cells):
        asked = repr(cells)
        if asked not in last:
            last.clear()
            last[asked] = table(call(name, cells))
        return last[asked]

    return method


class Functions(unohelper.Base, XFunctions):
    """What LibreOffice knows as the service TC."""

    def __init__(self, context):
        """Begin; the context, LibreOffice's services, is not used."""


for each in REGISTER:
    setattr(Functions, each[len("TC_") :], answer(each))

g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 (LibreOffice looks for this name)
g_ImplementationHelper.addImplementation(Functions, "org.tcsheets.Functions", ("TC",))
