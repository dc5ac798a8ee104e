"""What a Mac's folders say of Excel.  Thin: what lies where is a fact, and nothing is judged here."""

from __future__ import annotations

import plistlib
from pathlib import Path

from tcsheets.doctor.facts import Excel
from tcsheets.hosts.office_manifest import ADD_IN_ID

APPLICATIONS = Path("/Applications")
START = Path("Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel")
OWN_FOLDER = Path("Library/Containers/com.microsoft.Excel/Data")
SCRIPTS = Path("Library/Application Scripts/com.microsoft.Excel")


def excel_in(applications: Path = APPLICATIONS) -> Excel | None:
    """Return the installed Excel; None where there is none."""
    try:
        told = plistlib.loads((applications / "Microsoft Excel.app" / "Contents" / "Info.plist").read_bytes())
    except (OSError, ValueError):
        return None
    return Excel(str(told.get("CFBundleShortVersionString", "")), bits=64)


def our_add_ins(home: Path) -> tuple[str, ...]:
    """Return which of our add-ins Excel has been given."""
    given = (home / OWN_FOLDER / "Documents" / "wef").glob("*.xml")
    return ("office_js",) if any(ADD_IN_ID in each.read_text("utf-8", "replace") for each in given) else ()
