"""A year of work in one shared folder: what opening it for the first time takes, with and without a checkpoint.

    python tests/benchmarks/sync_year.py --people 20 --operations 200 --days 250

Every day each person writes so many operations: new rows, and edits of rows that are open, mostly their own.  Then
somebody new opens the folder with an empty workbook, on a computer that has seen nothing.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from shape import Figure, told

BAR = (10.0, 500)
FIELDS = ("status", "next_step", "note", "last_contact", "concern")
OPEN = 40  # rows that one person works on at a time
ANOTHERS = 0.01  # how often an edit is of a row of somebody else


def row(chance, number, day):
    """Return a new row."""
    return {
        "case_id": f"C-{number}",
        "chart": str(1000 + number // 3),
        "treatment": chance.choice(["Crown 30", "Implant 14", "SRP"]),
        "value": f"{chance.randint(1, 9000)}.00",
        "presented": f"{day}T10:00:00",
        "status": "presented",
    }


def write_year(folder, people, operations, days, share_of_new=0.02):
    """Write the journals of a year, as syncs would have."""
    from tcsheets.stores.folder import create_folder_store
    from tcsheets.sync.op import Operation, chained, derived_id, row_text

    create_folder_store(folder)
    chance = random.Random(7)
    chains = {f"{number:016x}": [] for number in range(people)}
    last = dict.fromkeys(chains)
    rows, count, total = {writer: [] for writer in chains}, 0, 0
    for number in range(days):
        day = date(2026, 1, 2) + timedelta(days=number)
        seen = tuple(sorted(mark for mark in last.values() if mark))
        for writer, waiting in chains.items():
            made, today = [], {}
            for turn in range(operations):
                count += 1
                whose = writer if chance.random() > ANOTHERS else chance.choice(list(chains))
                is_new = not rows[whose] or chance.random() < share_of_new
                if is_new:
                    whose, total = writer, total + 1
                    rows[writer].append(f"{total:020x}")
                row_id = rows[whose][-1 if is_new else -1 - chance.randrange(min(OPEN, len(rows[whose])))]
                key = "" if is_new else chance.choice(FIELDS)
                new = row_text(row(chance, total, day)) if is_new else f"{day} {chance.randint(1, 999)}"
                at = f"{day}T{8 + turn % 9:02d}:{turn % 60:02d}:00+00:00"
                kind, after = "create" if is_new else "set", tuple(today.get(row_id, ()))
                who = f"person {writer[-2:]}", f"{writer[-2:]}.xlsx"
                op = Operation(derived_id(count), kind, "follow_ups", row_id, key, "", new, at, *who, seen, after)
                made.append(op)
                today.setdefault(row_id, []).append(op.id)
            # Each person sees what all had written the day before, and what they wrote themselves.
            entries = chained(writer, last[writer], made)
            last[writer] = entries[-1].mark
            waiting.extend(entries)
            if len(waiting) >= 5_000 or number == days - 1:
                flush(folder, writer, waiting, is_end=number == days - 1)
                del waiting[: len(waiting) // 5_000 * 5_000]
    return count


def flush(folder, writer, entries, *, is_end):
    """Write full segments; at the end, what is left as the last one."""
    from tcsheets.stores.journals import segment_text

    place = folder / "journal" / writer
    place.mkdir(parents=True, exist_ok=True)
    first = len(list(place.iterdir())) + 1
    count = -(-len(entries) // 5_000) if is_end else len(entries) // 5_000
    for number in range(count):
        part = entries[number * 5_000 : (number + 1) * 5_000]
        (place / f"{first + number:06d}.csv").write_text(segment_text(part), encoding="utf-8")


def open_cold(folder):
    """Sync an empty workbook on a computer that has seen nothing, and return what came of it."""
    from tcsheets.cli import app
    from tcsheets.sync.home import join_store, open_home
    from tcsheets.sync.run import sync_workbook

    with tempfile.TemporaryDirectory() as place:
        home, path = open_home(Path(place) / "home"), Path(place) / "new.xlsx"
        join_store(home, folder, "practice")
        app(["new", "treatment_coordinator", str(path), "--no-sample"], standalone_mode=False)
        start = time.perf_counter()
        report = sync_workbook(path, "practice", actor="new", home=home)
        return time.perf_counter() - start, report.summary


def measured(folder):
    """Open the folder in a process of its own; return seconds, megabytes and what came of it."""
    done = subprocess.run([sys.executable, __file__, "--open", str(folder)], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return found["seconds"], found["megabytes"], found["summary"]


SIZES = {"smoke": (2, 5, 4), "named": (20, 200, 250), "full": (20, 200, 250)}


def both(people, operations, days):
    """Make the year; return its operations, then seconds, megabytes and outcome without and with a checkpoint."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "share"
        count = write_year(folder, people, operations, days)
        first = measured(folder)
        if not (folder / "checkpoint").exists():
            from tcsheets.stores.folder import FolderStore
            from tcsheets.sync.checkpoint import cut
            from tcsheets.sync.lists import LISTS

            store = FolderStore(folder)
            store.keep_checkpoint(cut(LISTS, store.read().history()))
        return count, first, measured(folder)


def figures(size):
    """Yield what opening the year costs."""
    count, without, with_one = both(*SIZES[size])
    yield Figure("year: opened cold, with a checkpoint", (with_one[0],), size=count, bar="year", note=with_one[2])
    yield Figure("year: memory, with a checkpoint", (with_one[1],), "MB", count, bar="year memory")
    yield Figure("year: opened cold, without", (without[0],), size=count)
    yield Figure("year: memory, without", (without[1],), "MB", count)


def main():
    """Make the year, open it without and with a checkpoint, and print both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, usual in (("people", 5), ("operations", 50), ("days", 40)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--open", type=Path, help="only open this folder")
    asked = parser.parse_args()
    if asked.open:
        seconds, summary = open_cold(asked.open)
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "megabytes": megabytes, "summary": summary}))
        return
    count, first, second = both(asked.people, asked.operations, asked.days)
    print(f"{count:,} operations of {asked.people} people on {asked.days} days")
    print(f"  without a checkpoint  {first[0]:7.2f} s {first[1]:6.0f} MB  {first[2]}")
    print(f"  with a checkpoint     {second[0]:7.2f} s {second[1]:6.0f} MB  {second[2]}")
    print(f"  ratio {first[0] / second[0]:.1f} x; bar with a checkpoint: {BAR[0]:g} s, {BAR[1]} MB")


if __name__ == "__main__":
    told(figures) or main()
