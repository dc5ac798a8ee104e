"""Batch requests about whole sheets and the spreadsheet itself."""

from google_fake import masks
from google_fake.book import new_sheet
from google_fake.colours import both, widen
from google_fake.errors import invalid
from google_fake.grid import LISTS

GRID_DEFAULTS = (
    "frozenRowCount",
    "frozenColumnCount",
    "hideGridlines",
    "rowGroupControlAfter",
    "columnGroupControlAfter",
)
PROTECTED = "You can't remove all the sheets in a document."


def add_sheet(book, request):
    """Add a sheet; an id or title that exists is refused."""
    given = request.get("properties", {})
    sheet_id = given.get("sheetId")
    if sheet_id is None:
        sheet_id = book.new_id(book.sheet_ids())
    _check_id(book, sheet_id)
    title = given.get("title") or _free_title(book)
    _check_title(book, title)
    grid = given.get("gridProperties", {})
    sheet = new_sheet(sheet_id, title, rows=grid.get("rowCount", 1000), columns=grid.get("columnCount", 26))
    rest = {key: value for key, value in given.items() if key not in ("sheetId", "title", "index", "gridProperties")}
    sheet.properties = tidy(
        {**sheet.properties, **both(rest), "gridProperties": {**sheet.properties["gridProperties"], **grid}}
    )
    _place(book, sheet, given.get("index"))
    book.check_size()
    return {"properties": sheet.properties}


def _check_id(book, sheet_id):
    if sheet_id < 0:
        raise invalid(f"Invalid sheetId: {sheet_id}. It must not be negative.")
    if sheet_id in book.sheet_ids():
        raise invalid(f"A sheet with the ID {sheet_id} already exists. Please enter another ID.")


def _check_title(book, title):
    if book.titled(title):
        raise invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')
    if len(title) > 100:
        raise invalid("Sheet names must be at most 100 characters long.")


def _free_title(book):
    number = len(book.sheets) + 1
    while book.titled(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


def _place(book, sheet, index):
    if index is not None and index > len(book.sheets):
        raise invalid(f"Invalid sheet index: {index}. It must be between 0 and {len(book.sheets)}.")
    book.sheets.insert(len(book.sheets) if index is None else index, sheet)
    book.renumber()
    book.computed = None


def tidy(properties):
    """Return sheet properties without those that are off."""
    grid = {key: value for key, value in properties.get("gridProperties", {}).items() if value}
    off = [key for key in ("hidden", "rightToLeft") if properties.get(key) is False]
    off += ["tabColor", "tabColorStyle"] if properties.get("tabColorStyle") == {} else []
    return {key: value for key, value in properties.items() if key not in off} | {"gridProperties": grid}


def delete_sheet(book, request):
    """Delete a sheet and what names it; the last visible one stays."""
    sheet = book.sheet(request.get("sheetId", 0))
    visible = [each for each in book.sheets if not each.properties.get("hidden") and each is not sheet]
    if not visible:
        raise invalid(PROTECTED)
    book.sheets.remove(sheet)
    book.metadata = [each for each in book.metadata if _home(each["location"]) != sheet.sheet_id]
    book.named_ranges = [each for each in book.named_ranges if each["range"].get("sheetId", 0) != sheet.sheet_id]
    book.renumber()
    book.computed = None
    return {}


def _home(location):
    span = location.get("dimensionRange")
    return span.get("sheetId", 0) if span else location.get("sheetId")


def duplicate_sheet(book, request):
    """Copy a sheet within the spreadsheet."""
    source = book.sheet(request.get("sourceSheetId", 0))
    title = request.get("newSheetName") or copy_title(book, source.title)
    _check_title(book, title)
    new_id = request.get("newSheetId")
    new_id = book.new_id(book.sheet_ids()) if new_id is None else new_id
    _check_id(book, new_id)
    sheet = adopted(book, source, new_id, title)
    _place(book, sheet, request.get("insertSheetIndex", 0))
    book.check_size()
    return {"properties": sheet.properties}


def copy_title(book, title):
    """Return a free title for a copy: `Copy of Sheet1`, `Copy of Sheet1 2`, and so on."""
    first, number = f"Copy of {title}", 2
    found = first
    while book.titled(found):
        found, number = f"{first} {number}", number + 1
    return found


def adopted(book, source, sheet_id, title):
    """Return a copy of a sheet under another number; what lies on it gets numbers of its own."""
    sheet = source.copy()
    sheet.properties = {**sheet.properties, "sheetId": sheet_id, "title": title}
    for name in LISTS:
        setattr(sheet, name, [_renamed(book, each, sheet_id) for each in getattr(sheet, name)])
    if sheet.basic_filter:
        sheet.basic_filter = _renamed(book, sheet.basic_filter, sheet_id)
    return sheet


def _renamed(book, held, sheet_id):
    ids = ("protectedRangeId", "filterViewId", "bandedRangeId", "chartId", "slicerId", "tableId")
    changed = {key: book.new_id() if key in ids else value for key, value in held.items()}
    changed = {key: str(value) if key == "tableId" else value for key, value in changed.items()}
    return reowned(changed, sheet_id)


def reowned(held, sheet_id):
    """Return a record whose ranges are on another sheet."""
    if isinstance(held, list):
        return [reowned(each, sheet_id) for each in held]
    if not isinstance(held, dict):
        return held
    moved = {key: reowned(value, sheet_id) for key, value in held.items()}
    if "sheetId" in moved or "startRowIndex" in moved or "startIndex" in moved:
        moved["sheetId"] = sheet_id
        if not sheet_id:
            del moved["sheetId"]
    return moved


def update_sheet_properties(book, request):
    """Change a sheet's title, place, size, freezing, colour or whether it is hidden."""
    given = request.get("properties", {})
    sheet = book.sheet(given.get("sheetId", 0))
    tree = fields_of(request, "SheetProperties", "properties")
    if ("title" in tree or not tree) and given.get("title", sheet.title).lower() != sheet.title.lower():
        _check_title(book, given["title"])
    if "title" in tree and not given.get("title"):
        raise invalid("Sheet name cannot be empty.")
    _check_grid(given, tree)
    old = sheet.properties
    if "sheetId" in tree and given.get("sheetId", 0) != sheet.sheet_id:
        raise invalid("The sheet ID cannot be changed.")
    changed = tidy(masks.assign(old, both(given), widen(tree)))
    sheet.properties = {**changed, "sheetId": old["sheetId"], "sheetType": old["sheetType"], "index": old["index"]}
    if not tree:
        sheet.properties = {**old, **sheet.properties}
    _check_frozen(sheet)
    sheet.crop()
    if ("index" in tree or not tree) and "index" in given:
        _move(book, sheet, given["index"])
    if not any(not each.properties.get("hidden") for each in book.sheets):
        raise invalid("You can't hide all the sheets in a document.")
    book.check_size()
    book.computed = None
    return {}


def _check_grid(given, tree):
    grid = given.get("gridProperties", {})
    named = tree.get("gridProperties", {})
    for key, word in (("rowCount", "row"), ("columnCount", "column")):
        if (key in grid or key in named) and grid.get(key, 0) < 1:
            raise invalid(f"GridProperties.{key} must be at least 1: a sheet needs a {word}.")


def _check_frozen(sheet):
    grid = sheet.properties["gridProperties"]
    for frozen, count, word in (
        ("frozenRowCount", "rowCount", "rows"),
        ("frozenColumnCount", "columnCount", "columns"),
    ):
        if grid.get(frozen, 0) >= grid.get(count, 1):
            raise invalid(f"You can't freeze all visible {word} on the sheet.")


def _move(book, sheet, index):
    now = book.sheets.index(sheet)
    if index > len(book.sheets):
        raise invalid(f"Invalid sheet index: {index}.")
    if index not in (now, now + 1):
        book.sheets.remove(sheet)
        book.sheets.insert(index - (index > now), sheet)
        book.renumber()


def update_spreadsheet_properties(book, request):
    """Change the spreadsheet's title, locale, time zone or calculation."""
    tree = fields_of(request, "SpreadsheetProperties", "properties")
    if "title" in tree and not request.get("properties", {}).get("title"):
        raise invalid("The title of the spreadsheet cannot be empty.")
    changed = masks.assign(book.properties, both(request.get("properties", {})), widen(tree))
    book.properties = {**book.properties, **changed} if not tree else changed
    book.computed = None
    return {}


def fields_of(request, schema_name, root):
    """Return the tree of a request's field mask, checked; a mask may start with the record's own name."""
    text = request.get("fields")
    if not text:
        raise invalid("At least one field must be listed in 'fields'. (use '*' to indicate all fields)")
    tree = masks.parse(text)
    if set(tree) == {root}:
        tree = tree[root]
    masks.check(tree, schema_name)
    return tree


HANDLERS = {
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "duplicateSheet": duplicate_sheet,
    "updateSheetProperties": update_sheet_properties,
    "updateSpreadsheetProperties": update_spreadsheet_properties,
}
