"""What formulas name, when rows or columns are inserted, deleted or moved: their references follow."""

import re

from google_fake.a1 import column_letters, column_number
from google_fake.grid import ROWS

CELL = r"(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d*)"
REFERENCE = re.compile(rf"(\"[^\"]*\")|((?:'[^']+'|\w+)!)?(?<![\w$]){CELL}(?::{CELL})?(?![\w(])")


def followed(formula, here, moved, dimension, change):
    """Return a formula of a sheet called `here` after rows or columns of the sheet `moved` were changed."""

    def one(found):
        text, title = found.group(0), (found.group(2) or "").rstrip("!").strip("'") or here
        if found.group(1) or title.lower() != moved.lower():
            return text
        first, last = found.groups()[2:6], found.groups()[6:10]
        low, high = change(_at(first, dimension), _at(last if last[1] else first, dimension) + 1)
        if high <= low:
            return "#REF!"
        end = ":" + _written(last, dimension, high - 1) if last[1] else ""
        return (found.group(2) or "") + _written(first, dimension, low) + end

    return REFERENCE.sub(one, formula)


def _at(cell, dimension):
    return int(cell[3]) - 1 if dimension == ROWS else column_number(cell[1])


def _written(cell, dimension, at):
    fixed_column, letters, fixed_row, digits = cell
    if dimension == ROWS:
        return f"{fixed_column}{letters}{fixed_row}{at + 1}"
    return f"{fixed_column}{column_letters(at)}{fixed_row}{digits}"


def follow(book, moved, dimension, change):
    """Let every formula of a spreadsheet follow what happened on one sheet."""
    for sheet in book.sheets:
        for row, cells in list(sheet.rows.items()):
            changed = {at: _cell(cell, sheet, moved, dimension, change) for at, cell in cells.items()}
            if any(changed[at] is not cell for at, cell in cells.items()):
                sheet.rows[row] = changed


def _cell(cell, sheet, moved, dimension, change):
    formula = cell.get("userEnteredValue", {}).get("formulaValue")
    new = followed(formula, sheet.title, moved.title, dimension, change) if formula else None
    return cell if new in (None, formula) else {**cell, "userEnteredValue": {"formulaValue": new}}
