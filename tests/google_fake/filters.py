"""Data filters and developer metadata: other ways to name a range."""

from google_fake import masks
from google_fake.a1 import Area
from google_fake.errors import invalid
from google_fake.grid import ROWS, area_of, shown_range
from google_fake.on_sheets import fields_of


def matching(book, data_filter):
    """Return `[(sheet, area)]` that a data filter means."""
    if "a1Range" in data_filter:
        return [book.find(data_filter["a1Range"])]
    if "gridRange" in data_filter:
        sheet = book.sheet(data_filter["gridRange"].get("sheetId", 0))
        return [(sheet, area_of(sheet, data_filter["gridRange"]))]
    if "developerMetadataLookup" in data_filter:
        found = metadata_matching(book, data_filter["developerMetadataLookup"])
        return [_place(book, each["location"]) for each in found]
    raise invalid("Must specify a data filter: a1Range, gridRange or developerMetadataLookup.")


def _place(book, location):
    if "dimensionRange" in location:
        span = location["dimensionRange"]
        sheet = book.sheet(span.get("sheetId", 0))
        start, end = span.get("startIndex", 0), span["endIndex"]
        if span["dimension"] == ROWS:
            return sheet, Area(start, 0, end, sheet.width)
        return sheet, Area(0, start, sheet.height, end)
    sheet = book.sheet(location.get("sheetId", 0)) if "sheetId" in location else book.sheets[0]
    return sheet, sheet.area


def metadata_matching(book, lookup):
    """Return the developer metadata that a lookup means."""
    wanted = {
        key: lookup[name]
        for key, name in (
            ("metadataId", "metadataId"),
            ("metadataKey", "metadataKey"),
            ("metadataValue", "metadataValue"),
            ("visibility", "visibility"),
        )
        if name in lookup
    }
    found = [each for each in book.metadata if all(each.get(key) == value for key, value in wanted.items())]
    if "locationType" in lookup:
        found = [each for each in found if each["location"]["locationType"] == lookup["locationType"]]
    return found


def _location(book, given):
    if "dimensionRange" in given:
        span = given["dimensionRange"]
        book.sheet(span.get("sheetId", 0))
        kind = "ROW" if span.get("dimension") == ROWS else "COLUMN"
        return {"locationType": kind, "dimensionRange": shown_range(span)}
    if "sheetId" in given:
        return {"locationType": "SHEET", "sheetId": book.sheet(given["sheetId"]).sheet_id}
    return {"locationType": "SPREADSHEET", "spreadsheet": True}


def create_metadata(book, request):
    """Tie a key and a value to the spreadsheet, a sheet, a row or a column."""
    given = request.get("developerMetadata", {})
    if not given.get("metadataKey"):
        raise invalid("developerMetadata.metadataKey is required.")
    number = given.get("metadataId") or book.new_id()
    if any(each["metadataId"] == number for each in book.metadata):
        raise invalid(f"Developer metadata with id {number} already exists.")
    if given.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise invalid("developerMetadata.visibility must be specified.")
    found = {**given, "metadataId": number, "location": _location(book, given.get("location", {}))}
    book.metadata.append(found)
    return {"developerMetadata": found}


def _meant(book, data_filters):
    lookups = [each.get("developerMetadataLookup", {}) for each in data_filters]
    return [each for lookup in lookups for each in metadata_matching(book, lookup)]


def update_metadata(book, request):
    """Change the metadata that the filters mean."""
    tree = fields_of(request, "DeveloperMetadata", "developerMetadata")
    meant, changed = _meant(book, request.get("dataFilters", [])), []
    for each in meant:
        new = {**masks.assign(each, request.get("developerMetadata", {}), tree), "metadataId": each["metadataId"]}
        book.metadata[book.metadata.index(each)] = new
        changed.append(new)
    return {"developerMetadata": changed} if changed else {}


def delete_metadata(book, request):
    """Delete the metadata that a filter means."""
    meant = _meant(book, [request.get("dataFilter", {})])
    book.metadata = [each for each in book.metadata if each not in meant]
    return {"deletedDeveloperMetadata": meant} if meant else {}


HANDLERS = {
    "createDeveloperMetadata": create_metadata,
    "updateDeveloperMetadata": update_metadata,
    "deleteDeveloperMetadata": delete_metadata,
}
