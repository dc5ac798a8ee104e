"""The small Python itself: MicroPython in WebAssembly, fetched by npm by name and version, with a checked hash.

It is a third party's binary, under the MIT licence, and is never committed.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
from pathlib import Path

from platformdirs import user_cache_path

from tcsheets.errors import FileError

PACKAGE = "@micropython/micropython-webassembly-pyscript"
VERSION = "1.27.0"
ARCHIVE = f"micropython-micropython-webassembly-pyscript-{VERSION}.tgz"
SHA256 = "303919763c8ebfe5923b9da66226c20dce44ad72b604b225fb39338ea15367af"


def default_cache() -> Path:
    """Return the folder of this person's computer where fetched binaries are kept."""
    return user_cache_path("tcsheets") / "embedded"


def wasm(cache: Path) -> bytes:
    """Return MicroPython's WebAssembly, fetched into a folder unless it is there already.

    `FileError` where npm is missing, cannot reach its registry, or what came is not what was meant.
    """
    archive = cache / ARCHIVE
    if not archive.exists():
        fetch(cache)
    if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
        raise FileError(f"{archive} is not {PACKAGE} {VERSION}, for its hash differs; remove the file and try again")
    with tarfile.open(archive) as members:
        return member(members, "micropython.wasm")


def fetch(cache: Path) -> None:
    """Let npm put the archive into a folder."""
    npm = shutil.which("npm")
    if npm is None:
        raise FileError("npm is missing; install Node (with npm), which fetches the embedded Python for this build")
    cache.mkdir(parents=True, exist_ok=True)
    command = [npm, "pack", "--fetch-retries=1", "--fetch-timeout=20000", f"{PACKAGE}@{VERSION}"]
    run = subprocess.run(command, cwd=cache, capture_output=True, text=True, check=False)  # noqa: S603 (fixed words)
    if run.returncode:
        reason = next((line for line in run.stderr.splitlines() if " err" in line.lower()), "it gave no reason")
        raise FileError(f"npm could not fetch {PACKAGE} {VERSION}: {reason}")


def member(archive: tarfile.TarFile, name: str) -> bytes:
    """Return one file of an npm package's archive."""
    file = archive.extractfile("package/" + name)
    if file is None:
        raise FileError(f"{PACKAGE} {VERSION} has no {name}")
    return file.read()
