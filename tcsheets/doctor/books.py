"""The checks of a workbook: will its formulas be found where it is opened, and computed?  Facts in, findings out."""

from __future__ import annotations

from pathlib import PurePath

from tcsheets.doctor.facts import WINDOWS, Book, Finding

WRITTEN_BY = {
    "office_js": "the Office add-in",
    "plain": "Excel on Windows with xlwings, or Google Sheets",
    "xll": "an .xll add-in",
    "dotted": "LibreOffice",
    "google": "Google's export",
    "linked": "an add-in's file that was moved",
}
FOREIGN = ("xll", "google", "linked")  # no host finds these
REPAIR = "tcsheets repair {} --host excel (the Office add-in), windows (xlwings), google or libreoffice"
MACRO_BOOKS = (".xlsm", ".xlam", ".xltm")


def book_findings(book: Book) -> list[Finding]:
    """Return what was found in a workbook."""
    return [
        *spelling_findings(book),
        *unknown_findings(book),
        *fault_findings(book),
        *calculation_findings(book),
        *file_findings(book),
        *sync_findings(book),
    ]


def counted(count: int, what: str = "formula") -> str:
    """Return a number of things.

    >>> counted(1), counted(2)
    ('1 formula', '2 formulas')
    """
    return f"{count} {what}" + ("" if count == 1 else "s")


def spelling_findings(book: Book) -> list[Finding]:
    """Return whether our functions are named in one way, and in one that a host finds."""
    used = {name: count for name, count in book.spellings.items() if count}
    if not used:
        return [Finding("formulas", "note", "none of them is one of our functions")]
    said = ", ".join(f"{counted(count)} as {WRITTEN_BY[name]} writes them" for name, count in used.items())
    foreign = sum(used.get(name, 0) for name in FOREIGN)
    if foreign or len(used) > 1:
        return [Finding("formulas", "mend", said, REPAIR.format(book.name))]
    found = [Finding("formulas", "ok", said)]
    if "office_js" in used and PurePath(book.name).suffix.lower() in MACRO_BOOKS:
        to_do = f"if Excel shows #NAME?: tcsheets repair {book.name} --host windows"
        found.append(Finding("formulas", "note", "a workbook with macros, spelled for the Office add-in", to_do))
    return found


def unknown_findings(book: Book) -> list[Finding]:
    """Return which functions look like ours and are none."""
    if not book.unknown:
        return []
    named = ", ".join(f"{name} ({count})" for name, count in sorted(book.unknown.items()))
    to_do = "correct the name (tcsheets functions lists them), or update tcsheets if a newer one wrote the workbook"
    return [Finding("functions", "mend", f"not known here: {named}", to_do)]


def fault_findings(book: Book) -> list[Finding]:
    """Return what cells of ours show in place of a result."""
    found = []
    for code, count in sorted(book.faults.items()):
        if code == "#NAME?":
            to_do = f"{REPAIR.format(book.name)}; or switch the add-in on where it was calculated"
        elif code == "#SPILL!":
            to_do = "empty the cells below and to the right, which the table needs"
        else:
            to_do = "look at the cell; a text that starts with #TC! says what is wrong"
        found.append(Finding("values", "mend", f"{counted(count)} of ours: {code}", to_do))
    if book.flat:
        said = f"{counted(book.flat)} that give a table will show its first cell only (Excel puts @ before them)"
        found.append(Finding("tables", "mend", said, "in Excel: edit the formula, take away the @, press Enter"))
    return found


def calculation_findings(book: Book) -> list[Finding]:
    """Return whether the workbook is computed when something changes, and keeps its values where it cannot be."""
    found = []
    if book.calculation != "auto":
        to_do = "in Excel: Formulas, Calculation Options, Automatic; or press F9 each time"
        said = "only on F9" if book.calculation == "manual" else "automatic except for data tables"
        found.append(Finding("calculation", "mend" if book.calculation == "manual" else "note", said, to_do))
    if book.is_calculated_on_opening and any(book.spellings.values()):
        said = "all is computed on opening: where the add-in is missing, its figures turn into #NAME?"
        found.append(Finding("calculation", "note", said, "to send it out: tcsheets freeze " + book.name))
    if book.is_1904:
        said = "counts days from 1904: a date copied from or to another workbook is four years off"
        to_do = "in Excel: File, Options, Advanced, When calculating this workbook: take away Use 1904 date system"
        found.append(Finding("dates", "mend", said, to_do + ", and look at each date"))
    return found


def file_findings(book: Book) -> list[Finding]:
    """Return what about the file itself stands in the way."""
    found = []
    if book.has_macros and book.is_marked:
        unblock = "in its folder: right click, Properties, Unblock"
        to_do = unblock if book.system == WINDOWS else "open it and trust it once"
        found.append(Finding("file", "mend", "it came from the internet, so its macros do not run", to_do))
    if book.place:
        said = f"it lies in {book.place}: Excel may call it by a web address, under which xlwings cannot find it"
        to_do = "put it in a folder of this computer (the lists are shared by the sync, not by the cloud)"
        found.append(Finding("file", "note", said, to_do))
    if book.is_read_only:
        found.append(Finding("file", "mend", "it is read-only", "take that mark off the file"))
    if book.is_open:
        found.append(Finding("file", "note", "a program has it open", "close it before: tcsheets sync, repair, recalc"))
    return found


def sync_findings(book: Book) -> list[Finding]:
    """Return whether the workbook's store is one that this computer knows."""
    if book.memory_fault:
        return [Finding("store", "mend", book.memory_fault, "tcsheets check " + book.name)]
    if not book.alias:
        return []
    if book.is_store_known:
        return [Finding("store", "ok", f"its lists are shared in {book.alias}")]
    to_do = f"tcsheets store init FOLDER --name {book.alias}, with the folder that the others use"
    return [Finding("store", "mend", f"this computer knows no store {book.alias}", to_do)]
