"""Running the server: what may not be started, where it listens, and a log that holds no value."""

from __future__ import annotations

import logging
import ssl
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from tcsheets.errors import ArgumentError
from tcsheets.server.admission import is_loopback
from tcsheets.server.app import Setup, make_app
from tcsheets.server.patience import PatientProtocol

AT_ONCE = 256  # requests; more are told to come later
IDLE = 15  # seconds for which an unused connection is kept
GRACE = 5  # seconds for what is being answered when the server is stopped


@dataclass(frozen=True, slots=True)
class Listening:
    """Where a server listens: on which address of this computer, at which port, with which certificate if any."""

    host: str = "127.0.0.1"
    port: int = 8443
    chain: Path | None = None


def refuse_open_door(setup: Setup, listening: Listening) -> None:
    """Raise ArgumentError where others could ask and nobody has been given a token."""
    if not is_loopback(listening.host) and not setup.tokens.all():
        raise ArgumentError(
            f"{listening.host} is open to others, so first make a token: tcsheets serve token add NAME; "
            "or leave --host out, and only this computer may ask"
        )


def make_server(setup: Setup, listening: Listening) -> uvicorn.Server:
    """Return the server, ready to run; it writes no log of its own but what goes wrong with a connection."""
    refuse_open_door(setup, listening)
    config = uvicorn.Config(
        make_app(setup),
        listening.host,
        listening.port,
        access_log=False,
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        date_header=True,
        limit_concurrency=AT_ONCE,
        timeout_keep_alive=IDLE,
        timeout_graceful_shutdown=GRACE,
        lifespan="off",
        ws="none",
        http=PatientProtocol,
    )
    config.load()
    if listening.chain:
        config.ssl = tls(listening.chain)
    return uvicorn.Server(config)


def tls(chain: Path) -> ssl.SSLContext:
    """Return what a server says of itself; TLS 1.2 or newer."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(chain)
    return context


def log_to_screen() -> None:
    """Show the server's log on stderr, one line a request."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log = logging.getLogger("tcsheets.server")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
