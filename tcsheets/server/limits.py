"""How much may be asked at once, and what a refusal is: one table from the reason to the HTTP status."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may hold, how long it may take, and how often a caller may come.

    body: bytes.  cells: of all arguments together.  work: results of one call times the cells of its ranges.
    seconds: from the first byte to the answer.  rate: requests a second in the long run; burst: of them at once.
    """

    body: int = 2 << 20
    calls: int = 500
    cells: int = 200_000
    work: int = 5_000_000
    seconds: float = 15.0
    rate: float = 20.0
    burst: int = 200


STATUS = {
    "not_json": 400,
    "not_calls": 400,
    "wrong_value": 400,
    "token_missing": 401,
    "token_wrong": 401,
    "loopback_only": 403,
    "foreign_origin": 403,
    "foreign_page": 403,
    "not_found": 404,
    "wrong_method": 405,
    "too_slow_body": 408,
    "decide": 409,
    "not_possible": 409,
    "too_large": 413,
    "too_many_calls": 422,
    "too_many_cells": 422,
    "not_json_type": 415,
    "too_often": 429,
    "our_fault": 500,
    "busy": 503,
    "too_long": 503,
}


class Refusal(Exception):  # noqa: N818 (it is no error of the program)
    """A request that is not answered: the reason, and a line that says what to do; never a value that was sent."""

    def __init__(self, reason: str, message: str, wait: int = 0, allow: str = "") -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.wait = wait
        self.allow = allow

    @property
    def status(self) -> int:
        """The HTTP status."""
        return STATUS[self.reason]

    def headers(self) -> dict[str, str]:
        """Return the headers that belong to it."""
        told = {"Retry-After": str(self.wait)} if self.wait else {}
        if self.allow:
            told["Allow"] = self.allow
        return {**told, "WWW-Authenticate": "Bearer"} if self.status == 401 else told

    def told(self) -> dict[str, str]:
        """Return it as the body of the answer."""
        return {"error": self.reason, "message": self.message}
