"""The address of a store in PostgreSQL: where it is, never how to get in.

    postgres://kim@db.practice.example/practice
    postgres://kim@db.practice.example/group?schema=office_17&sslrootcert=/etc/ssl/practice.pem
    postgres:///?service=practice

A password stands in a password file (~/.pgpass, or the one that PGPASSFILE names) or in a service file, never here, so
that no configuration, message or list of processes shows it.  Connections that leave this computer are encrypted and
the server must prove its name, unless the address says otherwise (`sslmode`); `sslmode=disable` is asking for a plain
one.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from tcsheets.errors import ArgumentError

BEGINNING = re.compile(r"postgres(ql)?://", re.IGNORECASE)
USUAL_SCHEMA = "tcsheets"
NAME = re.compile(r"[^@/:?#\x00-\x1f\x7f]*")
SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,49}")
SETTINGS = {
    *("sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "channel_binding"),
    *("host", "hostaddr", "service", "passfile", "connect_timeout", "target_session_attrs"),
}
ENCRYPTED, PLAIN = ("require", "verify-ca", "verify-full"), "disable"
PATIENCE = {  # so that a server that is gone is noticed within half a minute
    "connect_timeout": "10",
    "keepalives_idle": "20",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
    "application_name": "tcsheets",
}
TAKE_IT_OUT = (
    "the store's address holds a password; take it out and put it in ~/.pgpass, in the file that PGPASSFILE names, "
    "or in a service file"
)
UNREADABLE = "the store's address cannot be read; write postgres://NAME@HOST/DATABASE, without a password"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a store is: the text as it was given, what the driver is told, and the schema that holds the store."""

    text: str
    settings: Mapping[str, str]
    schema: str

    @property
    def lists(self) -> str:
        """The schema with the lists as texts, for people to read."""
        return f"{self.schema}_lists"

    @property
    def reports(self) -> str:
        """The schema with typed lists and figures, for reporting tools."""
        return f"{self.schema}_reports"


def is_address(text: str) -> bool:
    """Whether a text is meant as an address of PostgreSQL.

    >>> is_address("postgres://db/practice"), is_address("S:/shared")
    (True, False)
    """
    return bool(BEGINNING.match(text))


def address_of(text: str) -> Address:
    """Return an address; ArgumentError, which repeats nothing of it, where it holds a password or cannot be read.

    >>> address_of("postgres://kim@db.lan:5433/practice?schema=office_17").schema
    'office_17'
    """
    try:
        parts = urlsplit(text)
        names = {"host": parts.hostname or "", "port": str(parts.port or ""), "dbname": unquote(parts.path[1:])}
    except ValueError:
        raise ArgumentError(UNREADABLE) from None
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    names["user"] = unquote(parts.username or "")
    if parts.password is not None or any("password" in each.lower() for each in given):
        raise ArgumentError(TAKE_IT_OUT)
    if not is_address(text) or parts.fragment or not all(NAME.fullmatch(each) for each in names.values() if each):
        raise ArgumentError(UNREADABLE)
    schema = given.pop("schema", USUAL_SCHEMA)
    if not SCHEMA.fullmatch(schema):
        raise ArgumentError("the address's schema must be small letters, digits and _, at most 50 of them")
    if not given.keys() <= SETTINGS:
        raise ArgumentError(f"the address's settings may be schema, {', '.join(sorted(SETTINGS))}; it has another one")
    return Address(text, {name: value for name, value in {**names, **given}.items() if value}, schema)


def secured(address: Address, defaults: Mapping[str, str]) -> dict[str, str]:
    """Return what the driver is told, with encryption where the connection leaves this computer.

    defaults: what the driver takes from the environment.  ArgumentError where the address would let it be plain without
    saying so.
    """
    told = {**PATIENCE, **address.settings}
    if stays_here({**defaults, **address.settings}):
        return told
    asked = address.settings.get("sslmode", os.environ.get("PGSSLMODE", "verify-full"))
    if asked not in (*ENCRYPTED, PLAIN):
        raise ArgumentError(
            f"sslmode={asked} may send a practice's lists unencrypted; write sslmode=verify-full "
            "(or sslmode=disable, where the network itself is safe)"
        )
    told["sslmode"] = asked
    if asked == "verify-full" and not told.get("sslrootcert") and not has_own_root():
        told["sslrootcert"] = "system"
    return told


def has_own_root() -> bool:
    """Whether this computer's user has named a certificate to trust."""
    return "PGSSLROOTCERT" in os.environ or (Path.home() / ".postgresql" / "root.crt").exists()


def stays_here(settings: Mapping[str, str]) -> bool:
    """Whether a connection cannot leave this computer; a service may lead anywhere.

    >>> stays_here({"host": "127.0.0.1"}), stays_here({}), stays_here({"host": "db.lan"})
    (True, True, False)
    """
    hosts = [*settings.get("host", "").split(","), *settings.get("hostaddr", "").split(",")]
    return not settings.get("service") and all(is_here(host) for host in hosts)


def is_here(host: str) -> bool:
    """Whether a host is this computer: a socket, its own name, a loopback address."""
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
