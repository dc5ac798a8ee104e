"""Stores by where they are: a folder, or an address of PostgreSQL."""

from __future__ import annotations

from pathlib import Path

from tcsheets.files import DISK, Files
from tcsheets.stores.contract import Store
from tcsheets.stores.folder import MARKER, FolderStore, create_folder_store
from tcsheets.stores.postgres_address import address_of, is_address

Where = Path | str  # a folder, or an address


def where_of(text: str) -> Where:
    """Return where a store is meant to be; ArgumentError for an address that cannot be one, or holds a password.

    >>> where_of("postgres://db.lan/practice")
    'postgres://db.lan/practice'
    """
    return address_of(text).text if is_address(text) else Path(text)


def opened(where: Where, files: Files = DISK, name: str = "") -> Store:
    """Return the store at a place, whether or not it is there."""
    if isinstance(where, Path):
        return FolderStore(where, files, name)
    from tcsheets.stores.postgres import PostgresStore

    return PostgresStore(where, name)


def made(where: Where, files: Files = DISK, name: str = "") -> bool:
    """Make sure that a store is at a place and of this program's version; return whether it had to be made."""
    if not isinstance(where, Path):
        from tcsheets.stores.postgres import make_postgres_store

        return make_postgres_store(where, name)
    if files.exists(where / MARKER):
        FolderStore(where, files, name).identity()
        return False
    create_folder_store(where, files)
    return True


def settings_of(where: Where) -> dict[str, str]:
    """Return a place as the configuration keeps it."""
    if isinstance(where, Path):
        return {"kind": "folder", "folder": str(where)}
    return {"kind": "postgres", "address": where}


def where_in(settings: dict[str, str]) -> Where:
    """Return the place that a configuration has kept; KeyError where it says none."""
    return str(settings["address"]) if settings.get("kind") == "postgres" else Path(settings["folder"])
