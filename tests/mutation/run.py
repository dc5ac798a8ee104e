"""Mutation testing of the sync's two pure halves: every mutant of fold and harvest must be noticed, or be explained.

    pip install -e '.[mutation]' && python tests/mutation/run.py [--sample] [--keep FOLDER]

mutmut makes the mutants and runs the direct tests on each, in a copy of the project, so nothing here is touched.
What survives is compared with `survivors.md`, by function and changed line (mutmut's numbers move with every edit).
Only the direct tests of the two modules run: what only a whole sync would notice should have a claim of its own, and
so all mutants take about two minutes on two cores.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("survivors.md")
BAR = 0.9
SAMPLE = ("*__mutmut_4", "*__mutmut_13")  # of each function, if it has so many
KILLED = ("killed", "timeout")
ENTRY = re.compile(r"^## (\S+)\n+```diff\n(.*?)```\n+(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)
SETTINGS = """
[tool.mutmut]
source_paths = ["tcsheets"]
only_mutate = ["tcsheets/sync/fold.py", "tcsheets/sync/harvest.py"]
also_copy = ["conftest.py"]
pytest_add_cli_args = ["-p", "no:cacheprovider"]
pytest_add_cli_args_test_selection = ["tests/sync/test_harvest.py", "tests/sync/test_fold.py"]
"""
# The same examples for every mutant, and no time spent on finding the smallest one that kills it.
CONFTEST = """
import pytest
from hypothesis import Phase, settings


@pytest.hookimpl(trylast=True)
def pytest_configure(config):
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("mutants", deadline=None, derandomize=True, database=None, phases=phases)
    settings.load_profile("mutants")
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many mutants were tried, and those that no test noticed: function and changed line of each."""

    tried: int
    survivors: tuple[tuple[str, str], ...]
    seconds: float

    @property
    def share(self):
        """The share of mutants that was killed."""
        return 1 - len(self.survivors) / self.tried


def missing():
    """Return why mutants cannot be run here; "" where they can."""
    if os.name != "posix":
        return "mutmut needs fork, which this system lacks"
    return "" if program().exists() else "mutmut is not installed: pip install -e '.[mutation]'"


def program():
    """Return mutmut's program, beside the running Python."""
    return Path(sys.executable).with_name("mutmut")


def mutated(folder, *, sample=False, children=2):
    """Return the outcome of running all mutants, or a sample that is always the same, in a copy made in a folder."""
    started = time.monotonic()
    prepare(folder)
    mutmut(folder, "run", "--max-children", str(children), *(SAMPLE if sample else ()))
    lines = [line.strip().rpartition(": ") for line in mutmut(folder, "results", "--all", "true").splitlines()]
    statuses = {name: status for name, _, status in lines if status and status != "not checked"}
    if not statuses:
        raise SystemExit("no mutant was run")
    survivors = [change(name, mutmut(folder, "show", name)) for name, each in statuses.items() if each not in KILLED]
    return Outcome(len(statuses), tuple(sorted(survivors)), time.monotonic() - started)


def prepare(folder):
    """Copy what the tests need, and say what is to be mutated."""
    for part in ("tcsheets", "tests"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8") + SETTINGS, "utf-8")
    (folder / "conftest.py").write_text(CONFTEST, "utf-8")


def mutmut(folder, *words):
    """Return what mutmut prints; with its words on the way out where it fails."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    environment = {**kept, "TCSHEETS_SIZES": "quick", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [program(), *words], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise SystemExit(f"mutmut {words[0]} failed:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}")
    return done.stdout


def change(name, shown):
    """Return a mutant as the list names it.

    >>> change("tcsheets.sync.fold.xǁRowStateǁvalue__mutmut_2", "# x: survived\\n--- a\\n+++ a\\n-    1\\n+    2\\n 3")
    ('fold.RowState.value', '-    1\\n+    2')
    """
    module, _, function = name.partition("__mutmut_")[0].removeprefix("tcsheets.sync.").partition(".")
    lines = [line for line in shown.splitlines() if line[:1] in ("-", "+") and line[:3] not in ("---", "+++")]
    return f"{module}.{function.removeprefix('x_').removeprefix('xǁ').replace('ǁ', '.')}", "\n".join(lines)


def explained(text):
    """Return the explanation of each survivor that a list names.

    >>> explained("# Title\\n\\n## fold.fold\\n\\n```diff\\n-1\\n+2\\n```\\n\\nIt is the same.\\n")
    {('fold.fold', '-1\\n+2'): 'It is the same.'}
    """
    return {(name, lines.rstrip("\n")): why.strip() for name, lines, why in ENTRY.findall(text)}


def complaints(outcome, known, *, sample=False):
    """Return what is wrong: survivors nobody explained, explanations of what is killed or gone, too many survivors."""
    said = [
        f"survived, and {LIST.name} does not explain it: {shown(each)}"
        for each in outcome.survivors
        if not known.get(each)
    ]
    if not sample:
        gone = [each for each in known if each not in outcome.survivors]
        said += [f"{LIST.name} explains what does not survive (any more): {shown(each)}" for each in gone]
    if outcome.share < BAR:
        said.append(f"{outcome.share:.1%} of the mutants were killed; at least {BAR:.0%} must be")
    return said


def shown(survivor):
    """Return a survivor as it is told: its function, then its change."""
    return "{}\n{}".format(*survivor)


def main():
    """Run, print the figures, and end with 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sample", action="store_true", help="only a few mutants, always the same")
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it, for `mutmut browse` there")
    options = parser.parse_args()
    if missing():
        raise SystemExit(missing())
    with tempfile.TemporaryDirectory() as passing:
        folder = options.keep or Path(passing)
        outcome = mutated(folder, sample=options.sample)
    survived = len(outcome.survivors)
    print(
        f"{outcome.tried} mutants: {outcome.tried - survived} killed, {survived} survived, {outcome.share:.1%} killed,"
        f" in {outcome.seconds:.0f} s"
    )
    said = complaints(outcome, explained(LIST.read_text("utf-8")), sample=options.sample)
    print("\n".join(said) or "every survivor is explained")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
