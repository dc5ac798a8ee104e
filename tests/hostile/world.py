"""Hostile inputs meet real files here: small .xlsx workbooks, a store in a folder, an installation for each person."""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter

from tcsheets.stores.folder import FolderStore, create_folder_store
from tcsheets.stores.journals import segment_text
from tcsheets.sync.base import born_mark
from tcsheets.sync.home import Home
from tcsheets.sync.lists import BASE_SHEET, CONFLICT_COLUMNS, CONFLICTS_TABLE, FOLLOW_UPS
from tcsheets.sync.op import Operation, chained, derived_id, row_text
from tcsheets.sync.run import sync_workbook
from tcsheets.workbook.package import open_package, read_table
from tcsheets.workbook.patch import Patch, patched

DEFINITIONS = (FOLLOW_UPS,)
TABLE = FOLLOW_UPS.table
NOW = datetime(2026, 11, 24, 9)
TRIGGERS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"
NUMBER = re.compile(r"[+-]?[0-9.,]+\Z")


def new_book(rows=(), *, local=("Patient", "Phone"), base_id="ba5e000000000000", sheet="Follow-ups"):
    """Return a workbook with the list of follow-ups; each row is a dictionary by title."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    headers = [each for each in FOLLOW_UPS.headers() if each not in ("Patient", "Phone", "Follow-up due")]
    headers = [*headers[:-1], *local, headers[-1]]
    page = book.add_worksheet(sheet)
    columns = [{"header": each} for each in headers]
    page.add_table(0, 0, max(len(rows), 1), len(headers) - 1, {"name": TABLE, "columns": columns})
    for place, row in enumerate(rows, 1):
        for title, value in row.items():
            page.write_string(place, headers.index(title), value)
    page = book.add_worksheet("Conflicts")
    columns = [{"header": title} for _, title in CONFLICT_COLUMNS]
    page.add_table(0, 0, 1, len(columns) - 1, {"name": CONFLICTS_TABLE, "columns": columns})
    base = book.add_worksheet(BASE_SHEET)
    base.write_string(0, 0, born_mark(base_id))
    base.very_hidden()
    book.close()
    return out.getvalue()


@dataclass
class Office:
    """Somebody with a computer, a workbook on its disk, and the way to the shared folder."""

    folder: Path
    share: Path
    name: str
    book: str = ""

    @property
    def path(self):
        return self.folder / (self.book or f"{self.name}.xlsx")

    @property
    def home(self):
        return Home(self.folder / "home")

    @property
    def store(self):
        return FolderStore(self.share, name="practice")

    def sync(self, **options):
        options = {"actor": self.name, "home": self.home, "definitions": DEFINITIONS, **options}
        return sync_workbook(self.path, options.pop("store", self.store), clock=lambda: NOW, **options)

    def package(self):
        return open_package(self.path.read_bytes(), self.path.name)

    def rows(self):
        """The rows in which something stands, each as a dictionary by title."""
        data = read_table(self.package(), TABLE)
        return [dict(zip(data.header, row)) for row in data.rows if any(row)]

    def row(self, case):
        return next(row for row in self.rows() if row["Case"] == case)

    def write(self, case, title, value):
        """Type into a cell of a row."""
        package = self.package()
        table, data = package.table(TABLE), read_table(package, TABLE)
        place = next(place for place, row in enumerate(data.rows) if row[data.header.index("Case")] == case)
        cells = {(table.first_row + place, table.column(title)): value}
        self.path.write_bytes(patched(package, Patch({table.sheet: cells})))


def offices(tmp_path, *names, rows=(), **options):
    """Return people with new workbooks and one shared folder; the rows stand in the first one's workbook."""
    create_folder_store(tmp_path / "share")
    found = []
    for name in names:
        (tmp_path / name).mkdir()
        found.append(Office(tmp_path / name, tmp_path / "share", name))
        found[-1].path.write_bytes(new_book(rows if len(found) == 1 else (), **options))
    return found


def settle(everybody, rounds=2):
    """Let everybody sync until nothing moves."""
    for _ in range(rounds):
        for each in everybody:
            each.sync()


def parts_of(data, prefix="xl/"):
    """The parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.startswith(prefix)}


def formulas_of(data):
    """All that stands in formula elements of a workbook's sheets."""
    pattern = re.compile(rb"<f[\s/>].*?(?:/>|</f>)|<f>.*?</f>", re.DOTALL)
    return [found for name, part in parts_of(data, "xl/worksheets/").items() for found in pattern.findall(part)]


def would_run(text):
    """Whether a spreadsheet program that opens this as a cell of a CSV file might compute it."""
    bare = text.lstrip(" \u00a0\ufeff\u200b\u2028\u2029\n\x0b\x0c")
    return bare != "" and bare[0] in TRIGGERS and not NUMBER.match(bare)


def pieces_of(text):
    """A cell of a CSV file and what another separator or line end would make cells of."""
    return [text, *re.split(r"[;|\t\r\n]", text)]


def operation(row_id, key="note", new="forged", kind="set", **more):
    """An operation on a row of the list of follow-ups, as somebody might forge it."""
    op_id = more.pop("id", derived_id("forged", kind, row_id, key, new))
    more = {"at": "2026-11-24T09:00:00+00:00", "actor": "mallory", "workbook": "m.xlsx", **more}
    return Operation(op_id, kind, more.pop("list_name", "follow_ups"), row_id, key, more.pop("old", ""), new, **more)


def creation(row_id="f0f0f0f0f0f0f0f0f0f0", **values):
    """A new row, as somebody might forge it."""
    return operation(row_id, "", row_text({"case_id": "C-forged", **values}), "create")


def segment(entries):
    """A segment's bytes; half a character stands there as JSON can say it."""
    return segment_text(entries).encode("utf-8", "backslashreplace")


def plant(share, operations, writer="mallory", folder=""):
    """Write operations to a store's journal as a writer of their own, hashes in order."""
    place = share / "journal" / (folder or writer)
    place.mkdir(parents=True, exist_ok=True)
    entries = chained(writer, None, operations)
    (place / "000001.csv").write_bytes(segment(entries))
    return entries


def refused(error):
    """Check that a refusal is one line that a person can read."""
    text = str(error)
    assert text.strip()
    assert len(text.splitlines()) == 1, text
    assert len(text) < 1000
    assert "Traceback" not in text
    return text
