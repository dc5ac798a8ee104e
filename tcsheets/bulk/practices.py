"""A bulk estimate as tasks: a practice, or 50,000 lines of one, each from files to a file, and none done twice.

What a part was made from stands beside the parts, so that a rerun does only
what is missing or has changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

import pandas as pd

from tcsheets import __version__
from tcsheets.bulk.columns import column_named
from tcsheets.bulk.estimating import estimate
from tcsheets.bulk.files import KINDS, read_frame, sheets_of, write_frame
from tcsheets.errors import FileError, TcsheetsError

LINES_A_PART = 50_000
MADE = ".made"  # the folder of what parts were made from
OTHERS = ("benefits", "patients", "fees", "history", "facts")


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the tables are: a file for all, or a folder with a file a practice; "" where there is none."""

    benefits: str
    patients: str = ""
    fees: str = ""
    history: str = ""
    facts: str = ""
    as_of: date | None = None
    option: str = ""

    def of_practice(self, practice: str) -> dict[str, str]:
        """Return the files that a practice's tables are in."""
        return {name: file_of(getattr(self, name), practice) for name in OTHERS if getattr(self, name)}


@dataclass(frozen=True, slots=True)
class Task:
    """Lines of one practice to be estimated: their file, which part of how many, and where the result goes."""

    practice: str
    lines: str
    out: str
    sources: Sources
    part: int = 1
    parts: int = 1
    only: str = ""

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self.practice + (f" {self.part}/{self.parts}" if self.parts > 1 else "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task: lines and how many have a problem; or why it failed, or that it was done before."""

    name: str
    lines: int = 0
    problems: int = 0
    failure: str = ""
    skipped: bool = False


def file_of(place: str, practice: str) -> str:
    """Return the file for a practice: the one file for all, or the one of its name in a folder."""
    path = Path(place)
    if not path.is_dir():
        return place
    found = [path / f"{practice}{kind}" for kind in KINDS if (path / f"{practice}{kind}").is_file()]
    if not found:
        raise FileError(f"{path} has no table for practice {practice}")
    return str(found[0])


def tasks_of(lines: Path, out: Path, sources: Sources) -> list[Task]:
    """Return the tasks of a folder of practices, or of one file by its column Practice, each to a file in `out`."""
    if not lines.exists():
        raise FileError(f"{lines} is not there")
    files = sorted(each for each in lines.iterdir() if each.suffix.lower() in KINDS) if lines.is_dir() else [lines]
    if not files:
        raise FileError(f"{lines} holds no table ({', '.join(KINDS)})")
    return [task for path in files for task in tasks_of_file(path, out, sources, lines.is_dir())]


def tasks_of_file(path: Path, out: Path, sources: Sources, is_practice: bool) -> Iterator[Task]:
    """Yield the tasks of one file."""
    if is_practice:
        counts = {path.stem: count_of(path)}
    else:
        practice = column_named(lines_in(path), ("Practice", "Office", "Location"))
        one = {path.stem: count_of(path)}
        counts = one if practice is None else {str(k): int(v) for k, v in practice.value_counts().sort_index().items()}
    for name, count in counts.items():
        parts = max(-(-count // LINES_A_PART), 1)
        only = "" if is_practice or list(counts) == [path.stem] else name
        for part in range(1, parts + 1):
            end = f"-{part}-of-{parts}" if parts > 1 else ""
            target = out / f"{name}{end}{path.suffix if path.suffix != '.xlsx' else '.parquet'}"
            yield Task(name, str(path), str(target), sources, part, parts, only)


def count_of(path: Path) -> int:
    """Return how many lines a file has."""
    if path.suffix.lower() == ".parquet":
        from pyarrow.parquet import ParquetFile  # noqa: PLC0415 (only where such files are)

        return int(ParquetFile(path).metadata.num_rows)
    return len(lines_in(path))


def lines_in(path: Path) -> pd.DataFrame:
    """Return the lines of a file; of a workbook its sheet Lines, or the first."""
    return read_frame(path, sheets_of(path).get("lines", ""))


def table_in(path: str, name: str) -> pd.DataFrame:
    """Return another table; of a workbook the sheet of its name, or the first."""
    return read_frame(Path(path), sheets_of(Path(path)).get(name, ""))


def lines_of(task: Task) -> pd.DataFrame:
    """Return the lines of a task: a practice's, and of these a part's patients."""
    frame = lines_in(Path(task.lines))
    if task.only:
        frame = frame[column_named(frame, ("Practice", "Office", "Location")).astype(str) == task.only]
    if task.parts > 1:
        patient = column_named(frame, ("Patient", "Patient ID", "Chart", "Chart number"))
        if patient is None:
            return frame
        codes, names = pd.factorize(patient.astype(str))
        part = pd.Series([crc32(name.encode()) % task.parts + 1 for name in names])
        frame = frame[part.to_numpy()[codes] == task.part]
    return frame


def fingerprint(task: Task) -> str:
    """Return what a task is made from: its files as they are, its choices, this version."""
    files = [task.lines, *task.sources.of_practice(task.practice).values()]
    states = [(each, Path(each).stat().st_size, Path(each).stat().st_mtime_ns) for each in files if Path(each).exists()]
    text = json.dumps([__version__, asdict(task), states], default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def made_of(task: Task) -> Path:
    """Return where it stands what a task's result was made from."""
    out = Path(task.out)
    return out.parent / MADE / f"{out.name}.json"


def is_done(task: Task) -> bool:
    """Whether a task's result is there, and made from what is there now."""
    try:
        known: dict[str, Any] = json.loads(made_of(task).read_text(encoding="utf-8"))
        return Path(task.out).is_file() and known.get("made of") == fingerprint(task)
    except (OSError, ValueError, FileError):
        return False


def do(task: Task, threads: int = 0) -> Outcome:
    """Estimate a task's lines from its files into its file; what is wrong with it is its outcome, not an error."""
    try:
        made = fingerprint(task)
        frame = lines_of(task)
        found = estimated(task, frame, threads)
        write_frame(found, Path(task.out))
        made_of(task).parent.mkdir(parents=True, exist_ok=True)
        made_of(task).write_text(json.dumps({"made of": made}), encoding="utf-8")
    except TcsheetsError as error:
        return Outcome(task.name, failure=str(error))
    return Outcome(task.name, len(found), int(found["Problem"].notna().sum()))


def estimated(task: Task, frame: pd.DataFrame, threads: int) -> pd.DataFrame:
    """Return the estimate of a task's lines."""
    files = task.sources.of_practice(task.practice)
    tables = {name: table_in(path, name) for name, path in files.items()}
    benefits, patients = tables.pop("benefits"), tables.pop("patients", None)
    choices: dict[str, Any] = {"as_of": task.sources.as_of, "option": task.sources.option, "threads": threads}
    return estimate(frame, benefits, patients, **tables, **choices)


def missing(tasks: list[Task]) -> tuple[list[Task], list[Outcome]]:
    """Return the tasks that are still to be done, and an outcome for each that is done."""
    left = [task for task in tasks if not is_done(task)]
    names = {task.name for task in left}
    return left, [Outcome(task.name, skipped=True) for task in tasks if task.name not in names]


def run_here(tasks: list[Task], say: Callable[[Outcome], None]) -> list[Outcome]:
    """Do the tasks one after the other in this process."""
    outcomes: list[Outcome] = []
    for task in tasks:
        outcomes.append(do(task))
        say(outcomes[-1])
    return outcomes
