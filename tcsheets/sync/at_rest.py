"""Whether a workbook and its store are byte for byte as the last sync left them: then there is nothing to do.

What a sync does depends on the workbook's bytes, the file it took the place of (somebody may have saved into that one)
and the store's files alone.  So where all are the same, and it left nothing open, looking closer would find nothing.
Noted on this computer, after a sync that left no conflict, no note and nothing waiting.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from tcsheets import __version__
from tcsheets.errors import TcsheetsError
from tcsheets.files import Files, write_whole
from tcsheets.stores.contract import Store
from tcsheets.sync.base import Replaced
from tcsheets.sync.lists import ListDefinition
from tcsheets.sync.op import compact, digest

Prints = Mapping[str, str]  # of each file of a store, the digest of its bytes


@dataclass(frozen=True, slots=True)
class Rest:
    """What was left at rest: the store by its alias, this program and its lists, the workbook, the store's files.

    And the name and digest of the file whose place the workbook took.
    """

    alias: str
    program: str
    workbook: str
    store: str
    replaced: str
    replaced_digest: str


def program_of(definitions: Sequence[ListDefinition]) -> str:
    """Return what stands for this version of the program and the lists it keeps in step."""
    return digest(__version__, [repr(each) for each in definitions])


def prints_of(store: Store) -> Prints | None:
    """Return the prints of a store's files; None where they cannot be told now, or not at all."""
    try:
        return store.prints()
    except TcsheetsError:
        return None


def rest_of(
    alias: str, definitions: Sequence[ListDefinition], workbook: str, prints: Prints, replaced: Replaced
) -> Rest:
    """Return what is at rest with these bytes in the workbook, these files in the store and this file replaced."""
    store = digest(sorted(prints.items()))
    return Rest(alias, program_of(definitions), workbook, store, replaced.name, replaced.digest)


def changed_by_others(before: Prints, after: Prints, writers: Sequence[str]) -> bool:
    """Whether files have changed in a store that are neither views nor journals of these writers.

    >>> changed_by_others({"journal/kim/000001.csv": "a"}, {"journal/kim/000001.csv": "b"}, ["kim"])
    False
    """
    own = ("view/", *(f"journal/{writer}{end}" for writer in writers for end in ("/", "~")))
    names = before.keys() | after.keys()
    return any(before.get(name) != after.get(name) for name in names if not name.startswith(own))


def path_of(folder: Path, place: str) -> Path:
    """Return where it is noted for the workbook at a place."""
    return folder / "at rest" / f"{place}.json"


def noted(files: Files, folder: Path, place: str) -> Rest | None:
    """Return what the last sync of the workbook at a place left at rest; None where it left anything open."""
    path = path_of(folder, place)
    try:
        return Rest(*json.loads(files.read(path))) if files.exists(path) else None
    except (ValueError, TypeError, TcsheetsError):
        return None


def note_rest(files: Files, folder: Path, place: str, rest: Rest) -> None:
    """Note that a sync left this, unless that is noted; where it cannot be noted, the next one looks closer."""
    if noted(files, folder, place) == rest:
        return
    path = path_of(folder, place)
    content = compact(list(astuple(rest))).encode()
    try:
        files.make_folder(path.parent)
        write_whole(files, path, content, "own")
    except TcsheetsError:
        return
