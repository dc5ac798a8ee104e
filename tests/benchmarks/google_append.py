"""What the naive way loses: ten writers who add rows to a Google Sheet with `values.append`, as most programs do.

    python tests/benchmarks/google_append.py [SEEDS]

The stand-in lets an append that runs at the same time as another believe in the table before it (it overwrites), and
loses some answers after the work was done (the retry duplicates).  Beside it the same work through the store.
"""

import random
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(1, str(Path(__file__).parent.parent))  # where the stand-in is
from google_fake import service
from google_fake.google import stand_in
from google_fake.transport import client
from requests import ConnectionError as Lost
from shape import OURS, Figure, told
from stores.google_world import google_store, unchecked

from tcsheets.sync.op import Operation, chained, digest

WRITERS, ROWS = 10, 100
RACES, LOST = 0.25, 0.02


def naive(seed, rows=ROWS):
    """Append one row at a time, again where no answer came; return how many rows are there once, and how many twice."""
    dice = random.Random(seed)
    google = stand_in()
    book = google.create()
    google.faults.draw = dice.random
    google.faults.plan("race", "spreadsheets.values.append", calls=None, share=RACES)
    google.faults.plan("lost_after", "spreadsheets.values.append", calls=None, share=LOST)
    sheet = client(google).open_by_key(book).sheet1
    for row in range(rows):
        for writer in dice.sample(range(WRITERS), WRITERS):
            while not sent(sheet, f"{writer}-{row}"):
                pass
    found = [row[0] for row in sheet.get_all_values() if row]
    return len(set(found)), len(found) - len(set(found))


def sent(sheet, text):
    """Append a row; False where no answer came."""
    try:
        sheet.append_row([text])
    except Lost:
        return False
    return True


def through_the_store(seed, rows=ROWS):
    """Do the same work through journals of one writer each, ten rows at a time; return the same."""
    dice = random.Random(seed)
    store = google_store(stand_in())
    store.google.faults.draw = dice.random
    store.google.faults.plan("lost_after", "spreadsheets.batchUpdate", calls=None, share=LOST)
    last = {}
    for part in range(0, rows, 10):
        for writer in dice.sample(range(WRITERS), WRITERS):
            name = f"w{writer}"
            texts = [f"{writer}-{row}" for row in range(part, part + 10)]
            blank = Operation("", "create", "calls", "", "", "", "")
            ops = [replace(blank, id=digest(each)[:20], row_id=digest(each)[:8], new=each) for each in texts]
            entries = chained(name, last.get(writer), ops)
            store.append(name, last[writer].hash if writer in last else "", entries)
            last[writer] = entries[-1].mark
    found = [each.operation.new for each in store.read().entries]
    return len(set(found)), len(found) - len(set(found))


def figures(size):
    """Yield how many of the rows are there once, and how many twice, by the naive way and through the store."""
    seeds, rows = {"smoke": (1, 10), "named": (10, ROWS), "full": (50, ROWS)}[size]
    asked = WRITERS * rows
    service.checked = unchecked
    for by, way in (("naive append", naive), (OURS, through_the_store)):
        results = [way(seed, rows) for seed in range(seeds)]
        lost, twice = (tuple(values) for values in zip(*((asked - once, more) for once, more in results)))
        yield Figure("ten writers: rows lost", lost, "lost", asked, by, note=f"{seeds} draws of faults")
        yield Figure("ten writers: rows there twice", twice, "twice", asked, by, note=f"{seeds} draws of faults")


def main(seeds):
    """Print what became of the rows."""
    service.checked = unchecked
    for name, way in (("naive append", naive), ("the store", through_the_store)):
        results = [way(seed) for seed in range(seeds)]
        there = [found for found, _ in results]
        twice = sum(again for _, again in results) / seeds
        print(f"{name:>12}: {min(there)} to {max(there)} of {WRITERS * ROWS} are there, {twice:.1f} twice on average")


if __name__ == "__main__":
    told(figures) or main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
