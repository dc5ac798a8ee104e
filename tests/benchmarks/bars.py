"""The bars that the issues name, each once: what is measured, where it must lie, and at which size it is said."""

from dataclasses import dataclass
from math import inf


@dataclass(frozen=True)
class Bar:
    """A limit, at most or at least, said in an issue for one size (0: for the only one)."""

    issue: int
    words: str
    limit: float
    size: int = 0
    at_least: bool = False

    def holds(self, value):
        """Whether a value lies on the right side."""
        return value >= self.limit if self.at_least else value <= self.limit

    def missed_by(self, value):
        """Return how many times too much, or too little, a value is."""
        return self.limit / value if self.at_least else value / self.limit


BARS = {
    "sync small": Bar(5, "2 % of 5,000 rows edited: 0.6 s", 0.6, 5_000),
    "sync": Bar(5, "2 % of 100,000 rows edited: 8 s", 8, 100_000),
    "sync memory": Bar(5, "the same: 600 MB", 600, 100_000),
    "sync nothing": Bar(5, "nothing to do in 100,000 rows: 3 s", 3, 100_000),
    "year": Bar(5, "1,000,000 operations opened cold, with a checkpoint: 10 s", 10, 1_000_000),
    "year memory": Bar(5, "the same: 500 MB", 500, 1_000_000),
    "bundle": Bar(7, "embedded bundle: 2 MB", 2),
    "bundle first": Bar(7, "its first call, the whole core imported: 300 ms", 0.3),
    "bundle ten": Bar(7, "its TC_INS_ESTIMATE of 10 lines: 50 ms", 0.05),
    "bundle 200": Bar(7, "of 200 lines: 1 s", 1),
    "bundle memory": Bar(7, "its memory: 64 MB", 64),
    "posts": Bar(7, "10,000 cells asked at once: 20 POSTs", 20, 10_000),
    "server time": Bar(7, "the same: 300 ms of server time", 0.3, 10_000),
    "asked again": Bar(7, "recalculating the same: no POST", 0, 10_000),
    "round trip": Bar(7, "one cell's round trip on loopback: 2 ms at the median", 0.002),
    "import": Bar(7, "import tcsheets.functions: 100 ms beyond bare Python", 0.1),
    "kernel loop": Bar(9, "kernel beside the plain-Python loop: at least 50 x as fast", 50, 1_000_000, at_least=True),
    "kernel copy": Bar(9, "kernel beside copying the bytes it touches: at most 10 x", 10, 1_000_000),
    "bulk": Bar(9, "1,000,000 lines, DataFrame to DataFrame: 1.5 s", 1.5, 1_000_000),
    "bulk memory": Bar(9, "memory: at most 4 x the input", 4, 1_000_000),
    "simple": Bar(9, "simple model: at least as fast as the best of its peers", 1, 1_000_000, at_least=True),
    "ten lines": Bar(9, "ten lines with their sentences, plain Python: 1 ms", 0.001),
    "practices": Bar(9, "30,000,000 lines read, estimated and written: time and throughput told", inf, 30_000_000),
    "practices memory": Bar(9, "the same, within the memory of an ordinary computer: 8,000 MB", 8_000, 30_000_000),
    "recalc": Bar(9, "100,000 rows with TC_ calls recalculated: 20 s", 20, 100_000),
    "recalc memory": Bar(9, "the same: 1 GB", 1000, 100_000),
}
