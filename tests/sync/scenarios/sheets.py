"""A real workbook as a person handles it: typed into, rows and columns moved, saved by other programs."""

import re
import subprocess
import zipfile

import openpyxl

from tcsheets.cells import is_blank
from tcsheets.workbook.package import open_package, read_table
from tcsheets.workbook.patch import Patch, patched

FOLLOW_UPS, LOG, CONFLICTS = "FollowUps", "AcceptanceLog", "Conflicts"
DUE = "Follow-up due"  # the table's own formula, which nobody types over


class Sheet:
    """One table of a workbook's file."""

    def __init__(self, path, table):
        self.path, self.name = path, table
        self.package = open_package(path.read_bytes(), path.name)
        self.table = self.package.table(table)
        self.header = list(self.table.header)
        self.rows = read_table(self.package, table).rows

    def place(self, case, title="Case"):
        at = self.header.index(title)
        return next(place for place, row in enumerate(self.rows) if row[at] == case)

    def free(self):
        """The first row in which nothing is typed."""
        typed = [at for at, title in enumerate(self.header) if title != DUE]
        return next(place for place, row in enumerate(self.rows) if all(is_blank(row[at]) for at in typed))

    def filled(self):
        return [dict(zip(self.header, row)) for row in self.rows if not is_blank(row[self.header.index("Case")])]

    def write(self, rows, parts=None):
        """Put these rows (by place: {title: value}) into the table, and save."""
        first, left = self.table.first_row, self.table.area.first_column
        cells = {
            (first + place, left + self.header.index(title)): value
            for place, row in rows.items()
            for title, value in row.items()
            if title != DUE
        }
        self.path.write_bytes(patched(self.package, Patch({self.table.sheet: cells}, parts=parts or {})))

    def put_rows(self, rows):
        """Put these whole rows, in this order, in the place of all that stand there."""
        blank = [None] * len(self.header)
        whole = [*rows, *[blank] * (len(self.rows) - len(rows))]
        self.write({place: dict(zip(self.header, row)) for place, row in enumerate(whole)})

    def columns(self, order):
        """Let the table have these columns of its old ones, in this order, as moving and deleting columns does."""
        first, top, left = self.table.first_row, self.table.area.first_row, self.table.area.first_column
        places = [self.header.index(title) for title in order]
        cells = {}
        for at in range(len(self.header)):
            cells[top, left + at] = order[at] if at < len(order) else None
            for number, row in enumerate(self.rows):
                if at >= len(order) or order[at] != DUE:
                    cells[first + number, left + at] = row[places[at]] if at < len(order) else None
        part = self.package.raw(self.table.part).decode()
        columns = re.findall(r"<tableColumn .*?(?:/>|</tableColumn>)", part)
        kept = [columns[at] for at in places]
        was, now = self.table.area, f"{chr(64 + left)}{top}:{chr(64 + left + len(order) - 1)}{self.table.area.last_row}"
        text = part.replace("".join(columns), "".join(kept))
        text = text.replace(f'<tableColumns count="{len(columns)}"', f'<tableColumns count="{len(kept)}"')
        text = re.sub(r'ref="A\d+:[A-Z]+\d+"', f'ref="{now}"', text)
        assert was.first_column == 1
        self.path.write_bytes(
            patched(self.package, Patch({self.table.sheet: cells}, parts={self.table.part: text.encode()}))
        )

    def append_column(self, title):
        """Let the table have one more, blank, column at its right end."""
        part = self.package.raw(self.table.part).decode()
        last = self.table.area.last_column
        old, new = (f'ref="A{self.table.area.first_row}:{chr(64 + at)}' for at in (last, last + 1))
        column = f'<tableColumn id="99" name="{title}"/></tableColumns>'
        count = len(self.header)
        text = part.replace(old, new).replace("</tableColumns>", column)
        text = text.replace(f'<tableColumns count="{count}"', f'<tableColumns count="{count + 1}"')
        cells = {(self.table.area.first_row, last + 1): title}
        self.path.write_bytes(
            patched(self.package, Patch({self.table.sheet: cells}, parts={self.table.part: text.encode()}))
        )

    def rename(self, old, new):
        """Give a column another title."""
        part = self.package.raw(self.table.part).decode().replace(f'name="{old}"', f'name="{new}"')
        top = self.table.area.first_row
        cells = {(top, self.table.area.first_column + self.header.index(old)): new}
        self.path.write_bytes(
            patched(self.package, Patch({self.table.sheet: cells}, parts={self.table.part: part.encode()}))
        )


def saved_by_libreoffice(soffice, path, folder):
    """Open a workbook in LibreOffice and save it."""
    command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    path.write_bytes((folder / "out" / path.name).read_bytes())


def saved_as_google_exports(path):
    """Save a workbook as an export from Google does: texts inside the cells, dates as bare numbers (by openpyxl)."""
    book = openpyxl.load_workbook(path)
    sheet = book["Follow-ups"]
    for row in sheet.iter_rows():
        for cell in row:
            if getattr(cell, "is_date", False):
                cell.number_format = "General"
    book.save(path)
    with zipfile.ZipFile(path) as saved:
        assert b't="inlineStr"' in b"".join(saved.read(name) for name in saved.namelist() if "sheet" in name)
