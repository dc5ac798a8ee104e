"""What asking a server costs: `python tests/benchmarks/server.py [CELLS]` (needs Node).

Bars (issue 7): 10,000 cells asked at once cost at most 20 POSTs and 300 ms of server time; recalculating the same
costs none; one cell's round trip on loopback takes at most 2 ms at the median; `import tcsheets.functions` at most
100 ms beyond bare Python.  Beside it one POST a cell, as other tools ask.
"""

import http.client
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table
from shape import Figure, told

from tcsheets.server import running as server_running
from tcsheets.server.app import Setup, make_app
from tcsheets.server.tokens import Tokens

sys.path[0] = str(Path(__file__).parent.parent)  # in place of this folder, where `server` would be this file
from server.served import GENEROUS, excel_script, run_node, running  # noqa: E402

ROUND_TRIPS = 400
IMPORTS = 15
IMPORT = "import sys; sys.path.insert(0, '.'); import tcsheets.functions"
FEES = [["Code", "Office fee"], *[[f"D{number:04d}", 100.5 + number] for number in range(100, 400, 10)]]
SHEETS = {
    "a total a line": lambda place: ("TC_LINE_TOTAL", [(10_000 + place) / 100, 2, 0.05]),
    "a payment a case": lambda place: ("TC_PAYMENT", [(100_000 + place) / 100, 0, 12]),
    "a fee a line, 30 codes": lambda place: ("TC_FEE", [f"D{place % 30 * 10 + 100:04d}", FEES]),
}


class Timed:
    """An application that tells how long its POSTs took, from the first one's coming to the last one's answer."""

    def __init__(self, app):
        self.app, self.posts, self.began, self.ended = app, 0, None, None

    async def __call__(self, scope, receive, send):
        is_post = scope["type"] == "http" and scope["method"] == "POST"
        if is_post and self.began is None:
            self.began = (time.perf_counter(), time.process_time())
        await self.app(scope, receive, send)
        if is_post:
            self.posts += 1
            self.ended = (time.perf_counter(), time.process_time())

    def seconds(self):
        """Return (on the clock of the wall, of processor time)."""
        return tuple(end - begin for begin, end in zip(self.began, self.ended, strict=True))


def calls_of(sheet, cells):
    """Return the calls of a sheet."""
    return [dict(zip(("function", "arguments"), SHEETS[sheet](place), strict=True)) for place in range(cells)]


def asked_together(node, setup, calls):
    """Return the application that was asked for a sheet at once, and then for the same again."""
    timed = Timed(make_app(setup))
    server_running.make_app = lambda _: timed
    with running(setup) as port:
        done = run_node(node, "excel.mjs", script=excel_script(f"http://127.0.0.1:{port}"), calls=calls, rounds=2)
    assert done["rounds"][0] == done["rounds"][1]
    assert not any("error" in str(each) for each in done["rounds"][0])
    once = len({json.dumps(call) for call in calls})
    assert sum(each["calls"] for each in done["requests"]) == once
    assert timed.posts == len(done["requests"]), "recalculating the same asks nothing"
    return timed


def round_trips(setup, calls):
    """Return the seconds of each round trip of one cell a POST, over one connection."""
    server_running.make_app = make_app
    found = []
    with running(setup) as port:
        line = http.client.HTTPConnection("127.0.0.1", port)
        for call in calls:
            body = json.dumps({"calls": [call]})
            start = time.perf_counter()
            line.request("POST", "/v1/call", body, {"Content-Type": "application/json"})
            line.getresponse().read()
            found.append(time.perf_counter() - start)
        line.close()
    return found


def import_time():
    """Return the milliseconds of processor time that importing the functions takes beyond bare Python."""

    def seconds(code):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-S", "-c", code], check=True, cwd=Path(__file__).parents[2])
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    pairs = [(seconds("import sys"), seconds(IMPORT)) for _ in range(IMPORTS)]
    return statistics.median(ours - bare for bare, ours in pairs) * 1000


def figures(size):
    """Yield what asking a server costs, beside one POST a cell."""
    cells = {"smoke": 200, "named": 10_000, "full": 10_000}[size]
    node = shutil.which("node") or shutil.which("nodejs") or sys.exit("install Node to measure what Excel would ask")
    with tempfile.TemporaryDirectory() as work:
        setup = Setup(Tokens(Path(work) / "tokens.json"), GENEROUS)
        for sheet in SHEETS:
            calls = calls_of(sheet, cells)
            timed = asked_together(node, setup, calls)
            wall, busy = timed.seconds()
            trips = tuple(round_trips(setup, calls[:ROUND_TRIPS]))
            each = statistics.median(trips)
            yield Figure(f"server: POSTs, {sheet}", (timed.posts,), "POSTs", cells, bar="posts")
            yield Figure(f"server: POSTs again, {sheet}", (0,), "POSTs", cells, bar="asked again")
            note = f"of processor time; {wall * 1000:.0f} ms until the last answer, Node's own work included"
            yield Figure(f"server: {sheet}", (busy,), size=cells, processor=busy, bar="server time", note=note)
            yield Figure(f"server: {sheet}", (each * cells,), size=cells, by="one POST a cell", note="counted up")
            yield Figure(f"server: one cell's round trip, {sheet}", trips, bar="round trip")
    yield Figure(
        "import tcsheets.functions beyond Python", (import_time() / 1000,), bar="import", note="processor time"
    )


def main():
    """Measure and print."""
    cells = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    node = shutil.which("node") or shutil.which("nodejs") or sys.exit("install Node to measure what Excel would ask")
    table = Table(title=f"{cells:,} cells asked at once, of a server on this computer")
    heads = (
        "sheet",
        "POSTs",
        "server, ms",
        "of processor, ms",
        "again, POSTs",
        "one cell, ms",
        "one POST a cell, s",
        "x",
    )
    for head in heads:
        table.add_column(head, justify="left" if head == "sheet" else "right")
    with tempfile.TemporaryDirectory() as work:
        setup = Setup(Tokens(Path(work) / "tokens.json"), GENEROUS)
        for sheet in SHEETS:
            calls = calls_of(sheet, cells)
            timed = asked_together(node, setup, calls)
            wall, busy = timed.seconds()
            trip = statistics.median(round_trips(setup, calls[:ROUND_TRIPS]))
            figures = (f"{timed.posts}", f"{wall * 1000:.0f}", f"{busy * 1000:.0f}", "0", f"{trip * 1000:.2f}")
            table.add_row(sheet, *figures, f"{trip * cells:.1f}", f"{trip * cells / wall:.0f}")
    Console(width=130).print(table)
    print(f"import tcsheets.functions: {import_time():.0f} ms of processor time beyond bare Python")


if __name__ == "__main__":
    told(figures) or main()
