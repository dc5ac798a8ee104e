"""Who may ask: this computer's own programs, or whoever has a token; never a web page of somebody else's."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import Request

from tcsheets.server.limits import Refusal
from tcsheets.server.rates import Rates
from tcsheets.server.tokens import Tokens

OWN_NAMES = ("localhost", "127.0.0.1", "::1")
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
PAGE_HEADER = "x-tcsheets-page"


def is_loopback(address: str) -> bool:
    """Whether an address or name is this computer's own.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("192.168.1.9"), is_loopback("0.0.0.0")
    (True, True, False, False)
    """
    if address == "localhost":
        return True
    try:
        return ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def address_of(request: Request) -> str:
    """Return the caller's address."""
    return request.client.host if request.client else ""


def comes_from_here(request: Request) -> bool:
    """Whether a request comes from this computer, by a name of its own, and was not passed on by another."""
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        named = urlsplit(f"//{request.headers.get('host', '')}").hostname
    except ValueError:
        return False
    return is_loopback(address_of(request)) and named in OWN_NAMES


def is_own_origin(request: Request) -> bool:
    """Whether the page that asks is one of this server's own."""
    return urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host", "") != ""


@dataclass(frozen=True, slots=True)
class Door:
    """What lets a request in: tokens, the web pages' origins beside the server's own, the page's own secret."""

    tokens: Tokens
    rates: Rates
    origins: frozenset[str]
    page_secret: str

    def refuse_foreign_page(self, request: Request) -> None:
        """Refuse what a web page of another origin asks for; programs that are no web page name none."""
        origin = request.headers.get("origin")
        if origin is not None and origin not in self.origins and not is_own_origin(request):
            raise Refusal("foreign_origin", "a page of this origin may not ask; allow it with: tcsheets serve --origin")

    def caller(self, request: Request) -> str:
        """Return who asks for an answer, after counting the request; Refusal where they may not."""
        self.refuse_foreign_page(request)
        if not self.tokens.all():
            if not comes_from_here(request):
                raise Refusal("loopback_only", "without a token only this computer may ask: tcsheets serve token add")
            self.rates.spend("")
            return "this computer"
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        name = self.tokens.whose(token.strip()) if scheme.lower() == "bearer" else ""
        self.rates.spend(name or f"from {address_of(request)}")
        if not token:
            raise Refusal("token_missing", "send the token in the header Authorization: Bearer TOKEN")
        if not name:
            raise Refusal(
                "token_wrong", "this token is unknown or was revoked; make one with: tcsheets serve token add"
            )
        return name

    def refuse_all_but_own_page(self, request: Request) -> None:
        """Refuse what does not come from the task pane of this very server, on this computer."""
        if not comes_from_here(request):
            raise Refusal("loopback_only", "workbooks are shown on their own computer only; open the pane there")
        self.rates.spend("")
        fetched = request.headers.get("sec-fetch-site", "same-origin")
        is_own = is_own_origin(request) if "origin" in request.headers else request.method == "GET"
        if fetched != "same-origin" or not is_own:
            raise Refusal("foreign_origin", "only the task pane of this server may ask")
        if not hmac.compare_digest(request.headers.get(PAGE_HEADER, "").encode(), self.page_secret.encode()):
            raise Refusal("foreign_page", "the pane was opened before this server was started; open it anew")
