"""Work beside the server that is stopped when its time is up, so that no call holds a worker for long.

A thread of Python cannot be ended from outside, but an error can be raised in it; the functions are plain Python and
stop at the next step.
"""

from __future__ import annotations

import asyncio
import ctypes
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import anyio.to_thread
from anyio import CapacityLimiter

T = TypeVar("T")
AGAIN = 0.1  # seconds: Python drops an error raised while it tidies up, so it is raised until the work has ended
STEPS = 1_000  # far more than Python takes until it raises what was asked for


class Stopped(BaseException):
    """This work's time is up; nothing that handles errors may swallow it."""


@dataclass(slots=True)
class Work(Generic[T]):
    """Something to be done in a thread, and which thread does it now."""

    do: Callable[[], T]
    thread: int = 0
    is_stopped: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self) -> T | None:
        """Return what comes of it; None where it was stopped."""
        with self.lock:
            if self.is_stopped:
                return None
            self.thread = threading.get_ident()
        try:
            return self.do()
        except Stopped:
            return None
        finally:
            self.leave()

    def leave(self) -> None:
        """Let nothing more be raised in this thread: it goes on to other work."""
        for _ in range(STEPS):
            try:
                with self.lock:
                    self.thread = 0
                break
            except Stopped:
                continue
        try:
            for _ in range(STEPS if self.is_stopped else 0):
                pass  # what was asked for a moment ago is raised here
        except Stopped:
            pass

    def stop(self) -> None:
        """Let the work end at its next step."""
        with self.lock:
            self.is_stopped = True
            if self.thread:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.thread), ctypes.py_object(Stopped))


def stop_until_left(work: Work[T], loop: asyncio.AbstractEventLoop) -> None:
    """Stop work, again and again until its thread has left it."""
    work.stop()
    if work.thread:
        loop.call_later(AGAIN, stop_until_left, work, loop)


async def worked(do: Callable[[], T], seconds: float, workers: CapacityLimiter) -> T:
    """Return what something returns; TimeoutError, and the work stopped, where it takes longer."""
    work = Work(do)
    try:
        async with asyncio.timeout(seconds):
            found = await anyio.to_thread.run_sync(work.run, abandon_on_cancel=True, limiter=workers)
    except BaseException:
        stop_until_left(work, asyncio.get_running_loop())
        raise
    if found is None:
        raise TimeoutError
    return found
