"""How a program gets into a Google Sheet: a file of credentials only its owner may read, outside all that is shared.

The file is a service account's key, or what `tcsheets google login` leaves of a person's consent.  It is read here and
handed to Google's library; nothing of it ever stands in a message, a log, a workbook or the configuration.
"""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from tcsheets.errors import ArgumentError, FileError

VARIABLE = "TCSHEETS_GOOGLE_CREDENTIALS"
SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
BEGINNING = "google:"
SPREADSHEET = re.compile(r"[0-9A-Za-z_-]{20,100}")
IN_A_LINK = re.compile(r"/spreadsheets/d/([0-9A-Za-z_-]{20,100})")
KINDS = {"service_account": "client_email", "authorized_user": "account"}
LARGEST = 100_000
SHARED = ("OneDrive", "Dropbox", "Google Drive", "GoogleDrive", "My Drive", "iCloud Drive")


def is_google(text: str) -> bool:
    """Whether an address is that of a Google Sheet.

    >>> is_google("google:1AbC"), is_google("S:/shared")
    (True, False)
    """
    return text.startswith(BEGINNING) or "docs.google.com/spreadsheets/" in text


def google_address(text: str) -> str:
    """Return the address of a Google Sheet, from its id or from the link in a browser.

    >>> google_address("https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUv/edit#gid=0")
    'google:1AbCdEfGhIjKlMnOpQrStUv'
    """
    link = IN_A_LINK.search(text)
    found = link[1] if link else text.removeprefix(BEGINNING).strip()
    if not SPREADSHEET.fullmatch(found):
        raise ArgumentError("this is no Google Sheet: write google: and its id, or paste the link from the browser")
    return BEGINNING + found


def credentials_path() -> Path:
    """Return where the credentials are on this computer."""
    named = os.environ.get(VARIABLE)
    return Path(named).expanduser() if named else user_config_path("tcsheets", appauthor=False) / "google.json"


def read_credentials(path: Path) -> dict[str, Any]:
    """Return what a file of credentials says; FileError where it is missing, open to others, or no such file."""
    if not path.is_file():
        raise FileError(f"there are no credentials for Google at {path}; see: tcsheets google doctor")
    said = faults_of(path)
    if said:
        raise FileError(said[0])
    try:
        found = json.loads(path.read_bytes()[:LARGEST])
    except (ValueError, OSError):
        found = None
    if not isinstance(found, dict) or found.get("type") not in KINDS:
        raise FileError(f"{path}: no key of a service account, and nothing that tcsheets google login has left")
    return found


def faults_of(path: Path) -> list[str]:
    """Return why a file of credentials is not kept well enough, one line each."""
    found = []
    place = path.resolve()
    if sys.platform != "win32" and stat.S_IMODE(place.stat().st_mode) & 0o077:
        found.append(f"{path}: others on this computer may read it; run: chmod 600 '{path}'")
    if any((folder / ".git").exists() for folder in place.parents):
        found.append(f"{path}: it lies in a repository; move it out of there")
    if any(part in SHARED or part.startswith("OneDrive") for part in place.parts):
        found.append(f"{path}: it lies in a folder that is shared; move it out of there")
    if list(place.parent.glob("*.xlsx")):
        found.append(f"{path}: it lies beside a workbook; move it where no workbook is")
    return found


def account_of(found: dict[str, Any]) -> str:
    """Return the account that credentials are of, as people share a sheet with it."""
    return str(found.get(KINDS[found["type"]]) or "the account in use")


def keep_credentials(found: dict[str, Any], target: Path) -> Path:
    """Write credentials to a file that nobody but its owner may ever read; return where."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(found, file)
    beside.replace(target)
    return target
