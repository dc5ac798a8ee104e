"""The application: which address does what; each route admits, calls one function of the library, and answers."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import anyio.to_thread
import orjson
from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from tcsheets.functions.registry import REGISTER
from tcsheets.server import openapi
from tcsheets.server.add_in import PANE, AddIn, add_in_files
from tcsheets.server.admission import Door
from tcsheets.server.calls import PriceBooks, answers, dumped
from tcsheets.server.guard import FAILED, Guard, refused
from tcsheets.server.limits import Limits, Refusal
from tcsheets.server.rates import Rates
from tcsheets.server.tokens import Tokens
from tcsheets.server.workbooks import Workbooks
from tcsheets.server.working import worked

T = TypeVar("T")
WORKERS = 4  # answers that are worked out at a time
CHOICE = '{"workbook": 0, "conflict": "3f9a...", "choice": "mine"}'


@dataclass(frozen=True, slots=True)
class Setup:
    """What a server is started with.

    address: the https address at which the add-in's files are found; "" where there is none.
    """

    tokens: Tokens
    limits: Limits = field(default_factory=Limits)
    origins: frozenset[str] = frozenset()
    address: str = ""
    books: PriceBooks = field(default_factory=PriceBooks)
    workbooks: Workbooks = field(default_factory=Workbooks)
    is_public_tls: bool = False
    pane: Path = PANE


def as_json(told: Any) -> Response:
    """Return plain data as an answer."""
    return Response(dumped(told), media_type="application/json")


async def body_of(request: Request, most: int) -> bytes:
    """Return the body; Refusal where it is not JSON, or as soon as it is too large."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refusal("not_json_type", "send JSON, with the header Content-Type: application/json")
    too_large = Refusal("too_large", f"send at most {most} bytes at once")
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length) > most:
        raise too_large
    parts, size = [], 0
    async for part in request.stream():
        parts.append(part)
        size += len(part)
        if size > most:
            raise too_large
    return b"".join(parts)


@dataclass(frozen=True, slots=True)
class Desk:
    """What answers the requests."""

    setup: Setup
    door: Door
    clock: Callable[[], float]
    workers: CapacityLimiter

    async def health(self, _: Request) -> Response:
        """Say that the server is well, and the version for which answers hold."""
        return as_json({"status": "ok", "version": self.setup.books.version, "functions": len(REGISTER)})

    async def description(self, _: Request) -> Response:
        """Return the OpenAPI description."""
        return as_json(openapi.description(self.setup.limits))

    async def call(self, request: Request) -> Response:
        """Answer a batch of calls."""
        setup, until = self.setup, self.clock() + self.setup.limits.seconds
        request.scope["tcsheets"]["caller"] = self.door.caller(request)
        body = await self.read(request)
        told, count = await self.in_time(
            lambda: answers(body, setup.books, setup.limits, self.clock, until), until - self.clock()
        )
        request.scope["tcsheets"]["calls"] = count
        return Response(told, media_type="application/json")

    async def read(self, request: Request) -> bytes:
        """Return the body; Refusal where it takes too long to come."""
        try:
            async with asyncio.timeout(self.setup.limits.seconds):
                return await body_of(request, self.setup.limits.body)
        except (TimeoutError, ClientDisconnect) as error:
            raise Refusal("too_slow_body", "the body did not come in time; send it again") from error

    async def in_time(self, do: Callable[[], T], seconds: float) -> T:
        """Return what something returns that is done beside the server; Refusal where it takes too long."""
        try:
            return await worked(do, seconds, self.workers)
        except TimeoutError as error:
            message = f"not answered within {self.setup.limits.seconds:g} s; ask for less at once, or later"
            raise Refusal("too_long", message, 1) from error

    async def state(self, request: Request) -> Response:
        """Say how the workbooks stand."""
        self.door.refuse_all_but_own_page(request)
        return as_json(await anyio.to_thread.run_sync(self.setup.workbooks.state))

    async def conflicts(self, request: Request) -> Response:
        """List the conflicts."""
        self.door.refuse_all_but_own_page(request)
        return as_json(await anyio.to_thread.run_sync(self.setup.workbooks.conflicts))

    async def resolve(self, request: Request) -> Response:
        """Settle a conflict."""
        self.door.refuse_all_but_own_page(request)
        number, conflict, choice = choice_in(await self.read(request))
        return as_json(await anyio.to_thread.run_sync(self.setup.workbooks.resolve, number, conflict, choice))


def choice_in(body: bytes) -> tuple[int, str, str]:
    """Return the workbook, the conflict and the choice that a body holds."""
    try:
        told = orjson.loads(body)
        number, conflict, choice = (told[name] for name in ("workbook", "conflict", "choice"))
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise Refusal("wrong_value", f"send {CHOICE}") from error
    is_number = isinstance(number, (int, float)) and not isinstance(number, bool)  # JSON knows 0.0 as a whole one
    is_text = isinstance(conflict, str) and isinstance(choice, str) and conflict
    if not (is_number and is_text and number == int(number)):
        raise Refusal("wrong_value", f"send {CHOICE}")
    return int(number), conflict, choice


async def refused_here(_: Request, error: Exception) -> Response:
    """Return a refusal, Starlette's own in our words, or that this server has failed, as an answer."""
    if isinstance(error, Refusal):
        return refused(error)
    if not isinstance(error, HTTPException):
        return refused(FAILED)
    if error.status_code == 405:
        allow = (error.headers or {}).get("Allow", "")
        return refused(Refusal("wrong_method", f"this address takes {allow}", allow=allow))
    return refused(Refusal("not_found", "there is nothing at this address; see /openapi.json"))


def make_app(setup: Setup, clock: Callable[[], float] = time.monotonic, page_secret: str = "") -> Guard:
    """Return the application of a server."""
    secret = page_secret or secrets.token_urlsafe(32)
    door = Door(setup.tokens, Rates(setup.limits, clock), setup.origins, secret)
    desk = Desk(setup, door, clock, CapacityLimiter(WORKERS))
    add_in = AddIn(add_in_files(setup.address), door, setup.pane)
    public = {*add_in.files, "/manifest.xml"}
    routes = [
        Route("/health", desk.health),
        Route("/openapi.json", desk.description),
        Route("/v1/call", desk.call, methods=["POST"]),
        Route("/v1/sync/state", desk.state),
        Route("/v1/sync/conflicts", desk.conflicts),
        Route("/v1/sync/resolve", desk.resolve, methods=["POST"]),
        *(Route(path, add_in.file) for path in sorted(public)),
        Route("/taskpane", add_in.pane_root),
        Route("/taskpane/{name:path}", add_in.pane_file),
    ]
    inner = Starlette(
        routes=routes, exception_handlers=dict.fromkeys((HTTPException, Refusal, Exception), refused_here)
    )
    inner.router.redirect_slashes = False  # it would name the host that the asker has named
    known = {route.path for route in routes} | {"/taskpane/"}
    return Guard(inner, known, setup.origins, public, clock, setup.is_public_tls)
