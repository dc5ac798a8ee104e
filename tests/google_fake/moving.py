"""Rows and columns that are inserted, deleted or moved, and everything on the sheet that moves with them."""

from google_fake.errors import invalid
from google_fake.grid import COLUMNS, ROWS
from google_fake.references import follow

ENDS = {ROWS: ("startRowIndex", "endRowIndex"), COLUMNS: ("startColumnIndex", "endColumnIndex")}


def insert_lines(book, sheet, dimension, start, end, inherit_before=False):
    """Insert empty rows or columns; the format of the neighbour comes with them as in Google's own menu."""
    size = sheet.size(dimension)
    if not 0 <= start <= size or end <= start:
        raise invalid(f"range.startIndex[{start}] is after last {dimension[:-1].lower()} index in sheet[{size - 1}]")
    count = end - start
    neighbour = start - 1 if inherit_before else start
    formats = _formats(sheet, dimension, neighbour)
    _renumber(sheet, dimension, lambda at: at + count if at >= start else at)
    resize(sheet, dimension, size + count)
    _put_formats(sheet, dimension, range(start, end), formats)
    book.check_size()
    move_ranges(book, sheet, dimension, lambda low, high: _inserted(low, high, start, count))


def _inserted(low, high, start, count):
    return low + count if low >= start else low, high + count if high > start else high


def delete_lines(book, sheet, dimension, start, end):
    """Delete rows or columns."""
    size = sheet.size(dimension)
    if start >= size or end > size or end <= start:
        raise invalid(f"Cannot delete a {dimension[:-1].lower()} that doesn't exist. Tried to delete {start} to {end}")
    if end - start >= size:
        raise invalid(f"Sorry, it is not possible to delete all the {dimension.lower()} on the sheet.")
    count = end - start
    _renumber(sheet, dimension, lambda at: at if at < start else None if at < end else at - count)
    resize(sheet, dimension, size - count)
    move_ranges(book, sheet, dimension, lambda low, high: _deleted(low, high, start, end))


def _deleted(low, high, start, end):
    count = end - start
    low = low if low < start else max(start, low - count)
    high = high if high <= start else max(start, high - count)
    return low, high


def move_lines(book, sheet, dimension, start, end, goal):
    """Move rows or columns before the one that now has the place `goal`."""
    if start <= goal <= end:
        return
    count = end - start
    order = [at for at in range(sheet.size(dimension)) if not start <= at < end]
    place = goal if goal < start else goal - count
    order[place:place] = range(start, end)
    new_place = {old: new for new, old in enumerate(order)}

    def moved(low, high):
        return new_place.get(low, low), new_place.get(high - 1, high - 1) + 1

    _renumber(sheet, dimension, new_place.get)
    move_ranges(book, sheet, dimension, moved)


def resize(sheet, dimension, size):
    """Set the number of rows or columns."""
    sheet.resize(**{"height" if dimension == ROWS else "width": size})


def _renumber(sheet, dimension, place):
    if dimension == ROWS:
        pairs = [(place(at), cells) for at, cells in sheet.rows.items()]
        sheet.rows = {at: cells for at, cells in pairs if at is not None}
        if any(at >= sheet.height for at in sheet.rows):
            _grow(sheet, height=max(sheet.rows) + 1)
    else:
        sheet.rows = {row: _placed(cells, place) for row, cells in sheet.rows.items()}
        sheet.rows = {row: cells for row, cells in sheet.rows.items() if cells}
        widest = max((max(cells) for cells in sheet.rows.values()), default=-1)
        if widest >= sheet.width:
            _grow(sheet, width=widest + 1)
    sheet.dimensions[dimension] = _placed(sheet.dimensions[dimension], place)


def _grow(sheet, height=None, width=None):
    sheet.resize(height, width)


def _placed(held, place):
    pairs = [(place(at), value) for at, value in held.items()]
    return {at: value for at, value in pairs if at is not None}


def _formats(sheet, dimension, at):
    if dimension == ROWS:
        held = sheet.rows.get(at, {}).items()
    else:
        held = [(row, cells[at]) for row, cells in sheet.rows.items() if at in cells]
    return {
        place: {"userEnteredFormat": cell["userEnteredFormat"]} for place, cell in held if "userEnteredFormat" in cell
    }


def _put_formats(sheet, dimension, lines, formats):
    for line in lines:
        for place, cell in formats.items():
            sheet.put(*((line, place) if dimension == ROWS else (place, line)), cell)


def move_ranges(book, sheet, dimension, change):
    """Move all that is tied to a range of a sheet; what has no cell left is gone."""
    for name in ("merges", "protected", "filter_views", "banded", "tables"):
        setattr(sheet, name, _kept(getattr(sheet, name), dimension, change, name == "merges"))
    sheet.conditional = [_moved_rule(each, dimension, change) for each in sheet.conditional]
    sheet.conditional = [each for each in sheet.conditional if each["ranges"]]
    filtered = _kept([sheet.basic_filter] if sheet.basic_filter else [], dimension, change, whole=False)
    sheet.basic_filter = filtered[0] if filtered else None
    mine = lambda each: each["range"].get("sheetId", 0) == sheet.sheet_id  # noqa: E731 - as above
    moved = {id(each): _kept([each], dimension, change, whole=False) for each in book.named_ranges if mine(each)}
    book.named_ranges = [new for each in book.named_ranges for new in moved.get(id(each), [each])]
    _move_groups(sheet, dimension, change)
    book.metadata = [each for each in (_moved_metadata(one, sheet, dimension, change) for one in book.metadata) if each]
    follow(book, sheet, dimension, change)
    book.computed = None


def _moved_metadata(found, sheet, dimension, change):
    span = found["location"].get("dimensionRange")
    if not span or span.get("sheetId", 0) != sheet.sheet_id or span["dimension"] != dimension:
        return found
    low, high = change(span.get("startIndex", 0), span["endIndex"])
    if high <= low:
        return None
    return {**found, "location": {**found["location"], "dimensionRange": {**span, "startIndex": low, "endIndex": high}}}


def _kept(held, dimension, change, whole):
    moved = [(each, moved_range(each if whole else each.get("range", {}), dimension, change)) for each in held]
    if whole:
        return [found for _, found in moved if found]
    return [{**each, "range": found} if "range" in each else each for each, found in moved if found is not None]


def moved_range(found, dimension, change):
    """Return a GridRange after a change along one dimension; None if nothing is left of it."""
    first, last = ENDS[dimension]
    if first not in found and last not in found:
        return found
    low, high = change(found.get(first, 0), found.get(last, 10**9))
    if high <= low:
        return None
    return {**found, first: low, **({last: high} if last in found else {})}


def _moved_rule(rule, dimension, change):
    moved = [moved_range(each, dimension, change) for each in rule["ranges"]]
    return {**rule, "ranges": [each for each in moved if each is not None]}


def _move_groups(sheet, dimension, change):
    name = "row_groups" if dimension == ROWS else "column_groups"
    kept = []
    for group in getattr(sheet, name):
        low, high = change(group["range"]["startIndex"], group["range"]["endIndex"])
        if high > low:
            kept.append({**group, "range": {**group["range"], "startIndex": low, "endIndex": high}})
    setattr(sheet, name, kept)
