"""The calls to Google: the only module that knows gspread, and what is waited for, tried again and said of a refusal.

A read is tried again as often as is sensible.  A write that Google has refused was not done; of one whose answer was
lost nobody knows, so it is never sent again from here: whoever sent it reads what stands there first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from google.auth.exceptions import GoogleAuthError, TransportError
from gspread.exceptions import APIError
from requests.exceptions import RequestException

from tcsheets.errors import StoreError, TryAgainError
from tcsheets.stores.google_pace import Pace, RefusedError, UnsureError

ATTEMPTS = 9
TIMEOUT = (10, 180)
BUSY, OWN_FAULTS = 429, range(500, 600)


class Calls:
    """The calls on one spreadsheet, through a gspread client."""

    def __init__(self, client: Any, spreadsheet: str, account: str = "", pace: Pace | None = None) -> None:
        self.http, self.spreadsheet = client.http_client, spreadsheet
        self.account = account or "the account in use"
        self.pace = pace or Pace()
        self.http.set_timeout(TIMEOUT)
        self.reads = self.writes = 0

    def read(self, fields: str) -> Mapping[str, Any]:
        """Return what the spreadsheet shows of some fields."""

        def asked() -> Mapping[str, Any]:
            self.reads += 1
            found: Mapping[str, Any] = self.http.fetch_sheet_metadata(self.spreadsheet, params={"fields": fields})
            return found

        answer: Mapping[str, Any] = self.tried(asked, is_write=False)
        return answer

    def write(self, requests: Sequence[Mapping[str, Any]]) -> None:
        """Do all of some requests, or none; RefusedError for none, UnsureError where the answer was lost."""

        def asked() -> None:
            self.writes += 1
            self.http.batch_update(self.spreadsheet, {"requests": list(requests)})

        self.tried(asked, is_write=True)

    def tried(self, call: Callable[[], Any], *, is_write: bool) -> Any:
        """Return the answer of a call that is tried again where that can do no harm."""
        for attempt in range(ATTEMPTS):
            asked = None
            try:
                return call()
            except APIError as error:
                asked = self.judged(error.code, error.response, is_write)
            except TransportError:
                pass  # no token could be fetched: nothing was sent
            except GoogleAuthError:  # what these errors say may hold parts of credentials
                raise StoreError(
                    f"Google does not accept the credentials of {self.account}; make new ones: tcsheets google doctor"
                ) from None
            except RequestException:
                if is_write:
                    raise UnsureError("Google's answer was lost on the way; try again later") from None
            if attempt < ATTEMPTS - 1:
                self.pace.wait(attempt, asked)
        raise TryAgainError("Google cannot be reached or is busy; nothing is lost, try again in a few minutes")

    def judged(self, code: int, response: Any, is_write: bool) -> str | None:
        """Return how long Google asks to wait, where the call may be made again; raise what it comes to otherwise."""
        status = response.status_code
        if status == BUSY:
            return response.headers.get("Retry-After")  # type: ignore[no-any-return]
        if status in OWN_FAULTS or code in OWN_FAULTS:
            if is_write:
                raise UnsureError("Google failed while writing; try again later")
            return response.headers.get("Retry-After")  # type: ignore[no-any-return]
        raise refusal(status, response, self.account)


def refusal(status: int, response: Any, account: str) -> StoreError:
    """Return what is said to a person when Google refuses a call."""
    error = error_in(response)
    message = str(error.get("message", ""))
    reasons = {str(each.get("reason", "")) for each in error.get("details", ()) if isinstance(each, dict)}
    if "SERVICE_DISABLED" in reasons:
        service = "Drive" if "drive" in message.lower() else "Sheets"
        return StoreError(f"the Google {service} API is not switched on for the project of {account}; switch it on")
    if status == 401:
        return StoreError(f"Google does not accept the credentials of {account}; make new ones")
    if status == 403:
        return StoreError(f"{account} may not open or change this Google Sheet; share it with {account} as an editor")
    if status == 404:
        return StoreError(f"there is no such Google Sheet, or it is not shared with {account}; share it as an editor")
    return RefusedError(f"Google refused the write: {' '.join(message.split())[:200]}")


def error_in(response: Any) -> dict[str, Any]:
    """Return what a refusal says, if it can be read."""
    try:
        found = response.json()["error"]
    except (ValueError, KeyError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}
