"""The bundle: the lowered core, MicroPython and what starts it, as one JavaScript file for any spreadsheet's engine.

`python -m tcsheets.hosts.embedded.bundle` builds it beside its sources in
`udfs/embedded/`, from where a wheel takes it; it is never committed.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import tcsheets
from tcsheets.hosts.embedded import interpreter
from tcsheets.hosts.embedded.sources import program

FOLDER = Path(tcsheets.__file__).parent.parent / "udfs" / "embedded"
BUILT = FOLDER / "tcsheets_core.js"
MAIN = "from tcsheets.hosts.wire import answer\n"
HEAD = """/**
 * tcsheets {version}: the TC_ functions, with the Python that runs them.  MIT licence.
 * Content {content}
 *
{licence} */
"""


def content(files: Mapping[str, str]) -> str:
    """Return what tells one bundle from another: a hash of all that goes into it but MicroPython itself."""
    parts = [f"{path}\0{text}\0" for path, text in sorted(files.items())]
    parts += [text(name) for name in ("python.js", "core.js")] + [interpreter.SHA256]
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:16]


def text(name: str) -> str:
    """Return one of the files that the bundle is made of."""
    return (FOLDER / name).read_text(encoding="utf-8")


def script(files: Mapping[str, str], wasm: bytes) -> str:
    """Return the JavaScript that offers Python programs as `tcsheets.call(function, text)`."""
    licence = "".join(f" * {line}".rstrip() + "\n" for line in text("MICROPYTHON-LICENSE.txt").splitlines())
    head = HEAD.format(version=tcsheets.__version__, content=content(files), licence=licence)
    data = [
        f"const VERSION = {json.dumps(tcsheets.__version__)};",
        f"const FILES = {json.dumps(dict(files), sort_keys=True)};",
        f'const BINARY = "{base64.b64encode(wasm).decode()}";',
    ]
    body = "\n".join(['"use strict";', text("python.js"), *data, text("core.js"), "return core;"])
    return f"{head}var tcsheets = (function () {{\n{body}\n}})();\n"


def bundle(cache: Path | None = None) -> str:
    """Return the bundle: the one that came with the wheel where it is of these very sources, else built now.

    `FileError` where building needs npm and it is missing or finds nothing.
    """
    files = {**program(), "main.py": MAIN}
    if is_of(files):
        return BUILT.read_text(encoding="utf-8")
    return script(files, interpreter.wasm(cache or interpreter.default_cache()))


def is_of(files: Mapping[str, str]) -> bool:
    """Whether the built bundle is of these files."""
    if not BUILT.exists():
        return False
    with BUILT.open(encoding="utf-8") as ready:
        return f" * Content {content(files)}\n" in ready.readlines(2_000)


def is_ready() -> bool:
    """Whether the bundle was built, and of the sources as they are."""
    return is_of({**program(), "main.py": MAIN})


if __name__ == "__main__":
    BUILT.write_text(bundle(), encoding="utf-8")
