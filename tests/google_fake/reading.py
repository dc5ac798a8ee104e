"""What `spreadsheets.get` answers: properties, what lies on the sheets, and the cells if they are asked for."""

from google_fake import a1, masks
from google_fake.colours import both
from google_fake.formulas import effective
from google_fake.grid import COLUMNS, ROWS
from google_fake.shown import formatted, is_date
from google_fake.values import whole

LAID = {
    "merges": "merges",
    "protectedRanges": "protected",
    "filterViews": "filter_views",
    "conditionalFormats": "conditional",
    "bandedRanges": "banded",
    "rowGroups": "row_groups",
    "columnGroups": "column_groups",
    "charts": "charts",
    "slicers": "slicers",
    "tables": "tables",
}
REMEMBERED = 50_000  # rows
ADDRESS = "https://docs.google.com/spreadsheets/d/"


def spreadsheet(book, places=None, with_cells=False, fields=None):
    """Return the Spreadsheet; `places` limits its sheets and cells to these `(sheet, area)`, a mask what is made."""
    tree = masks.parse(fields) if fields else {}
    wanted = masks.inside(masks.inside(tree, "sheets") or {}, "data")
    sheets = []
    for sheet in book.sheets:
        areas = None if places is None else [area for one, area in places if one is sheet]
        if areas != []:
            sheets.append(_sheet(book, sheet, areas or [sheet.area], wanted if with_cells else None))
    answer = {"spreadsheetId": book.book_id, "properties": book.properties, "sheets": sheets}
    if book.named_ranges:
        answer["namedRanges"] = book.named_ranges
    mine = [each for each in book.metadata if each["location"].get("spreadsheet")]
    if mine:
        answer["developerMetadata"] = mine
    return {**answer, "spreadsheetUrl": f"{ADDRESS}{book.book_id}/edit"}


def _sheet(book, sheet, areas, wanted):
    answer = {"properties": sheet.properties}
    if wanted is not None:
        answer["data"] = [grid_data(book, sheet, area, wanted) for area in areas]
    for name, listed in LAID.items():
        if getattr(sheet, listed):
            answer[name] = getattr(sheet, listed)
    if sheet.basic_filter:
        answer["basicFilter"] = sheet.basic_filter
    metadata = [each for each in book.metadata if each["location"].get("sheetId") == sheet.sheet_id]
    if metadata:
        answer["developerMetadata"] = metadata
    return answer


def grid_data(book, sheet, area, tree):
    """Return the GridData of an area, as far as a mask asks for it."""
    answer = {}
    if area.top:
        answer["startRow"] = area.top
    if area.left:
        answer["startColumn"] = area.left
    wanted = masks.inside(tree, "rowData")
    rows = _rows(book, sheet, area, wanted) if wanted is not None else []
    if rows:
        answer["rowData"] = rows
    if masks.inside(tree, "rowMetadata") is not None:
        answer["rowMetadata"] = [_line(book, sheet, ROWS, at) for at in range(area.top, area.bottom)]
    if masks.inside(tree, "columnMetadata") is not None:
        answer["columnMetadata"] = [_line(book, sheet, COLUMNS, at) for at in range(area.left, area.right)]
    return answer


def _line(book, sheet, dimension, at):
    found = sheet.pixels(dimension, at)
    metadata = [each for each in book.metadata if _is_on_line(each["location"], sheet, dimension, at)]
    return {**found, "developerMetadata": metadata} if metadata else found


def _is_on_line(location, sheet, dimension, at):
    span = location.get("dimensionRange")
    return bool(
        span
        and span.get("sheetId", 0) == sheet.sheet_id
        and span["dimension"] == dimension
        and span.get("startIndex", 0) == at
    )


def _rows(book, sheet, area, tree):
    last = max((row for row in sheet.rows if area.top <= row < area.bottom), default=-1)
    there = range(area.top, last + 1)
    rows = [_row(book, sheet, row, area, tree) if row in sheet.rows else {} for row in there]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _row(book, sheet, row, area, tree):
    """Return the RowData of a row; one without formulas is remembered, for its cells are never changed in place."""
    cells = sheet.rows[row]
    key = id(cells), area.left, area.right, id(tree), id(book.properties["defaultFormat"])
    if key in book.remembered:
        return book.remembered[key][-1]
    inside = [at for at in cells if area.left <= at < area.right]
    asked = masks.inside(tree, "values") or {}
    values = [cell_data(book, sheet, row, at, asked) for at in range(area.left, max(inside, default=-1) + 1)]
    found = masks.Picked(masks.pick({"values": values}, tree)) if values else {}
    if not any("formulaValue" in cell.get("userEnteredValue", ()) for cell in cells.values()):
        if len(book.remembered) >= REMEMBERED:
            book.remembered.clear()
        book.remembered[key] = (cells, tree, book.properties["defaultFormat"], found)
    return found


def cell_data(book, sheet, row, column, tree):
    """Return a cell's CellData, as far as a mask asks for it: what was entered, what it comes to and how it looks."""
    cell = sheet.cell(row, column)
    if not cell:
        return {}
    answer = {key: value for key, value in cell.items() if key != "userEnteredValue"}
    if "userEnteredFormat" in cell or "userEnteredValue" in cell:
        answer["effectiveFormat"] = shown_format(book, cell, masks.inside(tree, "effectiveFormat"))
    if "userEnteredValue" not in cell:
        return answer
    value = effective(book, sheet, row, column)
    answer["userEnteredValue"] = {key: whole(each) for key, each in cell["userEnteredValue"].items()}
    answer["effectiveValue"] = {key: whole(each) for key, each in value.items()}
    answer["formattedValue"] = formatted(value, cell.get("userEnteredFormat", {}).get("numberFormat"))
    link = hyperlink(cell["userEnteredValue"])
    return {**answer, "hyperlink": link} if link else answer


def hyperlink(value):
    """Return where a HYPERLINK formula points, None for anything else."""
    formula = value.get("formulaValue", "")
    if formula.upper().replace(" ", "").startswith('=HYPERLINK("'):
        return formula.split('"')[1]
    text = value.get("stringValue", "")
    return text if text.startswith(("http://", "https://")) and " " not in text else None


def shown_format(book, cell, tree):
    """Return the format a cell is shown in, as far as a mask asks for it; a number's is always the cell's own."""
    if tree is not None and set(tree) != {"numberFormat"}:
        return effective_format(book, cell)
    own = cell.get("userEnteredFormat", {})
    return {"numberFormat": own["numberFormat"]} if "numberFormat" in own else {}


def effective_format(book, cell):
    """Return the format a cell is shown in: the spreadsheet's own, and over it the cell's."""
    shown = _over(book.properties["defaultFormat"], both(cell.get("userEnteredFormat", {})))
    value = cell.get("userEnteredValue", {})
    if "horizontalAlignment" not in shown:
        shown["horizontalAlignment"] = "RIGHT" if "numberValue" in value else "LEFT"
        if "boolValue" in value:
            shown["horizontalAlignment"] = "CENTER"
    shown.setdefault("hyperlinkDisplayType", "LINKED" if hyperlink(value) else "PLAIN_TEXT")
    if is_date(shown.get("numberFormat")) and "numberValue" in value:
        shown["horizontalAlignment"] = cell.get("userEnteredFormat", {}).get("horizontalAlignment", "RIGHT")
    return shown


def _over(below, above):
    merged = dict(below)
    for key, value in above.items():
        both_maps = isinstance(value, dict) and isinstance(below.get(key), dict)
        colour = key.lower().endswith(("color", "colorstyle"))
        merged[key] = _over(below[key], value) if both_maps and not colour else value
    return merged


def places_of(book, ranges):
    """Return `[(sheet, area)]` of ranges' texts, in their order."""
    return [book.find(each) for each in ranges]


def write_range(sheet, area):
    """Return a range's text."""
    return a1.write(sheet.title, area)
