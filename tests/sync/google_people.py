"""People whose workbooks meet in a Google Sheet, and people who have that sheet open: on the stand-in, in process."""

from datetime import datetime
from pathlib import Path

from google_fake.google import stand_in
from google_fake.shown import formatted
from google_fake.transport import client
from sync.world import SMALL, MemoryFiles, Person, new_book

from tcsheets.stores.google_calls import Calls
from tcsheets.stores.google_pace import Pace
from tcsheets.stores.google_sheet import GoogleSheetStore, reading_of
from tcsheets.stores.google_snapshot import FIELDS, snapshot_of
from tcsheets.sync.fold import fold
from tcsheets.sync.google_board import sync_board
from tcsheets.sync.google_setup import set_up

NEVER = 10**9  # entries: this store keeps no checkpoints


class GooglePerson(Person):
    """Somebody with a workbook of their own and the store in a Google Sheet."""

    google = spreadsheet = None
    draw = staticmethod(lambda: 0.5)

    def calls(self):
        return Calls(
            client(self.google), self.spreadsheet, "helper@practice.example", Pace(self.google.clock.sleep, self.draw)
        )

    @property
    def store(self):
        return GoogleSheetStore(self.calls(), "practice")

    def sync_sheet(self, **options):
        """Sync the visible lists alone, as `tcsheets google sync` does."""
        store = options.pop("store", self.store)
        return sync_board(self.home, "practice", store=store, clock=self.now, definitions=self.definitions, **options)


class OpenSheet:
    """Somebody who has the Google Sheet open and types into a list."""

    def __init__(self, google, spreadsheet, title="Calls"):
        self.google, self.spreadsheet, self.title = google, spreadsheet, title
        self.person = google.person(spreadsheet)

    def tab(self, title=None):
        return self.google.book(self.spreadsheet).titled(title or self.title)

    def lines(self, title=None):
        tab = self.tab(title)
        written = {
            row: texts
            for row, cells in tab.rows.items()
            if (texts := {at: self.text(tab, row, at) for at, cell in cells.items() if "userEnteredValue" in cell})
        }
        width = max((max(texts) for texts in written.values()), default=-1) + 1
        lines = [
            [written.get(row, {}).get(at, "") for at in range(width)] for row in range(max(written, default=-1) + 1)
        ]
        while lines and not any(lines[-1]):
            lines.pop()
        return lines

    def text(self, tab, row, at):
        value = tab.cell(row, at).get("userEnteredValue")
        return formatted(value, tab.cell(row, at).get("userEnteredFormat", {}).get("numberFormat")) if value else ""

    @property
    def header(self):
        return self.lines()[0]

    def rows(self):
        header, *rows = self.lines()
        return [dict(zip(header, row)) for row in rows if any(row)]

    def shown(self):
        return sorted((row["Case"], row["Status"], row["Note"], row.get("Sync", "")) for row in self.rows())

    def place(self, case, column):
        at = self.header.index("Case")
        row = next(number for number, row in enumerate(self.lines(), 1) if row[at] == case)
        return f"{self.title}!{chr(ord('A') + self.header.index(column))}{row}"

    def type(self, case, column, text):
        self.person.type(self.place(case, column), text)

    def add(self, case, **cells):
        row = len(self.lines()) + 1
        for column, text in {"Case": case, **cells}.items():
            self.person.type(f"{self.title}!{chr(ord('A') + self.header.index(column))}{row}", text)

    def sort(self, column="Case", descending=True):
        self.person.sort(self.title, self.header.index(column), descending)

    def delete(self, case):
        at = self.header.index("Case")
        row = next(number for number, row in enumerate(self.lines(), 1) if row[at] == case)
        self.person.delete_row(self.title, row)

    def insert_above(self, case):
        at = self.header.index("Case")
        row = next(number for number, row in enumerate(self.lines(), 1) if row[at] == case)
        self.person.insert_row(self.title, row)


def google_people(*names, google=None, definitions=(SMALL,), rows=60):
    """Return people with equal new workbooks and a new practice board between them, and somebody who has it open."""
    google = google or stand_in()
    spreadsheet = google.create("Practice board")
    files, clock, found = MemoryFiles(), [datetime(2026, 11, 24, 9)], []
    for name in names:
        person = GooglePerson(name, files, Path("/share"), definitions, clock)
        person.google, person.spreadsheet, person.worth_while = google, spreadsheet, NEVER
        files.files[person.path] = new_book(definitions)
        found.append(person)
    set_up(found[0].calls(), definitions, found[0].fresh, rows)
    return found, OpenSheet(google, spreadsheet, definitions[0].title)


def journaled(person, definition=SMALL):
    """Return what the journals hold of a list: its state, and all operations."""
    history = reading_of(snapshot_of(person.calls().read(FIELDS))).history()
    return fold(definition, history), list(history.operations.values())
