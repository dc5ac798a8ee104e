"""The batch call: every request in order on a copy of the spreadsheet, which replaces it only if all succeeded."""

from google_fake import filters, on_cells, on_lines, on_objects, on_sheets, pasting, sorting
from google_fake.errors import GoogleError, invalid
from google_fake.shapes import snake

HANDLERS = {
    **on_sheets.HANDLERS,
    **on_cells.HANDLERS,
    **on_lines.HANDLERS,
    **on_objects.HANDLERS,
    **pasting.HANDLERS,
    **sorting.HANDLERS,
    **filters.HANDLERS,
}


def run(book, requests):
    """Return `(new book, replies)`; the given book is left as it was, and stays if one request is refused."""
    if not requests:
        raise invalid("Must specify at least one request.")
    twin, replies = book.copy(), []
    for at, request in enumerate(requests):
        replies.append(_one(twin, request, at))
    return twin, replies


def _one(book, request, at):
    if len(request) != 1:
        raise invalid(_not_one(request, at))
    name, given = next(iter(request.items()))
    handler = HANDLERS.get(name)
    if handler is None:
        raise invalid(f"Invalid requests[{at}].{name}: the stand-in does not know this request.")
    try:
        reply = handler(book, given)
    except GoogleError as error:
        raise GoogleError(error.status, f"Invalid requests[{at}].{name}: {error.message}") from None
    return {name: reply} if reply or name in ALWAYS_NAMED else {}


def _not_one(request, at):
    if not request:
        return f"Invalid requests[{at}]: No request set."
    first, second = list(request)[:2]
    return (
        f"Invalid value at 'requests[{at}]' (oneof), oneof field 'kind' is already set. Cannot set '{second}'"
        f" beside '{snake(first)}'"
    )


ALWAYS_NAMED = {"deleteDimensionGroup"}
