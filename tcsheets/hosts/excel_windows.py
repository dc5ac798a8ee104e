"""What Excel on Windows needs through xlwings: a wrapper for each function, the help while one types, the ribbon.

Only the BSD part of xlwings is used.  Off Windows its decorators leave a function
as it is, so the wrappers can be called, and tested, everywhere.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import quoteattr

from tcsheets.hosts.catalogue import Argument, Entry, entries
from tcsheets.hosts.excel_ribbon import ribbon

FOLDER = Path(__file__).parents[2] / "udfs" / "excel_windows"
HEAD = '''"""The TC_ functions for Excel on Windows, by xlwings; made from the register, do not change it here."""

# mypy: ignore-errors
import xlwings as xw

from tcsheets.hosts.xlwings_cells import asked
'''
LONGEST = 255  # what Excel shows of a description


def argument_line(argument: Argument) -> str:
    """Return an argument's decorator, its help cut to what Excel shows.

    Left to itself xlwings makes one list of a row and of a column, and a blank of a cell that holds an error.
    """
    return f"@xw.arg({argument.name!r}, ndim=2, err_to_str=True, doc={argument.help[:LONGEST]!r})"


def wrapper(entry: Entry, decorator: str) -> str:
    """Return a function's wrapper."""
    given = ", ".join(each.name if each.required else f"{each.name}=None" for each in entry.arguments)
    names = ", ".join(each.name for each in entry.arguments)
    lines = [decorator, *map(argument_line, entry.arguments)]
    lines += [f"def {entry.name}({given}):", f'    """{entry.summary}"""']
    return "\n".join([*lines, f"    return asked({entry.name!r}, {names})", ""])


def module() -> str:
    """Return tcsheets_udfs.py: all wrappers."""
    told = [wrapper(each, f"@xw.func(category={'tcsheets ' + each.family!r})") for each in entries().values()]
    return HEAD + "\n\n" + "\n\n".join(told)


def help_line(argument: Argument) -> str:
    """Return an argument as Excel-DNA IntelliSense reads it."""
    return f"      <Argument Name={quoteattr(argument.name)} Description={quoteattr(argument.help[:LONGEST])} />"


def intellisense() -> str:
    """Return the file that Excel-DNA IntelliSense reads, for help while one types."""
    lines = ['<IntelliSense xmlns="http://schemas.excel-dna.net/intellisense/1.0">', "  <FunctionInfo>"]
    for entry in entries().values():
        lines.append(f"    <Function Name={quoteattr(entry.name)} Description={quoteattr(entry.summary[:LONGEST])}>")
        lines += [*map(help_line, entry.arguments), "    </Function>"]
    return "\n".join([*lines, "  </FunctionInfo>", "</IntelliSense>", ""])


def files() -> dict[str, str]:
    """Return the files by name."""
    made = {"tcsheets_udfs.py": module(), "tcsheets.intellisense.xml": intellisense()}
    return {**made, "tcsheets_ribbon.xml": ribbon()}


def build(folder: Path) -> list[Path]:
    """Write the wrappers, the help and the ribbon into a folder, and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files().items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in files()]
