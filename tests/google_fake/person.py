"""A person at the same sheet: types, inserts, deletes and sorts rows while a program is between two calls."""

from google_fake import batch, moving
from google_fake.a1 import Area
from google_fake.entered import typed
from google_fake.sorting import sort_rows
from google_fake.values import entered


class Person:
    """Someone who has the spreadsheet open. Each act is one change, done at once and whole."""

    def __init__(self, google, book_id):
        self.google, self.book_id = google, book_id

    def _act(self, change):
        book = self.google.book(self.book_id).copy()
        result = change(book)
        self.google.changed_by_person(self.book_id, book)
        return result

    def type(self, place, text):
        """Type into a cell: `type("Followups!B4", "called, wants to think")`."""

        def change(book):
            sheet, area = book.find(place)
            sheet.put(area.top, area.left, entered(sheet.cell(area.top, area.left), typed(text)))

        self._act(change)

    def insert_row(self, title, row, count=1):
        """Insert empty rows above the row of that number, which counts from 1."""
        self._act(lambda book: moving.insert_lines(book, book.titled(title), "ROWS", row - 1, row - 1 + count))

    def delete_row(self, title, row, count=1):
        """Delete rows from that number on."""
        self._act(lambda book: moving.delete_lines(book, book.titled(title), "ROWS", row - 1, row - 1 + count))

    def sort(self, title, column, descending=False, header=1):
        """Sort the sheet's used rows, below a header, by a column that counts from 0."""

        def change(book):
            sheet = book.titled(title)
            height, width = sheet.used()
            spec = {"dimensionIndex": column, "sortOrder": "DESCENDING" if descending else "ASCENDING"}
            if height > header:
                sort_rows(book, sheet, Area(0, 0, height, width), [spec], header)

        self._act(change)

    def request(self, *requests):
        """Do whatever a batch request can say: rename a tab, hide it, set a filter."""
        book, replies = batch.run(self.google.book(self.book_id), list(requests))
        self.google.changed_by_person(self.book_id, book)
        return replies
