"""The core's sources as one program for the embedded Python."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import tcsheets
from tcsheets.hosts.embedded.lowering import lower_all

BASE = ("__init__", "errors", "money", "business_time", "cells", "tables")
CORE = (*BASE, "pricing", "insurance", "lending", "casework", "functions")
# What goes into the bundle: the core, and what the hosts call it through.
PARTS = (*CORE, "hosts/__init__", "hosts/wire", "hosts/embedded/__init__", "hosts/embedded/runtime")


def paths_of(part: str) -> list[Path]:
    """Return the files of one part: a module, or all of a package; none where it is not there yet."""
    path = Path(tcsheets.__file__).parent / part
    module = path.with_suffix(".py")
    return [module] if module.exists() else sorted(path.rglob("*.py"))


def module_name(path: Path) -> str:
    """Return the dotted name of a module of tcsheets."""
    names = path.relative_to(Path(tcsheets.__file__).parent.parent).with_suffix("").parts
    return ".".join(names[:-1] if names[-1] == "__init__" else names)


def core_paths() -> Iterator[Path]:
    """Yield the files of the program."""
    for part in PARTS:
        yield from paths_of(part)


def program() -> dict[str, str]:
    """Return the lowered program: source by path, as it lies in the embedded Python's own file system.

    >>> program()["tcsheets/errors.py"].startswith("from tcsheets.hosts.embedded.runtime.records import Record")
    True
    """
    files = {module_name(path): path for path in core_paths()}
    sources = {name: path.read_text(encoding="utf-8") for name, path in files.items()}
    root = Path(tcsheets.__file__).parent.parent
    return {files[name].relative_to(root).as_posix(): text for name, text in lower_all(sources).items()}
