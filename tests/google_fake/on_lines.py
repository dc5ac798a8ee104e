"""Batch requests about rows and columns, and about blocks that push their neighbours aside."""

from google_fake import masks, moving
from google_fake.errors import invalid
from google_fake.grid import COLUMNS, PIXELS, ROWS, area_of, shown_range
from google_fake.on_sheets import fields_of

GROUPS = {ROWS: ("row_groups", "rowGroupControlAfter"), COLUMNS: ("column_groups", "columnGroupControlAfter")}


def span(book, found):
    """Return `(sheet, dimension, start, end)` of a DimensionRange, open ends closed."""
    sheet = book.sheet(found.get("sheetId", 0))
    dimension = found.get("dimension", "DIMENSION_UNSPECIFIED")
    if dimension not in PIXELS:
        raise invalid("range.dimension must be specified.")
    start, end = found.get("startIndex", 0), found.get("endIndex", sheet.size(dimension))
    if start < 0 or end <= start:
        raise invalid(f"range.endIndex ({end}) must be greater than range.startIndex ({start}).")
    return sheet, dimension, start, end


def insert_dimension(book, request):
    """Insert empty rows or columns."""
    sheet, dimension, start, end = span(book, request.get("range", {}))
    before = request.get("inheritFromBefore", False)
    if before and start == 0:
        raise invalid("inheritFromBefore cannot be true when inserting at the start of the sheet.")
    moving.insert_lines(book, sheet, dimension, start, end, before)
    return {}


def delete_dimension(book, request):
    """Delete rows or columns."""
    moving.delete_lines(book, *span(book, request.get("range", {})))
    return {}


def append_dimension(book, request):
    """Add rows or columns at the end."""
    sheet, dimension = book.sheet(request.get("sheetId", 0)), request.get("dimension")
    if dimension not in PIXELS:
        raise invalid("dimension must be specified.")
    if request.get("length", 0) < 1:
        raise invalid("length must be at least 1.")
    moving.resize(sheet, dimension, sheet.size(dimension) + request["length"])
    book.check_size()
    return {}


def move_dimension(book, request):
    """Move rows or columns."""
    sheet, dimension, start, end = span(book, request.get("source", {}))
    goal = request.get("destinationIndex", 0)
    if goal > sheet.size(dimension) or end > sheet.size(dimension):
        raise invalid(f"destinationIndex ({goal}) is outside of the grid.")
    moving.move_lines(book, sheet, dimension, start, end, goal)
    return {}


def update_dimension_properties(book, request):
    """Hide, show or size rows or columns."""
    sheet, dimension, start, end = span(book, request.get("range", {}))
    if end > sheet.size(dimension):
        raise invalid(f"range.endIndex ({end}) is outside of the grid.")
    tree = fields_of(request, "DimensionProperties", "properties")
    held = dict(sheet.dimensions[dimension])
    for at in range(start, end):
        changed = masks.assign(held.get(at, {}), request.get("properties", {}), tree)
        held[at] = {key: value for key, value in changed.items() if value is not False}
    sheet.dimensions[dimension] = held
    return {}


def auto_resize(book, request):
    """Make columns as wide as their text."""
    from google_fake.text_width import column_width

    sheet, dimension, start, end = span(book, request.get("dimensions", {}))
    held = dict(sheet.dimensions[dimension])
    for at in range(start, min(end, sheet.size(dimension))):
        size = column_width(book, sheet, at) if dimension == COLUMNS else PIXELS[ROWS]
        if size:
            held[at] = {**held.get(at, {}), "pixelSize": size}
    sheet.dimensions[dimension] = held
    return {}


def _groups_answer(book, request, change):
    sheet, dimension, start, end = span(book, request.get("range", {}))
    name, control = GROUPS[dimension]
    depths = [0] * sheet.size(dimension)
    for group in getattr(sheet, name):
        for at in range(group["range"]["startIndex"], group["range"]["endIndex"]):
            depths[at] = max(depths[at], group["depth"])
    change(depths, start, end)
    setattr(sheet, name, _groups(sheet.sheet_id, dimension, depths))
    grid = {**sheet.properties["gridProperties"], control: True}
    sheet.properties = {**sheet.properties, "gridProperties": grid}
    found = getattr(sheet, name)
    return {"dimensionGroups": found} if found else {}


def _groups(sheet_id, dimension, depths):
    found = []
    for depth in range(1, max(depths, default=0) + 1):
        start = None
        for at, deep in enumerate([*depths, 0]):
            if deep >= depth and start is None:
                start = at
            elif deep < depth and start is not None:
                limits = {"sheetId": sheet_id, "dimension": dimension, "startIndex": start, "endIndex": at}
                found.append({"range": shown_range(limits), "depth": depth})
                start = None
    return found


def add_group(book, request):
    """Group rows or columns, one level deeper where they are grouped already."""

    def deeper(depths, start, end):
        for at in range(start, min(end, len(depths))):
            depths[at] += 1
        if max(depths, default=0) > 8:
            raise invalid("You cannot have more than 8 levels of groups.")

    return _groups_answer(book, request, deeper)


def delete_group(book, request):
    """Ungroup rows or columns by one level."""

    def shallower(depths, start, end):
        if not any(depths[start:end]):
            raise invalid("Dimension group over the specified range does not exist.")
        for at in range(start, min(end, len(depths))):
            depths[at] = max(0, depths[at] - 1)

    return _groups_answer(book, request, shallower)


def update_group(book, request):
    """Collapse or open a group."""
    given = request.get("dimensionGroup", {})
    sheet, dimension, start, end = span(book, given.get("range", {}))
    name, _ = GROUPS[dimension]
    held = getattr(sheet, name)
    for at, group in enumerate(held):
        place = group["range"]["startIndex"], group["range"]["endIndex"], group["depth"]
        if place == (start, end, given.get("depth", 1)):
            changed = {**group, "collapsed": given.get("collapsed", False)}
            held[at] = {key: value for key, value in changed.items() if value is not False}
            return {}
    raise invalid("Dimension group over the specified range does not exist.")


def insert_range(book, request):
    """Insert empty cells; the others move down or right."""
    sheet = book.sheet(request.get("range", {}).get("sheetId", 0))
    area = area_of(sheet, request.get("range", {}))
    if request.get("shiftDimension") == ROWS:
        lost = [row for row, cells in sheet.rows.items() if any(area.left <= at < area.right for at in cells)]
        if lost and max(lost) + area.height >= sheet.height and max(lost) >= area.top:
            sheet.resize(height=max(lost) + area.height + 1)
    _shift(sheet, area, request.get("shiftDimension"), 1)
    book.check_size()
    book.computed = None
    return {}


def delete_range(book, request):
    """Delete cells; the others move up or left."""
    sheet = book.sheet(request.get("range", {}).get("sheetId", 0))
    area = area_of(sheet, request.get("range", {}))
    _shift(sheet, area, request.get("shiftDimension"), -1)
    book.computed = None
    return {}


def _shift(sheet, area, dimension, way):
    if dimension not in PIXELS:
        raise invalid("shiftDimension must be specified.")
    cells = [(row, at, cell) for row, held in list(sheet.rows.items()) for at, cell in held.items()]
    rows = dimension == ROWS
    mine = [
        (row, at, cell)
        for row, at, cell in cells
        if (area.left <= at < area.right and row >= area.top)
        or (not rows and area.top <= row < area.bottom and at >= area.left)
    ]
    mine = [each for each in mine if rows or area.top <= each[0] < area.bottom]
    for row, at, _ in mine:
        sheet.put(row, at, {})
    for row, at, cell in mine:
        if way > 0 or not (area.top <= row < area.bottom and area.left <= at < area.right):
            down, aside = (way * area.height, 0) if rows else (0, way * area.width)
            sheet.put(row + down, at + aside, cell)
    sheet.crop()


HANDLERS = {
    "insertDimension": insert_dimension,
    "deleteDimension": delete_dimension,
    "appendDimension": append_dimension,
    "moveDimension": move_dimension,
    "updateDimensionProperties": update_dimension_properties,
    "autoResizeDimensions": auto_resize,
    "addDimensionGroup": add_group,
    "deleteDimensionGroup": delete_group,
    "updateDimensionGroup": update_group,
    "insertRange": insert_range,
    "deleteRange": delete_range,
}
