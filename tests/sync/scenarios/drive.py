"""The disk and the shared drive of a scenario: real files, with the faults that disks and drives have."""

import errno
import os
import shutil

from tcsheets.files import DiskFiles, disk_error

DENIED, FULL, READ_ONLY = errno.EACCES, errno.ENOSPC, errno.EROFS


class Stopped(BaseException):
    """The program was killed."""


class Disk(DiskFiles):
    """The file system of one computer.

    `refused` names folders that cannot be written to, and why.  `events` are what happens when a call reaches a path:
    (call, end of the path, "before" | "torn" | "after", action), each once.
    """

    def __init__(self):
        super().__init__(sleep=lambda seconds: None)
        self.refused, self.events = {}, []

    def refuse(self, path):
        for folder, code in self.refused.items():
            if folder in path.parents:
                raise disk_error(OSError(code, os.strerror(code)), path)

    def happening(self, call, path, when):
        for each in self.events:
            if (each[0], each[2]) == (call, when) and str(path).endswith(each[1]):
                self.events.remove(each)
                return each[3]
        return None

    def around(self, call, path, run, torn=lambda: None):
        self.happening_now(call, path, "before")
        action = self.happening(call, path, "torn")
        if action:
            torn()
            action()
        found = run()
        self.happening_now(call, path, "after")
        return found

    def happening_now(self, call, path, when):
        action = self.happening(call, path, when)
        if action:
            action()

    def read(self, path):
        return self.around("read", path, lambda: super(Disk, self).read(path))

    def write_new(self, path, data):
        self.refuse(path)
        half = lambda: path.write_bytes(data[: len(data) // 2])  # noqa: E731
        return self.around("write_new", path, lambda: super(Disk, self).write_new(path, data), half)

    def replace(self, source, target):
        self.refuse(target)
        return self.around("replace", target, lambda: super(Disk, self).replace(source, target))

    def keep(self, path, kept):
        return self.around("keep", kept, lambda: super(Disk, self).keep(path, kept))

    def make_folder(self, path):
        if not path.exists():
            self.refuse(path)
        return super().make_folder(path)

    def remove(self, path):
        if path.exists():
            self.refuse(path)
        return super().remove(path)


def kill():
    raise Stopped


def segments(share, writer):
    """The segments of a writer's journal on a share."""
    return sorted((share / "journal" / writer).glob("*.csv"))


def deliver(giver, taker, *, only=(), part=1.0):
    """Bring the journals (of some writers) that one person's share shows to another's; or only the first part."""
    for path in sorted((giver.share / "journal").glob("*/*.csv")):
        if not only or path.parent.name in only:
            there = taker.share / path.relative_to(giver.share)
            there.parent.mkdir(parents=True, exist_ok=True)
            data = path.read_bytes()
            there.write_bytes(data[: int(len(data) * part)])


def kept_share(share):
    """A copy of a whole share as it is now, and what puts it back."""
    copy = share.with_name(f"{share.name} of last week")
    shutil.copytree(share, copy)

    def back():
        shutil.rmtree(share)
        copy.rename(share)

    return back
