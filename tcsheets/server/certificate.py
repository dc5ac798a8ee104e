"""A certificate for this computer's own names, because Excel takes an add-in from https only, on localhost too.

The authority that signs it is made for it alone and its key is thrown away, so that whoever trusts it trusts this one
certificate and no other.  The certificate with its key is its owner's alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tcsheets.server.tokens import write_own

NAMES = ("localhost", "127.0.0.1", "::1")
DAYS = 820  # what every system takes is 825
SPARE = 30  # days before the end, from which on it is made anew


@dataclass(frozen=True, slots=True)
class Certificate:
    """Where a certificate lies: with its key, and the authority to be trusted."""

    chain: Path
    authority: Path
    is_new: bool


def local_certificate(folder: Path, now: datetime) -> Certificate:
    """Return the certificate in a folder, made there where there is none or it ends soon."""
    chain, authority, ends = folder / "localhost.pem", folder / "authority.pem", folder / "ends.txt"
    if all(each.exists() for each in (chain, authority, ends)):
        last = datetime.fromisoformat(ends.read_text(encoding="ascii").strip())
        if now + timedelta(days=SPARE) < last:
            return Certificate(chain, authority, False)
    made, signed_by = new_certificate(now + timedelta(days=DAYS))
    for path, data in ((chain, made), (authority, signed_by)):
        write_own(path, data)
    write_own(ends, (now + timedelta(days=DAYS)).isoformat().encode())
    return Certificate(chain, authority, True)


def new_certificate(ends: datetime) -> tuple[bytes, bytes]:
    """Return (key and certificate, authority) as PEM."""
    import trustme  # noqa: PLC0415 (half a second, and only for this)

    authority = trustme.CA(organization_name="tcsheets", organization_unit_name="this computer only")
    made = authority.issue_cert(*NAMES, not_after=ends, common_name="tcsheets on this computer")
    return made.private_key_and_cert_chain_pem.bytes(), authority.cert_pem.bytes()


def how_to_trust(authority: Path) -> str:
    """Return how each system is told to trust it."""
    return "\n".join(
        [
            "Let this computer trust the certificate, once:",
            f'  Windows: certutil -user -addstore Root "{authority}"',
            f'  Mac:     security add-trusted-cert -k ~/Library/Keychains/login.keychain-db "{authority}"',
            f'  Linux:   certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n tcsheets -i "{authority}"',
        ]
    )
