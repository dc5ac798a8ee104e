"""What Windows' registry and folders say of Excel.  Thin: a value looked up is a fact, and nothing is judged here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tcsheets.doctor.facts import Excel, Trust
from tcsheets.hosts.office_manifest import ADD_IN_ID

Registry = Callable[[str, str], str | int | None]  # (key, name of the value) -> the value, None where there is none

OFFICE = r"HKCU\Software\Microsoft\Office\16.0"
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
PROGRAM = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
WEBVIEW = r"\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"
WEBVIEWS = (r"HKLM\SOFTWARE\WOW6432Node" + WEBVIEW, r"HKLM\SOFTWARE" + WEBVIEW, r"HKCU\Software" + WEBVIEW)
BITS = {"x64": 64, "x86": 32}


def registry(key: str, name: str) -> str | int | None:
    """Return a value of this computer's registry; None where there is none, or there is no registry."""
    if sys.platform != "win32":
        return None
    import winreg  # noqa: PLC0415 (on Windows only)

    roots = {"HKLM": winreg.HKEY_LOCAL_MACHINE, "HKCU": winreg.HKEY_CURRENT_USER, "HKCR": winreg.HKEY_CLASSES_ROOT}
    root, _, path = key.partition("\\")
    try:
        with winreg.OpenKey(roots[root], path) as opened:
            found = winreg.QueryValueEx(opened, name)[0]
    except OSError:
        return None
    return found if isinstance(found, str | int) else None


def excel_in(look: Registry) -> Excel | None:
    """Return the installed Excel; None where there is none."""
    program = look(PROGRAM, "")
    version = look(CLICK_TO_RUN, "VersionToReport") or old_version(look)
    if not program and not version:
        return None
    products, bits = str(look(CLICK_TO_RUN, "ProductReleaseIds") or ""), str(look(CLICK_TO_RUN, "Platform"))
    return Excel(str(version), products, BITS.get(bits, 0), "WindowsApps" in str(program))


def old_version(look: Registry) -> str:
    """Return the version of an Excel that was installed from a disk: "16.0" of "Excel.Application.16"."""
    found = str(look(r"HKCR\Excel.Application\CurVer", "") or "").rpartition(".")[2]
    return f"{found}.0" if found else ""


def trust_in(look: Registry) -> Trust:
    """Return what the Trust Center is set to; what a policy says comes first."""
    policy = look(POLICY, "VBAWarnings")
    macros = policy if policy is not None else look(OFFICE + r"\Excel\Security", "VBAWarnings")
    access = look(OFFICE + r"\Excel\Security", "AccessVBOM")
    return Trust(
        None if access is None else bool(access), macros if isinstance(macros, int) else None, policy is not None
    )


def webview_in(look: Registry) -> str:
    """Return the version of the WebView2 Runtime; "" where it is missing."""
    return next((str(found) for found in (look(each, "pv") for each in WEBVIEWS) if found), "")


def add_in_folder(environment: Mapping[str, str]) -> Path:
    """Return where Excel's list of add-ins looks."""
    return roaming(environment) / "Microsoft" / "AddIns"


def start_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder whose every file Excel opens when it starts."""
    return roaming(environment) / "Microsoft" / "Excel" / "XLSTART"


def roaming(environment: Mapping[str, str]) -> Path:
    """Return the folder of a person's settings."""
    return Path(environment.get("APPDATA") or Path.home() / "AppData" / "Roaming")


def our_add_ins(look: Registry, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return which of our add-ins Excel has been given, as far as that can be seen."""
    found = ["xlwings"] if (add_in_folder(environment) / "tcsheets.xlam").exists() else []
    return (*found, "office_js") if look(OFFICE + r"\WEF\Developer", ADD_IN_ID) is not None else tuple(found)
