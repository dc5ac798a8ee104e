"""The values calls: read, write, append and clear rectangles of plain values."""

from google_fake import a1
from google_fake.entered import raw, typed
from google_fake.errors import GoogleError, invalid
from google_fake.formulas import effective
from google_fake.shown import formatted, is_date

COLUMNS = "COLUMNS"
KINDS = {dict: "struct_value", list: "list_value"}


def shown(book, sheet, row, column, render, dates):
    """Return one cell as a values call answers it; an empty text where there is nothing."""
    cell = sheet.cell(row, column)
    value = cell.get("userEnteredValue")
    if value is None or "stringValue" in value:
        return value["stringValue"] if value else ""
    if render == "FORMULA" and "formulaValue" in value:
        return value["formulaValue"]
    value = effective(book, sheet, row, column)
    number_format = cell.get("userEnteredFormat", {}).get("numberFormat")
    if render in ("UNFORMATTED_VALUE", "FORMULA"):
        as_text = dates == "FORMATTED_STRING" and is_date(number_format)
        kind, held = next(iter(value.items()))
        if kind != "errorValue" and not (as_text and kind == "numberValue"):
            return whole(held)
    return formatted(value, number_format)


def whole(number):
    """Return a number as Google writes it in JSON: 2, not 2.0."""
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
        return int(number)
    return number


def read(book, sheet, area, options):
    """Return a ValueRange of an area; rows without a value at the end are left out, and so are their empty ends."""
    render = options.get("valueRenderOption", "FORMATTED_VALUE")
    dates = options.get("dateTimeRenderOption", "SERIAL_NUMBER")
    dimension = options.get("majorDimension", "ROWS")
    rows = []
    for row in range(area.top, min(area.bottom, max(sheet.rows, default=-1) + 1)):
        cells = sheet.rows.get(row)
        rows.append(
            [shown(book, sheet, row, at, render, dates) if at in cells else "" for at in range(area.left, area.right)]
            if cells
            else []
        )
    if dimension == COLUMNS:
        rows = _turned(rows, area.width)
    values = _trimmed(rows)
    found = {"range": a1.write(sheet.title, area), "majorDimension": dimension}
    return {**found, "values": values} if values else found


def _turned(rows, width):
    return [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]


def _trimmed(rows):
    kept = []
    for row in rows:
        end = len(row)
        while end and row[end - 1] == "":
            end -= 1
        kept.append(row[:end])
    while kept and not kept[-1]:
        kept.pop()
    return kept


def by_rows(value_range):
    """Return the rows of a ValueRange that is sent, whichever way it is turned."""
    values = value_range.get("values", [])
    for at, row in enumerate(values):
        for place, each in enumerate(row):
            if isinstance(each, dict | list):
                raise invalid(f"Invalid values[{at}][{place}]: {KINDS[type(each)]} {{\n}}\n")
    if value_range.get("majorDimension") != COLUMNS:
        return values
    width = max((len(each) for each in values), default=0)
    return [[each[at] if at < len(each) else None for each in values] for at in range(width)]


def reader_of(option):
    """Return how values are understood: as they are, or as if typed."""
    if option in (None, "INPUT_VALUE_OPTION_UNSPECIFIED"):
        raise invalid("'valueInputOption' is required but not specified")
    return raw if option == "RAW" else typed


def write(book, sheet, area, rows, option):
    """Write rows from an area's first cell on; return the UpdateValuesResponse. A null leaves its cell alone."""
    reader = reader_of(option)
    height, width = len(rows), max((len(each) for each in rows), default=0)
    _check_fits(sheet, area, height, width)
    for at, row in enumerate(rows):
        row_number = area.top + at
        changed = {
            area.left + place: entered(sheet.cell(row_number, area.left + place), reader(value))
            for place, value in enumerate(row)
            if value is not None
        }
        sheet.put_row(row_number, changed)
    book.computed = None
    return _updated(book, sheet, area, rows, height, width)


def entered(cell, found):
    """Return a cell after a value was entered in it: its format stays unless the typing brings one."""
    value, number_format = found
    changed = {key: each for key, each in cell.items() if key not in ("userEnteredValue", "textFormatRuns")}
    if value is not None:
        changed["userEnteredValue"] = value
    if number_format:
        old = cell.get("userEnteredFormat", {})
        if old.get("numberFormat", {}).get("type") != "TEXT":
            changed["userEnteredFormat"] = {**old, "numberFormat": number_format}
    return changed


def _check_fits(sheet, area, height, width):
    written = a1.write(sheet.title, area)
    if not area.is_one_cell:
        if height > area.height:
            raise invalid(f"Requested writing within range [{written}], but tried writing to row [{area.bottom + 1}]")
        if width > area.width:
            column = a1.column_letters(area.right)
            raise invalid(f"Requested writing within range [{written}], but tried writing to column [{column}]")
    over = a1.Area(area.top, area.left, area.top + max(height, 1), area.left + max(width, 1))
    if over.bottom > sheet.height or over.right > sheet.width:
        limits = f"Max rows: {sheet.height}, max columns: {sheet.width}"
        raise invalid(f"Range ({a1.write(sheet.title, over)}) exceeds grid limits. {limits}")


def _updated(book, sheet, area, rows, height, width):
    count = sum(1 for row in rows for value in row if value is not None)
    columns = {at for row in rows for at, value in enumerate(row) if value is not None}
    touched = sum(1 for row in rows if any(value is not None for value in row))
    reached = a1.Area(area.top, area.left, area.top + max(height, 1), area.left + max(width, 1))
    answer = {"spreadsheetId": book.book_id, "updatedRange": a1.write(sheet.title, reached)}
    numbers = {"updatedRows": touched, "updatedColumns": len(columns), "updatedCells": count}
    return answer | {key: value for key, value in numbers.items() if value}


def update(book, place, body, options):
    """Answer values.update."""
    sheet, area = place
    _same_range(book, place, body)
    answer = write(book, sheet, area, by_rows(body), options.get("valueInputOption"))
    return _with_data(book, place, answer, options)


def _same_range(book, place, body):
    if body.get("range") and book.find(body["range"]) != place:
        sheet, area = place
        raise invalid(
            f"Requested writing within range [{a1.write(sheet.title, area)}], "
            f"but the value range names [{body['range']}]"
        )


def _with_data(book, place, answer, options):
    if options.get("includeValuesInResponse"):
        sheet, area = book.find(answer["updatedRange"])
        wanted = {
            "valueRenderOption": options.get("responseValueRenderOption", "FORMATTED_VALUE"),
            "dateTimeRenderOption": options.get("responseDateTimeRenderOption", "SERIAL_NUMBER"),
        }
        answer["updatedData"] = read(book, sheet, area, wanted)
    return answer


def table_at(sheet, area):
    """Return the last table in an area: the block of filled cells around the last value in it; None without one."""
    last = None
    for row in sorted((each for each in sheet.rows if area.top <= each < area.bottom), reverse=True):
        columns = [at for at in sheet.rows[row] if area.left <= at < area.right and sheet.entered(row, at)]
        if columns:
            last = row, max(columns)
            break
    return _block(sheet, *last) if last else None


def _block(sheet, row, column):
    """Return the smallest area around a cell that no filled cell touches from outside."""
    found = a1.Area(row, column, row + 1, column + 1)
    while True:
        grown = _widened(sheet, _lengthened(sheet, _lengthened(sheet, found, -1), 1))
        if grown == found:
            return found
        found = grown


def _lengthened(sheet, area, step):
    """Return an area with the rows above (-1) or below (1) that touch it."""
    top, left, bottom, right = area.top, area.left, area.bottom, area.right
    at = top - 1 if step < 0 else bottom
    while filled := _filled(sheet, at, left - 1, right):
        left, right = min(left, *filled), max(right, max(filled) + 1)
        top, bottom = min(top, at), max(bottom, at + 1)
        at += step
    return a1.Area(top, left, bottom, right)


def _widened(sheet, area):
    filled = [at for row in range(area.top, area.bottom) for at in _filled(sheet, row, area.left - 1, area.right)]
    left, right = min([area.left, *filled]), max([area.right, *(at + 1 for at in filled)])
    return a1.Area(area.top, left, area.bottom, right)


def _filled(sheet, row, first, last):
    return [at for at in sheet.rows.get(row, ()) if first <= at <= last and sheet.entered(row, at)]


def append(book, place, body, options, believed=None):
    """Answer values.append: below the last table of the range, or in its first cell; the grid grows as needed.

    `believed` is a tuple with the table (or None) that a request sees which does not know of the one before it.
    """
    sheet, area = place
    rows = by_rows(body)
    table = believed[0] if believed else table_at(sheet, area)
    top, left = (table.bottom, table.left) if table else (area.top, area.left)
    height, width = max(len(rows), 1), max((len(each) for each in rows), default=1)
    if options.get("insertDataOption") == "INSERT_ROWS" and table:
        from google_fake.moving import insert_lines

        insert_lines(book, sheet, "ROWS", top, top + len(rows))
    sheet.resize(max(sheet.height, top + height), max(sheet.width, left + width))
    book.check_size()
    start = a1.Area(top, left, top + 1, left + 1)
    updates = write(book, sheet, start, rows, options.get("valueInputOption"))
    updates = _with_data(book, place, updates, options)
    answer = {"spreadsheetId": book.book_id}
    if table:
        answer["tableRange"] = a1.write(sheet.title, table)
    return {**answer, "updates": updates}


def clear(book, place):
    """Clear the values of a range, formats stay; return the range's text."""
    sheet, area = place
    for row in [each for each in sheet.rows if area.top <= each < area.bottom]:
        held = sheet.rows[row].items()
        sheet.put_row(row, {at: entered(cell, (None, None)) for at, cell in held if area.left <= at < area.right})
    book.computed = None
    return a1.write(sheet.title, area)


def batch_update(book, writes, option, options):
    """Answer values.batchUpdate for `[(place, rows)]`."""
    answers, rows, columns = [], set(), set()
    for (sheet, area), values in writes:
        answer = write(book, sheet, area, values, option)
        rows |= {(sheet.sheet_id, area.top + at) for at in range(answer.get("updatedRows", 0))}
        columns |= {(sheet.sheet_id, area.left + at) for at in range(answer.get("updatedColumns", 0))}
        answers.append(_with_data(book, (sheet, area), answer, options))
    totals = {
        "totalUpdatedRows": len(rows),
        "totalUpdatedColumns": len(columns),
        "totalUpdatedCells": sum(each.get("updatedCells", 0) for each in answers),
        "totalUpdatedSheets": len({sheet.sheet_id for (sheet, _), _ in writes}),
    }
    totals = {key: value for key, value in totals.items() if value}
    return {"spreadsheetId": book.book_id, **totals, "responses": answers}


def must_be_grid(sheet):
    """Raise for a sheet that has no cells."""
    if sheet.properties.get("sheetType") != "GRID":
        raise GoogleError(400, f"Sheet {sheet.title} is not a grid sheet")
