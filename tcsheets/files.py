"""Files and folders, behind one small door.

Everything that the sync reads and writes goes through `Files`, so that tests can count the calls, fail each of them,
and stop the program at each of them.  Faults of the disk become `FileError` or `TryAgainError` with a line for the
person; a file is written whole beside its place and then put there in one step.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from stat import S_IMODE, S_ISDIR, S_ISREG
from typing import Protocol

from tcsheets.errors import FileError, TryAgainError

ATTEMPTS = 6  # to replace a file that another program has open for a moment; waits add up to about 3 seconds
FIRST_WAIT = 0.05
ANYBODY_WRITES = 0o222
MOST_READ = 256 << 20
BUSY = {errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY}
FULL = {errno.ENOSPC, errno.EDQUOT}
NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.EXDEV, errno.ENOSYS, errno.EINVAL}


class Files(Protocol):
    """What the sync needs of a file system."""

    def read(self, path: Path) -> bytes:
        """Return a file's content."""
        ...

    def write_new(self, path: Path, data: bytes) -> None:
        """Write a file that does not exist yet, down to the disk."""
        ...

    def replace(self, source: Path, target: Path) -> None:
        """Put a file in another's place in one step."""
        ...

    def keep(self, path: Path, kept: Path) -> None:
        """Give a file a second name, so that it stays when its place is taken; where that is not possible, copy it."""
        ...

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder, sorted; none where there is no folder."""
        ...

    def exists(self, path: Path) -> bool:
        """Whether a file or folder is there."""
        ...

    def make_folder(self, path: Path) -> None:
        """Make a folder and those above it, if they are not there."""
        ...

    def remove(self, path: Path) -> None:
        """Remove a file, if it is there."""
        ...

    def hold(self, path: Path) -> AbstractContextManager[None]:
        """Hold a lock among the programs of this computer; TryAgainError where another one holds it."""
        ...


FAULTS: tuple[tuple[type[OSError], str], ...] = (
    (FileNotFoundError, "{name} is not there; look for it in {folder}"),
    (FileExistsError, "{name} is there already; remove it or choose another name"),
    (IsADirectoryError, "{name} is a folder, not a file; name the file"),
    (NotADirectoryError, "{name} cannot be there, for {folder} is not a folder; name another place"),
    (PermissionError, "{name}: not allowed here; close it in other programs, or ask for the right to change {folder}"),
)


def disk_error(error: OSError, path: Path) -> FileError:
    """Return the fault of a disk in a line for the person."""
    if error.errno in FULL:
        return FileError(f"{path.name}: the disk is full; make room and try again, nothing was lost")
    if error.errno == errno.EROFS:
        return FileError(f"{path.name}: {path.parent} is read-only; ask for the right to change it")
    for kind, text in FAULTS:
        if isinstance(error, kind):
            return FileError(text.format(name=path.name, folder=path.parent))
    return FileError(f"{path.name}: {error.strerror or 'the disk refused'}; check the drive, then try again")


def refuse_odd(found: os.stat_result, path: Path) -> None:
    """Raise FileError for what is not to be read: reading a pipe or a device may never end."""
    if not S_ISREG(found.st_mode) and not S_ISDIR(found.st_mode):
        raise FileError(f"{path.name} is no ordinary file; remove it from {path.parent}")
    if found.st_size > MOST_READ:
        raise FileError(f"{path.name} has more than {MOST_READ >> 20} MB, which is no size for it; look at the file")


class DiskFiles:
    """The file system of this computer."""

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        self.sleep = sleep

    def read(self, path: Path) -> bytes:
        """Return a file's content; FileError where it is no file (a pipe, a device), or larger than any of ours."""
        try:
            refuse_odd(path.stat(), path)
            return path.read_bytes()
        except OSError as error:
            raise disk_error(error, path) from error

    def write_new(self, path: Path, data: bytes) -> None:
        """Write a file that does not exist yet, down to the disk; half a file is taken away again."""
        try:
            with path.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            if not isinstance(error, FileExistsError):
                self.remove(path)
            raise disk_error(error, path) from error

    def replace(self, source: Path, target: Path) -> None:
        """Put a file in another's place in one step, waiting a little where another program has it open."""
        like(source, target)
        for attempt in range(ATTEMPTS):
            try:
                source.replace(target)
                return flush_folder(target.parent)
            except OSError as error:
                if error.errno not in BUSY:
                    raise disk_error(error, target) from error
            self.sleep(FIRST_WAIT * 2**attempt)
        raise TryAgainError(f"{target.name}: another program has it open, or it is read-only; close it and try again")

    def keep(self, path: Path, kept: Path) -> None:
        """Give a file a second name; on drives that know no second names, copy it."""
        try:
            os.link(path, kept)
        except OSError as error:
            if error.errno not in NO_LINKS:
                raise disk_error(error, path) from error
            self.write_new(kept, self.read(path))

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder, sorted; none where there is no folder."""
        try:
            return sorted(each.name for each in folder.iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise disk_error(error, folder) from error

    def exists(self, path: Path) -> bool:
        """Whether a file or folder is there."""
        try:
            return path.exists()
        except OSError as error:
            raise disk_error(error, path) from error

    def make_folder(self, path: Path) -> None:
        """Make a folder and those above it, if they are not there."""
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise disk_error(error, path) from error

    def remove(self, path: Path) -> None:
        """Remove a file, if it is there."""
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise disk_error(error, path) from error

    @contextmanager
    def hold(self, path: Path) -> Iterator[None]:
        """Hold a lock that the system gives back when the program ends, however it ends."""
        with path.open("ab") as file:
            try:
                lock_file(file.fileno())
            except OSError as error:
                raise TryAgainError("another sync is running on this computer; wait until it has finished") from error
            yield


def like(source: Path, target: Path) -> None:
    """Give a file the permissions of the one whose place it takes; one that is read-only stays where it is."""
    with suppress(FileNotFoundError):
        mode = target.stat().st_mode
        if not mode & ANYBODY_WRITES:
            raise FileError(f"{target.name} is read-only; take that mark off the file, then try again")
        source.chmod(S_IMODE(mode))


def flush_folder(folder: Path) -> None:
    """Bring a folder's names down to the disk, where the system has a way to."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_whole(files: Files, path: Path, data: bytes, tag: str) -> None:
    """Put a file in its place whole: never half of it, whenever the program is stopped.

    `tag` tells this writer's unfinished file from others'; one left behind by a stopped run is taken away first.
    """
    beside = path.with_name(f".{path.name}.{tag}.new")
    files.remove(beside)
    files.write_new(beside, data)
    files.replace(beside, path)


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def lock_file(handle: int) -> None:
        """Lock a file, or fail at once."""
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def lock_file(handle: int) -> None:
        """Lock a file, or fail at once."""
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


DISK = DiskFiles()
