"""What bulk estimates cost, beside what people would use: `python tests/benchmarks/bulk.py [--lines 1000000]`.

Bars (issue 9), at 1,000,000 lines: the kernel 50 x the plain loop and at most 10 x copying its bytes; end to end 1.5 s;
the simple model as fast as the best of its peers; memory 4 x the input; a ten-line plan 1 ms.
"""

import argparse
import gc
import json
import subprocess
import sys
import time
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parent))
import practice
from shape import Figure, measured, told

from tcsheets import bulk
from tcsheets.bulk import estimating, kernel

DEDUCTIBLE, MAXIMUM, SHARE = 50_00, 1_500_00, 800_000
PLAIN_PATIENTS = 300
SIMPLE = [["One", "Share", "", "80%"], ["One", "Deductible", "", 50], ["One", "Maximum", "", 1500]]


ISSUE = 1_000_000
LINES = {"smoke": 2_000, "named": ISSUE, "full": 3_000_000}


def arguments_of(tables):
    """Return what the kernel is called with for some tables."""
    caught, run = [], estimating.run
    estimating.run = lambda *arguments: caught.append(arguments) or run(*arguments)
    try:
        bulk.estimate(*tables[:3], history=tables[3], as_of=practice.DAY)
    finally:
        estimating.run = run
    return caught[0]


def touched(arguments):
    """Return the arrays that the kernel reads and writes."""
    lines, people, _, fee, groups, log, out, _ = arguments
    read = [
        lines.code,
        fee,
        lines.units,
        lines.day,
        lines.area,
        lines.allowed,
        lines.extra,
        people.persons,
        people.more,
    ]
    return [*read, groups[0], *log, out.amounts, out.each, out.word]


def plain_seconds_a_line(arguments):
    """Return what a line costs in the same loop over lists, by plain Python."""
    lines, people, book, fee, (starts, order), (past_starts, past), *_ = arguments
    count = min(PLAIN_PATIENTS, len(lines.names))
    last = int(starts[count])
    lists = [each.tolist() for each in (book.plans, book.rules, book.reach, book.terms)]
    more = [people.persons[:count].reshape(-1).tolist(), people.more[:count].reshape(-1).tolist(), starts.tolist()]
    columns = [lines.code, fee, lines.units, lines.day, lines.area, lines.allowed, lines.extra, lines.extras]
    columns = [each[:last].tolist() for each in columns[:-1]] + [lines.extras.tolist()]
    most, before = int(np.diff(starts).max()), int(np.diff(past_starts).max(initial=0))
    scratch = [[0] * each for each in kernel.scratch_sizes(most, before, len(book.rules))]
    results = [[0] * count, [0.0] * (8 * last), [0.0] * (3 * last), [0] * last, last]
    had = [past_starts.tolist(), past[: int(past_starts[count]) * 13].tolist()]
    start = time.perf_counter()
    kernel.estimate_some(0, count, *lists, book.width, *more, order[:1].tolist(), *columns, *had, *results, *scratch)
    return (time.perf_counter() - start) / last, results[1][5 * last : 6 * last]


def kernel_figures(size):
    """Yield the kernel beside the plain loop and beside copying the bytes it touches."""
    arguments = arguments_of(practice.tables(size))
    out = arguments[-2]

    def kernel_once():
        out.status[:] = arguments[1].plain
        estimating.run(*arguments)

    arrays = touched(arguments)
    targets = [np.empty_like(each) for each in arrays]
    pairs = list(zip(targets, arrays, strict=True))
    copied = measured("kernel", lambda: [np.copyto(to, own) for to, own in pairs], size=size, by="copying its bytes")
    fast = measured("kernel", kernel_once, size=size)
    slow, paid = plain_seconds_a_line(arguments)
    assert paid == out.amounts[5 * size : 5 * size + len(paid)].tolist(), "both hearts give the same"
    megabytes = sum(each.nbytes for each in arrays) / 1e6
    yield fast
    yield replace(copied, note=f"{megabytes:.0f} MB")
    yield Figure("kernel", (slow * size,), size=size, by="plain Python", note=f"counted on {PLAIN_PATIENTS} patients")
    loop = tuple(slow * size / each for each in fast.runs)
    yield Figure("kernel: times as fast as the plain loop", loop, "x", size, bar="kernel loop")
    times = tuple(each / copied.middle for each in fast.runs)
    busy = f"{fast.processor / copied.processor:.1f} x in processor time"
    yield Figure("kernel: times the copying of its bytes", times, "x", size, bar="kernel copy", note=busy)


def end_to_end(size):
    """Return the whole way, DataFrame to DataFrame."""
    lines, plans, people, past = practice.tables(size)
    bar = "bulk" if size == ISSUE else ""
    once = lambda: bulk.estimate(lines, plans, people, history=past, as_of=practice.DAY)  # noqa: E731
    return measured("bulk: DataFrame to DataFrame", once, 3, size=size, bar=bar)


# --- the simple model, as each tool's user would write it: paid cents from allowed cents, patients together


def simple_numpy(patient, allowed):
    """Return what is paid, by cumulative sums."""

    def before(amounts):
        total = np.cumsum(amounts) - amounts
        return total - total[np.searchsorted(patient, patient)]

    deductible = np.clip(DEDUCTIBLE - before(allowed), 0, allowed)
    wanted = (2 * (allowed - deductible) * SHARE + 1_000_000) // 2_000_000
    return np.clip(MAXIMUM - before(wanted), 0, wanted)


def simple_pandas(frame):
    """Return the same by grouped cumulative sums."""
    allowed = frame["allowed"]
    before = allowed.groupby(frame["patient"]).cumsum() - allowed
    deductible = (DEDUCTIBLE - before).clip(lower=0).clip(upper=allowed)
    wanted = (2 * (allowed - deductible) * SHARE + 1_000_000) // 2_000_000
    return (MAXIMUM - (wanted.groupby(frame["patient"]).cumsum() - wanted)).clip(lower=0).clip(upper=wanted)


def simple_polars(frame):
    """Return the same by windows."""
    import polars as pl

    def left(amount, column):
        before = pl.col(column).cum_sum().over("patient") - pl.col(column)
        return pl.min_horizontal(pl.max_horizontal(amount - before, pl.lit(0)), pl.col(column))

    wanted = (2 * (pl.col("allowed") - left(DEDUCTIBLE, "allowed")) * SHARE + 1_000_000) // 2_000_000
    return frame.with_columns(wanted.alias("wanted")).select(left(MAXIMUM, "wanted").alias("pays"))["pays"]


SQL = f"""
with a as (select patient, place, allowed, sum(allowed) over w - allowed as before from lines
           window w as (partition by patient order by place)),
     b as (select patient, place, cast((2 * (allowed - least(greatest({DEDUCTIBLE} - before, 0), allowed)) * {SHARE}
                  + 1000000) // 2000000 as bigint) as wanted from a)
select cast(least(greatest({MAXIMUM} - (sum(wanted) over w - wanted), 0), wanted) as bigint) as pays from b
window w as (partition by patient order by place) order by place
"""


def peers_of(patient, allowed):
    """Return each tool's formulation as (name, function that gives what is paid)."""
    frame = pd.DataFrame({"patient": patient, "allowed": allowed, "place": np.arange(len(patient))})
    found = [("numpy", lambda: simple_numpy(patient, allowed)), ("pandas", lambda: simple_pandas(frame).to_numpy())]
    if find_spec("polars"):
        import polars as pl

        table = pl.from_pandas(frame)
        found.append(("polars", lambda: simple_polars(table).to_numpy()))
    if find_spec("duckdb"):
        import duckdb

        link = duckdb.connect()
        link.register("lines_frame", frame)
        link.execute("create table lines as select * from lines_frame")
        found.append(("DuckDB", lambda: link.execute(SQL).fetchnumpy()["pays"]))
    return found


def simple_figures(size):
    """Yield the simple model by the kernel of all rules, and by each tool, which know this one model only."""
    chance = np.random.default_rng(5)
    patient, allowed = np.arange(size) // 10, chance.integers(2_000, 90_000, size)
    lines = pd.DataFrame({"Patient": patient, "Code": "D2740", "Fee": allowed / 100})
    plans = pd.DataFrame(SIMPLE, columns=practice.BENEFIT_COLUMNS, dtype=object)
    arguments = arguments_of((lines, plans, None, None))

    out = arguments[-2]

    def kernel_once():
        out.status[:] = 0
        estimating.run(*arguments)

    own = measured("simple model", kernel_once, size=size, note="the kernel of all rules")
    yield own
    ours, best = np.rint(out.amounts[5 * size : 6 * size] * 100).astype(np.int64), None
    for name, function in peers_of(patient, allowed):
        assert np.array_equal(function(), ours), f"{name} gives the same"
        peer = measured("simple model", function, size=size, by=name, note="this one model only")
        best = peer if best is None or peer.middle < best.middle else best
        yield peer
    times = tuple(best.middle / each for each in own.runs)
    yield Figure("simple model: times as fast as the best peer", times, "x", size, bar="simple", note=best.by)


def bytes_now(field):
    """Return what the system says of this process: VmRSS, or VmHWM, the most since it was asked to forget."""
    found = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines() if line[:2] == "Vm")
    return int(found[field].split()[0]) * 1024


def memory(size):
    """Return the memory of an estimate together with its input, and the input's, in bytes."""
    tables = practice.tables(size)
    bulk.estimate(*[each.head(1000) for each in tables[:1]], *tables[1:3], as_of=practice.DAY)
    gc.collect()
    given = sum(int(each.memory_usage(deep=True).sum()) for each in tables)
    Path("/proc/self/clear_refs").write_text("5")
    before = bytes_now("VmRSS")
    bulk.estimate(*tables[:3], history=tables[3], as_of=practice.DAY)
    return {"input": given, "most": bytes_now("VmHWM") - before + given}


def memory_figures(size):
    """Yield the same, measured in a process of its own."""
    command = [sys.executable, __file__, "--memory", "--lines", str(size)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    note = f"{found['most'] / 1e6:.0f} MB with an input of {found['input'] / 1e6:.0f} MB"
    yield Figure(
        "bulk: memory, times the input", (found["most"] / found["input"],), "x", size, bar="bulk memory", note=note
    )


def ten_lines():
    """Return a ten-line plan in plain Python with its sentences."""
    from tcsheets.insurance.estimate import estimate
    from tcsheets.insurance.plans import read_benefits
    from tcsheets.insurance.reasons import reasons
    from tcsheets.insurance.services import Context, read_services

    facts = [["Benefit", "For", "Value"], *[list(each[1:]) for each in practice.facts_of(0, np.random.default_rng(1))]]
    stated = read_benefits([*facts, ["Patient age", "", "40"]])
    rows = [["Code", "Fee", "Allowed", "Tooth"]] + [[code, 200.5, 150, "14"] for code in practice.CODES[:40:4]]
    services = read_services(rows, Context((), practice.DAY, "", stated)).all_records()

    def once():
        found = estimate(services, stated.plans, (), stated.options)
        reasons(found, stated.plans, ())

    return measured("ten lines with their sentences, plain Python", once, 50, unit="s", bar="ten lines")


def figures(size):
    """Yield all figures of bulk estimates."""
    yield from figures_of(LINES[size])


def figures_of(lines):
    """Yield the figures for so many lines, the whole way also for a tenth and a hundredth of them."""
    yield from kernel_figures(lines)
    yield from (end_to_end(max(lines // part, 100)) for part in (100, 10, 1))
    yield from simple_figures(lines)
    yield from memory_figures(lines)
    yield ten_lines()


def main():
    """Print the figures, or those of memory in this process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=20_000)
    parser.add_argument("--memory", action="store_true")
    asked = parser.parse_args()
    if asked.memory:
        print(json.dumps(memory(asked.lines)))
        return
    for each in figures_of(asked.lines):
        print(f"{each.what:46} {each.by:18} {each.middle:9.4f} {each.unit:2} {each.note}")


if __name__ == "__main__":
    told(figures) or main()
