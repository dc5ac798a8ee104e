"""Batch requests that copy, move, fill, search or clean cells."""

import re

from google_fake import a1
from google_fake.errors import invalid
from google_fake.grid import grid_range
from google_fake.on_cells import place_of, pruned
from google_fake.values import entered, whole

FORMAT_PARTS = ("userEnteredFormat", "textFormatRuns")
PARTS = {
    "PASTE_VALUES": ("userEnteredValue",),
    "PASTE_FORMAT": FORMAT_PARTS,
    "PASTE_NO_BORDERS": ("userEnteredValue", *FORMAT_PARTS, "note", "dataValidation"),
    "PASTE_FORMULA": ("userEnteredValue",),
    "PASTE_DATA_VALIDATION": ("dataValidation",),
    "PASTE_CONDITIONAL_FORMATTING": (),
}
REFERENCE = re.compile(r"(\"[^\"]*\")|(?<![A-Za-z_])(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d*)(?![\w(])")
SEPARATORS = {"COMMA": ",", "SEMICOLON": ";", "PERIOD": ".", "SPACE": " ", "AUTODETECT": ","}


def shifted(formula, down, aside):
    """Return a formula as it stands after being copied so many cells away."""

    def moved(found):
        if found.group(1):
            return found.group(1)
        _, fixed_column, letters, fixed_row, digits = found.groups()
        column = a1.column_number(letters) + (0 if fixed_column else aside)
        row = int(digits) + (0 if fixed_row else down)
        return f"{fixed_column}{a1.column_letters(column)}{fixed_row}{row}" if column >= 0 and row > 0 else "#REF!"

    return REFERENCE.sub(moved, formula)


def _pasted(book, sheet, source, target, old, paste):
    """Return the cell that a copy leaves at `target`; places are `(row, column)`."""
    cell = dict(sheet.cell(*source))
    value = cell.get("userEnteredValue", {})
    if paste == "PASTE_VALUES" and "formulaValue" in value:
        from google_fake.formulas import effective

        cell["userEnteredValue"] = {key: whole(each) for key, each in effective(book, sheet, *source).items()}
    elif "formulaValue" in value:
        moved = shifted(value["formulaValue"], target[0] - source[0], target[1] - source[1])
        cell["userEnteredValue"] = {"formulaValue": moved}
    if paste in PARTS:
        kept = {key: each for key, each in old.items() if key not in PARTS[paste]}
        return kept | {key: cell[key] for key in PARTS[paste] if key in cell}
    return cell


def copy_paste(book, request):
    """Copy a range; a target that is a multiple of the source is filled with copies."""
    from_sheet, source = place_of(book, request.get("source", {}), "source")
    to_sheet, target = place_of(book, request.get("destination", {}), "destination")
    paste = request.get("pasteType", "PASTE_NORMAL")
    turned = request.get("pasteOrientation") == "TRANSPOSE"
    height, width = (source.width, source.height) if turned else (source.height, source.width)
    full = a1.Area(
        target.top,
        target.left,
        target.top + height * max(1, target.height // height),
        target.left + width * max(1, target.width // width),
    )
    _grow(book, to_sheet, full)
    changed = []
    for row, column in full.cells():
        down, aside = (row - full.top) % height, (column - full.left) % width
        down, aside = (aside, down) if turned else (down, aside)
        place = (source.top + down, source.left + aside)
        old = to_sheet.cell(row, column)
        changed.append((row, column, _pasted(book, from_sheet, place, (row, column), old, paste)))
    _put_all(book, to_sheet, changed)
    if paste == "PASTE_NORMAL":
        _copy_merges(from_sheet, source, to_sheet, full)
    return {}


def _copy_merges(from_sheet, source, to_sheet, target):
    for each in list(from_sheet.merges):
        top, left = each["startRowIndex"], each["startColumnIndex"]
        area = a1.Area(top, left, each["endRowIndex"], each["endColumnIndex"])
        if source.holds(area):
            down, aside = target.top - source.top, target.left - source.left
            moved = a1.Area(area.top + down, area.left + aside, area.bottom + down, area.right + aside)
            found = grid_range(to_sheet.sheet_id, moved)
            if found not in to_sheet.merges:
                to_sheet.merges.append(found)


def _grow(book, sheet, area):
    if area.bottom > sheet.height or area.right > sheet.width:
        sheet.resize(max(sheet.height, area.bottom), max(sheet.width, area.right))
        book.check_size()


def _put_all(book, sheet, changed):
    rows = {}
    for row, column, cell in changed:
        rows.setdefault(row, {})[column] = cell
    for row, cells in rows.items():
        sheet.put_row(row, cells)
    book.computed = None


def cut_paste(book, request):
    """Move a range's cells; formulas stay as they are written."""
    from_sheet, source = place_of(book, request.get("source", {}), "source")
    spot = request.get("destination", {})
    to_sheet = book.sheet(spot.get("sheetId", 0))
    top, left = spot.get("rowIndex", 0), spot.get("columnIndex", 0)
    _grow(book, to_sheet, a1.Area(top, left, top + source.height, left + source.width))
    paste = request.get("pasteType", "PASTE_NORMAL")
    cells = [(row, column, dict(from_sheet.cell(row, column))) for row, column in source.cells()]
    for row, column, _ in cells:
        kept = from_sheet.cell(row, column)
        parts = PARTS.get(paste)
        from_sheet.put(row, column, {key: each for key, each in kept.items() if key not in parts} if parts else {})
    for row, column, cell in cells:
        place = (top + row - source.top, left + column - source.left)
        if paste in PARTS:
            old = to_sheet.cell(*place)
            rest = {key: each for key, each in old.items() if key not in PARTS[paste]}
            cell = rest | {key: cell[key] for key in PARTS[paste] if key in cell}  # noqa: PLW2901
        to_sheet.put(*place, cell)
    book.computed = None
    return {}


def paste_data(book, request):
    """Write text with separators as cells, as if pasted."""
    from google_fake.entered import typed

    spot = request.get("coordinate", {})
    sheet = book.sheet(spot.get("sheetId", 0))
    top, left = spot.get("rowIndex", 0), spot.get("columnIndex", 0)
    if request.get("html"):
        raise invalid("The stand-in does not paste HTML.")
    rows = [line.split(request.get("delimiter", "\t")) for line in request.get("data", "").splitlines()]
    _grow(book, sheet, a1.Area(top, left, top + len(rows), left + max(map(len, rows), default=1)))
    for at, row in enumerate(rows):
        for place, text in enumerate(row):
            old = sheet.cell(top + at, left + place)
            sheet.put(top + at, left + place, entered(old, typed(text)))
    book.computed = None
    return {}


def auto_fill(book, request):
    """Fill a range from its neighbour: the source's cells again and again, formulas shifted."""
    given = request.get("sourceAndDestination")
    if not given:
        raise invalid("The stand-in fills only from sourceAndDestination.")
    sheet, source = place_of(book, given.get("source", {}))
    length = given.get("fillLength", 0)
    changed = []
    for row, column in source.cells():
        for at in range(1, abs(length) + 1):
            if given.get("dimension") == "ROWS":
                from_end = (at - 1) % source.height
                first = source.top + from_end if length > 0 else source.bottom - 1 - from_end
                place = (source.bottom + at - 1 if length > 0 else source.top - at, column)
                wanted = (first, column) if row == first else None
            else:
                from_end = (at - 1) % source.width
                first = source.left + from_end if length > 0 else source.right - 1 - from_end
                place = (row, source.right + at - 1 if length > 0 else source.left - at)
                wanted = (row, first) if column == first else None
            if wanted:
                changed.append((*place, _pasted(book, sheet, wanted, place, {}, "PASTE_NORMAL")))
    _put_all(book, sheet, changed)
    return {}


def _searched(book, request):
    if "range" in request:
        return [place_of(book, request["range"])]
    if "sheetId" in request:
        sheet = book.sheet(request["sheetId"])
        return [(sheet, sheet.area)]
    if not request.get("allSheets"):
        raise invalid("Must specify a scope: range, sheetId or allSheets.")
    return [(sheet, sheet.area) for sheet in book.sheets]


def find_replace(book, request):
    """Replace text in values (and formulas, if asked for)."""
    text, new = request.get("find", ""), request.get("replacement", "")
    if not text:
        raise invalid("find must not be empty.")
    pattern = text if request.get("searchByRegex") else re.escape(text)
    pattern = f"^(?:{pattern})$" if request.get("matchEntireCell") else pattern
    wanted = re.compile(pattern, 0 if request.get("matchCase") else re.IGNORECASE)
    plain = new if request.get("searchByRegex") else new.replace("\\", "\\\\")
    counts, rows, sheets = {"values": 0, "formulas": 0, "occurrences": 0}, set(), set()
    for sheet, area in _searched(book, request):
        for row, column in [place for place in area.cells() if sheet.entered(*place)]:
            changed, kind, number = _replaced(sheet.cell(row, column), wanted, plain, request.get("includeFormulas"))
            if number:
                sheet.put(row, column, changed)
                counts[kind] += 1
                counts["occurrences"] += number
                rows.add((sheet.sheet_id, row))
                sheets.add(sheet.sheet_id)
    book.computed = None
    names = {"values": "valuesChanged", "formulas": "formulasChanged", "occurrences": "occurrencesChanged"}
    found = {names[key]: count for key, count in counts.items()}
    found |= {"rowsChanged": len(rows), "sheetsChanged": len(sheets)}
    return {key: count for key, count in found.items() if count}


def _replaced(cell, wanted, new, formulas):
    from google_fake.entered import typed

    kind, held = next(iter(cell["userEnteredValue"].items()))
    if kind == "formulaValue" and not formulas:
        return cell, "formulas", 0
    text, number = wanted.subn(new, str(whole(held)))
    value = {"formulaValue": text} if kind == "formulaValue" else typed(text)[0]
    return entered(cell, (value, None)), "formulas" if kind == "formulaValue" else "values", number


def trim_whitespace(book, request):
    """Take away blanks at the ends of texts and double blanks inside."""
    sheet, area = place_of(book, request.get("range", {}))
    count = 0
    for place in [each for each in area.cells() if sheet.entered(*each)]:
        text = sheet.cell(*place)["userEnteredValue"].get("stringValue")
        if text is not None and " ".join(text.split()) != text:
            trimmed = " ".join(text.split())
            value = {"stringValue": trimmed} if trimmed else None
            sheet.put(*place, entered(sheet.cell(*place), (value, None)))
            count += 1
    book.computed = None
    return {"cellsChangedCount": count} if count else {}


def delete_duplicates(book, request):
    """Delete rows of a range that repeat an earlier one in the columns compared."""
    sheet, area = place_of(book, request.get("range", {}))
    spans = request.get("comparisonColumns") or [{"startIndex": area.left, "endIndex": area.right}]
    columns = [at for each in spans for at in range(each.get("startIndex", 0), each.get("endIndex", area.right))]
    seen, kept = set(), []
    for row in range(area.top, area.bottom):
        key = tuple(str(sheet.cell(row, at).get("userEnteredValue")) for at in columns)
        if key not in seen:
            kept.append({at: sheet.cell(row, at) for at in range(area.left, area.right)})
            seen.add(key)
    for at in range(area.height):
        cells = kept[at] if at < len(kept) else {column: {} for column in range(area.left, area.right)}
        sheet.put_row(area.top + at, cells)
    book.computed = None
    gone = area.height - len(kept)
    return {"duplicatesRemovedCount": gone} if gone else {}


def text_to_columns(book, request):
    """Split the texts of one column into several columns."""
    from google_fake.entered import typed

    sheet, area = place_of(book, request.get("source", {}))
    if area.width != 1:
        raise invalid("source must be one column.")
    separator = request.get("delimiter") or SEPARATORS.get(request.get("delimiterType"), ",")
    for row in range(area.top, area.bottom):
        text = sheet.cell(row, area.left).get("userEnteredValue", {}).get("stringValue")
        for at, part in enumerate(text.split(separator) if text else []):
            _grow(book, sheet, a1.Area(row, area.left, row + 1, area.left + at + 1))
            old = sheet.cell(row, area.left + at)
            sheet.put(row, area.left + at, pruned(entered(old, typed(part.strip()))))
    book.computed = None
    return {}


def randomize_range(book, request):
    """Put the rows of a range in another order: here simply turned round, so that a run can be repeated."""
    sheet, area = place_of(book, request.get("range", {}))
    rows = [{at: sheet.cell(row, at) for at in range(area.left, area.right)} for row in range(area.top, area.bottom)]
    for at, cells in enumerate(reversed(rows)):
        sheet.put_row(area.top + at, cells)
    book.computed = None
    return {}


HANDLERS = {
    "copyPaste": copy_paste,
    "cutPaste": cut_paste,
    "pasteData": paste_data,
    "autoFill": auto_fill,
    "findReplace": find_replace,
    "trimWhitespace": trim_whitespace,
    "deleteDuplicates": delete_duplicates,
    "textToColumns": text_to_columns,
    "randomizeRange": randomize_range,
}
