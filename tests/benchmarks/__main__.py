"""All benchmarks in one command, beside what people would use instead.

    python tests/benchmarks [NAME ...] [--size smoke|named|full] [--out FOLDER]

Each script runs in a process of its own; its figures are printed as one table (median, spread, processor time, how
many times as long a peer takes), with how cost grows and which bars hold.  --out writes the table as benchmarks.md
and a picture of it as benchmarks.svg.  A script that fails is named, the others go on, and the exit code is 1.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import picture
import shape
import table

HERE = Path(__file__).parent
NO_BENCHMARKS = ("__main__", "shape", "bars", "table", "picture", "practice", "conftest", "test_benchmarks")


def scripts():
    """Return the benchmark scripts by name."""
    return {path.stem: path for path in sorted(HERE.glob("*.py")) if path.stem not in NO_BENCHMARKS}


def run(path, size):
    """Return the figures of a script, and why there are no more of them."""
    command = [sys.executable, str(path), "--figures", size]
    shared = {**os.environ, "PYTHONPATH": str(HERE.parent)}  # the stand-ins and servers of the tests
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=shared)
    failure = (done.stderr.strip().splitlines() or ["no reason given"])[-1] if done.returncode else ""
    return shape.read(done.stdout), failure


def collected(names, size, say):
    """Return the figures of all scripts, and the failures by name."""
    figures, failures = [], {}
    for name in names:
        say(f"{name} ...")
        found, failure = run(scripts()[name], size)
        figures += found
        if failure or not found:
            failures[name] = failure or "told no figures"
            say(f"  failed: {failures[name]}")
    return figures, failures


def asked_for():
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(scripts()))
    parser.add_argument("--size", choices=shape.SIZES, default="smoke")
    parser.add_argument("--out", type=Path, help="a folder for benchmarks.md and benchmarks.svg")
    asked = parser.parse_args()
    if unknown := [each for each in asked.names if each not in scripts()]:
        parser.error(f"no benchmark {', '.join(unknown)}; there are: {', '.join(scripts())}")
    return asked


def main():
    """Run what is asked for, print the table, and write it."""
    asked = asked_for()
    figures, failures = collected(asked.names or scripts(), asked.size, lambda text: print(text, file=sys.stderr))
    text = table.report(figures, asked.size, failures)
    print(text)
    if asked.out:
        asked.out.mkdir(parents=True, exist_ok=True)
        (asked.out / "benchmarks.md").write_text(text, encoding="utf-8")
        (asked.out / "benchmarks.svg").write_text(picture.drawn(figures), encoding="utf-8")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
