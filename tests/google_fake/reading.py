"""What `spreadsheets.get` answers: properties, what lies on the sheets, and the cells if they are asked for."""

from google_fake import a1
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
ADDRESS = "https://docs.google.com/spreadsheets/d/"


def spreadsheet(book, places=None, with_cells=False):
    """Return the Spreadsheet; `places` limits its sheets and cells to these `(sheet, area)`."""
    sheets = []
    for sheet in book.sheets:
        areas = None if places is None else [area for one, area in places if one is sheet]
        if areas != []:
            sheets.append(_sheet(book, sheet, areas or [sheet.area], with_cells))
    answer = {"spreadsheetId": book.book_id, "properties": book.properties, "sheets": sheets}
    if book.named_ranges:
        answer["namedRanges"] = book.named_ranges
    mine = [each for each in book.metadata if each["location"].get("spreadsheet")]
    if mine:
        answer["developerMetadata"] = mine
    return {**answer, "spreadsheetUrl": f"{ADDRESS}{book.book_id}/edit"}


def _sheet(book, sheet, areas, with_cells):
    answer = {"properties": sheet.properties}
    if with_cells:
        answer["data"] = [grid_data(book, sheet, area) for area in areas]
    for name, listed in LAID.items():
        if getattr(sheet, listed):
            answer[name] = getattr(sheet, listed)
    if sheet.basic_filter:
        answer["basicFilter"] = sheet.basic_filter
    metadata = [each for each in book.metadata if each["location"].get("sheetId") == sheet.sheet_id]
    if metadata:
        answer["developerMetadata"] = metadata
    return answer


def grid_data(book, sheet, area):
    """Return the GridData of an area."""
    answer = {}
    if area.top:
        answer["startRow"] = area.top
    if area.left:
        answer["startColumn"] = area.left
    rows = _rows(book, sheet, area)
    if rows:
        answer["rowData"] = rows
    answer["rowMetadata"] = [_line(book, sheet, ROWS, at) for at in range(area.top, area.bottom)]
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


def _rows(book, sheet, area):
    rows = []
    last = max((row for row in sheet.rows if area.top <= row < area.bottom), default=-1)
    for row in range(area.top, last + 1):
        cells = sheet.rows.get(row, {})
        inside = [at for at in cells if area.left <= at < area.right]
        values = [cell_data(book, sheet, row, at) for at in range(area.left, max(inside, default=-1) + 1)]
        rows.append({"values": values} if values else {})
    while rows and not rows[-1]:
        rows.pop()
    return rows


def cell_data(book, sheet, row, column):
    """Return a cell's CellData: what was entered, what it comes to and how it looks."""
    cell = sheet.cell(row, column)
    answer = {key: value for key, value in cell.items() if key != "userEnteredValue"}
    if "userEnteredFormat" in cell or "userEnteredValue" in cell:
        answer["effectiveFormat"] = effective_format(book, cell)
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
