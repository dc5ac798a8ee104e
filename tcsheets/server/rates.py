"""How often a caller may come: so many at once, so many a second in the long run."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil

from tcsheets.server.limits import Limits, Refusal

MOST_CALLERS = 10_000


@dataclass(slots=True)
class Rates:
    """What each caller has left; of each process its own, so that servers behind a balancer know nothing of another.

    >>> rates = Rates(Limits(rate=1, burst=2), iter([0.0, 0.0, 0.0, 5.0]).__next__)
    >>> rates.spend("kim"), rates.spend("kim")
    (None, None)
    >>> rates.spend("kim")
    Traceback (most recent call last):
    tcsheets.server.limits.Refusal: too many requests; wait 1 s
    >>> rates.spend("kim")
    """

    limits: Limits
    clock: Callable[[], float]
    left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def spend(self, caller: str) -> None:
        """Count a request; Refusal where its caller has none left."""
        now = self.clock()
        had, then = self.left.pop(caller, (float(self.limits.burst), now))
        has = min(float(self.limits.burst), had + (now - then) * self.limits.rate)
        self.left[caller] = (max(has - 1, 0) if has >= 1 else has, now)
        while len(self.left) > MOST_CALLERS:
            self.left.popitem(last=False)
        if has < 1:
            wait = ceil((1 - has) / self.limits.rate)
            raise Refusal("too_often", f"too many requests; wait {wait} s", wait)
