"""Google's own libraries made ready: a gspread client that goes by this computer's credentials."""

from __future__ import annotations

import json
from pathlib import Path

import gspread
from google.oauth2 import credentials, service_account
from google_auth_oauthlib.flow import InstalledAppFlow

from tcsheets.errors import FileError
from tcsheets.stores.google_access import (
    BEGINNING,
    SCOPES,
    account_of,
    credentials_path,
    keep_credentials,
    read_credentials,
)
from tcsheets.stores.google_calls import Calls


def open_sheet(where: str) -> Calls:
    """Return the calls on a Google Sheet, with this computer's credentials."""
    client, account = client_of()
    return Calls(client, where.removeprefix(BEGINNING), account)


def client_of(path: Path | None = None) -> tuple[gspread.Client, str]:
    """Return a gspread client, and the account it goes by."""
    place = path or credentials_path()
    found = read_credentials(place)
    kinds = {"service_account": service_account.Credentials.from_service_account_info}
    make = kinds.get(found["type"], credentials.Credentials.from_authorized_user_info)
    try:
        made = make(found, scopes=SCOPES)
    except Exception:  # noqa: BLE001 (whatever it says may hold parts of the key)
        raise FileError(f"{place}: Google's library cannot use it; make a new one") from None
    return gspread.Client(auth=made), account_of(found)


def log_in(client_file: Path, account: str) -> Path:
    """Ask a person in the browser for their consent and keep it; return where."""
    flow = InstalledAppFlow.from_client_secrets_file(str(client_file), scopes=list(SCOPES))
    allowed = json.loads(flow.run_local_server(host="127.0.0.1", port=0).to_json())
    return keep_credentials({**allowed, "type": "authorized_user", "account": account}, credentials_path())
