"""The Sheets service: each published call as a function of the world, its path, its parameters and its body."""

from google_fake import batch, masks, reading, values
from google_fake.errors import invalid
from google_fake.filters import matching, metadata_matching
from google_fake.on_sheets import adopted, copy_title


def get(world, path, options, _body):
    """Answer spreadsheets.get; a field mask that names cells brings them along."""
    book = world.book(path["spreadsheetId"])
    places = reading.places_of(book, options["ranges"]) if options.get("ranges") else None
    return reading.spreadsheet(book, places, _wants_cells(options), options.get("fields"))


def _wants_cells(options):
    tree = masks.parse(options["fields"]) if options.get("fields") else None
    if tree is None:
        return options.get("includeGridData", False)
    return (
        not tree
        or "*" in tree.get("sheets", {"*": {}})
        or "data" in tree.get("sheets", {})
        or ("sheets" in tree and not tree["sheets"])
    )


def get_by_filter(world, path, options, body):
    """Answer spreadsheets.getByDataFilter."""
    book = world.book(path["spreadsheetId"])
    places = [place for each in body.get("dataFilters", []) for place in matching(book, each)]
    cells = body.get("includeGridData", False) or (bool(options.get("fields")) and _wants_cells(options))
    return reading.spreadsheet(book, places or None, cells)


def create(world, _path, _options, body):
    """Answer spreadsheets.create."""
    title = body.get("properties", {}).get("title", "Untitled spreadsheet")
    made = world.create(title)
    book = world.books[made.file_id]
    book.properties = {**book.properties, **body.get("properties", {}), "title": title}
    if body.get("sheets"):
        book.sheets = []
        requests = [{"addSheet": {"properties": each.get("properties", {})}} for each in body["sheets"]]
        book, _ = batch.run(book, requests)
        world.books[made.file_id] = book
        _fill(book, body["sheets"])
    for named in body.get("namedRanges", []):
        batch.HANDLERS["addNamedRange"](book, {"namedRange": named})
    return reading.spreadsheet(book)


def _fill(book, given):
    for sheet, each in zip(book.sheets, given, strict=True):
        for data in each.get("data", []):
            start = {
                "sheetId": sheet.sheet_id,
                "rowIndex": data.get("startRow", 0),
                "columnIndex": data.get("startColumn", 0),
            }
            rows = data.get("rowData", [])
            batch.HANDLERS["updateCells"](book, {"start": start, "rows": rows, "fields": "*"})


def batch_update(world, path, options, body):
    """Answer spreadsheets.batchUpdate: all or nothing."""
    book, replies = batch.run(world.book(path["spreadsheetId"]), body.get("requests", []))
    world.keep(book)
    answer = {"spreadsheetId": book.book_id, "replies": replies}
    if body.get("includeSpreadsheetInResponse"):
        ranges = body.get("responseRanges")
        places = reading.places_of(book, ranges) if ranges else None
        cells = body.get("responseIncludeGridData", False)
        answer["updatedSpreadsheet"] = reading.spreadsheet(book, places, cells)
    return answer


def copy_to(world, path, options, body):
    """Answer sheets.copyTo: a copy of one sheet at the end of another spreadsheet."""
    source = world.book(path["spreadsheetId"]).sheet(path["sheetId"])
    target = world.book(body.get("destinationSpreadsheetId", "")).copy()
    copy = adopted(target, source, target.new_id(target.sheet_ids()), copy_title(target, source.title))
    target.sheets.append(copy)
    target.renumber()
    target.check_size()
    world.keep(target)
    return copy.properties


def values_get(world, path, options, _body):
    """Answer values.get."""
    book = world.book(path["spreadsheetId"])
    return values.read(book, *book.find(path["range"]), options)


def values_batch_get(world, path, options, _body):
    """Answer values.batchGet."""
    book = world.book(path["spreadsheetId"])
    found = [values.read(book, *book.find(each), options) for each in options.get("ranges", [])]
    return {"spreadsheetId": book.book_id, **({"valueRanges": found} if found else {})}


def values_get_by_filter(world, path, _options, body):
    """Answer values.batchGetByDataFilter."""
    book = world.book(path["spreadsheetId"])
    found = []
    for data_filter in body.get("dataFilters", []):
        for sheet, area in matching(book, data_filter):
            found.append({"valueRange": values.read(book, sheet, area, body), "dataFilters": [data_filter]})
    return {"spreadsheetId": book.book_id, **({"valueRanges": found} if found else {})}


def _changed(world, path, change):
    book = world.book(path["spreadsheetId"]).copy()
    answer = change(book)
    world.keep(book)
    return answer


def values_update(world, path, options, body):
    """Answer values.update."""
    return _changed(world, path, lambda book: values.update(book, book.find(path["range"]), body, options))


def values_append(world, path, options, body):
    """Answer values.append; a race that is switched on says which table it believes in."""
    believed = world.believed_table(path)
    return _changed(world, path, lambda book: values.append(book, book.find(path["range"]), body, options, believed))


def values_clear(world, path, _options, _body):
    """Answer values.clear."""
    change = lambda book: values.clear(book, book.find(path["range"]))  # noqa: E731 - one line says it
    return {"spreadsheetId": path["spreadsheetId"], "clearedRange": _changed(world, path, change)}


def values_batch_clear(world, path, _options, body):
    """Answer values.batchClear."""

    def change(book):
        return [values.clear(book, book.find(each)) for each in body.get("ranges", [])]

    return {"spreadsheetId": path["spreadsheetId"], "clearedRanges": _changed(world, path, change)}


def values_clear_by_filter(world, path, _options, body):
    """Answer values.batchClearByDataFilter."""

    def change(book):
        return [values.clear(book, place) for each in body.get("dataFilters", []) for place in matching(book, each)]

    return {"spreadsheetId": path["spreadsheetId"], "clearedRanges": _changed(world, path, change)}


def values_batch_update(world, path, _options, body):
    """Answer values.batchUpdate: all ranges or none."""

    def change(book):
        writes = [(book.find(each.get("range", "")), values.by_rows(each)) for each in body.get("data", [])]
        return values.batch_update(book, writes, body.get("valueInputOption"), body)

    return _changed(world, path, change)


def values_update_by_filter(world, path, _options, body):
    """Answer values.batchUpdateByDataFilter."""

    def change(book):
        pairs = [(place, each) for each in body.get("data", []) for place in matching(book, each["dataFilter"])]
        writes = [(place, values.by_rows(each)) for place, each in pairs]
        answer = values.batch_update(book, writes, body.get("valueInputOption"), body)
        for (_, each), response in zip(pairs, answer["responses"], strict=True):
            response.pop("spreadsheetId")
            response["dataFilter"] = each["dataFilter"]
        return answer

    return _changed(world, path, change)


def metadata_get(world, path, _options, _body):
    """Answer developerMetadata.get."""
    book = world.book(path["spreadsheetId"])
    for each in book.metadata:
        if each["metadataId"] == path["metadataId"]:
            return each
    raise invalid(f"No developer metadata with id: {path['metadataId']}")


def metadata_search(world, path, _options, body):
    """Answer developerMetadata.search."""
    book = world.book(path["spreadsheetId"])
    found = []
    for data_filter in body.get("dataFilters", []):
        lookup = data_filter.get("developerMetadataLookup", {})
        meant = metadata_matching(book, lookup)
        found += [{"developerMetadata": each, "dataFilters": [data_filter]} for each in meant]
    return {"matchedDeveloperMetadata": found} if found else {}


CALLS = {
    "spreadsheets.get": get,
    "spreadsheets.getByDataFilter": get_by_filter,
    "spreadsheets.create": create,
    "spreadsheets.batchUpdate": batch_update,
    "spreadsheets.sheets.copyTo": copy_to,
    "spreadsheets.values.get": values_get,
    "spreadsheets.values.batchGet": values_batch_get,
    "spreadsheets.values.batchGetByDataFilter": values_get_by_filter,
    "spreadsheets.values.update": values_update,
    "spreadsheets.values.append": values_append,
    "spreadsheets.values.clear": values_clear,
    "spreadsheets.values.batchClear": values_batch_clear,
    "spreadsheets.values.batchClearByDataFilter": values_clear_by_filter,
    "spreadsheets.values.batchUpdate": values_batch_update,
    "spreadsheets.values.batchUpdateByDataFilter": values_update_by_filter,
    "spreadsheets.developerMetadata.get": metadata_get,
    "spreadsheets.developerMetadata.search": metadata_search,
}
