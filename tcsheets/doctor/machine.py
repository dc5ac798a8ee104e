"""The checks of a computer: Python, packages, what the spreadsheet programs need, stores.  Facts in, findings out."""

from __future__ import annotations

import re
from datetime import date

from tcsheets.doctor.excel import excel_findings
from tcsheets.doctor.facts import LINUX, WINDOWS, Finding, Level, Machine

OLDEST, TRIED_UP_TO = (3, 11), (3, 14)
XLWINGS = ((0, 37), (0, 38))  # from, and below
EXTRAS = {
    "server": ("orjson", "starlette", "trustme", "uvicorn"),
    "google": ("google-auth", "google-auth-oauthlib", "gspread"),
    "postgres": ("psycopg",),
    "bulk": ("numba", "numpy", "pandas"),
}
FOR = {
    "server": "tcsheets serve",
    "google": "Google Sheets as store",
    "postgres": "PostgreSQL as store",
    "bulk": "bulk estimates",
}
ENDS_SOON = 30  # days


def numbers(version: str) -> tuple[int, ...]:
    """Return a version's leading numbers.

    >>> numbers("0.37.8"), numbers("16.0.rc1"), numbers("")
    ((0, 37, 8), (16, 0), ())
    """
    found = re.match(r"[0-9]+(?:\.[0-9]+)*", version)
    return tuple(map(int, found[0].split("."))) if found else ()


def machine_findings(machine: Machine, today: date) -> list[Finding]:
    """Return what was found on a computer, in the order in which a person would mend it."""
    return [
        *python_findings(machine),
        *package_findings(machine),
        bundle_finding(machine),
        *excel_findings(machine),
        *libreoffice_findings(machine),
        *certificate_findings(machine, today),
        *store_findings(machine),
    ]


def python_findings(machine: Machine) -> list[Finding]:
    """Return whether this Python can run tcsheets, and is one that Excel can start."""
    python = machine.python
    said = f"Python {'.'.join(map(str, python.version))}, {python.bits} bit, {python.machine}"
    newer = "install a Python from python.org, 64 bit, and tcsheets in it"
    if python.version[:2] < OLDEST:
        return [Finding("Python", "mend", f"{said}: older than 3.11", newer)]
    found = [Finding("Python", "ok", f"{said}, tcsheets {machine.tcsheets}")]
    if python.version[:2] > TRIED_UP_TO:
        found = [Finding("Python", "note", f"{said}: newer than what tcsheets was tried with (3.11 to 3.14)")]
    if python.bits != 64:
        found.append(Finding("Python", "note", "32 bit: bulk estimates are not to be had for it", newer))
    if machine.system == WINDOWS and "WindowsApps" in python.program.replace("/", "\\").split("\\"):
        found.append(Finding("Python", "mend", "it came from the Microsoft Store, and Excel cannot start it", newer))
    return found


def package_findings(machine: Machine) -> list[Finding]:
    """Return whether what tcsheets stands on is installed, and which extras are."""
    packages = machine.packages
    extras = {name for each in EXTRAS.values() for name in each}
    missing = sorted(name for name, version in packages.items() if not version and name not in extras)
    found = [Finding("packages", "ok", "all are installed")]
    if missing:
        found = [Finding("packages", "mend", f"missing: {', '.join(missing)}", "pip install --upgrade tcsheets")]
    if packages.get("xlwings") and not XLWINGS[0] <= numbers(packages["xlwings"])[:2] < XLWINGS[1]:
        said = f"xlwings {packages['xlwings']}, but tcsheets was tried with 0.37"
        found.append(Finding("packages", "mend", said, "pip install 'xlwings>=0.37,<0.38', then: xlwings addin update"))
    return [*found, *extra_findings(machine)]


def extra_findings(machine: Machine) -> list[Finding]:
    """Return what is not installed and only some need."""
    lacking = {name: [each for each in needs if not machine.packages.get(each)] for name, needs in EXTRAS.items()}
    return [
        Finding(f"extra {name}", "note", f"not installed: {', '.join(each)}", f"for {FOR[name]}: {pip(name)}")
        for name, each in lacking.items()
        if each
    ]


def pip(extra: str) -> str:
    """Return how an extra is installed."""
    return f"pip install 'tcsheets[{extra}]'"


def bundle_finding(machine: Machine) -> Finding:
    """Return whether the functions can be built for Google Sheets and for the Office add-in."""
    what = "embedded Python"
    if machine.is_bundle_ready:
        return Finding(what, "ok", "built; tcsheets udfs build google-sheets and office-js need nothing more")
    if machine.programs.get("node") and machine.programs.get("npm"):
        return Finding(what, "ok", "not built yet; Node and npm are here and build it when it is asked for")
    to_do = "for Google Sheets or the Office add-in: install a wheel of tcsheets that carries it, or Node with npm"
    return Finding(what, "note", "not built, and Node or npm is missing", to_do)


def libreoffice_findings(machine: Machine) -> list[Finding]:
    """Return whether LibreOffice is here and knows the functions."""
    what = "LibreOffice"
    if not machine.programs.get("soffice"):
        to_do = "for PDF pages as LibreOffice draws them, and for Calc: install libreoffice-calc"
        return [Finding(what, "note", "not installed, or not where it is looked for", to_do)]
    found = [Finding(what, "ok", machine.programs["soffice"])]
    if not machine.has_libreoffice_python and machine.system == LINUX:
        found.append(Finding(what, "note", "it has no Python", "for the formulas in Calc: apt-get install python3-uno"))
    if not machine.has_libreoffice_extension:
        to_do = "for the formulas in Calc: tcsheets udfs build libreoffice --out ., then Tools, Extensions, Add"
        found.append(Finding(what, "note", "it does not have our extension", to_do))
    return found


def certificate_findings(machine: Machine, today: date) -> list[Finding]:
    """Return whether the local server's certificate still holds."""
    if not machine.certificate_ends:
        return []
    last = date.fromisoformat(machine.certificate_ends[:10])
    said = f"holds until {last.isoformat()}"
    if (last - today).days <= ENDS_SOON:
        to_do = "start tcsheets serve --tls anew, and let this computer trust what it makes"
        return [Finding("certificate", "mend", said if last > today else f"ended on {last.isoformat()}", to_do)]
    return [Finding("certificate", "ok", said)]


def store_findings(machine: Machine) -> list[Finding]:
    """Return which stores can be reached."""
    if not machine.stores:
        return [Finding("stores", "note", "this computer knows none", "to share lists: tcsheets store init FOLDER")]
    found = []
    for store in machine.stores:
        level: Level = "mend" if store.fault else "ok"
        is_google = store.where.startswith("google:")
        check = f"tcsheets google doctor {store.alias}" if is_google else "open that place yourself, then try again"
        to_do = check if store.fault else ""
        found.append(Finding(f"store {store.alias}", level, store.fault or f"{store.where} can be reached", to_do))
    return found
