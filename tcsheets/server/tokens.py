"""Bearer tokens: made once and shown once, kept as hashes, compared in constant time, revoked by name.

A token holds 256 random bits, so a plain SHA-256 of it tells nothing; the file is its owner's alone all the same.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from tcsheets.errors import ArgumentError, FileError
from tcsheets.files import DISK, Files

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}")
OWNER_ONLY = 0o600
OWNERS_FOLDER = 0o700


@dataclass(frozen=True, slots=True)
class Token:
    """What is kept of a token: whose or what it is for, when it was made, its hash."""

    name: str
    made: str
    hash: str


def hash_of(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def write_own(path: Path, data: bytes, files: Files = DISK) -> None:
    """Write a file that only its owner may read, in a folder of the same kind."""
    files.make_folder(path.parent)
    path.parent.chmod(OWNERS_FOLDER)
    beside = path.with_name(f".{path.name}.own.new")
    files.remove(beside)
    beside.touch(OWNER_ONLY)
    beside.write_bytes(data)
    if path.exists():
        path.chmod(OWNER_ONLY)
    files.replace(beside, path)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens that a file holds."""

    path: Path
    fresh: Callable[[], str] = lambda: secrets.token_urlsafe(32)

    def all(self) -> list[Token]:
        """Return what is kept; FileError where the file is damaged, for then nobody may be let in."""
        if not self.path.exists():
            return []
        try:
            told = json.loads(DISK.read(self.path))
            return [Token(str(each["name"]), str(each["made"]), str(each["hash"])) for each in told["tokens"]]
        except (ValueError, KeyError, TypeError) as error:
            raise FileError(f"{self.path}: it cannot be read; remove it and make the tokens anew") from error

    def add(self, name: str, today: date) -> str:
        """Return a new token, which is never shown again."""
        if not NAME.fullmatch(name):
            raise ArgumentError("a token's name is 1 to 40 letters, digits, blanks, dots and hyphens")
        known = self.all()
        if any(each.name == name for each in known):
            raise ArgumentError(f"there is a token {name} already; revoke it first, or choose another name")
        token = self.fresh()
        self.keep([*known, Token(name, today.isoformat(), hash_of(token))])
        return token

    def revoke(self, name: str) -> None:
        """Take a token away; whoever has it is refused from the next request on."""
        known = self.all()
        left = [each for each in known if each.name != name]
        if len(left) == len(known):
            names = ", ".join(each.name for each in known) or "none"
            raise ArgumentError(f"there is no token {name}; there are: {names}")
        self.keep(left)

    def keep(self, tokens: list[Token]) -> None:
        """Write what is kept."""
        told = {"format": 1, "tokens": [asdict(each) for each in tokens]}
        write_own(self.path, (json.dumps(told, indent=2) + "\n").encode())

    def whose(self, token: str) -> str:
        """Return the name of a token; "" where it is none.  Takes as long for a wrong one as for a right one."""
        wanted, found = hash_of(token), ""
        for each in self.all():
            found = each.name if hmac.compare_digest(each.hash, wanted) else found
        return found
