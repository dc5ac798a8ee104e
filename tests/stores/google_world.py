"""A Google Sheet on the stand-in, as a store; its clock is the stand-in's, so that no test waits."""

from google_fake import masks, service
from google_fake.google import stand_in
from google_fake.transport import client

from tcsheets.stores.google_calls import Calls
from tcsheets.stores.google_pace import Pace
from tcsheets.stores.google_sheet import GoogleSheetStore, make_google_store


def calls_on(google, book, draw=lambda: 0.5):
    return Calls(client(google), book, "helper@practice.example", Pace(google.clock.sleep, draw))


def google_store(google=None, book=None, identity="google-store"):
    google = google or stand_in()
    book = book or google.create()
    made = calls_on(google, book)
    make_google_store(made, identity)
    store = GoogleSheetStore(made, "board")
    store.google, store.book = google, book
    return store


def unchecked(answer, method, options):
    """Answer without checking every field against Google's schema: smaller suites do that."""
    fields = options.get("fields")
    return masks.pick(answer, masks.parse(fields)) if fields else answer


def without_checks(monkeypatch):
    """Have the stand-in answer so for the rest of a test."""
    monkeypatch.setattr(service, "checked", unchecked)
