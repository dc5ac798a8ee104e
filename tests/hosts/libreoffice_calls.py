"""Runs formulas in a real LibreOffice that has our extension; started by a Python that knows LibreOffice's `uno`.

Standard input: {"soffice", "profile", "extension", "grid": rows of cells for the sheet Cells, a cell in error as
{"error": code},
"formulas": [[formula, rows, columns]], "names": functions, "books": [[address, [[sheet, row, column]]]]}; prints
{"results": rows of cells each, "spare": errors beside each, "help": by name, "books": cells of each}.
A formula over one cell is an ordinary one, over more an array formula with a spare row and column.
"""

import json
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from pathlib import Path

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException
from com.sun.star.task import XInteractionHandler
from com.sun.star.ucb import XCommandEnvironment, XProgressHandler

IN_ERROR = {"#N/A": "=NA()", "#DIV/0!": "=1/0"}  # what gives a cell that is in error
TRIES, PAUSE = 600, 0.2  # LibreOffice may take two minutes to start on a busy machine


class Consent(unohelper.Base, XCommandEnvironment, XInteractionHandler, XProgressHandler):
    """Answers yes to what the installation asks."""

    def getInteractionHandler(self):  # noqa: N802
        return self

    def getProgressHandler(self):  # noqa: N802
        return self

    def handle(self, request):
        for each in request.getContinuations():
            if each.queryInterface(uno.getTypeByName("com.sun.star.task.XInteractionApprove")):
                each.select()

    def push(self, status):
        pass

    def update(self, status):
        pass

    def pop(self):
        pass


class Office:
    """One run of LibreOffice in a profile of its own."""

    def __init__(self, soffice, profile):
        pipe = f"tcsheets{uuid.uuid4().hex}"
        switches = ["--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"]
        command = [soffice, f"-env:UserInstallation={Path(profile).as_uri()}", *switches]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.pipe = pipe

    def __enter__(self):
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(TRIES):
            try:
                self.context = resolver.resolve(f"uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext")
            except NoConnectException:
                time.sleep(PAUSE)
            else:
                return self
        raise SystemExit("LibreOffice did not start")

    def __exit__(self, *fault):
        with suppress(DisposedException):
            self.service("com.sun.star.frame.Desktop").terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def service(self, name):
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def install(self, extension):
        manager = self.context.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")
        url = Path(extension).as_uri()
        manager.addExtension(url, (), "user", manager.createAbortChannel(), Consent())

    def document(self, url="private:factory/scalc"):
        hidden = PropertyValue()
        hidden.Name, hidden.Value = "Hidden", True
        return self.service("com.sun.star.frame.Desktop").loadComponentFromURL(url, "_blank", 0, (hidden,))


def put_down(sheet, grid):
    """Write the cells of a sheet."""
    area = sheet.getCellRangeByPosition(0, 0, len(grid[0]) - 1, len(grid) - 1)
    area.setDataArray(tuple(tuple("" if isinstance(cell, dict) else cell for cell in row) for row in grid))
    for row, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            if isinstance(cell, dict):
                sheet.getCellByPosition(column, row).setFormula(IN_ERROR[cell["error"]])


def shown(area):
    """Return the values of cells; of a cell in error what it shows."""
    return [
        [area.getCellByPosition(column, row).getString() if cell is None else cell for column, cell in enumerate(cells)]
        for row, cells in enumerate(area.getDataArray())
    ]


def computed(document, grid, formulas):
    """Return the cells of each formula, and the errors that stand in the spare row and column of a table."""
    cells = document.Sheets.getByIndex(0)
    cells.setName("Cells")
    document.Sheets.insertNewByName("Results", 1)
    sheet = document.Sheets.getByName("Results")
    put_down(cells, grid)
    results, spare, top = [], [], 0
    for formula, rows, columns in formulas:
        first = sheet.getCellByPosition(0, top)
        if (rows, columns) == (1, 1):
            first.setFormula(formula)
        else:
            sheet.getCellRangeByPosition(0, top, columns, top + rows).setArrayFormula(formula)
            if min(rows, columns) > 1 and not first.getError():  # a single row or column is repeated over the area
                outside = [(columns, top), (0, top + rows)]
                spare.append([sheet.getCellByPosition(*each).getError() for each in outside])
        results.append(shown(sheet.getCellRangeByPosition(0, top, columns - 1, top + rows - 1)))
        top += rows + 1
    return results, spare


def recalculated(document, cells):
    """Return what cells of a workbook hold after everything was computed: a number, or the text that is shown."""
    document.calculateAll()
    found = []
    for sheet, row, column in cells:
        cell = document.Sheets.getByName(sheet).getCellByPosition(column - 1, row - 1)
        found.append(cell.getDataArray()[0][0])
    document.close(True)
    return found


def wizard(descriptions, name):
    """Return what the Function Wizard shows of a function: its help, and (name, help) of each argument."""
    told = {each.Name: each.Value for each in descriptions.getByName(name)}
    return [told["Description"], [[each.Name, each.Description] for each in told["Arguments"] or ()]]


def main():
    asked = json.load(sys.stdin)
    with Office(asked["soffice"], asked["profile"]) as office:
        office.install(asked["extension"])
    with Office(asked["soffice"], asked["profile"]) as office:
        document = office.document()
        results, spare = computed(document, asked["grid"], asked["formulas"])
        descriptions = office.service("com.sun.star.sheet.FunctionDescriptions")
        told = {name: wizard(descriptions, name) for name in asked["names"]}
        document.close(True)
        books = [recalculated(office.document(url), cells) for url, cells in asked["books"]]
    print(json.dumps({"results": results, "spare": spare, "help": told, "books": books}))


if __name__ == "__main__":
    main()
