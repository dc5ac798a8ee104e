"""What installing on Windows comes to, step by step: each a file to be written, or left as it is, and why.

Planned from where things lie, without touching anything; carried out by whoever asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from tcsheets.errors import FileError
from tcsheets.hosts import excel_add_in
from tcsheets.hosts.excel_windows import FOLDER, files

ADD_IN = "tcsheets.xlam"
HELP = "tcsheets.intellisense.xml"
MACROS = "tcsheets_ribbon.bas"
BY_HAND = (
    "File, Options, Trust Center, its Settings, Macro Settings: tick Trust access to the VBA project object model.",
    "Open {add_in}, press Alt+F11, choose the project MyAddin, then File, Import File: {macros}.",
    "In its module xlwings click into ImportPythonUDFsToAddin and press F5; save, and take the tick away again.",
    "File, Options, Add-ins, Go: tick Tcsheets. Type into a cell: =TC_PAYMENT(1200, 0, 12)",
    "For help while you type: install ExcelDna.IntelliSense64.xll in the same list; it reads {help}.",
)


@dataclass(frozen=True, slots=True)
class Step:
    """A file, and what it is to hold; None where it is left as it is."""

    path: Path
    content: bytes | None
    words: str


def windows_python(program: str) -> str:
    r"""Return the Python that Excel starts, which opens no window of its own.

    >>> print(windows_python(r"C:\Python312\python.exe"))
    C:\Python312\pythonw.exe
    """
    path = PureWindowsPath(program)
    return str(path.with_name("pythonw.exe")) if path.name.lower() == "python.exe" else program


def planned(folder: Path, interpreter: str, is_anew: bool = False) -> list[Step]:
    """Return the steps that put the add-in and its help into a folder.

    An add-in that is there holds what a person has imported: it is left alone, unless it is to be made anew.
    """
    add_in, made = folder / ADD_IN, files()
    has_one = add_in.exists() and not is_anew
    content = None if has_one else excel_add_in.add_in(excel_add_in.template(), interpreter)
    why = "left as it is, with what was imported into it; --anew makes it anew" if has_one else "the add-in"
    return [
        Step(add_in, content, why),
        Step(folder / HELP, made[HELP].encode(), "the functions' help, for Excel-DNA IntelliSense"),
        Step(folder / MACROS, (FOLDER / MACROS).read_bytes(), "the ribbon's macros, to be imported once"),
    ]


def settings_step(path: Path, interpreter: str) -> Step:
    """Return the step that names the Python in xlwings' own settings, for the Sync button; what stands there counts."""
    old = path.read_text("utf-8") if path.exists() else ""
    if '"INTERPRETER_WIN"' in old.upper():
        return Step(path, None, "left as it is: it names a Python")
    line = f'"INTERPRETER_WIN","{interpreter}"\n'
    return Step(path, (old + ("" if not old or old.endswith("\n") else "\n") + line).encode(), "the Python for macros")


def places(environment: Mapping[str, str], person: Path) -> tuple[Path, Path]:
    """Return where Excel's list of add-ins looks, and where xlwings keeps its settings, on Windows."""
    roaming = Path(environment.get("APPDATA") or person / "AppData" / "Roaming")
    return roaming / "Microsoft" / "AddIns", person / ".xlwings" / "xlwings.conf"


def carry_out(steps: list[Step]) -> None:
    """Write what the steps say."""
    for step in steps:
        if step.content is None:
            continue
        try:
            step.path.parent.mkdir(parents=True, exist_ok=True)
            step.path.write_bytes(step.content)
        except OSError as error:
            hint = "close Excel and try again"
            raise FileError(f"{step.path} cannot be written ({error.strerror}); {hint}") from error


def by_hand(folder: Path) -> list[str]:
    """Return what is left for a person to do in Excel."""
    named = {"add_in": folder / ADD_IN, "macros": folder / MACROS, "help": HELP}
    return [f"{place}. {each.format(**named)}" for place, each in enumerate(BY_HAND, 1)]
