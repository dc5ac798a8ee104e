"""Around everything: security headers, CORS, one line of log a request, and the last net for our own faults.

A line of the log holds the method, the address as this server knows it, the status, how many calls and how long;
never a value, never what somebody typed into an address.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tcsheets.server.calls import dumped, place_of
from tcsheets.server.limits import Refusal

LOG = logging.getLogger("tcsheets.server")
OFFICE = "https://*.officeapps.live.com https://*.office.com https://*.sharepoint.com https://*.microsoft365.com"
CONTENT = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' https://appsforoffice.microsoft.com; "
    "connect-src 'self' https://appsforoffice.microsoft.com; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    f"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self' {OFFICE}"
)
NOTHING = "default-src 'none'; frame-ancestors 'none'"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
}
A_YEAR = "max-age=31536000"
FAILED = Refusal("our_fault", "this server has failed; its log says where")


def refused(refusal: Refusal) -> Response:
    """Return a refusal as an answer."""
    return Response(dumped(refusal.told()), refusal.status, refusal.headers(), "application/json")


@dataclass(frozen=True, slots=True)
class Guard:
    """An application with its guard.

    routes: the addresses that a log may name.  origins: other pages that may ask.
    public: the add-in's files, which hold nobody's data and which Excel on the web fetches from its own pages.
    """

    app: ASGIApp
    routes: Collection[str]
    origins: Collection[str]
    public: Collection[str]
    clock: Callable[[], float]
    is_public_tls: bool = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start, status, has_begun = self.clock(), 500, False
        scope["tcsheets"] = {}

        async def guarded(message: Message) -> None:
            nonlocal status, has_begun
            if message["type"] == "http.response.start":
                status, has_begun = message["status"], True
                self.add_headers(scope, MutableHeaders(scope=message))
            await send(message)

        try:
            await self.preflight_or(scope)(scope, receive, guarded)
        except Refusal as refusal:
            await refused(refusal)(scope, receive, guarded)
        except Exception as error:  # noqa: BLE001 (the last net: its text may hold what somebody typed)
            LOG.error("%s", place_of(error))
            if not has_begun:
                await refused(FAILED)(scope, receive, guarded)
        finally:
            self.note(scope, status, self.clock() - start)

    def preflight_or(self, scope: Scope) -> ASGIApp:
        """Return what answers: for a browser's question whether a page may ask, that; else the application."""
        headers = Headers(scope=scope)
        if scope["method"] != "OPTIONS" or "access-control-request-method" not in headers:
            return self.app
        if headers.get("origin") not in self.origins:
            raise Refusal("foreign_origin", "a page of this origin may not ask; allow it with: tcsheets serve --origin")
        told = {"Access-Control-Allow-Methods": "GET, POST", "Access-Control-Max-Age": "600"}
        return Response(None, 204, {**told, "Access-Control-Allow-Headers": "Authorization, Content-Type"})

    def add_headers(self, scope: Scope, headers: MutableHeaders) -> None:
        """Add what every answer carries."""
        is_page = headers.get("content-type", "").startswith("text/html")
        for name, value in ALWAYS.items():
            headers[name] = value
        headers["Content-Security-Policy"] = CONTENT if is_page else NOTHING
        headers.setdefault("Cache-Control", "no-store")
        if self.is_public_tls:
            headers["Strict-Transport-Security"] = A_YEAR
        self.add_cors(scope, headers)

    def add_cors(self, scope: Scope, headers: MutableHeaders) -> None:
        """Say which other pages may read this answer: of the add-in's files all, of anything else the allowed ones."""
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if scope["path"] in self.public:
            headers["Access-Control-Allow-Origin"] = "*"
            headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            return
        headers.add_vary_header("Origin")
        origin = Headers(scope=scope).get("origin")
        if origin in self.origins and not scope["path"].startswith("/v1/sync"):
            headers["Access-Control-Allow-Origin"] = origin or ""
            headers["Cross-Origin-Resource-Policy"] = "cross-origin"

    def note(self, scope: Scope, status: int, seconds: float) -> None:
        """Write the line of the log."""
        told: dict[str, Any] = scope["tcsheets"]
        place = scope["path"] if scope["path"] in self.routes else "(elsewhere)"
        method = scope["method"] if scope["method"] in ("GET", "HEAD", "POST", "OPTIONS") else "(other)"
        asked = f" {told['calls']} calls" if "calls" in told else ""
        who = f" by {told['caller']}" if told.get("caller") else ""
        LOG.info("%s %s %d%s %.1f ms%s", method, place, status, asked, seconds * 1000, who)
