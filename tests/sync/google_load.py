"""Ten people and one who has the sheet open, all at once, while everything that can goes wrong: as one seeded run."""

import random
from dataclasses import dataclass, field

from sync.google_people import google_people, journaled

from tcsheets.errors import TryAgainError

WRITERS, OPERATIONS, ROWS, SYNCS = 10, 100, 25, 4
MOST_ACTS = 40


@dataclass
class Load:
    """One run: who writes what, and what became of it."""

    seed: int
    writers: int = WRITERS
    operations: int = OPERATIONS
    typed: list = field(default_factory=list)
    replaced: set = field(default_factory=set)
    later: int = 0  # syncs that were told to try again
    busy: object = None  # whose sync is running

    def run(self):
        self.dice = random.Random(self.seed)
        self.people, self.sheet = google_people(*(f"p{number}" for number in range(self.writers)), rows=30)
        for each in self.people:
            each.draw = self.dice.random
        self.sheet.google.faults.draw = self.dice.random
        self.switch_on()
        self.sheet.google.hooks.append(self.meanwhile)
        self.acting = False
        written = [self.plan(each) for each in self.people]
        share = self.operations // SYNCS
        for turn in range(SYNCS):
            for number in self.dice.sample(range(self.writers), self.writers):
                for act in written[number][turn * share : (turn + 1) * share]:
                    act()
                self.sync(self.people[number])
        self.settle()
        return self

    def plan(self, person):
        """What one person does: new rows, then edits of them; each with a text that nobody else writes."""
        cases = [f"{person.name}-{row}" for row in range(ROWS)]
        new = [lambda case=case: person.add(case, "new", f"{case} note 0") for case in cases]
        edits = [
            lambda case=cases[number % ROWS], number=number: person.change(case, "Status", f"{case} status {number}")
            for number in range(self.operations - ROWS)
        ]
        return [*new, *edits]

    def switch_on(self):
        faults = self.sheet.google.faults
        faults.quota = True
        for kind in ("lost_after", "lost_before", "error_before", "error_after"):
            faults.plan(kind, "spreadsheets.batchUpdate", calls=None, share=0.04)
        faults.plan("error_before", "spreadsheets.get", calls=None, share=0.04)
        faults.plan("stale", "spreadsheets.get", calls=None, share=0.05)

    def meanwhile(self, google, call, path):
        """Somebody types or sorts, or another person's sync comes first, just before a write."""
        if self.acting or call != "spreadsheets.batchUpdate":
            return
        self.acting = True
        draw = self.dice.random()
        if draw < 0.1:
            self.sync(self.dice.choice([each for each in self.people if each is not self.busy]))
        elif draw < 0.4 and self.sheet.rows():
            self.type_something()
        elif draw < 0.55:
            self.sheet.sort(self.dice.choice(("Case", "Status")), self.dice.random() < 0.5)
        elif draw < 0.65 and self.sheet.rows():
            self.sheet.insert_above(self.dice.choice(self.sheet.rows())["Case"])
        self.acting = False

    def type_something(self):
        rows = [row for row in self.sheet.rows() if row["Case"]]
        if len(self.typed) >= MOST_ACTS or not rows:
            return
        case = self.dice.choice(rows)["Case"]
        text = f"typed {len(self.typed)}"
        old = next(row["Note"] for row in rows if row["Case"] == case)
        self.replaced.add(old)
        self.sheet.type(case, "Note", text)
        self.typed.append(text)

    def sync(self, person):
        """One sync; a second one of the same installation waits for its lock, so it never comes in between."""
        before, self.busy = self.busy, person
        try:
            person.sync()
        except TryAgainError:
            self.later += 1
        self.busy = before

    def settle(self):
        self.sheet.google.hooks.clear()
        self.sheet.google.faults.planned.clear()
        for _ in range(2):
            for person in self.people:
                person.sync()
        self.people[0].sync_sheet()

    def times_said(self):
        """How often each text was journaled, however many journals hold the operation."""
        said = {}
        for op in journaled(self.people[0])[1]:
            for text in op.cells().values() if op.kind in ("create", "set") else ():
                said.setdefault(text, set()).add(op.id)
        return {text: len(ids) for text, ids in said.items()}
