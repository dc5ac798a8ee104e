"""What one installation keeps on its computer: which stores it knows, under which aliases, and its own journals.

A workbook names a store only by an alias of this configuration, never by a path.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from tcsheets.errors import ArgumentError, FileError, StoreError, TryAgainError
from tcsheets.files import DISK, Files, write_whole
from tcsheets.stores.contract import Store
from tcsheets.stores.opening import Where, made, opened, settings_of, where_in
from tcsheets.sync.base import Base
from tcsheets.sync.lists import ListDefinition
from tcsheets.sync.op import digest
from tcsheets.sync.own_journal import OwnJournal
from tcsheets.sync.own_lists import definitions_in

VARIABLE = "TCSHEETS_HOME"


def fresh_id() -> str:
    """Return an id that nobody else has."""
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of an installation."""

    folder: Path
    files: Files = DISK
    fresh: Callable[[], str] = fresh_id

    def config(self) -> dict[str, Any]:
        """Return the configuration; an empty one where there is none yet."""
        path = self.folder / "config.json"
        if not self.files.exists(path):
            return {}
        try:
            found = json.loads(self.files.read(path))
        except ValueError as error:
            raise FileError(f"{path}: it cannot be read; mend it, or remove it and add the stores again") from error
        return found if isinstance(found, dict) else {}

    def keep_config(self, **changed: object) -> None:
        """Change some entries of the configuration; the others stay."""
        self.files.make_folder(self.folder)
        content = json.dumps({"format": 1, **self.config(), **changed}, indent=2, ensure_ascii=False) + "\n"
        write_whole(self.files, self.folder / "config.json", content.encode(), "own")

    def definitions(self) -> tuple[ListDefinition, ...]:
        """Return the lists that are kept in step: the product's and the practice's own, with what may leave."""
        return definitions_in(self.config(), str(self.folder / "config.json"))

    def stores(self) -> dict[str, Where]:
        """Return where the known stores are, by alias."""
        try:
            found = self.config().get("stores", {})
            return {str(alias): where_in(each) for alias, each in sorted(found.items())}
        except (KeyError, TypeError, AttributeError) as error:
            where = self.folder / "config.json"
            raise FileError(
                f"{where}: the list of stores cannot be read; mend it, or remove it and add them"
            ) from error

    def add_store(self, alias: str, where: Where) -> None:
        """Keep a store under an alias, in place of one that had it."""
        known = {**self.stores(), alias: where.resolve() if isinstance(where, Path) else where}
        self.keep_config(stores={name: settings_of(place) for name, place in known.items()})

    def store(self, alias: str) -> Store:
        """Return a store by its alias; ArgumentError where there is none."""
        known = self.stores()
        if alias not in known:
            names = ", ".join(known) or "none; add one with: tcsheets store init FOLDER"
            raise ArgumentError(f"there is no store {alias!r} on this computer; known are: {names}")
        return opened(known[alias], self.files, alias)

    def store_of(self, base: Base) -> Store:
        """Return the store that a workbook belongs to: by alias, by identity, or the only one there is."""
        known = self.stores()
        if base.alias in known:
            return self.store(base.alias)
        for alias in known:
            if base.store and identity_or_none(self.store(alias)) == base.store:
                return self.store(alias)
        if len(known) == 1 and not base.store:
            return self.store(next(iter(known)))
        names = ", ".join(known) or "none; add one with: tcsheets store init FOLDER"
        raise ArgumentError(f"name the store to sync with; known on this computer: {names}")

    def own_journal(self, store_id: str) -> OwnJournal:
        """Return this installation's journal in a store."""
        return OwnJournal(self.files, self.folder / "stores" / store_id, self.fresh)

    def place_of(self, path: Path) -> str:
        """Return a digest of this installation and a path, by which a workbook knows whether it has been here."""
        return digest("place", str(self.folder.resolve()), str(path.resolve()))[:16]


def identity_or_none(store: Store) -> str | None:
    """Return a store's id, or nothing where it cannot be reached now."""
    try:
        return store.identity()
    except (StoreError, FileError, TryAgainError):
        return None


def state_of(store: Store) -> dict[str, str]:
    """Return a store's id, and where it has moved to."""
    identity = identity_or_none(store)
    return {"id": identity or "not there now", "moved": store.moved() if identity else ""}


def open_home(folder: Path | None = None, files: Files = DISK) -> Home:
    """Return the installation in a folder; without one, the one that TCSHEETS_HOME names, or this user's own."""
    named = os.environ.get(VARIABLE)
    found = folder or (Path(named) if named else user_data_path("tcsheets", appauthor=False))
    return Home(found.expanduser(), files)


def join_store(home: Home, where: Where, alias: str) -> bool:
    """Keep a store under an alias, making one where there is none; return whether it was made."""
    is_new = made(where, home.files, alias)
    home.add_store(alias, where)
    return is_new
