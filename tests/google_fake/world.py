"""The state machine: Google as one account sees it. Files, their spreadsheets, who may open them, and when.

`World.handle` takes one request and returns one answer. It has no clock, no randomness and no socket of its own:
time comes from the clock it is given, and numbers from a counter, so that a run can be repeated.
"""

import datetime as dt
from dataclasses import dataclass, field

from google_fake.book import Book
from google_fake.errors import GoogleError, file_not_found, no_permission, unknown_entity

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
OWNER = "owner@practice.example"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
START = dt.datetime(2026, 3, 2, 9, 0)


class Clock:
    """Seconds that pass only when a test says so; `sleep` lets them pass."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        """Let time pass."""
        self.now += seconds


@dataclass
class File:
    """A file as Drive knows it."""

    file_id: str
    name: str
    mime_type: str
    created: str
    modified: str
    parents: list = field(default_factory=list)
    permissions: list = field(default_factory=list)
    trashed: bool = False
    starred: bool = False
    description: str = ""
    app_properties: dict = field(default_factory=dict)
    comments: list = field(default_factory=list)


class World:
    """All files and spreadsheets there are."""

    def __init__(self, clock=None, owner=OWNER):
        self.clock = clock or Clock()
        self.owner = owner
        self.files = {}
        self.books = {}
        self.private = set()
        self.counter = 0
        self.revision = {}

    def believed_table(self, _path):
        """Return `(table,)` as an append believes it to be, None where it looks for itself."""
        return

    def timestamp(self):
        """Return the time as Google writes it."""
        moment = START + dt.timedelta(seconds=self.clock())
        return moment.isoformat(timespec="milliseconds") + "Z"

    def new_file_id(self):
        """Return an id for a file: 44 letters, another one each time, the same ones in each run."""
        self.counter += 1
        number, letters = self.counter * 2654435761 + 97, []
        for _ in range(43):
            number = (number * 6364136223846793005 + 1442695040888963407) % 2**64
            letters.append(LETTERS[(number >> 33) % len(LETTERS)])
        return "1" + "".join(letters)

    def create(self, name, mime_type=SPREADSHEET, file_id=None, parents=()):
        """Create a file, and its spreadsheet if it is one; return the file."""
        now = self.timestamp()
        made = File(file_id or self.new_file_id(), name, mime_type, now, now, list(parents) or ["root"])
        made.permissions.append(self.permission("user", "owner", self.owner))
        self.files[made.file_id] = made
        if mime_type == SPREADSHEET:
            self.books[made.file_id] = self._owned(Book(made.file_id, name))
        return made

    def _owned(self, book):
        book.owner = self.owner
        return book

    def permission(self, kind, role, address=None, **more):
        """Return a permission's record."""
        self.counter += 1
        found = {"kind": "drive#permission", "id": f"{self.counter:020d}", "type": kind, "role": role}
        if kind == "anyone":
            found["id"] = "anyoneWithLink"
        if kind in ("user", "group"):
            found |= {"displayName": (address or "").partition("@")[0], "deleted": False, "pendingOwner": False}
        if address:
            found["domain" if kind == "domain" else "emailAddress"] = address
        return {**found, **more}

    def file(self, file_id):
        """Return a file that this account may see."""
        if file_id not in self.files or file_id in self.private:
            raise file_not_found(file_id)
        return self.files[file_id]

    def book(self, book_id):
        """Return a spreadsheet that this account may read."""
        if book_id in self.private:
            raise no_permission()
        if book_id not in self.books:
            if book_id in self.files:
                raise GoogleError(400, "This operation is not supported for this document")
            raise unknown_entity()
        return self.books[book_id]

    def keep(self, book):
        """Put a changed spreadsheet in the place of the old one."""
        self.books[book.book_id] = book
        self.revision[book.book_id] = self.revision.get(book.book_id, 0) + 1
        self.files[book.book_id].modified = self.timestamp()
        self.files[book.book_id].name = book.properties["title"]
