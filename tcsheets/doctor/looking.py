"""Gathers the facts of this computer.  Looks and starts nothing: no Excel, no LibreOffice, no server."""

from __future__ import annotations

import os
import platform
import shutil
import struct
import sys
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from tcsheets import __version__
from tcsheets.doctor import macos, windows
from tcsheets.doctor.facts import MAC, WINDOWS, AddIn, Machine, Python, StoreFacts, Xlwings
from tcsheets.doctor.machine import EXTRAS
from tcsheets.errors import FileError, TcsheetsError
from tcsheets.hosts.embedded.bundle import is_ready
from tcsheets.sync.home import Home

NEEDED = (
    *("formualizer", "holidays", "icalendar", "openpyxl", "platformdirs", "python-calamine", "reportlab", "rich"),
    *("typer", "xlsxwriter", "xlwings"),
)
PROGRAMS = {"node": ("node", "nodejs"), "npm": ("npm",), "soffice": ("soffice", "libreoffice")}
OFFICES = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
)
PROFILES = {WINDOWS: "AppData/Roaming/LibreOffice/4/user", MAC: "Library/Application Support/LibreOffice/4/user"}
PROFILE = ".config/libreoffice/4/user"
EXTENSIONS = "uno_packages/cache/uno_packages/*/tcsheets.oxt"
UNO = (Path("/usr/lib/python3/dist-packages/uno.py"), Path("/usr/lib/libreoffice/program/pythonloader.py"))


def this_machine(home: Home) -> Machine:
    """Return what is known of this computer; home: where tcsheets keeps what it knows."""
    system, found = platform.system(), {name: program(*names) for name, names in PROGRAMS.items()}
    person = Path.home()
    is_windows = system == WINDOWS
    found["soffice"] = found["soffice"] or next((str(each) for each in OFFICES if each.exists()), "")
    return Machine(
        system=system,
        python=this_python(),
        tcsheets=__version__,
        packages={name: version_of(name) for name in (*NEEDED, *(one for each in EXTRAS.values() for one in each))},
        programs=found,
        is_bundle_ready=is_ready(),
        excel=windows.excel_in(windows.registry) if is_windows else macos.excel_in() if system == MAC else None,
        xlwings=xlwings_of(system, person, os.environ),
        trust=windows.trust_in(windows.registry),
        webview=windows.webview_in(windows.registry),
        our_add_ins=windows.our_add_ins(windows.registry, os.environ) if is_windows else macos.our_add_ins(person),
        has_libreoffice_extension=any((person / PROFILES.get(system, PROFILE)).glob(EXTENSIONS)),
        has_libreoffice_python=any(each.exists() for each in UNO),
        certificate_ends=certificate_end(home.folder / "server" / "ends.txt"),
        stores=stores_of(home),
    )


def this_python() -> Python:
    """Return what is known of the Python that runs this."""
    version = sys.version_info
    bits = struct.calcsize("P") * 8
    return Python((version.major, version.minor, version.micro), bits, platform.machine(), sys.executable)


def program(*names: str) -> str:
    """Return where a program is; "" where it is missing."""
    return next(filter(None, map(shutil.which, names)), "")


def version_of(package: str) -> str:
    """Return the version of an installed package; "" where it is missing."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def xlwings_of(system: str, person: Path, environment: Mapping[str, str]) -> Xlwings:
    """Return what is known of xlwings, without loading it."""
    version = version_of("xlwings")
    if not version:
        return Xlwings()
    folder = Path(str(metadata.distribution("xlwings").locate_file("xlwings")))
    is_windows = system == WINDOWS
    start = windows.start_folder(environment) if is_windows else person / macos.START
    settings = person / (".xlwings" if is_windows else macos.OWN_FOLDER) / "xlwings.conf"
    told = conf(settings)
    interpreter = told.get("INTERPRETER_WIN" if is_windows else "INTERPRETER_MAC", "")
    return Xlwings(
        version,
        compared(start / "xlwings.xlam", folder / "addin" / "xlwings.xlam"),
        has_loader(system, version, person),
        interpreter,
        not interpreter or Path(os.path.expandvars(interpreter)).exists(),
        bool(environment.get("XLWINGS_LICENSE_KEY") or told.get("LICENSE_KEY")),
    )


def compared(installed: Path, own: Path) -> AddIn:
    """Return whether an installed file is there, and is the package's own."""
    try:
        return "same" if installed.read_bytes() == own.read_bytes() else "other"
    except OSError:
        return "none"


def has_loader(system: str, version: str, person: Path) -> bool:
    """Whether what joins Excel to Python lies where it should."""
    if system == WINDOWS:
        folders = (Path(sys.prefix), Path(sys.executable).parent)
        return any((each / f"xlwings64-{version}.dll").exists() for each in folders)
    return (person / macos.SCRIPTS / f"xlwings-{version}.applescript").exists()


def conf(path: Path) -> dict[str, str]:
    """Return the settings in a file of xlwings, whose lines are "NAME","value"."""
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except OSError:
        return {}
    pairs = (line.strip().strip('"').partition('","') for line in lines)
    return {name.upper(): value for name, comma, value in pairs if comma}


def certificate_end(path: Path) -> str:
    """Return when the local server's certificate ends; "" where there is none."""
    try:
        return path.read_text("ascii").strip()
    except OSError:
        return ""


def stores_of(home: Home) -> tuple[StoreFacts, ...]:
    """Return the known stores, each asked once who it is."""
    try:
        return tuple(StoreFacts(alias, str(where), store_fault(home, alias)) for alias, where in home.stores().items())
    except FileError as error:
        return (StoreFacts("(list of stores)", str(home.folder), str(error)),)


def store_fault(home: Home, alias: str) -> str:
    """Return why a store cannot be reached; "" where it can."""
    try:
        home.store(alias).identity()
    except TcsheetsError as error:
        return str(error)
    return ""
