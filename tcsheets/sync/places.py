"""Where a workbook is: in its file, or open in an Excel on this computer.  Only one of the two ever writes it.

While a workbook is open, Excel holds it and saves over what others write; so it is read and written there, and Excel
writes the file.  Where an open workbook cannot be reached, the file is not touched (`BookFile.refuse_open`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from tcsheets.errors import DecisionError, TcsheetsError, TryAgainError
from tcsheets.files import DISK, Files, write_whole
from tcsheets.sync.base import NOTHING_REPLACED, Replaced
from tcsheets.sync.book import OpenBook
from tcsheets.sync.lists import CONFLICTS_TABLE, LISTS, ListDefinition
from tcsheets.sync.live_book import Picture, decoded_picture, encoded_picture, open_live, taken_back
from tcsheets.sync.live_calls import can_be_here, excel_calls, open_book_at, running_apps
from tcsheets.sync.live_excel import ExcelWorkbook, Spec
from tcsheets.sync.op import compact
from tcsheets.sync.workbook_file import BookFile, ChangedMeanwhileError, digest_of


class Place(Protocol):
    """Where a workbook is: read whole, replaced whole, and never over something that was not read."""

    @property
    def path(self) -> Path:
        """The workbook's path."""
        ...

    @property
    def backups(self) -> Path:
        """The folder of its backups."""
        ...

    def read(self) -> bytes:
        """Return it as bytes."""
        ...

    def backup_for(self, base_id: str, now: datetime) -> str:
        """Return the name of the backup that a replacement will leave."""
        ...

    def replaced(self, backup: str, digest: str) -> Replaced:
        """Return what the workbook is to remember of what it replaces."""
        ...

    def replace(self, digest: str, data: bytes, backup: str) -> None:
        """Put other bytes in its place if it still is what was read, and keep a backup."""
        ...

    def changed_backup(self, name: str, digest: str) -> bytes | None:
        """Return a backup that is not what was read, None where all is as it should be."""
        ...

    def prune(self, now: datetime) -> None:
        """Remove the oldest backups beyond the number that is kept."""
        ...


@dataclass(frozen=True, slots=True)
class Writing:
    """A write that may have been cut short: how Excel was set before, and the pictures it leads from and to."""

    settings: Mapping[str, Any]
    old: str = ""
    new: str = ""

    def without(self, now: Picture) -> Picture:
        """Return a picture without what the write has left in it."""
        if not self.old:
            return now
        return taken_back(now, decoded_picture(self.old.encode()), decoded_picture(self.new.encode()))


NO_WRITING = Writing({})


@dataclass(frozen=True, slots=True)
class LivePlace:
    """A workbook that is open in Excel, beside its file.

    What a write was about to do is noted beside the workbook until it is done: cut short, the next read takes the
    workbook without what the write has left in it.
    """

    file: BookFile
    excel: ExcelWorkbook
    spec: Spec

    @property
    def path(self) -> Path:
        """The workbook's path."""
        return self.file.path

    @property
    def backups(self) -> Path:
        """The folder of its backups."""
        return self.file.backups

    @property
    def note(self) -> Path:
        """Where it is noted what a write is about to do."""
        return self.path.with_name(f".{self.path.name}.writing")

    def read(self) -> bytes:
        """Return the workbook as it is in Excel now, saved or not."""
        cut_short = self.noted()
        self.excel.wake(cut_short.settings)
        return encoded_picture(cut_short.without(self.excel.picture(self.spec)))

    def noted(self) -> Writing:
        """Return what was noted of a write that has not come to its end."""
        files = self.file.files
        try:
            return Writing(*json.loads(files.read(self.note))) if files.exists(self.note) else NO_WRITING
        except (ValueError, TypeError):
            return NO_WRITING

    def put_note(self, writing: Writing) -> None:
        """Note what a write is about to do."""
        content = compact([writing.settings, writing.old, writing.new]).encode()
        write_whole(self.file.files, self.note, content, "own")

    def backup_for(self, base_id: str, now: datetime) -> str:
        """Return the name of the backup that a replacement will leave."""
        return self.file.backup_for(base_id, now)

    def replaced(self, backup: str, digest: str) -> Replaced:  # noqa: ARG002 (as for a file)
        """Return nothing: Excel lets nobody save between reading and writing, and no file was replaced."""
        return NOTHING_REPLACED

    def changed_backup(self, name: str, digest: str) -> bytes | None:
        """Return nothing; a file that somebody saved while it was being replaced must be looked at as a file first."""
        if self.file.changed_backup(name, digest) is not None:
            raise TryAgainError(f"{self.path.name}: its backup {name} holds edits; close it in Excel and sync once")
        return None

    def prune(self, now: datetime) -> None:
        """Remove the oldest backups beyond the number that is kept."""
        self.file.prune(now)

    def replace(self, digest: str, data: bytes, backup: str) -> None:
        """Write what differs if the workbook still is as it was read, let Excel save it, and keep a backup."""
        if self.excel.is_read_only():
            raise DecisionError(f"{self.path.name} is open for reading only; close it, open it for editing, sync again")
        before = self.noted()
        was = {**self.excel.settings(), **before.settings}
        self.keep(backup)
        self.put_note(Writing(was, before.old, before.new))
        with self.excel.quiet(was):
            self.write(digest, before, Writing(was, "", data.decode()), backup)
        self.excel.save()
        self.file.files.remove(self.note)

    def keep(self, backup: str) -> None:
        """Keep a copy of the workbook as it is; where Excel cannot write one, it saves and the file is copied."""
        files = self.file.files
        files.make_folder(self.backups)
        if self.excel.is_windows:
            self.excel.save_copy(str(self.backups / backup))
            return
        self.excel.save()
        files.write_new(self.backups / backup, files.read(self.path))

    def write(self, digest: str, before: Writing, writing: Writing, backup: str) -> None:
        """Write what differs, or nothing: what cannot be written to its end is taken back."""
        now = self.excel.picture(self.spec)
        seen = encoded_picture(before.without(now))
        if digest_of(seen) != digest:
            self.file.files.remove(self.backups / backup)
            if not before.new:
                self.file.files.remove(self.note)
            raise ChangedMeanwhileError(f"{self.path.name} was changed by somebody just now; sync again")
        noted = replace(writing, old=seen.decode())
        self.put_note(noted)
        try:
            self.excel.write(now, decoded_picture(noted.new.encode()))
        except TcsheetsError:
            self.take_back(noted)
            raise

    def take_back(self, noted: Writing) -> None:
        """Put back what stood there; where Excel does not answer, the next read does without it."""
        try:
            now = self.excel.picture(self.spec)
            self.excel.write(now, noted.without(now))
        except TcsheetsError:
            return
        self.file.files.remove(self.note)


def live_place(book: Any, files: Files = DISK, definitions: Sequence[ListDefinition] = LISTS) -> LivePlace:
    """Return the place of a workbook that xlwings has, on the Excel of this computer."""
    calls = excel_calls()
    path = Path(calls.get(book, "fullname")).resolve()
    return LivePlace(BookFile(path, files), excel_workbook(book), spec_of(definitions))


def excel_workbook(book: Any) -> ExcelWorkbook:
    """Return xlwings' workbook with the way to call the Excel of this computer."""
    return ExcelWorkbook(book, excel_calls(), sys.platform == "win32")


def spec_of(definitions: Sequence[ListDefinition]) -> Spec:
    """Return the tables that are read."""
    return {**{each.table: each for each in definitions}, CONFLICTS_TABLE: None}


def found_place(
    where: Place | Path | str, files: Files, opens: OpenBook, definitions: Sequence[ListDefinition]
) -> tuple[Place, OpenBook]:
    """Return where a workbook is, and what makes a workbook of its bytes: open in Excel, or else in its file."""
    if isinstance(where, LivePlace):
        return where, open_live
    if not isinstance(where, (Path, str)):
        return where, opens
    file = BookFile(Path(where).resolve(), files)
    if can_be_here() and files is DISK:  # pragma: no cover
        book = open_book_at(file.path, running_apps(), excel_calls())
        if book is not None:
            return LivePlace(file, excel_workbook(book), spec_of(definitions)), open_live
    return file, opens
