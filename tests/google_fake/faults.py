"""What goes wrong at Google or on the way, on demand: each mode is switched on by a test and off by itself or by it.

A plan says which calls a fault meets: `calls` counts them down (None: every one), `only` names the calls.
"""

import fnmatch
import random
from dataclasses import dataclass, field

from google_fake.errors import GoogleError

READS = {"GET"}


class ReplyLostError(ConnectionError):
    """The connection broke; whether the request was done, the caller cannot know."""


@dataclass
class Fault:
    """One fault and the calls it meets. `share` of 1 meets all of them; less draws from the seeded numbers."""

    kind: str
    only: str = "*"
    calls: int | None = 1
    status: int = 503
    share: float = 1.0
    skip: int = 0

    def meets(self, call, draw):
        """Whether this call is met; counts it."""
        if self.calls == 0 or not fnmatch.fnmatchcase(call, self.only):
            return False
        if self.skip:
            self.skip -= 1
            return False
        if self.share < 1 and draw() >= self.share:
            return False
        if self.calls is not None:
            self.calls -= 1
        return True


@dataclass
class Bucket:
    """Google's quota: so many requests a minute for each kind, filled up again as time passes."""

    size: float = 60
    level: float = 60
    at: float = 0.0

    def take(self, now):
        """Take one; False if none is left."""
        self.level = min(self.size, self.level + (now - self.at) * self.size / 60)
        self.at = now
        if self.level < 1:
            return False
        self.level -= 1
        return True


@dataclass
class Faults:
    """All that is switched on. `seed` makes drawn faults the same in each run."""

    seed: int = 0
    planned: list = field(default_factory=list)
    quota: bool = False
    reads: Bucket = field(default_factory=Bucket)
    writes: Bucket = field(default_factory=Bucket)
    retry_after: int | None = None
    hooks: list = field(default_factory=list)

    def __post_init__(self):
        self.draw = random.Random(self.seed).random

    def plan(self, kind, only="*", calls=1, status=503, share=1.0, skip=0):
        """Switch on a fault: lost_before, lost_after, error_before, error_after, stale or race."""
        fault = Fault(kind, only, calls, status, share, skip)
        self.planned.append(fault)
        return fault

    def met(self, kind, call):
        """Return the first planned fault of a kind that meets a call, None without one."""
        return next((each for each in self.planned if each.kind == kind and each.meets(call, self.draw)), None)

    def check_quota(self, http, now):
        """Raise 429 where the minute's requests are used up."""
        if not self.quota:
            return
        kind, bucket = ("Read", self.reads) if http in READS else ("Write", self.writes)
        if not bucket.take(now):
            raise quota_exceeded(kind)


def quota_exceeded(kind):
    """Return the refusal that names the quota."""
    message = (
        f"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests per minute per user' "
        "of service 'sheets.googleapis.com' for consumer 'project_number:0'."
    )
    details = [
        {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "RATE_LIMIT_EXCEEDED",
            "domain": "googleapis.com",
            "metadata": {
                "quota_metric": f"sheets.googleapis.com/{kind.lower()}_requests",
                "quota_limit": f"{kind}RequestsPerMinutePerUser",
                "quota_limit_value": "60",
                "service": "sheets.googleapis.com",
                "quota_location": "global",
            },
        }
    ]
    return GoogleError(429, message, details)


def service_disabled(service="sheets.googleapis.com"):
    """Return the refusal of a project that has not switched the API on."""
    name = "Google Sheets API" if service.startswith("sheets") else "Google Drive API"
    message = (
        f"{name} has not been used in project 0 before or it is disabled. Enable it by visiting "
        f"https://console.developers.google.com/apis/api/{service}/overview?project=0 then retry. If you enabled this "
        "API recently, wait a few minutes for the action to propagate to our systems and retry."
    )
    details = [
        {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "SERVICE_DISABLED",
            "domain": "googleapis.com",
            "metadata": {"service": service, "consumer": "projects/0"},
        }
    ]
    return GoogleError(403, message, details)


def server_error(status):
    """Return what Google says when it fails itself."""
    texts = {
        500: "Internal error encountered.",
        502: "Bad Gateway",
        503: "The service is currently unavailable.",
        504: "Deadline expired before operation could complete.",
    }
    return GoogleError(status, texts[status])
