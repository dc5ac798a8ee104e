"""What our Office.js add-in needs to know the functions: their metadata and a stub each, for Excel everywhere.

The functions run inside the add-in, in the embedded Python; static files are all there is.  Or, where a practice
wants that, a server answers, through `asking.js` in the bundle's place.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tcsheets.errors import ArgumentError
from tcsheets.hosts import catalogue, office_icons, office_manifest, office_unified
from tcsheets.hosts.catalogue import Argument, Entry, entries
from tcsheets.hosts.embedded.bundle import bundle
from tcsheets.hosts.google_sheets import RANGES

FOLDER = Path(__file__).parents[2] / "udfs" / "excel_office_js"
ADDRESS = "https://localhost:8443"  # where the files stand while one tries them
HEAD = "// Made by `tcsheets udfs build office-js` from the register of functions; do not change it here.\n\n"
PANE_HELP = "taskpane/help.json"
LONGEST_DESCRIPTION, LONGEST_HELP = 128, 255  # what Excel shows


def cut(text: str, longest: int) -> str:
    """Return a text that is no longer than Excel shows, cut between words.

    >>> cut("Return the fee of a code.", 12)
    'Return ...'
    """
    if len(text) <= longest:
        return text
    return text[: longest - 4].rpartition(" ")[0] + " ..."


def parameter(argument: Argument) -> dict[str, Any]:
    """Return an argument as Excel's metadata has it; a single cell may be given as a range, and then gives one."""
    told = {"name": argument.name, "description": cut(argument.help, LONGEST_HELP), "type": "any"}
    told["dimensionality"] = "matrix" if argument.kind in RANGES else "scalar"
    return told if argument.required else {**told, "optional": True}


def described(entry: Entry) -> dict[str, Any]:
    """Return a function as Excel's metadata has it."""
    return {
        "id": entry.name,
        "name": entry.name,
        "description": cut(entry.summary, LONGEST_DESCRIPTION),
        "parameters": [parameter(each) for each in entry.arguments],
        "result": {"type": "any", "dimensionality": "matrix" if entry.returns == "Spill" else "scalar"},
    }


def metadata() -> str:
    """Return functions.json; a cell in error is handed over, so that a table can say which row it spoils."""
    told: dict[str, Any] = {"allowErrorForDataTypeAny": True, "allowCustomDataForDataTypeAny": False}
    told["functions"] = [described(each) for each in entries().values()]
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def stubs() -> str:
    """Return functions.js: each function of the metadata joined to the one that answers."""
    lines = [f'CustomFunctions.associate("{name}", (...given) => asked("{name}", given));' for name in entries()]
    return HEAD + "\n".join(lines) + "\n"


def pane_help() -> str:
    """Return what the task pane shows of each function: its help, as `tcsheets functions` prints it."""
    told = [catalogue.described(each) for each in entries().values()]
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def hand_written() -> dict[str, str]:
    """Return the files of the add-in that nobody generates: the bridge, and the task pane."""
    paths = [FOLDER / "bridge.js", *sorted((FOLDER / "taskpane").iterdir())]
    texts = {path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    return {name: text for name, text in texts.items() if name != PANE_HELP}


def generated() -> dict[str, str]:
    """Return the files made from the register that are committed beside the others."""
    return {"functions.json": metadata(), "functions.js": stubs(), PANE_HELP: pane_help()}


def files() -> dict[str, str]:
    """Return the add-in's files by name, but for the bundle, the pictures and what names an address: the manifests."""
    return {**hand_written(), **generated()}


def manifests(address: str, namespace: str = "") -> dict[str, str]:
    """Return both manifests by name: the XML one, and the unified one, whose namespace is always TC."""
    functions = [described(each) for each in entries().values()]
    return {
        "manifest.xml": office_manifest.manifest(address, namespace),
        "manifest.json": office_unified.unified_manifest(address, functions),
    }


def asking(server: str) -> str:
    """Return what stands in the bundle's place and asks a server: the one at an address, or the page's own."""
    told = json.dumps(server.rstrip("/"))
    return (FOLDER / "asking.js").read_text(encoding="utf-8").replace('"SERVER"', told)


def contents(address: str, namespace: str = "", core: str = "") -> dict[str, bytes]:
    """Return all files of the add-in by name, for the https address they will stand at; `core` answers its calls."""
    told = {**files(), "tcsheets_core.js": core, **manifests(address, namespace)}
    return {name: text.encode() for name, text in told.items()} | office_icons.icons()


def build(folder: Path, address: str = "", namespace: str = "", server: str = "") -> list[Path]:
    """Write the whole add-in into a folder and return its files.

    They will stand at the https address, which is the server's own where only that is given.  With a server, it
    answers; without one, the bundle does.
    """
    if server and not server.startswith(("https://", "http://localhost", "http://127.0.0.1")):
        raise ArgumentError(f"the server {server[:40]} does not begin with https://; Excel asks no other")
    made = contents(address or server or ADDRESS, namespace, asking(server) if server else bundle())
    (folder / "taskpane").mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in made]
