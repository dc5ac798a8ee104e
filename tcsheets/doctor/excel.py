"""The checks of Excel: its edition, the two add-ins, the Trust Center.  Facts in, findings out."""

from __future__ import annotations

import re

from tcsheets.doctor.facts import LINUX, WINDOWS, Excel, Finding, Machine

NO_SPILL = re.compile(r"20(?:10|13|16|19)(?=Volume|Retail)")
TRUST_CENTER = "File, Options, Trust Center, Trust Center Settings, Macro Settings"
NEW_BUILD = (16, 0, 12527)  # the first of Microsoft 365 in which every channel spills
OFFICE_JS = "tcsheets udfs build office-js; see udfs/excel_office_js/README.md"


def excel_findings(machine: Machine) -> list[Finding]:
    """Return what was found of Excel and of what joins it to the functions."""
    if machine.system == LINUX:
        return [Finding("Excel", "note", "none for Linux; Excel on the web takes the Office add-in", OFFICE_JS)]
    if machine.excel is None:
        return [Finding("Excel", "note", "not found on this computer", "for Excel on the web: " + OFFICE_JS)]
    found = [edition_finding(machine, machine.excel), *add_in_findings(machine)]
    return [*found, *trust_findings(machine)] if machine.system == WINDOWS else found


def edition_finding(machine: Machine, excel: Excel) -> Finding:
    """Return whether this Excel can do what the functions need."""
    said = f"Excel {excel.version}" + (f", {excel.bits} bit" if excel.bits else "")
    if excel.is_from_store:
        to_do = "install Microsoft 365 from office.com instead; or use the Office add-in, which works there too"
        return Finding("Excel", "mend", f"{said} from the Microsoft Store: xlwings cannot join it", to_do)
    old = NO_SPILL.search(excel.products)
    build = tuple(int(each) for each in excel.version.split(".") if each.isdigit())
    if old or (machine.system == WINDOWS and build < NEW_BUILD):
        edition = f"{said} ({old[0]})" if old else said
        to_do = "use Excel 2021, a newer one or Microsoft 365; till then mark an area and press Ctrl+Shift+Enter"
        return Finding("Excel", "mend", f"{edition} shows only the first cell of a table", to_do)
    return Finding("Excel", "ok", said)


def add_in_findings(machine: Machine) -> list[Finding]:
    """Return which of the two ways into Excel stand open, and what is wrong with them."""
    found = [*xlwings_findings(machine)]
    if machine.system == WINDOWS and not machine.webview:
        to_do = "for the Office add-in: install the WebView2 Runtime from Microsoft"
        found.append(Finding("Office add-in", "note", "WebView2 is missing, in which it runs", to_do))
    if "office_js" in machine.our_add_ins:
        found.append(Finding("Office add-in", "ok", "ours is known to Excel"))
    if {"xlwings", "office_js"} <= set(machine.our_add_ins):
        said = "the functions are there twice, through xlwings and through the Office add-in"
        to_do = "switch one off; then: tcsheets repair BOOK --host excel or windows"
        found.append(Finding("add-ins", "mend", said, to_do))
    return found


def xlwings_findings(machine: Machine) -> list[Finding]:
    """Return whether xlwings' add-in is the one of the installed package, and starts the right Python."""
    xlwings, what = machine.xlwings, "xlwings"
    is_windows = machine.system == WINDOWS
    if not xlwings.package:
        return [Finding(what, "note", "not installed", "for the formulas through xlwings: pip install tcsheets")]
    found = []
    if xlwings.licence_key:
        said = "a licence key for its paid part is set; tcsheets uses the free part alone and needs none"
        found.append(Finding(what, "note", said))
    if xlwings.add_in == "none" and "xlwings" not in machine.our_add_ins:
        to_do = "tcsheets udfs install excel-windows" if is_windows else "for the Sync button: xlwings addin install"
        return [*found, Finding(what, "note", f"{xlwings.package}; its add-in is not installed", to_do)]
    if xlwings.add_in == "other":
        said = f"Excel's add-in is not the one of the package {xlwings.package}: nothing will answer"
        found.append(Finding(what, "mend", said, "close Excel, then: xlwings addin update"))
    if not xlwings.loader:
        file = f"xlwings64-{xlwings.package}.dll" if is_windows else f"xlwings-{xlwings.package}.applescript"
        to_do = "pip install --force-reinstall xlwings" if is_windows else "xlwings runpython install"
        found.append(Finding(what, "mend", f"{file} is missing, by which Excel reaches Python", to_do))
    if xlwings.interpreter and not xlwings.is_there:
        said = f"its settings name {xlwings.interpreter}, which is not there"
        found.append(Finding(what, "mend", said, f"in Excel, ribbon xlwings, Interpreter: {machine.python.program}"))
    return found or [Finding(what, "ok", f"{xlwings.package}, and its add-in is of the same version")]


def trust_findings(machine: Machine) -> list[Finding]:
    """Return what the Trust Center stands in the way of."""
    trust, found = machine.trust, []
    who = "the office's administrator has set it: ask them" if trust.by_policy else TRUST_CENTER
    if trust.macros == 4:
        to_do = f"for xlwings: {who}: choose Disable VBA macros with notification"
        found.append(Finding("macros", "note", "all are switched off", to_do))
    elif trust.macros == 3:
        found.append(Finding("macros", "note", "only signed ones run", f"for xlwings: {who}, or sign the add-in"))
    elif trust.macros == 1:
        to_do = f"{TRUST_CENTER}: choose Disable VBA macros with notification"
        found.append(Finding("macros", "note", "all run without asking, whoever wrote them", to_do))
    if trust.vba_project:
        said = "programs may change macros; it is needed only while functions are imported"
        found.append(Finding("VBA project", "note", said, f"{TRUST_CENTER}: take away the tick afterwards"))
    elif trust.vba_project is False or machine.xlwings.add_in != "none":
        to_do = f"to import functions, for that time: {TRUST_CENTER}: tick Trust access to the VBA project object model"
        found.append(Finding("VBA project", "note", "programs may not change macros", to_do))
    return found
