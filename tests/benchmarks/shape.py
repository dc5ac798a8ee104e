"""The shape of a benchmark's figures, so that `python tests/benchmarks` can collect those of every script.

A script has a function `figures(size)` that yields a `Figure` for all that it measures, and ends with

    if __name__ == "__main__":
        shape.told(figures) or main()

`size` is "smoke" (seconds; CI runs it so that the script stays alive), "named" (what the bars are said for) or
"full".  A peer does the same work, so its figure has the same `what` and `size` and its name in `by`.
"""

import argparse
import json
import statistics
import time
from dataclasses import asdict, dataclass

OURS = "tcsheets"
SIZES = ("smoke", "named", "full")


@dataclass(frozen=True)
class Figure:
    """What was measured: a value for each run, in a unit; `bar` is a key of `bars.BARS`."""

    what: str
    runs: tuple
    unit: str = "s"
    size: int = 0
    by: str = OURS
    processor: float | None = None
    bar: str = ""
    note: str = ""

    @property
    def middle(self):
        """The median of the runs."""
        return statistics.median(self.runs)


def timed(function, times=5, warm=1):
    """Return the seconds of several runs after a warm-up: on the clock of the wall, then of processor time."""
    walls, busy = [], []
    for turn in range(times + warm):
        wall, own = time.perf_counter(), time.process_time()
        function()
        if turn >= warm:
            walls.append(time.perf_counter() - wall)
            busy.append(time.process_time() - own)
    return tuple(walls), tuple(busy)


def measured(what, function, times=5, warm=1, **more):
    """Return the figure of a function's seconds."""
    walls, busy = timed(function, times, warm)
    return Figure(what, walls, processor=statistics.median(busy), **more)


def told(figures):
    """Print the figures as lines of JSON where `--figures SIZE` asks for them; False where it does not."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--figures", choices=SIZES)
    asked, _ = parser.parse_known_args()
    if not asked.figures:
        return False
    for each in figures(asked.figures):
        print(json.dumps(asdict(each)), flush=True)
    return True


def read(text):
    """Return the figures that a script has told; other lines that it printed are not figures."""
    found = [json.loads(line) for line in text.splitlines() if line.startswith('{"what"')]
    return [Figure(**each | {"runs": tuple(each["runs"])}) for each in found]
