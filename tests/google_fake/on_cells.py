"""Batch requests that write cells."""

from google_fake import a1, masks
from google_fake.book import too_long
from google_fake.colours import both, widen
from google_fake.errors import invalid
from google_fake.grid import COLUMNS, ROWS, area_of
from google_fake.on_sheets import fields_of
from google_fake.values import entered

KEPT = ("userEnteredValue", "userEnteredFormat", "note", "dataValidation", "textFormatRuns", "pivotTable", "chipRuns")
BORDERS = {"top": (0, None), "bottom": (None, 0), "left": (0, None), "right": (None, 0)}


def place_of(book, found, where="range"):
    """Return `(sheet, area)` of a GridRange."""
    sheet = book.sheet(found.get("sheetId", 0))
    return sheet, area_of(sheet, found, where)


def cleaned(given):
    """Return the part of a CellData that a program may set, ready to be kept."""
    kept = {key: given[key] for key in KEPT if key in given}
    value = kept.get("userEnteredValue")
    if value is not None:
        for text in value.values():
            if isinstance(text, str):
                too_long(text)
        if not value or value == {"stringValue": ""} or "errorValue" in value:
            kept.pop("userEnteredValue")
    if kept.get("note") == "":
        kept.pop("note")
    if "userEnteredFormat" in kept:
        kept["userEnteredFormat"] = both(kept["userEnteredFormat"])
    return {key: each for key, each in kept.items() if each not in ({}, None)}


def cell_mask(request):
    """Return the mask of a request that writes CellData, with both fields of each colour."""
    return widen(fields_of(request, "CellData", "cell"))


def update_cells(book, request):
    """Write rows of cells at a range or from a start on; what the range has beyond the rows is cleared."""
    tree = cell_mask(request)
    rows = request.get("rows", [])
    if "start" in request:
        start = request["start"]
        sheet = book.sheet(start.get("sheetId", 0))
        top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
        area = _reach(sheet, top, left, rows)
    elif "range" in request:
        sheet, area = place_of(book, request["range"])
        _check_rows(area, rows)
    else:
        raise invalid("Must specify either start or range")
    for at in range(area.top, area.bottom):
        given = rows[at - area.top].get("values", []) if at - area.top < len(rows) else []
        width = len(given) if "start" in request else area.width
        _write_row(sheet, at, area.left, given, width, tree)
    book.computed = None
    return {}


def _reach(sheet, top, left, rows):
    width = max((len(each.get("values", [])) for each in rows), default=0)
    area = a1.Area(top, left, top + len(rows), left + width)
    if area.bottom > sheet.height or area.right > sheet.width:
        raise invalid(
            f"Attempting to write row: {area.bottom - 1}, beyond the last requested row of: {sheet.height - 1}"
            if area.bottom > sheet.height
            else f"Attempting to write column: {area.right - 1}, beyond the last requested column of: {sheet.width - 1}"
        )
    return area


def _check_rows(area, rows):
    if len(rows) > area.height:
        raise invalid(f"Attempting to write row: {area.bottom}, beyond the last requested row of: {area.bottom - 1}")
    if any(len(each.get("values", [])) > area.width for each in rows):
        raise invalid(
            f"Attempting to write column: {area.right}, beyond the last requested column of: {area.right - 1}"
        )


def _write_row(sheet, row, left, given, width, tree):
    changed = {}
    for place in range(width):
        new = cleaned(given[place]) if place < len(given) else {}
        changed[left + place] = pruned(masks.assign(sheet.cell(row, left + place), new, tree))
    if changed:
        sheet.put_row(row, changed)


def pruned(cell):
    """Return a cell without the parts that a mask left empty."""
    return {key: value for key, value in cell.items() if value not in ({}, None, "")}


def repeat_cell(book, request):
    """Write one cell's masked parts to every cell of a range."""
    sheet, area = place_of(book, request.get("range", {}))
    tree, new = cell_mask(request), cleaned(request.get("cell", {}))
    sheet.change(area, lambda cell: pruned(masks.assign(cell, new, tree)))
    book.computed = None
    return {}


def append_cells(book, request):
    """Write rows after the last row with a value; the grid grows as needed."""
    sheet, tree = book.sheet(request.get("sheetId", 0)), cell_mask(request)
    rows = request.get("rows", [])
    top = sheet.last_row_with_value()
    width = max((len(each.get("values", [])) for each in rows), default=0)
    sheet.resize(max(sheet.height, top + len(rows)), max(sheet.width, width))
    book.check_size()
    for at, row in enumerate(rows):
        given = row.get("values", [])
        _write_row(sheet, top + at, 0, given, len(given), tree)
    book.computed = None
    return {}


def set_data_validation(book, request):
    """Set or clear the rule of every cell in a range."""
    sheet, area = place_of(book, request.get("range", {}))
    rule = request.get("rule")
    if rule is not None and "condition" not in rule:
        raise invalid("rule.condition is required")

    def ruled(cell):
        rest = {key: value for key, value in cell.items() if key != "dataValidation"}
        return {**rest, "dataValidation": _shown_rule(rule)} if rule else rest

    sheet.change(area, ruled)
    return {}


def _shown_rule(rule):
    return {key: value for key, value in rule.items() if value is not False}


def merge_cells(book, request):
    """Merge a range as a whole, by rows or by columns; only the first value of each merge stays."""
    sheet, area = place_of(book, request.get("range", {}))
    kind = request.get("mergeType", "MERGE_ALL")
    if any(_area(each).meets(area) and not area.holds(_area(each)) for each in sheet.merges):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    sheet.merges = [each for each in sheet.merges if not area.holds(_area(each))]
    for part in _parts(area, kind):
        if part.height * part.width > 1:
            sheet.merges.append(_merge(sheet.sheet_id, part))
            _keep_first(sheet, part)
    book.computed = None
    return {}


def _parts(area, kind):
    if kind == "MERGE_COLUMNS":
        return [a1.Area(area.top, at, area.bottom, at + 1) for at in range(area.left, area.right)]
    if kind == "MERGE_ROWS":
        return [a1.Area(at, area.left, at + 1, area.right) for at in range(area.top, area.bottom)]
    return [area]


def _merge(sheet_id, area):
    from google_fake.grid import grid_range

    return grid_range(sheet_id, area)


def _area(found):
    return a1.Area(found["startRowIndex"], found["startColumnIndex"], found["endRowIndex"], found["endColumnIndex"])


def _keep_first(sheet, area):
    filled = [place for place in area.cells() if sheet.entered(*place)]
    first = (area.top, area.left)
    if filled and filled[0] != first:
        kept = sheet.cell(*filled[0])["userEnteredValue"]
        sheet.put(*first, {**sheet.cell(*first), "userEnteredValue": kept})
    for place in filled:
        if place != first:
            sheet.put(*place, entered(sheet.cell(*place), (None, None)))


def unmerge_cells(book, request):
    """Undo every merge in a range."""
    sheet, area = place_of(book, request.get("range", {}))
    if any(_area(each).meets(area) and not area.holds(_area(each)) for each in sheet.merges):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    sheet.merges = [each for each in sheet.merges if not area.holds(_area(each))]
    return {}


def update_borders(book, request):
    """Draw the outer and inner borders of a range."""
    sheet, area = place_of(book, request.get("range", {}))
    for place in area.cells():
        sides = {}
        outer = {
            "top": place[0] == area.top,
            "bottom": place[0] == area.bottom - 1,
            "left": place[1] == area.left,
            "right": place[1] == area.right - 1,
        }
        for side, at_edge in outer.items():
            inner = "innerHorizontal" if side in ("top", "bottom") else "innerVertical"
            wanted = request.get(side if at_edge else inner)
            if wanted is not None:
                sides[side] = both(wanted)
        cell = sheet.cell(*place)
        form = cell.get("userEnteredFormat", {})
        borders = {
            key: value for key, value in {**form.get("borders", {}), **sides}.items() if value.get("style") != "NONE"
        }
        form = pruned({**form, "borders": borders})
        sheet.put(*place, pruned({**cell, "userEnteredFormat": form}))
    return {}


HANDLERS = {
    "updateCells": update_cells,
    "repeatCell": repeat_cell,
    "appendCells": append_cells,
    "setDataValidation": set_data_validation,
    "mergeCells": merge_cells,
    "unmergeCells": unmerge_cells,
    "updateBorders": update_borders,
}
DIMENSIONS = (ROWS, COLUMNS)
