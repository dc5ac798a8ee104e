"""A small world to sync in: files in memory that can be stopped at every call, workbooks as JSON, and people.

A `MemoryBook` is a workbook whose bytes are JSON, behind the same protocol as an .xlsx file, so that a state machine
can sync thousands of times in a minute.
"""

import json
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from tcsheets.errors import FileError, TryAgainError
from tcsheets.stores.folder import FolderStore, create_folder_store
from tcsheets.sync.base import born_mark, decoded
from tcsheets.sync.home import Home
from tcsheets.sync.lists import CONFLICT_COLUMNS, ROW_ID, SYNC, ListColumn, ListDefinition
from tcsheets.sync.run import sync_workbook
from tcsheets.sync.table import UNLIMITED, ConflictRow, Contents, ListTable, TableRow
from tcsheets.sync.values import canonical

CALLS = ("cell", "append_only")
SMALL = ListDefinition(
    "calls",
    "Calls",
    "Calls",
    "Calls",
    "cell",
    (
        ListColumn("case", "Case"),
        ListColumn("name", "Name", place="local"),
        ListColumn("status", "Status"),
        ListColumn("note", "Note"),
    ),
    ("case",),
)
LOG = replace(SMALL, name="log", title="Log", table="Log", mode="append_only")


STOPS = ("before", "torn", "after")


class Stopped(BaseException):
    """The program was killed."""


class MemoryFiles:
    """Files in memory.  `stop_at` kills the program at that call: before it, half-way through it, or just after it.

    `stop_after` kills it as soon as that file has been replaced.
    Or, at a call that puts a file in another's place, loses the rename: "late" shows the old file until
    `come_to_light`, "denied" does it and reports an error.
    """

    def __init__(self):
        self.files, self.folders = {}, set()
        self.calls, self.stop_at, self.how, self.fail_at = 0, None, "before", None
        self.stop_after = None
        self.late = {}  # files that were put in their place and do not show yet
        self.before_keep = None  # what somebody does in the moment before a file is replaced
        self.log = []

    @contextmanager
    def step(self, name, path, torn=None):
        self.calls += 1
        self.log.append((name, path))
        is_last = self.calls == self.stop_at
        if self.calls == self.fail_at:
            raise FileError(f"{path.name}: the disk is full")
        if is_last and self.how == "before":
            raise Stopped(name, path)
        if is_last and self.how == "torn" and torn:
            torn()
            raise Stopped(name, path)
        yield
        if is_last and self.how in STOPS:
            raise Stopped(name, path)

    def come_to_light(self):
        self.files.update(self.late)
        self.late = {}

    def read(self, path):
        with self.step("read", path):
            if path not in self.files:
                raise FileError(f"{path.name} is not there; look for it in {path.parent}")
            return self.files[path]

    def write_new(self, path, data):
        def torn():
            self.files[path] = data[: len(data) // 2]

        with self.step("write_new", path, torn):
            if path in self.files:
                raise FileError(f"{path.name} is there already")
            self.files[path] = data

    def replace(self, source, target):
        with self.step("replace", target):
            lost = self.calls == self.stop_at
            (self.late if lost and self.how == "late" else self.files)[target] = self.files.pop(source)
            if lost and self.how == "denied":
                raise TryAgainError(f"{target.name}: another program has it open; close it and try again")
        if target == self.stop_after:
            raise Stopped("replaced", target)

    def keep(self, path, kept):
        if self.before_keep:
            action, self.before_keep = self.before_keep, None
            action()
        with self.step("keep", kept):
            if kept in self.files:
                raise FileError(f"{kept.name} is there already")
            self.files[kept] = self.files[path]

    def names(self, folder):
        with self.step("names", folder):
            depth = len(folder.parts)
            return sorted({path.parts[depth] for path in self.files if path.parts[:depth] == folder.parts})

    def exists(self, path):
        with self.step("exists", path):
            return path in self.files or any(path in each.parents for each in self.files)

    def make_folder(self, path):
        with self.step("make_folder", path):
            self.folders.add(path)

    def remove(self, path):
        with self.step("remove", path):
            self.files.pop(path, None)

    @contextmanager
    def hold(self, path):
        yield


@dataclass(frozen=True)
class MemoryBook:
    """A workbook as JSON: {"tables": {name: {"header": [...], "rows": [[...]]}}, "base": [...], "other": anything}."""

    data: bytes

    def content(self):
        return json.loads(self.data)

    def contents(self, definitions):
        book = self.content()
        tables = {each.name: table_of(book, each) for each in definitions if each.table in book["tables"]}
        keys = [key for key, _ in CONFLICT_COLUMNS]
        rows = [ConflictRow(place, dict(zip(keys, row))) for place, row in enumerate(book["conflicts"])]
        return Contents(tables, tuple(rows))

    def base_cells(self):
        return self.content()["base"]

    def patched(self, definitions, patches):
        book = self.content()
        tables = {each.name: book["tables"].get(each.table) for each in definitions}
        headers = {each.name: keys_of(each, tables[each.name]["header"]) for each in definitions if tables[each.name]}
        for patch in patches:
            if patch.list_name in tables:
                apply(tables[patch.list_name]["rows"], headers[patch.list_name], patch)
            else:
                apply(book["conflicts"], [key for key, _ in CONFLICT_COLUMNS], patch)
        return book_of(book)

    def with_base(self, cells):
        return book_of({**self.content(), "base": list(cells)})


def keys_of(definition, header):
    titles = {each.title: each.key for each in definition.columns}
    return [titles.get(each, each) for each in header]


def table_of(book, definition):
    table = book["tables"][definition.table]
    keys = keys_of(definition, table["header"])
    shared = [each for each in definition.shared() if each.key in keys]
    rows = []
    for place, row in enumerate(table["rows"]):
        cells = dict(zip(keys, row))
        blank = not any(value for key, value in cells.items() if key not in (ROW_ID, SYNC))
        values = {each.key: canonical(each, cells[each.key]) for each in shared}
        rows.append(TableRow(place, cells.get(ROW_ID, ""), values, cells.get(SYNC, ""), blank))
    room = table.get("room", UNLIMITED)
    columns = tuple(each.key for each in shared)
    return ListTable(definition.name, columns, tuple(rows), ROW_ID in keys, SYNC in keys, room)


def apply(rows, keys, patch):
    for place in patch.cleared:
        rows[place] = [""] * len(keys)
    for write in patch.writes:
        while write.place >= len(rows):
            rows.append([""] * len(keys))
        if write.column in keys:
            rows[write.place][keys.index(write.column)] = write.text


def book_of(content):
    return MemoryBook(json.dumps(content, ensure_ascii=False).encode())


def open_memory(data, name):
    return MemoryBook(data)


def new_book(definitions=(SMALL,), base_id="ba5e000000000000"):
    tables = {
        each.table: {"header": [ROW_ID, *(column.title for column in each.columns), SYNC], "rows": []}
        for each in definitions
    }
    return book_of({"tables": tables, "conflicts": [], "base": [born_mark(base_id)], "other": "untouched"}).data


@dataclass
class Person:
    """Somebody with a computer, a workbook and a place where the share shows on it."""

    name: str
    files: MemoryFiles
    share: Path
    definitions: tuple = (SMALL,)
    clock: list = field(default_factory=lambda: [datetime(2026, 11, 24, 9)])
    book: str = ""
    counter: int = 0
    worth_while: int = 6  # so that all of this is tried with checkpoints too

    def __post_init__(self):
        self.path = Path("/people") / self.name / (self.book or f"{self.name}.xlsx")
        self.home = Home(Path("/people") / self.name / "home", self.files, self.fresh)

    def fresh(self):
        self.counter += 1
        return f"{self.name}{self.counter:04d}{'0' * 8}"[:16]

    def now(self):
        self.clock[0] += timedelta(seconds=1)
        return self.clock[0]

    @property
    def store(self):
        return FolderStore(self.share, self.files, "practice")

    def sync(self, **options):
        return sync_workbook(
            self.path,
            options.pop("store", self.store),
            actor=options.pop("actor", self.name),
            home=self.home,
            clock=self.now,
            definitions=self.definitions,
            open_book=open_memory,
            thorough=options.pop("thorough", True),
            worth_while=options.pop("worth_while", self.worth_while),
            **options,
        )

    # --- what a person does with the workbook ---

    def content(self):
        return json.loads(self.files.files[self.path])

    def save(self, content):
        self.files.files[self.path] = json.dumps(content, ensure_ascii=False).encode()

    def table(self, table="Calls"):
        return self.content()["tables"][table]

    def rows(self, table="Calls"):
        """The rows in which something stands, each as a dictionary by title."""
        found = self.table(table)
        return [dict(zip(found["header"], row)) for row in found["rows"] if any(row)]

    def shown(self, table="Calls"):
        """What everybody should see alike: the shared values and the words, in no order."""
        return sorted((r["Case"], r["Status"], r["Note"], r["Sync"]) for r in self.rows(table))

    def add(self, case, status="", note="", name="", table="Calls"):
        content = self.content()
        found = content["tables"][table]
        cells = {"Case": case, "Status": status, "Note": note, "Name": name}
        found["rows"].append([cells.get(each, "") for each in found["header"]])
        self.save(content)

    def change(self, case, title, value, table="Calls"):
        content = self.content()
        found = content["tables"][table]
        at = found["header"].index("Case")
        row = next(row for row in found["rows"] if row[at] == case)
        row[found["header"].index(title)] = value
        self.save(content)

    def value(self, case, title, table="Calls"):
        return next(row[title] for row in self.rows(table) if row["Case"] == case)

    def delete(self, case, table="Calls"):
        content = self.content()
        found = content["tables"][table]
        at = found["header"].index("Case")
        found["rows"] = [row for row in found["rows"] if row[at] != case]
        self.save(content)

    def conflicts(self):
        keys = [key for key, _ in CONFLICT_COLUMNS]
        return [dict(zip(keys, row)) for row in self.content()["conflicts"] if row[0]]

    def choose(self, choice, place=0):
        content = self.content()
        content["conflicts"][place][-1] = choice
        self.save(content)

    def base(self):
        return decoded(self.content()["base"], self.path.name)


KINDS = {}  # who is another kind of person than one with a file: somebody's name -> a class


def people(*names, definitions=(SMALL,), apart=False):
    """Return people with equal new workbooks; `apart` gives each a place of their own for the share."""
    files, clock = MemoryFiles(), [datetime(2026, 11, 24, 9)]
    found = []
    for name in names:
        share = Path("/share") / name if apart else Path("/share/all")
        found.append(KINDS.get(name, Person)(name, files, share, definitions, clock))
    create_folder_store(found[0].share, files)
    for each in found:
        files.files[each.share / "STORE.json"] = files.files[found[0].share / "STORE.json"]
        files.files[each.path] = new_book(definitions)
    return found


def settle(everybody, rounds=3):
    """Let everybody sync until nothing moves."""
    for _ in range(rounds):
        for each in everybody:
            each.sync()


def start(*names, rows=(("C-1", "new"), ("C-2", "new"), ("C-3", "new"), ("C-4", "new")), **options):
    """Return people whose workbooks hold the same rows, synced."""
    everybody = people(*names, **options)
    for row in rows:
        everybody[0].add(*row)
    settle(everybody, 2)
    return everybody
