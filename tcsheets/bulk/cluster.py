"""The tasks of a bulk estimate on many processes or machines, by Dask.

A worker that dies is nobody's loss: its task goes to another.  A task that
fails is reported, and the rest go on.  Machines of a cluster see the same
files under the same names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd
from distributed import Client, LocalCluster, as_completed

from tcsheets.bulk.estimating import estimate
from tcsheets.bulk.practices import Outcome, Task, do
from tcsheets.errors import TcsheetsError

DEATHS = 5  # of workers under one task, until the task is to blame


class ClusterError(TcsheetsError):
    """A cluster cannot be reached."""


@contextmanager
def client_of(scheduler: str, workers: int) -> Iterator[Any]:
    """Yield a client: of the scheduler at an address, or of processes of this machine."""
    if scheduler:
        try:
            client = Client(scheduler, timeout="10s")
        except (OSError, ValueError) as error:
            raise ClusterError(f"no Dask scheduler answers at {scheduler}") from error
        with client:
            yield client
        return
    own: dict[str, Any] = {"host": "127.0.0.1", "dashboard_address": None, "processes": True, "threads_per_worker": 1}
    with LocalCluster(n_workers=workers or None, **own) as cluster, Client(cluster) as client:
        yield client


def alone(task: Task) -> Outcome:
    """Do a task on one thread: the processes are the parallel part."""
    return do(task, threads=1)


def prepare() -> None:
    """Compile the rules here where they are not yet, so that local processes find them done."""
    line = pd.DataFrame({"Patient": ["A"], "Code": ["D0120"], "Fee": [1.0]})
    estimate(line, pd.DataFrame([["X", "Share", "", 1]], columns=["Plan", "Benefit", "For", "Value"]))


def run_on(client: Any, tasks: list[Task], say: Callable[[Outcome], None]) -> list[Outcome]:
    """Do the tasks on a client's workers."""
    names = {}
    for task in tasks:
        future = client.submit(alone, task, pure=False, retries=DEATHS)
        names[future.key] = (future, task.name)
    outcomes: list[Outcome] = []
    for future in as_completed([each for each, _ in names.values()]):
        error = future.exception()
        name = names[future.key][1]
        failed = Outcome(name, failure=f"{type(error).__name__}: {str(error).splitlines()[0][:200]}") if error else None
        outcomes.append(failed or future.result())
        say(outcomes[-1])
    return outcomes


def run(tasks: list[Task], say: Callable[[Outcome], None], scheduler: str = "", workers: int = 0) -> list[Outcome]:
    """Do the tasks on local processes, or on a cluster."""
    if not scheduler:
        prepare()
    with client_of(scheduler, workers) as client:
        return run_on(client, tasks, say)
