"""What formulas come to, by the same engine that recalculates this project's templates (formualizer)."""

import datetime as dt

from google_fake.entered import EPOCH

ERRORS = {"NAME": "NAME", "NA": "N_A", "REF": "REF", "VALUE": "VALUE", "NUM": "NUM", "DIV": "DIVIDE_BY_ZERO"}


def effective(book, sheet, row, column):
    """Return the ExtendedValue that a cell shows, None where it holds nothing."""
    value = sheet.cell(row, column).get("userEnteredValue")
    if value is None or "formulaValue" not in value:
        return value
    return computed(book)[sheet.sheet_id, row, column]


def computed(book):
    """Return `{(sheet, row, column): ExtendedValue}` of all formulas; kept until the spreadsheet changes."""
    if book.computed is None:
        book.computed = _evaluate(book)
    return book.computed


def _evaluate(book):
    from formualizer import Workbook

    engine, targets = Workbook(), []
    sheets = _concerned(book)
    for sheet in sheets:
        engine.add_sheet(sheet.title)
    for sheet in sheets:
        for row, cells in sheet.rows.items():
            for column, cell in cells.items():
                _load(engine, sheet, row, column, cell.get("userEnteredValue"), targets)
    return {(sheet.sheet_id, row, column): _value(engine, sheet, row, column) for sheet, row, column in targets}


def _concerned(book):
    """Return the sheets that hold formulas, or that a formula names."""
    said = {sheet.sheet_id: "\n".join(_formulas_in(sheet)).lower() for sheet in book.sheets}
    every = "\n".join(said.values())
    names = [sheet for sheet in book.sheets if said[sheet.sheet_id] or sheet.title.lower() in every]
    return book.sheets if "indirect(" in every else names


def _formulas_in(sheet):
    entered = (cell.get("userEnteredValue", {}) for cells in sheet.rows.values() for cell in cells.values())
    return [each["formulaValue"] for each in entered if "formulaValue" in each]


def _load(engine, sheet, row, column, value, targets):
    if not value:
        return
    kind, held = next(iter(value.items()))
    if kind == "formulaValue":
        targets.append((sheet, row, column))
        try:
            engine.set_formula(sheet.title, row + 1, column + 1, held)
        except Exception:  # noqa: BLE001 - the engine refuses what it cannot read; Google shows an error then
            engine.set_value(sheet.title, row + 1, column + 1, None)
    else:
        engine.set_value(sheet.title, row + 1, column + 1, held)


def _value(engine, sheet, row, column):
    formula = sheet.cell(row, column)["userEnteredValue"]["formulaValue"]
    try:
        found = engine.evaluate_cell(sheet.title, row + 1, column + 1)
    except Exception:  # noqa: BLE001 - as above
        return {"errorValue": {"type": "ERROR", "message": "Formula parse error."}}
    while isinstance(found, list):
        found = found[0] if found else None
    if formula.upper().startswith("=HYPERLINK(") and isinstance(found, dict):
        return {"stringValue": formula.split('"')[-2]}
    return as_extended(found)


def as_extended(found):
    """Return the engine's value as Google writes it."""
    if found is None:
        return {"numberValue": 0}
    if isinstance(found, bool):
        return {"boolValue": found}
    if isinstance(found, dict):
        kind = ERRORS.get(str(found.get("kind", "")).upper(), "ERROR")
        return {"errorValue": {"type": kind, "message": str(found.get("message") or "")}}
    if isinstance(found, dt.date):
        moment = found if isinstance(found, dt.datetime) else dt.datetime.combine(found, dt.time())
        return {"numberValue": (moment.replace(tzinfo=None) - EPOCH) / dt.timedelta(days=1)}
    if isinstance(found, int | float):
        return {"numberValue": found}
    return {"stringValue": str(found)}
