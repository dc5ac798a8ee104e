"""Stores by where they are: a folder, an address of PostgreSQL, or a Google Sheet."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from tcsheets.errors import StoreError
from tcsheets.files import DISK, Files
from tcsheets.stores.contract import Store
from tcsheets.stores.folder import MARKER, FolderStore, create_folder_store
from tcsheets.stores.google_access import google_address, is_google
from tcsheets.stores.google_pace import Sheet
from tcsheets.stores.postgres_address import address_of, is_address

Where = Path | str  # a folder, or an address


def where_of(text: str) -> Where:
    """Return where a store is meant to be; ArgumentError for an address that cannot be one, or holds a password.

    >>> where_of("postgres://db.lan/practice")
    'postgres://db.lan/practice'
    """
    if is_google(text):
        return google_address(text)
    return address_of(text).text if is_address(text) else Path(text)


def opened(where: Where, files: Files = DISK, name: str = "") -> Store:
    """Return the store at a place, whether or not it is there."""
    if isinstance(where, Path):
        return FolderStore(where, files, name)
    if is_google(where):
        return google_store(where, name)
    from tcsheets.stores.postgres import PostgresStore

    return PostgresStore(where, name)


def made(where: Where, files: Files = DISK, name: str = "") -> bool:
    """Make sure that a store is at a place and of this program's version; return whether it had to be made."""
    if isinstance(where, str) and is_google(where):
        from tcsheets.stores.google_sheet import make_google_store

        return make_google_store(google_sheet(where), secrets.token_hex(8))
    if not isinstance(where, Path):
        from tcsheets.stores.postgres import make_postgres_store

        return make_postgres_store(where, name)
    if files.exists(where / MARKER):
        FolderStore(where, files, name).identity()
        return False
    create_folder_store(where, files)
    return True


def google_sheet(where: str) -> Sheet:
    """Return the calls on a Google Sheet, with this computer's credentials."""
    try:
        from tcsheets.stores.google_client import open_sheet
    except ImportError as error:
        raise StoreError("for a Google Sheet, install its packages first: pip install 'tcsheets[google]'") from error
    return open_sheet(where)


def google_store(where: str, name: str) -> Store:
    """Return the store in a Google Sheet."""
    from tcsheets.stores.google_sheet import GoogleSheetStore

    return GoogleSheetStore(google_sheet(where), name)


def written(where: Where) -> str:
    """Return a place as others are told of it: in full, and for each of them to put their own login in.

    >>> written("postgres://owner@db.lan/practice")
    'postgres://NAME@db.lan/practice'
    """
    return (
        str(where.resolve()) if isinstance(where, Path) else re.sub(r"^(postgres(ql)?://)[^@/?]*@", r"\1NAME@", where)
    )


def settings_of(where: Where) -> dict[str, str]:
    """Return a place as the configuration keeps it."""
    if isinstance(where, Path):
        return {"kind": "folder", "folder": str(where)}
    return {"kind": "google" if is_google(where) else "postgres", "address": where}


def where_in(settings: dict[str, str]) -> Where:
    """Return the place that a configuration has kept; KeyError where it says none."""
    return str(settings["address"]) if settings.get("kind") in ("postgres", "google") else Path(settings["folder"])
