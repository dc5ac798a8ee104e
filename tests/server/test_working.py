"""Work whose time is up is stopped, its worker is free for the next, and nobody else is disturbed."""

import asyncio
import http.client
import json
import sys
import threading
import time
import traceback
from dataclasses import replace

import pytest
from anyio import CapacityLimiter
from server.served import GENEROUS, batch, running

from tcsheets.server.app import WORKERS
from tcsheets.server.working import Stopped, Work, worked

LINES = [["Code", "Fee"], *[[f"D2{each % 900:03d}", 200 + each] for each in range(1500)]]
PLAN = [["Benefit", "For", "Value"], ["Share", "", "80%"], ["Deductible", "", 50]]


def endless():
    while True:
        pass


def in_time(do, seconds):
    return asyncio.run(worked(do, seconds, CapacityLimiter(1)))


def test_what_is_done_in_time_is_given_back():
    assert in_time(lambda: "done", 10) == "done"
    with pytest.raises(ZeroDivisionError):
        in_time(lambda: 1 / 0, 10)


def test_endless_work_is_stopped_and_its_worker_does_the_next():
    async def both():
        one = CapacityLimiter(1)
        with pytest.raises(TimeoutError):
            await worked(endless, 0.1, one)
        return await worked(lambda: "next", 10, one)

    assert asyncio.run(both()) == "next"


def test_work_is_stopped_though_python_has_dropped_the_first_error():
    dropped = []

    def drops_one():
        try:
            endless()
        except Stopped:  # as Python does with one that is raised in a destructor
            dropped.append(1)
        endless()

    async def both():
        one = CapacityLimiter(1)
        with pytest.raises(TimeoutError):
            await worked(drops_one, 0.1, one)
        return await worked(lambda: "next", 10, one)

    assert asyncio.run(both()) == "next"
    assert dropped == [1]


def test_work_is_not_stopped_after_it_has_ended():
    done = []
    for _ in range(200):
        work = Work(lambda: done.append(1))
        thread = threading.Thread(target=lambda each=work: (each.run(), done.append(2)))
        thread.start()
        work.stop()
        thread.join(10)
        assert done[-1] == 2, "the thread went on"


def estimating():
    """Return the threads that are inside the estimate now."""
    frames = sys._current_frames().values()
    return [each for each in frames if any("insurance" in file.filename for file in traceback.extract_stack(each))]


def wait_until(is_so):
    """Return whether something becomes so within a while."""
    for _ in range(400):
        if is_so():
            return True
        time.sleep(0.05)
    return False


def test_calls_that_take_too_long_leave_the_workers_to_others(setup):
    # Each of them would hold a worker for two minutes: every order of 1,500 lines is tried.
    slow, quick = batch(("TC_INS_RANGE", LINES, PLAN)), batch(("TC_PAYMENT", 1200, None, 12))
    with running(replace(setup, limits=replace(GENEROUS, seconds=0.5))) as port:

        def ask(asked):
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            line.request("POST", "/v1/call", json.dumps(asked), {"Content-Type": "application/json"})
            return json.loads(line.getresponse().read())

        assert {ask(slow)["error"] for _ in range(WORKERS + 1)} == {"too_long"}
        assert wait_until(lambda: ask(quick).get("results") == [100.0])  # a busy computer may take longer
        assert wait_until(lambda: not estimating()), "work goes on that nobody waits for"
