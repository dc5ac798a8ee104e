"""The help of a function in a box of Excel: what a button of our ribbon shows.

Called by xlwings: RunPython "from udfs.excel_windows.function_help import show_help; show_help('TC_FEE')"
"""

from __future__ import annotations

from typing import Any

from tcsheets.hosts.catalogue import entries

LONGEST = 1000  # a box of Excel's shows 1,023 characters
MORE = "..."


def help_text(name: str) -> str:
    """Return a function's help, as much of it as a box shows: its call, what it returns, its arguments, notes."""
    entry = entries()[name]
    arguments = [f"{each.name}{'' if each.required else ' (optional)'}: {each.help}" for each in entry.arguments]
    text = "\n\n".join(each for each in (f"={entry.call}", entry.summary, "\n".join(arguments), entry.notes) if each)
    return text if len(text) <= LONGEST else text[: LONGEST - len(MORE)] + MORE


def show_help(name: str, app: Any = None) -> None:
    """Show a function's help in the Excel that is being used."""
    if app is None:
        import xlwings  # noqa: PLC0415 (only here is it certain that there is an Excel)

        app = xlwings.apps.active
    app.alert(help_text(name), title=name)
