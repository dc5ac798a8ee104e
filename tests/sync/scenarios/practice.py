"""A practice in which a scenario plays: people with real workbooks, one clock, a share, and a transcript of it all.

The common judge at the end knows nothing of operations or vectors: it noted what each person typed and had on the
screen then, and asks of each value whether it is shown, stands in a conflict, or was replaced by who had seen it.
"""

import io
import json
import shutil
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from sync.scenarios.drive import Disk, Stopped
from sync.scenarios.sheets import CONFLICTS, FOLLOW_UPS, LOG, Sheet

from tcsheets.cells import serial_of
from tcsheets.cli import exit_code
from tcsheets.cli.syncing import show_report
from tcsheets.errors import TcsheetsError
from tcsheets.stores.folder import computer
from tcsheets.sync.base import born_mark
from tcsheets.sync.excel_file import open_excel
from tcsheets.sync.home import Home
from tcsheets.sync.lists import ACCEPTANCE, SYNC
from tcsheets.sync.lists import FOLLOW_UPS as FOLLOW_UP_LIST
from tcsheets.sync.report import counted
from tcsheets.sync.run import sync_workbook
from tcsheets.sync.verifying import verified
from tcsheets.workbook.values import DateSerial
from workbook_templates import built
from workbook_templates.treatment_coordinator.facts import Facts

MONDAY = datetime(2026, 11, 23, 9)
COLUMNS = {
    FOLLOW_UPS: (FOLLOW_UP_LIST, ("Case", "Treatment", "Plan value", "Presented", "Status", "Next step", "Note")),
    LOG: (ACCEPTANCE, ("Case", "Decided", "Decision", "Value accepted", "Corrects", "Note")),
}
CASES = (
    {"Case": "C-101", "Treatment": "Crown #14", "Plan value": 1285.0, "Status": "presented"},
    {"Case": "C-102", "Treatment": "Bridge #3 to #5", "Plan value": 3840.0, "Status": "thinking"},
    {"Case": "C-103", "Treatment": "Night guard", "Plan value": 640.0, "Status": "presented"},
    {"Case": "C-104", "Treatment": "Two fillings", "Plan value": 522.0, "Status": "presented"},
)


@cache
def template():
    """An empty workbook as `tcsheets new` writes it."""
    return built("treatment_coordinator", Facts("Elm Street Dental", MONDAY.date(), False, "b1"))


@dataclass(eq=False)
class Typed:
    """Somebody typed a value into a cell, with these values of the cell on the screen."""

    table: str
    case: str
    title: str
    value: str
    seen: frozenset
    undone: bool = False  # by the person's own hand: an older file was put in the place of the one typed into


@dataclass(eq=False)
class Deleted:
    """Somebody deleted a row, with these values on the screen."""

    table: str
    case: str
    seen: dict


@dataclass
class Practice:
    """Everything that a scenario plays with."""

    folder: object
    soffice: object = None
    lines: list = field(default_factory=list)
    people: list = field(default_factory=list)
    events: list = field(default_factory=list)
    minutes: int = 0

    def say(self, line):
        self.lines.append(line.replace(str(self.folder), "").replace(computer(), "this-computer"))

    def open(self, *names, apart=False, cases=CASES):
        """Let these people begin with the same cases; `apart`: each sees the share from a place of their own."""
        for name in names:
            self.join(name, self.folder / f"share of {name}" if apart else self.folder / "share")
        if cases:
            first = self.people[0]
            sheet = Sheet(first.path, FOLLOW_UPS)
            sheet.write(dict(enumerate(cases)))
            for each in self.people:
                each.quietly()
                if apart:
                    self.deliver_all()
                each.quietly()
            first.quietly()
        self.say(f"{' and '.join(names)} hold the same {len(cases)} cases." if cases else "Nobody has a case yet.")
        return self.people[: len(names)]

    def join(self, name, share):
        person = Person(name, self, share)
        person.path.parent.mkdir(parents=True)
        person.path.write_bytes(open_excel(template(), name).with_base([born_mark(f"{name:0<16}")]).data)
        mark_store(share)
        person.home.add_store("practice", share)
        self.people.append(person)
        return person

    def deliver_all(self):
        """Let every journal arrive everywhere; the longer of two files is the later."""
        for giver in self.people:
            for path in sorted((giver.share / "journal").glob("*/*.csv")):
                for taker in self.people:
                    there = taker.share / path.relative_to(giver.share)
                    if not there.exists() or there.stat().st_size < path.stat().st_size:
                        there.parent.mkdir(parents=True, exist_ok=True)
                        there.write_bytes(path.read_bytes())

    # --- the end ---

    def judged(self):
        """Let everybody sync until nothing moves, and write down and judge the end."""
        apart = len({each.share for each in self.people}) > 1
        for _ in range(3):
            for each in self.people:
                each.quietly()
                if apart:
                    self.deliver_all()
        self.say("")
        self.say("In the end, after everybody has synced again:")
        shown = [each.shown() for each in self.people]
        names = " and ".join(each.name for each in self.people)
        for table in COLUMNS:
            self.say_table(table, names)
        self.say_conflicts()
        assert all(each == shown[0] for each in shown), shown
        assert all(each.disputed() == self.people[0].disputed() for each in self.people)
        counts = self.explained()
        before = self.all_files()
        assert {each.quietly() for each in self.people} <= {0, 3}
        after = self.all_files()
        assert after == before, sorted(str(path) for path, _ in before.items() ^ after.items())
        for each in self.people:
            assert verified(each.path, "practice", home=each.home) == []
        self.say("")
        self.say(f"Judged: all see the same; {counts}; a further sync changes no byte; verify finds nothing.")

    def say_table(self, table, names):
        rows = Sheet(self.people[0].path, table).filled()
        if rows or table == FOLLOW_UPS:
            self.say(f"  {COLUMNS[table][0].title}, as {names} see it:" + ("" if rows else " no rows"))
        for row in rows:
            texts = [words(title, row.get(title)) for title in (*COLUMNS[table][1], SYNC)]
            self.say(f"    {' | '.join(texts)}".rstrip(" |"))

    def say_conflicts(self):
        for each in self.people:
            for row in each.conflicts():
                choice = f"; choice {row['Choice']!r}" if row["Choice"] else ""
                self.say(
                    f"  Conflict, as {each.name} sees it: {row['List']} {row['Row']}, {row['Field']}: "
                    f"was {row['Was']}; mine {row['Mine']} ({row['Mine when']}); "
                    f"theirs {row['Theirs']} by {row['Theirs by']} ({row['Theirs when']}){choice}"
                )
        if not any(each.conflicts() for each in self.people):
            self.say("  No conflicts.")

    def all_files(self):
        return {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}

    def explained(self):
        """Ask of each typed value what became of it; AssertionError where nothing explains it."""
        typed = [each for each in self.events if isinstance(each, Typed) and each.value]
        counts = {"shown": 0, "in a conflict": 0, "replaced by someone who had seen it": 0, "undone by hand": 0}
        for each in typed:
            counts[self.fate(each)] += 1
        said = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
        return f"{counted(len(typed), 'value')} typed" + (f": {said}" if said else "")

    def fate(self, each):
        first = self.people[0]
        cells = {words(each.title, row.get(each.title)) for row in first.rows(each.table) if row["Case"] == each.case}
        if each.value in cells:
            return "shown"
        if each.value in first.on_screen(each.table, each.case, each.title):
            return "in a conflict"
        others = [one for one in self.events if one is not each and (one.table, one.case) == (each.table, each.case)]
        replaced = any(isinstance(one, Typed) and one.title == each.title and each.value in one.seen for one in others)
        deleted = any(isinstance(one, Deleted) and each.value in one.seen.get(each.title, ()) for one in others)
        if replaced or deleted:
            return "replaced by someone who had seen it"
        assert each.undone, ("lost", each)
        return "undone by hand"


@dataclass(eq=False)
class Person:
    """Somebody with a computer: a workbook, an installation, a place where the share shows."""

    name: str
    practice: Practice
    share: object
    counter: int = 0
    ahead: timedelta = timedelta()  # how wrong the clock of this computer is
    files: Disk = field(default_factory=Disk)

    def __post_init__(self):
        self.path = self.practice.folder / self.name / f"{self.name}.xlsx"
        self.home = Home(self.practice.folder / self.name / "home", self.files, self.fresh)

    def fresh(self):
        self.counter += 1
        return f"{self.name}{self.counter:04d}{'0' * 16}"[:16]

    def now(self):
        self.practice.minutes += 1
        return MONDAY + timedelta(minutes=self.practice.minutes) + self.ahead

    def writer(self):
        (path,) = (self.home.folder / "stores").glob("*/writer.json")
        return json.loads(path.read_text())["writer"]

    # --- syncing ---

    def run(self, **options):
        return sync_workbook(self.path, "", actor=self.name, home=self.home, clock=self.now, **options)

    def syncs(self, **options):
        """Sync as the command line does, and write down what it prints and its exit code."""
        allowed = "".join(f" --{name.replace('_', '-')}{words_of(value)}" for name, value in options.items())
        self.practice.say(f"{self.name} syncs{allowed}:")
        out = io.StringIO()
        try:
            with redirect_stdout(out):
                report = self.run(**options)
                show_report(report, False)
            code = report.exit_code
        except TcsheetsError as error:
            out.write(f"tcsheets: {error}\n")
            code = exit_code(error)
        except Stopped:
            out.write("(the computer went off)\n")
            code = None
        for line in out.getvalue().splitlines():
            self.practice.say(f"    {line}")
        if code:
            self.practice.say(f"    exit {code}")
        return code

    def quietly(self):
        return self.run().exit_code

    # --- the workbook ---

    def sheet(self, table=FOLLOW_UPS):
        return Sheet(self.path, table)

    def rows(self, table=FOLLOW_UPS):
        return self.sheet(table).filled()

    def conflicts(self):
        sheet = self.sheet(CONFLICTS)
        rows = [dict(zip(sheet.header, (each or "" for each in row))) for row in sheet.rows]
        return [row for row in rows if row["conflict_id"]]

    def shown(self):
        """What everybody should see alike, in no order."""
        return {
            table: sorted(tuple(words(title, row.get(title)) for title in (*titles, SYNC)) for row in self.rows(table))
            for table, (_, titles) in COLUMNS.items()
        }

    def disputed(self):
        return {(row["List"], row["Row"], row["Field"]) for row in self.conflicts()}

    def on_screen(self, table, case, title):
        """The values of a cell that this person sees: in the table, and in the list of conflicts."""
        shown = {words(title, row.get(title)) for row in self.rows(table) if row["Case"] == case}
        mine = [row for row in self.conflicts() if row["Row"].startswith(case) and row["Field"] == title]
        return frozenset(shown | {row[side] for row in mine for side in ("Mine", "Theirs")})

    # --- what a person does ---

    def note(self, event):
        self.practice.events.append(event)

    def types(self, case, title, value, table=FOLLOW_UPS):
        seen = self.on_screen(table, case, title)
        was = next(words(title, row[title]) for row in self.rows(table) if row["Case"] == case)
        sheet = self.sheet(table)
        sheet.write({sheet.place(case): {title: value or None}})
        self.note(Typed(table, case, title, words(title, value), seen))
        self.practice.say(
            f"{self.name} types {case}, {title}: {was or '(blank)'} -> {words(title, value) or '(blank)'}"
        )

    def adds(self, case, table=FOLLOW_UPS, **cells):
        row = {"Case": case, **{title.replace("_", " "): value for title, value in cells.items()}}
        sheet = self.sheet(table)
        sheet.write({sheet.free(): row})
        for title, value in row.items():
            self.note(Typed(table, case, title, words(title, value), frozenset()))
        said = ", ".join(words(title, value) for title, value in row.items())
        self.practice.say(f"{self.name} adds a row{'' if table == FOLLOW_UPS else ' to the log'}: {said}")

    def deletes(self, case, table=FOLLOW_UPS):
        sheet = self.sheet(table)
        self.note(Deleted(table, case, {title: self.on_screen(table, case, title) for title in sheet.header}))
        at = sheet.header.index("Case")
        sheet.put_rows([row for row in sheet.rows if row[at] != case])
        self.practice.say(f"{self.name} deletes the row {case}")

    def chooses(self, choice, place=0):
        sheet = self.sheet(CONFLICTS)
        row = self.conflicts()[place]
        case, title = row["Row"].split(",")[0], row["Field"]
        table = LOG if row["List"] == ACCEPTANCE.title else FOLLOW_UPS
        value = {"mine": row["Mine"], "theirs": row["Theirs"]}.get(choice, choice)
        if title != "(whole row)":
            self.note(Typed(table, case, title, value, self.on_screen(table, case, title)))
        elif value == "deleted":
            seen = {each: self.on_screen(FOLLOW_UPS, case, each) for each in self.sheet().header}
            self.note(Deleted(FOLLOW_UPS, case, seen))
        sheet.write({place: {"Choice": choice}})
        self.practice.say(f"{self.name} chooses in the sheet Conflicts, {case}, {title}: {choice} ({value})")

    def copies_row(self, case, new):
        """Copy a row whole, with its hidden id, below the others, and give it another case."""
        sheet = self.sheet()
        row = dict(zip(sheet.header, sheet.rows[sheet.place(case)])) | {"Case": new}
        sheet.write({sheet.free(): row})
        self.note(Typed(FOLLOW_UPS, new, "Case", new, frozenset()))
        self.practice.say(f"{self.name} copies the row {case} below the others and types {new} as its case")

    def sorts(self, title, *, with_ids=True, backwards=True):
        sheet = self.sheet()
        at = sheet.header.index("Case")
        rows = [row for row in sheet.rows if row[at]]
        by = sheet.header.index(title)
        ordered = sorted(rows, key=lambda row: row[by] or "", reverse=backwards)
        if not with_ids:
            ordered = [[was[0], *row[1:]] for was, row in zip(rows, ordered)]
        sheet.put_rows(ordered)
        said = "" if with_ids else ", without the hidden column row_id"
        self.practice.say(f"{self.name} sorts the table by {title}{', backwards' if backwards else ''}{said}")

    # --- what happens to files ---

    def keeps_copy(self, name):
        """Copy the workbook as it is now; what was typed and not synced is inside."""
        copy = self.path.with_name(name)
        shutil.copyfile(self.path, copy)
        return copy

    def puts_in_place(self, copy, lost=()):
        """Put another file in the place of the workbook; the values `lost` were only in the one that goes."""
        for event in self.practice.events:
            if isinstance(event, Typed) and event.value in lost:
                event.undone = True
        shutil.copyfile(copy, self.path)

    def copied_by(self, name, *, with_home=False):
        """A new colleague whose workbook, and perhaps whole installation, is a copy of this person's."""
        other = self.practice.join(name, self.share)
        shutil.copyfile(self.path, other.path)
        if with_home:
            shutil.rmtree(other.home.folder)
            shutil.copytree(self.home.folder, other.home.folder)
        return other


def words(title, value):
    """A cell's value as a person reads it."""
    if value is None or value == "":
        return ""
    if isinstance(value, float):
        if title in ("Presented", "Decided"):
            return (datetime(1899, 12, 30) + timedelta(days=value)).strftime("%Y-%m-%d")
        return f"{value:.2f}"
    return str(value)


def words_of(value):
    """An option's value on the command line."""
    return "" if value is True else f" {value}"


def day(text):
    """A date as Excel keeps it."""
    return DateSerial(serial_of(datetime.fromisoformat(text)))


def mark_store(share):
    """Make a share a store, always the same one."""
    share.mkdir(parents=True, exist_ok=True)
    marker = {"tcsheets": "store", "format": 1, "id": "e1e1e1e1e1e1e1e1"}
    (share / "STORE.json").write_text(json.dumps(marker, indent=2) + "\n")
