"""People who have their workbook open in (a stand-in of) Excel while they sync."""

import json

from sync import world
from sync.excel_stand_in import Book, ComError, Excel, Held, Sheet, Table
from sync.world import Person, book_of, open_memory

from tcsheets.errors import CellError
from tcsheets.sync.lists import BASE_SHEET, CONFLICT_COLUMNS, CONFLICTS_TABLE
from tcsheets.sync.live_calls import Calls
from tcsheets.sync.live_excel import ExcelWorkbook
from tcsheets.sync.places import LivePlace, spec_of
from tcsheets.sync.run import sync_workbook
from tcsheets.sync.workbook_file import BookFile

TOP = 4  # the header row of every table
TITLES = [title for _, title in CONFLICT_COLUMNS]


class LivePerson(Person):
    """Somebody whose workbook is open in Excel: types there, and syncs there; Excel writes the file."""

    is_windows = True

    def __post_init__(self):
        super().__post_init__()
        self.excel, self.opened = None, None

    # --- Excel ---

    @property
    def workbook(self):
        if self.opened is None:
            self.open()
        return self.opened

    def open(self):
        self.excel = Excel(self.stopping)
        self.opened = Book(self.excel, self.path, self.save_file, self.copy_file)
        self.load(json.loads(self.files.files[self.path]))

    def close(self):
        self.opened = None

    def stopping(self, name):
        if self.files.stop_at and self.files.calls >= self.files.stop_at:
            raise world.Stopped("a program that was killed calls nothing")
        with self.files.step(f"excel {name}", self.path):
            pass

    def save_file(self):
        self.files.files[self.path] = book_of(self.as_content()).data

    def copy_file(self, path):
        self.files.files[path] = book_of(self.as_content()).data

    # --- the workbook's content, as a person sees and types it ---

    def load(self, content):
        old = {each.shown_name: each for each in self.opened.sheets.all}
        self.opened.sheets.all.clear()
        self.other = content["other"]
        for name, table in content["tables"].items():
            sheet = Sheet(self.opened, name)
            fill(sheet, name, table["header"], table["rows"])
            if "room" in table:
                sheet.held(TOP + len(table["rows"]) + table["room"] + 1, 1).value = "in the way"
        fill(Sheet(self.opened, "Conflicts", visible=False), CONFLICTS_TABLE, TITLES, content["conflicts"])
        base = Sheet(self.opened, BASE_SHEET, visible=False)
        for row, text in enumerate(content["base"], 1):
            base.cells[row, 1] = Held(text, "", "@")
        for sheet in self.opened.sheets.all:
            sheet.is_protected = sheet.shown_name in old and old[sheet.shown_name].is_protected

    def as_content(self):
        sheets = {each.shown_name: each for each in self.workbook.sheets.all}
        tables = {name: table_content(sheets[name]) for name in sheets if name not in ("Conflicts", BASE_SHEET)}
        base = [str(held.value or "") for spot, held in sorted(sheets[BASE_SHEET].cells.items())]
        conflicts = table_content(sheets["Conflicts"])["rows"]
        return {"tables": tables, "conflicts": conflicts, "base": base, "other": self.other}

    def content(self):
        return self.as_content()

    def save(self, content):
        self.workbook  # noqa: B018 (opens it)
        self.load(content)

    def sheet(self, name="Calls"):
        self.workbook  # noqa: B018 (opens it)
        return next(each for each in self.opened.sheets.all if each.shown_name == name)

    # --- syncing ---

    def place(self):
        book = ExcelWorkbook(self.workbook, Calls((ComError,), lambda _: None), self.is_windows)
        return LivePlace(BookFile(self.path, self.files), book, spec_of(self.definitions))

    def sync(self, **options):
        return sync_workbook(
            self.place(),
            options.pop("store", self.store),
            actor=options.pop("actor", self.name),
            home=self.home,
            clock=self.now,
            definitions=self.definitions,
            open_book=open_memory,
            thorough=options.pop("thorough", True),
            **options,
        )


class MacPerson(LivePerson):
    """Somebody on a Mac, where xlwings can keep nobody from typing, and Excel writes no copy."""

    is_windows = False

    @property
    def workbook(self):
        book = super().workbook
        book.api = MacApi(book)
        return book


class MacApi:
    """appscript: properties are asked for with get()."""

    def __init__(self, book):
        self.read_only = self
        self.book = book

    def get(self):
        self.book.app.call("api.read_only.get")
        return self.book.read_only


def fill(sheet, name, header, rows):
    Table(sheet, name, TOP, 1, len(header), len(rows))
    for row, line in enumerate([header, *rows], TOP):
        for column, value in enumerate(line, 1):
            if value != "" and value is not None:
                sheet.cells[row, column] = Held(value, "", "@" if isinstance(value, str) else "General")


def table_content(sheet):
    (table,) = sheet.tables.all
    top, left = table.at
    lines = [[plain(sheet.held(top + row, left + at)) for at in range(table.width)] for row in range(table.height + 1)]
    found = {"header": lines[0], "rows": lines[1:]}
    below = [row for (row, _), held in sheet.cells.items() if row > top + table.height and held.value is not None]
    return {**found, "room": min(below) - top - table.height - 1} if below else found


def plain(held):
    if held.formula or held.value is None:
        return ""
    return held.value.code if isinstance(held.value, CellError) else held.value
