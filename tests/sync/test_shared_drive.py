"""People, a shared drive that delivers when it likes, and everything that happens to files: no edit is ever lost.

The judge here knows nothing of operations, vectors or bases.  It notes, for every value somebody types (each value is
new), what that person had on the screen at that moment, and in the end asks of each value: is it shown, is it in the
list of conflicts, or was it replaced by somebody who had it on the screen?
"""

import os
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sizes import sized
from sync.world import LOG, SMALL, Person, Stopped, start

from tcsheets.errors import TryAgainError
from tcsheets.sync.history import history_of
from tcsheets.sync.verifying import base_faults, store_faults

FIELDS = ("Status", "Note")
NAMES = ("ann", "kim", "lee", "max", "zoe")
WHO = st.integers(0, len(NAMES) - 1)
PICK = st.integers(0, 5)
STEPS, EXAMPLES = sized((30, 30), (50, 500), (50, 2_000))


@dataclass
class Typed:
    """Somebody typed a value into a cell, or chose one, with these values of the cell on the screen."""

    case: str
    title: str
    value: str
    seen: frozenset
    saw_mark: bool
    excused: bool = False


@dataclass
class Deleted:
    """Somebody deleted a row, with these values on the screen."""

    case: str
    seen: dict
    excused: bool = False


@dataclass
class Backup:
    """A copy of a workbook, and what had been typed into it and not been synced."""

    data: bytes
    pending: list = field(default_factory=list)


class SharedDrive(RuleBasedStateMachine):
    definitions = (SMALL,)

    @initialize(count=st.integers(2, len(NAMES)))
    def begin(self, count):
        rows = [(f"C-{number}", f"s{number}", f"n{number}") for number in range(3)]
        self.people = start(*NAMES[:count], rows=(), definitions=self.definitions, apart=True)
        for row in rows:
            self.people[0].add(*row, table=self.table)
        self.deliver_everything()
        self.count = 0
        self.typed, self.deleted = [], []
        self.pending = {each.name: [] for each in self.people}
        self.backups = {each.name: [] for each in self.people}
        self.old_shares = {each.name: [] for each in self.people}
        self.ambiguous = set()

    @property
    def table(self):
        return self.definitions[0].table

    # --- what is on a screen ---

    def person(self, who):
        return self.people[who % len(self.people)]

    def cases(self, person):
        """The rows to choose from: not one that was just copied, for which of the two is then the original?"""
        rows = person.rows(self.table)
        count = Counter(row["row_id"] for row in rows)
        return sorted({row["Case"] for row in rows if not row["row_id"] or count[row["row_id"]] == 1})

    def on_screen(self, person, case, title):
        shown = {row[title] for row in person.rows(self.table) if row["Case"] == case}
        listed = [each for each in person.conflicts() if (each["row"], each["field"]) == (case, title)]
        return frozenset(shown | {each[side] for each in listed for side in ("mine", "theirs")})

    def replaced_by(self, person, case, title):
        """What typing there, or deleting the row, takes the place of.

        That is what is on the screen, and what was there before this person's own typing that no sync has brought to
        a journal yet.
        """
        found = set(self.on_screen(person, case, title))
        for each in reversed(self.pending[person.name]):
            if isinstance(each, Typed) and (each.case, each.title) == (case, title) and each.value in found:
                found |= each.seen
        return frozenset(found)

    def marked(self, person, case):
        return any("deleted" in row["Sync"] for row in person.rows(self.table) if row["Case"] == case)

    def fresh(self):
        self.count += 1
        return f"v{self.count}"

    def note(self, person, event):
        (self.deleted if isinstance(event, Deleted) else self.typed).append(event)
        self.pending[person.name].append(event)

    # --- what people do ---

    def type_into(self, person, pick, title):
        cases = self.cases(person)
        if cases:
            case, value = cases[pick % len(cases)], self.fresh()
            event = Typed(case, title, value, self.replaced_by(person, case, title), self.marked(person, case))
            person.change(case, title, value, self.table)
            self.note(person, event)

    @rule(who=WHO, pick=PICK, title=st.sampled_from(FIELDS))
    def edit(self, who, pick, title):
        self.type_into(self.person(who), pick, title)

    @rule(who=WHO)
    def insert(self, who):
        person = self.person(who)
        if len(self.cases(person)) < 6:
            case = f"N-{self.fresh()}"
            status = self.fresh()
            person.add(case, status, table=self.table)
            self.note(person, Typed(case, "Status", status, frozenset(), False))

    @rule(who=WHO, pick=PICK)
    def delete(self, who, pick):
        person = self.person(who)
        cases = self.cases(person)
        if cases:
            case = cases[pick % len(cases)]
            seen = {title: self.replaced_by(person, case, title) for title in FIELDS}
            person.delete(case, self.table)
            self.note(person, Deleted(case, seen))

    @rule(who=WHO, pick=PICK)
    def copy_row(self, who, pick):
        person = self.person(who)
        found = person.content()
        table = found["tables"][self.table]
        rows = [row for row in table["rows"] if any(row)]
        if rows and len(rows) < 6:
            copy = list(rows[pick % len(rows)])
            copy[1], copy[-2] = f"N-{self.fresh()}", self.fresh()
            table["rows"].insert(pick % (len(table["rows"]) + 1), copy)
            person.save(found)
            self.note(person, Typed(copy[1], "Note", copy[-2], frozenset(), False))

    @rule(who=WHO, backwards=st.booleans())
    def sort(self, who, backwards):
        person = self.person(who)
        found = person.content()
        found["tables"][self.table]["rows"].sort(key=lambda row: row[2:4], reverse=backwards)
        person.save(found)

    @rule(who=WHO, pick=PICK, choice=st.sampled_from(["mine", "theirs", "new"]))
    def choose(self, who, pick, choice):
        person = self.person(who)
        conflicts = person.conflicts()
        if not conflicts:
            return
        place = pick % len(conflicts)
        each = conflicts[place]
        if each["choice"]:
            return
        value = self.fresh() if choice == "new" else each[choice]
        if each["field"] == "(whole row)":
            if choice == "new":
                return
            seen = {title: self.replaced_by(person, each["row"], title) for title in FIELDS}
            event = (
                Deleted(each["row"], seen) if value == "deleted" else Typed(each["row"], "", "keep", frozenset(), True)
            )
        else:
            seen = self.replaced_by(person, each["row"], each["field"])
            event = Typed(each["row"], each["field"], value, seen, self.marked(person, each["row"]))
        person.choose(value if choice == "new" else choice, place)
        self.note(person, event)

    # --- what programs do ---

    def run(self, person):
        before = self.pending[person.name][:]
        with suppress(TryAgainError):
            person.sync(max_delete=99, as_typed=True)
            # What was typed meanwhile is in the file that was replaced.
            self.pending[person.name] = self.pending[person.name][len(before) :]

    @rule(who=WHO)
    def sync(self, who):
        person = self.person(who)
        self.run(person)
        before = self.without_rest(person)
        self.run(person)
        assert self.without_rest(person) == before, "a second sync did something"
        before = dict(person.files.files)
        self.run(person)
        assert person.files.files == before, "a third sync did something"

    @staticmethod
    def without_rest(person):
        """All files but what a computer notes for itself: after a sync that had something to say, the next one does."""
        return {path: data for path, data in person.files.files.items() if "at rest" not in path.parts}

    @rule(who=WHO, at=st.integers(1, 60), how=st.sampled_from(["before", "torn", "after"]))
    def stopped_sync(self, who, at, how):
        person = self.person(who)
        person.files.stop_at, person.files.how = person.files.calls + at, how
        with suppress(Stopped):
            self.run(person)
        person.files.stop_at = None

    @rule(who=WHO, pick=PICK, title=st.sampled_from(FIELDS))
    def type_during_a_sync(self, who, pick, title):
        person = self.person(who)
        person.files.before_keep = lambda: self.type_into(person, pick, title)
        self.run(person)
        person.files.before_keep = None

    # --- what happens to files ---

    def deliver(self, giver, taker):
        files = giver.files.files
        for path, data in list(files.items()):
            if giver.share in path.parents and "journal" in path.parts and not path.name.startswith("."):
                self.arrive(files, taker.share / path.relative_to(giver.share), data)

    @staticmethod
    def arrive(files, there, data):
        """Let a journal's segment arrive: nothing of it is lost, and where two computers wrote it, both are kept."""
        kept = [each for path, each in files.items() if path.parent == there.parent]
        if any(each.startswith(data) for each in kept):
            return
        if not data.startswith(files.get(there, b"")):
            there = there.with_name(f"000001 (conflicted copy {sha256(data).hexdigest()[:8]}).csv")
        files[there] = data

    @rule(giver=WHO, taker=WHO)
    def deliver_some(self, giver, taker):
        if self.person(giver) is not self.person(taker):
            self.deliver(self.person(giver), self.person(taker))

    @rule(who=WHO)
    def remember_share(self, who):
        person = self.person(who)
        share = {path: data for path, data in person.files.files.items() if person.share in path.parents}
        self.old_shares[person.name].append(share)

    @rule(who=WHO)
    def roll_back_share(self, who):
        person = self.person(who)
        if self.old_shares[person.name]:
            kept = {path: data for path, data in person.files.files.items() if person.share not in path.parents}
            person.files.files = kept | self.old_shares[person.name][-1]
            for each in self.people:
                each.files.files = person.files.files

    @rule(who=WHO)
    def back_up(self, who):
        person = self.person(who)
        pending = list(self.pending[person.name])
        self.backups[person.name].append(Backup(person.files.files[person.path], pending))

    def journaled(self, event, operations):
        """Whether a journal somewhere holds it."""
        if isinstance(event, Deleted):
            return any(op.kind == "delete" and f'"case":"{event.case}"' in op.old for op in operations)
        return any(
            event.value in (op.new, *op.cells().values()) and op.cells().get("case", event.case) == event.case
            for op in operations  # a copy of the row says the value too, in a row of its own
        )

    def put(self, person, backup):
        """Put a copy in the place of a workbook: what was only in that one is gone, by the person's own hand."""
        operations = self.operations()
        for event in self.pending[person.name]:
            if event not in backup.pending and not self.journaled(event, operations):
                event.excused = True
        person.files.files[person.path] = backup.data
        self.pending[person.name] = list(backup.pending)
        self.ambiguous |= {event.case for event in backup.pending}

    @rule(who=WHO)
    def restore_backup(self, who):
        person = self.person(who)
        if self.backups[person.name]:
            self.put(person, self.backups[person.name][-1])

    @rule(who=WHO, to=WHO)
    def mail_workbook(self, who, to):
        giver, taker = self.person(who), self.person(to)
        if giver is not taker:
            self.put(taker, Backup(giver.files.files[giver.path], list(self.pending[giver.name])))

    @rule(who=WHO)
    def clone_computer(self, who):
        """Somebody new gets a computer that is a copy of another: its installation, its workbook, its share."""
        giver = self.person(who)
        if len(self.people) == len(NAMES):
            return
        name = NAMES[len(self.people)]
        clone = Person(name, giver.files, Path("/share") / name, self.definitions, giver.clock)
        self.copy_folder(giver, giver.home.folder, clone.home.folder)
        self.copy_folder(giver, giver.share, clone.share)
        self.pending[name], self.backups[name], self.old_shares[name] = [], [], []
        self.people.append(clone)
        self.put(clone, Backup(giver.files.files[giver.path], list(self.pending[giver.name])))

    @rule(who=WHO, to=WHO)
    def clone_installation(self, who, to):
        """Somebody's local state becomes a copy of another's, after a sync has brought all of it to the share."""
        giver, taker = self.person(who), self.person(to)
        if giver is taker:
            return
        self.run(taker)
        files = taker.files.files
        for path in [path for path in files if taker.home.folder in path.parents]:
            del files[path]
        self.copy_folder(giver, giver.home.folder, taker.home.folder)
        self.old_shares[taker.name] = []  # a share that loses what no computer keeps has lost it

    @staticmethod
    def copy_folder(person, source, target):
        files = person.files.files
        for path, data in list(files.items()):
            if source in path.parents:
                files[target / path.relative_to(source)] = data

    # --- the end ---

    def operations(self):
        found = {}
        for person in self.people:
            found.update((entry.operation.id, entry.operation) for entry in person.store.read().entries)
            journals = person.home.own_journal(person.store.identity()).journals
            for name in journals.names():
                found.update((entry.operation.id, entry.operation) for entry in journals.chain(name))
        return list(found.values())

    def deliver_everything(self):
        for _ in range(5):
            for person in self.people:
                person.sync(max_delete=99, as_typed=True)
            for giver in self.people:
                for taker in self.people:
                    if giver is not taker:
                        self.deliver(giver, taker)

    def teardown(self):
        if not hasattr(self, "people"):
            return
        self.deliver_everything()
        first = self.people[0]
        for person in self.people:
            before = dict(person.files.files)
            assert person.sync(max_delete=99, as_typed=True).exit_code in (0, 3)
            assert person.files.files == before, "a sync after everything has settled did something"
            assert person.shown(self.table) == first.shown(self.table)
            assert self.disputed(person) == self.disputed(first)
            assert person.store.check() == []
            assert self.faults(person) == []
        self.judge()

    @staticmethod
    def faults(person):
        """What `verify` says of a person's store and workbook."""
        history = history_of(person.store.read().entries)
        own = [fault for each in person.definitions for fault in base_faults(each, person.base(), history)]
        return [*store_faults(person.store, person.definitions), *own]

    @staticmethod
    def disputed(person):
        return {(each["row"], each["field"]) for each in person.conflicts()}

    def judge(self):
        operations = self.operations()
        typed = [each for each in self.typed if self.journaled(each, operations)]
        deletions = [each for each in self.deleted if self.journaled(each, operations)]
        for each in self.typed:
            if each in typed:
                self.explain(each, typed, deletions)
            elif not each.excused:
                self.explain(each, self.typed, self.deleted)
        self.no_needless_conflicts()

    def explain(self, each, effective, deletions):
        if not each.title or each.value in self.on_screen(self.people[0], each.case, each.title):
            return
        replaced = any(each.value in one.seen and one.title == each.title for one in effective if one is not each)
        assert replaced or self.is_deleted(each, deletions), ("lost", each)

    @staticmethod
    def is_deleted(each, deletions):
        return any(each.case == one.case and each.value in one.seen[each.title] for one in deletions)

    def no_needless_conflicts(self):
        count = Counter(each.value for each in self.typed)  # who chose "mine" typed that value a second time
        by_value = {each.value: each for each in self.typed if count[each.value] == 1}
        for each in self.people[0].conflicts():
            one, other = by_value.get(each["mine"]), by_value.get(each["theirs"])
            if one and other and one.case not in self.ambiguous and not (one.excused or other.excused):
                assert other.value not in one.seen, ("needless", one, other)
                assert one.value not in other.seen, ("needless", one, other)


class SharedLog(SharedDrive):
    """The same for a list that only grows: entries stay as they are, and every attempt stands as a proposal."""

    definitions = (LOG,)

    def judge(self):
        first = {}
        for op in self.operations():
            if op.kind == "create":
                first.setdefault(op.row_id, op)
        assert set(first) == {row["row_id"] for row in self.people[0].rows("Log")}


PHASES = (
    Phase.explicit,
    Phase.reuse,
    Phase.generate,
    *([] if os.environ.get("TCSHEETS_NO_SHRINK") else [Phase.shrink]),
)
LIMITS = settings(
    phases=PHASES,
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("machine", [SharedDrive, SharedLog])
def test_no_edit_is_lost_whatever_happens_to_the_files(machine):
    run_state_machine_as_test(machine, settings=LIMITS)
