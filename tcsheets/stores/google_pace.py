"""What a store in a Google Sheet needs of the calls to Google, whoever makes them: what they say, and how they wait."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from tcsheets.errors import StoreError, TryAgainError

FIRST_WAIT, LONGEST_WAIT, LONGEST_ASKED = 1.0, 32.0, 120.0  # seconds


class RefusedError(StoreError):
    """Google has refused a write: nothing of it was done."""


class UnsureError(TryAgainError):
    """The answer to a write was lost: it was done as a whole, or not at all."""


@dataclass(slots=True)
class Pace:
    """How waiting is done: with whose clock and whose dice.  `waited` is what it came to, in seconds."""

    sleep: Callable[[float], None] = time.sleep
    draw: Callable[[], float] = random.random
    waited: float = field(default=0.0)

    def wait(self, attempt: int, asked: str | None = None) -> None:
        """Wait before the next attempt: twice as long each time, with jitter, and as long as Google has asked for."""
        seconds = min(FIRST_WAIT * 2**attempt, LONGEST_WAIT) * (0.5 + self.draw() / 2)
        if asked and asked.isdecimal():
            seconds = max(seconds, min(float(asked), LONGEST_ASKED) + self.draw())
        self.waited += seconds
        self.sleep(seconds)


class Sheet(Protocol):
    """The calls on one spreadsheet."""

    pace: Pace

    def read(self, fields: str) -> Mapping[str, Any]:
        """Return what the spreadsheet shows of some fields."""
        ...

    def write(self, requests: Sequence[Mapping[str, Any]]) -> None:
        """Do all of some requests, or none; RefusedError for none, UnsureError where the answer was lost."""
        ...
