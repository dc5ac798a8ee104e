"""How long a sync takes and how much memory, by size, beside what people would use instead; ratios in one run.

    python tests/benchmarks/sync.py --rows 5000 --rows 100000

Each step runs in a process of its own, so that memory is its own too.  Peers do less: they know no conflicts, no
history and no fidelity; what they are given is the same change of 2 % of the rows.
"""

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from shape import Figure, told

BARS = {"nothing to do": (3.0, 600), "2 % edited": (8.0, 600)}
SMALL_BAR = 0.6
COLUMNS = 12
FORMATS = {"value": "#,##0.00", "presented": "yyyy-mm-dd hh:mm", "last_contact": "yyyy-mm-dd"}
TYPED = {"value": float, "presented": datetime.fromisoformat, "last_contact": datetime.fromisoformat}


def values_of(number, chance):
    """Return a row of the list: eleven values that vary as a practice's do."""
    return {
        "case_id": f"C-{number}",
        "chart": f"{1000 + number // 3}",
        "treatment": chance.choice(["Crown 30", "Implant 14", "SRP", "Two fillings"]),
        "value": f"{chance.randint(100, 900_000) / 100:.2f}",
        "presented": f"2026-11-{chance.randint(1, 28):02d}T10:30:00",
        "status": chance.choice(["presented", "thinking", "accepted"]),
        "coordinator": chance.choice(["Kim", "Lee"]),
        "concern": chance.choice(["cost", "fear"]),
        "last_contact": f"2026-11-{chance.randint(1, 28):02d}",
        "next_step": "call back",
        "note": f"left a message {chance.randint(1, 10**6)}",
    }


# --- steps, each run as a process of its own ---


def make(folder, rows):
    """Write a workbook with a table of so many rows x 12 columns, attached, and a store."""
    import xlsxwriter

    from tcsheets.sync.attaching import attach_workbook, named_lists
    from tcsheets.sync.home import join_store, open_home
    from tcsheets.sync.lists import LISTS

    path, chance = folder / "kim.xlsx", random.Random(1)
    titles = {each.key: each.title for each in LISTS[0].columns}
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Follow-ups")
        formats = {key: book.add_format({"num_format": text}) for key, text in FORMATS.items()}
        sheet.write_row(0, 0, [*(titles[key] for key in values_of(0, chance)), titles["patient"]])
        for n in range(rows):
            for place, (key, text) in enumerate(values_of(n, chance).items()):
                typed = TYPED.get(key, str)(text)
                sheet.write(n + 1, place, typed, formats.get(key))
            sheet.write(n + 1, COLUMNS - 1, f"P{n}")
    home = open_home(folder / "home")
    attach_workbook(path, wanted=named_lists([], ["Follow-ups"], ["follow_ups"]), home=home)
    join_store(home, folder / "share", "practice")


def edit(folder, rows):
    """Change 2 % of the rows, as somebody at work would."""
    from tcsheets.sync.excel_file import open_excel
    from tcsheets.sync.lists import LISTS
    from tcsheets.sync.table import TablePatch, Write

    path, chance = folder / "kim.xlsx", random.Random(time.time_ns())
    book = open_excel(path.read_bytes(), path.name)
    places = chance.sample(range(rows), max(rows // 50, 1))
    writes = [Write(place, "note", f"called {chance.random()}") for place in places]
    path.write_bytes(book.patched(LISTS, [TablePatch("follow_ups", tuple(writes))]).data)


def first_sync(folder, rows):
    """Let the workbook join the store, which sends all of it."""
    return sync(folder, rows, joins=True)


def sync(folder, rows, **asked):
    """Sync the workbook, and return what came of it."""
    from tcsheets.sync.home import open_home
    from tcsheets.sync.run import sync_workbook

    home = open_home(folder / "home")
    return sync_workbook(folder / "kim.xlsx", "practice", actor="kim", home=home, **asked).summary


def thorough_sync(folder, rows):
    """Sync without the look at whole files that tells that nothing has changed."""
    return sync(folder, rows, thorough=True)


def pandas_chain(folder, rows):
    """Do what a script with pandas would: read the workbook and the shared CSV, merge, write both anew."""
    import pandas as pd

    mine = pd.read_excel(folder / "kim.xlsx", sheet_name="Follow-ups", header=None)
    shared = pd.read_csv(folder / "share" / "view" / "follow_ups.csv", dtype=str)
    merged = mine.merge(shared, how="outer", left_on=mine.columns[1], right_on=shared.columns[0])
    merged.to_excel(folder / "pandas.xlsx", index=False)
    merged.to_csv(folder / "pandas.csv", index=False)


def daff_merge(folder, rows):
    """Let daff compare three versions of the list as CSV; the workbook is left out, for it does not read one."""
    import daff

    with (folder / "share" / "view" / "follow_ups.csv").open(encoding="utf-8-sig", newline="") as file:
        parent = list(csv.reader(file))
    local, remote = [row[:] for row in parent], [row[:] for row in parent]
    for place in range(1, len(parent), 50):
        local[place][-3], remote[place][-4] = "mine", "theirs"
    flags = daff.CompareFlags()
    flags.parent = daff.PythonTableView(parent)
    merger = daff.Merger(flags.parent, daff.PythonTableView(local), daff.PythonTableView(remote), flags)
    merger.apply()


STEPS = {each.__name__: each for each in (make, edit, first_sync, sync, thorough_sync, pandas_chain, daff_merge)}


def measured(step, folder, rows):
    """Return seconds, megabytes and the outcome of a step, run as a process of its own."""
    command = [sys.executable, __file__, "--step", step, "--folder", str(folder), "--rows", str(rows)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return None, None, done.stderr.strip().splitlines()[-1][:80]
    found = json.loads(done.stdout.splitlines()[-1])
    return found["seconds"], found["megabytes"], found["outcome"]


def run_step(name, folder, rows):
    """Run one step here, and print what it took; importing does not count."""
    import tcsheets.sync.run  # noqa: F401 (what every command loads)

    start = time.perf_counter()
    outcome = STEPS[name](folder, rows)
    seconds = time.perf_counter() - start
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": megabytes, "outcome": outcome or ""}))


def steps_of(rows):
    """Measure one size; return (what, seconds, megabytes, outcome) of each step."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        measured("make", folder, rows)
        lines = [
            ("first sync", *measured("first_sync", folder, rows)),
            ("nothing to do", *measured("sync", folder, rows)),
        ]
        lines.append(("nothing to do, every cell", *measured("thorough_sync", folder, rows)))
        measured("edit", folder, rows)
        # Until something is written again, a workbook remembers all that it sent when it joined.
        lines.append(("2 % edited, after joining", *measured("sync", folder, rows)))
        measured("edit", folder, rows)
        lines.append(("2 % edited", *measured("sync", folder, rows)))
        for name, step in PEERS.items():
            there = find_spec(name) is not None
            found = measured(step, folder, rows) if there else (None, None, "not installed")
            lines.append((SAID[name], *found))
    return lines


PEERS = {"pandas": "pandas_chain", "daff": "daff_merge"}
SAID = {"pandas": "pandas: read, merge, write", "daff": "daff: merge of CSV only"}


def report(rows):
    """Measure one size and print its table."""
    print(f"\n{rows:,} rows x {COLUMNS} columns")
    lines = steps_of(rows)
    full = next(each for each in lines if each[0] == "2 % edited")
    for what, seconds, megabytes, outcome in lines:
        if seconds is None:
            print(f"  {what:28} {outcome}")
            continue
        ratio = f"{seconds / full[1]:6.2f} x" if full[1] else ""
        bar = f"  bar {BARS[what][0]:g} s, {BARS[what][1]} MB" if what in BARS and rows >= 100_000 else ""
        bar = bar or (f"  bar {SMALL_BAR} s" if what == "2 % edited" and rows == 5_000 else "")
        print(f"  {what:28} {seconds:7.2f} s {megabytes:6.0f} MB  {ratio}  {outcome}{bar}")


ROWS = {"smoke": (200,), "named": (1_000, 5_000, 100_000), "full": (1_000, 10_000, 100_000)}


def figures(size):
    """Yield what a sync costs by size; peers do the same change of 2 % of the rows, and know no conflicts."""
    for rows in ROWS[size]:
        for what, seconds, megabytes, outcome in steps_of(rows):
            name = next((name for name, said in SAID.items() if said == what), "")
            if seconds is None:
                continue
            if name:
                note = what.split(": ")[1] + "; no conflicts, no history"
                yield Figure("sync: 2 % edited", (seconds,), size=rows, by=name, note=note)
                continue
            bar = {"2 % edited": "sync small" if rows < 50_000 else "sync", "nothing to do": "sync nothing"}.get(
                what, ""
            )
            yield Figure(f"sync: {what}", (seconds,), size=rows, bar=bar, note=str(outcome))
            if what == "2 % edited":
                yield Figure("sync: memory, 2 % edited", (megabytes,), "MB", rows, bar="sync memory")


def main():
    """Run the benchmark, or one step of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, action="append", help="a size; may be given several times")
    parser.add_argument("--step", choices=STEPS)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    sizes = asked.rows or [1_000]
    if asked.step:
        run_step(asked.step, asked.folder, sizes[0])
        return
    for rows in sizes:
        report(rows)


if __name__ == "__main__":
    told(figures) or main()
