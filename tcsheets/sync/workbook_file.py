"""A workbook's file: read whole, replaced whole, and never over something that was not read.

The file that is replaced is kept beside it as a backup.  If it turns out not to be the one that was read (somebody
saved in that very moment), the next run finds it there and takes over what was typed in it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tcsheets.errors import FileError, TryAgainError
from tcsheets.files import Files

MOST_BACKUPS, LEAST_BACKUPS = 30, 5  # the last ones are kept however old they are
OLDEST = timedelta(days=90)
NAMED = "%Y-%m-%d %H.%M.%S"
KINDS = (".xlsx", ".xlsm")


class ChangedMeanwhileError(TryAgainError):
    """The workbook was saved by somebody between reading and writing; nothing was written."""


@dataclass(frozen=True, slots=True)
class BookFile:
    """The file of a workbook: where it is, and what messages call it."""

    path: Path
    files: Files

    @property
    def backups(self) -> Path:
        """The folder of its backups."""
        return self.path.parent / f"{self.path.stem} backups"

    @property
    def beside(self) -> Path:
        """The new file while it is being written."""
        return self.path.with_name(f".{self.path.name}.new")

    def read(self) -> bytes:
        """Return its bytes; FileError where it is missing or no workbook by its name."""
        if self.path.suffix.lower() not in KINDS:
            raise FileError(f"{self.path.name} is not an Excel workbook (.xlsx); name the workbook to sync")
        return self.files.read(self.path)

    def backup_for(self, base_id: str, now: datetime) -> str:
        """Return the name of the backup that a replacement will leave.

        >>> BookFile(Path("Kim.xlsx"), None).backup_for("ffee0011", datetime(2026, 11, 24, 16, 30))
        'Kim 2026-11-24 16.30.00 ffee0011.xlsx'
        """
        return f"{self.path.stem} {now:{NAMED}} {base_id[:8]}{self.path.suffix}"

    def refuse_open(self) -> None:
        """Say that the workbook seems to be open in Excel, which would save over what is written now."""
        hint = f"~${self.path.name}"
        if self.files.exists(self.path.with_name(hint)):
            raise TryAgainError(
                f"{self.path.name} seems to be open in Excel: close it and sync again "
                f"(if it is not open, delete the file {hint} beside it)"
            )

    def replace(self, digest: str, data: bytes, backup: str) -> None:
        """Put new bytes in the file's place if it still is the one that was read, and keep that as a backup."""
        self.refuse_open()
        self.files.remove(self.beside)
        self.files.write_new(self.beside, data)
        if digest_of(self.files.read(self.path)) != digest:
            self.files.remove(self.beside)
            raise ChangedMeanwhileError(f"{self.path.name} was saved by somebody just now; sync again")
        self.files.make_folder(self.backups)
        self.files.keep(self.path, self.backups / backup)
        self.files.replace(self.beside, self.path)

    def changed_backup(self, name: str, digest: str) -> bytes | None:
        """Return a backup that is not the file that was read, None where all is as it should be."""
        if not name or not self.files.exists(self.backups / name):
            return None
        data = self.files.read(self.backups / name)
        return data if digest_of(data) != digest else None

    def prune(self, now: datetime) -> None:
        """Remove backups beyond the number that is kept, and old ones; other files in their folder stay."""
        names = [name for name in self.files.names(self.backups) if self.taken_at(name)]
        too_old = f"{now - OLDEST:{NAMED}}"
        for place, name in enumerate(reversed(names)):
            if place >= MOST_BACKUPS or (place >= LEAST_BACKUPS and self.taken_at(name) < too_old):
                self.files.remove(self.backups / name)

    def taken_at(self, name: str) -> str:
        """Return when a backup was taken, as its name says; "" where it is none of this workbook's.

        >>> BookFile(Path("Kim.xlsx"), None).taken_at("Kim 2026-11-24 16.30.00 ffee0011.xlsx")
        '2026-11-24 16.30.00'
        """
        found = re.fullmatch(
            rf"{re.escape(self.path.stem)} (\d{{4}}-\d\d-\d\d \d\d\.\d\d\.\d\d) [^ ]+{re.escape(self.path.suffix)}",
            name,
        )
        return found[1] if found else ""


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
