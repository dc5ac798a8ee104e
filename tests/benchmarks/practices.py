"""A thousand practices by `tcsheets estimate`: `python tests/benchmarks/practices.py [--lines 30000000]`.

Practices are generated, estimated by local processes and written as Parquet; time, throughput and the most memory that
all processes together had are told.  The folder is removed at the end.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import practice
import shape

LINES = {"smoke": 20_000, "named": 3_000_000, "full": 30_000_000}
OF_ONE = 30_000


def family(root):
    """Return the processes under one, itself included."""
    parents = {}
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(each.parent.name)] = int(each.read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def memory_of(pid):
    """Return the bytes that a process has of its own, and its part of what it shares; 0 where that is not told."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def watched(command):
    """Run a command; return its output, and the most memory that it and its processes had together."""
    most, is_over = 0, threading.Event()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def watch():
        nonlocal most
        while not is_over.wait(0.5):
            most = max(most, sum(map(memory_of, family(process.pid))))

    thread = threading.Thread(target=watch)
    thread.start()
    told = process.communicate()[0]
    is_over.set()
    thread.join()
    assert process.returncode == 0, told
    return json.loads(told), most


def measured(lines):
    """Return the seconds of writing, of estimating, of a rerun; the most memory; the lines and bytes written."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        start = time.perf_counter()
        practice.write_practices(folder, lines, min(lines // 2, OF_ONE))
        made = time.perf_counter() - start
        code = "from tcsheets.cli import main; main()"
        command = [sys.executable, "-c", code, "estimate", str(folder / "lines"), str(folder / "out"), "--json"]
        command += ["--benefits", str(folder / "benefits.csv"), "--as-of", str(practice.DAY)]
        command += [word for name in ("patients", "history") for word in (f"--{name}", str(folder / name))]
        start = time.perf_counter()
        told, memory = watched(command)
        estimated = time.perf_counter() - start
        assert told["lines"] == lines, told
        start = time.perf_counter()
        again = watched(command)[0]
        assert (again["done"], again["lines"]) == (0, 0), again
        size = sum(each.stat().st_size for each in (folder / "out").glob("*.parquet"))
        return made, estimated, time.perf_counter() - start, memory / 1e6, told["problems"], size / 1e6


def figures(size):
    """Yield what many practices cost."""
    lines = LINES[size]
    yield from figures_of(lines)


def figures_of(lines):
    """Yield the figures for so many lines."""
    made, estimated, again, memory, problems, megabytes = measured(lines)
    more = {"size": lines}
    note = f"{lines / estimated:,.0f} lines a second, {problems:,} with a problem, {megabytes:,.0f} MB written"
    yield shape.Figure("practices: generated", (made,), **more)
    yield shape.Figure("practices: read, estimated, written", (estimated,), bar="practices", note=note, **more)
    yield shape.Figure("practices: a rerun that finds all done", (again,), **more)
    yield shape.Figure("practices: memory of all processes", (memory,), "MB", bar="practices memory", **more)


def main():
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=LINES["smoke"])
    for each in figures_of(parser.parse_args().lines):
        print(f"{each.what:45} {each.middle:10.1f} {each.unit:3} {each.note}")


if __name__ == "__main__":
    shape.told(figures) or main()
