"""Sorting rows as Google does: numbers, then text, then TRUE and FALSE; blanks always last."""

from google_fake.formulas import effective
from google_fake.grid import area_of


def sort_rows(book, sheet, area, specs, header=0):
    """Sort the rows of an area by the columns that the specifications name."""
    rows = list(range(area.top + header, area.bottom))
    keys = {row: [_key(book, sheet, row, _column(each, area), each) for each in specs] for row in rows}
    order = _stable(rows, specs, keys)
    moved = {row: sheet.rows.get(old, {}) for row, old in zip(rows, order, strict=True)}
    old_rows = dict(sheet.rows)
    for row in rows:
        held = old_rows.get(row, {})
        outside = {at: cell for at, cell in held.items() if not area.left <= at < area.right}
        inside = {at: cell for at, cell in moved[row].items() if area.left <= at < area.right}
        sheet.rows.pop(row, None)
        if outside or inside:
            sheet.rows[row] = {**outside, **inside}
    book.computed = None


def _column(spec, area):
    return spec.get("dimensionIndex", area.left)


def _stable(rows, specs, keys):
    order = list(rows)
    for at in range(len(specs) - 1, -1, -1):
        down = specs[at].get("sortOrder") == "DESCENDING"
        filled = [row for row in order if keys[row][at] is not None]
        blank = [row for row in order if keys[row][at] is None]
        filled.sort(key=lambda row: keys[row][at], reverse=down)
        if down:
            filled = _ties_in_order(filled, order, keys, at)
        order = filled + blank
    return order


def _ties_in_order(filled, order, keys, at):
    place = {row: number for number, row in enumerate(order)}
    kept, start = [], 0
    for end in range(1, len(filled) + 1):
        if end == len(filled) or keys[filled[end]][at] != keys[filled[start]][at]:
            kept += sorted(filled[start:end], key=place.get)
            start = end
    return kept


def _key(book, sheet, row, column, spec):
    value = effective(book, sheet, row, column)
    if value is None:
        return None
    kind, held = next(iter(value.items()))
    if kind == "numberValue":
        return 0, held
    if kind == "boolValue":
        return 2, held
    return (1, str(held).lower(), str(held)) if kind == "stringValue" else (3, str(held))


def sort_range(book, request):
    """Sort a range; what of it lies beyond the grid is left out (gspread counts rows it believes in)."""
    given = request.get("range", {})
    sheet = book.sheet(given.get("sheetId", 0))
    ends = {"endRowIndex": sheet.height, "endColumnIndex": sheet.width}
    area = area_of(sheet, {**given, **{key: min(given.get(key, size), size) for key, size in ends.items()}})
    sort_rows(book, sheet, area, request.get("sortSpecs", []))
    return {}


HANDLERS = {"sortRange": sort_range}
