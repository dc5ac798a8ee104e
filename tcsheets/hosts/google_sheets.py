"""What a Google Sheet needs: a custom function for each registered one, and the project's manifest.

The functions run inside Apps Script, in the embedded Python, without a server; or `Asking.gs` asks one in its place.
"""

from __future__ import annotations

import json
from pathlib import Path

from tcsheets.hosts.catalogue import Argument, Entry, entries
from tcsheets.hosts.embedded.bundle import bundle
from tcsheets.hosts.google_help import page

FOLDER = Path(__file__).parents[2] / "udfs" / "google_sheets"
HEAD = "// Made by `tcsheets udfs build google-sheets` from the register of functions; do not change it here.\n"
HAND_WRITTEN = ("Bridge.gs", "Menu.gs", "FunctionHelp.gs", "Board.gs", "Sidebar.html")
RANGES = ("Table", "Dates", "Texts", "Amounts", "Counts")
# Kind of value -> what Google shows as its type while one types.
TYPES = {"Text": "string", "Flag": "boolean", "Date": "Date", "DateTime": "Date"}


def type_of(kind: str) -> str:
    """Return what the help of Google Sheets calls a kind of value.

    >>> type_of("Money"), type_of("Table"), type_of("Text")
    ('number', 'Array<Array<any>>', 'string')
    """
    return "Array<Array<any>>" if kind in (*RANGES, "Spill") else TYPES.get(kind, "number")


def parameter_line(argument: Argument) -> str:
    """Return an argument's line of help."""
    name = argument.name if argument.required else f"[{argument.name}]"
    return f" * @param {{{type_of(argument.kind)}}} {name} {argument.help}"


def stub(entry: Entry) -> str:
    """Return a custom function with its help."""
    names = ", ".join(each.name for each in entry.arguments)
    lines = ["/**", f" * {entry.summary}", " *", *map(parameter_line, entry.arguments)]
    lines += [f" * @return {{{type_of(entry.returns)}}} {entry.summary}", " * @customfunction", " */"]
    lines += [f"function {entry.name}({names}) {{", f'  return asked_("{entry.name}", arguments);', "}", ""]
    return "\n".join(lines)


def code() -> str:
    """Return Code.gs: all custom functions."""
    return HEAD + "\n" + "\n".join(stub(entry) for entry in entries().values())


def manifest() -> str:
    """Return appsscript.json: the project's zone, its engine, and that nothing is logged."""
    told = {"timeZone": "America/New_York", "runtimeVersion": "V8", "exceptionLogging": "NONE"}
    return json.dumps(told, indent=2) + "\n"


def files() -> dict[str, str]:
    """Return the project's files by name, but for the bundle, which is built."""
    return {
        "Code.gs": code(),
        **{name: (FOLDER / name).read_text(encoding="utf-8") for name in HAND_WRITTEN},
        "FunctionHelp.html": page(),
        "appsscript.json": manifest(),
    }


def build(folder: Path, has_server: bool = False) -> list[Path]:
    """Write the project into a folder, and return its files.

    The bundle is one of them; or, in its place, what asks the server that the script's properties name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    asking = {"Asking.gs": (FOLDER / "Asking.gs").read_text(encoding="utf-8")} if has_server else {}
    made = []
    for name, text in {**files(), **(asking or {"tcsheets_core.gs": bundle()})}.items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        made.append(path)
    return made
